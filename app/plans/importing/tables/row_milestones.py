"""The milestones that one row of a table gives: its steps beside its dates."""

import re
from dataclasses import dataclass, replace

from app.plans.importing.lines import Line
from app.plans.importing.met import met_in_state
from app.plans.importing.milestones import DatesContext, Milestones, noted, read_milestones
from app.plans.importing.numbering import Item, items_of
from app.plans.importing.own_form import Notes, notes_of, without_strikes
from app.plans.importing.parts import ReadFirstDate, ReadMilestone, UnreadLine
from app.plans.importing.tables.columns import Column
from app.when import When

MOST_ITEMS = 200
STRUCK_LINE = re.compile(r"(~~[^~\n]+~~)\n")
"""A struck date in a line of its own: the one that took its place stands in the next."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a cell and the number of their place."""

    text: str
    line: int


SaidBy = dict[Column, Said]


def milestones_of(
    said: SaidBy, action_text: str, taken: set[int], dates: DatesContext, number: int | None
) -> Milestones:
    """Read a row's milestones. `taken` are the numbers that the action's others have.

    One date beside several steps is the date of each; as many dates as steps go side by side. Where
    the numbers differ nothing is guessed: the dates are listed as unread.
    """
    steps, when = said.get(Column.MILESTONE), said.get(Column.WHEN)
    if when is not None:
        when = replace(when, text=STRUCK_LINE.sub(r"\1 ", when.text))
    if steps is not None and when is not None:
        found = _side_by_side(steps, when, dates)
    elif steps is not None:
        found = read_milestones(_lines(steps), dates)
    elif when is not None:
        found = _dates_alone(when, action_text, dates)
    else:
        found = Milestones()
    _number(found, taken, number)
    _add_state(said, found, dates)
    _add_first_date(said, found, dates)
    return found


def _lines(said: Said) -> list[Line]:
    return [Line(each, said.line) for each in said.text.split("\n")]


def _dates_alone(when: Said, action_text: str, dates: DatesContext) -> Milestones:
    """Without a step the date is that of the action itself; else the cell names both."""
    alone, notes = _dated(when.text, dates)
    if not alone.is_read:
        found = read_milestones(_lines(when), dates)
        if any(each.text and each.when_written for each in found.found):
            return found
    result = Milestones()
    only = ReadMilestone(1, action_text, alone.raw, alone, when.line)
    result.found.append(noted(only, notes, result, dates))
    result.questions = list(_doubts(result.found))
    return result


def _dated(words: str, dates: DatesContext) -> tuple[When, Notes]:
    """The date of a cell, without the earlier ones that stand in it struck through."""
    notes = notes_of(" ".join(words.split()))
    return dates.read(notes.words), notes


def _side_by_side(steps: Said, when: Said, dates: DatesContext) -> Milestones:
    result = Milestones()
    texts, whens = _items(steps), _items(when)
    whole, notes = _dated(when.text, dates)
    if len(whens) == len(texts):
        pairs = [(one, *_dated(each.text, dates)) for one, each in zip(texts, whens, strict=True)]
    elif len(whens) == 1 or whole.is_read:
        pairs = [(one, whole, notes) for one in texts]
        result.questions.append(
            f"“{whole.raw}” stands beside {len(texts)} steps. Is it the date of each?"
        )
    else:
        pairs = [(one, *_dated("", dates)) for one in texts]
        why = f"{len(whens)} dates stand beside {len(texts)} steps. Which belongs to which?"
        result.unread.append(UnreadLine(when.line, " / ".join(each.text for each in whens), why))
    for at, (item, read, added) in enumerate(pairs[:MOST_ITEMS], start=1):
        number = item.number if item.number is not None else at
        step = ReadMilestone(number, without_strikes(item.text), read.raw, read, steps.line)
        result.found.append(noted(step, added, result, dates))
    result.questions += _doubts(result.found)
    return result


def _items(said: Said) -> list[Item]:
    """The items of a cell: its lines, numbers and bullets; unnumbered rests join the one above."""
    found: list[Item] = []
    for line in said.text.split("\n"):
        items = items_of(line, said.line, expected=len(found) + 1)
        for item in items:
            if found and item.number is None and found[-1].number is not None:
                found[-1] = replace(found[-1], text=f"{found[-1].text} {item.text}")
            else:
                found.append(item)
    return found or [Item(None, said.text, said.line)]


def _number(result: Milestones, taken: set[int], number: int | None) -> None:
    """Give each a number that no other of the action has; "2.3" in a number column says it."""
    now: dict[int, int] = {}
    for at, each in enumerate(result.found):
        wanted = number if number is not None and len(result.found) == 1 else each.number
        if wanted in taken:
            wanted = max(taken) + 1
        taken.add(wanted)
        now.setdefault(each.number, wanted)
        result.found[at] = replace(each, number=wanted)
    result.first_dates = [
        replace(each, milestone_number=now.get(each.milestone_number or 0, each.milestone_number))
        for each in result.first_dates
    ]


def _add_state(said: SaidBy, result: Milestones, dates: DatesContext) -> None:
    """What the row says of how it goes, and whether and when it was met."""
    state, met = said.get(Column.STATE), said.get(Column.MET)
    done = met_in_state(state.text, dates.read) if state else None
    on = done.on if done else None
    is_met = done is not None
    if met is not None:
        when = dates.read(met.text)
        named = met_in_state(met.text, dates.read)
        if when.is_read and when.is_dated:
            is_met, on = True, when.earliest if when.earliest == when.latest else None
        elif named is not None or met.text.strip().casefold() in ("yes", "y", "✓", "✔", "x"):
            is_met = True
        elif met.text.strip().casefold() not in ("no", "n", "-", "–"):
            why = "It stands as the day it was met, but could not be read as a day."
            result.unread.append(UnreadLine(met.line, met.text, why))
    for at, each in enumerate(result.found):
        words = " ".join(state.text.split()) if state else None
        result.found[at] = replace(
            each,
            state=words or each.state,
            is_met=is_met or each.is_met,
            met_on=on or each.met_on,
        )


def _add_first_date(said: SaidBy, result: Milestones, dates: DatesContext) -> None:
    """An earlier date in a column of its own: a proposal, for a person to confirm."""
    first = said.get(Column.FIRST_DATE)
    if first is None:
        return
    when = dates.read(" ".join(first.text.split()))
    if not (when.is_read and when.is_dated) or not result.found:
        why = "It stands as the first date, but could not be read as one."
        result.unread.append(UnreadLine(first.line, first.text, why))
        return
    for each in result.found:
        if not _is_same(when, each.when):
            words = "It was first to be"
            proposal = ReadFirstDate(words, when, each.number, f"{words} {when.raw}.")
            result.first_dates.append(proposal)


def _is_same(one: When, other: When) -> bool:
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def _doubts(found: list[ReadMilestone]) -> list[str]:
    """Questions about dates that are not there, not read, or can be read in two ways."""
    asked: list[str] = []
    for each in found:
        short = each.text if len(each.text) <= 80 else f"{each.text[:79]}…"
        if not each.when_written:
            asked.append(f"no date was read for “{short}”. When is it due?")
        elif each.when.ambiguous or not each.when.is_read or not each.when.is_dated:
            note = each.when.note or "it can be read in more than one way."
            asked.append(f"“{short}”, “{each.when.raw}”: {note}")
    return asked
