"""Editions of a plan side by side: on a page, and by `flask plan compare`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.database import db
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import from_json
from app.plans.models import Cause, Milestone, Plan
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.pages import PAGE
from tests.factories.plans import EDITION_DAY, make_action, make_plan, make_worked_example


def redate(milestone: Milestone, when: str, by: Person, approver: Person) -> None:
    """Agree another date for a milestone."""
    review_by = None if "20" in when else date(2014, 12, 1)
    proposed = operations.propose_date(
        milestone,
        when,
        reason="Staff changed",
        cause=Cause.OTHER,
        by=by,
        review_by=review_by,
    )
    operations.decide_date(proposed, approve=True, by=approver)
    db.session.commit()


@pytest.fixture
def plan(app: Flask, officer: Person, other_officer: Person, clock: GivenClock) -> Plan:
    """The worked example in two editions: the review moved, the group lost its date."""
    example = make_worked_example()
    operations.publish_edition(example.plan, by=officer)
    clock.forward(days=300)
    redate(example.review, "March 2015", officer, other_officer)
    redate(example.group, "TBC", officer, other_officer)
    operations.publish_edition(example.plan, by=officer)
    db.session.commit()
    return example.plan


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["plan", "compare", *words])


def test_an_edition_gives_its_milestones_with_what_their_dates_mean(plan: Plan) -> None:
    newest, content = queries.published_content(plan.id, date(2015, 1, 1)) or pytest.fail("none")
    found = queries.edition_milestones(content, newest.day)
    review, group = found.milestones
    assert (review.place, review.latest, review.first_latest) == (
        "2.1",
        date(2015, 3, 31),
        date(2013, 3, 31),
    )
    assert (group.is_dated, group.kind) == (False, "unparseable: tbc")
    assert [action.number for action in found.actions] == [1, 2]


def test_the_command_says_in_json_what_became_of_each_milestone(app: Flask, plan: Plan) -> None:
    done = run(app, f"{plan.slug}:1", f"{plan.slug}:2", "--json")
    assert done.exit_code == 0
    group, review = json.loads(done.stdout)
    assert (group["kind"], group["months_late"], group["number"]) == ("laundered", 3, 2)
    assert group["before"] == "Partnership Group – June 2014"
    assert group["after"] == "Partnership Group – TBC"
    assert (review["kind"], review["days"], review["interval"]) == ("later", 365, [335, 395])
    assert review["days_since_first"] == 730
    assert (review["certainty"], review["doubtful"]) == (1.0, False)
    assert set(review) >= {"action", "number", "kind", "before", "after", "days", "sentence"}


def test_the_command_says_it_in_words_the_worst_first(app: Flask, plan: Plan) -> None:
    done = run(app, f"{plan.slug}:1", f"{plan.slug}:2")
    first, second = done.stdout.splitlines()
    assert first.startswith("2.2 Partnership Group [laundered, 100% certain]: Had a date and now")
    assert "Moved 365 days later" in second
    same = run(app, f"{plan.slug}:2", f"{plan.slug}:2")
    assert same.stdout == "Nothing changed.\n"


def test_the_command_can_look_backwards(app: Flask, plan: Plan) -> None:
    done = run(app, f"{plan.slug}:2", f"{plan.slug}:1", "--json")
    kinds = {each["number"]: (each["kind"], each["days"]) for each in json.loads(done.stdout)}
    assert kinds == {1: ("earlier", -365), 2: ("gained date", None)}


def test_the_command_compares_pages_that_are_not_stored(app: Flask, tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(PAGE, "utf-8")
    second.write_text(
        PAGE.replace("1. Study – March 2014", "1. Study – ongoing").replace("1st", "2nd"), "utf-8"
    )
    done = run(app, str(first), str(second), "--day", "2014-09-30", "--json")
    changes = json.loads(done.stdout)
    assert (changes[0]["kind"], changes[0]["now"]) == ("laundered", ["2.1"])
    assert changes[0]["months_late"] == 18  # its page names end March 2013 as the first date
    assert {each["kind"] for each in changes[1:]} == {"unchanged"}
    assert db.session.query(Plan).count() == 0


def test_the_command_finds_in_an_older_page_what_came_back(app: Flask, tmp_path: Path) -> None:
    whole, without = tmp_path / "whole.txt", tmp_path / "without.txt"
    whole.write_text(PAGE, "utf-8")
    without.write_text(PAGE.replace(" 2. Working Group – June 2014", ""), "utf-8")
    alone = json.loads(run(app, str(without), str(whole), "--json").stdout)
    assert {each["kind"] for each in alone} == {"new", "unchanged"}
    done = run(app, str(without), str(whole), "--earlier", str(whole), "--json")
    assert {each["kind"] for each in json.loads(done.stdout)} == {"returned", "unchanged"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere:1", "nowhere:2"], "There is no published plan “nowhere”."),
        (["example:1", "example:7"], "has no edition 7."),
        (["missing.txt", "example:1"], "missing.txt cannot be read"),
    ],
)
def test_what_is_not_there_ends_with_a_sentence_on_standard_error(
    app: Flask, plan: Plan, words: list[str], sentence: str
) -> None:
    done = run(app, *(word.replace("example", plan.slug) for word in words))
    assert (done.exit_code, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_says_what_an_edition_is(app: Flask) -> None:
    assert "a plan and its number" in " ".join(run(app, "--help").stdout.split())


def test_officers_and_members_see_on_a_page_what_changed(
    plan: Plan, officer: Person, member: Person, client_as: Callable[[Person], Browser]
) -> None:
    for somebody in (officer, member):
        page = client_as(somebody).get(f"/plans/{plan.slug}/compare?from=1&to=2")
        words = words_of(page)
        assert "2 milestones changed or to be asked about, 0 unchanged" in words
        assert words.index("Laundered") < words.index("Moved 365 days later")
        assert "at least 3 months late, counted from 30 June 2014" in words
        assert "Review – March 2014 Review – March 2015 100% certain" in words


def test_the_page_compares_the_last_two_editions_when_none_are_named(
    plan: Plan, officer: Person, client_as: Callable[[Person], Browser]
) -> None:
    browser = client_as(officer)
    assert "Moved 365 days later" in words_of(browser.get(f"/plans/{plan.slug}/compare"))
    same = browser.get(f"/plans/{plan.slug}/compare?from=2&to=2")
    assert "no milestones changed or to be asked about, 2 unchanged" in words_of(same)
    back = browser.get(f"/plans/{plan.slug}/compare?from=2&to=1")
    assert "Moved 365 days earlier" in words_of(back)


@pytest.mark.parametrize("asked", ["from=1&to=3", "from=x", "to=0", "from=-1", "to=99999999"])
def test_an_edition_that_is_not_there_is_not_found(
    plan: Plan, officer: Person, client_as: Callable[[Person], Browser], asked: str
) -> None:
    assert client_as(officer).get(f"/plans/{plan.slug}/compare?{asked}").status_code == 404


def test_a_plan_with_one_edition_has_nothing_to_compare(
    app: Flask, officer: Person, client_as: Callable[[Person], Browser]
) -> None:
    example = make_worked_example()
    browser = client_as(officer)
    for said in ("no editions", "1 edition"):
        page = browser.get(f"/plans/{example.plan.slug}/compare")
        assert f"There is nothing to compare yet: the plan has {said}." in words_of(page)
        if said == "no editions":
            operations.publish_edition(example.plan, by=officer)


def test_the_editions_lead_officers_and_not_the_public_to_the_comparison(
    plan: Plan, officer: Person, client: Browser, client_as: Callable[[Person], Browser]
) -> None:
    link = f'href="/plans/{plan.slug}/compare"'
    browser = client_as(officer)
    for address in (f"/plans/{plan.slug}/editions/2", f"/plans/{plan.slug}/edit"):
        assert link in browser.get(address).text
    assert link not in client.get(f"/plans/{plan.slug}/editions/2").text


def test_a_long_comparison_is_read_in_pages_and_asks_no_more_queries(
    app: Flask,
    officer: Person,
    other_officer: Person,
    client_as: Callable[[Person], Browser],
    statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    browser = client_as(officer)
    asked: list[int] = []
    for size in (2, 60):
        plan = make_plan()
        action = make_action(plan)
        operations.publish_edition(plan, by=officer)
        for number in range(size):
            operations.add_milestone(action, f"Step {number}", "March 2014", by=officer)
        operations.publish_edition(plan, by=officer)
        with statements() as seen:
            page = browser.get(f"/plans/{plan.slug}/compare")
        asked.append(sum(1 for each in seen if each.lstrip().startswith("SELECT")))
    assert asked[0] == asked[1]
    assert "page=2" in page.text
    assert "Step 59" in words_of(browser.get(f"/plans/{plan.slug}/compare?from=1&to=2&page=2"))


def test_what_was_reworded_after_it_was_met_is_named(
    plan: Plan, officer: Person, clock: GivenClock
) -> None:
    [review, _] = [
        each
        for action in plan.actions
        for each in sorted(action.milestones, key=lambda m: m.number)
    ]
    operations.record_met(review, date(2014, 9, 1), by=officer)
    operations.publish_edition(plan, by=officer)
    before = queries.editions(plan.id)[0]
    assert from_json(before.content).actions[1].milestones[0].met_on == date(2014, 9, 1)
    clock.forward(days=30)
    operations.edit_milestone(review, "Interim review", by=officer)
    operations.publish_edition(plan, by=officer)
    changes = queries.comparison(plan.id, 3, 4).changed
    assert [change.kind.value for change in changes] == ["reworded after met"]
    assert before.day > EDITION_DAY
