"""questions to and from companies, drafted answers and the names of their files, sealed at rest

They lie under the server's key from now on. Files that are there stay as they are; new ones are
sealed too. Going back unseals the words, and is refused while there is a sealed file.

Revision ID: 0019
Revises: 0018
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

from app.sealing import seal, unseal
from app.sealing.server_key import server_key

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORDS = {
    "clarification": ("text", "wording", "answer"),
    "clarification_file": ("typed_name",),
    "enquiry": ("text",),
    "enquiry_answer": ("text",),
    "enquiry_file": ("typed_name",),
}
FILES = ("clarification_file", "enquiry_file")
APPEND_ONLY = ("enquiry", "enquiry_answer", "enquiry_file")


@contextmanager
def changing(table: str) -> Iterator[None]:
    """Let the rows of a table be changed, if they are append-only otherwise."""
    if table not in APPEND_ONLY:
        yield
        return
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute(sa.DDL(f"DROP TRIGGER {table}_no_update"))
    else:
        op.execute(sa.DDL(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change"))
    yield
    if is_sqlite:
        op.execute(
            sa.DDL(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        )
    else:
        op.execute(sa.DDL(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_change"))


def change_words(change: Callable[[str], str]) -> None:
    bind = op.get_bind()
    for name, columns in WORDS.items():
        table = sa.table(name, sa.column("id"), *(sa.column(each) for each in columns))
        rows = bind.execute(sa.select(table)).mappings().all()
        with changing(name):
            for row in rows:
                changed = {each: change(row[each]) for each in columns if row[each]}
                if changed:
                    bind.execute(sa.update(table).where(table.c.id == row["id"]).values(changed))


def upgrade() -> None:
    for name in FILES:
        column = sa.Column("is_sealed", sa.Boolean(), nullable=False, server_default="0")
        op.add_column(name, column)
    change_words(
        lambda words: seal(words.encode(), server_key().public, as_text=True).decode("ascii")
    )


def downgrade() -> None:
    for name in FILES:
        sealed = op.get_bind().execute(sa.text(f"SELECT count(*) FROM {name} WHERE is_sealed"))
        if sealed.scalar():
            raise RuntimeError("There are sealed files of questions: going back would lose them.")
    change_words(lambda sealed: unseal(sealed.encode("ascii"), server_key().secret).decode())
    for name in FILES:
        op.drop_column(name, "is_sealed")
