"""Pages and queries make the same number of statements for 3 rows as for 300."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import event, insert

from app.commissions.models import Commission, Invitation
from app.database import db
from app.keyholders.queries import commission_key
from app.people.models import Company, CompanySize, Person
from app.quotes import operations, queries
from app.quotes.models import Opening, Quote, QuoteState
from app.quotes.rules import PricedLine
from app.quotes.written import Written, digest_of
from app.sealing import seal
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_officer
from tests.factories.quotes import (
    READING_KEY,
    begin_opening,
    confirm_opening,
    make_draft,
    make_keyholder,
    pass_deadline,
    submit_quote,
)

ClientAs = Callable[[Person], Browser]


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def with_lines(app: Flask, number: int) -> Invitation:
    invitation = make_commission("issued").invitations[0]
    make_draft(invitation)
    lines = [PricedLine(f"Line {n}", Decimal(n), 100 * n, 20) for n in range(1, number + 1)]
    operations.save_prices(invitation, lines, by=contact_of(invitation.company))
    db.session.commit()
    return invitation


def with_quotes(number: int) -> Commission:
    """A commission after its deadline with so many quotes, put straight into the tables."""
    commission = make_commission("issued")
    quote = submit_quote(commission.invitations[0])
    now, by = quote.started_at, commission.officer.id
    start = commission.id * 100_000
    ids = range(start, start + number - 1)
    _insert(Company, [
        {"id": n, "name": f"Sample Insight {n} CIC", "size": CompanySize.SMALL,
         "since": commission.since} for n in ids
    ])  # fmt: skip
    _insert(Invitation, [
        {"id": n, "commission_id": commission.id, "company_id": n, "sent_to": "x@example.org",
         "invited_at": now, "invited_by_id": by} for n in ids
    ])  # fmt: skip
    key = commission_key(commission.id)
    assert key is not None
    line = PricedLine("All", Decimal(1), 100, 20)
    said = {n: Written(lines=(line,)).sent(f"R-{n}", now).as_bytes() for n in ids}
    _insert(Quote, [
        {"id": n, "invitation_id": n, "state": QuoteState.SUBMITTED, "started_at": now,
         "changed_at": now, "submitted_at": now, "submitted_by_id": by, "receipt": f"R-{n}",
         "contents": seal(said[n], key.public), "digest": digest_of(said[n]),
         "reading_public": READING_KEY.public}
        for n in ids
    ])  # fmt: skip
    db.session.commit()
    pass_deadline(commission)
    return commission


def _insert(table: type, rows: list[dict[str, object]]) -> None:
    db.session.execute(insert(table), rows)


@pytest.mark.parametrize("part", ["", "/quote", "/quote/prices", "/quote/check"])
def test_a_companys_pages_send_as_many_statements_for_300_lines_as_for_3(
    app: Flask, client_as: ClientAs, part: str
) -> None:
    counts: list[int] = []
    for number in (3, 300):
        invitation = with_lines(app, number)
        browser = client_as(contact_of(invitation.company))
        with counted_statements() as sent:
            assert browser.get(f"/invitations/{invitation.id}{part}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_opening_page_sends_as_many_statements_for_300_quotes_as_for_3(
    app: Flask, client_as: ClientAs
) -> None:
    counts: list[tuple[int, int]] = []
    for number in (3, 300):
        commission = with_quotes(number)
        browser = client_as(make_officer())
        path = f"/commissions/{commission.reference}/opening"
        with counted_statements() as before:
            page = browser.get(path)
        assert page.text.count("R-") >= number
        begin_opening(commission, by=make_keyholder())
        confirm_opening(commission, by=make_keyholder())
        db.session.commit()
        with counted_statements() as after:
            assert browser.get(path).status_code == 200
        counts.append((len(before), len(after)))
    assert counts[0] == counts[1]


def test_opened_quotes_are_read_in_a_few_statements_however_many_there_are(app: Flask) -> None:
    for number in (3, 300):
        commission = with_quotes(number)
        begin_opening(commission, by=make_keyholder())
        confirm_opening(commission, by=make_keyholder())
        db.session.commit()
        reference = commission.id
        db.session.expire_all()
        kept = db.session.get_one(Commission, reference)
        assert kept.opened_at is not None
        with counted_statements() as sent:
            assert len(queries.opened_quotes(kept)) == number
        assert len(sent) == 3


def test_the_list_of_invitations_sends_as_many_statements_for_many_as_for_few(
    app: Flask, client_as: ClientAs
) -> None:
    company = make_commission("issued").invitations[0].company
    browser = client_as(contact_of(company))
    counts: list[int] = []
    for further in (2, 9):
        for _ in range(further):
            make_commission("issued", [company])
        with counted_statements() as sent:
            assert browser.get("/invitations").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    assert db.session.query(Opening).count() == 0
