"""The state and the rating of a milestone or deliverable (domain.md, "Slippage", rules 4, 5)."""

from datetime import date

from app.slippage.lateness import (
    NO_DAYS,
    certainty_of,
    finish,
    has_forecast_after,
    has_last_day,
    is_after,
    is_met,
    late,
    slip_interval,
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
    finished = finish(facts, on)
    if finished is None:
        return _withdrawn()
    state = _state(facts, on)
    slip_first = late(finished, facts.baseline)
    slip_agreed = late(finished, facts.agreed)
    return Standing(
        effective=_effective(facts, finished, on),
        slip_first_days=slip_first,
        slip_agreed_days=slip_agreed,
        slip_first_interval=slip_interval(finished, facts.baseline),
        slip_agreed_interval=slip_interval(finished, facts.agreed),
        certainty=certainty_of(finished, facts.baseline),
        certainty_agreed=certainty_of(finished, facts.agreed),
        state=state,
        rating_first=_rating(slip_first, state, thresholds),
        rating_agreed=_rating(slip_agreed, state, thresholds),
        still_counting=finished.latest is None or _is_still_counting(facts, on),
    )


def _withdrawn() -> Standing:
    """Nothing is due any more, so there is nothing to count or to rate."""
    return Standing(
        effective=None,
        slip_first_days=None,
        slip_agreed_days=None,
        slip_first_interval=None,
        slip_agreed_interval=None,
        certainty=Certainty.NONE,
        certainty_agreed=Certainty.NONE,
        state=State.WITHDRAWN,
        rating_first=Rating.NONE,
        rating_agreed=Rating.NONE,
    )


def _effective(facts: Facts, finished: Days, on: date) -> Days | None:
    """The finish to show: none where only the day asked would be left to show."""
    has_day = is_met(facts, on) or (facts.forecast or facts.agreed or NO_DAYS) != NO_DAYS
    return finished if has_day else None


def _is_still_counting(facts: Facts, on: date) -> bool:
    """Whether each further day adds a day of slip."""
    if is_met(facts, on) or has_forecast_after(facts, on):
        return False
    return not has_last_day(facts.agreed) or is_after(on, facts.agreed)


def _state(facts: Facts, on: date) -> State:
    if facts.actual is not None and facts.actual <= on:
        is_late = is_after(facts.actual, facts.baseline) or is_after(facts.actual, facts.agreed)
        return State.MET_LATE if is_late else State.MET
    if facts.received is not None and facts.received <= on:
        return State.RECEIVED
    if not has_last_day(facts.agreed):
        return State.UNDATED
    if is_after(on, facts.agreed):
        return State.OVERDUE if has_forecast_after(facts, on) else State.LAPSED
    return _state_before_due(facts, on)


def _state_before_due(facts: Facts, on: date) -> State:
    """The state while the last agreed day has not passed."""
    if _ends_later(facts.proposed, facts.agreed):
        return State.SLIPPED_PROPOSED
    if _ends_later(facts.forecast, facts.agreed):
        return State.AT_RISK
    if _ends_later(facts.agreed, facts.baseline):
        return State.SLIPPED_AGREED
    opens = facts.agreed.earliest if facts.agreed else None
    if facts.forecast is None and opens is not None and on < opens:
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
