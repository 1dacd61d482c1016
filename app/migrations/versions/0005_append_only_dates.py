"""dates, decisions on them and corrections are rows that are only ever added

Revision ID: 0005
Revises: 0004
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PROPOSALS = ("agreed_date", "deliverable_date")
FORECASTS = ("forecast", "deliverable_forecast")
RECEIPTS = "delivery_receipt"
DECIDED = "proposal_id, outcome, decided_on, agreed_is, reason, decided_by_id, recorded_at"
ACCEPTED = "receipt_id, is_accepted, decided_on, reason, decided_by_id, recorded_at"
WHEN = ("as_written", "earliest", "latest", "precision", "kind", "edtf", "is_ambiguous", "note")

# Every append-only table of this revision, with a column beside the id that is unique.
APPEND_ONLY = {
    "agreed_date": "",
    "agreed_date_decision": "proposal_id",
    "forecast": "",
    "met": "",
    "deliverable_date": "",
    "deliverable_date_decision": "proposal_id",
    "deliverable_forecast": "",
    "delivery_receipt": "",
    "delivery_receipt_decision": "receipt_id",
}
SQLITE_TRIGGERS = (
    "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_replace BEFORE INSERT ON {0} WHEN {1} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION {0}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{0} is append-only'; END $$",
    "CREATE TRIGGER {0}_no_change BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_refuse()",
    "CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_refuse()",
)
IS_OWN = "NEW.decided_by_id = (SELECT p.proposed_by_id FROM {0} p WHERE p.id = NEW.proposal_id)"
IS_ALONE = (
    "NEW.decided_by_id IS NULL AND EXISTS (SELECT 1 FROM {0} p LEFT JOIN {0} o ON o.id = p.corrects_id"
    " WHERE p.id = NEW.proposal_id AND ((o.id IS NULL AND p.cause <> 'first date' AND p.source = '') OR"
    " (o.latest IS NOT NULL AND (p.latest IS NULL OR p.latest > o.latest))))"
)
OWN = "a date is decided by another person than its proposer"
ALONE = "a date is agreed by a second person"
SQLITE_TWO_PEOPLE = (
    f"CREATE TRIGGER {{0}}_decision_own BEFORE INSERT ON {{0}}_decision WHEN {IS_OWN} BEGIN SELECT RAISE(ABORT, '{OWN}'); END",
    f"CREATE TRIGGER {{0}}_decision_alone BEFORE INSERT ON {{0}}_decision WHEN {IS_ALONE} BEGIN SELECT RAISE(ABORT, '{ALONE}'); END",
)
POSTGRESQL_TWO_PEOPLE = (
    f"CREATE FUNCTION {{0}}_decision_two_people() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {IS_OWN} THEN RAISE EXCEPTION '{OWN}'; END IF;"
    f" IF {IS_ALONE} THEN RAISE EXCEPTION '{ALONE}'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER {0}_decision_two_people BEFORE INSERT ON {0}_decision FOR EACH ROW EXECUTE FUNCTION {0}_decision_two_people()",
)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def run(statement: str) -> None:
    op.execute(sa.DDL(statement.replace("%", "%%")))


def outcome() -> sa.Enum:
    names = ("proposed", "approved", "refused")
    return sa.Enum(*names, name="agreement", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    # SQLite rebuilds a table that others refer to only while no row does: decisions come last.
    for table in PROPOSALS:
        op.execute(
            f"CREATE TABLE {table}_decided AS SELECT id AS proposal_id, outcome, decided_on, agreed_is, "
            f"decision_reason AS reason, decided_by_id, recorded_at FROM {table} WHERE decided_on IS NOT NULL"
        )
        leave_decisions_out(table)
        create_decisions(table)
        refill(f"{table}_decision", f"{table}_decided", DECIDED)
    for table in FORECASTS:
        with op.batch_alter_table(table) as batch:
            let_correct(batch, table)
    op.execute(
        f"CREATE TABLE {RECEIPTS}_decided AS SELECT id AS receipt_id, is_accepted, decided_on, decided_by_id, "
        f"decision_reason AS reason, recorded_at FROM {RECEIPTS} WHERE decided_on IS NOT NULL"
    )
    leave_acceptance_out()
    create_receipt_decisions()
    refill(f"{RECEIPTS}_decision", f"{RECEIPTS}_decided", ACCEPTED)
    for table, unique in APPEND_ONLY.items():
        make_append_only(table, unique)
    for table in PROPOSALS:
        for statement in SQLITE_TWO_PEOPLE if is_sqlite() else POSTGRESQL_TWO_PEOPLE:
            run(statement.format(table))


def refill(table: str, kept: str, columns: str) -> None:
    """Move what was set aside to where it belongs."""
    place = columns.split(", ")[0]
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {kept} ORDER BY {place}")
    op.drop_table(kept)


def create_decisions(table: str) -> None:
    name = f"{table}_decision"
    op.create_table(
        name,
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome", outcome(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("agreed_is", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome <> 'proposed'", name=op.f(f"ck_{name}_decided")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f(f"fk_{name}_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f(f"fk_{name}_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], [f"{table}.id"], name=op.f(f"fk_{name}_proposal_id_{table}")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("proposal_id", name=op.f(f"uq_{name}_proposal_id")),
    )


def create_receipt_decisions() -> None:
    name = f"{RECEIPTS}_decision"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f(f"fk_{name}_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], [f"{RECEIPTS}.id"], name=op.f(f"fk_{name}_receipt_id_{RECEIPTS}")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("receipt_id", name=op.f(f"uq_{name}_receipt_id")),
    )


def let_correct(batch: Any, table: str) -> None:
    """A row may correct another of its table."""
    batch.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
    batch.create_foreign_key(
        op.f(f"fk_{table}_corrects_id_{table}"), table, ["corrects_id"], ["id"]
    )
    batch.create_index(op.f(f"ix_{table}_corrects_id"), ["corrects_id"])


def leave_decisions_out(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        for check in ("agreement", "decided", "two_people"):
            batch.drop_constraint(op.f(f"ck_{table}_{check}"), type_="check")
        batch.drop_constraint(op.f(f"fk_{table}_decided_by_id_person"), type_="foreignkey")
        for column in ("outcome", "decided_on", "agreed_is", "decision_reason", "decided_by_id"):
            batch.drop_column(column)
        let_correct(batch, table)


def leave_acceptance_out() -> None:
    with op.batch_alter_table(RECEIPTS) as batch:
        batch.drop_constraint(op.f(f"ck_{RECEIPTS}_decided"), type_="check")
        batch.drop_constraint(op.f(f"fk_{RECEIPTS}_decided_by_id_person"), type_="foreignkey")
        for column in ("is_accepted", "decided_on", "decided_by_id", "decision_reason"):
            batch.drop_column(column)
        let_correct(batch, RECEIPTS)


def make_append_only(table: str, unique: str) -> None:
    keys = ("id", unique) if unique else ("id",)
    is_there = " OR ".join(f"NEW.{key} IN (SELECT {key} FROM {table})" for key in keys)
    for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        run(statement.format(table, is_there))


def downgrade() -> None:
    for table in APPEND_ONLY:
        let_change(table)
    for table in PROPOSALS:
        op.execute(
            f"CREATE TABLE {table}_decided AS SELECT d.proposal_id, d.outcome, d.decided_on, d.agreed_is, "
            f"d.reason, d.decided_by_id, d.recorded_at, p.corrects_id FROM {table}_decision d "
            f"JOIN {table} p ON p.id = d.proposal_id"
        )
        op.drop_table(f"{table}_decision")
        fold_corrections(
            table,
            "proposed_on",
            f"AND c.id IN (SELECT proposal_id FROM {table}_decided WHERE outcome = 'approved')",
        )
        take_decisions_in(table)
    for table in FORECASTS:
        fold_corrections(table, "day", "")
        with op.batch_alter_table(table) as batch:
            let_correct_no_more(batch, table)
    op.execute(
        f"CREATE TABLE {RECEIPTS}_decided AS SELECT receipt_id, is_accepted, decided_on, reason, "
        f"decided_by_id FROM {RECEIPTS}_decision"
    )
    op.drop_table(f"{RECEIPTS}_decision")
    take_acceptance_in()
    if not is_sqlite():
        for table in PROPOSALS:
            op.execute(f"DROP FUNCTION {table}_decision_two_people()")
        for table in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {table}_refuse()")


def let_change(table: str) -> None:
    """Take the triggers away: SQLite's go with the tables that are rebuilt, after they changed."""
    sqlite = ("no_update", "no_delete", "no_replace")
    for name in sqlite if is_sqlite() else ("no_change", "no_truncate"):
        op.execute(f"DROP TRIGGER {table}_{name}" + ("" if is_sqlite() else f" ON {table}"))


def fold_corrections(table: str, day: str, approved: str) -> None:
    """Write corrected words over what they correct, and say so in the reason."""
    newest = f"(SELECT max(c.id) FROM {table} c WHERE c.corrects_id = {table}.id {approved})"
    for column in WHEN:
        if column != "as_written":
            op.execute(
                f"UPDATE {table} SET {column} = (SELECT n.{column} FROM {table} n WHERE n.id = {newest}) "
                f"WHERE {newest} IS NOT NULL"
            )
    op.execute(
        f"UPDATE {table} SET "
        f"reason = trim(reason || ' ' || (SELECT n.reason FROM {table} n WHERE n.id = {newest}) || "
        f"(SELECT CASE WHEN n.as_written = {table}.as_written THEN '' ELSE ' (Corrected from: ' || "
        f"{table}.as_written || '.)' END FROM {table} n WHERE n.id = {newest})), "
        f"cause = (SELECT CASE WHEN n.cause = 'correction' THEN {table}.cause ELSE n.cause END "
        f"FROM {table} n WHERE n.id = {newest}), "
        f"as_written = (SELECT n.as_written FROM {table} n WHERE n.id = {newest}) "
        f"WHERE {newest} IS NOT NULL"
    )
    op.execute(f"DELETE FROM {table} WHERE corrects_id IS NOT NULL")


def let_correct_no_more(batch: Any, table: str) -> None:
    batch.drop_index(op.f(f"ix_{table}_corrects_id"))
    batch.drop_constraint(op.f(f"fk_{table}_corrects_id_{table}"), type_="foreignkey")
    batch.drop_column("corrects_id")


def take_decisions_in(table: str) -> None:
    with op.batch_alter_table(table) as batch:
        let_correct_no_more(batch, table)
        batch.add_column(sa.Column("outcome", sa.String(40), nullable=True))
        batch.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("agreed_is", sa.Text(), nullable=True))
        batch.add_column(sa.Column("decision_reason", sa.Text(), nullable=True))
        batch.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
    for column, kept, missing in (
        ("outcome", "outcome", "'proposed'"),
        ("decided_on", "decided_on", "NULL"),
        ("agreed_is", "agreed_is", "'on'"),
        ("decision_reason", "reason", "''"),
        ("decided_by_id", "decided_by_id", "NULL"),
    ):
        op.execute(
            f"UPDATE {table} SET {column} = coalesce("
            f"(SELECT d.{kept} FROM {table}_decided d WHERE d.proposal_id = {table}.id), {missing})"
        )
    op.drop_table(f"{table}_decided")
    checks = {
        "agreement": "outcome IN ('proposed', 'approved', 'refused')",
        "decided": "(outcome = 'proposed') = (decided_on IS NULL)",
        "two_people": "decided_by_id IS NULL OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
    }
    with op.batch_alter_table(table) as batch:
        for column in ("outcome", "agreed_is", "decision_reason"):
            batch.alter_column(column, existing_type=sa.Text(), nullable=False)
        batch.create_foreign_key(
            op.f(f"fk_{table}_decided_by_id_person"), "person", ["decided_by_id"], ["id"]
        )
        for name, check in checks.items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), check)


def take_acceptance_in() -> None:
    # A corrected day is written over the first one, with what was wrong beside it.
    newest = f"(SELECT max(c.id) FROM {RECEIPTS} c WHERE c.corrects_id = {RECEIPTS}.id)"
    op.execute(
        f"UPDATE {RECEIPTS} SET received_on = (SELECT n.received_on FROM {RECEIPTS} n WHERE n.id = {newest}), "
        f"note = trim(note || ' ' || (SELECT n.note FROM {RECEIPTS} n WHERE n.id = {newest})) "
        f"WHERE {newest} IS NOT NULL"
    )
    op.execute(f"DELETE FROM {RECEIPTS} WHERE corrects_id IS NOT NULL")
    with op.batch_alter_table(RECEIPTS) as batch:
        let_correct_no_more(batch, RECEIPTS)
        batch.add_column(sa.Column("is_accepted", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("decided_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("decision_reason", sa.Text(), nullable=True))
    for column in ("is_accepted", "decided_on", "decided_by_id"):
        op.execute(
            f"UPDATE {RECEIPTS} SET {column} = (SELECT d.{column} FROM {RECEIPTS}_decided d "
            f"WHERE d.receipt_id = {RECEIPTS}.id)"
        )
    op.execute(
        f"UPDATE {RECEIPTS} SET decision_reason = coalesce((SELECT d.reason FROM {RECEIPTS}_decided d "
        f"WHERE d.receipt_id = {RECEIPTS}.id), '')"
    )
    op.drop_table(f"{RECEIPTS}_decided")
    with op.batch_alter_table(RECEIPTS) as batch:
        batch.alter_column("decision_reason", existing_type=sa.Text(), nullable=False)
        batch.create_foreign_key(
            op.f(f"fk_{RECEIPTS}_decided_by_id_person"), "person", ["decided_by_id"], ["id"]
        )
        batch.create_check_constraint(
            op.f(f"ck_{RECEIPTS}_decided"), "(decided_on IS NULL) = (is_accepted IS NULL)"
        )
