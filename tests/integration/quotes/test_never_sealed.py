"""Quotes of before there was sealing: none is lost, and each is read by whom it was read before."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app import clock, files
from app.commissions.models import Commission, Invitation
from app.commissions.queries import issued_brief
from app.database import db
from app.files import path_of
from app.keyholders.models import CommissionKey, WrappedKey
from app.quotes import operations, queries
from app.quotes.models import Answer, PriceLine, Quote, QuoteFile, QuoteState
from app.quotes.operations.recording import old_digest_of
from app.quotes.queries.contents import contents_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.keyholders import make_keyholder
from tests.factories.quotes import READING_KEY, commit, pass_deadline


@pytest.fixture
def commission(app: Flask) -> Commission:
    """Issued before there were keys."""
    made = make_commission("issued")
    for table in (WrappedKey, CommissionKey):
        db.session.execute(delete(table))
    db.session.commit()
    return made


def old_quote(invitation: Invitation, state: QuoteState) -> Quote:
    """A quote as it was stored: its words in tables, its file plain on the disk."""
    now = clock.now().replace(microsecond=0)
    quote = Quote(invitation_id=invitation.id, state=state, started_at=now, changed_at=now)
    if state is not QuoteState.DRAFT:
        quote.receipt, quote.submitted_at = f"R-2013-OLD{invitation.id}", now
        quote.submitted_by_id = contact_of(invitation.company).id
    db.session.add(quote)
    db.session.flush()
    for question in issued_brief(invitation.commission_id).questions:
        db.session.add(Answer(quote_id=quote.id, question_id=question.id, text="As before."))
    db.session.add(
        PriceLine(
            quote_id=quote.id,
            number=1,
            description="All of it",
            quantity=Decimal(1),
            unit_pence=777_00,
            vat_percent=20,
        )
    )
    stored = files.store(BytesIO(b"Our plan."), "plan.txt")
    db.session.add(
        QuoteFile(
            quote_id=quote.id,
            typed_name=stored.typed_name,
            stored_as=stored.stored_as,
            size=stored.size,
            sha256=stored.sha256,
            kind=stored.kind,
            added_at=now,
        )
    )
    db.session.flush()
    if quote.receipt:
        quote.digest = old_digest_of(quote.receipt, now, contents_of([quote.id])[quote.id])
        quote.manifest = json.dumps([{"number": 1, "sha256": stored.sha256, "size": stored.size}])
    db.session.commit()
    return quote


def test_its_company_reads_it_without_a_key(commission: Commission) -> None:
    invitation = commission.invitations[0]
    old_quote(invitation, QuoteState.SUBMITTED)
    contact = contact_of(invitation.company)
    own = queries.own_sent(contact, invitation)
    assert own is not None and not own.is_sealed
    assert [answer.text for answer in own.answers] == ["As before."] * 2
    file = queries.own_file(contact, invitation, own.files[0].id)
    assert path_of(file.stored_as).read_bytes() == b"Our plan."
    (receipt,) = queries.own_receipts(contact, invitation)
    assert receipt.files[0].size == 9


def test_it_is_opened_by_two_beside_one_that_was_sealed_since(commission: Commission) -> None:
    first, second = commission.invitations[:2]
    old_quote(first, QuoteState.SUBMITTED)
    old_quote(second, QuoteState.DRAFT)
    contact = contact_of(second.company)
    operations.submit(second, READING_KEY.public, by=contact)
    commit()
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)
    pass_deadline(commission)
    operations.begin_opening(commission, None, by=make_keyholder())
    operations.confirm_opening(commission, None, by=make_keyholder())
    opened = queries.opened_quotes(commission)
    assert [quote.price_pence for quote in opened] == [77_700, 77_700]
    record = queries.opening_record(commission)
    assert record is not None
    assert all(quote.is_as_received and quote.files[0].is_as_received for quote in record.quotes)


def test_an_old_draft_is_sealed_at_its_next_change_and_loses_nothing(
    commission: Commission,
) -> None:
    invitation = commission.invitations[0]
    draft = old_quote(invitation, QuoteState.DRAFT)
    contact = contact_of(invitation.company)
    before = queries.own_draft(contact, invitation)
    assert before is not None
    plain = path_of(before.files[0].stored_as)
    question = issued_brief(commission.id).questions[0]
    operations.save_answer(invitation, question.id, "Changed.", by=contact)
    commit()
    after = queries.own_draft(contact, invitation)
    assert after is not None and draft.contents is not None
    assert [answer.text for answer in after.answers] == ["Changed.", "As before."]
    assert after.lines == before.lines
    assert [file.sha256 for file in after.files] == [file.sha256 for file in before.files]
    assert not plain.exists() and b"Our plan." not in path_of(after.files[0].stored_as).read_bytes()
    for table in (Answer, PriceLine, QuoteFile):
        assert db.session.scalars(select(table)).all() == []


def test_a_copy_of_an_old_quote_needs_no_key_and_leaves_it_whole(commission: Commission) -> None:
    invitation = commission.invitations[0]
    old_quote(invitation, QuoteState.SUBMITTED)
    contact = contact_of(invitation.company)
    operations.start_quote(invitation, by=contact)
    draft = queries.own_draft(contact, invitation)
    assert draft is not None and draft.totals.net_pence == 77_700
    operations.discard_draft(invitation, by=contact)
    commit()
    own = queries.own_sent(contact, invitation)
    assert own is not None and path_of(own.files[0].stored_as).read_bytes() == b"Our plan."
