"""Writing a plan by hand, page by page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import PlanContent
from app.plans.models import Action, Plan
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan

Opened = Callable[[Person], Browser]


@pytest.fixture
def browser(client_as: Opened, officer: Person) -> Browser:
    return client_as(officer)


@pytest.fixture
def action(app: Flask) -> Action:
    return make_action(make_plan("Our plan"), "Listen", who="CPG, CLD")


def content(plan_id: int) -> PlanContent:
    db.session.expire_all()
    return queries.plan_content(plan_id, EDITION_DAY)


def test_a_plan_is_created_by_hand(browser: Browser) -> None:
    page = browser.get("/plans/new")
    values = {
        "title": "Fàilte 🙂",
        "outcome": "Heard.",
        "period_start-day": "1",
        "period_start-month": "April",
        "period_start-year": "2013",
    }
    done = browser.submit(page, values, follow=True)
    assert "Edit Fàilte 🙂" in words_of(done)
    assert "1 April 2013" in words_of(done)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "", "outcome": "Heard."}, "Enter a title"),
        ({"title": "x" * 10_000, "outcome": "Heard."}, "Title must be 200 characters or fewer"),
        ({"title": "Plan", "outcome": "x" * 5_001}, "Outcome must be 5,000 characters or fewer"),
        ({"title": "OUR PLAN", "outcome": "Heard."}, "There is already a plan with this title"),
    ],
)
def test_a_plan_that_says_too_little_or_too_much_is_refused_at_its_field(
    browser: Browser, action: Action, values: dict[str, str], sentence: str
) -> None:
    page = browser.submit(browser.get("/plans/new"), dict(values))
    assert page.status_code == 422
    assert error_summary_of(page) == [sentence]
    db.session.expire_all()
    assert db.session.query(Plan).count() == 1


def test_a_plans_words_are_changed_with_a_reason(browser: Browser, action: Action) -> None:
    page = browser.get("/plans/our-plan/edit/words")
    browser.submit(page, {"title": "Renamed", "why": "Clearer"})
    assert content(action.plan_id).title == "Renamed"
    history = words_of(browser.get("/plans/our-plan/history"))
    for words in ("title changed", "Our plan", "Renamed", "Clearer", "Olive Officer"):
        assert words in history


def test_actions_are_added_edited_and_withdrawn(browser: Browser, action: Action) -> None:
    new = browser.get("/plans/our-plan/actions/new")
    browser.submit(new, {"text": "Tell", "who": "Youth Council, CPG as appropriate"})
    browser.submit(browser.get("/plans/our-plan/actions/1/edit"), {"text": "Listen well"})
    assert [(a.number, a.text) for a in content(action.plan_id).actions] == [
        (1, "Listen well"),
        (2, "Tell"),
    ]
    refused = browser.submit(browser.get("/plans/our-plan/actions/2/withdraw"), {})
    assert error_summary_of(refused) == ["Enter the reason"]
    browser.submit(refused, {"reason": "Not ours"})
    assert [a.number for a in content(action.plan_id).actions] == [1]


def test_the_edit_page_leads_to_everything(browser: Browser, action: Action) -> None:
    make_milestone(action, "Study")
    operations.add_progress(action, "Begun.", EDITION_DAY, by=None)
    operations.add_measure(action, "Likes", by=None)
    db.session.commit()
    page = browser.get("/plans/our-plan/edit")
    assert page.status_code == 200
    for address in (
        "/plans/our-plan/publish",
        "/plans/our-plan/history",
        "/plans/our-plan/edit/words",
        "/plans/our-plan/actions/1/edit",
        "/plans/our-plan/actions/1/milestones/1",
        "/plans/our-plan/actions/1/milestones/new",
        "/plans/our-plan/actions/1/progress/1",
        "/plans/our-plan/actions/1/measures/1",
    ):
        assert f'href="{address}"' in page.text, address
        assert browser.get(address).status_code == 200, address


def test_progress_is_added_and_corrected(browser: Browser, action: Action) -> None:
    page = browser.get("/plans/our-plan/actions/1/progress/new")
    browser.submit(page, {"text": "Begun.", "source": "CPG"})
    [entry] = content(action.plan_id).actions[0].progress
    assert (entry.text, entry.source, entry.day) == ("Begun.", "CPG", EDITION_DAY)
    correct = browser.get(f"/plans/our-plan/actions/1/progress/{entry.id}")
    assert error_summary_of(browser.submit(correct, {"text": "Not begun."})) == [
        "Enter why it is corrected"
    ]
    browser.submit(correct, {"text": "Not begun.", "why": "Mistaken"})
    assert content(action.plan_id).actions[0].progress[0].text == "Not begun."


def test_measures_show_their_change_and_a_chart(
    browser: Browser, action: Action, clock: GivenClock, client_as: Opened, officer: Person
) -> None:
    new = browser.get("/plans/our-plan/actions/1/measures/new")
    page = browser.submit(new, {"name": "Likes", "unit": "people"}, follow=True)
    browser.submit(page, {"value": "1,121"})
    clock.forward(days=10)
    browser = client_as(officer)
    page = browser.submit(browser.get(page.request.path), {"value": "1,200"}, follow=True)
    assert "+79" in words_of(page)
    assert "<title>Likes over time</title>" in page.text
    assert "style=" not in page.text
    [reading] = browser_links(page.text)
    corrected = browser.submit(browser.get(reading), {"value": "1,250", "why": "Miscounted"})
    assert "+129" in words_of(browser.get(corrected.location))


def browser_links(text: str) -> list[str]:
    """The address that corrects the second reading."""
    import re

    return re.findall(r'href="([^"]*/readings/2)"', text)


@pytest.mark.parametrize("value", ["", "many", "1e9", "--1", "NaN", "12,5x"])
def test_a_figure_that_is_no_number_is_refused(
    browser: Browser, action: Action, value: str
) -> None:
    operations.add_measure(action, "Likes", by=None)
    db.session.commit()
    page = browser.submit(browser.get("/plans/our-plan/actions/1/measures/1"), {"value": value})
    assert page.status_code == 422
    assert len(error_summary_of(page)) == 1
    assert "igure" in error_summary_of(page)[0]


def test_publishing_asks_once_and_the_edition_is_public(
    browser: Browser, action: Action, client: Browser
) -> None:
    make_milestone(action, "Study", "March 2014")
    page = browser.get("/plans/our-plan/publish")
    assert "A published edition is never changed." in words_of(page)
    done = browser.submit(page, {})
    assert done.location == "/plans/our-plan/editions/1"
    shown = words_of(client.get(done.location))
    for words in ("Our plan – 1st Review", "4 December 2013", "Study – March 2014", "SHA-256"):
        assert words in shown, words
    assert client.get("/plans/our-plan/editions/2").status_code == 404


def test_an_edition_shows_the_first_date_struck_through_and_in_words(
    browser: Browser, client: Browser
) -> None:
    from tests.factories.plans import make_worked_example

    example = make_worked_example()
    operations.publish_edition(example.plan, by=None)
    db.session.commit()
    page = client.get(f"/plans/{example.plan.slug}/editions/1")
    assert "end March 2013</s>" in page.text
    said = "Review – first date: end March 2013 , date now agreed: March 2014"
    assert said in words_of(page)


def test_a_plan_without_an_edition_is_not_found_by_the_public(
    action: Action, client: Browser
) -> None:
    assert client.get("/plans/our-plan/editions/1").status_code == 404


def test_nobody_but_officers_writes(
    app: Flask, client_as: Opened, member: Person, action: Action
) -> None:
    make_milestone(action)
    browser = client_as(member)
    for address in ("edit", "edit/words", "publish", "actions/new", "actions/1/edit"):
        assert browser.get(f"/plans/our-plan/{address}").status_code == 403, address
    for address in ("history", "actions/1/milestones/1"):
        assert browser.get(f"/plans/our-plan/{address}").status_code == 200, address


def test_what_is_not_there_is_not_found(browser: Browser, action: Action) -> None:
    for address in (
        "/plans/other/edit",
        "/plans/our-plan/actions/9/edit",
        "/plans/our-plan/actions/1/milestones/9",
        "/plans/our-plan/actions/1/progress/9",
        "/plans/our-plan/actions/1/measures/9",
    ):
        assert browser.get(address).status_code == 404, address
