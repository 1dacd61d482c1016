"""how a brief scores the price and which lines it asks for, and what each question asks about

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FORMULAS = (
    "lowest price ÷ this price",
    "in a line to twice the lowest price",
    "fixed price, quality only",
)
TOPICS = ("the work", "risks", "social value", "delivery dates offered")


def add_choice(table: str, column: str, values: tuple[str, ...]) -> None:
    """A column that holds one of these, at first the first: added in place, so triggers stay."""
    listed = ", ".join(f"'{value}'" for value in values)
    name = f"ck_{table}_{column}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(40) DEFAULT '{values[0]}' NOT NULL "
        f"CONSTRAINT {name} CHECK ({column} IN ({listed}))"
    )


def upgrade() -> None:
    add_choice("brief", "price_formula", FORMULAS)
    op.add_column("brief", sa.Column("price_lines", sa.Text(), nullable=False, server_default=""))
    add_choice("question", "topic", TOPICS)


def downgrade() -> None:
    op.drop_column("question", "topic")  # the check of a column goes with it
    op.drop_column("brief", "price_lines")
    op.drop_column("brief", "price_formula")
