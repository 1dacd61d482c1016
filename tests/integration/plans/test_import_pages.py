"""Importing by page: paste or choose, see what was understood, confirm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.database import db
from app.people.models import Person
from app.plans import queries
from app.plans.models import Edition, Plan
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.pages import PAGE, SLUG, TITLE

URL = "/plans/import"


@pytest.fixture
def browser(client_as: Callable[[Person], Browser], officer: Person) -> Browser:
    return client_as(officer)


def preview(browser: Browser, content: str = PAGE) -> TestResponse:
    return browser.submit(browser.get(URL), {"content": content})


def stored() -> int:
    db.session.expire_all()
    return db.session.query(Plan).count()


def test_the_preview_shows_everything_that_was_understood(browser: Browser) -> None:
    page = preview(browser)
    said = words_of(page)
    assert page.status_code == 200
    for words in (
        TITLE,
        "1st Review",
        "Fàilte! 🙂",
        "Youth Council",
        "Note: as appropriate",
        "1. Find an editor",
        "That is 1 to 30 September 2013.",
        "That is 1 to 31 March 2014.",
        "calendar or financial years",
        "An editor has been found.",
        "200,000",
        "24 October 2013",
        "Newsletters",
        "This entry was posted in Newsletters.",
        "Every line of the page was read.",
    ):
        assert words in said, words


def test_the_preview_stores_nothing(browser: Browser) -> None:
    preview(browser)
    assert stored() == 0


def test_lines_that_were_not_read_are_listed_with_their_number(browser: Browser) -> None:
    said = words_of(preview(browser, f"{PAGE}Two hundred pounds\n"))
    assert "Two hundred pounds" in said
    assert f"{len(PAGE.splitlines()) + 1} Two hundred pounds" in said


def test_confirming_stores_the_plan_and_publishes_it(browser: Browser) -> None:
    done = browser.press(preview(browser), "Import this plan")
    assert done.status_code == 302
    assert done.location == f"/plans/{SLUG}"
    assert stored() == 1
    assert db.session.query(Edition).one().number == 1


def test_a_first_date_in_the_text_is_recorded_where_it_is_ticked(browser: Browser) -> None:
    page = preview(browser)
    assert "Record end March 2013 as the first date of action 2, milestone 1: Study" in words_of(
        page
    )
    values = {
        "first_2_0": True,
        "first_2_0_agreed-day": "31",
        "first_2_0_agreed-month": "1",
        "first_2_0_agreed-year": "2013",
        "first_2_0_cause": "nothing received",
    }
    assert browser.submit(page, values, button="Import this plan").status_code == 302
    db.session.expire_all()
    plan = db.session.query(Plan).one()
    then = queries.plan_content(plan.id, date(2013, 10, 24))
    [action] = then.actions
    assert [(m.text, m.as_written) for m in action.milestones] == [("Study", "end March 2013")]
    study = queries.plan_content(plan.id, date(2013, 12, 4)).actions[1].milestones[0]
    dates = queries.milestone_dates([study.id], date(2013, 12, 4))[study.id]
    assert dates.cause == "nothing received"
    assert "initially planned for end March 2013" in dates.reason


def test_without_a_tick_no_first_date_is_recorded(browser: Browser) -> None:
    browser.press(preview(browser), "Import this plan")
    db.session.expire_all()
    plan = db.session.query(Plan).one()
    study = queries.plan_content(plan.id, date(2013, 12, 4)).actions[1].milestones[0]
    assert study.first_as_written is None


def test_a_tick_needs_a_day_and_stores_nothing_without_it(browser: Browser) -> None:
    page = browser.submit(preview(browser), {"first_2_0": True}, button="Import this plan")
    assert page.status_code == 422
    assert error_summary_of(page) == ["Enter a day by which the first date had been agreed"]
    assert stored() == 0
    late = {
        "first_2_0": True,
        "first_2_0_agreed-day": "4",
        "first_2_0_agreed-month": "12",
        "first_2_0_agreed-year": "2013",
    }
    page = browser.submit(page, late, button="Import this plan")
    assert page.status_code == 422
    assert "before the date on file" in error_summary_of(page)[0]
    assert stored() == 0


def test_the_same_page_again_changes_nothing_and_says_so(browser: Browser) -> None:
    first = preview(browser)
    browser.press(first, "Import this plan")
    again = preview(browser)
    assert "imported already" in words_of(again)
    assert b"Import this plan" not in again.data
    resent = browser.press(first, "Import this plan")
    assert resent.status_code == 302
    assert stored() == 1


def test_a_differing_page_of_the_same_plan_is_refused(browser: Browser) -> None:
    browser.press(preview(browser), "Import this plan")
    other = preview(browser, PAGE.replace("June 2014", "July 2014"))
    assert "There is already a 1st Review" in words_of(other)
    assert b"Import this plan" not in other.data


AS_HTML = "".join(f"<p>{line}</p>" for line in PAGE.replace(" |", "").splitlines())


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.txt", PAGE), ("saved.HTML", AS_HTML), ("saved.htm", f"\ufeff{AS_HTML}")],
)
def test_a_file_is_read_as_pasted_text_is(browser: Browser, name: str, content: str) -> None:
    file = (BytesIO(content.encode()), name)
    page = browser.submit(browser.get(URL), {"content": "", "file": file})
    assert TITLE in words_of(page)
    assert browser.press(page, "Import this plan").status_code == 302
    assert stored() == 1
    assert "imported already" in words_of(preview(browser))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"content": ""}, "Paste the page, or choose a file"),
        ({"file": (b"x", "page.exe")}, "The selected file must be a .txt, .html, .htm, .docx"),
        ({"file": (b"%PDF-1.4 words", "page.txt")}, "The selected file is a PDF"),
        ({"file": (b" \n", "page.txt")}, "The selected file is empty"),
        ({"file": (b"x" * 2_000_001, "page.txt")}, "The selected file must be smaller than 2 MB"),
        ({"content": PAGE, "file": (b"x", "p.txt")}, "Paste the page or choose a file, not both"),
        ({"content": PAGE, "day-year": "2014"}, "The day of the edition must be today or earlier"),
        ({"content": PAGE, "day-day": "31", "day-month": "2"}, "must be a real date"),
        ({"content": "x" * 2_000_001}, "The page must be smaller than 2 MB"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(
    browser: Browser, values: dict[str, object], sentence: str
) -> None:
    typed = {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else str(value)
        for name, value in values.items()
    }
    page = browser.submit(browser.get(URL), typed)
    assert page.status_code == 422
    assert sentence in error_summary_of(page)[0]
    assert stored() == 0


def test_a_page_without_actions_says_so_and_offers_no_import(browser: Browser) -> None:
    page = preview(browser, "Our plan – 1st Review\nWe will listen to what neighbours say.")
    assert "No numbered action was found" in words_of(page)
    assert b"Import this plan" not in page.data


def test_markup_in_a_page_is_shown_as_words(browser: Browser) -> None:
    page = preview(browser, PAGE.replace("An editor", "<script>alert(1)</script> An editor"))
    assert b"<script>alert" not in page.data


def test_only_officers_import(
    app: Flask, client_as: Callable[[Person], Browser], member: Person
) -> None:
    assert client_as(member).get(URL).status_code == 403
    assert client_as(member).get(f"{URL}/confirm").status_code == 403
