"""How Alembic reaches the tracker's database: through the application's own engine."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

from app.database import db


def render(kind: str, thing: object, _autogen: object) -> str | Literal[False]:
    """Write our own column types as what they are stored in: nothing of ours is imported."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def run() -> None:
    """Bring the database to the revision asked for, in one transaction."""
    options: dict[str, Any] = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=False,
            **{key: value for key, value in options.items() if key != "render_as_batch"},
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database, not into a file.")
run()
