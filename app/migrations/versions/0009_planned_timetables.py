"""planned issue, opening, award and start of a brief, and what a draft planned from which day on

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STEPS = ("issue", "opening", "award", "start")

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


def upgrade() -> None:
    for step in STEPS:
        op.add_column(
            "brief", sa.Column(f"{step}_written", sa.Text(), nullable=False, server_default="")
        )
        op.add_column("brief", sa.Column(f"{step}_earliest", sa.Date(), nullable=True))
        op.add_column("brief", sa.Column(f"{step}_latest", sa.Date(), nullable=True))
    op.create_table(
        "draft_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "issue of the brief",
                "deadline for quotes",
                "opening of the quotes",
                "award",
                "start of the work",
                "delivery",
                name="timetable_step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_draft_plan_commission_id_commission"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_draft_plan_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_plan")),
    )
    op.create_index(op.f("ix_draft_plan_commission_id"), "draft_plan", ["commission_id"])
    for trigger in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(trigger.format("draft_plan"))


def downgrade() -> None:
    op.drop_table("draft_plan")
    if not is_sqlite():
        op.execute("DROP FUNCTION draft_plan_refuse()")
    for step in reversed(STEPS):
        for part in ("latest", "earliest", "written"):
            op.drop_column("brief", f"{step}_{part}")
