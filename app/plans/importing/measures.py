"""Success against Outcome: the figures that its prose gives."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.plans.importing.lines import Line
from app.plans.importing.measure_names import (
    Named,
    name_after,
    name_before,
    name_of_money,
    name_of_share,
    qualified_name,
    subject_of,
)
from app.plans.importing.not_measures import DAY, HIDDEN, masked
from app.plans.importing.numbering import items_of, starts_with_a_number, without_bullet
from app.plans.importing.parts import ReadMeasure
from app.when import When

LONGEST_SENTENCE = 2_000
# What a figure counts stands beside it.
FARTHEST_WORDS = 330
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘(]?[A-Z0-9£–-])")
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:approx|no|nos|e\.g|i\.e|incl|inc|max|min|av|avg|st|mr|mrs|dr|c|ca|est|vs"
    r"|tel|p|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?<![\w.,/\x00#-])(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,12}(?!\d|,\d{3}))"
    r"(?P<part>\.\d{1,6})?(?P<scale>\s?(?:million|thousand|billion)\b|k\b|(?(pound)(?:m|bn)\b|(?!)))?"
    r"(?P<share>\s?%|\s+per\s?cent\b)?(?P<plus>\+)?(?![\w/]|[.,:-]\d|\x00|[-–]\w)"
    r"|(?<![\w.,/\x00#-])(?P<length>\d{1,6}(?:\.\d{1,3})?)(?=(?:km|kg)\b)"
)
SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000,
          "bn": 1_000_000_000, "billion": 1_000_000_000}  # fmt: skip
AVERAGE = re.compile(
    r"(?:\bon\s+average|\b(?:an?\s+|the\s+)?average\s+(?:[a-z]+\s+){0,3}(?:of|was|is|at)"
    r"|\baverag(?:es?|ed|ing)|\bmean\s+of|\baverage\s*:?)\s*$",
    re.IGNORECASE,
)
MAXIMUM = re.compile(
    r"\b(?:an?\s+|the\s+)?(?:maximum|max\.?|peak(?:ed|s|ing)?|highest|record)"
    r"(?:\s+(?:number|figure|reach|so\s+far|to\s+date|recorded|reached))*\s*(?:of|was|is|at|:)?\s*$",
    re.IGNORECASE,
)
MINIMUM = re.compile(r"\b(?:minimum|lowest|min\.?)(?:\s+[a-z]+){0,3}\s*:?\s*$", re.IGNORECASE)
ABOUT = re.compile(
    r"\b(over|more than|around|about|approximately|approx\.?|nearly|almost|at least|up to|under"
    r"|less than|fewer than)\s*$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\(([^()]{1,300})\)")
AFTER_AVERAGE = re.compile(r"\s*(?:,\s*)?\(?on average\b|\s*\(average\)", re.IGNORECASE)
DATED = re.compile(
    rf"(?P<not_then>\b(?:since|from|after|before|until|between)\s+)?(?<!\w)(?P<day>{DAY})",
    re.IGNORECASE,
)


def measures_in(lines: list[Line], read: Callable[[str], When]) -> list[ReadMeasure]:
    """Find the figures in prose, in order. `read` reads a date as written.

    A figure is a measure only where the words beside it say what it counts. Dates, list and
    telephone numbers, ranges, labels and lengths of time are none.
    """
    found: list[ReadMeasure] = []
    for line in lines:
        is_list = starts_with_a_number(line.text) or without_bullet(line.text) != line.text
        parts = [item.text for item in items_of(line.text, line.line)] if is_list else [line.text]
        for part in parts:
            for sentence in sentences_of(part):
                if len(sentence) <= LONGEST_SENTENCE:
                    found += _Sentence(sentence, line.line, read).measures()
    return found


def sentences_of(text: str) -> list[str]:
    """Split prose into sentences; an abbreviation's full stop doesn't end one."""
    found: list[str] = []
    for part in SENTENCE_END.split(text):
        if found and ABBREVIATED.search(found[-1][-12:]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [sentence for part in found if (sentence := part.strip())]


@dataclass(slots=True)
class _Sentence:
    """One sentence, with what a later figure may take over from the one before it."""

    text: str
    line: int
    read: Callable[[str], When]

    def measures(self) -> Iterator[ReadMeasure]:
        """Give the sentence's measures in order."""
        hidden = masked(self.text)
        day = self._day()
        last: ReadMeasure | None = None
        for found in NUMBER.finditer(hidden):
            before = hidden[max(0, found.start() - FARTHEST_WORDS) : found.start()]
            after = hidden[found.end() : found.end() + FARTHEST_WORDS]
            loose = ABOUT.search(before)
            lead = before[: loose.start()] if loose else before
            if MINIMUM.search(lead):
                continue
            named, qualifier = _named(found, lead, after, last)
            if named is None:
                continue
            bracket = BRACKETS.match(after[named.length :])
            note = self._written(bracket, found.end() + named.length)
            if note is None and (loose or found["plus"]):
                note = loose[1].lower() if loose else "or more"
            last = ReadMeasure(
                named.name, _value(found), named.unit, day, qualifier, note, self.line, self.text
            )
            yield last

    def _written(self, bracket: re.Match[str] | None, offset: int) -> str | None:
        """The bracket's words as they stand in the sentence, dates included."""
        if bracket is None or not bracket[1].strip(f"{HIDDEN} "):
            return None
        return self.text[offset + bracket.start(1) : offset + bracket.end(1)]

    def _day(self) -> date | None:
        """The one day that the sentence names for its figures, or None."""
        days: set[date] = set()
        for found in DATED.finditer(self.text):
            if found["not_then"]:
                return None
            when = self.read(found["day"])
            if when.precision == "day" and when.earliest is not None:
                days.add(when.earliest)
        return days.pop() if len(days) == 1 else None


def _named(
    found: re.Match[str], before: str, after: str, last: ReadMeasure | None
) -> tuple[Named | None, str | None]:
    """Name a figure, and say whether it is an average or a maximum."""
    stated = qualified_name(before)
    if stated is not None:
        noun = _noun(found, before, after)
        unit = (noun.unit or noun.name) if noun else "%" if found["share"] else ""
        return Named(stated[0], unit, noun.length if noun else 0), stated[1]
    average, maximum = AVERAGE.search(before), MAXIMUM.search(before)
    lead = average or maximum
    noun = _noun(found, before, after)
    if lead is None:
        is_average = noun is not None and AFTER_AVERAGE.match(after[noun.length :])
        return noun or _labelled(found, before, after), "average" if is_average else None
    qualifier = "average" if average else "maximum"
    subject = subject_of(before[: lead.start()])
    if subject:
        unit = (noun.unit or noun.name) if noun else ""
        return Named(subject, unit, noun.length if noun else 0), qualifier
    if noun is None and last is not None:
        return Named(last.name, last.unit), qualifier
    if noun and last and last.qualifier and noun.name == last.unit:
        return Named(last.name, last.unit, noun.length), qualifier
    return noun, qualifier


def _noun(found: re.Match[str], before: str, after: str) -> Named | None:
    if found["share"]:
        return name_of_share(after)
    if found["pound"]:
        return name_of_money(before, after)
    return name_after(after, is_one=_value(found) == 1)


def _labelled(found: re.Match[str], before: str, after: str) -> Named | None:
    """A figure named by the words before it, where nothing but an end comes after it."""
    if after.strip() and after.lstrip()[0] not in ".,;()–—-•\x00":
        return None
    named = name_before(before)
    return Named(named.name, "%" if found["share"] else "") if named else None


def _value(found: re.Match[str]) -> Decimal:
    if found["length"]:
        return Decimal(found["length"])
    number = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    scale = SCALES.get((found["scale"] or "").strip().lower(), 1)
    product = number * scale
    whole = product.to_integral_value()
    return Decimal(int(whole)) if scale > 1 and whole == product else product
