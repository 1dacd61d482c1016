"""questions about the brief, their published answers, and the deadline for asking

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REFUSE = "BEGIN SELECT RAISE(ABORT, 'published_answer is append-only'); END"
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER published_answer_no_update BEFORE UPDATE ON published_answer {REFUSE}",
    f"CREATE TRIGGER published_answer_no_delete BEFORE DELETE ON published_answer {REFUSE}",
    f"CREATE TRIGGER published_answer_no_replace BEFORE INSERT ON published_answer WHEN NEW.id IN (SELECT id FROM published_answer) OR NEW.clarification_id IN (SELECT clarification_id FROM published_answer) {REFUSE}",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION published_answer_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'published_answer is append-only'; END $$",
    "CREATE TRIGGER published_answer_no_change BEFORE UPDATE OR DELETE ON published_answer FOR EACH ROW EXECUTE FUNCTION published_answer_refuse()",
    "CREATE TRIGGER published_answer_no_truncate BEFORE TRUNCATE ON published_answer FOR EACH STATEMENT EXECUTE FUNCTION published_answer_refuse()",
)


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def to(
    table: str, other: str, name: str = "", *, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    """A column that names a row of another table."""
    column = name or f"{other}_id"
    return (
        sa.Column(column, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        ),
    )


def key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    for table in ("brief", "commission"):
        op.add_column(table, instant("clarification_deadline", nullable=True))
    op.create_table(
        "clarification",
        *key("clarification"),
        *to("clarification", "invitation"),
        words("text"),
        instant("asked_at"),
        *to("clarification", "person", "asked_by_id"),
        instant("withdrawn_at", nullable=True),
        words("wording"),
        words("answer"),
        sa.Column("goes_with_brief", sa.Boolean(), nullable=False),
        *to("clarification", "clarification", "same_as_id", nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_clarification_text")),
        sa.CheckConstraint(
            "same_as_id IS NULL OR same_as_id <> id", name=op.f("ck_clarification_same_as_another")
        ),
    )
    op.create_index(op.f("ix_clarification_invitation_id"), "clarification", ["invitation_id"])
    op.create_table(
        "clarification_file",
        *key("clarification_file"),
        *to("clarification_file", "clarification"),
        sa.Column("is_answer", sa.Boolean(), nullable=False),
        instant("added_at"),
        words("typed_name"),
        words("stored_as"),
        sa.Column("size", sa.Integer(), nullable=False),
        words("sha256"),
        words("kind"),
        sa.UniqueConstraint(
            "clarification_id",
            "is_answer",
            "sha256",
            name=op.f("uq_clarification_file_clarification_id_is_answer_sha256"),
        ),
    )
    op.create_index(
        op.f("ix_clarification_file_clarification_id"), "clarification_file", ["clarification_id"]
    )
    op.create_table(
        "published_answer",
        *key("published_answer"),
        *to("published_answer", "commission"),
        *to("published_answer", "clarification"),
        sa.Column("number", sa.Integer(), nullable=False),
        words("question"),
        words("answer"),
        instant("published_at"),
        *to("published_answer", "person", "published_by_id"),
        sa.Column("brief_number", sa.Integer(), nullable=True),
        sa.UniqueConstraint("clarification_id", name=op.f("uq_published_answer_clarification_id")),
        sa.UniqueConstraint(
            "commission_id", "number", name=op.f("uq_published_answer_commission_id_number")
        ),
    )
    for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    op.drop_table("published_answer")
    if not is_sqlite():
        op.execute(sa.DDL("DROP FUNCTION published_answer_refuse()"))
    op.drop_table("clarification_file")
    op.drop_table("clarification")
    for table in ("commission", "brief"):
        op.drop_column(table, "clarification_deadline")
