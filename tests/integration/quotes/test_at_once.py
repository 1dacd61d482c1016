"""Two presses at the same moment, on one database file, in two threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.mail import OutboxMail
from app.people.models import Person
from app.quotes.models import Opening, Quote, QuoteState
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import make_draft, make_keyholder, pass_deadline, submit_quote

ClientAs = Callable[[Person], Browser]


def together(app: Flask, *acts: Callable[[], tuple[int, str]]) -> list[tuple[int, str]]:
    """Run each in a thread of its own, all at once."""
    db.session.remove()
    ready = Barrier(len(acts))

    def run(act: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        with app.app_context():
            ready.wait(timeout=30)
            return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def pressing(browser: Browser, path: str, typed: dict[str, str]) -> Callable[[], tuple[int, str]]:
    def press() -> tuple[int, str]:
        answer = browser.post(path, data=typed, follow_redirects=True)
        return answer.status_code, words_of(answer)

    return press


@pytest.mark.parametrize("presses", [2, 5])
def test_pressing_send_at_once_gives_one_receipt(
    app: Flask, client_as: ClientAs, presses: int
) -> None:
    invitation = invitation_of(make_commission("issued"))
    make_draft(invitation)
    contact = contact_of(invitation.company)
    path = f"/invitations/{invitation.id}/quote/check"
    browsers = [client_as(contact) for _ in range(presses)]
    seen = browsers[0].get(path).text.split('name="seen" value="')[1].split('"')[0]
    typed = {"may_send": "y", "seen": seen}
    answers = together(app, *(pressing(browser, path, typed) for browser in browsers))
    assert [status for status, _ in answers] == [200] * presses
    told = [words for _, words in answers if "It was not sent twice" in words]
    assert len(told) == presses - 1
    states = db.session.scalars(select(Quote.state)).all()
    assert states == [QuoteState.SUBMITTED]
    receipts = select(func.count()).where(OutboxMail.subject.like("Receipt%"))
    assert db.session.scalar(receipts) == 1


def test_sending_and_withdrawing_at_once_leave_one_clear_state(
    app: Flask, client_as: ClientAs
) -> None:
    invitation = invitation_of(make_commission("issued"))
    submit_quote(invitation)
    contact = contact_of(invitation.company)
    here = f"/invitations/{invitation.id}"
    first, second = client_as(contact), client_as(contact)
    first.post(f"{here}/replace")
    seen = first.get(f"{here}/quote/check").text.split('name="seen" value="')[1].split('"')[0]
    together(
        app,
        pressing(first, f"{here}/quote/check", {"may_send": "y", "seen": seen}),
        pressing(second, f"{here}/withdraw", {}),
    )
    states = list(db.session.scalars(select(Quote.state).order_by(Quote.id)))
    assert states in (
        [QuoteState.WITHDRAWN, QuoteState.SUBMITTED],  # withdrawn first, then sent
        [QuoteState.REPLACED, QuoteState.WITHDRAWN],  # replaced first, then withdrawn
    )


def test_confirming_at_once_opens_the_quotes_once(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    submit_quote(commission.invitations[0])
    pass_deadline(commission)
    path = f"/commissions/{commission.reference}/opening"
    client_as(make_keyholder()).post(path, data={"begin": "y"})
    confirming = [client_as(make_keyholder()) for _ in range(3)]
    together(app, *(pressing(browser, path, {"confirm": "y"}) for browser in confirming))
    done = db.session.scalars(select(Opening).where(Opening.opened_at.is_not(None))).all()
    assert len(done) == 1


def test_beginning_at_once_begins_once(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    pass_deadline(commission)
    path = f"/commissions/{commission.reference}/opening"
    browsers = [client_as(make_keyholder()) for _ in range(2)]
    answers = together(app, *(pressing(browser, path, {"begin": "y"}) for browser in browsers))
    assert sorted(status for status, _ in answers) == [200, 422]
    assert db.session.scalar(select(func.count()).select_from(Opening)) == 1
