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
from app.sealing import new_key
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.keyholders import made_key
from tests.factories.quotes import (
    READING_KEY,
    begin_opening,
    make_draft,
    make_keyholder,
    pass_deadline,
    submit_quote,
)

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


def words_typed(keyholder: Person) -> dict[str, str]:
    return {"passphrase": made_key(keyholder).passphrase, "other": "0"}


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


@pytest.mark.parametrize("is_one_page", [True, False])
@pytest.mark.parametrize("presses", [2, 5])
def test_pressing_send_at_once_gives_one_receipt(
    app: Flask, client_as: ClientAs, presses: int, is_one_page: bool
) -> None:
    """From one page, and from several: the page that sent it gets its reading key each time."""
    invitation = invitation_of(make_commission("issued"))
    make_draft(invitation)
    contact = contact_of(invitation.company)
    path = f"/invitations/{invitation.id}/quote/check"
    browsers = [client_as(contact) for _ in range(presses)]
    page = browsers[0].get(path).text
    typed = {"may_send": "y", "seen": hidden(page, "seen")}
    if is_one_page:
        typed["reading_key"] = hidden(page, "reading_key")
    keys = [typed.get("reading_key") or new_key().secret for _ in browsers]
    answers = together(
        app,
        *(
            pressing(browser, path, {**typed, "reading_key": key})
            for browser, key in zip(browsers, keys, strict=True)
        ),
    )
    assert [status for status, _ in answers] == [200] * presses
    told = [words for _, words in answers if "It was not sent twice" in words]
    assert len(told) == (0 if is_one_page else presses - 1)
    with_key = [words for _, words in answers if "AGE-SECRET-KEY-1" in words]
    assert len(with_key) == (presses if is_one_page else 1)
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
    first.post(f"{here}/replace", data={"reading_key": READING_KEY.secret})
    page = first.get(f"{here}/quote/check").text
    typed = {name: hidden(page, name) for name in ("seen", "reading_key")}
    together(
        app,
        pressing(first, f"{here}/quote/check", {"may_send": "y", **typed}),
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
    first = make_keyholder()
    begin_opening(commission, by=first)
    typed = {"begun_by": str(first.id)}
    confirming = [make_keyholder() for _ in range(3)]
    pressed = [pressing(client_as(one), path, typed | words_typed(one)) for one in confirming]
    together(app, *pressed)
    done = db.session.scalars(select(Opening).where(Opening.opened_at.is_not(None))).all()
    assert len(done) == 1


def test_beginning_at_once_begins_once(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    pass_deadline(commission)
    path = f"/commissions/{commission.reference}/opening"
    both = [make_keyholder() for _ in range(2)]
    answers = together(app, *(pressing(client_as(one), path, words_typed(one)) for one in both))
    # Whoever is second was not told that another had begun, and so confirms nothing.
    assert sorted(status for status, _ in answers) == [200, 422]
    (opening,) = db.session.scalars(select(Opening))
    assert opening.opened_at is None
