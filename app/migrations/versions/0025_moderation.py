"""moderation meetings, and the scores that they agreed on

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("moderation", "consensus")

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


def table(name: str, *columns: sa.schema.SchemaItem, **others: str) -> None:
    """A table with an id and an instant; `others` are columns that name a row of another table."""
    for column, other in others.items():
        columns += (
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}")
            ),
        )
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *columns,
    )


def upgrade() -> None:
    table(
        "moderation",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        commission_id="commission",
        by_id="person",
    )
    table(
        "consensus",
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 4", name=op.f("ck_consensus_value")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_consensus_reason")),
        moderation_id="moderation",
        quote_id="quote",
        criterion_id="criterion",
        by_id="person",
    )
    for name, column in (
        ("moderation", "commission_id"),
        ("consensus", "moderation_id"),
        ("consensus", "quote_id"),
    ):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    for name in TABLES:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name).replace("%", "%%")))


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
