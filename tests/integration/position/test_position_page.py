"""`/position`: what is late, what it pushes, what changed, and who sees it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.access import Role
from app.commissions.models import Commission
from app.database import db
from app.evaluation.queries import decided_award
from app.people.models import Person
from app.plans.operations import add_dependency, decide_date, propose_date, record_met
from app.position.queries.positions import all_positions
from app.quotes.queries import companies_of
from tests.browsing import Browser, words_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.plans import (
    WorkedExample,
    make_action,
    make_milestone,
    make_plan,
    make_worked_example,
)
from tests.factories.position import make_many_late, statements_of

SignIn = Callable[[Person], Browser]
ON = "as_at=2014-05-01"


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    return make_worked_example()


def rows_of(text: str, caption: str = "milestone") -> list[str]:
    """The rows of the table with this caption, as words."""
    soup = BeautifulSoup(text, "html.parser")
    table = next(
        each for each in soup.find_all("table") if each.caption and caption in each.caption.text
    )
    return [" ".join(row.text.split()) for row in table.select("tbody tr")]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MEMBER])
def test_officers_and_members_find_the_position_in_the_navigation(
    client_as: SignIn, example: WorkedExample, role: Role
) -> None:
    browser = client_as(make_person(role))

    assert 'href="/position"' in browser.get("/").text
    assert browser.get("/position").status_code == 200


@pytest.mark.parametrize("role", [Role.KEYHOLDER, Role.ADMINISTRATOR])
def test_nobody_else_sees_it(client_as: SignIn, example: WorkedExample, role: Role) -> None:
    browser = client_as(make_person(role))

    assert 'href="/position"' not in browser.get("/").text
    assert browser.get("/position").status_code == 403
    assert browser.get("/position.csv", check=False).status_code == 403


def test_what_hurts_most_comes_first_with_what_it_pushes(
    client_as: SignIn, example: WorkedExample
) -> None:
    page = client_as(make_member()).get(f"/position?{ON}")

    first, second, *_ = rows_of(page.text, "2 milestones")
    assert first.startswith("Review")
    assert "at least 396 days late" in first
    assert "pushes back milestone 2, “Partnership Group”, by 2 days" in first
    assert second.startswith("Partnership Group")
    assert "It is pushed back by 2 days by milestone 1, “Review”." in second


def test_the_green_that_was_bought_is_said(client_as: SignIn, example: WorkedExample) -> None:
    page = client_as(make_member()).get("/position?as_at=2013-12-04")

    assert "1 of the 2 green milestones (50%) is green only because the date was moved" in words_of(
        page
    )
    row = rows_of(page.text, "2 milestones")[0]
    assert "Green only because its date was moved: at least 8 months late" in row


def test_a_date_that_was_taken_away_is_told_as_laundered(
    client_as: SignIn, example: WorkedExample
) -> None:
    officer, member = make_officer(), make_member()
    new = propose_date(
        example.review,
        "ongoing",
        reason="It goes on",
        cause="other",
        by=officer,
        review_by=date(2014, 6, 1),
    )
    decide_date(new, approve=True, by=member)
    db.session.commit()

    browser = client_as(member)
    row = rows_of(browser.get(f"/position?{ON}").text, "2 milestones")[0]

    assert "Its date was taken away: at least 13 months late" in row
    plan = browser.get(f"/plans/{example.plan.slug}?{ON}")
    assert "Its date was taken away: at least 13 months late." in words_of(plan)


def test_what_is_asked_for_is_kept_and_can_be_taken_off(
    client_as: SignIn, example: WorkedExample
) -> None:
    other = make_milestone(make_action(make_plan("Another plan")), "Elsewhere", "March 2014")
    browser = client_as(make_member())
    slug = example.plan.slug

    page = browser.get(f"/position?{ON}&plan={slug}&action=2&rating=red")

    assert [row.split()[0] for row in rows_of(page.text, "1 milestone")] == ["Review"]
    assert other.text not in rows_of(page.text, "1 milestone")[0]
    assert f'href="/position?plan={slug}&amp;action=2&amp;as_at=2014-05-01"' in page.text
    assert 'href="/position?rating=red&amp;as_at=2014-05-01"' in page.text
    assert f"/position.csv?plan={slug}&amp;action=2&amp;rating=red" in page.text


def test_whoever_has_the_next_step_can_be_asked_for(
    client_as: SignIn, example: WorkedExample
) -> None:
    action = make_action(make_plan("Another plan"), who="CLD")
    make_milestone(action, "Ours", "March 2014")

    page = client_as(make_member()).get("/position?owner=CLD")

    assert [row.split()[0] for row in rows_of(page.text, "1 milestone")] == ["Ours"]


def test_since_a_meeting_what_got_late_moved_and_was_met_is_told(
    client_as: SignIn, example: WorkedExample
) -> None:
    page = client_as(make_member()).get(f"/position?{ON}&since=2014-04-24")

    assert rows_of(page.text, "What changed since 24 April 2014") == [
        f"Review Action 2, milestone 1 of {example.plan.title} Got worse by 7 days."
    ]
    page = client_as(make_member()).get(f"/position?{ON}&since=2014-05-02")
    assert "What changed since 2 May" not in page.text


def winner(commission: Commission) -> str:
    """The name of the company that won."""
    award = decided_award(commission)
    assert award is not None
    assert award.quote_id is not None
    return companies_of([award.quote_id])[award.quote_id]


def test_a_company_is_named_only_once_the_outcome_was_told(client_as: SignIn, app: Flask) -> None:
    silent, told = make_awarded(told=False), make_awarded(told=True)
    page = client_as(make_member()).get("/position")

    assert winner(told) in page.text
    assert winner(silent) not in page.text


def test_a_draft_commission_is_not_told_to_members(client_as: SignIn, app: Flask) -> None:
    make_commission("draft", companies=0)

    assert "Finish the brief" in client_as(make_officer()).get("/position").text
    assert "Finish the brief" not in client_as(make_member()).get("/position").text


def test_the_table_comes_as_a_file_whose_words_are_no_formulas(
    client_as: SignIn, example: WorkedExample
) -> None:
    make_milestone(example.action, "=1+1", "March 2015")

    answer = client_as(make_member()).get(f"/position.csv?{ON}")

    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row[3] for row in rows[1:]] == ["Review", "Partnership Group", "'=1+1"]
    assert rows[1][8] == "396"


def test_the_page_as_at_a_day_ignores_all_that_came_after(
    client_as: SignIn, example: WorkedExample, app: Flask
) -> None:
    browser, officer = client_as(make_member()), make_officer()
    before = browser.get("/position?as_at=2013-12-03").text
    known = all_positions(date(2013, 12, 3))

    new = propose_date(example.group, "May 2016", reason="Later", cause="other", by=officer)
    decide_date(new, approve=True, by=make_member())
    late = make_milestone(example.action, "Added later", "June 2015")
    add_dependency(late, example.group, by=officer)
    record_met(example.review, date(2013, 12, 4), by=officer)
    db.session.commit()

    assert all_positions(date(2013, 12, 3)) == known
    assert rows_of(browser.get("/position?as_at=2013-12-03").text) == rows_of(before)


def test_a_plan_of_500_milestones_costs_under_15_statements_as_one_of_3_does(
    client_as: SignIn, app: Flask
) -> None:
    browser = client_as(make_member())
    taken: dict[int, int] = {}
    for title, number in (("Few", 3), ("Many", 500)):
        action = make_action(make_plan(title))
        for place in range(number):
            make_milestone(action, f"Step {place + 1}")
        slug = title.lower()
        page, taken[number] = statements_of(
            lambda to=slug: browser.get(f"/position?plan={to}", check=False)
        )
        assert page.text.count("Step ") >= number

    assert taken[500] == taken[3]
    assert taken[3] < 15


def test_commissions_and_a_comparison_cost_as_many_statements_for_300_as_for_3(
    client_as: SignIn, app: Flask
) -> None:
    browser = client_as(make_member())
    taken: dict[int, int] = {}
    for slug, number in (("few", 3), ("many", 300)):
        make_many_late(slug, number)
        asked = f"/position?plan={slug}&since=2013-11-01"
        _, taken[number] = statements_of(lambda to=asked: browser.get(to, check=False))

    assert taken[300] == taken[3]


def test_each_commission_with_an_officer_of_its_own_costs_no_more(
    client_as: SignIn, app: Flask
) -> None:
    browser = client_as(make_member())
    taken: dict[int, int] = {}
    for title, number in (("Few", 2), ("Many", 9)):
        action = make_action(make_plan(title))
        for place in range(number):
            milestone = make_milestone(action, f"Step {place + 1}", "March 2014")
            make_commission(
                "issued",
                milestone=milestone,
                officer=make_officer(),
                route_reason="Each is other work.",
            )
        asked = f"/position?plan={title.lower()}"
        _, taken[number] = statements_of(lambda to=asked: browser.get(to, check=False))

    assert taken[9] == taken[2]
    assert taken[2] <= 15
