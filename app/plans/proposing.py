"""What one written cell of *When* proposes: a milestone for each date, a need, a day to review by.

Plain values, nothing stored: a person accepts or changes each before anything is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.plans.importing.parts import ReadAction, ReadMilestone, ReadPlan
from app.when import DayRange, When, read_when

Read = Callable[[str], When]
JOINS = " :–—-,"


@dataclass(frozen=True, slots=True)
class ProposedMilestone:
    """One milestone that a cell proposes: what it is, its date as written, and what that means."""

    text: str
    words: str
    when: When


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A milestone of an imported page whose *When* asks something of the person.

    `proposed` holds a milestone for each date where there are several, else nothing.
    """

    action: int
    milestone: ReadMilestone
    proposed: tuple[ProposedMilestone, ...]

    @property
    def name(self) -> str:
        """The start of the names of its fields."""
        return f"cell_{self.action}_{self.milestone.number}"

    @property
    def title(self) -> str:
        """What pages call it."""
        return f"Action {self.action}, milestone {self.milestone.number}"

    @property
    def condition(self) -> str | None:
        """What it waits for, where the cell has one date and says so."""
        return None if self.proposed else self.milestone.when.condition

    @property
    def asks_review(self) -> bool:
        """Whether a day to review it by is to be set."""
        when = self.milestone.when
        return not self.proposed and bool(self.milestone.when_written) and when.needs_review_by


def proposed_milestones(text: str, when: When, read: Read) -> tuple[ProposedMilestone, ...]:
    """A milestone for each date of a cell; one, as written, where there is one date or none.

    `read` reads words as the cell was read, and shows that each date means the same by itself.
    """
    if not when.is_several:
        return (ProposedMilestone(text, when.raw, when),)
    return tuple(_one_of(text, part, read) for part in when.parts)


def _one_of(text: str, part: When, read: Read) -> ProposedMilestone:
    said = f"{text}: {part.label}" if part.label else text
    for words in _ways_to_write(part):
        alone = read(words)
        if alone.is_read and alone.days == part.days:
            return ProposedMilestone(said, words, alone)
    return ProposedMilestone(said, part.raw.strip(), read(part.raw.strip()))


def _ways_to_write(part: When) -> Iterator[str]:
    """The date's words, without its label, and with the year that another date of the cell had."""
    words = part.raw.strip()
    bare = words.removeprefix(part.label).lstrip(JOINS) if part.label else words
    years = [day.year for day in (part.latest, part.earliest) if day is not None]
    for each in dict.fromkeys((bare, words)):
        yield each
        yield from (f"{each} {year}" for year in years)


def cells_to_ask(read: ReadPlan, said_on: date) -> list[AskedCell]:
    """Every milestone of a page with several dates, a condition, or no day, in the page's order."""
    return [
        asked
        for action in read.actions
        for milestone in action.milestones
        if (asked := _asked(action, milestone, said_on, read.period)) is not None
    ]


def _asked(
    action: ReadAction, milestone: ReadMilestone, said_on: date, period: DayRange | None
) -> AskedCell | None:
    def read(words: str) -> When:
        return read_when(words, said_on=said_on, plan_period=period)

    several = proposed_milestones(milestone.text, milestone.when, read)
    asked = AskedCell(action.number, milestone, several if len(several) > 1 else ())
    return asked if asked.proposed or asked.condition or asked.asks_review else None


def with_split_cells(
    read: ReadPlan, accepted: Mapping[tuple[int, int], Sequence[ProposedMilestone]]
) -> ReadPlan:
    """The page with each accepted cell as several milestones.

    The first keeps the number; the others take the next free numbers of their action.
    """
    actions = tuple(_with_split(action, accepted) for action in read.actions)
    return replace(read, actions=actions)


def _with_split(
    action: ReadAction, accepted: Mapping[tuple[int, int], Sequence[ProposedMilestone]]
) -> ReadAction:
    free = max((each.number for each in action.milestones), default=0) + 1
    found: list[ReadMilestone] = []
    for milestone in action.milestones:
        parts = accepted.get((action.number, milestone.number), ())
        for place, part in enumerate(parts):
            number, free = (free, free + 1) if place else (milestone.number, free)
            found.append(
                replace(
                    milestone,
                    number=number,
                    text=part.text,
                    when_written=part.words,
                    when=part.when,
                )
            )
        if not parts:
            found.append(milestone)
    return replace(action, milestones=tuple(found))
