"""Quotes and openings for tests, made by the operations that companies and keyholders use."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from flask import current_app

from app import clock, files
from app.commissions.models import Commission, Invitation
from app.commissions.queries import issued_brief
from app.commissions.rules import OfferedDue
from app.database import db, run_after_commit
from app.people.models import Person
from app.quotes import operations
from app.quotes.marks import Marked
from app.quotes.models import Opening, Quote
from app.quotes.rules import NOTHING_STATED, PricedLine, Stated
from app.sealing import new_key
from tests.factories.commissions import contact_of
from tests.factories.keyholders import make_keyholder, opened_key

READING_KEY = new_key()
"""The reading key of every company in tests."""

FileGiven = tuple[str, bytes]
"""A file's name and content; a .txt needs no more than words."""


def make_draft(
    invitation: Invitation,
    unit_pence: int = 1_000_000,
    answers: Sequence[str] = (),
    files_given: Sequence[FileGiven] = (),
    *,
    vat_percent: int = 20,
    description: str = "The review, all included",
    stated: Stated = NOTHING_STATED,
    dues: Sequence[OfferedDue] = (),
    marks: Sequence[Marked] = (),
    by: Person | None = None,
) -> Quote:
    """A complete draft, committed: one price line, an answer to each question of the brief.

    `answers` are given to the questions in their order; those left over get a short answer.
    """
    person = by or contact_of(invitation.company)
    draft = operations.start_quote(invitation, by=person, reading_key=READING_KEY.secret)
    for number, question in enumerate(issued_brief(invitation.commission_id).questions):
        text = answers[number] if number < len(answers) else f"Our answer {number + 1}."
        operations.save_answer(invitation, question.id, text, by=person)
    line = PricedLine(description, Decimal(1), unit_pence, vat_percent)
    operations.save_prices(invitation, [line], stated, by=person)
    if dues:
        operations.save_timetable(invitation, dues, by=person)
    for name, content in files_given:
        operations.add_file(invitation, files.checked(BytesIO(content), name), by=person)
    if marks:
        operations.save_marks(invitation, marks, by=person)
    commit()
    return draft


def submit_quote(
    invitation: Invitation,
    unit_pence: int = 1_000_000,
    answers: Sequence[str] = (),
    files_given: Sequence[FileGiven] = (),
    *,
    vat_percent: int = 20,
    description: str = "The review, all included",
    stated: Stated = NOTHING_STATED,
    dues: Sequence[OfferedDue] = (),
    marks: Sequence[Marked] = (),
    by: Person | None = None,
) -> Quote:
    """A quote that is in, committed: as `make_draft`, then sent before the deadline."""
    person = by or contact_of(invitation.company)
    make_draft(
        invitation,
        unit_pence,
        answers,
        files_given,
        vat_percent=vat_percent,
        description=description,
        stated=stated,
        dues=dues,
        marks=marks,
        by=person,
    )
    return send_draft(invitation, by=person)


def send_draft(invitation: Invitation, *, by: Person, seen: str | None = None) -> Quote:
    """Send the company's draft in, sealed for READING_KEY as well; committed."""
    quote = operations.submit(invitation, READING_KEY.public, by=by, seen=seen)
    commit()
    return quote


def commit() -> None:
    """Commit, and do what waited for it, as at the end of a request."""
    db.session.commit()
    run_after_commit()


def pass_deadline(commission: Commission) -> None:
    """Move the test's clock to the deadline, if it is not there yet."""
    deadline = commission.quote_deadline
    assert deadline is not None
    if clock.now() < deadline:
        current_app.extensions["clock"].move_to(deadline)


def open_quotes(
    commission: Commission, first: Person | None = None, second: Person | None = None
) -> Opening:
    """Open a commission's quotes by two keyholders, after its deadline; committed."""
    pass_deadline(commission)
    begin_opening(commission, by=first or make_keyholder())
    opening = confirm_opening(commission, by=second or make_keyholder())
    db.session.commit()
    return opening


def begin_opening(commission: Commission, *, by: Person) -> Opening:
    """The first of two begins, as after they have entered their passphrase."""
    return operations.begin_opening(commission, opened_key(by), by=by)


def confirm_opening(commission: Commission, *, by: Person) -> Opening:
    """The second confirms, as after they have entered their passphrase."""
    return operations.confirm_opening(commission, opened_key(by), by=by)
