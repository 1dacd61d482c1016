"""The audit in the database: one chain, whoever writes at once, and signed at the end of a day."""

from __future__ import annotations

import json
import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.audit import operations, queries
from app.audit.models import AuditEntry
from app.audit.signing import signing_key
from app.audit.verifying import check, is_signed, signed_heads_in
from app.database import committed, db
from app.errors import RuleBroken
from app.mail import sent_mails
from app.people.operations import keep_setting
from tests.conftest import GivenClock, environment
from tests.factories.people import make_officer

WRITERS, EACH = 8, 25


def acts(number: int) -> None:
    for each in range(number):
        keep_setting("group_name", f"Group {each} 🦭\n“of” them")
    db.session.commit()


def test_each_entry_holds_the_hash_of_the_one_before(app: Flask) -> None:
    acts(5)
    entries = list(queries.whole_chain())
    assert [each["number"] for each in entries] == list(range(1, len(entries) + 1))
    assert check(entries, [queries.head()]).fault is None


def test_what_was_undone_leaves_no_gap(app: Flask) -> None:
    acts(1)
    before = queries.head()
    with pytest.raises(RuleBroken), db.session.begin_nested():
        keep_setting("group_name", "Undone")
        raise RuleBroken("No.")
    assert queries.head() == before
    acts(2)
    assert check(queries.whole_chain(), [queries.head()]).fault is None


def test_a_fork_is_refused_by_the_database(app: Flask) -> None:
    acts(2)
    last = db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert last is not None
    columns = "at, day, actor_name, act, subject_type, subject_id, subject_name, before, after, why"
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                f"INSERT INTO audit_entry (number, previous, hash, {columns}) "
                f"SELECT number + 1, previous, 'x', {columns} FROM audit_entry WHERE id = :id"
            ),
            {"id": last.id},
        )
    db.session.rollback()


def test_a_change_past_the_triggers_is_found_and_named(app: Flask) -> None:
    acts(6)
    for kind in ("update", "delete", "replace"):
        db.session.execute(text(f"DROP TRIGGER audit_entry_no_{kind}"))
    db.session.execute(text("UPDATE audit_entry SET why = 'Nicer' WHERE number = 3"))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert "Entry 3 was changed: it does not have its hash." in result.stderr
    db.session.rollback()  # the command's transaction only reads
    db.session.execute(text("DELETE FROM audit_entry WHERE number = 6"))
    db.session.execute(text("UPDATE audit_entry SET why = '' WHERE number = 3"))
    db.session.commit()
    again = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert "The export ends with entry 5, and entry 6 was there." in again.stderr


def test_an_export_is_verified_and_nothing_else_is_printed(app: Flask, tmp_path: Path) -> None:
    acts(3)
    runner = app.test_cli_runner()
    written = tmp_path / "audit.jsonl"
    assert runner.invoke(args=["audit", "export", "-o", str(written)]).output == ""
    head = queries.head()
    said = f"{head.number} entries hold. Head: {head.number}:{head.hash}\n"
    kept = f"{head.number}:{head.hash}"
    assert runner.invoke(args=["audit", "verify", str(written), "--head", kept]).output == said
    assert runner.invoke(args=["audit", "verify"]).output == said
    lines = written.read_text("utf-8").splitlines()
    assert [json.loads(line)["number"] for line in lines] == list(range(1, head.number + 1))
    written.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    short = runner.invoke(args=["audit", "verify", str(written), "--head", kept])
    assert (short.exit_code, short.stdout) == (1, "")


def test_a_day_is_signed_once_after_it_has_ended_and_mailed(
    app: Flask, clock: GivenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "AUDITOR_EMAIL", "auditor@example.org")
    acts(2)
    head = queries.head()
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "sign"]).output == ""
    clock.at += timedelta(days=1)
    keep_setting("group_name", "Of another day")
    db.session.commit()
    printed = runner.invoke(args=["audit", "sign"]).output
    assert runner.invoke(args=["audit", "sign"]).output == ""
    assert runner.invoke(args=["audit", "heads"]).output == printed
    (mail,) = sent_mails()
    assert mail.to == "auditor@example.org"
    (signed,) = signed_heads_in(mail.text)
    assert signed.head == head
    assert is_signed(signed, signing_key(app.config["AUDIT_KEY_FILE"]).public)
    assert printed.strip() in mail.text


def test_days_on_which_nothing_was_done_need_no_signature(app: Flask, clock: GivenClock) -> None:
    acts(1)
    key = signing_key(app.config["AUDIT_KEY_FILE"])
    clock.at += timedelta(days=30)
    with committed():
        (signed,) = operations.sign_days(key)
    assert signed.day < clock.at.date() - timedelta(days=25)
    clock.at += timedelta(days=30)
    assert operations.sign_days(key) == []


def write_many(folder: str, name: str) -> None:
    """One of several processes that record at the same time."""
    app = create_app(environment(Path(folder)), instance=Path(folder))
    with app.app_context():
        for each in range(EACH):
            with committed():
                keep_setting(f"key of {name}", str(each))


def test_writers_at_once_never_fork_the_chain(app: Flask) -> None:
    acts(1)
    before = queries.head().number
    db.session.remove()
    db.engine.dispose()
    start = multiprocessing.get_context("spawn")
    writers = [
        start.Process(target=write_many, args=(app.instance_path, f"writer {number}"))
        for number in range(WRITERS)
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert [each.exitcode for each in writers] == [0] * WRITERS
    head = queries.head()
    assert head.number == before + WRITERS * EACH
    assert check(queries.whole_chain(), [head]).fault is None


def test_many_actors_keep_their_names(app: Flask) -> None:
    officer = make_officer()
    operations.record("officer seen", officer, officer.name, by=officer)
    db.session.commit()
    entry = list(queries.whole_chain())[-1]
    assert (entry["actor_id"], entry["actor_name"]) == (officer.id, officer.name)
