"""criteria that are passed or failed, minimum scores, hidden prices, and comments before scores

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WEIGHT_BEFORE = "weight BETWEEN 1 AND 100"
WEIGHT_NOW = "(is_pass_fail AND weight = 0) OR (NOT is_pass_fail AND weight BETWEEN 1 AND 100)"
MINIMUM = "minimum IS NULL OR (minimum BETWEEN 1 AND 4 AND NOT is_pass_fail)"

CRITERION = "id, brief_id, number, key, title, guidance, weight"
SCORE = "id, sheet_id, quote_id, criterion_id, value, comment"
CHANGE = (
    "id, sheet_id, quote_id, criterion_id, value_before, comment_before, value_after, "
    "comment_after, changed_at"
)

OLD_ISSUED = "EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL)"
NEW_ISSUED = "EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL)"
FROZEN = "BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END"
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER criterion_frozen_insert BEFORE INSERT ON criterion WHEN {NEW_ISSUED} OR EXISTS (SELECT 1 FROM criterion t JOIN brief b ON b.id = t.brief_id WHERE t.id = NEW.id AND b.issued_at IS NOT NULL) {FROZEN}",
    f"CREATE TRIGGER criterion_frozen_update BEFORE UPDATE ON criterion WHEN {OLD_ISSUED} OR {NEW_ISSUED} {FROZEN}",
    f"CREATE TRIGGER criterion_frozen_delete BEFORE DELETE ON criterion WHEN {OLD_ISSUED} {FROZEN}",
    "CREATE TRIGGER score_change_no_update BEFORE UPDATE ON score_change BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
    "CREATE TRIGGER score_change_no_delete BEFORE DELETE ON score_change BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
    "CREATE TRIGGER score_change_no_replace BEFORE INSERT ON score_change WHEN NEW.id IN (SELECT id FROM score_change) BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def number(name: str, *, is_null: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=is_null)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def is_true_or_false(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def create_criterion(*, is_new: bool) -> None:
    added = [is_true_or_false("is_pass_fail"), number("minimum", is_null=True)] if is_new else []
    checks = [
        sa.CheckConstraint(
            WEIGHT_NOW if is_new else WEIGHT_BEFORE, name=op.f("ck_criterion_weight")
        )
    ]
    if is_new:
        checks.append(sa.CheckConstraint(MINIMUM, name=op.f("ck_criterion_minimum")))
    op.create_table(
        "criterion",
        number("id"),
        number("brief_id"),
        number("number"),
        words("key"),
        words("title"),
        words("guidance"),
        number("weight"),
        *added,
        *checks,
        belongs("criterion", "brief_id", "brief"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("brief_id", "key", name=op.f("uq_criterion_brief_id_key")),
        sa.UniqueConstraint("brief_id", "number", name=op.f("uq_criterion_brief_id_number")),
    )
    op.create_index(op.f("ix_criterion_brief_id"), "criterion", ["brief_id"])


def create_scores(*, is_new: bool) -> None:
    op.create_table(
        "score",
        number("id"),
        number("sheet_id"),
        number("quote_id"),
        number("criterion_id"),
        number("value", is_null=is_new),
        words("comment"),
        sa.CheckConstraint("value BETWEEN 0 AND 4", name=op.f("ck_score_value")),
        belongs("score", "criterion_id", "criterion"),
        belongs("score", "quote_id", "quote"),
        belongs("score", "sheet_id", "score_sheet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint(
            "sheet_id",
            "quote_id",
            "criterion_id",
            name=op.f("uq_score_sheet_id_quote_id_criterion_id"),
        ),
    )
    for column in ("quote_id", "sheet_id"):
        op.create_index(op.f(f"ix_score_{column}"), "score", [column])
    op.create_table(
        "score_change",
        number("id"),
        number("sheet_id"),
        number("quote_id"),
        number("criterion_id"),
        number("value_before", is_null=True),
        words("comment_before"),
        number("value_after", is_null=True),
        words("comment_after"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        belongs("score_change", "criterion_id", "criterion"),
        belongs("score_change", "quote_id", "quote"),
        belongs("score_change", "sheet_id", "score_sheet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_change")),
    )
    op.create_index(op.f("ix_score_change_sheet_id"), "score_change", ["sheet_id"])


def make_anew(*, is_new: bool) -> None:
    """SQLite changes a check only by making the table anew, and what refers to it with it."""
    tables = {"score": SCORE, "score_change": CHANGE, "criterion": CRITERION}
    for table in tables:
        op.execute(f"CREATE TABLE {table}_kept AS SELECT * FROM {table}")
        op.drop_table(table)
    create_criterion(is_new=is_new)
    create_scores(is_new=is_new)
    for table in ("criterion", "score", "score_change"):
        columns = tables[table]
        op.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}_kept ORDER BY id"
        )
        op.drop_table(f"{table}_kept")
    for statement in SQLITE_TRIGGERS:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def upgrade() -> None:
    op.add_column("brief", is_true_or_false("hides_price"))
    criterion_key = sa.Column("criterion_key", sa.Text(), nullable=False, server_default="")
    op.add_column("question", criterion_key)
    if is_sqlite():
        make_anew(is_new=True)
        return
    op.alter_column("score", "value", nullable=True)
    op.add_column("criterion", is_true_or_false("is_pass_fail"))
    op.add_column("criterion", number("minimum", is_null=True))
    op.drop_constraint(op.f("ck_criterion_weight"), "criterion", type_="check")
    op.create_check_constraint(op.f("ck_criterion_weight"), "criterion", WEIGHT_NOW)
    op.create_check_constraint(op.f("ck_criterion_minimum"), "criterion", MINIMUM)


def downgrade() -> None:
    # The version before knows neither a comment without its score nor a criterion without weight.
    passed = sa.text("SELECT count(*) FROM criterion WHERE is_pass_fail")
    if op.get_bind().execute(passed).scalar():
        raise RuntimeError("There are criteria that are passed or failed: stay at this version.")
    op.execute("DELETE FROM score WHERE value IS NULL")
    if is_sqlite():
        make_anew(is_new=False)
    else:
        op.drop_constraint(op.f("ck_criterion_minimum"), "criterion", type_="check")
        op.drop_constraint(op.f("ck_criterion_weight"), "criterion", type_="check")
        op.drop_column("criterion", "minimum")
        op.drop_column("criterion", "is_pass_fail")
        op.create_check_constraint(op.f("ck_criterion_weight"), "criterion", WEIGHT_BEFORE)
        op.alter_column("score", "value", nullable=False)
    op.drop_column("question", "criterion_key")
    op.drop_column("brief", "hides_price")
