"""Quotes and openings for tests, made by the operations that companies and keyholders use."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from flask import current_app

from app import clock, files
from app.access import Role
from app.commissions.models import Commission, Invitation
from app.commissions.queries import issued_brief
from app.database import db
from app.people.models import Person
from app.quotes import operations
from app.quotes.models import Opening, Quote
from app.quotes.rules import PricedLine
from tests.factories.commissions import contact_of
from tests.factories.people import make_person

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
    by: Person | None = None,
) -> Quote:
    """A complete draft, committed: one price line, an answer to each question of the brief.

    `answers` are given to the questions in their order; those left over get a short answer.
    """
    person = by or contact_of(invitation.company)
    draft = operations.start_quote(invitation, by=person)
    for number, question in enumerate(issued_brief(invitation.commission_id).questions):
        text = answers[number] if number < len(answers) else f"Our answer {number + 1}."
        operations.save_answer(invitation, question.id, text, by=person)
    line = PricedLine(description, Decimal(1), unit_pence, vat_percent)
    operations.save_prices(invitation, [line], by=person)
    for name, content in files_given:
        operations.add_file(invitation, files.store(BytesIO(content), name), by=person)
    db.session.commit()
    return draft


def submit_quote(
    invitation: Invitation,
    unit_pence: int = 1_000_000,
    answers: Sequence[str] = (),
    files_given: Sequence[FileGiven] = (),
    *,
    vat_percent: int = 20,
    description: str = "The review, all included",
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
        by=person,
    )
    quote = operations.submit(invitation, by=person)
    db.session.commit()
    return quote


def make_keyholder(name: str | None = None) -> Person:
    """Somebody who may take part in an opening, and holds no other role."""
    return make_person(Role.KEYHOLDER, name=name)


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
    operations.begin_opening(commission, by=first or make_keyholder())
    opening = operations.confirm_opening(commission, by=second or make_keyholder())
    db.session.commit()
    return opening
