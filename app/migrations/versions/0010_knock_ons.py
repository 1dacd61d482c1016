"""knock-ons that are proposed together, and what pushed each date

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from app.database import append_only_sql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BUNDLE, DATE = "knock_on_bundle", "knock_on_date"


def key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(
    table: str, column: str, other: str, *, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    """A column that names a row of another table."""
    return (
        sa.Column(column, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        ),
    )


def upgrade() -> None:
    op.create_table(
        BUNDLE,
        *key(BUNDLE),
        *to(BUNDLE, "milestone_id", "milestone"),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cause"], ["slip_cause.key"], name=op.f(f"fk_{BUNDLE}_cause_slip_cause")
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        *to(BUNDLE, "meeting_id", "meeting", nullable=True),
        *to(BUNDLE, "proposed_by_id", "person"),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f(f"ix_{BUNDLE}_milestone_id"), BUNDLE, ["milestone_id"])
    op.create_table(
        DATE,
        *key(DATE),
        *to(DATE, "bundle_id", BUNDLE),
        *to(DATE, "proposal_id", "agreed_date"),
        *to(DATE, "replaces_id", "agreed_date"),
        sa.Column("stood", sa.Text(), nullable=False),
        *to(DATE, "pushed_by_id", "milestone", nullable=True),
        sa.Column("pushed_by", sa.Text(), nullable=False),
        sa.Column("gap_days", sa.Integer(), nullable=True),
        sa.Column("days_definite", sa.Integer(), nullable=False),
        sa.Column("days_possible", sa.Integer(), nullable=False),
        sa.UniqueConstraint("proposal_id", name=op.f(f"uq_{DATE}_proposal_id")),
        sa.CheckConstraint("days_possible > 0", name=op.f(f"ck_{DATE}_is_pushed")),
    )
    op.create_index(op.f(f"ix_{DATE}_bundle_id"), DATE, ["bundle_id"])
    for table, unique in ((BUNDLE, ""), (DATE, "proposal_id")):
        for statement in append_only_sql(table, op.get_bind().dialect.name, unique):
            op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    for table in (DATE, BUNDLE):
        op.drop_table(table)
        if op.get_bind().dialect.name != "sqlite":
            op.execute(sa.DDL(f"DROP FUNCTION {table}_refuse()"))
