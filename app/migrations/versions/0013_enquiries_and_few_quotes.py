"""enquiries about opened quotes, reminders, reasons for sending no quote, and few quotes

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = (
    "invitation_reminder",
    "enquiry",
    "enquiry_to",
    "enquiry_answer",
    "enquiry_file",
    "no_quote_reason",
    "few_quotes_decision",
)
COURSES = (
    "go on with the quotes that came",
    "stop, and ask for quotes again",
    "wait for advice on procurement",
)

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


def instant(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def table(name: str, *columns: sa.schema.SchemaItem, **others: str) -> None:
    """A table with an id; `others` are columns that each name a row of another table."""
    for column, other in others.items():
        columns += (
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}")
            ),
        )
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *columns,
    )


def upgrade() -> None:
    table("invitation_reminder", instant("at"), invitation_id="invitation", by_id="person")
    table(
        "enquiry",
        words("text"),
        instant("answer_by"),
        instant("asked_at"),
        commission_id="commission",
        asked_by_id="person",
    )
    table(
        "enquiry_to",
        sa.UniqueConstraint(
            "enquiry_id", "invitation_id", name=op.f("uq_enquiry_to_enquiry_id_invitation_id")
        ),
        enquiry_id="enquiry",
        invitation_id="invitation",
    )
    table(
        "enquiry_answer",
        words("text"),
        instant("at"),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        enquiry_to_id="enquiry_to",
        by_id="person",
    )
    table(
        "enquiry_file",
        words("typed_name"),
        words("stored_as"),
        sa.Column("size", sa.Integer(), nullable=False),
        words("sha256"),
        words("kind"),
        answer_id="enquiry_answer",
    )
    table(
        "no_quote_reason",
        words("reason"),
        instant("at"),
        invitation_id="invitation",
        by_id="person",
    )
    course = sa.Enum(
        *COURSES, name="few_quotes_course", native_enum=False, create_constraint=True, length=40
    )
    table(
        "few_quotes_decision",
        sa.Column("quotes", sa.Integer(), nullable=False),
        sa.Column("course", course, nullable=False),
        words("advice"),
        words("reason"),
        instant("at"),
        commission_id="commission",
        by_id="person",
    )
    for name, column in (
        ("invitation_reminder", "invitation_id"),
        ("enquiry", "commission_id"),
        ("enquiry_to", "enquiry_id"),
        ("enquiry_to", "invitation_id"),
        ("enquiry_answer", "enquiry_to_id"),
        ("enquiry_file", "answer_id"),
        ("no_quote_reason", "invitation_id"),
        ("few_quotes_decision", "commission_id"),
    ):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    for name in TABLES:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name).replace("%", "%%")))


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
