"""What two editions of a plan say of its milestones, and what a comparison of them answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.slippage.terms import Days

DOUBTFUL_BELOW = 0.66
"""A match less certain than this is to be asked about."""


@dataclass(frozen=True, slots=True)
class EditionAction:
    """One numbered action as an edition words it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class EditionMilestone:
    """One milestone as an edition words it, with the days that its date was read to mean.

    ``kind`` is what the reader of dates calls it: it begins "unparseable" for "ongoing" or "TBC".
    ``state`` is what the edition itself says of how it goes ("on track", "Green"), if anything.
    ``first_latest`` is the last day of the first date, where the edition still shows it.
    ``identity`` is known only between editions that were kept here: the same number, the same
    milestone, however it is worded.
    """

    action: int
    number: int
    text: str
    as_written: str
    earliest: date | None = None
    latest: date | None = None
    kind: str = ""
    is_dated: bool = False
    met_on: date | None = None
    state: str | None = None
    first_latest: date | None = None
    identity: int | None = None

    @property
    def days(self) -> Days:
        """The days that it means."""
        return Days(self.earliest, self.latest)

    @property
    def place(self) -> str:
        """Where it stands: "2.1" is the first milestone of action 2."""
        return f"{self.action}.{self.number}"

    @property
    def wording(self) -> str:
        """Its words and its date as written."""
        return f"{self.text} – {self.as_written}" if self.as_written.strip() else self.text


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """All the milestones that one edition names, and the day that it was published."""

    day: date
    actions: tuple[EditionAction, ...]
    milestones: tuple[EditionMilestone, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What people answered about doubtful pairs, each by its wording before and after."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()


NO_ANSWERS = Answers()


class ChangeKind(StrEnum):
    """What became of one milestone (domain.md, "Slippage", rules 8 and 9), the worst first."""

    LAUNDERED = "laundered"
    """It had a date and is now "ongoing" or "TBC", or is called green while its date moves."""
    LOST_DATE = "lost date"
    """It has no last day any more, so nothing can be late against it."""
    VANISHED = "vanished"
    REWORDED_AFTER_MET = "reworded after met"
    LATER = "later"
    WIDENED = "widened"
    """It may be finished on more days than before, and no day is taken away."""
    SPLIT = "split"
    RETURNED = "returned"
    """It stands in an earlier edition, and not in the one before this."""
    REWORDED = "reworded"
    NEW = "new"
    GAINED_DATE = "gained date"
    EARLIER = "earlier"
    NARROWED = "narrowed"
    """It may be finished on fewer days than before, and no day is added: said more exactly."""
    UNCHANGED = "unchanged"


SEVERITY = {kind: place for place, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one milestone between two editions.

    ``days`` counts from last day to last day (from first day to first day where neither has a
    last one), above 0 is later; None where one has no day to count. ``interval`` is the least and
    the most that the move can be; None where an end is open. ``days_since_first`` counts from
    the last day first named in any edition. ``certainty``, 0 to 1, is that of the match; of what
    vanished or is new, how sure it is that nothing matches it.
    """

    kinds: tuple[ChangeKind, ...]
    before: EditionMilestone | None
    after: tuple[EditionMilestone, ...]
    """One milestone; several where it was split; none where it vanished."""
    days: int | None
    interval: tuple[int, int] | None
    days_since_first: int | None
    certainty: float
    sentence: str
    possible_match: EditionMilestone | None = None
    """Of what vanished or is new: what it is most like among what is left over, if anything."""
    months_late: int | None = None
    """Of what was laundered: whole months since the day first named, at least."""

    @property
    def kind(self) -> ChangeKind:
        """The one that says most."""
        return self.kinds[0]

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody has to be asked if these are the same milestone."""
        return self.certainty < DOUBTFUL_BELOW

    @property
    def doubts(self) -> tuple[tuple[EditionMilestone, EditionMilestone], ...]:
        """The pairs, before and after, of which somebody has to say if they are the same."""
        if not self.is_doubtful:
            return ()
        before = self.before or self.possible_match
        after = self.after or ((self.possible_match,) if self.possible_match else ())
        return tuple((before, each) for each in after) if before else ()

    @property
    def heir(self) -> EditionMilestone | None:
        """What carries it on: of several parts the one that ends last."""
        return max(self.after, key=ends_last, default=None)

    @property
    def subject(self) -> EditionMilestone:
        """The milestone as it is called now, or was called last."""
        found = self.after[0] if self.after else self.before
        if found is None:
            raise ValueError("A change is of some milestone")
        return found


def plan_order(milestone: EditionMilestone) -> tuple[int, int, str, str, int]:
    """By place in the plan, and then by words, so that the order given never matters."""
    return (
        milestone.action,
        milestone.number,
        milestone.text,
        milestone.as_written,
        milestone.identity or 0,
    )


def ends_last(milestone: EditionMilestone) -> tuple[date, tuple[int, int, str, str, int]]:
    """The order in which parts of one milestone end."""
    return milestone.latest or date.min, plan_order(milestone)
