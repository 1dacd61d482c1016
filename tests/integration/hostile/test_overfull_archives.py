"""An archive whose list of parts is the attack: a few bytes a part, and millions of parts."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from app import files
from app.errors import RuleBroken
from app.kinds import MOST_PARTS

ONE_PART = struct.pack(
    "<4sBBBBHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0
)


def list_of(parts: int) -> bytes:
    """A zip archive that is nothing but a list of this many parts (ZIP64)."""
    listed = (ONE_PART + b"word/") * parts
    wide = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, parts, parts, len(listed), 0)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, len(listed), 1)
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return listed + wide + where + end


def document(parts: int) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(parts):
            archive.writestr(f"word/{number}.xml", b"<x/>")
    return content.getvalue()


def test_a_list_of_too_many_parts_is_refused_unread(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("The list was read.")

    monkeypatch.setattr(zipfile, "ZipFile", never)
    with pytest.raises(RuleBroken, match="too many parts"):
        files.store(BytesIO(list_of(MOST_PARTS + 1)), "big.docx")
    assert not (tmp_path / "uploads").exists()


def test_a_long_document_is_kept(app: Flask) -> None:
    assert files.store(BytesIO(document(2_000)), "long.docx").size > 200_000
