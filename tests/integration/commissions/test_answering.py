"""An officer answers what a company asked, to every invited company at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from app import clock as calendar
from app import files
from app.commissions import operations
from app.commissions.models import Clarification, Commission
from app.commissions.queries import (
    answer_files,
    draft_brief,
    held_for_the_brief,
    issued_brief,
    own_questions,
    published_answers,
    waiting_questions,
)
from app.commissions.rules import AskedState, Reply
from app.database import db
from app.errors import RuleBroken
from app.mail import sent_mails
from app.people.queries import person_by_email
from tests.factories.asking import ANSWER, QUESTION, ask, make_asked, publish
from tests.factories.commissions import contact_of, make_companies
from tests.factories.people import make_member, make_officer


def addresses(commission: Commission) -> set[str]:
    return {contact_of(each.company).email for each in commission.invitations}


def draft(question: Clarification, wording: str = QUESTION, answer: str = ANSWER) -> None:
    by = question.invitation.commission.officer
    operations.draft_answer(question, wording, answer, by=by)


def test_every_invited_company_gets_one_mail_that_does_not_say_who_asked(app: Flask) -> None:
    commission, question = make_asked()
    before = len(sent_mails())
    publish(question)
    told = sent_mails()[: len(sent_mails()) - before]
    assert {mail.to for mail in told} == addresses(commission)
    assert len(told) == 3
    asker = question.invitation.company
    for mail in told:
        assert QUESTION in mail.text
        assert ANSWER in mail.text
        assert asker.name not in mail.text
        assert contact_of(asker).name not in mail.text.replace(f"Dear {mail_name(mail.to)}", "")


def mail_name(address: str) -> str:
    person = person_by_email(address)
    assert person is not None
    return person.name


def test_a_company_that_declined_is_told_too(app: Flask) -> None:
    commission, question = make_asked()
    invitation = commission.invitations[2]
    operations.reply(invitation, Reply.DECLINED, "No time.", by=contact_of(invitation.company))
    publish(question)
    assert contact_of(invitation.company).email in {mail.to for mail in sent_mails()[:3]}


def test_a_company_invited_later_reads_every_earlier_answer(app: Flask) -> None:
    commission, question = make_asked()
    publish(question)
    [late] = make_companies(1)
    operations.invite(commission, late, by=commission.officer)
    db.session.commit()
    assert [each.number for each in published_answers(commission.id)] == [1]
    assert own_questions(contact_of(late), commission.invitations[-1]) == []


def test_answers_are_numbered_in_the_order_of_publication(app: Flask) -> None:
    commission, first = make_asked()
    second = ask(commission.invitations[1], "Is there a map?")
    publish(second, "Is there a map?", "Yes.")
    publish(first)
    assert [(a.number, a.question) for a in published_answers(commission.id)] == [
        (1, "Is there a map?"),
        (2, QUESTION),
    ]


def test_an_answer_is_published_once_whoever_presses_second(app: Flask) -> None:
    commission, question = make_asked()
    publish(question)
    before = len(sent_mails())
    with pytest.raises(RuleBroken, match="has been answered, by answer 1"):
        operations.publish_answer(question, calendar.now(), by=make_officer())
    assert len(published_answers(commission.id)) == 1
    assert len(sent_mails()) == before


def test_only_officers_answer(app: Flask) -> None:
    _, question = make_asked()
    with pytest.raises(RuleBroken, match="Only an officer can answer a question"):
        operations.draft_answer(question, QUESTION, ANSWER, by=make_member())


def test_what_gives_a_company_away_must_be_confirmed(app: Flask) -> None:
    commission, question = make_asked()
    other = commission.invitations[1].company.name
    draft(question, f"May {other} help?")
    assert operations.warnings_of(question) == [f"It names the company {other}."]
    by = commission.officer
    with pytest.raises(RuleBroken, match="give no company away") as refused:
        operations.publish_answer(question, calendar.now(), by=by)
    assert refused.value.field == "names_nobody"
    assert operations.publish_answer(question, calendar.now(), names_nobody=True, by=by) == 3


def test_the_name_of_a_file_can_give_a_company_away(app: Flask) -> None:
    commission, question = make_asked()
    draft(question)
    company = question.invitation.company.name
    stored = files.store(BytesIO(b"Map"), f"{company.replace(' ', '_')}.txt")
    operations.attach_to_answer(question, stored, by=commission.officer)
    assert operations.warnings_of(question) == [f"It names the company {company}."]


def test_files_of_an_answer_stay_as_they_were_published(app: Flask) -> None:
    commission, question = make_asked()
    draft(question)
    by = commission.officer
    operations.attach_to_answer(question, files.store(BytesIO(b"Map"), "Map.txt"), by=by)
    operations.publish_answer(question, calendar.now(), by=by)
    db.session.commit()
    [answer] = published_answers(commission.id)
    assert [file.typed_name for file in answer.files] == ["Map.txt"]
    with pytest.raises(RuleBroken, match="has been answered"):
        operations.remove_from_answer(question, answer.files[0].id, by=by)
    with pytest.raises(RuleBroken, match="has been answered"):
        operations.attach_to_answer(question, files.store(BytesIO(b"New"), "New.txt"), by=by)
    assert len(answer_files(question.id)) == 1


def test_an_answer_can_give_more_time_in_one_go_and_one_mail(app: Flask) -> None:
    commission, question = make_asked()
    assert commission.quote_deadline is not None
    later = commission.quote_deadline + timedelta(days=3)
    draft(question)
    before = len(sent_mails())
    operations.publish_answer(question, calendar.now(), deadline=later, by=commission.officer)
    db.session.commit()
    assert commission.quote_deadline == later
    [answer] = published_answers(commission.id)
    assert answer.brief_number == 2
    told = sent_mails()[: len(sent_mails()) - before]
    assert sorted(mail.to for mail in told) == sorted(addresses(commission))
    assert all(ANSWER in mail.text and "Deadline for quotes: was" in mail.text for mail in told)


def test_a_deadline_that_is_no_extension_publishes_nothing(app: Flask) -> None:
    commission, question = make_asked()
    assert commission.quote_deadline is not None
    sooner = commission.quote_deadline - timedelta(days=1)
    draft(question)
    db.session.commit()
    with pytest.raises(RuleBroken, match="not brought forward") as refused:
        operations.publish_answer(question, calendar.now(), deadline=sooner, by=commission.officer)
    assert refused.value.field == "deadline"
    db.session.rollback()
    assert published_answers(commission.id) == []


def test_an_answer_that_changes_the_brief_leaves_with_the_next_version(app: Flask) -> None:
    commission, question = make_asked()
    by = commission.officer
    draft(question)
    operations.hold_for_the_brief(question, by=by)
    assert published_answers(commission.id) == []
    operations.edit_brief(commission, {"outputs": "One report."}, by=by)
    before = len(sent_mails())
    operations.issue_amendment(commission, "An answer changed it.", calendar.now(), by=by)
    db.session.commit()
    [answer] = published_answers(commission.id)
    assert (answer.brief_number, issued_brief(commission.id).number) == (2, 2)
    assert len(sent_mails()) - before == 3
    assert ANSWER in sent_mails()[0].text
    assert waiting_questions([commission.id]) == {}


def test_an_answer_held_for_the_brief_is_a_draft_again_when_the_amendment_is_dropped(
    app: Flask,
) -> None:
    commission, question = make_asked()
    by = commission.officer
    draft(question)
    operations.hold_for_the_brief(question, by=by)
    operations.drop_amendment(commission, by=by)
    assert held_for_the_brief(commission) == []
    assert question.answer == ANSWER


def test_what_is_changed_after_it_was_held_is_checked_again(app: Flask) -> None:
    commission, question = make_asked()
    draft(question)
    operations.hold_for_the_brief(question, by=commission.officer)
    draft(question, answer="No.")
    assert held_for_the_brief(commission) == []


def test_a_withdrawn_question_does_not_leave_with_the_brief(app: Flask) -> None:
    commission, question = make_asked()
    by = commission.officer
    draft(question)
    operations.hold_for_the_brief(question, by=by)
    asker = contact_of(question.invitation.company)
    operations.withdraw_question(question.invitation, question.id, by=asker)
    operations.edit_brief(commission, {"outputs": "One report."}, by=by)
    operations.issue_amendment(commission, "Shorter.", calendar.now(), by=by)
    assert published_answers(commission.id) == []
    with pytest.raises(RuleBroken, match="withdrawn this question"):
        draft(question)


def test_one_answer_answers_two_that_ask_the_same(app: Flask) -> None:
    commission, first = make_asked()
    second = ask(commission.invitations[1], "Are interviews by telephone allowed?")
    operations.answer_as_another(second, first.id, by=commission.officer)
    publish(first)
    for question in (first, second):
        by = contact_of(question.invitation.company)
        [own] = own_questions(by, question.invitation)
        assert (own.state, own.number) == (AskedState.ANSWERED, 1)
    assert waiting_questions([commission.id]) == {}


def test_questions_are_joined_in_one_step_only(app: Flask) -> None:
    commission, first = make_asked()
    by = commission.officer
    second, third = ask(commission.invitations[1]), ask(commission.invitations[2])
    operations.answer_as_another(second, first.id, by=by)
    for question, other in ((third, second), (first, third), (first, first)):
        with pytest.raises(RuleBroken):
            operations.answer_as_another(question, other.id, by=by)
    asker = contact_of(first.invitation.company)
    operations.withdraw_question(first.invitation, first.id, by=asker)
    db.session.commit()
    waiting = [each.id for each in waiting_questions([commission.id])[commission.id]]
    assert waiting == [second.id, third.id]
    publish(second)


def test_dropping_and_holding_touch_no_other_draft(app: Flask) -> None:
    commission, question = make_asked()
    draft(question)
    operations.begin_amendment(commission, by=commission.officer)
    assert commission.quote_deadline is not None
    later = commission.quote_deadline + timedelta(days=1)
    with pytest.raises(RuleBroken, match="amendment of the brief has been begun"):
        operations.publish_answer(question, calendar.now(), deadline=later, by=commission.officer)
    assert draft_brief(commission) is not None
