"""When: the milestones of an action, each with its date as written and the days it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from app.plans.importing.first_dates import PHRASE_IN_BRACKETS, first_dates_in
from app.plans.importing.lines import Line
from app.plans.importing.met import Met, met_at_end
from app.plans.importing.numbering import Item, items_of, with_bare_numbers_marked
from app.plans.importing.own_form import NO_DATE, Notes, kept_parts, notes_of
from app.plans.importing.paragraphs import joined
from app.plans.importing.parts import ReadFirstDate, ReadMilestone, UnreadLine
from app.when import DayRange, When, read_when, split_trailing_when

# No milestone is this long; beyond it the words are kept and no date is looked for.
LONGEST_MILESTONE = 1_000
MOST_MILESTONES = 200
FIRST_CELL_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]?\s+\|\s+")
DATE_FIRST = re.compile(r"^(.{3,40}?)\s*(?::|\s[–—-])\s+(.+)$")
MOST_MARKS = 4
CELL_AFTER = re.compile(r"(?<=\S)(?::|\s[–—-])\s+")
ENDS = " .;,"


@dataclass(frozen=True, slots=True)
class DatesContext:
    """What a date is read against: the day it was said, and the plan's period."""

    said_on: date | None = None
    period: DayRange | None = None

    def read(self, words: str) -> When:
        """Read a date as written."""
        return read_when(words, said_on=self.said_on, plan_period=self.period)

    def split(self, words: str) -> tuple[str, When] | None:
        """Take a milestone's date from the end of its words."""
        return split_trailing_when(words, said_on=self.said_on, plan_period=self.period)


@dataclass(slots=True)
class Milestones:
    """The milestones found, and what is left over or to be asked."""

    found: list[ReadMilestone] = field(default_factory=list)
    first_dates: list[ReadFirstDate] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def read_milestones(lines: list[Line], dates: DatesContext) -> Milestones:
    """Read every milestone of one When block. Numbers are kept as written.

    Where some lines have numbers, a line with neither number nor date is no milestone: it is
    unread. Where no line has a number, each is a milestone, in order.
    """
    result = Milestones()
    items = _items(lines, dates)
    why = f"It stands in When after {MOST_MILESTONES} others, and was not read."
    result.unread += [UnreadLine(item.line, item.text, why) for item in items[MOST_MILESTONES:]]
    items = items[:MOST_MILESTONES]
    has_numbers = any(item.number is not None for item in items)
    for item in items:
        if item.number is None and _completes_the_last(
            item, result, dates, has_numbers=has_numbers
        ):
            continue
        milestone = _milestone(item, result, dates)
        is_loose = has_numbers and item.number is None
        if is_loose and not (
            milestone.when.is_dated or (milestone.text and milestone.when_written)
        ):
            why = "It stands in When, but has neither a number nor a date that could be read."
            result.unread.append(UnreadLine(item.line, item.text, why))
        else:
            result.found.append(milestone)
    result.questions = list(_questions(result.found))
    return result


def _items(lines: list[Line], dates: DatesContext) -> list[Item]:
    found: list[Item] = []
    expected = 1
    plain = joined(lines, by_length=False)
    texts = with_bare_numbers_marked([line.text for line in plain])
    for line, text in zip(plain, texts, strict=True):
        if line.is_kept:
            number, _, _ = kept_parts(text)
            found.append(Item(number, text, line.line, is_kept=True))
            continue
        words = FIRST_CELL_NUMBER.sub(r"\1. ", text).replace(" | ", " – ")
        for item in items_of(words, line.line, expected=expected):
            found += _at_semicolons(item, dates) if len(found) < MOST_MILESTONES else [item]
            expected = expected if item.number is None else item.number + 1
    return found


def _at_semicolons(item: Item, dates: DatesContext) -> list[Item]:
    """Split "Review – March 2014; Group – June 2014", where every part has its own date."""
    parts = [part.strip() for part in item.text.split(";") if part.strip()]
    is_short = len(parts) > 1 and len(item.text) <= LONGEST_MILESTONE
    if item.number is not None or not is_short or not all(map(dates.split, parts)):
        return [item]
    return [Item(None, part, item.line) for part in parts]


def _milestone(item: Item, result: Milestones, dates: DatesContext) -> ReadMilestone:
    number = item.number
    if number is None:
        number = result.found[-1].number + 1 if result.found else 1
    undated = ReadMilestone(number, item.text, "", dates.read(""), item.line)
    if item.is_kept:
        return _kept(undated, result, dates)
    if len(item.text) > LONGEST_MILESTONE:
        return undated
    notes = notes_of(item.text)
    undated = noted(replace(undated, text=notes.words), notes, result, dates)
    aside = PHRASE_IN_BRACKETS.search(notes.words)
    words = f"{notes.words[: aside.start()]}{notes.words[aside.end() :]}" if aside else notes.words
    if done := met_at_end(words.strip(ENDS), dates.read, dates.said_on):
        return _met(undated, *done, dates)
    split = _split(words.strip(ENDS), dates)
    if aside:
        proposals = first_dates_in(item.text, dates.read, [], number=number)
        result.first_dates += proposals
    if split is None:
        return undated
    text, when = split
    # The aside about an earlier date stays with the milestone's words: nothing is dropped.
    text = f"{text} {aside[0].strip()}" if aside else text
    return replace(undated, text=text, when_written=when.raw, when=when)


def _met(undated: ReadMilestone, before: str, met: Met, dates: DatesContext) -> ReadMilestone:
    """A milestone that the page calls done; what it says of that is its state."""
    text, when = _split(before.strip(ENDS), dates) or (before, undated.when)
    return replace(
        undated,
        text=text.strip(" –—-:"),
        when_written=when.raw,
        when=when,
        state=met.said,
        is_met=True,
        met_on=met.on,
    )


def _kept(bare: ReadMilestone, result: Milestones, dates: DatesContext) -> ReadMilestone:
    """A line of an edition of ours: its text and date are parted by the tracker's own sign."""
    _, text, rest = kept_parts(bare.text)
    notes = notes_of(rest)
    when = dates.read("" if notes.words == NO_DATE else notes.words)
    found = replace(bare, text=text, when_written=when.raw, when=when)
    return noted(found, notes, result, dates)


def noted(
    milestone: ReadMilestone, notes: Notes, result: Milestones, dates: DatesContext
) -> ReadMilestone:
    """A milestone with what its line adds to the words.

    A struck date is proposed as the first one, in `result`.
    """
    if notes.struck:
        first = ReadFirstDate("", dates.read(notes.struck), milestone.number, milestone.text)
        result.first_dates.append(first)
    return replace(
        milestone,
        struck=notes.struck,
        review_by=notes.review_by,
        is_met=notes.met_on is not None,
        met_on=notes.met_on,
    )


def _split(words: str, dates: DatesContext) -> tuple[str, When] | None:
    """Find the date at the end, before a colon or dash, or alone."""
    if found := _after_a_dash(words, dates):
        return found
    if split := dates.split(words):
        text, when = split
        inside = when.raw.removeprefix("(").removesuffix(")")
        # "(March 2014)": the brackets are the line's, not the date's.
        return text, dates.read(inside) if len(inside) == len(when.raw) - 2 else when
    if led := DATE_FIRST.match(words):
        when = dates.read(led[1])
        if when.is_read and when.is_dated:
            return led[2], when
    alone = dates.read(words)
    return ("", alone) if alone.is_read else None


def _after_a_dash(words: str, dates: DatesContext) -> tuple[str, When] | None:
    """Find a whole cell behind a dash or colon that names several dates, or what it waits for."""
    for mark in islice(CELL_AFTER.finditer(words), MOST_MARKS):
        when = dates.read(words[mark.end() :])
        if when.is_read and when.is_dated and (when.is_several or when.condition):
            return words[: mark.start()].strip(), when
    return None


def _completes_the_last(
    item: Item, result: Milestones, dates: DatesContext, *, has_numbers: bool
) -> bool:
    """A date, or in a numbered list any rest, belongs to the undated milestone above it."""
    if not result.found or result.found[-1].when_written or len(item.text) > LONGEST_MILESTONE:
        return False
    above = result.found[-1]
    when = dates.read(item.text.strip(ENDS))
    if when.is_read:
        result.found[-1] = replace(above, when_written=when.raw, when=when)
        return True
    whole = dates.split(f"{above.text} {item.text}".strip(ENDS)) if has_numbers else None
    if whole is not None:
        result.found[-1] = replace(above, text=whole[0], when_written=whole[1].raw, when=whole[1])
    return whole is not None


def _questions(found: list[ReadMilestone]) -> Iterator[str]:
    seen: set[int] = set()
    for milestone in found:
        name = f"milestone {milestone.number}"
        if milestone.number in seen:
            yield f"{name} appears twice. Which number has the second one?"
        seen.add(milestone.number)
        when, text = milestone.when, milestone.text
        short = text if len(text) <= 80 else f"{text[:79]}…"
        if milestone.is_met:
            continue
        if not milestone.when_written:
            yield f"{name}: no date was read in “{short}”. When is it due?"
        elif not text:
            yield f"{name}: “{when.raw}” stands alone. What is due then?"
        elif when.ambiguous or not when.is_read or not when.is_dated:
            yield f"{name}, “{when.raw}”: {when.note or 'it can be read in more than one way.'}"
