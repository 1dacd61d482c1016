"""Editions for tests of comparing them: milestones from words, read as the tracker reads them."""

from __future__ import annotations

from datetime import date

from app.slippage import Change, EditionAction, EditionMilestone, PublishedEdition, compare
from app.when import read_when

FIRST_DAY = date(2013, 6, 4)
SECOND_DAY = date(2013, 12, 4)


def milestone(
    text: str,
    when: str,
    place: str = "1.1",
    *,
    met_on: date | None = None,
    state: str | None = None,
    identity: int | None = None,
) -> EditionMilestone:
    """A milestone at a place ("2.1" is the first of action 2)."""
    read = read_when(when, said_on=FIRST_DAY)
    action, number = place.split(".")
    return EditionMilestone(
        action=int(action),
        number=int(number),
        text=text,
        as_written=when,
        earliest=read.earliest,
        latest=read.latest,
        kind=read.kind,
        is_dated=read.is_dated,
        met_on=met_on,
        state=state,
        identity=identity,
    )


def edition(
    *milestones: EditionMilestone, day: date = FIRST_DAY, actions: tuple[str, ...] = ()
) -> PublishedEdition:
    """An edition of these milestones, its actions numbered from 1."""
    numbered = tuple(EditionAction(at, text) for at, text in enumerate(actions, 1))
    return PublishedEdition(day, numbered, milestones)


def compared(
    before: list[EditionMilestone],
    after: list[EditionMilestone],
    *earlier: PublishedEdition,
) -> list[Change]:
    """What became of each milestone from 4 June to 4 December 2013."""
    return list(compare(edition(*before), edition(*after, day=SECOND_DAY), earlier))
