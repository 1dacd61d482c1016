"""Starting a commission from a milestone, and what it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.commissions.models import Commission
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import make_commission, make_milestone
from tests.factories.people import make_officer

SignIn = Callable[[Person], Browser]


def only_commission() -> Commission:
    db.session.expire_all()
    return db.session.scalars(select(Commission)).one()


def test_without_a_milestone_there_is_a_choice_of_those_in_the_plans(
    app: Flask, client_as: SignIn
) -> None:
    milestone, withdrawn = make_milestone("Review"), make_milestone("Withdrawn one")
    withdrawn.withdrawn_on = clock.today()
    db.session.commit()
    page = client_as(make_officer()).get("/commissions/new")
    assert f'href="/commissions/new?milestone={milestone.id}"' in page.text
    assert "Withdrawn one" not in page.text
    assert 'href="/commissions" class="govuk-back-link">Back to commissions' in page.text


def test_where_there_is_no_milestone_the_way_to_a_plan_is_shown(
    app: Flask, client_as: SignIn
) -> None:
    page = client_as(make_officer()).get("/commissions/new")
    assert 'href="/plans/import"' in page.text and 'href="/plans/new"' in page.text


def test_a_commission_is_started_with_the_milestones_words_as_its_title(
    app: Flask, client_as: SignIn
) -> None:
    officer, milestone = make_officer(), make_milestone("Review of engagement")
    browser = client_as(officer)
    page = browser.get(f"/commissions/new?milestone={milestone.id}")
    assert 'value="Review of engagement"' in page.text
    answer = browser.submit(page)
    commission = only_commission()
    assert answer.location == f"/commissions/{commission.reference}/prepare"
    assert (commission.title, commission.officer_id) == ("Review of engagement", officer.id)
    assert commission.milestone_id == milestone.id


@pytest.mark.parametrize(
    "title", ["Ath-sgrùdadh air conaltradh ionadail", "Review 📣 of “engagement” & <more>"]
)
def test_a_title_in_any_script_is_kept_as_typed(app: Flask, client_as: SignIn, title: str) -> None:
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/new?milestone={make_milestone().id}")
    browser.submit(page, {"title": title}, follow=True)
    assert only_commission().title == title


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("", "Enter a title"),
        ("   ", "Enter a title"),
        ("x" * 10_000, "Title must be 200 characters or fewer"),
    ],
)
def test_a_title_that_is_empty_or_endless_is_refused_at_its_field(
    app: Flask, client_as: SignIn, title: str, sentence: str
) -> None:
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/new?milestone={make_milestone().id}")
    answer = browser.submit(page, {"title": title})
    assert answer.status_code == 422
    assert error_summary_of(answer) == [sentence]
    assert title.strip() in answer.text


@pytest.mark.parametrize("milestone", ["999", "abc", "-1", "²", "9" * 40])
def test_an_unknown_milestone_is_not_found(app: Flask, client_as: SignIn, milestone: str) -> None:
    page = client_as(make_officer()).get(f"/commissions/new?milestone={milestone}")
    assert page.status_code == 404


def test_somebody_who_is_no_officer_cannot_be_chosen(app: Flask, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/new?milestone={make_milestone().id}")
    answer = browser.submit(page, {"officer": "999"})
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Select an officer"]


def test_title_and_officer_of_a_draft_can_be_changed(app: Flask, client_as: SignIn) -> None:
    commission, other = make_commission("empty"), make_officer("Another Officer")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/title")
    answer = browser.submit(page, {"title": "Other words", "officer": str(other.id)}, follow=True)
    assert "Title and officer saved" in words_of(answer) or "Title and officer saved" in answer.text
    changed = only_commission()
    assert (changed.title, changed.officer_id) == ("Other words", other.id)
