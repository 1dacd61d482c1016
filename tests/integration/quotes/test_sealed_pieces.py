"""What is still arriving: sealed pieces that are written at their end and read anywhere."""

from __future__ import annotations

import hashlib
import os
import random
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import arriving
from app.arriving import PIECE, InUse, SealedPieces, pieces_of
from app.form_uploads import SMALL, FormUpload
from app.sealing import CannotUnseal, new_key

KEY = new_key()
PLAIN = random.Random(1).randbytes(2 * PIECE + 12_345)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces of 64 bytes, so that a few hundred bytes meet every boundary."""
    monkeypatch.setattr(arriving, "PIECE", 64)
    return 64


@pytest.fixture
def folder(app: Flask) -> Path:
    found: Path = app.config["UPLOAD_FOLDER"]
    return found / "arriving"


@given(
    plain=st.binary(max_size=400),
    cuts=st.lists(st.integers(0, 400), max_size=12),
    reads=st.lists(st.tuples(st.integers(0, 420), st.integers(0, 420)), max_size=8),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@pytest.mark.usefixtures("small_pieces")
def test_wherever_it_is_cut_every_part_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    plain: bytes,
    cuts: list[int],
    reads: list[tuple[int, int]],
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    edges = sorted({0, *(min(cut, len(plain)) for cut in cuts), len(plain)})
    for start, end in pairwise(edges):
        with SealedPieces(folder, KEY) as pieces:  # opened anew after each cut, as after a kill
            assert pieces.size == start
            pieces.write(plain[start:end])
            pieces.flush()
    pieces = SealedPieces(folder, KEY)
    assert pieces.read() == plain and pieces.read(1) == b""
    for start, length in reads:
        assert pieces.seek(start) == start
        assert pieces.read(length) == plain[start : start + length]
    assert len(list(folder.iterdir())) == -(-len(plain) // 64)


def test_what_was_not_flushed_is_not_counted_and_nothing_else_is_lost(tmp_path: Path) -> None:
    pieces = SealedPieces(tmp_path, KEY)
    pieces.write(PLAIN[: PIECE + 10])
    pieces.close()
    assert SealedPieces(tmp_path, KEY).size == PIECE


def test_a_kill_between_two_steps_leaves_the_longer_piece(tmp_path: Path) -> None:
    with SealedPieces(tmp_path, KEY) as pieces:
        pieces.write(b"first")
        pieces.flush()
        kept = (tmp_path / "000000-5").read_bytes()
        pieces.write(b" and second")
        pieces.flush()
    (tmp_path / "000000-5").write_bytes(kept)  # it was killed before this one was removed
    (tmp_path / "000000-99.part").write_bytes(b"half")  # and while it wrote this one
    assert SealedPieces(tmp_path, KEY).read() == b"first and second"


def test_a_damaged_piece_is_noticed(tmp_path: Path) -> None:
    with SealedPieces(tmp_path, KEY) as pieces:
        pieces.write(PLAIN)
        pieces.flush()
    path = tmp_path / f"000001-{PIECE}"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    damaged = SealedPieces(tmp_path, KEY)
    with pytest.raises(CannotUnseal):
        damaged.read()


def test_an_archive_is_read_anywhere_in_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_STORED) as archive:
        archive.writestr("first", PLAIN)
        archive.writestr("second", b"Words.")
    with SealedPieces(tmp_path / "pieces", KEY) as pieces:
        (tmp_path / "pieces").mkdir()
        pieces.write((tmp_path / "a.zip").read_bytes())
        pieces.flush()
        found = ZipFile(cast(IO[bytes], pieces))
        assert found.read("second") == b"Words." and found.read("first") == PLAIN


def test_no_plain_byte_is_in_a_piece(tmp_path: Path) -> None:
    with SealedPieces(tmp_path, KEY) as pieces:
        pieces.write(b"canary-in-bytes " * (PIECE // 16 + 10))
        pieces.flush()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"000000-{PIECE}", "000001-160"]
    for path in tmp_path.iterdir():
        assert b"canary" not in path.read_bytes()
        assert path.read_bytes().startswith(b"age-encryption.org/v1")


def test_a_small_upload_by_form_never_leaves_the_memory(folder: Path) -> None:
    with FormUpload() as upload:
        upload.write(PLAIN[:SMALL])
        upload.seek(0)
        assert upload.read() == PLAIN[:SMALL]
        assert not folder.exists()


def test_a_large_upload_by_form_is_sealed_while_it_lasts_and_gone_after_it(folder: Path) -> None:
    upload = FormUpload()
    upload.write(PLAIN)
    upload.seek(0)
    (held,) = folder.iterdir()
    assert len(list(held.iterdir())) == 2  # the last bytes stay in memory
    assert hashlib.sha256(upload.read()).digest() == hashlib.sha256(PLAIN).digest()
    upload.close()
    assert list(folder.iterdir()) == []


def test_what_is_in_use_is_not_swept_and_what_a_killed_server_left_is(folder: Path) -> None:
    with FormUpload() as upload:
        upload.write(PLAIN)
        left = folder / "form-left-by-a-killed-server"
        left.mkdir()
        (left / "000000-5").write_bytes(b"sealed")
        with FormUpload() as other:
            other.write(PLAIN)
            assert not left.exists()
            assert len(list(folder.iterdir())) == 2
        assert upload.read() == b"" and upload.seek(0) == 0 and upload.read() == PLAIN


def test_one_at_a_time_adds_to_what_can_be_resumed(app: Flask, folder: Path) -> None:
    with pieces_of("one", KEY) as pieces:
        pieces.write(b"Words")
        pieces.flush()
        assert arriving.arrived("one") == 5 and arriving.is_in_use("one")
        with pytest.raises(InUse), pieces_of("one", KEY):
            pass
        arriving.remove("one")
        assert (folder / "one").exists()
    assert not arriving.is_in_use("one")
    with pieces_of("one", KEY) as pieces:
        assert pieces.read() == b"Words"
    assert arriving.sweep(lambda names: []) == 0
    assert arriving.sweep(lambda names: names) == 1 and not (folder / "one").exists()


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("traced", "app")
def test_twenty_large_files_of_one_form_need_the_memory_of_one() -> None:
    part = os.urandom(PIECE // 2)
    uploads = [FormUpload() for _ in range(20)]
    for upload in uploads:
        for _ in range(3):
            upload.write(part)
        upload.seek(0)
    for upload in uploads:
        while upload.read(1024 * 1024):
            pass
        upload.seek(0)
    _, most = tracemalloc.get_traced_memory()
    assert most < 32 * 1024 * 1024
    for upload in uploads:
        upload.close()
