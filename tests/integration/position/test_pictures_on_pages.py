"""Pictures where they are shown: with their title, their words and a table of the same facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from app.delivery import operations as delivery
from app.people.models import Person
from app.plans.models import Cause
from app.plans.operations import add_milestone, publish_edition
from app.position.queries.pictures import milestones_timeline
from app.position.queries.positions import all_positions
from tests.browsing import Browser, words_of
from tests.factories.delivery import make_deliverable
from tests.factories.people import make_member, make_officer
from tests.factories.plans import make_action, make_plan, make_worked_example
from tests.factories.position import SlippedReview, make_many_late, make_slipped_review

SignIn = Callable[[Person], Browser]


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


def figures_of(page: TestResponse) -> list[Tag]:
    """The figures of a page, each of which must be whole."""
    figures = BeautifulSoup(page.text, "html5lib").find_all("figure")
    for figure in figures:
        (drawing,) = figure.find_all("svg")
        assert drawing["role"] == "img"
        assert [child.name for child in drawing.find_all(recursive=False)][:2] == ["title", "desc"]
        titles = [each.get_text() for each in figure.select("svg > title, figcaption")]
        assert len(titles) == 2 and len(set(titles)) == 1
        assert figure.select("details table caption")
        assert not drawing.select("[style], style, script, [id]")
    return figures


def rows_of(figure: Tag) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in figure.select("tbody tr")
    ]


def test_the_plans_page_draws_each_action_with_its_arrows(
    review: SlippedReview, client_as: SignIn
) -> None:
    page = client_as(make_officer()).get(f"{review.address}?as_at=2014-05-01")

    (figure,) = figures_of(page)
    assert figure.figcaption is not None
    assert figure.figcaption.get_text() == "Timeline: Action 2, as at 1 May 2014"
    first, second = rows_of(figure)
    assert first[:3] == [
        "1. Review",
        "end March 2013 (21 to 31 March 2013)",
        "March 2014 (1 to 31 March 2014)",
    ]
    assert "at least 396 days late against the first date" in first[5]
    assert second[-1] == "It is pushed back by 2 days by milestone 1, “Review”."
    assert "Pushes back" in [each.get_text() for each in figure.select("svg text")]


def test_an_earlier_day_draws_only_what_was_so_then(
    review: SlippedReview, client_as: SignIn
) -> None:
    page = client_as(make_member()).get(f"{review.address}?as_at=2013-10-24")

    (figure,) = figures_of(page)
    (row,) = rows_of(figure)
    assert row[1:4] == ["end March 2013 (21 to 31 March 2013)"] * 2 + ["no forecast"]
    assert "2014" not in figure.get_text()


def test_the_public_sees_no_picture_of_slippage(review: SlippedReview, client: Browser) -> None:
    publish_edition(review.example.plan, by=make_officer())
    assert figures_of(client.get(review.address)) == []


def test_a_milestones_page_draws_how_its_date_has_moved(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer())

    (figure,) = figures_of(browser.get(f"{review.address}/actions/2/milestones/1"))
    assert rows_of(figure) == [
        ["31 January 2013", "Agreed", "end March 2013", "31 March 2013"],
        ["4 December 2013", "Agreed", "March 2014", "31 March 2014"],
    ]
    never_moved = browser.get(f"{review.address}/actions/2/milestones/2")
    assert figures_of(never_moved) == []


def test_a_deliverable_and_its_commission_draw_its_forecasts(app: Flask, client_as: SignIn) -> None:
    commission, deliverable = make_deliverable("end March 2014")
    officer = make_officer()
    delivery.forecast(
        commission, deliverable, "May 2014", reason="Staff left", cause=Cause.STAFF, by=officer
    )
    browser = client_as(officer)
    address = f"/commissions/{commission.reference}"

    (moved,) = figures_of(browser.get(f"{address}/deliverables/{deliverable.number}"))
    assert rows_of(moved)[-1] == ["18 December 2013", "Forecast", "May 2014", "31 May 2014"]

    dates, trend = figures_of(browser.get(address))
    assert [row[0] for row in rows_of(dates)] == [
        f"Milestone: {commission.milestone.text}",
        "Deliverable 1. Final report",
    ]
    assert rows_of(dates)[1][3] == "May 2014 (1 to 31 May 2014)"
    assert any(row[-2:] == ["May 2014", "31 May 2014"] for row in rows_of(trend))


def test_an_action_of_undated_milestones_has_no_picture(
    review: SlippedReview, client_as: SignIn
) -> None:
    first = review.example.plan.actions[0]
    add_milestone(first, "Keep it going", "ongoing", review_by=date(2014, 6, 1), by=make_officer())
    page = client_as(make_officer()).get(review.address)
    assert len(figures_of(page)) == 1


def test_a_timeline_that_leaves_rows_out_says_so(app: Flask) -> None:
    make_many_late("many", 61)
    positions = all_positions(date(2013, 12, 4))
    picture = milestones_timeline("Action 1", positions, date(2013, 12, 4))
    assert picture is not None
    assert picture.title == "Timeline: Action 1, the first 60 of 61, as at 4 December 2013"
    assert len(picture.table.rows) == 60


def test_milestones_of_several_plans_say_where_they_stand(review: SlippedReview) -> None:
    other = make_worked_example()
    picture = milestones_timeline("all plans", all_positions(date(2013, 12, 4)), date(2013, 12, 4))
    assert picture is not None
    assert (
        picture.table.rows[0][0] == f"Action 2, milestone 1. Review ({review.example.plan.title})"
    )
    assert picture.table.rows[-1][0].endswith(f"({other.plan.title})")


def test_the_position_draws_what_it_lists_in_the_same_order(
    review: SlippedReview, client_as: SignIn
) -> None:
    page = client_as(make_member()).get("/position?as_at=2014-05-01")

    (figure,) = figures_of(page)
    assert figure.figcaption is not None
    assert figure.figcaption.get_text() == "Timeline: these milestones, as at 1 May 2014"
    assert [row[0] for row in rows_of(figure)] == ["1. Review", "2. Partnership Group"]
    assert "more milestone" not in page.text


def test_the_position_says_how_many_milestones_its_picture_leaves_out(client_as: SignIn) -> None:
    make_many_late("many", 60)

    page = client_as(make_member()).get("/position?plan=many&as_at=2013-12-04")

    (figure,) = figures_of(page)
    assert figure.figcaption is not None
    assert "the first 20 of 60" in figure.figcaption.get_text()
    assert len(rows_of(figure)) == 20
    assert "40 more milestones stand only in the table above" in words_of(page)


def test_the_position_draws_nothing_where_no_milestone_has_a_day(
    app: Flask, client_as: SignIn
) -> None:
    action = make_action(make_plan())
    add_milestone(action, "Keep it going", "ongoing", review_by=date(2014, 6, 1), by=make_officer())

    page = client_as(make_member()).get("/position")

    assert not figures_of(page)
    assert "timeline" not in page.text.lower()
