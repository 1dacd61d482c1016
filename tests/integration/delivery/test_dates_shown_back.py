"""Dates of deliverables pass the same reader and are shown back before they are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app import clock as the_clock
from app.database import db
from app.delivery import operations, queries
from app.delivery.rules import Term, Verdict
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.delivery import make_deliverable, make_delivered
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]


def test_a_new_deliverables_date_is_shown_back_and_nothing_typed_is_lost(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_awarded()
    browser = client_as(make_officer())
    url = f"/commissions/{commission.reference}/deliverables"
    shown = browser.submit(browser.get(url), {"title": "Aithisg", "when": "by Q2 2013/14"})
    assert "You wrote “by Q2 2013/14”." in words_of(shown)
    assert "That is any day up to 30 September 2013." in words_of(shown)
    assert queries.deliverables([commission.id], the_clock.today()) == {}
    back = browser.press(shown, "Change what you wrote")
    assert 'value="Aithisg"' in back.text and 'value="by Q2 2013/14"' in back.text
    page = browser.submit(back, {"when": "end March 2014"})
    done = browser.press(page, "Add the deliverable", follow=True)
    assert "1. Aithisg" in words_of(done)


@pytest.mark.parametrize("page", ["date", "forecast"])
def test_an_ambiguous_date_is_shown_with_both_readings(
    app: Flask, client_as: Browsers, page: str
) -> None:
    commission, due = make_deliverable("end March 2014")
    browser = client_as(make_officer())
    url = f"/commissions/{commission.reference}/deliverables/1/{page}"
    typed = {"when": "Q3 2014", "reason": "Snow.", "cause": "weather"}
    shown = browser.submit(browser.get(url), typed)
    said = words_of(shown)
    assert "1 July to 30 September 2014" in said
    assert "It could also be 1 October to 31 December 2014" in said
    dates = queries.standing_of(due, the_clock.today()).dates
    assert dates.proposed is None and dates.forecast is None
    button = "Propose this date" if page == "date" else "Record the forecast"
    browser.press(shown, button)
    db.session.expire_all()
    kept = queries.standing_of(due, the_clock.today()).dates
    entry = kept.proposed if page == "date" else kept.forecast
    assert entry is not None and entry.as_written == "Q3 2014"


def test_spaces_round_a_date_do_not_ask_for_it_twice(app: Flask, client_as: Browsers) -> None:
    commission, due = make_deliverable("end March 2014")
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{commission.reference}/deliverables/1/forecast")
    shown = browser.submit(page, {"when": "  June 2014 ", "reason": "Snow.", "cause": "weather"})
    browser.press(shown, "Record the forecast")
    db.session.expire_all()
    kept = queries.standing_of(due, the_clock.today()).dates.forecast
    assert kept is not None and kept.as_written == "June 2014"


def recommended() -> str:
    """A recommendation that the group took up: the address of its page."""
    commission = make_delivered()
    row = operations.list_recommendation(
        commission, "Put up notices\nin every shop.", term=Term.SHORT, by=make_officer()
    )
    operations.consider(
        commission,
        row,
        Verdict.TAKEN_UP,
        reason="It costs nothing.",
        considered_on=the_clock.today(),
        by=make_member(),
    )
    db.session.commit()
    return f"/commissions/{commission.reference}/recommendations/1"


@pytest.mark.parametrize(
    ("page", "button", "text"),
    [
        ("new-milestone", "Add the milestone", "Put up notices in every shop."),
        ("new-action", "Add the action", "First notices"),
    ],
)
def test_the_date_of_a_recommendation_is_shown_back_before_it_enters_the_plan(
    app: Flask, client_as: Browsers, page: str, button: str, text: str
) -> None:
    at = recommended()
    browser = client_as(make_officer())
    typed = {"when": "by Q2 2014/15 ", "text": text}
    shown = browser.submit(browser.get(f"{at}/{page}"), typed)
    assert "That is any day up to 30 September 2014." in words_of(shown)
    assert "It is not in the plan" in words_of(browser.get(at))
    back = browser.press(shown, "Change what you wrote")
    assert f'value="{text}"' in back.text and 'value="by Q2 2014/15 "' in back.text
    shown = browser.submit(back, {"when": "ongoing"})
    assert "That has no date." in words_of(shown)
    refused = browser.press(shown, "Keep my words" if "Keep my" in shown.text else button)
    assert error_summary_of(refused) == ["“ongoing” has no date. Enter a day to review it by"]
    shown = browser.submit(refused, {"when": "mid-2014", "review_by-day": ""})
    done = browser.press(shown, button, follow=True)
    assert "The recommendation is in the plan as" in words_of(done)
    assert text in words_of(done)


def test_words_that_are_no_date_are_asked_about(app: Flask, client_as: Browsers) -> None:
    commission, _ = make_deliverable()
    browser = client_as(make_officer())
    url = f"/commissions/{commission.reference}/deliverables/1/date"
    typed = {"when": "soonish", "reason": "Snow.", "cause": "weather"}
    refused = browser.submit(browser.get(url), typed)
    assert error_summary_of(refused) == ["“soonish” could not be read as a date"]
    assert "Snow." in refused.text


def test_a_deliverables_page_shows_its_history_as_at_any_day_and_its_corrections(
    app: Flask, client_as: Browsers
) -> None:
    commission, due = make_deliverable("end May 2014")
    officer = make_officer("Olive Officer")
    browser = client_as(officer)
    url = f"/commissions/{commission.reference}/deliverables/1"
    first = queries.standing_of(due, the_clock.today()).dates.baseline
    assert first is not None
    page = browser.get(f"{url}/dates/{first.id}/correct")
    shown = browser.submit(page, {"when": "end March 2014", "why": "A slip of the pen."})
    done = browser.press(shown, "Correct the date", follow=True)
    said = words_of(done)
    assert "Corrected to “end March 2014” on 18 December 2013 by Olive Officer." in said
    assert "First typed: “end May 2014”." in said
    operations.forecast(commission, due, "April 2014", reason="Snow", by=officer)
    operations.forecast(commission, due, "June 2014", reason="More snow", by=officer)
    said = words_of(client_as(make_member()).get(url))
    assert "61 days later" in said
    assert "Correct the date" not in said


def test_a_received_day_is_corrected_on_its_page(app: Flask, client_as: Browsers) -> None:
    commission, due = make_deliverable()
    officer = make_officer()
    receipt = operations.record_received(
        commission, due, the_clock.today(), note="On paper", file=None, by=officer
    )
    db.session.commit()
    browser = client_as(officer)
    url = f"/commissions/{commission.reference}/deliverables/1/received/{receipt.id}/correct"
    done = browser.submit(
        browser.get(url), {"received_on-day": "17", "why": "It lay in the post room"}, follow=True
    )
    assert "Corrected from 18 December 2013" in words_of(done)
    assert "17 December 2013, recorded by" in words_of(done)
