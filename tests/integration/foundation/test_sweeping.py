"""What a killed server left is swept; what a row names, or may soon, never is."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Text, select

from app import files, sweeping
from app.audit.models import AuditEntry
from app.database import committed, db
from app.quotes import operations, queries
from app.quotes.models import Quote, SealedFile
from app.sealing import memory
from app.sweeping import sweep_leftovers
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.quotes import (
    READING_KEY,
    make_draft,
    open_quotes,
    submit_quote,
)


@pytest.fixture(autouse=True)
def long_after(clock: GivenClock) -> GivenClock:
    """The disk tells the world's time: beside it, the test's clock stands two days later."""
    clock.move_to(datetime.now(UTC) + timedelta(days=2))
    return clock


def leave(app: Flask, content: bytes = b"left") -> Path:
    """A file as `written` makes them, which no row names."""
    with app.app_context():
        return files.path_of(files.keep(content, "left.txt", "text/plain").stored_as)


def swept(app: Flask) -> sweeping.Swept:
    db.session.rollback()
    with committed():
        return sweep_leftovers()


def entries() -> list[str]:
    wanted = select(AuditEntry.after).where(AuditEntry.act == "leftovers swept")
    return list(db.session.scalars(wanted))


def test_a_file_that_no_row_names_is_removed_and_counted_in_the_audit(app: Flask) -> None:
    left = leave(app)
    done = swept(app)
    assert (done.files, done.bytes) == (1, 4) and not left.exists()
    assert entries() == ["1 files of 4 bytes"]
    assert swept(app).is_nothing and len(entries()) == 1


def test_what_is_younger_than_a_day_stays(app: Flask, clock: GivenClock) -> None:
    left = leave(app)
    clock.move_to(datetime.now(UTC) + timedelta(hours=23))
    assert swept(app).is_nothing and left.exists()


def test_a_copy_from_a_backup_is_young_however_old_its_content_is(
    app: Flask, clock: GivenClock
) -> None:
    left = leave(app)
    os.utime(left, (0, 0))
    clock.move_to(datetime.now(UTC) + timedelta(hours=23))
    assert swept(app).is_nothing and left.exists()


def test_nothing_else_in_the_folder_is_touched(app: Flask) -> None:
    leave(app)
    folder: Path = app.config["UPLOAD_FOLDER"]
    kept = [folder / "README", folder / "a.txt", folder / ("A" * 32), folder / (".." + "a" * 30)]
    for path in kept:
        path.write_bytes(b"Not ours to remove.")
    (folder / secrets.token_hex(16)).mkdir()
    (folder / secrets.token_hex(16)).symlink_to(kept[0])
    assert swept(app).files == 1
    assert all(path.exists() for path in kept) and len(list(folder.iterdir())) == 6


def test_every_file_of_every_table_stays(app: Flask, clock: GivenClock) -> None:
    clock.move_to(datetime(2013, 12, 4, 10, tzinfo=UTC))
    commission = make_commission("issued")
    submit_quote(
        commission.invitations[0],
        files_given=[("plan.txt", b"Our plan."), ("b.txt", b"Our prices.")],
    )
    open_quotes(commission)
    other = make_commission("issued")
    make_draft(other.invitations[0], files_given=[("draft.txt", b"A draft.")])
    folder: Path = app.config["UPLOAD_FOLDER"]
    before = {path.name for path in folder.iterdir()}
    assert len(before) == 5  # two sealed, the same two opened, one of the draft
    clock.move_to(datetime.now(UTC) + timedelta(days=2))
    done = swept(app)
    assert done.is_nothing and done.missing == 0
    assert {path.name for path in folder.iterdir()} == before


def test_every_column_that_names_a_file_is_known(app: Flask) -> None:
    """A new column of names must be called so, else its files would be swept."""
    naming = {
        (table.name, column.name)
        for table in db.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_as") and isinstance(column.type, Text)
    }
    swept_by = {table for table, name in naming if name in sweeping.COLUMNS}
    assert {name for _, name in naming if name not in sweeping.COLUMNS} == set()
    assert {"sealed_file", "quote_file", "enquiry_file", "clarification_file"} <= swept_by


@pytest.fixture
def killed(app: Flask, clock: GivenClock) -> Iterator[Quote]:
    """A quote that was sent by a server killed between its commit and its clean-up."""
    clock.move_to(datetime(2013, 12, 4, 10, tzinfo=UTC))
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    make_draft(invitation, files_given=[("plan.txt", b"Our plan.")])
    by = contact_of(invitation.company)
    quote = operations.submit(invitation, READING_KEY.public, by=by)
    db.session.commit()
    db.session.info.clear()  # what a killed server can do no more
    yield quote


def test_files_of_a_sent_draft_are_swept_and_the_quote_is_opened_from_its_own(
    app: Flask, killed: Quote, clock: GivenClock
) -> None:
    folder: Path = app.config["UPLOAD_FOLDER"]
    assert len(list(folder.iterdir())) == 2, "the draft's and the sealed one"
    clock.move_to(datetime.now(UTC) + timedelta(days=2))
    assert swept(app).files == 1
    (row,) = db.session.scalars(select(SealedFile))
    assert [path.name for path in folder.iterdir()] == [row.stored_as]
    commission = killed.invitation.commission
    clock.move_to(datetime.now(UTC) + timedelta(days=3))
    open_quotes(commission)
    assert [quote.receipt for quote in queries.opened_quotes(commission)] == [killed.receipt]


def test_a_key_of_no_draft_is_forgotten_and_that_of_a_draft_stays(
    app: Flask, clock: GivenClock
) -> None:
    now = clock.at
    clock.move_to(datetime(2013, 12, 4, 10, tzinfo=UTC))
    draft = make_draft(make_commission("issued").invitations[0])
    memory.keep("draft-00", b"a key whose draft was never committed")
    memory.keep("opening-1", b"not a draft's")
    clock.move_to(now)
    done = swept(app)
    assert done.others["keys of drafts"] == 1 and done.files == 0
    assert memory.held("draft-00") is None and memory.held("opening-1") is not None
    assert draft.draft_key and memory.held(draft.draft_key) is not None


def test_an_upload_that_has_not_committed_keeps_its_file(app: Flask, clock: GivenClock) -> None:
    """Its file is on the disk and no row names it yet: it is younger than a day."""
    clock.move_to(datetime(2013, 12, 4, 10, tzinfo=UTC))
    submit_quote(make_commission("issued").invitations[0], files_given=[("a.txt", b"Words.")])
    clock.move_to(datetime.now(UTC))
    uploading = leave(app, b"arriving")
    assert swept(app).is_nothing and uploading.exists()


def test_a_room_can_have_its_own_swept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_also", {})
    sweeping.also("pieces of uploads", lambda older_than: int(older_than.days == 1) * 3)
    assert swept(app).others == {"pieces of uploads": 3}
    assert entries() == ["0 files of 0 bytes, 3 pieces of uploads"]


def test_the_command_sweeps_and_says_what_is_missing(app: Flask, clock: GivenClock) -> None:
    now = clock.at
    leave(app)
    clock.move_to(datetime(2013, 12, 4, 10, tzinfo=UTC))
    submit_quote(make_commission("issued").invitations[0], files_given=[("a.txt", b"Words.")])
    clock.move_to(now)
    runner = app.test_cli_runner()
    done = runner.invoke(args=["files", "sweep", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.output)["files"] == 1
    (row,) = db.session.scalars(select(SealedFile))
    files.path_of(row.stored_as).unlink()
    missing = runner.invoke(args=["files", "sweep"])
    assert missing.exit_code == 1
    assert "1 of the files that are on record are not in the folder" in missing.output


def test_the_daily_check_sweeps_too(app: Flask) -> None:
    left = leave(app)
    done = app.test_cli_runner().invoke(args=["position", "check", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["swept_files"] == 1 and not left.exists()
