"""Outcome letters on paper: what was mailed, or what will be, one letter to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app import clock
from app.access import Person
from app.commissions.models import Commission, Invitation
from app.errors import NotFound
from app.evaluation.queries import Letter, decided_award, letters, may_see_all, outcome_for_company
from app.formats import day_in_words
from app.reports.front import Front, front


@dataclass(frozen=True)
class LettersReport:
    """The letters of one outcome. `day` is the day they were sent, or empty while they are not."""

    front: Front
    reference: str
    title: str
    officer: str
    officer_email: str
    day: str
    letters: Sequence[Letter]


def letters_report(person: Person, commission: Commission) -> LettersReport:
    """Every letter, for whoever may see every quote. Raises NotFound before it was decided."""
    award = decided_award(commission)
    if award is None or not may_see_all(person, commission):
        raise NotFound
    return _report(commission, letters(commission, award))


def letter_report(person: Person, invitation: Invitation) -> LettersReport:
    """The letter of the person's own company. Raises NotFound until it was sent."""
    letter = outcome_for_company(person, invitation)
    if letter is None:
        raise NotFound
    return _report(invitation.commission, [letter])


def _report(commission: Commission, written: Sequence[Letter]) -> LettersReport:
    told = commission.told_at
    return LettersReport(
        front=front(f"Outcome: {commission.title}", clock.today()),
        reference=commission.reference,
        title=commission.title,
        officer=commission.officer.name,
        officer_email=commission.officer.email,
        day=day_in_words(clock.day_of(told)) if told else "",
        letters=written,
    )
