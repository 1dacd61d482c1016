"""Prose that says a date was once another: proposals for a first date, never applied here."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from app.plans.importing.parts import ReadFirstDate, ReadMilestone
from app.when import When

_EARLIER = r"(?:initially|originally|first|previously)"
_SET = (
    r"(?:planned|scheduled|due|expected|intended|programmed|set|agreed|timetabled|hoped|meant"
    r"|targeted|to\s+be\s+(?:done|ready|finished|completed|delivered))"
)
_FOR = r"(?:\s+(?:for|in|at|on|as|to\s+(?:be\s+\w+|start|finish|happen|take\s+place)))*"
_DATE_WORD = r"(?:date|deadline|target|timescale)"
LEAD = re.compile(
    rf"\b(?:{_EARLIER}\s+(?:{_SET}{_FOR}\s+)?"
    rf"|{_SET}\s+{_EARLIER}{_FOR}\s+"
    rf"|(?:had|should\s+have)\s+been\s+{_SET}{_FOR}\s+"
    rf"|(?:original|initial|first|previous)\s+{_DATE_WORD}\s*(?:was|of|had\s+been|:)?\s+"
    rf"|(?:postponed|delayed|put\s+back|moved|slipped|deferred|rescheduled|changed)\s+from\s+)",
    re.IGNORECASE,
)
PHRASE_IN_BRACKETS = re.compile(
    r"\s*[(\[](?:was\s+)?(?:initially|originally|previously|first\s+(?:planned|due|set)"
    r"|(?:original|initial|previous)\s+(?:date|deadline|target)|postponed|delayed|moved|slipped"
    r"|put\s+back|rescheduled)\b[^()\[\]]{1,100}[)\]]",
    re.IGNORECASE,
)
STOPS = re.compile(
    r"[,;()\[\]]|[.!?](?=\s|$)|\s(?:but|however|as|because|which|although|though|when|where|so"
    r"|until|then|was|were|has|have|had|is)\s",
    re.IGNORECASE,
)
MOST_WORDS = 8
LONGEST_SENTENCE = 2_000
SMALL_WORDS = frozenset(
    "the a an of and or to for in on at by with its this that our was were is be been has had"
    " it work action actions milestone".split()
)
NAMED_NUMBER = re.compile(r"\bmilestone\s+(\d{1,3})\b", re.IGNORECASE)


def first_dates_in(
    sentence: str,
    read: Callable[[str], When],
    milestones: Sequence[ReadMilestone],
    *,
    number: int | None = None,
) -> list[ReadFirstDate]:
    """Find the earlier dates that one sentence gives.

    `read` reads a date as written. `number` is the milestone where the sentence stands in its
    own line; otherwise it is the one milestone that the words before the date name.
    """
    if len(sentence) > LONGEST_SENTENCE:
        return []
    found: list[ReadFirstDate] = []
    said_to = 0
    for lead in LEAD.finditer(sentence):
        when = _longest_date(sentence[lead.end() :], read)
        if when is None:
            continue
        before = sentence[: lead.end()].strip()
        whose = (
            number
            if number is not None
            else _milestone_named(sentence[said_to : lead.start()], milestones)
        )
        said_to = lead.end()
        found.append(ReadFirstDate(before, when, whose, sentence))
    return found


def _longest_date(text: str, read: Callable[[str], When]) -> When | None:
    stop = STOPS.search(f"{text} ")
    words = (text[: stop.start()] if stop else text).split()[:MOST_WORDS]
    for count in range(len(words), 0, -1):
        when = read(" ".join(words[:count]))
        if when.is_read and when.is_dated:
            return when
    return None


def _milestone_named(subject: str, milestones: Sequence[ReadMilestone]) -> int | None:
    """The only milestone whose words the subject repeats best, or None where two do."""
    if named := NAMED_NUMBER.search(subject):
        numbers = [each.number for each in milestones if each.number == int(named[1])]
        return numbers[0] if len(numbers) == 1 else None
    words = _stems(subject)
    scores = [(_share(words, _stems(each.text)), each.number) for each in milestones]
    best = max((score for score, _ in scores), default=0.0)
    numbers = [number for score, number in scores if score == best]
    return numbers[0] if best > 0 and len(numbers) == 1 else None


def _stems(text: str) -> list[str]:
    words = re.findall(r"[a-z]+", text.lower()[:LONGEST_SENTENCE])
    return [word for word in words if word not in SMALL_WORDS and len(word) > 2]


def _share(subject: list[str], milestone: list[str]) -> float:
    """How much of a milestone's words, 0 to 1, stand in the subject, near-spellings included."""
    if not milestone:
        return 0.0
    hits = [word for word in milestone if any(_is_alike(word, other) for other in subject)]
    return len(hits) / len(milestone)


def _is_alike(one: str, other: str) -> bool:
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return True
    return len(one) > 5 and SequenceMatcher(None, one, other).ratio() > 0.85
