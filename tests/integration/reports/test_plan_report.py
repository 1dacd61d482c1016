"""A plan on paper: with its slippage for staff, and for everyone else as published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from app.access import Role
from app.errors import NotFound
from app.people.models import Person
from app.plans.operations import add_measure, add_progress, add_reading, publish_edition
from app.plans.queries import edition
from app.position.operations import approve_sentence
from app.reports.plan import PlanReport, edition_report, plan_report
from app.reports.printing import printed
from tests.conftest import GivenClock
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.position import CANARY, SlippedReview, make_sentence, make_slipped_review
from tests.printed import alternatives_of, bookmarks_of, ua_faults, words_of_pdf

TODAY = date(2013, 12, 4)


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


def report_of(review: SlippedReview, person: Person | None, on: date = TODAY) -> PlanReport:
    return plan_report(person, review.example.plan.slug, on)


def test_staff_read_states_days_and_causes(review: SlippedReview) -> None:
    pdf = printed("pdf/plan.html", report=report_of(review, make_officer()))

    words = words_of_pdf(pdf)
    assert ua_faults(pdf) == []
    for said in (
        "As at 4 December 2013",
        "What has slipped",
        "Action 2, milestone 1. Review",
        "Slipped – agreed (red)",
        "365 days late (at least 335 and up to 375 days)",
        "Nothing had been received by 4 December 2013.",
        "The work that was asked for has not been received.",
        f"{review.commission.reference}, Review of local engagement (closed)",
    ):
        assert said in words
    assert bookmarks_of(pdf)[1:] == [
        "  What has slipped",
        "  Action 1",
        "    When",
        "  Action 2",
        "    When",
    ]


def test_a_push_is_printed_at_both_ends(review: SlippedReview) -> None:
    report = report_of(review, make_officer(), date(2014, 5, 1))
    rows = report.actions[1].rows
    assert rows is not None

    assert dict(rows[0].notes)["Pushes back"] == (
        "It pushes back milestone 2, “Partnership Group”, by 2 days."
    )
    assert dict(rows[1].notes)["Pushed back"] == (
        "It is pushed back by 2 days by milestone 1, “Review”."
    )


def test_administrators_are_told_of_no_commission(review: SlippedReview) -> None:
    administrator = repr(report_of(review, make_person(Role.ADMINISTRATOR)))
    member = repr(report_of(review, make_member()))

    assert review.commission.reference not in administrator
    assert review.commission.reference in member
    assert CANARY not in administrator + member


def test_everyone_else_reads_what_was_published_and_approved(
    review: SlippedReview, clock: GivenClock
) -> None:
    plan = review.example.plan
    officer = make_officer()
    publish_edition(plan, by=officer, name="2nd Review")
    clock.forward(days=1)
    approve_sentence(make_sentence(review, "The review is late.", officer), by=make_officer())
    later = date(2013, 12, 5)
    add_progress(review.example.action, "Not yet published.", later, by=officer)

    company = review.company.contacts[0]
    for reader in (None, company):
        pdf = printed("pdf/plan.html", report=report_of(review, reader, later))
        words = words_of_pdf(pdf)
        assert ua_faults(pdf) == []
        assert "This is the 2nd Review, published on 4 December 2013" in words
        assert "Review – first date: end March 2013 March 2014" in words
        assert "The review is late." in words
        for hidden in (
            "Not yet published.",
            "Slipped",
            "days late",
            review.commission.reference,
            CANARY,
        ):
            assert hidden not in words


def test_a_plan_is_not_there_before_it_is_published(review: SlippedReview) -> None:
    with pytest.raises(NotFound):
        report_of(review, None)
    publish_edition(review.example.plan, by=make_officer())
    with pytest.raises(NotFound):
        report_of(review, None, date(2013, 12, 3))


def test_figures_are_printed_with_their_chart(review: SlippedReview) -> None:
    officer = make_officer()
    measure = add_measure(review.example.action, "Likes", by=officer)
    add_reading(measure, date(2013, 10, 24), Decimal(121), by=officer)
    add_reading(measure, date(2013, 12, 1), Decimal(150), by=officer)

    pdf = printed("pdf/plan.html", report=report_of(review, officer))

    assert ua_faults(pdf) == []
    assert "Likes 121 24 October 2013" in words_of_pdf(pdf)
    assert alternatives_of(pdf)[-1] == "Likes over time"


def test_the_slippage_is_drawn_with_its_table(review: SlippedReview) -> None:
    pdf = printed("pdf/plan.html", report=report_of(review, make_officer()))

    assert ua_faults(pdf) == []
    assert alternatives_of(pdf) == [
        "Timeline: Action 2, as at 4 December 2013",
        "How the expected date has moved: Action 2, Review, as at 4 December 2013",
    ]
    words = words_of_pdf(pdf)
    assert "What was said when: Action 2, Review, as at 4 December 2013" in words
    assert "end March 2013 31 March 2013" in words


def test_the_public_gets_no_picture_of_slippage(review: SlippedReview) -> None:
    publish_edition(review.example.plan, by=make_officer())
    report = plan_report(None, review.example.plan.slug, date(2013, 12, 4))
    assert all(not each.timelines and each.trend is None for each in report.actions)


def test_a_day_before_the_plan_is_printed_empty(review: SlippedReview) -> None:
    pdf = printed("pdf/plan.html", report=report_of(review, make_officer(), date(2001, 1, 1)))

    assert ua_faults(pdf) == []
    assert "This plan has no actions on this day." in words_of_pdf(pdf)


def test_an_edition_is_printed_as_it_was_frozen(review: SlippedReview, clock: GivenClock) -> None:
    plan = review.example.plan
    publish_edition(plan, by=None)
    clock.forward(days=30)
    add_progress(review.example.action, "Later news.", clock().date(), by=None)

    pdf = printed("pdf/plan.html", report=edition_report(None, plan.slug, 1))

    words = words_of_pdf(pdf)
    assert ua_faults(pdf) == []
    assert "Published on 4 December 2013" in words
    assert "Review – first date: end March 2013 March 2014" in words
    assert "Later news" not in words
    assert edition(plan.id, 1).sha256 in words.replace(" ", "")
