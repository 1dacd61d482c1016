"""If the tracker were gone: rows, sealed files, two passphrases and `age` are enough."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.commissions.models import Commission
from app.database import db
from app.people.models import Person
from app.sealing import open_without_tracker, unseal
from tests.factories.commissions import make_commission
from tests.factories.keyholders import made_key, ready_keyholders
from tests.factories.quotes import READING_KEY, submit_quote

SCRIPT = Path(open_without_tracker.__file__)
PAGE = 100
"""Lines that are a page's length."""

needs_age = pytest.mark.skipif(
    shutil.which("age") is None, reason="the age program is not installed (Debian: age)"
)


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    for invitation in made.invitations[:2]:
        submit_quote(invitation, 123_400, ["One", "Two"], [("plan.txt", b"Our plan.")])
    db.session.commit()
    return made


def run(app: Flask, commission: Commission, into: Path, *typed: tuple[Person, str]) -> str:
    """Run the script at a terminal, and type each passphrase when it is asked for."""
    database = into.with_name("copy.sqlite3")
    shutil.copy(Path(app.instance_path) / "tracker.sqlite3", database)
    wal = Path(app.instance_path) / "tracker.sqlite3-wal"
    if wal.exists():
        shutil.copy(wal, f"{database}-wal")
    words = [sys.executable, "-I", str(SCRIPT), str(database), str(app.config["UPLOAD_FOLDER"])]
    emails = [person.email for person, _ in typed]
    process, terminal = pty.fork()
    if process == 0:  # the child: as if a person had started it
        os.execv(words[0], [*words, commission.reference, *emails, str(into)])
    said = _converse(terminal, [passphrase for _, passphrase in typed])
    _, status = os.waitpid(process, 0)
    return f"{said}\nended with {os.waitstatus_to_exitcode(status)}"


def _converse(terminal: int, answers: list[str]) -> str:
    said, heard = b"", 0
    while select.select([terminal], [], [], 120)[0]:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the child has closed its end
            break
        if not part:
            break
        said += part
        if said[heard:].count(b"Enter passphrase") and answers:
            heard = len(said)
            os.write(terminal, answers.pop(0).encode() + b"\n")
    return said.decode("utf-8", "replace")


@needs_age
def test_two_passphrases_and_age_open_a_commission(
    app: Flask, commission: Commission, tmp_path: Path
) -> None:
    first, second = ready_keyholders()[2:4]
    into = tmp_path / "opened"
    typed = [(one, made_key(one).passphrase) for one in (first, second)]
    said = run(app, commission, into, *typed)
    assert said.endswith("ended with 0"), said
    assert said.count(": as received") == 2
    places = sorted(into.iterdir())
    assert len(places) == 2
    for place in places:
        whole = json.loads((place / "quote.json").read_text("utf-8"))
        assert [answer["text"] for answer in whole["answers"]] == ["One", "Two"]
        assert whole["answers"][0]["question"].startswith("How will you reach people")
        assert whole["price_lines"][0]["unit_pence"] == 123_400
        assert whole["files"][0]["typed_name"] == "plan.txt"
        assert (place / "file-1").read_bytes() == b"Our plan."


@needs_age
def test_a_wrong_passphrase_opens_nothing(
    app: Flask, commission: Commission, tmp_path: Path
) -> None:
    first, second = ready_keyholders()[:2]
    into = tmp_path / "opened"
    typed = [(first, made_key(first).passphrase), (second, made_key(first).passphrase)]
    said = run(app, commission, into, *typed)
    assert "incorrect passphrase" in said and not said.endswith("ended with 0")
    assert not list(into.glob("*/quote.json"))


@needs_age
def test_a_company_reads_its_quote_with_age_and_its_reading_key(
    commission: Commission, tmp_path: Path
) -> None:
    quote = submit_quote(commission.invitations[2], 55_500)
    sealed = tmp_path / "quote.age"
    sealed.write_bytes(quote.contents or b"")
    done = subprocess.run(
        ["age", "--decrypt", "--identity", "-", sealed],
        input=READING_KEY.secret.encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["price_lines"][0]["unit_pence"] == 55_500
    assert done.stdout == unseal(quote.contents or b"", READING_KEY.secret)


def test_the_script_is_of_a_pages_length_and_needs_nothing_of_ours() -> None:
    source = SCRIPT.read_text("utf-8")
    assert len(source.splitlines()) <= PAGE
    imported = {
        line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert imported <= {*sys.stdlib_module_names, "__future__"}
