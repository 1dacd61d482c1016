"""The pages on which a quote that was stopped at its opening is settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app import files
from app.commissions.models import Commission
from app.database import db
from app.people.models import Person
from app.quotes import queries
from app.quotes.models import Quote, SealedFile
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare
from tests.factories.keyholders import made_key, ready_keyholders
from tests.factories.people import make_member
from tests.factories.quotes import open_quotes, submit_quote

ClientAs = Callable[[Person], Browser]
AWAY = ".away"


@pytest.fixture
def commission(app: Flask) -> Commission:
    """Opened, but for its first quote, of which the file was away."""
    made = make_commission("issued", 3)
    for invitation in made.invitations:
        submit_quote(invitation, files_given=[("plan.txt", invitation.company.name.encode())])
    move(made, "", AWAY)
    open_quotes(made)
    return made


def move(commission: Commission, before: str, after: str) -> None:
    """Take the sealed file of the first quote away, or put it back."""
    file = db.session.scalars(select(SealedFile).order_by(SealedFile.id)).first()
    assert file is not None
    files.path_of(file.stored_as + before).rename(files.path_of(file.stored_as + after))


def page_of(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/opening/stopped"


def test_two_keyholders_open_it_from_two_screens(
    commission: Commission, client_as: ClientAs
) -> None:
    ann, bo, *_ = ready_keyholders()
    move(commission, AWAY, "")
    first, second = client_as(ann), client_as(bo)
    begun = first.submit(
        first.get(page_of(commission)),
        {"passphrase": made_key(ann).passphrase},
        button="Begin",
        follow=True,
    )
    assert "You have begun" in words_of(begun)
    told = second.get(page_of(commission))
    assert f"{ann.name} has begun" in words_of(told)
    done = second.submit(
        told, {"passphrase": made_key(bo).passphrase}, button="Confirm and open", follow=True
    )
    assert "What is as it was received is open" in words_of(done)
    assert "Why it was stopped Not as it was received, or gone: file 1." in words_of(done)
    assert "Opened later, " in words_of(done) and "As received, and opened" in words_of(done)
    record = second.get(f"/commissions/{commission.reference}/opening")
    assert "1 quote was stopped at this opening; it is settled" in words_of(record)
    assert "plan.txt" not in record.text + done.text
    assert len(queries.opened_quotes(commission)) == 3


def test_one_that_is_still_away_says_so_and_goes_on_waiting(
    commission: Commission, client_as: ClientAs
) -> None:
    ann, bo, *_ = ready_keyholders()
    browser = client_as(ann)
    typed = {
        "passphrase": made_key(ann).passphrase,
        "other": str(bo.id),
        "other_passphrase": made_key(bo).passphrase,
    }
    tried = browser.submit(browser.get(page_of(commission)), typed, button="Begin", follow=True)
    assert "Nothing was opened" in words_of(tried)
    assert "Still sealed. Not as it was received, or gone: file 1." in words_of(tried)
    assert "Stopped: it waits to be opened or set aside" in words_of(tried)


def test_it_is_seen_on_the_commission_and_in_what_needs_you(
    commission: Commission, client_as: ClientAs
) -> None:
    officer, member = commission.officer, make_member()
    declare(commission, member)
    browser = client_as(officer)
    page = words_of(browser.get(f"/commissions/{commission.reference}"))
    assert "1 quote was stopped at the opening" in page
    assert "Next step: Settle the quote that was stopped at the opening" in page
    assert "Settle what was stopped at the opening" in page
    assert "Settle the stopped quotes" in words_of(browser.get("/"))
    keyholder = client_as(ready_keyholders()[0])
    assert "Open the stopped quotes" in words_of(keyholder.get("/"))
    scores = words_of(client_as(member).get(f"/commissions/{commission.reference}/score"))
    assert "Scores cannot be handed in" in scores and "Submit my scores" not in scores
    award = words_of(browser.get(f"/commissions/{commission.reference}/award"))
    assert "no award proposed until it is opened or set aside" in award


def test_an_officer_proposes_to_set_it_aside_and_a_member_decides(
    commission: Commission, client_as: ClientAs
) -> None:
    officer, member = client_as(commission.officer), make_member()
    (stopped,) = queries.stopped_quotes(commission)
    address = f"{page_of(commission)}/{stopped.quote_id}/set-aside"
    empty = officer.submit(officer.get(address), {"reason": ""})
    assert error_summary_of(empty) == ["Enter why the quote is to be set aside"]
    officer.submit(empty, {"reason": "It is in no backup."})
    assert "Another person must decide on it" in words_of(officer.get(f"{address}/decision"))
    browser = client_as(member)
    assert "Declare" in words_of(browser.get(f"{address}/decision", follow_redirects=True))
    declare(commission, member)
    home = browser.get("/")
    assert "Decide on setting aside a stopped quote" in words_of(home)
    page = browser.get(f"{address}/decision")
    assert "It is in no backup." in words_of(page)
    done = browser.submit(page, {"decision": "approve"}, follow=True)
    assert "The quote is set aside" in words_of(done) and "Set aside, " in words_of(done)
    record = words_of(officer.get(f"/commissions/{commission.reference}/opening"))
    assert f"The quote of {stopped.company}, receipt {stopped.receipt}, was set aside" in record
    assert "was stopped at the opening" not in words_of(
        officer.get(f"/commissions/{commission.reference}")
    )


def test_what_was_so_on_a_past_day_stays_so(
    commission: Commission, client_as: ClientAs, clock: GivenClock
) -> None:
    ann, bo, *_ = ready_keyholders()
    stopped_on = clock.at.date().isoformat()
    clock.forward(days=3)
    move(commission, AWAY, "")
    browser = client_as(ann)
    typed = {
        "passphrase": made_key(ann).passphrase,
        "other": str(bo.id),
        "other_passphrase": made_key(bo).passphrase,
    }
    browser.submit(browser.get(page_of(commission)), typed, button="Begin")
    page = f"/commissions/{commission.reference}"
    officer = client_as(commission.officer)
    assert "was stopped at the opening" not in words_of(officer.get(page))
    assert "was stopped at the opening" in words_of(officer.get(f"{page}?as_at={stopped_on}"))


def test_a_commission_without_a_stop_has_no_such_page(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    submit_quote(commission.invitations[0])
    assert client_as(commission.officer).get(page_of(commission)).status_code == 404
    open_quotes(commission)
    assert client_as(commission.officer).get(page_of(commission)).status_code == 404


def test_its_statements_do_not_grow_with_the_stopped_quotes(
    commission: Commission, client_as: ClientAs
) -> None:
    browser = client_as(commission.officer)
    one = statements_of(lambda: browser.get(page_of(commission)))
    for file in db.session.scalars(select(SealedFile).where(SealedFile.opened_as.is_not(None))):
        file.opened_as = None
    for row in db.session.scalars(select(Quote)):
        row.opened = None
    db.session.commit()
    assert len(queries.stopped_quotes(commission)) == 3
    assert statements_of(lambda: browser.get(page_of(commission))) == one
