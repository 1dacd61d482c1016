"""One milestone as the plan's page shows it: where it stands, in words, and its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.position.queries.flag_entries import FlagOn
from app.position.queries.positions import MilestonePosition
from app.position.queries.sentences import SentenceOn
from app.position.rules import FlagState, push_words, pushed_words, rating_words, what_moved
from app.slippage import (
    Rating,
    Standing,
    State,
    Thresholds,
    days_late_words,
    range_words,
)

_WAITS_FOR_SOMEBODY = frozenset(
    {
        State.AT_RISK,
        State.SLIPPED_PROPOSED,
        State.SLIPPED_AGREED,
        State.OVERDUE,
        State.LAPSED,
    }
)
_NOT_LATE = frozenset({Rating.GREEN, Rating.NONE})
_WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN)


@dataclass(frozen=True)
class Lateness:
    """Days late against one date, in words: "365 days late", the range, the colour's meaning."""

    words: str
    range: str
    rating: Rating
    rating_words: str


@dataclass(frozen=True)
class MilestoneLine:
    """One milestone on the page."""

    position: MilestonePosition
    approved: tuple[SentenceOn, ...]
    waiting: SentenceOn | None
    limits: Thresholds
    flags: tuple[FlagOn, ...] = ()

    @property
    def is_flagged(self) -> bool:
        """Whether it carries a flag: late against a date, at risk, or moved (rules 4 and 8)."""
        found = self.position.standing
        is_late = {found.rating_first, found.rating_agreed} - _NOT_LATE
        is_hidden = self.position.laundered is not None
        return bool(is_late or self.flags or is_hidden) or found.state in _WAITS_FOR_SOMEBODY

    @property
    def is_pushed(self) -> bool:
        """Whether another milestone pushes it back."""
        return self.position.pushed_by is not None

    @property
    def rating(self) -> Rating:
        """The colour of its state."""
        return worst_rating(self.position.standing)

    @property
    def against_first(self) -> Lateness:
        """How late it is against the first date."""
        found = self.position.standing
        return Lateness(
            days_late_words(found, "first"),
            range_words(found, "first"),
            found.rating_first,
            rating_words(found.rating_first, self.limits),
        )

    @property
    def against_agreed(self) -> Lateness:
        """How late it is against the agreed date."""
        found = self.position.standing
        return Lateness(
            days_late_words(found, "agreed"),
            range_words(found, "agreed"),
            found.rating_agreed,
            rating_words(found.rating_agreed, self.limits),
        )

    @property
    def why(self) -> str:
        """The cause in a sentence and the reason on record; empty where neither is known."""
        reason = self.position.reason.strip()
        whole = f"{reason}." if reason and reason[-1] not in ".!?" else reason
        return " ".join(part for part in (self.position.cause_sentence, whole) if part)

    @property
    def moved(self) -> str:
        """How the facts moved since the newest sentence in *Action Progress* was written."""
        if not self.approved:
            return ""
        newest = max(self.approved, key=lambda each: (each.decided_on or date.min, each.id))
        return what_moved(newest.rests_on, self.position.rests_on)

    @property
    def pushes(self) -> list[str]:
        """What it pushes back, a sentence for each."""
        return [f"It {push_words(pushed)}." for pushed in self.position.pushes]

    @property
    def pushed_by(self) -> str:
        """What pushes it back, in a sentence; empty where nothing does."""
        by = self.position.pushed_by
        return pushed_words(by.pushed, by.cause_named) if by else ""


def milestone_line(
    position: MilestonePosition,
    sentences: Sequence[SentenceOn],
    limits: Thresholds,
    flags: Sequence[FlagOn] = (),
) -> MilestoneLine:
    """A milestone with the sentences that had been written about it, and its flags not closed."""
    return MilestoneLine(
        position=position,
        approved=tuple(each for each in sentences if each.is_approved),
        waiting=next((each for each in sentences if each.is_waiting), None),
        limits=limits,
        flags=tuple(each for each in flags if each.state is not FlagState.CLOSED),
    )


def lateness_words(found: Standing, against: Literal["first", "agreed"]) -> str:
    """Days late against a date with what they leave open: "365 days late (at least 335 …)"."""
    words, between = days_late_words(found, against), range_words(found, against)
    return f"{words} ({between})" if between else words


def worst_rating(found: Standing) -> Rating:
    """The worse of the two ratings: a date agreed again never clears the first (rule 2)."""
    ratings = {found.rating_first, found.rating_agreed}
    return next((rating for rating in _WORST_FIRST if rating in ratings), Rating.NONE)
