"""the audit as a chain of hashes, its head, and the signed heads of days

Revision ID: 0006
Revises: 0005
"""

import hashlib
import json
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FIRST_PREVIOUS = "0" * 64
PLAIN = (
    "act actor_id actor_name after before commission_id plan_id subject_id subject_name"
    " subject_type why"
).split()
CHAINED = ("number", "previous", "hash")

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


def close(table: str) -> None:
    """Let the database refuse changes of a table."""
    for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(sa.DDL(statement.format(table).replace("%", "%%")))


def open_up(table: str) -> None:
    """Let a table be changed while it is migrated."""
    if is_sqlite():
        for kind in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER {table}_no_{kind}")
        return
    for kind in ("change", "truncate"):
        op.execute(f"DROP TRIGGER {table}_no_{kind} ON {table}")
    op.execute(f"DROP FUNCTION {table}_refuse()")


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "signed_audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_audit_head")),
        sa.UniqueConstraint("day", name=op.f("uq_signed_audit_head_day")),
    )
    close("signed_audit_head")
    open_up("audit_entry")
    op.add_column("audit_entry", sa.Column("number", sa.Integer(), nullable=True))
    for name in ("previous", "hash"):
        op.add_column("audit_entry", sa.Column(name, sa.Text(), nullable=True))
    number, digest = chain_what_is_there()
    op.execute(
        sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("hash"))
        .insert()
        .values(id=1, number=number, hash=digest)
    )
    with op.batch_alter_table("audit_entry") as batch:
        for name in CHAINED:
            batch.alter_column(name, nullable=False)
            batch.create_unique_constraint(op.f(f"uq_audit_entry_{name}"), [name])
    close("audit_entry")


def chain_what_is_there() -> tuple[int, str]:
    """Give each entry its number and hash, in the order in which they were written."""
    connection = op.get_bind()
    entry = sa.table(
        "audit_entry",
        sa.column("id", sa.Integer()),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("day", sa.Date()),
        *(sa.column(name) for name in (*PLAIN, *CHAINED)),
    )
    number, previous = 0, FIRST_PREVIOUS
    for row in connection.execute(sa.select(entry).order_by(entry.c.id)).mappings().all():
        number += 1
        digest = hash_of(row, number, previous)
        connection.execute(
            entry.update()
            .where(entry.c.id == row["id"])
            .values(number=number, previous=previous, hash=digest)
        )
        previous = digest
    return number, previous


def hash_of(row: sa.RowMapping, number: int, previous: str) -> str:
    at: datetime = row["at"]
    day: date = row["day"]
    in_utc = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    values = {name: row[name] for name in PLAIN} | {
        "at": f"{in_utc.isoformat(timespec='microseconds')}Z",
        "day": day.isoformat(),
        "number": number,
        "previous": previous,
    }
    words = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def downgrade() -> None:
    open_up("audit_entry")
    with op.batch_alter_table("audit_entry") as batch:
        for name in CHAINED:
            batch.drop_constraint(op.f(f"uq_audit_entry_{name}"), type_="unique")
            batch.drop_column(name)
    close("audit_entry")
    op.drop_table("signed_audit_head")
    if not is_sqlite():
        op.execute("DROP FUNCTION signed_audit_head_refuse()")
    op.drop_table("audit_head")
