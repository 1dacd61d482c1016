"""A commission's last deliverable carries its milestone."""

from dataclasses import replace
from datetime import date

from app.slippage import Days, Facts, State, carried, last_deliverable, receipt_words, standing

END_MARCH = Days(date(2013, 3, 21), date(2013, 3, 31))
MARCH_2014 = Days(date(2014, 3, 1), date(2014, 3, 31))
FEBRUARY_2014 = Days(date(2014, 2, 1), date(2014, 2, 28))
APRIL_2014 = Days(date(2014, 4, 1), date(2014, 4, 30))
MILESTONE = Facts(END_MARCH, MARCH_2014)
INTERIM = Facts(FEBRUARY_2014, FEBRUARY_2014)
FINAL = Facts(END_MARCH, MARCH_2014)
ON = date(2014, 2, 10)


def test_the_deliverable_agreed_to_end_last_is_the_last() -> None:
    assert last_deliverable([FINAL, INTERIM]) is FINAL


def test_of_deliverables_due_together_the_later_given_is_the_last() -> None:
    other = replace(FINAL, received=ON)

    assert last_deliverable([FINAL, other]) is other


def test_a_deliverable_without_a_last_day_comes_after_all() -> None:
    undated = Facts(None, None)

    assert last_deliverable([undated, FINAL]) is undated


def test_a_withdrawn_deliverable_is_not_the_last() -> None:
    assert last_deliverable([INTERIM, replace(FINAL, withdrawn=True)]) is INTERIM
    assert last_deliverable([replace(FINAL, withdrawn=True)]) is None


def test_without_deliverables_the_milestone_speaks_for_itself() -> None:
    assert carried(MILESTONE, []) is MILESTONE


def test_the_milestones_forecast_is_its_last_deliverables() -> None:
    found = carried(MILESTONE, [INTERIM, replace(FINAL, forecast=APRIL_2014)])

    assert found.forecast == APRIL_2014
    assert (found.baseline, found.agreed) == (END_MARCH, MARCH_2014)
    assert standing(found, ON).state is State.AT_RISK


def test_an_interim_report_does_not_meet_the_milestone() -> None:
    found = carried(MILESTONE, [replace(INTERIM, actual=ON), FINAL])

    assert found.actual is None


def test_acceptance_of_the_last_deliverable_meets_the_milestone() -> None:
    found = carried(MILESTONE, [INTERIM, replace(FINAL, actual=ON)])

    assert standing(found, ON).state is State.MET_LATE
    assert standing(found, ON).slip_agreed_days == -49


def test_a_milestone_is_not_met_while_its_last_deliverable_is_not_accepted() -> None:
    found = carried(replace(MILESTONE, actual=ON), [replace(FINAL, received=ON)])

    assert standing(found, ON).state is State.RECEIVED


def test_a_deliverable_agreed_for_later_than_its_milestone_puts_it_at_risk() -> None:
    found = carried(MILESTONE, [Facts(MARCH_2014, APRIL_2014)])

    assert standing(found, ON).state is State.AT_RISK
    assert standing(found, ON).slip_agreed_days == 30


def test_a_deliverable_still_dated_before_its_milestone_forecasts_nothing() -> None:
    found = carried(MILESTONE, [Facts(END_MARCH, END_MARCH)])

    assert found.forecast is None
    assert standing(found, date(2013, 12, 4)).slip_first_days == 365


def test_the_milestones_own_forecast_stays_where_the_deliverable_has_none() -> None:
    assert carried(replace(MILESTONE, forecast=APRIL_2014), [FINAL]).forecast == APRIL_2014


def test_receipt_is_said_in_words_at_each_step() -> None:
    received = replace(FINAL, received=date(2014, 3, 3))
    accepted = replace(received, actual=date(2014, 3, 5))
    not_due = Facts(MARCH_2014, MARCH_2014)

    assert receipt_words(not_due, ON) == "Nothing has been received yet."
    assert receipt_words(FINAL, ON) == "Nothing had been received by 10 February 2014."
    assert receipt_words(received, ON) == "Nothing had been received by 10 February 2014."
    assert (
        receipt_words(received, date(2014, 3, 3))
        == "Received on 3 March 2014 and waiting for acceptance."
    )
    assert receipt_words(accepted, date(2014, 3, 5)) == "Accepted on 5 March 2014."
