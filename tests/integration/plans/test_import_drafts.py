"""Importing several editions on pages: days, headings, what each changes, answers, taking in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.audit.models import AuditEntry
from app.database import db
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Edition, ImportDraft, Plan
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.people import make_officer
from tests.factories.reviews import FORMATS, REVIEWS, as_csv, as_docx, as_text

URL = "/plans/import/files"


@pytest.fixture(autouse=True)
def later(clock: GivenClock) -> None:
    clock.move_to(datetime(2014, 6, 30, 10, tzinfo=UTC))


@pytest.fixture
def browser(app: Flask, client_as: Callable[[Person], Browser], officer: Person) -> Browser:
    return client_as(officer)


def bring(browser: Browser, *files: tuple[bytes, str], url: str = URL) -> TestResponse:
    """Choose files and go on."""
    page = browser.get(url)
    [token] = re.findall(rb'name="csrf_token" value="([^"]+)"', page.data)[-1:]
    data = {
        "csrf_token": token.decode(),
        "files": [(io.BytesIO(content), name) for content, name in files],
    }
    return browser.post(url, data=data, content_type="multipart/form-data")


def describe(browser: Browser, draft: str, at: int, file_id: int) -> None:
    day = REVIEWS[at].day
    values = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    done = browser.submit(browser.get(f"{draft}/files/{file_id}"), values, button="Save")
    assert done.status_code == 302


def confirm_headings(browser: Browser, draft: str) -> None:
    """Open each page of headings that is to be checked, and save it as it is proposed."""
    page = browser.get(draft)
    for href in dict.fromkeys(re.findall(rb'href="([^"]+/headings/[0-9a-f]+)"', page.data)):
        saved = browser.press(browser.get(href.decode()), "Save what they mean")
        assert saved.status_code == 302


def five_reviews(browser: Browser) -> str:
    files = [
        (write(review), f"{review.name}{ending}")
        for review, (ending, write) in zip(REVIEWS, FORMATS, strict=True)
    ]
    draft = bring(browser, *files).location
    db.session.expire_all()
    for at, file in enumerate(queries.files_of(db.session.query(ImportDraft).one())):
        describe(browser, draft, at, file.id)
    return draft


def test_five_files_are_read_mapped_answered_and_taken_in(browser: Browser) -> None:
    draft = five_reviews(browser)
    page = browser.get(draft)
    assert "check what the headings mean" in words_of(page)
    assert b"Import 5 editions" not in page.data
    confirm_headings(browser, draft)
    page = browser.get(draft)
    said = words_of(page)
    for words in (
        "The first edition: its 8 milestones get their first dates from it.",
        "Moved 181 days later (at least 152, up to 211)",
        "Split in 2:",
        "Came back after being left out",
        "1.1 Survey of the hall roof: 3 December 2012",
        "Is “Walkers’ forum – June 2014” the same as “Working party – June 2014”?",
    ):
        assert words in said, words
    assert db.session.query(Plan).count() == 0
    answered = browser.submit(page, {"pair_0": "no", "pair_1": "yes"}, button="Save the answers")
    assert answered.location == draft
    done = browser.press(browser.get(draft), "Import 5 editions")
    assert done.location == "/plans/halls-and-paths-of-strathquill"
    db.session.expire_all()
    plan = db.session.query(Plan).one()
    assert [each.number for each in queries.editions(plan.id)] == [5, 4, 3, 2, 1]
    assert len(queries.sources_of(plan.id)) == 5
    acts = {entry.act for entry in db.session.query(AuditEntry)}
    assert {
        "files brought for an import",
        "edition described",
        "headings mapped",
        "match answered",
        "edition imported",
        "source of an edition kept",
        "import finished",
    } <= acts
    assert browser.get(draft).status_code == 404


def test_the_original_file_can_be_downloaded_as_it_came(
    browser: Browser, client_as: Callable[[Person], Browser], member: Person, client: Browser
) -> None:
    content = as_docx(REVIEWS[0])
    draft = bring(browser, (content, "Erste Fassung.docx")).location
    describe(browser, draft, 0, 1)
    confirm_headings(browser, draft)
    browser.press(browser.get(draft), "Import 1 edition")
    edition = "/plans/halls-and-paths-of-strathquill/editions/1"
    page = client_as(member).get(edition)
    assert sha256(content).hexdigest() in words_of(page)
    kept = client_as(member).get(f"{edition}/source")
    assert kept.data == content
    assert "attachment" in kept.headers["Content-Disposition"]
    assert "Erste Fassung" not in words_of(client.get(edition))


def test_headings_are_proposed_changed_and_remembered(browser: Browser) -> None:
    rows = b"Ding,What we will do,Date\nCPG,Open the hall,May 2013\n"
    draft = bring(browser, (rows, "plan.csv")).location
    describe(browser, draft, 0, 1)
    [href] = set(re.findall(rb'href="([^"]+/headings/[0-9a-f]+)"', browser.get(draft).data))
    page = browser.get(href.decode())
    said = words_of(page)
    assert "The first rows Ding What we will do Date CPG Open the hall May 2013" in said
    assert "Proposed by likeness: please check" in said
    twice = browser.submit(page, {"column_0": "when"}, button="Save what they mean")
    assert twice.status_code == 422
    assert "Two columns hold “When”" in words_of(twice)
    saved = browser.submit(page, {"column_0": "who"}, button="Save what they mean")
    assert saved.status_code == 302
    again = browser.get(href.decode())
    assert b'<option value="who" selected>' in again.data
    other = bring(browser, (rows + b"CLD,Paint it,June 2013\n", "later.csv")).location
    assert "Headings to be checked" not in words_of(browser.get(other))


def test_what_a_file_does_not_say_is_typed_in(browser: Browser) -> None:
    draft = bring(browser, (b"What,When\nOpen the hall,May 2013\n", "plan.csv")).location
    describe(browser, draft, 0, 1)
    confirm_headings(browser, draft)
    assert "The page has no title" in words_of(browser.get(draft))
    page = browser.get(f"{draft}/files/1")
    browser.submit(page, {"title": "Our plan", "outcome": "Neighbours meet."}, button="Save")
    done = browser.press(browser.get(draft), "Import 1 edition")
    assert done.location == "/plans/our-plan"


def test_everything_understood_of_a_file_is_shown_with_places(browser: Browser) -> None:
    rows = b"What,When,Budget\nOpen the hall,soonish,X-77\n"
    draft = bring(browser, (rows, "plan.csv")).location
    said = words_of(browser.get(f"{draft}/files/1/read"))
    assert "The file, row 2, column C (Budget) X-77" in said
    assert "Open the hall" in said


def test_a_file_can_be_left_out_and_another_added(browser: Browser) -> None:
    draft = bring(browser, (as_text(REVIEWS[0]), "a.txt")).location
    bring(browser, (as_text(REVIEWS[1]), "b.txt"), (as_text(REVIEWS[0]), "a.txt"), url=draft)
    assert [file.typed_name for file in queries.files_of(db.session.get_one(ImportDraft, 1))] == [
        "a.txt",
        "b.txt",
    ]
    browser.press(browser.get(f"{draft}/files/2/take-out"), "Leave the file out")
    assert "b.txt" not in words_of(browser.get(draft))


def test_a_later_edition_is_put_after_those_that_are_here(
    browser: Browser, officer: Person
) -> None:
    from app.plans.importing.files import read_file

    first = read_file(as_csv(REVIEWS[0]), "a.csv", said_on=REVIEWS[0].day)
    operations.import_page(first, REVIEWS[0].day, by=officer)
    db.session.commit()
    page = browser.get("/plans/import")
    day = REVIEWS[1].day
    values = {
        "content": as_text(REVIEWS[1]).decode(),
        "day-day": str(day.day),
        "day-month": str(day.month),
        "day-year": str(day.year),
    }
    draft = browser.submit(page, values)
    assert draft.status_code == 302
    shown = browser.get(draft.location)
    assert "These are further editions of Halls and paths" in words_of(shown)
    browser.press(shown, "Import 1 edition")
    assert db.session.query(Edition).count() == 2


def test_editions_that_are_here_already_are_named(browser: Browser, officer: Person) -> None:
    from app.plans.importing.files import read_file

    first = read_file(as_csv(REVIEWS[0]), "a.csv", said_on=REVIEWS[0].day)
    operations.import_page(first, REVIEWS[0].day, by=officer)
    db.session.commit()
    draft = bring(browser, (as_text(REVIEWS[0]), "again.txt")).location
    describe(browser, draft, 0, 1)
    said = words_of(browser.get(draft))
    assert "Here already as the 1st Review" in said
    assert "Every edition is here already" in said


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "plan.docx", "plan.docx is empty"),
        (b"x", "plan.exe", "Each file must be a .txt, .html"),
        (b"PK\x03\x04x", "plan.docx", "plan.docx is damaged"),
        (b"%PDF-1.7", "plan.txt", "plan.txt is a PDF"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(
    browser: Browser, content: bytes, name: str, words: str
) -> None:
    page = bring(browser, (content, name))
    assert page.status_code == 422
    assert words in error_summary_of(page)[0]
    assert db.session.query(ImportDraft).count() == 0


def test_answers_must_be_given_to_every_question(browser: Browser) -> None:
    draft = five_reviews(browser)
    confirm_headings(browser, draft)
    page = browser.submit(browser.get(draft), {"pair_0": "no"}, button="Save the answers")
    assert page.status_code == 422
    assert error_summary_of(page) == ["Select whether they are the same milestone"]


def test_an_import_is_seen_by_whoever_began_it_and_by_no_one_else(
    browser: Browser, client_as: Callable[[Person], Browser], member: Person
) -> None:
    draft = bring(browser, (as_text(REVIEWS[0]), "a.txt")).location
    other = client_as(make_officer("Otto Officer"))
    for page in (draft, f"{draft}/files/1", f"{draft}/files/1/read", f"{draft}/files/1/take-out"):
        assert other.get(page).status_code == 404
        assert client_as(member).get(page).status_code == 403
