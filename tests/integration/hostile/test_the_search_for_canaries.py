"""The search for canaries finds what is planted, however it is written and wherever it is."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sqlite3
import subprocess
import sys
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.canaries import Canaries, in_folder, in_processes, wait_for
from tests.newcomers import Newcomers


def in_a_database(path: Path, canaries: Canaries) -> None:
    kept = sqlite3.connect(path)
    kept.execute("CREATE TABLE line (price INTEGER)")
    kept.execute("INSERT INTO line VALUES (?)", [canaries.pence])
    kept.commit()
    kept.close()


def in_an_archive(path: Path, canaries: Canaries) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plan.txt", f"{canaries.content} " * 50)


def in_a_mail(path: Path, canaries: Canaries) -> None:
    mail = EmailMessage()
    mail.set_content(f"Prices: £{canaries.pence / 100:,.2f}", cte="base64")
    path.write_bytes(mail.as_bytes())


PLANTED: dict[str, Callable[[Path, Canaries], object]] = {
    "plain": lambda path, it: path.write_text(f"of {it.answer}."),
    "UTF-16": lambda path, it: path.write_bytes(it.name.encode("utf-16-le")),
    "hex": lambda path, it: path.write_text(f"0x{it.name.encode().hex()}"),
    "base64": lambda path, it: path.write_bytes(b64encode(f"a {it.line}.".encode())),
    "zlib": lambda path, it: path.write_bytes(b"before" + zlib.compress(it.content.encode())),
    "gzip": lambda path, it: path.write_bytes(gzip.compress(it.content.encode())),
    "bzip2": lambda path, it: path.write_bytes(bz2.compress(it.content.encode())),
    "xz": lambda path, it: path.write_bytes(lzma.compress(it.content.encode())),
    "zip": in_an_archive,
    "zip in gzip": lambda path, it: path.write_bytes(gzip.compress(_zipped(path, it))),
    "a mail": in_a_mail,
    "a number in a database": in_a_database,
    "a sum with VAT": lambda path, it: path.write_text(f"£{it.pence * 6 // 5 / 100:,.2f}"),
    "a passphrase": lambda path, it: path.write_text(it.others[0]),
}


def _zipped(path: Path, canaries: Canaries) -> bytes:
    in_an_archive(path, canaries)
    return path.read_bytes()


@pytest.mark.parametrize("way", PLANTED)
def test_what_is_planted_in_a_file_is_found(tmp_path: Path, way: str) -> None:
    canaries = Canaries()
    canaries.others.append("six words that nobody else has")
    PLANTED[way](tmp_path / "planted", canaries)
    assert list(in_folder(canaries, tmp_path)) == [str(tmp_path / "planted")]
    assert in_folder(Canaries(), tmp_path) == {}


def test_what_is_in_arguments_and_environments_is_found() -> None:
    canaries = Canaries()
    program = [sys.executable, "-c", "input()", canaries.price]
    environ = {"WORDS": canaries.answer}
    with subprocess.Popen(program, env=environ, stdin=subprocess.PIPE) as process:
        wait_for(lambda: len(in_processes(canaries, [])) == 2)
        found = in_processes(canaries, [])
        process.communicate(b"")
    assert found[f"/proc/{process.pid}/cmdline"] == {canaries.price}
    assert found[f"/proc/{process.pid}/environ"] == {canaries.answer}


def test_what_came_and_went_is_known(tmp_path: Path) -> None:
    with closing(Newcomers(tmp_path)) as newcomers:
        (tmp_path / "a file").write_bytes(b"")
        (tmp_path / "a file").unlink()
        assert newcomers.names() == ["a file"]
        assert newcomers.names() == []


def test_a_file_without_a_name_is_found_while_it_is_open(tmp_path: Path) -> None:
    canaries = Canaries()
    with TemporaryFile(dir=tmp_path) as nameless:
        nameless.write(canaries.content.encode())
        nameless.flush()
        assert in_folder(canaries, tmp_path) == {}
        found = in_processes(canaries, [os.getpid()])
    assert list(found.values()) == [{canaries.content}]
