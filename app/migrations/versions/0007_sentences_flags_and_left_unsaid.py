"""the flag that a sentence answers; what an edition left unsaid, by whom and why

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from app.database import append_only_sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "left_unsaid"
FLAG = op.f("fk_slippage_sentence_flag_id_flag")


def to(column: str, other: str) -> tuple[sa.schema.SchemaItem, ...]:
    """A column that names a row of another table."""
    return (
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{TABLE}_{column}_{other}")
        ),
    )


def upgrade() -> None:
    with op.batch_alter_table("slippage_sentence") as batch:
        batch.add_column(sa.Column("flag_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(FLAG, "flag", ["flag_id"], ["id"])
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *to("edition_id", "edition"),
        *to("milestone_id", "milestone"),
        sa.Column("reason", sa.Text(), nullable=False),
        *to("by_id", "person"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint(
            "edition_id", "milestone_id", name=op.f(f"uq_{TABLE}_edition_id_milestone_id")
        ),
    )
    op.create_index(op.f(f"ix_{TABLE}_edition_id"), TABLE, ["edition_id"])
    for statement in append_only_sql(TABLE, op.get_bind().dialect.name):
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    op.drop_table(TABLE)
    if op.get_bind().dialect.name != "sqlite":
        op.execute(sa.DDL(f"DROP FUNCTION {TABLE}_refuse()"))
    with op.batch_alter_table("slippage_sentence") as batch:
        batch.drop_constraint(FLAG, type_="foreignkey")
        batch.drop_column("flag_id")
