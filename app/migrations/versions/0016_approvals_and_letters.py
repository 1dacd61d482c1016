"""first approvals of awards, orders to send letters, feedback in letters and asked for later

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

APPEND_ONLY = ("letter_feedback", "feedback_request", "feedback_answer")
TABLES = ("letters_order", *APPEND_ONLY)

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


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def close(table: str) -> None:
    """Let the database refuse changes of a table."""
    keys = ("id", "request_id") if table == "feedback_answer" else ("id",)
    is_there = " OR ".join(f"NEW.{key} IN (SELECT {key} FROM {table})" for key in keys)
    for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(sa.DDL(statement.format(table, is_there).replace("%", "%%")))


def instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def table(name: str, *columns: sa.schema.SchemaItem, **others: str) -> None:
    """A table with an id; `others` are columns that each name a row of another table."""
    for column, other in others.items():
        columns += (
            sa.Column(column, sa.Integer(), nullable=column == "stopped_by_id"),
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}")
            ),
        )
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *columns,
    )


def upgrade() -> None:
    with op.batch_alter_table("award") as award:
        award.add_column(sa.Column("first_approved_by_id", sa.Integer(), nullable=True))
        award.add_column(instant("first_approved_at", nullable=True))
        award.add_column(
            sa.Column("first_approval_reason", sa.Text(), nullable=False, server_default="")
        )
        award.create_foreign_key(
            op.f("fk_award_first_approved_by_id_person"), "person", ["first_approved_by_id"], ["id"]
        )
        award.create_check_constraint(
            op.f("ck_award_first_of_two"),
            "first_approved_by_id IS NULL OR first_approved_by_id <> proposed_by_id",
        )
        award.create_check_constraint(
            op.f("ck_award_second_of_two"),
            "first_approved_by_id IS NULL OR outcome <> 'approved'"
            " OR first_approved_by_id <> decided_by_id",
        )
    with op.batch_alter_table("award") as award:
        award.alter_column("first_approval_reason", server_default=None)
    table(
        "letters_order",
        instant("ordered_at"),
        instant("leaves_at"),
        instant("left_at", nullable=True),
        instant("stopped_at", nullable=True),
        words("stop_reason"),
        sa.CheckConstraint(
            "stopped_at IS NULL OR left_at IS NULL", name=op.f("ck_letters_order_stopped_or_left")
        ),
        award_id="award",
        ordered_by_id="person",
        stopped_by_id="person",
    )
    op.create_index(op.f("ix_letters_order_award_id"), "letters_order", ["award_id"])
    op.create_index(
        "uq_letters_order_one_live",
        "letters_order",
        ["award_id"],
        unique=True,
        sqlite_where=sa.text("stopped_at IS NULL"),
        postgresql_where=sa.text("stopped_at IS NULL"),
    )
    table(
        "letter_feedback",
        words("text"),
        instant("at"),
        award_id="award",
        quote_id="quote",
        by_id="person",
    )
    op.create_index(op.f("ix_letter_feedback_award_id"), "letter_feedback", ["award_id"])
    table(
        "feedback_request", words("text"), instant("at"), invitation_id="invitation", by_id="person"
    )
    op.create_index(
        op.f("ix_feedback_request_invitation_id"), "feedback_request", ["invitation_id"]
    )
    table(
        "feedback_answer",
        words("text"),
        instant("at"),
        sa.UniqueConstraint("request_id", name=op.f("uq_feedback_answer_request_id")),
        request_id="feedback_request",
        by_id="person",
    )
    for name in APPEND_ONLY:
        close(name)


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
        if not is_sqlite() and name in APPEND_ONLY:
            op.execute(f"DROP FUNCTION {name}_refuse()")
    with op.batch_alter_table("award") as award:
        award.drop_constraint(op.f("ck_award_second_of_two"), type_="check")
        award.drop_constraint(op.f("ck_award_first_of_two"), type_="check")
        award.drop_constraint(op.f("fk_award_first_approved_by_id_person"), type_="foreignkey")
        for column in ("first_approval_reason", "first_approved_at", "first_approved_by_id"):
            award.drop_column(column)
