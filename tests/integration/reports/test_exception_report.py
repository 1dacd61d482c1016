"""The exception report: what is beyond tolerance, why, what follows, and what is proposed."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.database import db
from app.delivery import operations as delivery
from app.errors import NotFound
from app.formats import day_in_words
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import Cause
from app.position.models import FlagAnswer
from app.position.operations import hand_over_flag
from app.position.queries.flags import flag_row, flags_on
from app.reports.exceptions import Exceptional, ExceptionReport, exception_report
from app.reports.exceptions.names import KEPT_BACK
from app.reports.printing import printed
from tests.conftest import BEGINNING
from tests.factories.commissions import make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.flags import checked, stand_at
from tests.factories.people import make_member, make_officer
from tests.factories.plans import make_worked_example
from tests.factories.position import (
    CANARY,
    SlippedReview,
    make_many_late,
    make_slipped_review,
    statements_of,
)
from tests.printed import alternatives_of, bookmarks_of, everything_in, tags_of, ua_faults
from tests.printed import words_of_pdf as words_of

MAY = date(2014, 5, 1)


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


@pytest.fixture
def officer(app: Flask) -> Person:
    return make_officer()


def the_one(report: ExceptionReport) -> Exceptional:
    (found,) = report.exceptions
    return found


def answer(review: SlippedReview, by: Person, **said: str) -> None:
    """An answer to the flag of the review."""
    (flag,) = [each for each in flags_on(MAY) if each.milestone_id == review.example.review.id]
    words = {"cause": "Too few replied.", "consequence": "The group meets later."}
    words |= {"options": "Ask again, or do it ourselves.", "proposal": "Ask again.", **said}
    db.session.add(
        FlagAnswer(
            flag_id=flag.id,
            by_id=by.id,
            day=MAY,
            recorded_at=BEGINNING,
            as_written="June 2014",
            earliest=date(2014, 6, 1),
            latest=date(2014, 6, 30),
            **words,
        )
    )
    db.session.commit()


def test_what_is_beyond_tolerance_is_told_with_all_that_a_committee_asks(
    review: SlippedReview, officer: Person
) -> None:
    one = the_one(exception_report(officer, MAY))

    assert one.name == "Action 2, milestone 1: Review"
    assert one.place == f"In the plan “{review.example.plan.title}”"
    assert dict(one.facts)["Late against the first date"] == "at least 396 days late"
    assert dict(one.facts)["Late against the agreed date"] == "at least 31 days late"
    assert one.cause.startswith("The work that was asked for has not been received.")
    (pushed,) = one.consequences
    assert (pushed.what, pushed.certainty, pushed.days) == (
        "Milestone 2, “Partnership Group”",
        "Definitely",
        "2 days",
    )
    assert [(said.day, said.what, said.when) for said in one.history] == [
        ("by 31 January 2013", "First date", "end March 2013 (21 to 31 March 2013)"),
        ("4 December 2013", "Agreed", "March 2014 (1 to 31 March 2014)"),
    ]
    assert [each.title.split(":")[0] for each in one.timelines] == ["Timeline"]
    assert [row[0] for row in one.timelines[0].table.rows] == ["1. Review", "2. Partnership Group"]
    assert one.trend is not None


@pytest.mark.parametrize(
    ("on", "tolerance", "expected"),
    [
        (date(2013, 3, 31), None, 0),
        (date(2013, 5, 1), None, 0),
        (date(2013, 5, 2), None, 1),
        (date(2013, 5, 2), 32, 0),
        (date(2013, 4, 1), 0, 1),
        (date(2013, 3, 31), 0, 0),
    ],
)
def test_beyond_is_more_than_the_tolerance_on_the_day_asked(
    review: SlippedReview, officer: Person, on: date, tolerance: int | None, expected: int
) -> None:
    assert len(exception_report(officer, on, tolerance=tolerance).exceptions) == expected


def test_the_settings_say_how_much_is_borne(
    app: Flask, review: SlippedReview, officer: Person
) -> None:
    app.config["AMBER_DAYS"] = 400
    report = exception_report(officer, MAY)
    assert (report.exceptions, report.tolerance) == ((), "400 days")


def test_without_an_answer_it_says_so_and_who_is_to_answer(
    review: SlippedReview, officer: Person
) -> None:
    one = the_one(exception_report(officer, MAY))
    name = review.commission.officer.name
    assert not one.answer.is_given
    assert one.answer.missing == f"No answer has been recorded yet. {name} is to answer."
    assert dict(one.facts)["Flag"] == f"No flag has been raised yet. It would go to {name}."


def test_a_flag_that_waits_names_whoever_has_it_now(review: SlippedReview, officer: Person) -> None:
    raised = checked(stand_at(2014, 5, 1)).raised
    member = make_member()
    flag = next(each for each in flags_on(MAY) if each.about == "Review")
    assert flag.id in raised
    hand_over_flag(flag_row(flag.id), member.id, "She knows the companies", by=officer)
    db.session.commit()

    one = the_one(exception_report(officer, MAY))

    assert dict(one.facts)["Flag"] == (
        f"Past its date, raised on {day_in_words(flag.raised_on)}. {member.name} has it."
    )
    assert one.answer.missing == f"No answer has been recorded yet. {member.name} is to answer."


def test_the_answer_to_the_flag_gives_options_and_recommendation(
    review: SlippedReview, officer: Person
) -> None:
    checked(stand_at(2014, 5, 1))
    answer(review, officer)

    report = exception_report(officer, MAY)
    one = the_one(report)
    assert report.answered == 1
    assert one.answer.options == "Ask again, or do it ourselves."
    assert one.answer.proposal == "Ask again."
    assert one.answer.said == (f"Answered by {officer.name} on 1 May 2014. To be done: June 2014.")
    words = words_of(printed("pdf/exceptions.html", report=report))
    for said in ("Too few replied.", "The group meets later.", "Ask again.", "It has an answer."):
        assert said in words


def test_an_answer_given_later_is_not_known_on_an_earlier_day(
    review: SlippedReview, officer: Person
) -> None:
    checked(stand_at(2014, 4, 24))
    stand_at(2014, 5, 1)
    answer(review, officer)
    assert not the_one(exception_report(officer, date(2014, 4, 24))).answer.is_given


def test_what_was_met_late_is_listed_and_asks_for_nothing(
    review: SlippedReview, officer: Person
) -> None:
    plain = plans.add_milestone(
        review.example.action, "Leaflet", "end March 2013", by=officer, agreed_on=date(2013, 1, 31)
    )
    plans.record_met(plain, date(2013, 10, 1), by=officer)

    report = exception_report(officer, MAY)

    assert [each.name for each in report.exceptions] == ["Action 2, milestone 1: Review"]
    assert [row.name for row in report.done] == ["Action 2, milestone 3: Leaflet"]


def test_the_last_deliverable_is_told_within_its_milestone_and_others_by_themselves(
    app: Flask, officer: Person
) -> None:
    commission, first = make_deliverable("mid January 2014", title="Interim report")
    _, last = make_deliverable("end January 2014", commission)
    delivery.forecast(
        commission, last, "May 2014", reason="Staff left", cause=Cause.STAFF, by=officer
    )
    db.session.commit()

    report = exception_report(officer, date(2014, 6, 1))

    names = {each.name: each for each in report.exceptions}
    assert f"{commission.reference}, deliverable 1: {first.title}" in names
    assert f"{commission.reference}, deliverable 2: {last.title}" not in names
    (milestone,) = [each for name, each in names.items() if name.startswith("Action")]
    assert "Deliverable 2, Final report: Forecast" in [said.what for said in milestone.history]
    assert dict(milestone.facts)["Commission"].startswith(commission.reference)


def test_no_company_is_named_before_the_outcome_is_public(
    review: SlippedReview, officer: Person
) -> None:
    plans.forecast(
        review.example.review,
        "June 2014",
        cause=Cause.COMPANY_LATE,
        reason=f"{CANARY} asked for more time",
        by=officer,
    )
    checked(stand_at(2014, 5, 1))
    answer(review, officer, proposal=f"Drop {CANARY}.")

    report = exception_report(officer, MAY)

    one = the_one(report)
    assert one.answer.proposal == KEPT_BACK
    assert KEPT_BACK in [said.why for said in one.history]
    assert KEPT_BACK in one.cause
    pdf = printed("pdf/exceptions.html", report=report)
    assert CANARY.encode() not in everything_in(pdf)


def test_the_printed_report_passes_the_validator_and_can_be_read_aloud(
    review: SlippedReview, officer: Person
) -> None:
    pdf = printed("pdf/exceptions.html", report=exception_report(officer, MAY))

    assert ua_faults(pdf) == []
    names = [tag for tag, _ in tags_of(pdf)]
    assert names.count("/Caption") == names.count("/Table")
    assert {scope for tag, scope in tags_of(pdf) if tag == "/TH"} == {"/Column", "/Row"}
    assert [each.strip() for each in bookmarks_of(pdf)] == [
        "Exception report",
        "What is beyond tolerance",
        "Action 2, milestone 1: Review",
        "Cause",
        "Consequences",
        "Options",
        "Recommendation",
        "History of its dates",
        "Pictures",
    ]
    assert [each.split(":")[0] for each in alternatives_of(pdf)] == [
        "Timeline",
        "How the expected date has moved",
    ]
    words = words_of(pdf)
    for said in (
        "Example Community Planning Group",
        "As at 1 May 2014",
        "Printed at",
        "Page 2 of 3",
        "1 of 2 dates that are not yet done is beyond tolerance: more than 31 days late",
    ):
        assert said in words


def test_where_nothing_is_beyond_tolerance_the_report_says_so(
    review: SlippedReview, officer: Person
) -> None:
    report = exception_report(officer, date(2013, 3, 1))
    words = words_of(printed("pdf/exceptions.html", report=report))
    assert "Nothing is beyond tolerance: of 1 date not yet done, none is more than 31 days" in words


def test_one_plan_can_be_asked_for_and_a_missing_one_is_not_found(
    review: SlippedReview, officer: Person
) -> None:
    assert len(exception_report(officer, MAY, review.example.plan.slug).exceptions) == 1
    other = plans.create_plan("Another", "Else.", by=None, since=date(2013, 1, 1))
    assert exception_report(officer, MAY, other.slug).exceptions == ()
    with pytest.raises(NotFound):
        exception_report(officer, MAY, "no-such-plan")


def test_a_draft_commission_is_named_to_officers_alone(app: Flask, officer: Person) -> None:
    example = make_worked_example()
    draft = make_commission("draft", milestone=example.review)

    told = the_one(exception_report(officer, MAY))
    assert dict(told.facts)["Commission"].startswith(draft.reference)
    kept = the_one(exception_report(make_member(), MAY))
    assert "Commission" not in dict(kept.facts)
    assert kept.history == told.history


def test_the_statements_do_not_grow_with_the_exceptions(app: Flask, officer: Person) -> None:
    make_many_late("few", 3)
    report, few = statements_of(lambda: exception_report(officer, date(2014, 5, 1)))
    assert len(report.exceptions) == 3
    make_many_late("many", 30)
    report, many = statements_of(lambda: exception_report(officer, date(2014, 5, 1)))
    assert len(report.exceptions) == 33
    assert many == few
