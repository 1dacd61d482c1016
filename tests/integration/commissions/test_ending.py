"""Cancelling and completing: who is told, what is kept."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.audit.models import AuditEntry
from app.commissions import operations
from app.commissions.rules import Stage
from app.database import db
from app.errors import RuleBroken
from app.mail import sent_mails
from tests.factories.commissions import make_commission


def test_every_invited_company_is_told_the_reason_and_no_others_name(app: Flask) -> None:
    commission = make_commission("issued", companies=3)
    operations.cancel(commission, "The funding was withdrawn.", by=commission.officer)
    told = sent_mails()[:3]
    names = {each.company.name: each.sent_to for each in commission.invitations}
    assert {mail.to for mail in told} == set(names.values())
    for mail in told:
        assert mail.subject == f"Cancelled: {commission.title}"
        assert "The funding was withdrawn." in mail.text
        others = [name for name, address in names.items() if address != mail.to]
        assert not any(other in mail.text for other in others)


def test_nobody_is_told_of_a_draft_that_is_cancelled(app: Flask) -> None:
    commission = make_commission("draft")
    operations.cancel(commission, "Not needed.", by=commission.officer)
    assert sent_mails() == []
    assert commission.stage_on(clock.now()) is Stage.CANCELLED


def test_cancelling_needs_a_reason(app: Flask) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken, match="Say why the commission is cancelled"):
        operations.cancel(commission, " ", by=commission.officer)


def test_a_delivered_commission_is_completed_and_the_audit_says_so(app: Flask) -> None:
    commission = make_commission("issued")
    commission.delivered_at = clock.now()
    operations.complete(commission, by=commission.officer)
    assert commission.stage_on(clock.now()) is Stage.COMPLETED
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.before, entry.after) == (
        "commission completed",
        "delivered",
        "completed",
    )


def test_each_act_leaves_one_entry_that_says_what_was_there_before(app: Flask) -> None:
    commission = make_commission("draft")
    by = commission.officer
    before = db.session.query(AuditEntry).count()
    operations.edit_brief(commission, {"outputs": "One report."}, by=by)
    operations.edit_brief(commission, {"outputs": "One report."}, by=by)
    entries = list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))[before:]
    assert [entry.act for entry in entries] == ["brief edited"]
    assert entries[0].before == "Outputs: An interim report and a final report."
    assert entries[0].after == "Outputs: One report."
    assert entries[0].commission_id == commission.id
    assert entries[0].actor_id == by.id
