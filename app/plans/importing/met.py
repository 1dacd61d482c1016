"""Words that say a milestone is done, and the day where they give one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.when import When

_DONE = r"(?:completed?|done|achieved|finished|delivered|met|fully\s+met|now\s+complete)"
DONE = re.compile(rf"(?:action\s+|task\s+|milestone\s+)?{_DONE}\.?", re.IGNORECASE)
_STATES = re.compile(
    rf"(?:rag\s*:?\s*)?(?:blue\s*[-–—:(]\s*)?(?:{_DONE}|100\s?%|closed)\s*\)?"
    r"(?:\s*[-–—:,(]?\s*(?:on|in)?\s*(?P<day>\d.{3,20}|[A-Z][a-z]+\s.{3,16}?))?\)?\.?",
    re.IGNORECASE,
)
AT_END = re.compile(
    rf"(?P<before>.*?)\s*(?:[-–—:;,|]\s*|[(\[]\s*)(?P<done>{_DONE})"
    r"(?:\s*(?:[-–—:,]|on|in)?\s*(?P<day>[^()\[\]]{4,30}))?\s*[)\]]?\.?",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Met:
    """That it is done; `on` the day, where one day is named; `said` the words that say so."""

    on: date | None
    said: str


def met_in_state(state: str, read: Callable[[str], When]) -> Met | None:
    """What a status says: "Complete", "Completed 12 October 2013". "Not complete" says nothing."""
    words = " ".join(state.split())
    found = _STATES.fullmatch(words) if len(words) <= LONGEST else None
    if found is None:
        return None
    return Met(_one_day(found["day"], read), words)


def met_at_end(
    words: str, read: Callable[[str], When], said_on: date | None
) -> tuple[str, Met] | None:
    """A milestone's words without what they end with: "Establish page – Sept 2013 (completed)".

    "Complete March 2014", said before March 2014, is what is to be done: None.
    """
    if len(words) > LONGEST:
        return None
    found = AT_END.fullmatch(words)
    if found is None or not found["before"].strip():
        return None
    day = found["day"]
    if day is not None:
        when = read(day.strip())
        if not (when.is_read and when.earliest and said_on and when.earliest <= said_on):
            return None
    before = found["before"].strip()
    return before, Met(_one_day(day, read), words[len(before) :].strip(" –—-:;,|"))


def _one_day(words: str | None, read: Callable[[str], When]) -> date | None:
    """The day that words name, where they name exactly one."""
    if not words:
        return None
    when = read(words.strip(" ()."))
    return when.earliest if when.is_read and when.earliest == when.latest else None
