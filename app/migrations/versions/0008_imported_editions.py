"""sources of imported editions, meanings of headings, answers about matches, drafts of imports

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT = ("edition_source", "column_meaning", "match_answer")

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


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def file() -> tuple[sa.Column[object], ...]:
    return (
        words("typed_name"),
        words("stored_as"),
        sa.Column("size", sa.Integer(), nullable=False),
        words("sha256"),
        words("kind"),
    )


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


def upgrade() -> None:
    op.create_table(
        "edition_source",
        *key("edition_source"),
        *to("edition_source", "edition_id", "edition"),
        words("fingerprint"),
        words("unread"),
        *to("edition_source", "by_id", "person", nullable=True),
        instant("recorded_at"),
        *file(),
        sa.UniqueConstraint("edition_id", name=op.f("uq_edition_source_edition_id")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_edition_source_fingerprint")),
    )
    op.create_table(
        "column_meaning",
        *key("column_meaning"),
        words("headings_key"),
        words("headings"),
        words("columns"),
        *to("column_meaning", "by_id", "person", nullable=True),
        instant("recorded_at"),
    )
    op.create_index(op.f("ix_column_meaning_headings_key"), "column_meaning", ["headings_key"])
    op.create_table(
        "match_answer",
        *key("match_answer"),
        words("plan_title"),
        words("before"),
        words("after"),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        *to("match_answer", "by_id", "person", nullable=True),
        instant("recorded_at"),
    )
    op.create_index("ix_match_answer_plan_title", "match_answer", ["plan_title"])
    create_drafts()
    for table in KEPT:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(table).replace("%", "%%")))


def create_drafts() -> None:
    op.create_table(
        "import_draft",
        *key("import_draft"),
        *to("import_draft", "by_id", "person"),
        instant("started_at"),
        instant("finished_at", nullable=True),
    )
    op.create_index(op.f("ix_import_draft_by_id"), "import_draft", ["by_id"])
    op.create_table(
        "draft_file",
        *key("draft_file"),
        *to("draft_file", "draft_id", "import_draft"),
        sa.Column("day", sa.Date(), nullable=True),
        words("name"),
        words("title"),
        words("outcome"),
        instant("removed_at", nullable=True),
        *file(),
        sa.CheckConstraint("size > 0", name=op.f("ck_draft_file_not_empty")),
    )
    op.create_index(op.f("ix_draft_file_draft_id"), "draft_file", ["draft_id"])


def downgrade() -> None:
    for table in ("draft_file", "import_draft", *reversed(KEPT)):
        op.drop_table(table)
    if not is_sqlite():
        for table in KEPT:
            op.execute(f"DROP FUNCTION {table}_refuse()")
