"""The state and the rating of a milestone or deliverable (domain.md, "Slippage", rules 4, 5)."""

from datetime import date

from app.slippage.lateness import (
    Ends,
    ends,
    has_forecast_after,
    is_after,
    is_met,
    slip_against,
)
from app.slippage.terms import (
    STANDARD_THRESHOLDS,
    Certainty,
    Days,
    Facts,
    Rating,
    Standing,
    State,
    Thresholds,
)


def standing(facts: Facts, on: date, thresholds: Thresholds = STANDARD_THRESHOLDS) -> Standing:
    """Where one milestone or deliverable stands on the given day (rules 1 to 5).

    The first state of this list that holds is the state:

    - ``met late``: met after the last day of the first date or of the agreed one, since
      re-agreeing a date never clears the first; ``met``: otherwise met
    - ``withdrawn``
    - ``received – awaiting acceptance``, also when that was late: it is now for us to accept
    - ``undated``: the agreed date has no last day, whatever the forecast
    - ``overdue``: the day is past the agreed date and a forecast names a later day;
      ``lapsed``: past it and none does, even if a new date is waiting for approval
    - ``slipped – proposed``: a later date, or one without a last day, waits for approval
    - ``at risk``: the forecast ends after the agreed date, or has no last day
    - ``slipped – agreed``: the agreed date ends after the first one
    - ``planned``: the agreed days have not begun and there is no forecast; ``on track``: all else
    """
    return standing_of(facts, ends(facts, on.toordinal()), on, thresholds)


def standing_of(facts: Facts, finished: Ends | None, on: date, thresholds: Thresholds) -> Standing:
    """``standing`` where the effective finish on that day is known already."""
    if finished is None:
        return _WITHDRAWN
    state = _state(facts, on)
    first = slip_against(finished, facts.baseline)
    slip, certainty, least, most = first
    rating = rating_agreed = _rating(slip, state, thresholds)
    slip_agreed, certainty_agreed, least_agreed, most_agreed = first
    if facts.agreed is not facts.baseline:  # else the first date is still the agreed one
        slip_agreed, certainty_agreed, least_agreed, most_agreed = slip_against(
            finished, facts.agreed
        )
        rating_agreed = _rating(slip_agreed, state, thresholds)
    return Standing(
        _effective(facts, finished, on),
        slip,
        slip_agreed,
        least,
        most,
        least_agreed,
        most_agreed,
        certainty,
        certainty_agreed,
        state,
        rating,
        rating_agreed,
        finished[1] is None or _is_still_counting(facts, on),
    )


_WITHDRAWN = Standing(
    effective=None,
    slip_first_days=None,
    slip_agreed_days=None,
    slip_first_least=None,
    slip_first_most=None,
    slip_agreed_least=None,
    slip_agreed_most=None,
    certainty=Certainty.NONE,
    certainty_agreed=Certainty.NONE,
    state=State.WITHDRAWN,
    rating_first=Rating.NONE,
    rating_agreed=Rating.NONE,
)
"""Nothing is due any more, so there is nothing to count or to rate."""


def _effective(facts: Facts, finished: Ends, on: date) -> Days | None:
    """The finish to show: none where only the day asked would be left to show."""
    if facts.actual is not None and facts.actual <= on:
        return Days(facts.actual, facts.actual)
    expected = facts.forecast or facts.agreed
    if expected is None or (expected.earliest is None and expected.latest is None):
        return None
    if expected.earliest is not None and expected.earliest >= on:
        return expected
    return Days(on, None if finished[1] is None else date.fromordinal(finished[1]))


def _is_still_counting(facts: Facts, on: date) -> bool:
    """Whether each further day adds a day of slip."""
    agreed = facts.agreed
    if agreed is not None and agreed.latest is not None and on <= agreed.latest:
        return False
    return not is_met(facts, on) and not has_forecast_after(facts, on)


def _state(facts: Facts, on: date) -> State:
    if facts.actual is not None and facts.actual <= on:
        is_late = is_after(facts.actual, facts.baseline) or is_after(facts.actual, facts.agreed)
        return State.MET_LATE if is_late else State.MET
    if facts.received is not None and facts.received <= on:
        return State.RECEIVED
    if facts.agreed is None or facts.agreed.latest is None:
        return State.UNDATED
    if on > facts.agreed.latest:
        return State.OVERDUE if has_forecast_after(facts, on) else State.LAPSED
    return _state_before_due(facts, facts.agreed, on)


def _state_before_due(facts: Facts, agreed: Days, on: date) -> State:
    """The state while the last agreed day has not passed."""
    if facts.proposed is not None and _ends_later(facts.proposed, agreed):
        return State.SLIPPED_PROPOSED
    if facts.forecast is not None and _ends_later(facts.forecast, agreed):
        return State.AT_RISK
    if facts.baseline is not agreed and _ends_later(agreed, facts.baseline):
        return State.SLIPPED_AGREED
    if facts.forecast is None and agreed.earliest is not None and on < agreed.earliest:
        return State.PLANNED
    return State.ON_TRACK


def _ends_later(new: Days | None, old: Days | None) -> bool:
    """Whether the last day moved later or was lost; what had no last day cannot slip."""
    if new is None or old is None or old.latest is None:
        return False
    return new.latest is None or new.latest > old.latest


def _rating(slip: int | None, state: State, thresholds: Thresholds) -> Rating:
    if slip is None:
        return Rating.NONE
    if slip <= thresholds.green:
        return Rating.NONE if state is State.UNDATED else Rating.GREEN
    return Rating.AMBER if slip <= thresholds.amber else Rating.RED
