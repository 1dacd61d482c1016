"""The timetable of the quote that won, from which its deliverables are drafted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app import clock
from app.access import Person
from app.commissions.models import Commission
from app.commissions.planned import asked_dues, day_asked
from app.commissions.queries import issued_brief
from app.commissions.rules import OfferedDue, Topic, offered_dues
from app.delivery.queries.deliverables import due_now
from app.delivery.rules.offered import DraftedFrom
from app.errors import NotFound
from app.evaluation.queries import decided_award, may_see_all
from app.quotes.queries import opened_quotes


@dataclass(frozen=True)
class OfferedTimetable:
    """What the company that won offered to deliver, and when.

    `dues` are its timetable; where it gave none, what was read in `answers`, its words about the
    dates of delivery; where nothing could be read in them, what the brief asks for. `said_on` is
    the day from which dates without a year are read.
    """

    company: str
    answers: tuple[str, ...]
    drafted_from: DraftedFrom
    dues: tuple[OfferedDue, ...]
    said_on: date


def offered_timetable(commission: Commission, person: Person) -> OfferedTimetable:
    """The dates to check, in as many statements however many there are.

    Raises NotFound before the companies were told, where nothing was awarded, and for whoever may
    not see every quote.
    """
    award = decided_award(commission)
    if award is None or award.quote_id is None or award.told_at is None:
        raise NotFound
    if not may_see_all(person, commission):
        raise NotFound
    quote = next((one for one in opened_quotes(commission) if one.id == award.quote_id), None)
    if quote is None:
        raise NotFound
    brief = issued_brief(commission.id)
    asked = [each.key for each in brief.questions if each.topic is Topic.DELIVERY]
    answers = tuple(words for key in asked if (words := quote.answer_to(key).strip()))
    said_on = clock.day_of(quote.received_at)
    drafted_from, dues = DraftedFrom.TIMETABLE, list(quote.timetable)
    if not dues:
        drafted_from, dues = DraftedFrom.QUOTE, offered_dues("\n".join(answers), said_on)
    if not dues:
        said_on, dues = day_asked(brief), asked_dues(brief)
        drafted_from = DraftedFrom.BRIEF if dues else DraftedFrom.NOTHING
    return OfferedTimetable(quote.company.name, answers, drafted_from, tuple(dues), said_on)


def may_check_offer(commission: Commission, person: Person) -> bool:
    """Whether the offered dates wait for this officer to check them: nothing is on the list yet."""
    award = decided_award(commission)
    is_told = award is not None and award.quote_id is not None and award.told_at is not None
    return is_told and not due_now(commission) and may_see_all(person, commission)
