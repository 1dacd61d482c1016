"""doubts about prices: what was asked about each, and how it was resolved

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = ("low price", "sums that differ")
WAYS = (
    "accepted as the company explained it",
    "the company confirmed its line prices",
    "the quote is set aside",
    "the quote is out by its scores",
)

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
THERE_ALREADY = {
    "doubt_enquiry": "NEW.id IN (SELECT id FROM doubt_enquiry) OR NEW.enquiry_id IN (SELECT enquiry_id FROM doubt_enquiry)",
    "doubt_resolution": "NEW.id IN (SELECT id FROM doubt_resolution)",
}


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def table(name: str, *columns: sa.schema.SchemaItem, **others: str) -> None:
    """A table with an id; `others` are columns that each name a row of another table."""
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
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *columns,
    )


def upgrade() -> None:
    table(
        "doubt_enquiry",
        sa.Column("kind", one_of(KINDS, "doubt_enquiry_kind"), nullable=False),
        sa.UniqueConstraint("enquiry_id", name=op.f("uq_doubt_enquiry_enquiry_id")),
        enquiry_id="enquiry",
        quote_id="quote",
    )
    table(
        "doubt_resolution",
        sa.Column("kind", one_of(KINDS, "doubt_kind"), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("way", one_of(WAYS, "doubt_way"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        commission_id="commission",
        quote_id="quote",
        by_id="person",
    )
    for name, column in (
        ("doubt_enquiry", "quote_id"),
        ("doubt_resolution", "commission_id"),
        ("doubt_resolution", "quote_id"),
    ):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    for name, there in THERE_ALREADY.items():
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name, there).replace("%", "%%")))


def downgrade() -> None:
    for name in reversed(THERE_ALREADY):
        op.drop_table(name)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
