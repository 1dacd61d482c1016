"""All that ever passed between us and one company, from every room, the newest first.

Only the company's own: nothing here tells of another company, or of what the group says among
itself. The number of statements does not grow with what passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app import access, clock
from app.commissions.queries import Passed, invitations_of, passed_in_commissions
from app.database import db
from app.delivery.queries import passed_in_delivery
from app.errors import NotFound
from app.evaluation.queries import invitations_awarded, passed_in_evaluation
from app.mail import OutboxMail
from app.paging import PAGE_SIZE, Page, offset_of
from app.people.queries import own_company
from app.quotes.queries import passed_in_quotes


@dataclass(frozen=True)
class Entry:
    """One thing that passed, and the work that it was about; of a mail neither page nor work."""

    passed: Passed
    reference: str
    title: str


def correspondence(person: access.Person) -> list[Entry]:
    """Everything of the company for which somebody signs in now. Raises NotFound to others."""
    if person.company_id is None:
        raise NotFound
    invitations = invitations_of(person)
    ids = [each.id for each in invitations]
    found = [
        *passed_in_commissions(invitations),
        *passed_in_quotes(ids),
        *passed_in_evaluation(invitations),
        *passed_in_delivery(invitations_awarded(invitations)),
        *_mails(person),
    ]
    works = {each.id: each.commission for each in invitations}
    entries: list[Entry] = []
    for passed in sorted(found, key=lambda each: each.at, reverse=True):
        work = works[passed.invitation_id] if passed.invitation_id is not None else None
        entries.append(Entry(passed, work.reference if work else "", work.title if work else ""))
    return entries


def correspondence_page(person: access.Person, number: int) -> Page[Entry]:
    """One page of it."""
    entries, start = correspondence(person), offset_of(number)
    return Page(entries[start : start + PAGE_SIZE], number, len(entries))


def _mails(person: access.Person) -> Iterator[Passed]:
    """The mails to the company's people, while they were its people: the subject and when."""
    people = {each.email: each.left_on for each in own_company(person).contacts}
    mails = select(OutboxMail.to, OutboxMail.subject, OutboxMail.written_at)
    for to, subject, at in db.session.execute(mails.where(OutboxMail.to.in_(people))):
        left_on = people[to]
        if left_on is None or clock.day_of(at) <= left_on:
            yield Passed(at, True, f"A mail: {subject}", None, "", f"To {to}")
