"""The pages on which a draft is written: texts, budget, terms and dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.commissions.models import Brief, Commission
from app.commissions.operations import begin_amendment
from app.commissions.queries import draft_brief
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, Value, error_summary_of, words_of
from tests.factories.commissions import make_commission

SignIn = Callable[[Person], Browser]


def save(
    client_as: SignIn, commission: Commission, part: str, values: dict[str, Value]
) -> TestResponse:
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/{part}")
    return browser.submit(page, values)


def draft(commission: Commission) -> Brief:
    db.session.expire_all()
    found = draft_brief(commission)
    assert found is not None
    return found


def test_texts_are_kept_with_their_line_breaks(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    answer = save(client_as, commission, "brief", {"background": "One.\r\n\r\nTwo – caora 🐑."})
    assert answer.location == f"/commissions/{commission.reference}/prepare"
    assert draft(commission).background == "One.\n\nTwo – caora 🐑."


def test_an_endless_text_is_refused_and_nothing_typed_is_lost(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    answer = save(client_as, commission, "brief", {"background": "y" * 20_001, "wanted": "This."})
    assert error_summary_of(answer) == ["Background must be 20,000 characters or fewer"]
    assert "y" * 20_001 in answer.text
    assert "This." in answer.text
    assert draft(commission).wanted == ""


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Select whether the budget is given to companies"),
        ({"told": "given"}, "Enter the budget"),
        (
            {"told": "given", "budget": "12,5"},
            "Budget must be an amount of money, like 1,250 or 1,250.50",
        ),
        ({"told": "given", "budget": "-1"}, "Budget must be £0.00 or more"),
        ({"told": "given", "budget": "1e9"}, "Budget must be an amount of money"),
        ({"told": "perhaps"}, "Select whether the budget is given to companies"),
    ],
)
def test_a_budget_that_cannot_be_meant_is_refused_at_its_field(
    app: Flask, client_as: SignIn, values: dict[str, Value], sentence: str
) -> None:
    answer = save(client_as, make_commission("empty"), "budget", values)
    assert answer.status_code == 422
    assert sentence in " ".join(error_summary_of(answer))


def test_a_budget_is_given_in_pounds_and_kept_in_pence(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    save(client_as, commission, "budget", {"told": "given", "budget": "£10,000.50"})
    assert draft(commission).budget_pence == 1_000_050


def test_a_withheld_budget_has_no_amount(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    save(client_as, commission, "budget", {"told": "withheld", "budget": "abc"})
    written = draft(commission)
    assert written.budget_withheld
    assert written.budget_pence is None


DEADLINE: dict[str, Value] = {
    "quote_deadline-day": "18",
    "quote_deadline-month": "12",
    "quote_deadline-year": "2013",
    "quote_deadline-time": "12 noon",
}


def test_a_delivery_date_is_shown_back_as_read_before_it_is_saved(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/terms")
    typed: dict[str, Value] = {**DEADLINE, "delivery_written": "end March 2014", "terms": "Ours."}
    asked = browser.submit(page, typed)
    assert asked.status_code == 200
    assert "21 to 31 March 2014" in asked.text or "21 March" in asked.text
    assert draft(commission).delivery_written == ""
    assert browser.submit(asked).status_code == 302
    written = draft(commission)
    assert written.delivery_written == "end March 2014"
    assert (written.delivery_earliest, written.delivery_latest) == (
        date(2014, 3, 21),
        date(2014, 3, 31),
    )
    assert written.quote_deadline == datetime(2013, 12, 18, 12, 0, tzinfo=UTC)
    assert written.terms == "Ours."


def test_a_deadline_in_the_past_is_refused_before_anything_is_shown_back(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    typed = {**DEADLINE, "quote_deadline-year": "2012", "delivery_written": "March 2014"}
    answer = save(client_as, commission, "terms", typed)
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["The deadline for quotes must be in the future."]
    assert "If that is right" not in words_of(answer)


def test_words_changed_after_they_were_shown_back_are_shown_back_again(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/terms")
    asked = browser.submit(page, {"delivery_written": "March 2014"})
    again = browser.submit(asked, {"delivery_written": "May 2014"})
    assert again.status_code == 200
    assert draft(commission).delivery_written == ""


@pytest.mark.parametrize("words", ["when it is ready", "ongoing", "TBC", "31/13/2014"])
def test_a_delivery_date_that_names_no_days_is_asked_about(
    app: Flask, client_as: SignIn, words: str
) -> None:
    commission = make_commission("empty")
    answer = save(client_as, commission, "terms", {"delivery_written": words, "terms": "Ours."})
    assert answer.status_code == 422
    assert f"“{words}” could not be read as a date." in error_summary_of(answer)[0]
    assert words in answer.text
    assert "Ours." in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quote_deadline-year": "2012"}, "The deadline for quotes must be in the future."),
        ({"quote_deadline-year": "2099"}, "The deadline for quotes must be within two years"),
        ({"quote_deadline-day": "31", "quote_deadline-month": "2"}, "must be a real date"),
        ({"quote_deadline-time": ""}, "must include a time"),
        ({"quote_deadline-day": "a lot"}, "must have a real day"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused_at_its_field_and_what_was_typed_stays(
    app: Flask, client_as: SignIn, changes: dict[str, Value], sentence: str
) -> None:
    commission = make_commission("empty")
    answer = save(client_as, commission, "terms", {**DEADLINE, **changes, "terms": "Ours."})
    assert answer.status_code == 422
    assert sentence in error_summary_of(answer)[0]
    assert "Ours." in answer.text
    for typed in changes.values():
        assert f'value="{typed}"' in answer.text
    assert draft(commission).quote_deadline is None


def test_two_dates_may_be_left_for_later(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    assert save(client_as, commission, "terms", {"terms": "Ours."}).status_code == 302
    assert draft(commission).terms == "Ours."


def test_every_planned_date_is_shown_back_before_all_are_saved(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/terms")
    asked = browser.submit(
        page, {**DEADLINE, "award_written": "mid Jan 2014", "delivery_written": "March 2014"}
    )

    assert "mid Jan 2014" in words_of(asked)
    assert "If that is right, save. If not, write those dates in other words." in words_of(asked)
    assert draft(commission).award_written == ""
    assert browser.submit(asked).status_code == 302
    written = draft(commission)
    assert (written.award_written, written.delivery_written) == ("mid Jan 2014", "March 2014")
    assert written.award_latest is not None


@pytest.mark.parametrize("field", ["issue", "opening", "award", "start"])
def test_a_planned_date_that_names_no_days_is_asked_about_at_its_field(
    app: Flask, client_as: SignIn, field: str
) -> None:
    commission = make_commission("empty")
    typed: dict[str, Value] = {f"{field}_written": "when we can", "delivery_written": "March 2014"}
    answer = save(client_as, commission, "terms", typed)
    assert answer.status_code == 422
    assert "“when we can” could not be read as a date" in error_summary_of(answer)[0]
    assert f'href="#{field}_written"' in answer.text
    assert "when we can" in answer.text


def test_a_step_is_not_planned_before_what_comes_first(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/terms")
    asked = browser.submit(page, {"award_written": "5 April 2014"})
    answer = browser.submit(asked)
    assert error_summary_of(answer) == ["The award cannot be planned after the delivery."]
    assert draft(commission).award_written == ""


def test_the_issue_is_no_longer_asked_for_once_the_brief_is_issued(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    begin_amendment(commission, by=commission.officer)
    db.session.commit()
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/terms")
    assert "Issue of the brief" not in page.text
    asked = browser.submit(page, {"award_written": "3 February 2014"})
    assert browser.submit(asked).status_code == 302
    assert draft(commission).award_written == "3 February 2014"
