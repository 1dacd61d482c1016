"""A company asks about the brief: until a deadline, once, and only officers learn who asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions import operations
from app.commissions.models import Clarification, Commission, PublishedAnswer
from app.commissions.operations import AlreadyAsked, BriefChanges
from app.commissions.queries import (
    asked_questions,
    asking_ends,
    own_question,
    own_questions,
    published_answers,
    waiting_questions,
)
from app.commissions.rules import MOST_WAITING, AskedState
from app.database import db
from app.errors import NotFound, RuleBroken
from app.mail import sent_mails
from tests.conftest import GivenClock
from tests.factories.asking import QUESTION, ask, make_asked, publish
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_member, make_officer


def with_asking_deadline(days: int) -> Commission:
    commission = make_commission("draft")
    ends = calendar.now() + timedelta(days=days)
    by = commission.officer
    operations.edit_brief(commission, {"clarification_deadline": ends}, by=by)
    operations.issue_brief(commission, calendar.now(), by=by)
    db.session.commit()
    return commission


def test_a_question_waits_for_its_company_and_its_officer_is_told(app: Flask) -> None:
    commission, question = make_asked()
    invitation = question.invitation
    [own] = own_questions(contact_of(invitation.company), invitation)
    assert (own.text, own.state, own.number) == (QUESTION, AskedState.WAITING, None)
    mail = sent_mails()[0]
    assert mail.to == commission.officer.email
    assert QUESTION not in mail.text, "mails are kept, and the words lie sealed"
    assert f"/commissions/{commission.reference}/clarifications/{question.id}" in mail.text
    entry = db.session.query(AuditEntry).filter_by(act="question asked").one()
    assert entry.actor_name == contact_of(invitation.company).name


def test_one_second_late_is_too_late_and_a_second_before_is_not(
    app: Flask, clock: GivenClock
) -> None:
    commission = with_asking_deadline(days=5)
    ends = asking_ends(commission)
    assert ends is not None
    clock.move_to(ends - timedelta(seconds=1))
    ask(commission.invitations[0], "In time?")
    clock.move_to(ends)
    with pytest.raises(RuleBroken, match="Questions could be asked until"):
        ask(commission.invitations[0], "Too late?")
    assert len(waiting_questions([commission.id])[commission.id]) == 1


def test_the_deadline_for_questions_is_told_in_the_invitation(app: Flask) -> None:
    with_asking_deadline(days=5)
    assert "ask on its page before 10am on Monday 9 December 2013" in sent_mails()[0].text


@pytest.mark.parametrize("days", [0, -1, 14, 15])
def test_a_deadline_for_questions_leaves_time_to_quote(app: Flask, days: int) -> None:
    commission = make_commission("draft")
    ends = calendar.now() + timedelta(days=days)
    with pytest.raises(RuleBroken, match="deadline for asking questions must be") as refused:
        operations.edit_brief(commission, {"clarification_deadline": ends}, by=commission.officer)
    assert refused.value.field == "clarification_deadline"


def test_a_draft_that_waited_too_long_is_not_issued_with_a_past_deadline(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_commission("draft")
    ends = calendar.now() + timedelta(days=2)
    operations.edit_brief(commission, {"clarification_deadline": ends}, by=commission.officer)
    clock.forward(days=2)
    with pytest.raises(RuleBroken, match="must be in the future"):
        operations.issue_brief(commission, calendar.now(), by=commission.officer)


def test_the_deadline_for_questions_is_extended_and_never_brought_forward(
    app: Flask, clock: GivenClock
) -> None:
    commission = with_asking_deadline(days=5)
    ends = asking_ends(commission)
    assert ends is not None
    by = commission.officer
    with pytest.raises(RuleBroken, match="not brought forward"):
        sooner: BriefChanges = {"clarification_deadline": ends - timedelta(days=1)}
        operations.amend_brief(commission, sooner, "Sooner.", by=by)
    db.session.rollback()
    clock.move_to(ends + timedelta(days=1))
    later = ends + timedelta(days=3)
    operations.amend_brief(commission, {"clarification_deadline": later}, "More time.", by=by)
    assert asking_ends(commission) == later
    ask(commission.invitations[0], "There is time again?")


def test_the_same_question_pressed_twice_is_kept_once(app: Flask) -> None:
    _, question = make_asked()
    with pytest.raises(AlreadyAsked):
        ask(question.invitation, f"  {QUESTION}\n")
    assert db.session.query(Clarification).count() == 1


def test_two_companies_may_ask_the_same(app: Flask) -> None:
    commission, _ = make_asked()
    ask(commission.invitations[1])
    assert len(waiting_questions([commission.id])[commission.id]) == 2


def test_nobody_asks_for_another_company(app: Flask) -> None:
    commission, question = make_asked()
    stranger = contact_of(commission.invitations[1].company)
    with pytest.raises(NotFound):
        operations.ask(question.invitation, "For another?", by=stranger)
    with pytest.raises(NotFound):
        own_question(stranger, question.invitation, question.id)
    with pytest.raises(NotFound):
        operations.withdraw_question(commission.invitations[1], question.id, by=stranger)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_001])
def test_an_empty_or_endless_question_is_refused(app: Flask, text: str) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken) as refused:
        ask(commission.invitations[0], text)
    assert refused.value.field == "text"


def test_ten_thousand_characters_of_any_script_are_kept_as_typed(app: Flask) -> None:
    commission = make_commission("issued")
    text = ("<b>Ciamar a tha?</b> 🏴󠁧󠁢󠁳󠁣󠁴󠁿 & \u202eabc " * 400)[:10_000].strip()
    assert ask(commission.invitations[0], text).text == text


def test_a_company_does_not_flood_the_officer(app: Flask) -> None:
    commission = make_commission("issued")
    for number in range(MOST_WAITING):
        ask(commission.invitations[0], f"Question {number}?")
    with pytest.raises(RuleBroken, match="wait for an answer already"):
        ask(commission.invitations[0], "One more?")


def test_a_question_is_withdrawn_once_and_stays_on_record(app: Flask) -> None:
    commission, question = make_asked()
    by = contact_of(question.invitation.company)
    operations.withdraw_question(question.invitation, question.id, by=by)
    db.session.commit()
    assert waiting_questions([commission.id]) == {}
    [kept] = asked_questions(commission, commission.officer)
    assert (kept.state, kept.text) == (AskedState.WITHDRAWN, QUESTION)
    with pytest.raises(RuleBroken, match="withdrawn this question already"):
        operations.withdraw_question(question.invitation, question.id, by=by)


def test_an_answered_question_is_not_withdrawn(app: Flask) -> None:
    _, question = make_asked()
    publish(question)
    with pytest.raises(RuleBroken, match="has been answered"):
        operations.withdraw_question(
            question.invitation, question.id, by=contact_of(question.invitation.company)
        )


def test_nothing_is_asked_or_answered_of_a_cancelled_commission(app: Flask) -> None:
    commission, question = make_asked()
    operations.cancel(commission, "No money.", by=commission.officer)
    db.session.commit()
    with pytest.raises(RuleBroken, match="was cancelled"):
        ask(commission.invitations[1], "And now?")
    with pytest.raises(RuleBroken, match="was cancelled"):
        publish(question)


def test_only_officers_learn_who_asked(app: Flask) -> None:
    commission, question = make_asked()
    [seen] = asked_questions(commission, make_officer())
    assert seen.company == question.invitation.company.name
    assert asked_questions(commission, make_member()) == []
    publish(question)
    [answer] = published_answers(commission.id)
    assert "company" not in vars(answer)
    assert "person" not in vars(answer)


def test_the_database_publishes_an_answer_once_and_never_changes_it(app: Flask) -> None:
    _, question = make_asked()
    publish(question)
    for change in (
        "UPDATE published_answer SET answer = 'No.'",
        "DELETE FROM published_answer",
        "INSERT OR REPLACE INTO published_answer SELECT id + 9, commission_id, clarification_id,"
        " number, question, 'No.', published_at, published_by_id, brief_number"
        " FROM published_answer",
    ):
        with pytest.raises(Exception, match="append-only"):
            db.session.connection().exec_driver_sql(change)
        db.session.rollback()
    assert db.session.query(PublishedAnswer).one().answer == "Yes, but not all of them."
