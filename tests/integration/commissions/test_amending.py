"""Amendments: a new version that keeps what was answered, and of which every company is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock as calendar
from app.commissions import operations
from app.commissions.models import Commission
from app.commissions.operations import BriefChanges, CriterionWords, QuestionWords
from app.commissions.queries import draft_brief, issued_brief, issued_versions, same_question
from app.commissions.rules import Reply
from app.database import db
from app.errors import RuleBroken
from app.mail import sent_mails
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission


def amend(commission: Commission, changes: BriefChanges, reason: str = "More time.") -> None:
    operations.amend_brief(commission, changes, reason, by=commission.officer)
    db.session.commit()


def later(commission: Commission, days: int) -> BriefChanges:
    assert commission.quote_deadline is not None
    return {"quote_deadline": commission.quote_deadline + timedelta(days=days)}


def test_an_amendment_is_a_new_version_and_the_first_stays(app: Flask) -> None:
    commission = make_commission("issued")
    first = issued_brief(commission.id)
    amend(commission, {"wanted": "A shorter review."})
    second = issued_brief(commission.id)
    assert (first.number, second.number) == (1, 2)
    assert first.wanted != "A shorter review."
    assert second.background == first.background
    assert [c.title for c in second.criteria] == [c.title for c in first.criteria]


def test_the_version_of_a_past_instant_is_the_one_in_force_then(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    clock.forward(days=2)
    amend(commission, {"wanted": "A shorter review."})
    assert issued_brief(commission.id, calendar.now() - timedelta(days=1)).number == 1
    assert issued_brief(commission.id, calendar.now()).number == 2


def test_every_invited_company_is_told_why_and_what_and_nobody_else_is_named(app: Flask) -> None:
    commission = make_commission("issued", companies=3)
    names = {each.company.name: each.sent_to for each in commission.invitations}
    before = len(sent_mails())
    amend(commission, later(commission, 3), "Two companies asked for more time.")
    told = sent_mails()[:-before]
    assert {mail.to for mail in told} == set(names.values())
    for mail in told:
        assert "Two companies asked for more time." in mail.text
        assert "was “10am on Wednesday 18 December 2013”" in mail.text
        assert "is now “10am on Saturday 21 December 2013”" in mail.text
        others = [name for name, address in names.items() if address != mail.to]
        assert not any(other in mail.text for other in others)


def test_a_company_that_declined_is_told_too(app: Flask) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    operations.reply(invitation, Reply.DECLINED, "No time.", by=contact_of(invitation.company))
    amend(commission, later(commission, 3))
    assert invitation.sent_to in {mail.to for mail in sent_mails()[:3]}


def test_long_texts_are_named_in_the_mail_and_not_repeated(app: Flask) -> None:
    commission = make_commission("issued")
    amend(commission, {"terms": "New terms.\n" * 50})
    assert "- Terms: changed\n" in sent_mails()[0].text


def test_a_question_that_stays_is_the_same_question_in_the_next_version(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    first = issued_brief(commission.id).questions
    operations.begin_amendment(commission, by=by)
    kept = QuestionWords("How will you reach people offline?", 400, same_question(first[0]))
    operations.set_questions(commission, [QuestionWords("Where?"), kept], by=by)
    operations.issue_amendment(commission, "Clearer.", calendar.now(), by=by)
    second = issued_brief(commission.id).questions
    assert same_question(second[1]) == same_question(first[0])
    assert same_question(second[0]) not in {same_question(each) for each in first}
    assert second[1].id != first[0].id


def test_criteria_keep_what_they_are_known_by_when_weights_change(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    method, experience = issued_brief(commission.id).criteria
    operations.begin_amendment(commission, by=by)
    changed = [
        CriterionWords(method.title, method.guidance, 30, method.key),
        CriterionWords(experience.title, experience.guidance, 30, experience.key),
    ]
    operations.set_criteria(commission, 40, changed, by=by)
    operations.issue_amendment(commission, "Balance.", calendar.now(), by=by)
    assert [each.key for each in issued_brief(commission.id).criteria] == [
        method.key,
        experience.key,
    ]
    assert "Criterion: was “Method, 40%" in sent_mails()[0].text


def test_an_invented_key_is_not_taken_for_a_question(app: Flask) -> None:
    commission = make_commission("draft")
    words = [QuestionWords("Where?", None, "an invented key")]
    operations.set_questions(commission, words, by=commission.officer)
    draft = draft_brief(commission)
    assert draft is not None
    assert draft.questions[0].key != "an invented key"


def test_the_deadline_is_extended_with_the_commission(app: Flask) -> None:
    commission = make_commission("issued")
    was = commission.quote_deadline
    assert was is not None
    amend(commission, later(commission, 7))
    assert commission.quote_deadline == was + timedelta(days=7)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-1, "The deadline can be extended but not brought forward"),
        (-60, "The deadline for quotes must be in the future."),
        (2000, "The deadline for quotes must be within two years from now."),
    ],
)
def test_the_deadline_is_never_shortened_past_or_absurd(
    app: Flask, days: int, sentence: str
) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken, match=sentence):
        amend(commission, later(commission, days))


def test_an_amendment_needs_a_reason(app: Flask) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken, match="Say why the brief is amended"):
        amend(commission, {"wanted": "Less."}, " \n ")


def test_an_amendment_that_changes_nothing_is_refused(app: Flask) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken, match="Nothing in the brief has been changed"):
        amend(commission, {})


def test_an_amendment_whose_weights_total_95_is_refused(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    operations.begin_amendment(commission, by=by)
    operations.set_criteria(commission, 40, [CriterionWords("Method", "", 55)], by=by)
    with pytest.raises(RuleBroken, match="The weights total 95"):
        operations.issue_amendment(commission, "Balance.", calendar.now(), by=by)


def test_an_amendment_that_is_dropped_leaves_nothing(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    operations.begin_amendment(commission, by=by)
    operations.edit_brief(commission, {"wanted": "Less."}, by=by)
    operations.drop_amendment(commission, by=by)
    db.session.commit()
    assert draft_brief(commission) is None
    assert [brief.number for brief in issued_versions(commission)] == [1]
    assert len(sent_mails()) == 3


def test_a_second_beginning_gives_the_same_draft(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    first = operations.begin_amendment(commission, by=by)
    assert operations.begin_amendment(commission, by=by) is first


def test_a_draft_amendment_is_dead_once_the_deadline_has_passed(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    by = commission.officer
    operations.begin_amendment(commission, by=by)
    db.session.commit()
    clock.forward(days=14)
    with pytest.raises(RuleBroken, match="You cannot amend the brief"):
        operations.edit_brief(commission, {"wanted": "Less."}, by=by)
    with pytest.raises(RuleBroken, match="You cannot amend the brief"):
        operations.issue_amendment(commission, "Late.", calendar.now(), by=by)
    assert issued_brief(commission.id).number == 1
