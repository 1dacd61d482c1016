"""Before an edition is published: what changed, what is late and unsaid, what has no date."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import Edition, LeftUnsaid
from app.position.operations import (
    approve_sentence,
    check_flags,
    publish_checked,
    write_sentence,
)
from app.position.queries.flags import flags_on
from app.position.queries.publishing import before_publishing
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_milestone, make_worked_example
from tests.factories.position import make_many_late, statements_of

WHY = "The group hears of it at its next meeting."


@pytest.fixture
def example(app: Flask, clock: GivenClock) -> WorkedExample:
    """The worked example with its 1st Review of 4 December 2013; now it is 1 May 2014."""
    found = make_worked_example()
    plans.publish_edition(found.plan, by=None)
    db.session.commit()
    clock.forward(days=148)
    return found


@pytest.fixture
def officer(app: Flask) -> Person:
    return make_officer("Olive Officer")


@pytest.fixture
def browser(
    client_as: Callable[[Person], Browser], officer: Person, example: WorkedExample
) -> Browser:
    """Signed in on the day."""
    return client_as(officer)


def address(example: WorkedExample) -> str:
    return f"/plans/{example.plan.slug}/publish"


def field_of(example: WorkedExample) -> str:
    return f"left_{example.review.id}"


def count(kind: type[Edition] | type[LeftUnsaid]) -> int:
    return len(list(db.session.scalars(select(kind))))


def approve(example: WorkedExample, by: Person) -> None:
    sentence = write_sentence(example.review, "It has slipped.", facts="It has slipped.", by=by)
    approve_sentence(sentence, by=make_member())
    db.session.commit()


def test_a_late_milestone_of_which_the_plan_says_nothing_keeps_an_edition_back(
    browser: Browser, example: WorkedExample
) -> None:
    page = browser.get(address(example))
    assert "Action 2, milestone 1: Review Lapsed since 1 April 2014" in words_of(page)
    answer = browser.submit(page, {"name": "2nd Review"})
    assert answer.status_code == 422
    assert error_summary_of(answer)[0].startswith("Have a sentence about this milestone approved")
    assert count(Edition) == 1


def test_whoever_leaves_it_unsaid_does_so_by_name(
    browser: Browser, example: WorkedExample, officer: Person, client: Browser
) -> None:
    page = browser.get(address(example))
    done = browser.submit(page, {field_of(example): WHY}, follow=True)
    said = f"Action 2, milestone 1, Review : left so by Olive Officer. {WHY}"
    assert said in words_of(done)
    assert WHY not in client.get(f"/plans/{example.plan.slug}/editions/2").text
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.act == "late milestone published without a sentence")
    ).one()
    assert (entry.actor_id, entry.why, entry.after) == (officer.id, WHY, "2nd Review")


def test_an_approved_sentence_about_the_slip_lets_it_through(
    browser: Browser, example: WorkedExample, officer: Person
) -> None:
    approve(example, officer)
    page = browser.get(address(example))
    assert field_of(example) not in page.text
    assert "1 new entry in Action Progress" in words_of(page)
    browser.submit(page, {"name": "2nd Review"})
    assert (count(Edition), count(LeftUnsaid)) == (2, 0)


def test_a_sentence_from_before_it_slipped_again_does_not_count(
    example: WorkedExample, officer: Person, clock: GivenClock
) -> None:
    approve(example, officer)
    day = clock().date()
    assert before_publishing(example.plan.id, day).unanswered == ()
    proposed = plans.propose_date(
        example.review, "May 2014", reason="Snow", cause="weather", by=officer
    )
    plans.decide_date(proposed, approve=True, by=make_member())
    db.session.commit()
    clock.forward(days=40)
    found = before_publishing(example.plan.id, clock().date()).unanswered
    assert [each.line.position.milestone.id for each in found] == [example.review.id]


def test_a_sentence_that_waits_is_not_enough(
    example: WorkedExample, officer: Person, clock: GivenClock
) -> None:
    write_sentence(example.review, "It has slipped.", facts="It has slipped.", by=officer)
    with pytest.raises(RuleBroken) as broken:
        publish_checked(example.plan, name="", left={}, by=officer)
    assert broken.value.field == field_of(example)
    with pytest.raises(RuleBroken):
        publish_checked(example.plan, name="", left={example.review.id: "  "}, by=officer)


def test_what_changed_since_the_last_edition_is_named(
    browser: Browser, example: WorkedExample, officer: Person
) -> None:
    proposed = plans.propose_date(
        example.group, "August 2014", reason="It waits", cause="other", by=officer
    )
    plans.decide_date(proposed, approve=True, by=make_member())
    make_milestone(example.action, "Launch", "2015", agreed_on=proposed.proposed_on)
    db.session.commit()
    page = words_of(browser.get(address(example)))
    assert "What changed since the 1st Review" in page
    assert "Later" in page
    assert "August 2014" in page
    assert "Launch" in page


def test_what_has_no_date_is_named_with_its_day_of_review(
    browser: Browser, example: WorkedExample, clock: GivenClock
) -> None:
    make_milestone(
        example.action, "Keep going", "ongoing", clock().date(), review_by=clock().date()
    )
    page = words_of(browser.get(address(example)))
    assert "Keep going – ongoing: to be reviewed by 1 May 2014" in page


def test_the_first_edition_has_nothing_to_be_compared_with(browser: Browser, app: Flask) -> None:
    fresh = make_worked_example()
    page = words_of(browser.get(address(fresh)))
    assert "It is the first edition of this plan." in page


def test_a_sentence_answers_the_flag_that_is_open(
    example: WorkedExample, officer: Person, clock: GivenClock
) -> None:
    day = clock().date()
    sentence = write_sentence(example.review, "It slipped.", facts="It slipped.", by=officer)
    assert sentence.flag_id is None
    check_flags(day)
    changed = write_sentence(example.review, "It slipped again.", facts="…", by=officer)
    own = [each for each in flags_on(day) if each.milestone_id == example.review.id]
    assert changed.flag_id == own[0].id


def test_the_check_costs_as_much_for_many_milestones_as_for_few(
    app: Flask, client_as: Callable[[Person], Browser]
) -> None:
    officer = client_as(make_officer())
    _, few = statements_of(lambda: officer.get(f"{make_many_late('few', 2)}/publish"))
    db.session.expire_all()
    address = f"{make_many_late('many', 40)}/publish"
    _, many = statements_of(lambda: officer.get(address))
    assert many <= few
