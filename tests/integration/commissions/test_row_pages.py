"""Criteria with their weights, and questions: rows that work without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.commissions.models import Brief, Commission
from app.commissions.queries import draft_brief
from app.database import db
from app.people.models import Person
from tests.browsing import Browser, Value, error_summary_of, words_of
from tests.factories.commissions import make_commission

SignIn = Callable[[Person], Browser]
METHOD: dict[str, Value] = {"criteria-0-title": "Method", "criteria-0-weight": "55"}


def save(
    client_as: SignIn, commission: Commission, part: str, values: dict[str, Value]
) -> TestResponse:
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/{part}")
    return browser.submit(page, values, button="Save")


def draft(commission: Commission) -> Brief:
    db.session.expire_all()
    found = draft_brief(commission)
    assert found is not None
    return found


def test_criteria_are_saved_and_blank_rows_left_out(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    values: dict[str, Value] = {
        **METHOD,
        "criteria-2-title": "Deagh obair 🌟",
        "criteria-2-weight": "5%",
        "price_weight": "40",
    }
    answer = save(client_as, commission, "criteria", values)
    assert answer.location == f"/commissions/{commission.reference}/prepare"
    written = draft(commission)
    assert [(c.number, c.title, c.weight) for c in written.criteria] == [
        (1, "Method", 55),
        (2, "Deagh obair 🌟", 5),
    ]
    assert written.price_weight == 40


def test_weights_of_95_are_kept_in_the_draft_and_said(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    after = browser.submit(page, {**METHOD, "price_weight": "40"}, button="Save", follow=True)
    told = "The weights total 95. The criteria and the price must total 100."
    assert told in after.text
    assert draft(commission).price_weight == 40
    again = browser.get(f"/commissions/{commission.reference}/criteria")
    assert "Now they total 95" in words_of(again)


@pytest.mark.parametrize("weight", ["12,5", "-1", "abc", "0", "101", "12.5", "²", "9" * 5000])
def test_a_weight_that_is_no_whole_percentage_is_refused_at_its_row(
    app: Flask, client_as: SignIn, weight: str
) -> None:
    commission = make_commission("empty")
    values: dict[str, Value] = {**METHOD, "criteria-1-title": "B", "criteria-1-weight": weight}
    answer = save(client_as, commission, "criteria", values)
    assert answer.status_code == 422
    assert error_summary_of(answer) == [
        "Weight of criterion 2 must be a whole number from 1 to 100, like 25"
    ]
    assert 'href="#criteria-1-weight"' in answer.text
    assert f'value="{weight}"' in answer.text
    assert draft(commission).criteria == []


@pytest.mark.parametrize("weight", ["12,5", "-1", "abc", "101"])
def test_a_price_weight_that_is_no_percentage_is_refused(
    app: Flask, client_as: SignIn, weight: str
) -> None:
    answer = save(client_as, make_commission("empty"), "criteria", {"price_weight": weight})
    assert error_summary_of(answer) == [
        "Weight of the price must be a whole number from 0 to 100, like 25"
    ]


def test_a_row_that_is_half_filled_is_asked_about(app: Flask, client_as: SignIn) -> None:
    values: dict[str, Value] = {"criteria-0-weight": "50", "criteria-1-title": "Team"}
    answer = save(client_as, make_commission("empty"), "criteria", values)
    assert error_summary_of(answer) == [
        "Enter a title for criterion 1",
        "Enter a weight for criterion 2",
    ]


def test_two_criteria_of_one_title_are_refused(app: Flask, client_as: SignIn) -> None:
    values: dict[str, Value] = {
        **METHOD,
        "criteria-1-title": "method",
        "criteria-1-weight": "5",
    }
    answer = save(client_as, make_commission("empty"), "criteria", values)
    assert error_summary_of(answer) == ["Two criteria have the same title."]


def test_another_row_keeps_what_is_typed_and_saves_nothing(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    assert "Criterion 5" not in page.text
    longer = browser.submit(
        page, {**METHOD, "criteria-0-guidance": "Say how."}, button="Add another criterion"
    )
    assert longer.status_code == 200
    assert "Criterion 5" in longer.text
    assert "Say how." in longer.text
    assert "Now they total 55" in words_of(longer)
    assert draft(commission).criteria == []


def test_a_wrong_row_does_not_stop_another_from_being_added(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    longer = browser.submit(page, {"criteria-0-weight": "abc"}, button="Add another criterion")
    assert longer.status_code == 200
    assert 'value="abc"' in longer.text


def test_rows_stop_at_thirty(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    for _ in range(28):
        page = browser.submit(page, button="Add another criterion")
    assert "Criterion 30" in page.text
    assert "Criterion 31" not in page.text


def test_questions_are_saved_with_their_limits(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("empty")
    values: dict[str, Value] = {
        "questions-0-text": "How will you\r\nreach people?",
        "questions-0-word_limit": "300",
        "questions-3-text": "Cò nì an obair?",
    }
    assert save(client_as, commission, "questions", values).status_code == 302
    assert [(q.text, q.word_limit) for q in draft(commission).questions] == [
        ("How will you\nreach people?", 300),
        ("Cò nì an obair?", None),
    ]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"questions-1-word_limit": "300"}, "Enter the words of question 2"),
        (
            {"questions-0-text": "How?", "questions-0-word_limit": "lots"},
            "Most words for question 1 must be a whole number from 1 to 10,000, like 25",
        ),
        (
            {"questions-0-text": "q" * 2001},
            "Question must be 2,000 characters or fewer",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_its_row(
    app: Flask, client_as: SignIn, values: dict[str, Value], sentence: str
) -> None:
    answer = save(client_as, make_commission("empty"), "questions", values)
    assert answer.status_code == 422
    assert error_summary_of(answer) == [sentence]


def test_a_question_keeps_what_it_is_known_by_when_the_page_is_saved_again(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("draft")
    before = [question.key for question in draft(commission).questions]
    save(client_as, commission, "questions", {"questions-0-text": "Put in other words?"})
    after = draft(commission).questions
    assert [question.key for question in after] == before
    assert after[0].text == "Put in other words?"
