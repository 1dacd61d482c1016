"""Two roll-ups side by side, and how much of the green was bought by re-dating (rules 5 and 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.formats import counted
from app.slippage import Rating, Standing, State, is_bought_green


@dataclass(frozen=True)
class RollUp:
    """How many milestones have each rating against one date, and the days late of all together."""

    ratings: Mapping[Rating, int]
    days: int


@dataclass(frozen=True)
class RolledUp:
    """Milestones rolled up against their first and their agreed dates.

    `bought` are green against the agreed date only because it was moved, `bought_days` their days
    against the first date.
    """

    first: RollUp
    agreed: RollUp
    bought: int
    bought_days: int

    @property
    def green(self) -> int:
        """How many are green against the agreed date."""
        return self.agreed.ratings[Rating.GREEN]

    @property
    def bought_words(self) -> str:
        """How much of the green was bought by re-dating, in words and figures."""
        if not self.green:
            return "No milestone is green against its agreed date."
        if not self.bought:
            return f"None of the {counted(self.green, 'green milestone')} was bought by re-dating."
        share = round(100 * self.bought / self.green)
        are = "is" if self.bought == 1 else "are"
        return (
            f"{self.bought:,} of the {counted(self.green, 'green milestone')} ({share}%) {are} "
            f"green only because the date was moved: {counted(self.bought_days, 'day')} late "
            "against the first dates, taken together."
        )


def roll_up(standings: Iterable[Standing]) -> RolledUp:
    """All that are not withdrawn. Days early never make up for days late."""
    due = [each for each in standings if each.state is not State.WITHDRAWN]
    bought = [each for each in due if is_bought_green(each)]
    return RolledUp(
        first=_one((each.rating_first, each.slip_first_days) for each in due),
        agreed=_one((each.rating_agreed, each.slip_agreed_days) for each in due),
        bought=len(bought),
        bought_days=sum(each.slip_first_days or 0 for each in bought),
    )


def _one(slips: Iterable[tuple[Rating, int | None]]) -> RollUp:
    ratings, days = dict.fromkeys(Rating, 0), 0
    for rating, slip in slips:
        ratings[rating] += 1
        days += max(0, slip or 0)
    return RollUp(ratings, days)
