"""What waits for one person, by their roles, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import clock
from app.access import Person, Role
from app.keyholders.rules import may_hold_key
from app.position.queries.commission_pages import commission_lines
from app.position.queries.flags import flags_on
from app.position.queries.needs.commissions import of_commissions
from app.position.queries.needs.companies import of_company
from app.position.queries.needs.keys import of_keyholder
from app.position.queries.needs.need import Need
from app.position.queries.needs.plans import (
    dates_to_decide,
    flags_to_answer,
    sentences_to_decide,
    unsaid,
)
from app.position.queries.needs.recommendations import of_recommendations
from app.position.queries.positions import MilestonePosition, all_positions
from app.position.queries.sentences import sentences_on

__all__ = ["Need", "needs_of"]

_DECIDERS = frozenset({Role.OFFICER, Role.MEMBER})
_READERS = frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})


def needs_of(
    person: Person, on: date | None = None, positions: Sequence[MilestonePosition] | None = None
) -> list[Need]:
    """Everything that waits for a person on a day (today), the earliest day first.

    `positions` are those of all milestones on that day, where the caller has them already.
    """
    day = on or clock.today()
    found: list[Need] = []
    sentences = sentences_on(day) if person.roles & _DECIDERS else {}
    if person.company_id is not None:
        found.extend(of_company(person, day))
    if may_hold_key(person.roles):
        found.extend(of_keyholder(person))
    if person.roles & _READERS:
        stand = all_positions(day) if positions is None else positions
        lines = commission_lines(person, day, positions=stand)
        found.extend(of_commissions(person, lines))
        found.extend(of_recommendations(person, lines, day))
        if Role.OFFICER in person.roles:
            found.extend(unsaid(stand, sentences))
    if person.roles & _DECIDERS:
        found.extend(flags_to_answer(person, flags_on(day, sentences=sentences)))
        found.extend(dates_to_decide(person))
        found.extend(sentences_to_decide(person))
    return sorted(found, key=lambda need: (need.day or date.max, need.about))
