"""Issuing a brief: what must be there, who is told, and how it stands afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.commissions import operations
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords
from app.commissions.queries import brief_as_at, draft_brief, issued_brief
from app.commissions.rules import Stage
from app.database import db
from app.errors import NotFound, RuleBroken
from app.mail import sent_mails
from tests.factories.commissions import make_commission, make_companies
from tests.factories.people import make_person


def issue(commission: Commission) -> str | None:
    """Issue a commission; the sentence that refuses it, if one does."""
    try:
        operations.issue_brief(commission, clock.now(), by=commission.officer)
    except RuleBroken as broken:
        return broken.sentence
    return None


def test_an_issued_commission_stands_at_issued_with_its_deadline(app: Flask) -> None:
    commission = make_commission("issued")
    assert commission.stage_on(clock.now()) is Stage.ISSUED
    assert commission.quote_deadline == issued_brief(commission.id).quote_deadline
    assert draft_brief(commission) is None


def test_each_contact_is_invited_by_mail_with_a_link_to_its_own_invitation(app: Flask) -> None:
    commission = make_commission("issued", companies=3)
    mails = sent_mails()
    assert len(mails) == 3
    for invitation in commission.invitations:
        mail = next(m for m in mails if m.to == invitation.sent_to)
        assert f"http://127.0.0.1:5000/invitations/{invitation.id}\n" in mail.text
        assert commission.title in mail.text
        assert "10am on Wednesday 18 December 2013" in mail.text


def test_an_invitation_mail_names_no_other_company(app: Flask) -> None:
    commission = make_commission("issued", companies=4)
    names = {each.company.name: each.sent_to for each in commission.invitations}
    for mail in sent_mails():
        others = [name for name, address in names.items() if address != mail.to]
        assert not any(other in mail.text + mail.subject for other in others)


def test_every_living_contact_of_a_company_is_told_and_nobody_who_left(app: Flask) -> None:
    companies = make_companies(3)
    second = make_person(name="Second contact", company=companies[0])
    left = make_person(name="Left long ago", company=companies[0])
    left.left_on = clock.today()
    db.session.commit()
    make_commission("issued", companies=companies)
    told = {mail.to for mail in sent_mails()}
    assert second.email in told
    assert left.email not in told
    assert len(told) == 4


def test_nobody_is_mailed_while_a_commission_is_prepared(app: Flask) -> None:
    make_commission("draft", companies=3)
    assert sent_mails() == []


@pytest.mark.parametrize("companies", [1, 2])
def test_fewer_than_three_invited_needs_a_reason(app: Flask, companies: int) -> None:
    commission = make_commission("draft", companies=companies)
    commission.few_invited_reason = " "
    assert issue(commission) == "Say why fewer than 3 companies are invited."
    commission.few_invited_reason = "Nobody else does this work."
    assert issue(commission) is None


def test_nobody_invited_is_refused_with_a_reason_too(app: Flask) -> None:
    commission = make_commission("draft", companies=0)
    assert issue(commission) == "Invite at least one company."


def test_weights_of_95_are_kept_in_a_draft_and_refused_on_issue(app: Flask) -> None:
    commission = make_commission("draft")
    by = commission.officer
    operations.set_criteria(commission, 40, [CriterionWords("Method", "", 55)], by=by)
    told = "The weights total 95. The criteria and the price must total 100."
    assert issue(commission) == told
    assert commission.issued_at is None


def test_a_draft_whose_deadline_has_passed_is_not_issued(app: Flask) -> None:
    commission = make_commission("draft", deadline=clock.now() + timedelta(seconds=1))
    later = clock.now() + timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="must be in the future"):
        operations.issue_brief(commission, later, by=commission.officer)


def test_a_company_whose_contacts_all_left_keeps_the_brief_from_being_issued(app: Flask) -> None:
    companies = make_companies(3)
    commission = make_commission("draft", companies=companies)
    companies[1].contacts[0].left_on = clock.today()
    assert issue(commission) == f"{companies[1].name} has no contact who could be invited."


def test_a_brief_is_issued_once(app: Flask) -> None:
    commission = make_commission("issued")
    assert issue(commission) == ("You cannot issue the brief: companies can still send quotes.")


def test_the_version_in_force_on_a_past_instant_can_be_told(app: Flask) -> None:
    commission = make_commission("issued")
    assert commission.issued_at is not None
    before = commission.issued_at - timedelta(seconds=1)
    assert brief_as_at(commission.id, before) is None
    with pytest.raises(NotFound):
        issued_brief(commission.id, before)
    assert issued_brief(commission.id, commission.issued_at).number == 1


def test_references_count_up_within_the_year(app: Flask) -> None:
    first, second = make_commission("empty"), make_commission("empty")
    assert (first.reference, second.reference) == ("C-2013-01", "C-2013-02")


def test_a_reference_of_ones_own_is_kept_and_given_once(app: Flask) -> None:
    other = make_commission("empty")
    by, milestone = other.officer, other.milestone
    given = operations.create_commission(milestone, "Review", by, by=by, reference="KM-2013-01")
    assert given.reference == "KM-2013-01"
    with pytest.raises(RuleBroken, match="already a commission KM-2013-01"):
        operations.create_commission(milestone, "Review", by, by=by, reference="KM-2013-01")


def test_the_next_reference_goes_on_as_the_newest_one_begins(app: Flask) -> None:
    other = make_commission("empty")
    by, milestone = other.officer, other.milestone
    operations.create_commission(milestone, "Review", by, by=by, reference="KM-2012-07")
    first = operations.create_commission(milestone, "Study", by, by=by)
    operations.create_commission(milestone, "Leaflet", by, by=by, reference="Leaflet 4")
    assert (first.reference, make_commission("empty").reference) == ("KM-2013-01", "C-2013-02")
