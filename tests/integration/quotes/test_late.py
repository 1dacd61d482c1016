"""From the deadline on every act of a company is refused, remembered, and shown in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.commissions import operations as commissions
from app.commissions.models import Invitation
from app.commissions.queries import issued_brief
from app.database import db
from app.mail import OutboxMail
from app.people.models import Person
from app.quotes import queries
from app.quotes.models import Quote, QuoteState, RefusedAttempt
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.people import make_officer
from tests.factories.quotes import READING_KEY, make_draft, open_quotes, submit_quote

ClientAs = Callable[[Person], Browser]


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    return invitation_of(make_commission("issued"))


@pytest.fixture
def browser(invitation: Invitation, clock: GivenClock, client_as: ClientAs) -> Browser:
    """The company, one second before the deadline, with a complete draft."""
    make_draft(invitation)
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))
    return client_as(contact_of(invitation.company))


def attempts() -> list[tuple[str, bool]]:
    found = db.session.scalars(select(RefusedAttempt).order_by(RefusedAttempt.id))
    return [(attempt.what, attempt.is_late) for attempt in found]


def mails() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxMail)) or 0


def state(invitation: Invitation) -> QuoteState | None:
    return db.session.scalar(select(Quote.state).where(Quote.invitation_id == invitation.id))


def test_one_second_before_the_deadline_a_quote_is_received(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    assert browser.submit(page, {"may_send": True}, follow=True).status_code == 200
    assert state(invitation) is QuoteState.SUBMITTED


def test_at_the_deadline_it_is_refused_remembered_and_nobody_is_mailed(
    invitation: Invitation, browser: Browser, clock: GivenClock
) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    before = mails()
    clock.forward(seconds=1)
    refused = browser.submit(page, {"may_send": True})
    assert refused.status_code == 422
    (sentence,) = error_summary_of(refused)
    assert sentence.startswith("The deadline was 10am on Wednesday 18 December 2013.")
    assert state(invitation) is QuoteState.DRAFT
    assert attempts() == [("send a quote", True)]
    assert mails() == before


def test_every_other_act_is_refused_from_the_deadline_on(
    app: Flask, invitation: Invitation, browser: Browser, clock: GivenClock
) -> None:
    here = f"/invitations/{invitation.id}"
    question = issued_brief(invitation.commission_id).questions[0].id
    clock.forward(seconds=1)
    tried: list[tuple[str, dict[str, object]]] = [
        (f"{here}/quote", {}),
        (f"{here}/replace", {}),
        (f"{here}/quote/discard", {}),
        (f"{here}/withdraw", {}),
        (f"{here}/quote/answers/{question}", {"text": "Later words"}),
        (f"{here}/quote/prices", {"lines-0-description": "x", "lines-0-unit_price": "1",
                                  "lines-0-quantity": "1", "lines-0-vat": "20"}),
        (f"{here}/quote/files", {"files": (BytesIO(b"Words."), "words.txt")}),
    ]  # fmt: skip
    for path, typed in tried:
        refused = browser.post(path, data=typed)
        assert refused.status_code == 422, path
        assert "The deadline was" in error_summary_of(refused)[0], path
    assert [is_late for _, is_late in attempts()] == [True] * len(tried)
    folder: Path = app.config["UPLOAD_FOLDER"]
    assert not folder.exists() or not list(folder.iterdir())
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None and draft.answers[0].text == "Our answer 1."


def test_the_record_of_the_opening_shows_the_late_attempt(
    invitation: Invitation, browser: Browser, clock: GivenClock, client_as: ClientAs
) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    clock.forward(seconds=1)
    browser.submit(page, {"may_send": True})
    open_quotes(invitation.commission)
    browser.submit(page, {"may_send": True})
    record = client_as(make_officer()).get(
        f"/commissions/{invitation.commission.reference}/opening"
    )
    assert "Refused attempts before the opening" in words_of(record)
    assert "18 December 2013 at 10:00:00 GMT send a quote late" in words_of(record)


def test_an_amended_deadline_is_the_one_that_counts(
    invitation: Invitation, browser: Browser, clock: GivenClock
) -> None:
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    officer = invitation.commission.officer
    later = deadline + timedelta(days=1)
    commissions.begin_amendment(invitation.commission, by=officer)
    commissions.edit_brief(invitation.commission, {"quote_deadline": later}, by=officer)
    commissions.issue_amendment(invitation.commission, "More time.", clock.at, by=officer)
    db.session.commit()
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    clock.forward(seconds=1)
    assert browser.submit(page, {"may_send": True}, follow=True).status_code == 200
    assert state(invitation) is QuoteState.SUBMITTED


def test_nothing_is_sent_to_a_cancelled_commission(
    invitation: Invitation, browser: Browser, clock: GivenClock
) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    officer = invitation.commission.officer
    commissions.cancel(invitation.commission, "No money.", by=officer)
    db.session.commit()
    refused = browser.submit(page, {"may_send": True})
    assert error_summary_of(refused) == ["You cannot send a quote: the commission was cancelled."]
    assert attempts() == [("send a quote", False)]


def test_an_incomplete_quote_that_is_sent_is_remembered_as_refused(
    app: Flask, client_as: ClientAs
) -> None:
    invitation = invitation_of(make_commission("issued"))
    submit_quote(invitation)
    browser = client_as(contact_of(invitation.company))
    replacing = browser.get(f"/invitations/{invitation.id}/replace")
    browser.submit(replacing, {"reading_key": READING_KEY.secret}, button="Make a copy")
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    browser.post(f"/invitations/{invitation.id}/quote/prices", data={})
    refused = browser.submit(page, {"may_send": True})
    assert error_summary_of(refused) == ["Your quote is not complete. Add at least one price line."]
    assert attempts() == [("send a quote", False)]
