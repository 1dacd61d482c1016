"""One flag with the facts as they stand now, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.access import Person
from app.plans.queries import MilestoneOn
from app.position.queries.carrying import Carrier
from app.position.queries.flags import FlagOn, flag_on
from app.position.queries.positions import all_positions
from app.position.queries.watching import subjects_on


@dataclass(frozen=True)
class FlagPage:
    """A flag, what is so on the day asked, and the commission that carries its milestone.

    `knock_ons_from` is the milestone where the chain of pushes that it is in begins, if it is.
    """

    flag: FlagOn
    facts_now: str
    carrier: Carrier | None
    knock_ons_from: MilestoneOn | None = None


def flag_page(person: Person, flag_id: int, on: date) -> FlagPage:
    """One flag as at a day, for officers and members. Raises NotFound."""
    flag = flag_on(person, flag_id, on)
    positions = all_positions(on)
    position = next((p for p in positions if p.milestone.id == flag.milestone_id), None)
    key = (flag.milestone_id, flag.deliverable_id)
    subject = next((each for each in subjects_on(on, positions) if each.key == key), None)
    if flag.closing is not None:
        facts = flag.closing.words
    else:
        facts = subject.words(flag.kind) if subject else ""
    if position is None:
        return FlagPage(flag, facts, None)
    return FlagPage(flag, facts, position.carrier, position.knock_ons_from)
