"""The state of one milestone, as a table of cases: what is on record, on which day, is what."""

from dataclasses import replace
from datetime import date

import pytest

from app.slippage import Days, Facts, State, standing

MARCH = Days(date(2014, 3, 1), date(2014, 3, 31))
APRIL = Days(date(2014, 4, 1), date(2014, 4, 30))
JUNE = Days(date(2014, 6, 1), date(2014, 6, 30))
SPRING = Days(date(2014, 3, 1), date(2014, 5, 31))
BY_MARCH = Days(None, date(2014, 3, 31))
FROM_MARCH = Days(date(2014, 3, 1), None)
ONGOING = Days(None, None)

BEFORE, DURING, LAST, AFTER = (
    date(2014, 2, 1),
    date(2014, 3, 10),
    date(2014, 3, 31),
    date(2014, 4, 10),
)
DUE = Facts(MARCH, MARCH)
RE_AGREED = Facts(MARCH, APRIL)
UNDATED = Facts(MARCH, ONGOING)


@pytest.mark.parametrize(
    ("record", "facts", "on", "state"),
    [
        ("dated, its window not open", DUE, BEFORE, "planned"),
        ("the day before its window opens", DUE, date(2014, 2, 28), "planned"),
        ("the first day of its window", DUE, date(2014, 3, 1), "on track"),
        ("inside its window", DUE, DURING, "on track"),
        ("the last day of its window", DUE, LAST, "on track"),
        ("the day after its window", DUE, date(2014, 4, 1), "lapsed"),
        ("due by a day, with no first day", Facts(BY_MARCH, BY_MARCH), BEFORE, "on track"),
        ("due by a day that has passed", Facts(BY_MARCH, BY_MARCH), AFTER, "lapsed"),
        ("forecast on time, before the window", replace(DUE, forecast=MARCH), BEFORE, "on track"),
        ("forecast late", replace(DUE, forecast=APRIL), BEFORE, "at risk"),
        ("forecast wider", replace(DUE, forecast=SPRING), DURING, "at risk"),
        ("forecast without a last day", replace(DUE, forecast=FROM_MARCH), DURING, "at risk"),
        ("forecast as to be confirmed", replace(DUE, forecast=ONGOING), DURING, "at risk"),
        ("forecast late, and past its date", replace(DUE, forecast=JUNE), AFTER, "overdue"),
        ("forecast begun, not over", replace(DUE, forecast=SPRING), AFTER, "overdue"),
        ("forecast from a day to come", replace(DUE, forecast=Days(date(2014, 6, 1), None)),
         AFTER, "overdue"),
        ("forecast from a day gone by", replace(DUE, forecast=FROM_MARCH), AFTER, "lapsed"),
        ("forecast that passed too", replace(DUE, forecast=APRIL), date(2014, 5, 1), "lapsed"),
        ("forecast for this very day", replace(DUE, forecast=Days(AFTER, AFTER)), AFTER, "lapsed"),
        ("forecast as to be confirmed, past", replace(DUE, forecast=ONGOING), AFTER, "lapsed"),
        ("later date proposed", replace(DUE, proposed=APRIL), DURING, "slipped – proposed"),
        ("wider date proposed", replace(DUE, proposed=SPRING), BEFORE, "slipped – proposed"),
        ("no date proposed", replace(DUE, proposed=ONGOING), DURING, "slipped – proposed"),
        ("later date proposed and forecast", replace(DUE, forecast=APRIL, proposed=JUNE), DURING,
         "slipped – proposed"),
        ("earlier date proposed", replace(RE_AGREED, proposed=MARCH), BEFORE, "slipped – agreed"),
        ("the same date proposed", replace(DUE, proposed=MARCH), DURING, "on track"),
        ("later date proposed once past", replace(DUE, proposed=JUNE), AFTER, "lapsed"),
        ("a date proposed for the undated", replace(UNDATED, proposed=JUNE), DURING, "undated"),
        ("re-agreed later", RE_AGREED, BEFORE, "slipped – agreed"),
        ("re-agreed later, in its window", RE_AGREED, AFTER, "slipped – agreed"),
        ("re-agreed wider", Facts(MARCH, SPRING), BEFORE, "slipped – agreed"),
        ("re-agreed with a new first day only", Facts(MARCH, BY_MARCH), BEFORE, "on track"),
        ("re-agreed, forecast later still", replace(RE_AGREED, forecast=JUNE), DURING, "at risk"),
        ("re-agreed, forecast back on time", replace(RE_AGREED, forecast=MARCH), DURING,
         "slipped – agreed"),
        ("re-agreed, that passed too", RE_AGREED, date(2014, 5, 1), "lapsed"),
        ("re-agreed earlier", Facts(APRIL, MARCH), BEFORE, "planned"),
        ("re-agreed earlier, and past that", Facts(APRIL, MARCH), AFTER, "lapsed"),
        ("turned into ongoing", UNDATED, DURING, "undated"),
        ("turned into ongoing, first date past", UNDATED, AFTER, "undated"),
        ("never dated", Facts(None, None), DURING, "undated"),
        ("from a day, with no end", Facts(FROM_MARCH, FROM_MARCH), AFTER, "undated"),
        ("undated with a forecast", replace(UNDATED, forecast=APRIL), DURING, "undated"),
        ("dated for the first time later", Facts(ONGOING, APRIL), BEFORE, "planned"),
        ("received in time", replace(DUE, received=DURING), DURING,
         "received – awaiting acceptance"),
        ("received, now past", replace(DUE, received=DURING), AFTER,
         "received – awaiting acceptance"),
        ("received without a date", replace(UNDATED, received=DURING), AFTER,
         "received – awaiting acceptance"),
        ("received later than the day asked", replace(DUE, received=AFTER), DURING, "on track"),
        ("met early", replace(DUE, actual=BEFORE), BEFORE, "met"),
        ("met on the last day", replace(DUE, actual=LAST), AFTER, "met"),
        ("met a day late", replace(DUE, actual=date(2014, 4, 1)), AFTER, "met late"),
        ("met by the agreed, after the first", replace(RE_AGREED, actual=AFTER), AFTER,
         "met late"),
        ("met by the first, after the agreed", replace(Facts(APRIL, MARCH), actual=AFTER), AFTER,
         "met late"),
        ("met, once ongoing, after the first", replace(UNDATED, actual=AFTER), AFTER, "met late"),
        ("met, never dated", Facts(None, None, actual=DURING), AFTER, "met"),
        ("met later than the day asked", replace(DUE, actual=AFTER), date(2014, 4, 1), "lapsed"),
        ("met, and received before", replace(DUE, received=BEFORE, actual=DURING), AFTER, "met"),
        ("withdrawn", replace(DUE, withdrawn=True), AFTER, "withdrawn"),
        ("withdrawn though received", replace(DUE, received=DURING, withdrawn=True), AFTER,
         "withdrawn"),
        ("withdrawn after it was met", replace(DUE, actual=DURING, withdrawn=True), AFTER, "met"),
    ],
)  # fmt: skip
def test_what_is_on_record_gives_the_state(record: str, facts: Facts, on: date, state: str) -> None:
    assert standing(facts, on).state == State(state), record


def test_a_leap_day_is_the_last_day_of_february_2016() -> None:
    february = Days(date(2016, 2, 1), date(2016, 2, 29))
    facts = Facts(february, february)

    assert standing(facts, date(2016, 2, 29)).state is State.ON_TRACK
    assert standing(facts, date(2016, 3, 1)).state is State.LAPSED
