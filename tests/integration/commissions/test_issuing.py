"""Issuing a brief: what must be there, who is told, and what is frozen from then on."""

from __future__ import annotations

from flask import Flask

from app import clock
from app.commissions.queries import issued_brief
from app.commissions.rules import Stage
from app.mail import sent_mails
from tests.factories.commissions import make_commission


def test_an_issued_commission_stands_at_issued_with_its_deadline(app: Flask) -> None:
    commission = make_commission("issued")
    assert commission.stage_on(clock.now()) is Stage.ISSUED
    assert commission.quote_deadline == issued_brief(commission.id).quote_deadline


def test_each_contact_is_invited_by_mail_with_a_link_to_its_own_invitation(app: Flask) -> None:
    commission = make_commission("issued", companies=3)
    mails = sent_mails()
    assert len(mails) == 3
    for invitation in commission.invitations:
        mail = next(m for m in mails if m.to == invitation.sent_to)
        assert f"http://127.0.0.1:5000/invitations/{invitation.id}\n" in mail.text
        assert commission.title in mail.text
        assert "10am on Wednesday 18 December 2013" in mail.text
