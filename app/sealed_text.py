"""Columns whose text lies sealed under the server's key: read by the tracker, not from its disk."""

from __future__ import annotations

from sqlalchemy import Dialect, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.files import FileColumns
from app.sealing import seal, unseal
from app.sealing.server_key import server_key


class SealedText(TypeDecorator[str]):
    """Text as an age file in letters, for the server's key; an empty one stays empty.

    What it says cannot be asked for in SQL. Raises CannotUnseal where the key is another.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if not value:
            return value
        return seal(value.encode(), server_key().public, as_text=True).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if not value:
            return value
        return unseal(value.encode("ascii"), server_key().secret).decode()


class SealedFileColumns(FileColumns):
    """A stored file whose name lies sealed, and its content too where it `is_sealed`."""

    typed_name: Mapped[str] = mapped_column(SealedText())
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default="0")
