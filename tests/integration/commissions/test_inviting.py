"""Who is invited, when they are told, and what an invited company replies."""

from __future__ import annotations

import pytest
from flask import Flask

from app import clock as calendar
from app.commissions import operations
from app.commissions.models import Commission
from app.commissions.queries import invitation_for, invitations_of, invited, replies_as_at
from app.commissions.rules import Reply
from app.database import db
from app.errors import NotFound, RuleBroken
from app.mail import sent_mails
from app.people.models import Company, CompanySize
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission, make_companies
from tests.factories.people import make_company, make_member


def names(commission: Commission) -> list[str]:
    return [each.company.name for each in invited(commission)]


def test_a_company_invited_after_issue_is_mailed_at_once(app: Flask) -> None:
    commission = make_commission("issued", companies=3)
    late = make_company("Placeholder Consulting Ltd")
    invitation = operations.invite(commission, late, by=commission.officer)
    mail = sent_mails()[0]
    assert mail.to == contact_of(late).email
    assert f"/invitations/{invitation.id}\n" in mail.text
    assert len(sent_mails()) == 4


def test_a_company_invited_after_an_amendment_is_told_the_deadline_in_force(app: Flask) -> None:
    commission = make_commission("issued")
    by = commission.officer
    operations.amend_brief(commission, {"delivery_written": "May 2014"}, "Longer.", by=by)
    operations.invite(commission, make_company(), by=by)
    assert "to be delivered: May 2014." in sent_mails()[0].text


@pytest.mark.parametrize("stage", ["draft", "issued"])
def test_a_company_is_invited_once(app: Flask, stage: str) -> None:
    companies = make_companies(3)
    commission = make_commission("issued" if stage == "issued" else "draft", companies=companies)
    with pytest.raises(RuleBroken, match="is invited already"):
        operations.invite(commission, companies[0], by=commission.officer)


def test_a_company_without_a_contact_cannot_be_invited(app: Flask) -> None:
    commission = make_commission("draft")
    alone = Company(name="Sample Insight CIC", size=CompanySize.MICRO, since=calendar.today())
    db.session.add(alone)
    db.session.flush()
    with pytest.raises(RuleBroken, match="Sample Insight CIC has no contact"):
        operations.invite(commission, alone, by=commission.officer)


def test_a_prepared_invitation_can_be_taken_back_until_the_brief_is_issued(app: Flask) -> None:
    companies = make_companies(4)
    commission = make_commission("draft", companies=companies)
    by = commission.officer
    operations.uninvite(commission, companies[0], by=by)
    assert companies[0].name not in names(commission)
    operations.issue_brief(commission, calendar.now(), by=by)
    with pytest.raises(RuleBroken, match="an invitation cannot be taken back"):
        operations.uninvite(commission, companies[1], by=by)


def test_choosing_leaves_companies_that_were_not_shown_as_they_were(app: Flask) -> None:
    first, second, third = make_companies(3)
    commission = make_commission("draft", companies=[first, second])
    shown = {second.id, third.id}
    operations.choose_companies(commission, [third], shown, "Few.", by=commission.officer)
    assert names(commission) == sorted([first.name, third.name])
    assert commission.few_invited_reason == "Few."


def test_a_company_sees_no_invitation_before_the_brief_is_issued(app: Flask) -> None:
    commission = make_commission("draft")
    invitation = invitation_of(commission)
    contact = contact_of(invitation.company)
    assert invitations_of(contact) == []
    with pytest.raises(NotFound):
        invitation_for(contact, invitation.id)


def test_a_company_sees_its_own_invitation_and_no_other(app: Flask) -> None:
    commission = make_commission("issued")
    mine, others = commission.invitations[0], commission.invitations[1]
    contact = contact_of(mine.company)
    assert invitations_of(contact) == [mine]
    assert invitation_for(contact, mine.id) is mine
    with pytest.raises(NotFound):
        invitation_for(contact, others.id)


def test_staff_have_no_invitations(app: Flask) -> None:
    commission = make_commission("issued")
    assert invitations_of(commission.officer) == []
    with pytest.raises(NotFound):
        invitation_for(make_member(), commission.invitations[0].id)


def test_declining_needs_a_reason(app: Flask) -> None:
    invitation = invitation_of(make_commission("issued"))
    by = contact_of(invitation.company)
    with pytest.raises(RuleBroken, match="Say why you decline"):
        operations.reply(invitation, Reply.DECLINED, "  ", by=by)
    operations.reply(invitation, Reply.DECLINED, "No time.", by=by)
    assert invitation.reply is Reply.DECLINED


def test_the_officer_is_told_of_a_company_that_declines(app: Flask) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    by = contact_of(invitation.company)
    operations.reply(invitation, Reply.DECLINED, "No time.", by=by)
    mail = sent_mails()[0]
    assert mail.to == commission.officer.email
    assert "No time." in mail.text
    assert invitation.company.name in mail.text


def test_a_company_may_change_its_mind_until_the_deadline_and_each_reply_is_kept(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    by = contact_of(invitation.company)
    asked = calendar.now()
    clock.forward(days=1)
    operations.reply(invitation, Reply.DECLINED, "No time.", by=by)
    declined = calendar.now()
    clock.forward(days=1)
    operations.reply(invitation, Reply.WILL_QUOTE, "", by=by)
    db.session.flush()
    told = [replies_as_at(commission.id, at)[invitation.id] for at in (asked, declined)]
    assert told == [Reply.NONE, Reply.DECLINED]
    assert replies_as_at(commission.id, calendar.now())[invitation.id] is Reply.WILL_QUOTE
    assert invitation.reply_reason == ""


def test_nothing_is_replied_from_the_deadline_on(app: Flask, clock: GivenClock) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    assert commission.quote_deadline is not None
    clock.move_to(commission.quote_deadline)
    with pytest.raises(RuleBroken, match="the deadline for quotes has passed"):
        operations.reply(invitation, Reply.WILL_QUOTE, "", by=contact_of(invitation.company))


def test_nobody_replies_for_another_company(app: Flask) -> None:
    commission = make_commission("issued")
    mine, other = commission.invitations[:2]
    for somebody in (contact_of(other.company), commission.officer):
        with pytest.raises(NotFound):
            operations.reply(mine, Reply.WILL_QUOTE, "", by=somebody)


def test_no_answer_is_not_a_reply(app: Flask) -> None:
    invitation = invitation_of(make_commission("issued"))
    with pytest.raises(RuleBroken, match="Select whether you will quote"):
        operations.reply(invitation, Reply.NONE, "", by=contact_of(invitation.company))
