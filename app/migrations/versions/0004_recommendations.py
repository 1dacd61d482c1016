"""recommendations of delivered work, and where milestones and actions come from

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("recommendation", "consideration", "taken_up")
TERMS = ("short term", "mid to long term", "not said")
VERDICTS = ("taken up", "changed", "declined")

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


def one_of(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def recorded(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns that say who put a row on record and when."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(table: str, other: str) -> tuple[sa.schema.SchemaItem, ...]:
    """A column that names a row of another table."""
    name = f"{other}_id"
    return (
        sa.Column(name, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}")),
    )


def upgrade() -> None:
    for table in ("action", "milestone"):
        op.add_column(table, sa.Column("origin", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "recommendation",
        *to("recommendation", "commission"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found_in", sa.Text(), nullable=False),
        sa.Column("term", one_of(TERMS, "recommendation_term"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        *recorded("recommendation"),
        sa.UniqueConstraint(
            "commission_id", "number", name=op.f("uq_recommendation_commission_id_number")
        ),
    )
    op.create_table(
        "consideration",
        *to("consideration", "recommendation"),
        sa.Column("verdict", one_of(VERDICTS, "verdict"), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("considered_on", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_consideration_meeting_id_meeting")
        ),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *recorded("consideration"),
        sa.CheckConstraint(
            "(verdict = 'changed') = (words <> '')",
            name=op.f("ck_consideration_words_where_changed"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_consideration_reasons")),
    )
    op.create_table(
        "taken_up",
        *to("taken_up", "recommendation"),
        *to("taken_up", "milestone"),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *recorded("taken_up"),
        sa.UniqueConstraint(
            "recommendation_id",
            "milestone_id",
            name=op.f("uq_taken_up_recommendation_id_milestone_id"),
        ),
    )
    op.create_index(op.f("ix_recommendation_commission_id"), "recommendation", ["commission_id"])
    for table in ("consideration", "taken_up"):
        op.create_index(op.f(f"ix_{table}_recommendation_id"), table, ["recommendation_id"])
    op.create_index(op.f("ix_taken_up_milestone_id"), "taken_up", ["milestone_id"])
    for table in TABLES:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(table).replace("%", "%%")))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {table}_refuse()"))
    for table in ("milestone", "action"):
        op.drop_column(table, "origin")
