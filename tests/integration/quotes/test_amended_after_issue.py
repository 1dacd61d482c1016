"""A brief that is amended after companies have sent: everything still opens, by the same two."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app.commissions import operations as commissions
from app.commissions.queries import issued_brief
from app.database import db
from app.keyholders.queries import commission_key
from app.people.models import Person
from app.quotes import queries
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.quotes import READING_KEY, open_quotes, submit_quote

ClientAs = Callable[[Person], Browser]


def test_what_was_sent_before_and_after_an_amendment_is_opened_with_one_key(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("issued")
    first, second, third = commission.invitations
    submit_quote(first, 1_111_100)
    submit_quote(third, 3_333_300)
    before = commission_key(commission.id)
    assert before is not None
    public = before.public
    commissions.amend_brief(
        commission, {"wanted": "A shorter review."}, "It is shorter.", by=commission.officer
    )
    db.session.commit()
    assert issued_brief(commission.id).number == 2
    submit_quote(second, 2_222_200)
    # The third takes what it had sent by its own key, and sends it for the brief of now.
    browser = client_as(contact_of(third.company))
    page = browser.get(f"/invitations/{third.id}/replace")
    browser.submit(page, {"reading_key": READING_KEY.secret}, button="Make a copy")
    checked = browser.get(f"/invitations/{third.id}/quote/check")
    assert "Quote received" in words_of(browser.submit(checked, {"may_send": True}))
    after = commission_key(commission.id)
    assert after is not None and after.public == public
    open_quotes(commission)
    opened = {
        quote.company.id: quote.totals.net_pence for quote in queries.opened_quotes(commission)
    }
    assert opened == {
        first.company_id: 1_111_100,
        second.company_id: 2_222_200,
        third.company_id: 3_333_300,
    }
