"""quotes that were stopped at their opening: opened later by two people, or set aside

Going back is refused while one was opened later or set aside: what was decided would be lost.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(
    table: str, name: str, other: str, *, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}")),
    )


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.add_column("quote", instant("opened_late_at", nullable=True))
    op.add_column("quote", instant("set_aside_at", nullable=True))
    op.create_table(
        "later_opening",
        *key("later_opening"),
        *to("later_opening", "commission_id", "commission"),
        *to("later_opening", "first_id", "person"),
        instant("begun_at"),
        instant("begun_really_at"),
        *to("later_opening", "second_id", "person", nullable=True),
        instant("done_at", nullable=True),
        words("record"),
        sa.CheckConstraint(
            "second_id IS NULL OR second_id <> first_id",
            name=op.f("ck_later_opening_two_people"),
        ),
    )
    op.create_index(op.f("ix_later_opening_commission_id"), "later_opening", ["commission_id"])
    op.create_table(
        "setting_aside",
        *key("setting_aside"),
        *to("setting_aside", "commission_id", "commission"),
        *to("setting_aside", "quote_id", "quote"),
        words("reason"),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="setting_aside_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        *to("setting_aside", "proposed_by_id", "person"),
        instant("proposed_at"),
        *to("setting_aside", "decided_by_id", "person", nullable=True),
        instant("decided_at", nullable=True),
        words("decision_reason"),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_setting_aside_two_people"),
        ),
    )
    for name in ("commission_id", "quote_id"):
        op.create_index(op.f(f"ix_setting_aside_{name}"), "setting_aside", [name])
    live = sa.text("outcome <> 'refused'")
    op.create_index(
        "uq_setting_aside_one_live",
        "setting_aside",
        ["quote_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def downgrade() -> None:
    settled = op.get_bind().execute(
        sa.text(
            "SELECT count(*) FROM quote"
            " WHERE opened_late_at IS NOT NULL OR set_aside_at IS NOT NULL"
        )
    )
    if settled.scalar():
        raise RuntimeError("A stopped quote was opened later or set aside: that would be lost.")
    op.drop_table("setting_aside")
    op.drop_table("later_opening")
    for name in ("set_aside_at", "opened_late_at"):
        op.drop_column("quote", name)
