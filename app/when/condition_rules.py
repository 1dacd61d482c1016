"""The rules that read what a date waits for, and other plain words that change no day."""

from __future__ import annotations

from app.when.cursor import Cursor
from app.when.relative_rules import within
from app.when.vocabulary import CONDITIONS, DATE_WORDS, NUMBERED_WORDS, TURNING_WORDS

Place = tuple[int, int]

LONGEST_FREE_TEXT = 14
LONGEST_LABEL = 5
STOPS = DATE_WORDS | TURNING_WORDS
# Words that point back at what stands before: "after which the group will meet" is no condition.
POINTING = frozenset({"which", "that", "this", "these", "those", "it", "them", "per", "a", "an"})
NOT_A_LABEL = frozenset(
    {"complete", "completed", "done", "achieved", "closed", "overdue", "late", "revised", "new",
     "old", "withdrawn", "abandoned", "superseded", "slipped", "extended", "missed", "lapsed",
     "ongoing", "on", "going", "tbc", "in", "the", "at", "for", "of", "and", "since", "after",
     "between", "during", "within", "once", "when", "if", "subject", "start", "starts", "begin",
     "begins", "finish", "end", "ends", "commence", "actual", "actually", "adopted", "approved",
     "forecast", "baseline", "delivered", "met", "started", "launched"}
)  # fmt: skip
INSIDE = "-'&/"


def condition(cursor: Cursor) -> Place | None:
    """ "After user workshops", "3 months after launch": the place of what it waits for."""
    if CONDITIONS.match(cursor):
        is_pointing = cursor.word() in POINTING - {"a", "an"}
        return None if is_pointing else free_text(cursor, numbered=True)
    return cursor.attempt(_counted_from_something)


def _counted_from_something(cursor: Cursor) -> Place | None:
    cursor.take_word(("within",))
    if within(cursor) is None or not cursor.take_word(("after", "of", "from", "following")):
        return None
    if cursor.word() in POINTING - {"a", "an"} or cursor.word() == "now":
        return None
    return free_text(cursor, numbered=True)


def free_text(cursor: Cursor, *, numbered: bool = False) -> Place | None:
    """The place of some plain words that hold no number and no word that turns the sense.

    With `numbered`, a number may stand after "milestone", "action" and the like.
    """
    start, end, before = cursor.peek().start, -1, ""
    for _ in range(LONGEST_FREE_TEXT):
        token = cursor.peek()
        is_joint = token.kind == "mark" and token.text in INSIDE and end > 0
        if is_joint and token.text == "-" and token.spaced:
            break
        if is_joint or (token.kind == "word" and token.text not in STOPS):
            end, before = cursor.take().end, token.text
        elif numbered and before in NUMBERED_WORDS and cursor.attempt(_item_number):
            end, before = cursor.tokens[cursor.at - 1].end, ""
        else:
            break
    stopped = cursor.is_done or (cursor.peek().kind == "mark" and cursor.peek().text in ".;,):-")
    return (start, end) if stopped and end > 0 else None


def _item_number(cursor: Cursor) -> bool | None:
    """ "2", "2.1": the number of a milestone or an action."""
    if cursor.take_number(1, 2) is None:
        return None
    if cursor.peek().text == "." and not cursor.peek().spaced and not cursor.peek(1).spaced:
        cursor.take()
        return True if cursor.take_number(1, 2) is not None else None
    return True


def plain_label(cursor: Cursor) -> Place | None:
    """The "Survey" of "Survey – March 2014": a few words that say what is due then."""
    start, end = cursor.peek().start, -1
    for _ in range(LONGEST_LABEL):
        token = cursor.peek()
        if token.kind != "word" or token.text in STOPS or (end < 0 and token.text in NOT_A_LABEL):
            break
        if len(token.text) < 3 and end < 0:
            break
        if token.text in NOT_A_LABEL - {"the", "of", "and", "for", "new", "revised"}:
            break
        end = cursor.take().end
    is_numbered = cursor.peek().kind in ("number", "ordinal") and len(cursor.peek().text) < 3
    # "Phase 2 June 2014" may be the second phase, in June, or 2 June.
    if end < 0 or is_numbered:
        return None
    cursor.take_mark(":-")
    return start, end
