"""Uploads by form: sealed, while their request lasts, for a key that only it knows."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from typing import IO, Any, cast

from flask import Request

from app.arriving import PIECE, SealedPieces, hold, place, sweep
from app.sealing import new_key

UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Control characters and what is no character at all."""
SMALL = 64 * 1024
"""An upload by form up to this size, in bytes, stays in memory: it never reaches a disk."""
PART_OF_FILE = "application/offset+octet-stream"
"""The kind of a body that is a part of a file (tus 1.0)."""
LARGEST_PART = 16 * PIECE
"""Bytes that one such body may have."""

_BY_FORM = "form-"


class FormUpload(SealedPieces):
    """One file of a form, as long as its request lasts. A small one never leaves the memory."""

    def __init__(self) -> None:
        folder = place() / f"{_BY_FORM}{secrets.token_hex(16)}"
        super().__init__(folder, new_key(), is_durable=False)
        self._hold: int | None = None

    def _seal(self, plain: bytearray) -> None:
        if self._hold is None:
            sweep(lambda names: [name for name in names if name.startswith(_BY_FORM)])
            self._hold = hold(self._folder)
        super()._seal(plain)

    def flush(self) -> None:
        """Only what is too large for the memory is sealed."""
        if not self.closed and self._tail and len(self._tail) > SMALL:
            super().flush()

    def close(self) -> None:
        """Let it go, and what was sealed of it."""
        super().close()
        if self._hold is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._hold)
            self._hold = None


class SealingRequest(Request):
    """A request whose uploads reach a disk only sealed; Flask alone would write them in plain."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._uploads: list[FormUpload] = []
        if self.mimetype == PART_OF_FILE:
            self.max_content_length = LARGEST_PART

    def _load_form_data(self) -> None:
        """What no database, paper or workbook can hold is not let in: nobody sees or types it."""
        is_read_before = "form" in self.__dict__
        super()._load_form_data()
        if not is_read_before and any(
            UNHOLDABLE.search(value) for values in self.form.listvalues() for value in values
        ):
            kept = [(key, UNHOLDABLE.sub("", value)) for key, value in self.form.items(multi=True)]
            self.__dict__["form"] = type(self.form)(kept)

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        self._uploads.append(FormUpload())
        return cast("IO[bytes]", self._uploads[-1])

    def close(self) -> None:
        """Also of what was cut off in the middle of a form."""
        super().close()
        for upload in self._uploads:
            upload.close()
