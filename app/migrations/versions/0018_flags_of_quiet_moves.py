"""a flag of its own for a date that moves while it is green

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from app.database import append_only_sql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FLAG, KEPT, CHECK = "flag", "flag_kept", "ck_flag_flag_kind"
COLUMNS = "id, milestone_id, deliverable_id, kind, cause, raised_on"
KINDS = ("past its date", "lost its date", "at risk", "pushed back")
MOVED = "kept green while its date moved"
SQLITE_TRIGGERS = ("no_update", "no_delete", "no_replace")


def upgrade() -> None:
    allow((*KINDS, MOVED))


def downgrade() -> None:
    # Nothing that was raised or answered is lost: rule 8 names both in one breath.
    allow(KINDS, f"CASE kind WHEN '{MOVED}' THEN 'lost its date' ELSE kind END")


def allow(kinds: tuple[str, ...], kind: str = "kind") -> None:
    """Let the table hold these kinds; `kind` says which one a row has then."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild(kinds, kind)
        return
    names = ", ".join(f"'{each}'" for each in kinds)
    op.drop_constraint(op.f(CHECK), FLAG, type_="check")
    if kind != "kind":
        op.execute("DROP TRIGGER flag_no_change ON flag")
        op.execute(f"UPDATE flag SET kind = {kind}")
        op.execute(
            "CREATE TRIGGER flag_no_change BEFORE UPDATE OR DELETE ON flag "
            "FOR EACH ROW EXECUTE FUNCTION flag_refuse()"
        )
    op.create_check_constraint(op.f(CHECK), FLAG, f"kind IN ({names})")


def rebuild(kinds: tuple[str, ...], kind: str) -> None:
    """Make the table anew. What refers to its rows finds them again before the end."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TABLE {KEPT} AS SELECT {COLUMNS} FROM {FLAG}")
    for name in SQLITE_TRIGGERS:
        op.execute(f"DROP TRIGGER {FLAG}_{name}")
    op.drop_table(FLAG)
    create(kinds)
    changed = COLUMNS.replace(" kind,", f" {kind},")
    op.execute(f"INSERT INTO {FLAG} ({COLUMNS}) SELECT {changed} FROM {KEPT}")
    op.drop_table(KEPT)
    for statement in append_only_sql(FLAG):
        op.execute(sa.DDL(statement.replace("%", "%%")))


def create(kinds: tuple[str, ...]) -> None:
    op.create_table(
        FLAG,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(*kinds, name="flag_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_flag_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_flag_deliverable_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint(
            "deliverable_id", "kind", "cause", name=op.f("uq_flag_deliverable_id_kind_cause")
        ),
    )
    op.create_index(op.f("ix_flag_milestone_id"), FLAG, ["milestone_id"])
    op.create_index(op.f("ix_flag_raised_on"), FLAG, ["raised_on"])
    op.create_index(
        "uq_flag_once_for_a_milestone",
        FLAG,
        ["milestone_id", "kind", "cause"],
        unique=True,
        sqlite_where=sa.text("deliverable_id IS NULL"),
        postgresql_where=sa.text("deliverable_id IS NULL"),
    )
