"""Cuts a milestone line of a plan into its text and the date at its end."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from app.when.model import DayRange, When
from app.when.reader import LONGEST, Tails, read_cell
from app.when.setting import Setting
from app.when.tokens import DASHES, Token, tokenise
from app.when.vocabulary import DATE_WORDS, MONTHS, QUARTER_WORDS, WEEKDAYS

MOST_WORDS = 24
LONGEST_LINE = 2000
# A number after one of these is a label, as in "Phase 2" or "section 1.2.13".
LABEL_WORDS = frozenset(
    {"phase", "stage", "part", "section", "paragraph", "para", "clause", "version", "v", "item",
     "page", "number", "no", "ref", "reference", "room", "building", "policy", "action",
     "milestone", "step", "objective", "outcome", "priority", "level", "tier", "zone", "act"}
)  # fmt: skip
# A text that ends in one of these was cut in the middle of what it says about the date.
UNFINISHED = frozenset(
    {"for", "of", "in", "on", "at", "the", "a", "an", "and", "or", "to", "not", "no", "than",
     "but", "except", "since", "as", "if", "this", "that", "about", "around", "circa", "between",
     "from", "after", "before", "by", "until", "till", "during", "within", "nearly",
     "almost", "very", "pre", "post", "mid", "start", "beginning", "middle", "w", "c", "latest",
     "earliest", "previous", "previously", "originally", "was", "were", "year", "fy", "financial",
     "fiscal", "academic", "school", "tax", "plan", "tail", "later", "per", "every", "each",
     "through", "up", "over", "commencing", "ending", "starting", "is"}
)  # fmt: skip
PREPOSITIONS = frozenset({"by", "from", "in", "before", "after", "until", "during", "between"})
ALONE_AT_END = frozenset({"unparseable: ongoing", "unparseable: asap", "unparseable: tbc"})


def split_trailing_when(
    line: str, *, said_on: date | None = None, plan_period: DayRange | None = None
) -> tuple[str, When] | None:
    """The text and the when of "Review – March 2014": the longest tail that reads as a date.

    None if the line is of over 2,000 characters, if no tail is wholly a date, if nothing would be
    left of the text, or if the text would end in the middle of what it says about the date. A
    date that lacks only its year is split off after a dash, colon, bracket or comma, and comes
    back unread, with its question.
    """
    if len(line) > LONGEST_LINE:
        return None
    tokens = tokenise(line)
    tails = Tails(tokens)
    setting = Setting(said_on, plan_period)
    for at in range(max(1, len(tokens) - 2 * MOST_WORDS), len(tokens)):
        if not _may_begin(tokens, at) or len(line) - tokens[at].start > LONGEST:
            continue
        if not tails.is_understood(at):
            continue
        when = read_cell(line[tokens[at].start :].strip(), setting, labels=False)
        if not _is_date(when) or (tokens[at].text == "to" and when.kind == "window"):
            continue
        return _cut(line, tokens, at, when)
    return None


def _is_date(when: When) -> bool:
    return when.is_read or when.precision != "none"


def _may_begin(tokens: tuple[Token, ...], at: int) -> bool:
    """A date begins at a word after a space, never right after "Phase" or another label."""
    token, before = tokens[at], tokens[at - 1]
    if not token.spaced and not (before.kind == "mark" and before.text in "-:,("):
        return False
    if token.kind == "mark" and token.text != "(":
        return False
    is_numeric = token.kind in ("number", "ordinal")
    return not (is_numeric and before.kind == "word" and before.text in LABEL_WORDS)


def _cut(line: str, tokens: tuple[Token, ...], at: int, when: When) -> tuple[str, When] | None:
    text = line[: tokens[at].start].rstrip()
    marks = "".join(DASHES) + ":,;("
    separated = tokens[at].text == "(" or text.endswith(tuple(marks))
    text = text.rstrip(marks + " \u00a0").rstrip()
    last = next((token for token in reversed(tokens[:at]) if token.kind != "mark"), None)
    if not text or last is None or _breaks_off(tokens[: at + 1], last, separated):
        return None
    if _names_a_month_and_year(tokens[:at]):
        return None
    if not _stands_alone(when, separated):
        return None
    return text, when


def _names_a_month_and_year(head: tuple[Token, ...]) -> bool:
    """Two dates in one line are not told apart by guessing."""
    pairs = pairwise(head)
    return any(one.text in MONTHS and _is_year(two) for one, two in pairs)


def _is_year(token: Token) -> bool:
    return token.kind == "number" and len(token.text) == 4


def _breaks_off(tokens: tuple[Token, ...], last: Token, separated: bool) -> bool:
    """True if the text would end in words that belong to the date. The last token begins it."""
    if last.text in UNFINISHED or last.text in WEEKDAYS or last.text in MONTHS:
        return True
    if last.kind == "word":
        return last.text in DATE_WORDS and not separated
    if separated:
        return _is_year(last) and tokens[-2].text == "-"
    at = tokens.index(last)
    before = tokens[at - 1] if at else None
    is_label = before is not None and before.text in LABEL_WORDS | QUARTER_WORDS
    is_code = before is not None and before.kind == "word" and not last.spaced
    return not (is_label or is_code or tokens[-1].text in PREPOSITIONS)


def _stands_alone(when: When, separated: bool) -> bool:
    """Undated words, bare years and dates with no year are split off only after a mark."""
    if separated or when.kind in ALONE_AT_END:
        return True
    return when.is_dated and when.precision != "year" and "recurring" not in when.kind
