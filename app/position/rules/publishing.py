"""Which late milestones a new edition must say something about, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.slippage import State


@dataclass(frozen=True)
class Slip:
    """What is on record of a milestone on a day, as far as it tells since when it is late.

    `due` is the last day of the agreed date, `agreed_on` the day on which that was agreed.
    """

    state: State
    is_late: bool
    was_dated: bool
    agreed_on: date | None
    due: date | None
    forecast_on: date | None
    proposed_on: date | None
    actual: date | None


def slipped_since(slip: Slip, on: date) -> date | None:
    """The day since which a milestone is late as it is now; None where it is not.

    A sentence approved before that day says nothing of this slip. A date that was lost is one too.
    """
    if slip.state is State.WITHDRAWN:
        return None
    if slip.state is State.UNDATED:
        return (slip.agreed_on or on) if slip.was_dated else None
    if not slip.is_late:
        return None
    if slip.state is State.MET_LATE:
        return slip.actual or on
    if slip.due is not None and slip.due < on:
        return slip.due + timedelta(days=1)
    known = {
        State.AT_RISK: slip.forecast_on,
        State.SLIPPED_PROPOSED: slip.proposed_on,
    }
    return known.get(slip.state) or slip.agreed_on or on
