"""signs of life, outages, and files that the virus scanner kept out

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

APPEND_ONLY = ("outage", "scanner_refusal")
VERDICTS = (
    "nothing found",
    "something was found",
    "past the scanner's limits",
    "the scanner did not answer",
    "the scanner took too long",
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


def one_of(column: str, name: str, *values: str) -> sa.Column:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(column, kind, nullable=False)


def table(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *columns,
    )


def upgrade() -> None:
    watched = ("the service", "the virus scanner")
    table(
        "heartbeat",
        one_of("what", "watched", *watched),
        instant("at"),
        sa.UniqueConstraint("what", name=op.f("uq_heartbeat_what")),
    )
    table(
        "outage",
        one_of("what", "watched", *watched),
        instant("began_at"),
        instant("ended_at"),
        instant("calendar_began_at"),
        instant("calendar_ended_at"),
        sa.CheckConstraint("ended_at > began_at", name=op.f("ck_outage_in_order")),
    )
    table(
        "scanner_refusal",
        instant("at"),
        instant("calendar_at"),
        one_of("verdict", "verdict", *VERDICTS),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_scanner_refusal_by_id_person")
        ),
    )
    op.create_index(op.f("ix_outage_calendar_ended_at"), "outage", ["calendar_ended_at"])
    for column in ("at", "calendar_at"):
        op.create_index(op.f(f"ix_scanner_refusal_{column}"), "scanner_refusal", [column])
    for name in APPEND_ONLY:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name).replace("%", "%%")))


def downgrade() -> None:
    for name in ("scanner_refusal", "outage", "heartbeat"):
        op.drop_table(name)
        if not is_sqlite() and name in APPEND_ONLY:
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
