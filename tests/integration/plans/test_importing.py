"""Importing a published page: whole, once, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import PlanContent, from_json
from app.plans.importing import ReadPlan, read_page
from app.plans.models import Plan
from tests.factories.pages import PAGE, SLUG
from tests.factories.plans import EDITION_DAY

REAL_PAGE = Path(__file__).parents[4] / "shared" / "data" / "first-review.txt"


def page(content: str = PAGE) -> ReadPlan:
    return read_page(content, said_on=EDITION_DAY)


def imported(read: ReadPlan, by: Person | None = None) -> PlanContent:
    plan = operations.import_page(read, EDITION_DAY, by=by).plan
    db.session.commit()
    return queries.plan_content(plan.id, EDITION_DAY)


def test_everything_on_the_page_is_in_the_plan(app: Flask, officer: Person) -> None:
    content = imported(page(), officer)
    first, second = content.actions
    assert content.slug == SLUG
    assert content.outcome.endswith("Fàilte! 🙂")
    assert content.category == "Newsletters"
    assert first.partners == ("CPG", "CLD", "Youth Council", "Academies/Colleges")
    assert first.who_note == "as appropriate"
    assert [(m.number, m.text, m.as_written, m.latest) for m in first.milestones] == [
        (1, "Find an editor", "Sept 2013", date(2013, 9, 30)),
        (2, "Print the first number", "March 2014", date(2014, 3, 31)),
        (3, "Keep it going", "2014-16", date(2016, 12, 31)),
    ]
    assert [(p.day, p.text, p.source) for p in first.progress] == [
        (EDITION_DAY, "An editor has been found.", "1st Review")
    ]
    assert [(rate.name, rate.shown) for rate in first.rates] == [
        ("Click rate", "0.050%"),
        ("Actions per click", "0.40"),
    ]
    assert [m.text for m in second.milestones] == ["Study", "Working Group"]


def test_a_reading_keeps_its_own_day_and_others_are_known_by_the_editions_day(app: Flask) -> None:
    measures = {m.name.casefold(): m for m in imported(page()).actions[0].measures}
    [likes], [clicks] = measures["likes"].readings, measures["clicks"].readings
    assert (likes.day, likes.day_is, likes.value) == (date(2013, 10, 24), "on", Decimal(25))
    assert (clicks.day, clicks.day_is, clicks.value) == (EDITION_DAY, "by", Decimal(100))


def test_the_pages_dates_are_agreed_by_the_editions_day(app: Flask) -> None:
    content = imported(page())
    milestone = content.actions[1].milestones[0]
    agreed = queries.milestone_dates([milestone.id], EDITION_DAY)[milestone.id].agreed
    assert agreed is not None
    assert (agreed.decided_on, agreed.agreed_is, agreed.source) == (EDITION_DAY, "by", "1st Review")


def test_the_page_becomes_its_plans_first_edition(app: Flask) -> None:
    content = imported(page())
    found = queries.edition(content.plan_id, 1)
    assert (found.name, found.day) == ("1st Review", EDITION_DAY)
    assert from_json(found.content) == content


def test_importing_the_same_page_twice_changes_nothing(app: Flask, officer: Person) -> None:
    imported(page())
    again = operations.import_page(page(PAGE.replace("\n", "\r\n")), EDITION_DAY, by=officer)
    assert not again.is_new
    assert again.edition is None
    assert "imported already" in again.sentence
    assert not db.session.new and not db.session.dirty
    assert db.session.query(Plan).count() == 1


def test_another_page_of_the_same_plan_is_refused_and_leaves_nothing(app: Flask) -> None:
    imported(page())
    other = page(PAGE.replace("June 2014", "July 2014").replace("1st Review", "2nd Review"))
    with pytest.raises(RuleBroken, match="cannot be put before it"):
        operations.import_page(other, EDITION_DAY, by=None)
    db.session.rollback()
    assert db.session.query(Plan).count() == 1


def test_what_could_not_be_read_is_kept_with_the_plan(app: Flask) -> None:
    read = page(PAGE + "\nTwo hundred pounds\n")
    assert any("Two hundred pounds" in line.text for line in read.unread)
    plan = operations.import_page(read, EDITION_DAY, by=None).plan
    assert "Two hundred pounds" in plan.unread
    assert plan.unread.startswith("Line ")


def test_a_date_that_cannot_be_read_is_kept_as_written(app: Flask) -> None:
    read = page(PAGE.replace("1. Study – March 2014", "1. Study – Blue Moon 2014ish"))
    first = imported(read).actions[1].milestones[0]
    assert "Blue Moon 2014ish" in f"{first.text} {first.as_written}"
    assert first.latest is None


def test_pages_that_cannot_be_stored_whole_are_refused_in_a_sentence(app: Flask) -> None:
    read = page()
    twice = replace(read, actions=(read.actions[0], read.actions[0]), fingerprint="other")
    cases = {
        "no title": replace(read, title="", fingerprint="1"),
        "200 characters": replace(read, title="x" * 10_000, fingerprint="2"),
        "no outcome": replace(read, outcome="", fingerprint="3"),
        "No numbered action": replace(read, actions=(), fingerprint="4"),
        "two actions numbered 1": twice,
        "longer than 50,000": replace(read, outcome="x" * 50_001, fingerprint="5"),
    }
    for words, case in cases.items():
        with pytest.raises(RuleBroken, match=words):
            operations.import_page(case, EDITION_DAY, by=None)
    assert db.session.query(Plan).count() == 0


def test_two_milestones_of_one_number_are_refused(app: Flask) -> None:
    read = page()
    action = read.actions[1]
    doubled = replace(action, milestones=(action.milestones[0], action.milestones[0]))
    with pytest.raises(RuleBroken, match="two milestones numbered 1"):
        operations.import_page(replace(read, actions=(doubled,)), EDITION_DAY, by=None)


def test_an_edition_of_a_day_to_come_is_refused(app: Flask) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.import_page(page(), date(2013, 12, 5), by=None)
    assert broken.value.field == "day"


@pytest.mark.skipif(not REAL_PAGE.is_file(), reason="the published page is not beside the project")
def test_the_real_page_is_imported_whole(app: Flask) -> None:
    content = imported(page(REAL_PAGE.read_text("utf-8")))
    first, second = content.actions
    assert [len(action.milestones) for action in content.actions] == [5, 4]
    assert len(first.partners) == 6
    values = {m.name.casefold(): m.readings[0] for m in first.measures}
    assert sorted(int(reading.value) for reading in values.values()) == [
        45,
        50,
        104,
        121,
        329,
        358,
        767_926,
    ]
    assert values["likes"].day == date(2013, 10, 24)
    assert first.rates[0].shown == "0.047%"
    assert [m.as_written for m in second.milestones] == [
        "March 2014",
        "June 2014",
        "September 2014",
        "2014-16",
    ]
    assert content.category == "Social Media"
