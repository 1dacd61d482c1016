"""flags with their events, owners and answers; checks of the position; reminders

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = ("past its date", "lost its date", "at risk", "pushed back")
ACTS = ("raised", "changed", "closed", "opened again")
TABLES = ("flag", "flag_event", "flag_owner", "flag_answer", "position_check", "reminder")

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


def a_row(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """A row's number, its calendar day, and the instant at which it was put on record."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """A reference by id, named as the models name it."""
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def upgrade() -> None:
    create_flags()
    create_answers()
    create_reminders()
    for table in TABLES:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(table).replace("%", "%%")))


def create_flags() -> None:
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="flag_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        points_to("flag", "milestone_id", "milestone"),
        points_to("flag", "deliverable_id", "deliverable"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint(
            "deliverable_id", "kind", "cause", name=op.f("uq_flag_deliverable_id_kind_cause")
        ),
    )
    op.create_index(op.f("ix_flag_milestone_id"), "flag", ["milestone_id"])
    op.create_index(op.f("ix_flag_raised_on"), "flag", ["raised_on"])
    op.create_index(
        "uq_flag_once_for_a_milestone",
        "flag",
        ["milestone_id", "kind", "cause"],
        unique=True,
        sqlite_where=sa.text("deliverable_id IS NULL"),
        postgresql_where=sa.text("deliverable_id IS NULL"),
    )
    op.create_table(
        "flag_event",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(*ACTS, name="flag_act", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("degree", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *a_row("flag_event"),
        points_to("flag_event", "flag_id", "flag"),
        sa.UniqueConstraint("flag_id", "number", name=op.f("uq_flag_event_flag_id_number")),
    )
    op.create_table(
        "flag_owner",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *a_row("flag_owner"),
        points_to("flag_owner", "flag_id", "flag"),
        points_to("flag_owner", "person_id", "person"),
        points_to("flag_owner", "by_id", "person"),
    )
    op.create_index(op.f("ix_flag_owner_flag_id"), "flag_owner", ["flag_id"])


def create_answers() -> None:
    op.create_table(
        "flag_answer",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        *(
            sa.Column(part, sa.Text(), nullable=False)
            for part in ("cause", "consequence", "options", "proposal")
        ),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        *a_row("flag_answer"),
        points_to("flag_answer", "flag_id", "flag"),
        points_to("flag_answer", "by_id", "person"),
    )
    op.create_index(op.f("ix_flag_answer_flag_id"), "flag_answer", ["flag_id"])


def create_reminders() -> None:
    op.create_table("position_check", *a_row("position_check"))
    op.create_index(op.f("ix_position_check_day"), "position_check", ["day"])
    op.create_table(
        "reminder",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        *a_row("reminder"),
        points_to("reminder", "person_id", "person"),
        sa.UniqueConstraint(
            "person_id", "about", "mark", name=op.f("uq_reminder_person_id_about_mark")
        ),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {table}_refuse()"))
