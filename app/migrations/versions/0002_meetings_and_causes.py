"""meetings of the group, and causes that a group can edit

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CAUSES = (
    ("first date", ""),
    ("company late", "The work is later than agreed."),
    ("nothing received", "The work that was asked for has not been received."),
    ("scope changed", "What is wanted has changed."),
    ("funding", "The funding was not in place."),
    ("staff", "The people to do it were not available."),
    ("waiting on another milestone", "It waits for another milestone."),
    ("weather", "The weather held it up."),
    ("correction", "The date was corrected."),
    ("other", ""),
)
KEPT = ("meeting", "meeting_correction", "slip_cause", "slip_cause_change")
PROPOSALS = ("agreed_date", "deliverable_date")
FORECASTS = ("forecast", "deliverable_forecast")

SQLITE_TRIGGERS = (
    "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_replace BEFORE INSERT ON {0} WHEN NEW.id IN (SELECT id FROM {0}) BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION {0}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{0} is append-only'; END $$",
    "CREATE TRIGGER {0}_no_change BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_refuse()",
    "CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_refuse()",
)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def recorded(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns that say who put a row on record and when."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    create_meetings()
    create_causes()
    for table in KEPT:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(table).replace("%", "%%")))
    for table in (*PROPOSALS, *FORECASTS):
        open_causes(table)


def create_meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *recorded("meeting"),
    )
    op.create_table(
        "meeting_correction",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *recorded("meeting_correction"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_correction_meeting_id_meeting")
        ),
    )
    op.create_index(op.f("ix_meeting_correction_meeting_id"), "meeting_correction", ["meeting_id"])


def create_causes() -> None:
    causes = op.create_table(
        "slip_cause",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("is_built_in", sa.Boolean(), nullable=False),
        *recorded("slip_cause"),
        sa.UniqueConstraint("key", name=op.f("uq_slip_cause_key")),
    )
    op.create_table(
        "slip_cause_change",
        sa.Column("cause_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *recorded("slip_cause_change"),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["slip_cause.id"], name=op.f("fk_slip_cause_change_cause_id_slip_cause")
        ),
    )
    op.create_index(op.f("ix_slip_cause_change_cause_id"), "slip_cause_change", ["cause_id"])
    op.bulk_insert(
        causes,
        [
            {"key": key, "name": key, "sentence": sentence, "is_built_in": True}
            for key, sentence in CAUSES
        ],
    )


def open_causes(table: str) -> None:
    """Any cause on the list, by its key, and a meeting of the list."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_cause"), type_="check")
        batch.alter_column("cause", type_=sa.Text(), existing_nullable=False)
        batch.create_foreign_key(
            op.f(f"fk_{table}_cause_slip_cause"), "slip_cause", ["cause"], ["key"]
        )
        if table in PROPOSALS:
            batch.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(
                op.f(f"fk_{table}_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"]
            )


def downgrade() -> None:
    for table in (*PROPOSALS, *FORECASTS):
        close_causes(table)
    for table in reversed(KEPT):
        op.drop_table(table)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {table}_refuse()"))


def close_causes(table: str) -> None:
    """The built-in causes alone: a group's own becomes "other", and its name a part of the reason."""
    known = ", ".join(f"'{key}'" for key, _ in CAUSES)
    op.execute(
        f"UPDATE {table} SET cause = 'other', reason = cause || '. ' || reason "
        f"WHERE cause NOT IN ({known})"
    )
    if table in PROPOSALS:
        op.execute(
            f"UPDATE {table} SET meeting = (SELECT m.name FROM meeting m WHERE m.id = meeting_id) "
            "WHERE meeting_id IS NOT NULL"
        )
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"fk_{table}_cause_slip_cause"), type_="foreignkey")
        batch.alter_column("cause", type_=sa.String(40), existing_nullable=False)
        batch.create_check_constraint(op.f(f"ck_{table}_cause"), f"cause IN ({known})")
        if table in PROPOSALS:
            batch.drop_constraint(op.f(f"fk_{table}_meeting_id_meeting"), type_="foreignkey")
            batch.drop_column("meeting_id")
