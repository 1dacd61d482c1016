"""What hurts most: the order of the position's page."""

from __future__ import annotations

from dataclasses import dataclass

from app.slippage import Certainty, Standing, State

HURTS_MOST = (
    "What hurts most comes first: what is surely late before what may be; then by days against the "
    "first date, by the days and the number of milestones that it pushes back, and by how long "
    "its flag has waited for an answer."
)
"""The order in a sentence, for the page."""

_DONE = frozenset({State.MET, State.MET_LATE, State.WITHDRAWN})
_SURENESS = {Certainty.DEFINITE: 0, Certainty.POSSIBLE: 1}


@dataclass(frozen=True)
class Hurt:
    """What the place of one milestone in the order depends on. Days; `waiting` for an answer."""

    standing: Standing
    is_laundered: bool = False
    is_pushed: bool = False
    pushes: int = 0
    pushed_days: int = 0
    waiting: int = 0

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts what hurts most to the front."""
        found = self.standing
        late = max(found.slip_first_days or 0, found.slip_agreed_days or 0, 0)
        return (
            found.state in _DONE,
            self._doubt(),
            -late,
            -self.pushed_days,
            -self.pushes,
            -self.waiting,
        )

    def _doubt(self) -> int:
        """0 for what is surely late, 1 for what may be, 2 for what is only pushed or undated."""
        found = self.standing
        surest = min(_SURENESS.get(found.certainty, 3), _SURENESS.get(found.certainty_agreed, 3))
        if surest < 3:
            return surest
        return 2 if self.is_laundered or self.is_pushed or found.state is State.UNDATED else 3
