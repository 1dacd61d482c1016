"""Plans, actions and milestones written by hand, with the history of every word."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.models import Revision
from tests.conftest import GivenClock
from tests.factories.plans import EDITION_DAY, make_action, make_milestone, make_plan


def refusal(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[str, str | None]:
    return broken.value.sentence, broken.value.field


def test_a_plan_needs_a_title_and_an_outcome(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.create_plan("  ", "Heard.", by=officer)
    assert refusal(broken) == ("Enter a title", "title")
    with pytest.raises(RuleBroken) as broken:
        operations.create_plan("Plan", "\r\n", by=officer)
    assert refusal(broken) == ("Enter the outcome", "outcome")


def test_two_plans_never_have_the_same_title(app: Flask, officer: Person) -> None:
    make_plan("Our Plan")
    with pytest.raises(RuleBroken) as broken:
        operations.create_plan("our  plan", "Heard.", by=officer)
    assert refusal(broken) == ("There is already a plan with this title", "title")
    other = make_plan("Another")
    with pytest.raises(RuleBroken):
        operations.edit_plan(other, title="OUR PLAN", outcome="Heard.", by=officer)


def test_a_period_ends_after_it_starts(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.create_plan(
            "Plan",
            "Heard.",
            period_start=date(2016, 1, 1),
            period_end=date(2013, 1, 1),
            by=officer,
        )
    assert broken.value.field == "period_end"


def test_who_is_split_into_partners_and_keeps_its_note(app: Flask, officer: Person) -> None:
    plan = make_plan()
    action = operations.add_action(
        plan, "Listen", who="CPG, CLD, Private/Creative sector as appropriate.", by=officer
    )
    assert [p.name for p in action.partners] == ["CPG", "CLD", "Private/Creative sector"]
    assert action.who_note == "as appropriate"
    operations.edit_action(action, text="Listen", who="Youth Council, CPG", by=officer)
    assert [p.name for p in action.partners] == ["Youth Council", "CPG"]


def test_every_changed_word_is_kept_with_who_when_and_why(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    action = make_action(text="Listen")
    clock.forward(days=2)
    operations.edit_action(action, text="Listen well", why="Clearer", by=officer)
    db.session.flush()
    [kept] = db.session.scalars(select(Revision))
    assert (kept.subject_type, kept.field, kept.before, kept.after) == (
        "action",
        "text",
        "Listen",
        "Listen well",
    )
    assert (kept.day, kept.by_id, kept.why) == (date(2013, 12, 6), officer.id, "Clearer")
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.actor_name, entry.before, entry.after) == (
        "action edited",
        "Olive Officer",
        "text: Listen",
        "text: Listen well",
    )


def test_saving_the_same_words_changes_nothing(app: Flask, officer: Person) -> None:
    action = make_action(text="Listen")
    before = db.session.query(AuditEntry).count()
    assert operations.edit_action(action, text=" Listen\r\n", by=officer) is False
    assert db.session.query(Revision).count() == 0
    assert db.session.query(AuditEntry).count() == before


def test_words_can_be_gaelic_and_emoji_and_stay_whole(app: Flask, officer: Person) -> None:
    plan = operations.create_plan("Cò às a tha thu? 🙂", "Èist ri daoine 👂🏽", by=officer)
    db.session.commit()
    content = queries.plan_content(plan.id, EDITION_DAY)
    assert (content.title, content.outcome) == ("Cò às a tha thu? 🙂", "Èist ri daoine 👂🏽")
    assert plan.slug == "co-as-a-tha-thu"


def test_the_wording_of_an_earlier_day_is_what_stood_then(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    plan = make_plan("First title")
    action = make_action(plan, "First words", who="CPG, CLD")
    milestone = make_milestone(action, "Study")
    for number in (1, 2):
        clock.forward(days=10)
        operations.edit_plan(plan, title=f"Title {number}", outcome="Heard.", by=officer)
        operations.edit_action(action, text=f"Words {number}", who=f"Partner {number}", by=officer)
        operations.edit_milestone(milestone, f"Study {number}", by=officer)
    db.session.commit()

    def said(day: date) -> tuple[str, str, tuple[str, ...], str]:
        content = queries.plan_content(plan.id, day)
        [shown] = content.actions
        return content.title, shown.text, shown.partners, shown.milestones[0].text

    assert said(date(2013, 12, 13)) == ("First title", "First words", ("CPG", "CLD"), "Study")
    assert said(date(2013, 12, 14)) == ("Title 1", "Words 1", ("Partner 1",), "Study 1")
    assert said(date(2013, 12, 24)) == ("Title 2", "Words 2", ("Partner 2",), "Study 2")


def test_numbers_are_never_used_twice(app: Flask, officer: Person) -> None:
    plan = make_plan()
    first = make_action(plan)
    make_milestone(first, "One")
    operations.withdraw_milestone(first.milestones[0], "Not needed", by=officer)
    second = make_milestone(first, "Two")
    assert second.number == 2
    operations.withdraw_action(first, "Not needed", by=officer)
    assert make_action(plan).number == 2
    with pytest.raises(RuleBroken):
        operations.add_action(plan, "Third", number=2, by=officer)


def test_what_was_withdrawn_is_shown_until_that_day_and_not_after(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    action = make_action()
    milestone = make_milestone(action)
    clock.forward(days=5)
    operations.withdraw_action(action, "The group was dissolved", by=officer)
    db.session.commit()
    plan_id = action.plan_id
    assert queries.plan_content(plan_id, date(2013, 12, 8)).actions[0].milestones
    assert queries.plan_content(plan_id, date(2013, 12, 9)).actions == ()
    [before] = queries.milestones_on(date(2013, 12, 8))
    [after] = queries.milestones_on(date(2013, 12, 9))
    assert (before.withdrawn_on, after.withdrawn_on) == (None, date(2013, 12, 9))
    with pytest.raises(RuleBroken):
        operations.edit_milestone(milestone, "Study", by=officer)
    with pytest.raises(RuleBroken):
        operations.edit_action(action, text="Listen", by=officer)


def test_withdrawing_needs_a_reason(app: Flask, officer: Person) -> None:
    milestone = make_milestone()
    with pytest.raises(RuleBroken) as broken:
        operations.withdraw_milestone(milestone, " ", by=officer)
    assert broken.value.field == "reason"


@pytest.mark.parametrize("words", ["ongoing", "TBC", "asap", "when the cows come home"])
def test_words_without_a_date_need_a_day_to_review_them_by(
    app: Flask, officer: Person, words: str
) -> None:
    action = make_action()
    with pytest.raises(RuleBroken) as broken:
        operations.add_milestone(action, "Watch", words, by=officer)
    assert broken.value.field == "review_by"
    added = operations.add_milestone(action, "Watch", words, review_by=date(2014, 6, 1), by=officer)
    dates = queries.milestone_dates([added.id], EDITION_DAY)[added.id]
    assert dates.agreed is not None
    assert (dates.agreed.as_written, dates.agreed.days.latest) == (words, None)


def test_a_review_day_is_not_in_the_past(app: Flask, officer: Person) -> None:
    milestone = make_milestone()
    with pytest.raises(RuleBroken):
        operations.set_review_by(milestone, date(2013, 12, 3), by=officer)
    assert operations.set_review_by(milestone, date(2013, 12, 4), by=officer)


def test_a_milestone_is_not_agreed_on_a_day_to_come(app: Flask, officer: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        operations.add_milestone(
            make_action(), "Study", "March 2014", agreed_on=date(2013, 12, 5), by=officer
        )
    assert broken.value.field == "agreed_on"
