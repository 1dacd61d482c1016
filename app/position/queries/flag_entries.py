"""A flag as it stood on a day, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.position.queries.sentences import SentenceOn
from app.position.rules import FlagAct, FlagKind, FlagState


@dataclass(frozen=True)
class EventOn:
    """What the check found on a day, in words."""

    act: FlagAct
    degree: str
    words: str
    day: date
    recorded_at: datetime


@dataclass(frozen=True)
class OwnerOn:
    """Who had a flag from a day on, and who gave it to them."""

    person_id: int
    name: str
    why: str
    day: date
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class AnswerOn:
    """An answer, and by when what it proposes is done: as written, and its last day."""

    id: int
    cause: str
    consequence: str
    options: str
    proposal: str
    by_when: str
    latest: date | None
    day: date
    recorded_at: datetime
    by_id: int
    by: str


@dataclass(frozen=True)
class FlagOn:
    """One flag as it stood on a day: where, what, whose, and all that was done about it.

    `deliverable` and `deliverable_number` are set where it is a deliverable's. The newest answer
    counts. `sentences` were approved for the milestone since the flag was raised.
    """

    id: int
    kind: FlagKind
    state: FlagState
    milestone_id: int
    plan_id: int
    plan_slug: str
    plan_title: str
    action_number: int
    milestone_number: int
    milestone_text: str
    deliverable_id: int | None
    deliverable: str
    deliverable_number: int | None
    commission: str
    raised_on: date
    events: tuple[EventOn, ...]
    owners: tuple[OwnerOn, ...]
    answers: tuple[AnswerOn, ...]
    sentences: tuple[SentenceOn, ...]
    waiting: SentenceOn | None = None
    """The sentence that answers it and waits for another person's decision."""

    @property
    def about(self) -> str:
        """What it is about: the deliverable, or the milestone."""
        return self.deliverable or self.milestone_text

    @property
    def place(self) -> str:
        """Where that stands in the plan."""
        return f"Action {self.action_number}, milestone {self.milestone_number}"

    @property
    def degree(self) -> str:
        """How bad it is, or was when it was closed."""
        return self.events[-1].degree

    @property
    def kind_words(self) -> str:
        """What is wrong, after "is": "past its date", "undated"."""
        return "undated now" if self.kind is FlagKind.UNDATED else self.kind.value

    @property
    def degree_words(self) -> str:
        """How bad it is, where that says more than what is wrong: "lapsed", "definitely"."""
        if self.kind is FlagKind.PUSHED:
            return "possibly" if self.degree == "possible" else "definitely"
        says_no_more = (FlagKind.AT_RISK, FlagKind.KEPT_GREEN, "undated")
        return "" if self.degree in says_no_more else self.degree

    @property
    def since(self) -> date:
        """The day from which it has been open, after having been closed too."""
        opened = [e.day for e in self.events if e.act in (FlagAct.RAISED, FlagAct.REOPENED)]
        return opened[-1]

    @property
    def closing(self) -> EventOn | None:
        """How it was closed, if it is."""
        return self.events[-1] if self.state is FlagState.CLOSED else None

    @property
    def owner(self) -> OwnerOn | None:
        """Whose it is."""
        return self.owners[-1] if self.owners else None

    @property
    def answer(self) -> AnswerOn | None:
        """The newest answer since it was opened."""
        newest = self.answers[-1] if self.answers else None
        return newest if newest is not None and newest.day >= self.since else None

    @property
    def is_spent(self) -> bool:
        """Whether it was answered, and the day of the answer has passed."""
        return self.state is FlagState.OPEN and self.answer is not None
