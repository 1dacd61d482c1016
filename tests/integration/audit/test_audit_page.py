"""Officers and administrators read who did what, and cannot change it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app import clock as calendar
from app.audit.models import AuditEntry
from app.audit.operations import record
from app.audit.queries import head
from app.audit.verifying import check, entries_of
from app.database import db
from app.people.models import Person
from app.people.operations import keep_setting
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.people import make_administrator, make_company, make_member, make_officer

As = Callable[[Person], Browser]


@pytest.fixture
def ailsa(app: Flask) -> Person:
    return make_officer("Ailsa Example")


@pytest.fixture
def officer(client_as: As, ailsa: Person) -> Browser:
    return client_as(ailsa)


def did(
    act: str,
    subject: Person,
    by: Person | None = None,
    *,
    before: str = "",
    after: str = "",
    why: str = "",
) -> AuditEntry:
    who = by or subject
    entry = record(act, subject, subject.name, by=who, before=before, after=after, why=why)
    db.session.commit()
    return entry


def downloaded(browser: Browser, question: str = "") -> list[dict[str, str]]:
    answer = browser.get("/audit.csv" + question)
    assert answer.mimetype == "text/csv"
    assert "attachment; filename=audit-2013-12-04.csv" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def test_an_entry_says_who_what_when_before_after_and_why(officer: Browser, ailsa: Person) -> None:
    did("roles changed", ailsa, before="member", after="officer", why="Joins the team")
    words = words_of(officer.get("/audit"))
    assert "4 December 2013 at 10:00:00 GMT Ailsa Example Roles changed: Ailsa Example" in words
    assert "Before: member After: officer Why: Joins the team" in words


def test_the_newest_entry_comes_first(officer: Browser, ailsa: Person) -> None:
    did("first act", ailsa)
    did("second act", ailsa)
    words = words_of(officer.get("/audit"))
    assert words.index("Second act") < words.index("First act")


def test_a_companys_act_names_its_contact_and_company(officer: Browser, ailsa: Person) -> None:
    contact = make_company("Specimen Studio").contacts[0]
    did("signed in by link", contact)
    assert "Contact of Specimen Studio, Specimen Studio" in words_of(officer.get("/audit"))
    assert downloaded(officer)[0]["Company"] == "Specimen Studio"


def test_what_the_tracker_did_itself_is_said_so(officer: Browser, ailsa: Person) -> None:
    record("sign-in refused", ailsa, ailsa.name, by=None, why="wrong password")
    assert "the tracker Sign-in refused: Ailsa Example" in words_of(officer.get("/audit"))


def test_entries_of_one_commission(officer: Browser) -> None:
    one, other = make_commission("issued"), make_commission("issued")
    words = words_of(officer.get(f"/audit?commission={one.id}"))
    table = words[words.index("Entries 1 to") :]
    assert one.reference in table
    assert other.reference not in table
    rows = downloaded(officer, f"?commission={one.id}")
    assert {row["Commission"] for row in rows} == {one.reference}


def test_entries_of_one_person_are_what_they_did_and_what_was_done_about_them(
    officer: Browser, ailsa: Person
) -> None:
    member = make_member("Ruaridh Example")
    did("signed in", member)
    did("roles changed", member, by=ailsa)
    did("signed in", ailsa)
    rows = downloaded(officer, f"?person={member.id}")
    assert [(row["Who"], row["Act"]) for row in rows] == [
        ("Ailsa Example", "roles changed"),
        ("Ruaridh Example", "signed in"),
    ]


def test_entries_of_some_days_count_both_ends(
    officer: Browser, ailsa: Person, clock: GivenClock
) -> None:
    for day in (1, 2, 3, 4):
        clock.move_to(datetime(2013, 12, day, 9, tzinfo=UTC))
        did(f"act {day}", ailsa)
    question = "?first-day=2&first-month=12&first-year=2013&last-day=3&last-month=12&last-year=2013"
    assert [row["Act"] for row in downloaded(officer, question)] == ["act 3", "act 2"]
    assert "Entries 1 to 2 of 2" in words_of(officer.get("/audit" + question))


def test_days_that_run_backwards_are_refused_in_a_sentence(officer: Browser) -> None:
    question = "?first-day=3&first-month=12&first-year=2013&last-day=2&last-month=12&last-year=2013"
    answer = officer.get("/audit" + question)
    assert error_summary_of(answer) == ["Last day must be the same as or after the first day"]
    assert officer.get("/audit.csv" + question).status_code == 400


@pytest.mark.parametrize(
    "question",
    ["?commission=x", "?person=999999999", "?page=-3", "?first-day=99", "?commission=1e9"],
)
def test_a_question_that_makes_no_sense_is_answered_plainly(
    officer: Browser, question: str
) -> None:
    assert officer.get("/audit" + question).status_code in (200, 422)


def test_the_calendars_day_is_shown_where_it_is_not_the_real_one(
    app: Flask, officer: Browser, ailsa: Person, clock: GivenClock
) -> None:
    app.config["IS_DEMONSTRATION"] = True
    keep_setting("demonstration_day", "2013-12-04")
    clock.move_to(datetime(2013, 12, 4, 20, tzinfo=UTC))
    did("signed in", ailsa)
    assert "Calendar:" not in words_of(officer.get("/audit"))
    keep_setting("demonstration_day", "2014-05-01")
    calendar.forget_pinned_day()
    did("signed in", ailsa)
    assert "Calendar: 1 May 2014" in words_of(officer.get("/audit"))


def test_the_file_has_every_entry_and_the_page_fifty(officer: Browser, ailsa: Person) -> None:
    for n in range(120):
        record(f"act {n}", ailsa, ailsa.name, by=ailsa)
    assert len(downloaded(officer)) == 120
    page = officer.get(f"/audit?person={ailsa.id}&page=2")
    assert "Entries 51 to 100 of 120" in words_of(page)
    assert f"/audit?page=3&amp;person={ailsa.id}" in page.text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_the_file_is_a_formula(officer: Browser, ailsa: Person, start: str) -> None:
    typed = f"{start}HYPERLINK(1)"
    did("roles changed", ailsa, why=typed)
    assert downloaded(officer)[0]["Why"] == f"'{typed}"


def test_a_page_of_many_entries_asks_the_database_as_often_as_one_of_few(
    officer: Browser, ailsa: Person
) -> None:
    for n in range(3):
        did(f"act {n}", ailsa)
    few = statements_of(lambda: officer.get("/audit"))
    for n in range(60):
        did(f"act {n}", make_company().contacts[0])
    assert statements_of(lambda: officer.get("/audit")) == few


def test_officers_and_administrators_alone_read_the_audit(client_as: As, app: Flask) -> None:
    assert client_as(make_administrator()).get("/audit").status_code == 200
    for person in (make_member(), make_company().contacts[0]):
        browser = client_as(person)
        assert browser.get("/audit").status_code == 403
        assert browser.get("/audit.csv").status_code == 403


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET why = 'no reason'",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    ],
)
def test_the_database_lets_nobody_change_an_entry(ailsa: Person, statement: str) -> None:
    did("signed in", ailsa)
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_the_whole_audit_is_downloaded_as_its_chain(app: Flask, officer: Browser) -> None:
    answer = officer.get("/audit.jsonl")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = answer.data.splitlines(keepends=True)
    checked = check(entries_of(lines), [head()])
    assert (checked.fault, checked.number) == (None, len(lines))
    assert head().hash in officer.get("/audit").get_data(as_text=True)
