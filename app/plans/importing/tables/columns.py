"""What the columns of a plan's table are called, and which of our fields each heading means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column holds, in the words of the plan."""

    NUMBER = "number"
    ACTION = "action"
    MILESTONE = "milestone"
    WHEN = "when"
    FIRST_DATE = "first date"
    WHO = "who"
    PROGRESS = "progress"
    STATE = "state"
    MET = "met"
    SUCCESS = "success"
    NOT_READ = "not read"


COLUMN_WORDS: dict[Column, str] = {
    Column.NUMBER: "Number of the action",
    Column.ACTION: "Action",
    Column.MILESTONE: "Milestones (the steps)",
    Column.WHEN: "When",
    Column.FIRST_DATE: "When it was first to be",
    Column.WHO: "Who",
    Column.PROGRESS: "Action Progress",
    Column.STATE: "How it goes (on track, red, complete)",
    Column.MET: "The day it was met",
    Column.SUCCESS: "Success against Outcome",
    Column.NOT_READ: "Not read: list its words",
}
ONLY_ONCE = frozenset(
    {
        Column.NUMBER,
        Column.ACTION,
        Column.MILESTONE,
        Column.WHEN,
        Column.FIRST_DATE,
        Column.STATE,
        Column.MET,
    }
)
_PHRASES: dict[Column, str] = {
    Column.NUMBER: "no|number|ref|reference|ref no|id|item|action no|action number|action ref|nr",
    Column.ACTION: (
        "action|actions|what|what we will do|what will we do|what will be done|what we are doing"
        "|action to be taken|key action|key actions|activity|activities|task|project|action text"
        "|agreed action|proposed action|what needs to happen|priority action"
    ),
    Column.MILESTONE: (
        "how|how we will do it|how will we do it|how will it be done|step|steps|key steps"
        "|milestone|milestones|key milestones|tasks|stage|stages|method|actions required"
        "|steps to be taken|how we will do this|deliverable|deliverables|sub action|sub actions"
    ),
    Column.WHEN: (
        "when|by when|timescale|timescales|time scale|time scales|timeframe|timeline|timing"
        "|target date|target dates|due|due date|due by|deadline|date|dates|date due|target"
        "|completion date|end date|revised date|current date|revised timescale|current target"
        "|date for completion|to be completed by|complete by|agreed date|new date|revised target"
    ),
    Column.FIRST_DATE: (
        "original date|original target|original target date|original timescale|original deadline"
        "|first date|baseline|baseline date|initial date|initial target date|planned date"
        "|original due date|first planned"
    ),
    Column.WHO: (
        "who|by whom|who is involved|who will do it|partners|partner|lead|lead officer|leads"
        "|lead partner|lead partners|lead agency|responsible|responsibility|responsible officer"
        "|owner|action owner|person responsible|delivery partners|lead person|led by|organisation"
        "|who is responsible|accountable|resources and partners"
    ),
    Column.PROGRESS: (
        "progress|update|updates|action progress|progress to date|progress update|comments|comment"
        "|notes|commentary|current position|latest position|action update|latest update|remarks"
        "|where are we now|progress made|position"
    ),
    Column.STATE: (
        "status|rag|rag status|state|current status|rag rating|rating|progress status|traffic light"
        "|on track|brag|brag status|complete"
    ),
    Column.MET: (
        "completed|date completed|completed on|actual date|actual|date achieved|achieved"
        "|date met|met|done|actual completion|actual completion date|completed date|date done"
    ),
    Column.SUCCESS: (
        "outcome|outcomes|success|measure|measures|success against outcome|measure of success"
        "|measures of success|success measures|success criteria|outcome measures|indicator"
        "|indicators|kpi|kpis|evidence|impact|performance measure|performance measures|results"
        "|success against outcomes|how will we know|how we will know|expected outcome|result"
    ),
    Column.NOT_READ: (
        "theme|priority|objective|aim|goal|cost|budget|resources|risk|start date|start|links"
    ),
}
KNOWN = {phrase: column for column, phrases in _PHRASES.items() for phrase in phrases.split("|")}
LIKELY = 0.6
LONGEST_HEADING = 80
_WORD = re.compile(r"[a-z]+")
_SMALL = frozenset("the a an of and or to for by in on is will be it we this our".split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is taken for, and whether its heading is a known one."""

    column: Column
    is_known: bool


def plain(heading: str) -> str:
    """A heading without case, marks and breaks."""
    return " ".join(_WORD.findall(heading.casefold()))


def known(heading: str) -> Column | None:
    """The column that a known heading means."""
    if len(heading) > LONGEST_HEADING:
        return None
    bare = plain(heading)
    return KNOWN.get(bare) if bare else (Column.NUMBER if heading.strip() == "#" else None)


def proposed(headings: Sequence[str]) -> tuple[Proposal, ...]:
    """What each of these headings means: by the list of known ones, else by likeness.

    A field that stands in one column only goes to the best of those that claim it.
    """
    claims = [_claim(each) for each in headings]
    taken: dict[Column, int] = {}
    for at, (column, alike) in enumerate(claims):
        if column in ONLY_ONCE:
            best = taken.get(column)
            if best is None or alike > claims[best][1]:
                taken[column] = at
    found: list[Proposal] = []
    for at, (column, alike) in enumerate(claims):
        if column in ONLY_ONCE and taken[column] != at:
            column, alike = _second_choice(headings[at], column, taken), 0.0
            if column in ONLY_ONCE:
                taken[column] = at
        found.append(Proposal(column, alike == 1.0))
    return tuple(found)


def _second_choice(heading: str, first: Column, taken: Mapping[Column, int]) -> Column:
    """Of two action columns the second is likely the steps; of two dates neither is guessed."""
    if first is Column.ACTION and Column.MILESTONE not in taken and known(heading):
        return Column.MILESTONE
    return Column.NOT_READ


def _claim(heading: str) -> tuple[Column, float]:
    exact = known(heading)
    if exact is not None:
        return exact, 1.0
    words = _telling(plain(heading[:LONGEST_HEADING]))
    best, found = 0.0, Column.NOT_READ
    for phrase, column in KNOWN.items():
        other = _telling(phrase)
        alike = 2 * len(words & other) / (len(words) + len(other)) if words and other else 0.0
        if alike > best:
            best, found = alike, column
    return (found, best) if best >= LIKELY else (Column.NOT_READ, 0.0)


def _telling(phrase: str) -> frozenset[str]:
    words = phrase.split()
    return frozenset(word for word in words if word not in _SMALL) or frozenset(words)
