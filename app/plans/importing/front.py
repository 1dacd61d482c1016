"""What stands before the first action and at the end: title, review, outcome, period, footer."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from app.plans.importing.headings import NUMBER_WORDS, Block
from app.plans.importing.lines import KEPT, Line, Mark
from app.plans.importing.not_measures import MONTH
from app.plans.importing.own_form import NOT_STATED, without_dash
from app.plans.importing.paragraphs import joined
from app.plans.importing.parts import UnreadLine
from app.when import DayRange, read_when

ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}
_NUMBER = rf"(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
REVIEW = re.compile(
    rf"^(?P<title>.*?)[\s:(–—-]*\b(?P<review>{_NUMBER}\s+(?:[A-Za-z-]+\s+)?review\b[^()]*"
    rf"|review\s+(?:no\.?\s*|number\s+)?(?P<count>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b(?!\s*\d))\)?$",
    re.IGNORECASE,
)
OTHER_REVIEW = re.compile(
    r"^(?P<title>.+?)\s+[–—-]\s+(?P<review>(?:[A-Za-z-]+\s+){0,3}review)$", re.IGNORECASE
)
PERIOD_IN_WORDS = re.compile(
    rf"\b(?:{MONTH}\s+)?20\d\d\s*(?:[-–—/]|\bto\b)\s*(?:{MONTH}\s+)?(?:20)?\d\d\b", re.IGNORECASE
)
ALWAYS_FOOTER = re.compile(
    r"this (?:entry|post|page) was (?:posted|published|filed)|filed under\b|bookmark the perma"
    r"|posted (?:in|on|by) [^|]{1,200} \| ",
    re.IGNORECASE,
)
AT_AN_END = re.compile(
    r"(?:posted (?:in|under)\b|(?:posted|published) (?:on|by)\b.*\d|last (?:updated|modified)\b"
    r"|filed under\b|categor(?:y|ies)\s*:|tagged\b|tags:|bookmark the\b)",
    re.IGNORECASE,
)
CATEGORY = re.compile(
    r"(?:(?:posted|published|filed) (?:in|under)|categor(?:y|ies)\s*:|filed under:?)\s*"
    r"(?P<category>.+?)\s*(?=$|\.(?:\s|$)|\||(?:,?\s(?:and )?tagged\b|\son\s\w+\s\d|\son\s\d|\sby\s"
    r"|\sbookmark\b))",
    re.IGNORECASE,
)
LONGEST_FOOTER = 400
LONGEST_TITLE = 500


def begins_footer(line: Line, *, is_at_an_end: bool) -> bool:
    """Say whether a line tells where and when the page was posted.

    Some words tell it anywhere; others, which prose uses too, only at either end of the page or
    where the markup says so.
    """
    if len(line.text) > LONGEST_FOOTER:
        return False
    if ALWAYS_FOOTER.match(line.text):
        return True
    return (is_at_an_end or line.mark is Mark.FOOTER) and AT_AN_END.match(line.text) is not None


def category_in(footer: str | None) -> str | None:
    """The category that a footer names, as written."""
    found = CATEGORY.search(footer or "")
    return found["category"].strip(" ,") if found else None


@dataclass(slots=True)
class Front:
    """What the page says of the plan as a whole. `is_open`: it says that no period is stated."""

    title: str = ""
    review: str | None = None
    review_number: int | None = None
    outcome: str = ""
    period: DayRange | None = None
    period_written: str | None = None
    is_open: bool = False
    unread: list[UnreadLine] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def read_front(lines: list[Line], labelled: dict[Block, list[Line]], *, has_actions: bool) -> Front:
    """Read the lines above the first action, and the blocks Outcome and Period by their labels."""
    front = Front()
    rest = joined(lines, by_length=False) if has_actions else lines
    index = _title_at(rest) if rest and (has_actions or _is_titled(rest)) else None
    if index is not None:
        _set_title(front, rest[index])
        why = "It stands before the plan's title."
        front.unread += [UnreadLine(line.line, line.text, why) for line in rest[:index]]
        rest = rest[index + 1 :]
    _read_labelled(front, labelled)
    below = joined(rest) if has_actions else rest
    _read_below_title(front, below, has_actions=has_actions)
    if front.period is None and not front.is_open:
        _period_from_words(front)
    return front


def _read_below_title(front: Front, lines: list[Line], *, has_actions: bool) -> None:
    """The outcome is the first paragraph below the title, or the first line of any kind."""
    why = "It stands between the outcome and the first action."
    if not has_actions:
        why = "No action was found on this page."
    left = [
        line
        for line in lines
        if line.is_kept or not (has_actions and _set_period(front, line.text))
    ]
    if has_actions and not front.outcome:
        likely = [line for line in left if line.mark in (Mark.PLAIN, Mark.ITEM)]
        likely += [line for line in left if line.mark is Mark.HEADING]
        taken = list(takewhile(lambda line: line.is_kept, likely)) or likely[:1]
        front.outcome = "\n".join(line.text for line in taken)
        left = [line for line in left if not any(line is each for each in taken)]
    front.unread += [UnreadLine(line.line, line.text, why) for line in left]


def _is_titled(lines: list[Line]) -> bool:
    return any(line.mark is Mark.TITLE or REVIEW.match(line.text[:LONGEST_TITLE]) for line in lines)


def _title_at(lines: list[Line]) -> int:
    """The line that the markup calls the title, else one that names a review, else the first."""
    for is_one in (
        lambda line: line.mark is Mark.TITLE and REVIEW.match(line.text[:LONGEST_TITLE]),
        lambda line: line.mark is Mark.TITLE,
        lambda line: len(line.text) <= LONGEST_TITLE and REVIEW.match(line.text),
        lambda line: line.mark is not Mark.FOOTER,
    ):
        for index, line in enumerate(lines):
            if is_one(line):
                return index
    return 0


def _set_title(front: Front, line: Line) -> None:
    text, found = line.text, None
    if line.is_kept:
        text, _, front.review = text.partition(KEPT)
        front.title = without_dash(text)
        front.review_number = _number_in(REVIEW.match(f"{front.title} – {front.review}"))
        return
    if len(text) <= LONGEST_TITLE:
        found = REVIEW.match(text) or OTHER_REVIEW.match(text)
    front.title = text
    if found and found["title"].strip():
        front.title = found["title"].strip(" –—-:(")
        front.review = found["review"].strip()
        front.review_number = _number_in(found)


def _number_in(found: re.Match[str] | None) -> int | None:
    """The number of the review that a title names."""
    said = found.groupdict() if found else {}
    words = (said.get("number") or said.get("count") or "").lower()
    digits = "".join(filter(str.isdigit, words))
    return int(digits) if digits else (ORDINALS | NUMBER_WORDS).get(words)


def _read_labelled(front: Front, labelled: dict[Block, list[Line]]) -> None:
    front.outcome = "\n".join(line.text for line in joined(labelled.get(Block.OUTCOME, [])))
    for line in labelled.get(Block.PERIOD, []):
        if line.text == NOT_STATED:
            front.is_open = True
        elif not _set_period(front, line.text, may_be_open=True):
            why = "It stands as the plan's period, but could not be read as one."
            front.unread.append(UnreadLine(line.line, line.text, why))


def _set_period(front: Front, words: str, *, may_be_open: bool = False) -> bool:
    """Take words that are a span of days, and nothing else, as the plan's period."""
    if front.period is not None or len(words) > 80:
        return False
    when = read_when(words.strip(" ()."))
    is_span = when.earliest and when.latest and "range" in when.precision
    if not when.is_read or not (is_span or (may_be_open and when.is_dated)):
        return False
    front.period, front.period_written = when.days, words
    if when.ambiguous and when.note:
        front.questions.append(f"The plan's period, “{words}”: {when.note}")
    return True


def _period_from_words(front: Front) -> None:
    for text in (front.title, front.outcome):
        for found in PERIOD_IN_WORDS.finditer(text[:LONGEST_TITLE]):
            if _set_period(front, found[0]):
                return
