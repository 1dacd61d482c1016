"""Disk full, and errors of the disk, at every step of sending a quote: never a receipt for nothing.

Each test fails the first step, then the second, and so on, until one is not reached any more.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from typing import IO, Any

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from werkzeug.test import TestResponse

from app.audit import queries as audit
from app.audit.verifying import check
from app.commissions.models import Commission, Invitation
from app.database import all_or_nothing, committed, db, undo
from app.errors import RuleBroken
from app.files import written
from app.mail import OutboxMail, deliver_waiting
from app.people.models import Person
from app.quotes.models import Quote, QuoteState, SealedFile
from app.quotes.queries.contents import contents_of
from app.sealed_files import measured
from app.sealing import seal_stream, unseal
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.quotes import READING_KEY, make_draft
from tests.trouble import trouble

ClientAs = Callable[[Person], Browser]

WORDS = b"Our plan, in words."
NOT_SENT = "it has not been received, and you have no receipt"
MOST_STEPS = 500


@pytest.fixture
def commission(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Commission:
    """Failures are answered as in production, not raised into the test."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return make_commission("issued", companies=30)


@pytest.fixture
def drafts(commission: Commission, client_as: ClientAs) -> Iterator[Draft]:
    """Complete drafts, each of another company, made as they are asked for."""
    return (Draft(invitation, client_as) for invitation in list(commission.invitations))


class Draft:
    """One company's complete draft, and the page that sends it."""

    def __init__(self, invitation: Invitation, client_as: ClientAs) -> None:
        contact = contact_of(invitation.company)
        make_draft(invitation, answers=["x" * 40_000], files_given=[("plan.txt", WORDS)])
        self.invitation_id = invitation.id
        self.browser = client_as(contact)
        self.address = f"/invitations/{invitation.id}/quote/check"

    def page(self) -> TestResponse:
        """The page with everything in the draft: it comes, whatever went wrong before."""
        page = self.browser.get(self.address)
        assert page.status_code == 200 and "Send your quote" in words_of(page)
        return page

    def send(self, page: TestResponse) -> TestResponse:
        """Press the button."""
        return self.browser.submit(page, {"may_send": True})

    def quote(self) -> Quote:
        """What there is of it."""
        db.session.rollback()
        return db.session.query(Quote).filter_by(invitation_id=self.invitation_id).one()

    def must_be_as_it_was(self) -> None:
        """Nothing was sent, nothing was lost, nothing is left over."""
        quote = self.quote()
        assert (quote.state, quote.receipt) == (QuoteState.DRAFT, None)
        (file,) = contents_of([quote.id])[quote.id].files
        assert file.secret is not None
        assert measured(file.stored_as, file.secret).sha256 == hashlib.sha256(WORDS).hexdigest()
        assert not db.session.scalar(
            text("SELECT count(*) FROM outbox_mail WHERE subject LIKE 'R%'")
        )

    def must_be_in(self, answer: TestResponse, reading_key: str) -> None:
        """The receipt is for what can be read with the company's own key."""
        quote = self.quote()
        assert quote.state is QuoteState.SUBMITTED
        assert quote.receipt and quote.receipt in words_of(answer)
        content = unseal(quote.contents or b"", reading_key)
        assert hashlib.sha256(content).hexdigest() == quote.digest
        row = db.session.query(SealedFile).filter_by(quote_id=quote.id).one()
        assert measured(row.stored_as, reading_key).size == len(WORDS)


def left_over(app: Flask) -> set[str]:
    """Files that no row names."""
    there = {path.name for path in app.config["UPLOAD_FOLDER"].iterdir() if path.is_file()}
    return there - {row.stored_as for row in db.session.query(SealedFile)}


def reading_key_of(page: TestResponse) -> str:
    return page.text.split('name="reading_key"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def must_say_that_nothing_was_sent(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert NOT_SENT in words_of(answer)
    assert "R-2013" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["disk full", "disk fails"])
def test_whichever_step_of_sending_fails_there_is_no_receipt_for_nothing(
    app: Flask, drafts: Iterator[Draft], code: int
) -> None:
    draft, failed = next(drafts), list[str]()
    for at in count(1):
        assert at < MOST_STEPS
        page = draft.page()
        with trouble(at, code) as met:
            answer = draft.send(page)
        if answer.status_code != 200:
            must_say_that_nothing_was_sent(answer)
            draft.must_be_as_it_was()
            assert not left_over(app), met.step
        else:
            draft.must_be_in(answer, reading_key_of(page))
        if not met.came:
            break
        failed.append(met.step)
        if answer.status_code == 200:  # the trouble came after the quote was safe
            draft = next(drafts)
    assert {"open", "write", "fsync", "INSERT", "UPDATE", "commit"} <= set(failed)
    assert check(audit.whole_chain(), [audit.head()]).fault is None
    print(f"\n{errno.errorcode[code]} at each of {len(failed)} steps of a submit: no false receipt")


@contextmanager
def each_connection(*pragmas: str) -> Iterator[None]:
    """Say something to SQLite on every connection that is taken meanwhile, and take it back."""

    def say(connection: Any, *_: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(db.engine, "checkout", say)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", say)
        db.session.remove()
        db.engine.dispose()


def _leave_no_room() -> None:
    """Pack the database, so that whatever is written next needs pages that are not there yet."""
    db.session.remove()
    packing = db.engine.raw_connection()
    try:
        packing.cursor().execute("VACUUM")
    finally:
        packing.close()


def test_a_database_that_may_not_grow_any_more_gives_no_receipt(drafts: Iterator[Draft]) -> None:
    draft, refused = next(drafts), 0
    _leave_no_room()
    while True:
        page = draft.page()
        pages = db.session.scalar(text("PRAGMA page_count")) or 0
        with each_connection(f"max_page_count = {pages + refused}"):
            answer = draft.send(page)
        if answer.status_code == 200:
            break
        refused += 1
        must_say_that_nothing_was_sent(answer)
        draft.must_be_as_it_was()
    assert refused
    draft.must_be_in(answer, reading_key_of(page))
    print(f"\nSQLite full at {refused} sizes of the database: no false receipt")


def test_records_that_are_busy_too_long_give_no_receipt_and_the_next_try_does(
    drafts: Iterator[Draft],
) -> None:
    draft = next(drafts)
    page = draft.page()
    with each_connection("busy_timeout = 20"):
        with db.engine.connect() as other:
            other.exec_driver_sql("SELECT 1")  # a writer that does not end
            answer = draft.send(page)
            must_say_that_nothing_was_sent(answer)
        draft.must_be_as_it_was()
        answer = draft.send(page)
    draft.must_be_in(answer, reading_key_of(page))


def test_a_receipt_whose_mail_could_not_be_recorded_is_mailed_later(
    app: Flask, drafts: Iterator[Draft]
) -> None:
    deliver_waiting()  # the invitations
    last = 0
    for _ in range(2):  # the first makes folders as well
        draft = next(drafts)
        page = draft.page()
        with trouble(MOST_STEPS, errno.EIO) as whole:
            assert draft.send(page).status_code == 200
        last = len(whole.steps)
    draft = next(drafts)
    page = draft.page()
    with trouble(last, errno.EIO) as met:
        answer = draft.send(page)
    assert met.step == "commit"
    draft.must_be_in(answer, reading_key_of(page))
    waits = select(OutboxMail.subject).where(OutboxMail.sent_at.is_(None))
    assert list(db.session.scalars(waits)) == [f"Receipt {draft.quote().receipt} for your quote"]
    assert deliver_waiting() == 1


@pytest.mark.parametrize("size", [19, 70_000, 300_000])
@pytest.mark.parametrize("side", ["read", "write"])
def test_no_failure_is_passed_over_while_a_stream_is_sealed(size: int, side: str) -> None:
    failed = 0
    while True:
        at = failed + 1
        plain = Failing(b"x" * size, at if side == "read" else 0)
        sealed = Failing(b"", at if side == "write" else 0)
        try:
            seal_stream(plain, sealed, READING_KEY.public)
        except OSError as failure:
            assert failure.errno == errno.EIO
            failed += 1
        else:
            break
    assert failed
    assert unseal(sealed.getvalue(), READING_KEY.secret) == b"x" * size


class Failing(BytesIO):
    """A stream that fails once, at a read or a write counted from 1."""

    def __init__(self, content: bytes, at: int) -> None:
        super().__init__(content)
        self.left = at

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.EIO, "as a test wants it")

    def read(self, size: int | None = -1, /) -> bytes:
        self._count()
        return super().read(size)

    def write(self, content: Any, /) -> int:
        self._count()
        return super().write(content)


def put(target: IO[bytes], content: bytes) -> None:
    target.write(content)


def test_a_request_that_fails_removes_what_it_wrote_and_one_that_is_committed_does_not(
    app: Flask,
) -> None:
    uploads = app.config["UPLOAD_FOLDER"]
    with pytest.raises(RuleBroken), committed():
        written(lambda target: put(target, b"of one that fails"))
        raise RuleBroken("No.")
    assert list(uploads.iterdir()) == []
    with committed():
        kept = written(lambda target: put(target, b"kept"))
        with pytest.raises(RuleBroken), all_or_nothing():
            written(lambda target: put(target, b"of a part that fails"))
            raise RuleBroken("No.")
    undo()
    assert [path.name for path in uploads.iterdir()] == [kept]
