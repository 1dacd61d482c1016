"""Wrong passphrases: on record with who, for what and when, never with what; and limited."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.audit.models import AuditEntry
from app.database import db
from app.keyholders.queries import last_proof
from app.people.models import Attempt, Person
from app.people.operations import mark_left
from app.sealing import CannotUnseal, locking
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.keyholders import KEYS, made_key, ready_keyholders
from tests.factories.people import make_administrator
from tests.factories.quotes import pass_deadline

ClientAs = Callable[[Person], Browser]
WRONG = "tracing paper umbrella seven lamp posts"
TOO_MANY = "There were too many attempts. Try again at"


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which words were tried; the right ones open a key, without the second that it takes."""
    words_tried: list[str] = []
    right = {(made.locked, made.passphrase): made.secret for made in KEYS}

    def unlock(locked: str, words: str) -> str:
        words_tried.append(words)
        if (locked, words) not in right:
            raise CannotUnseal
        return right[locked, words]

    monkeypatch.setattr(locking, "unlock", unlock)
    return words_tried


def entries(act: str) -> list[AuditEntry]:
    db.session.rollback()
    wanted = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number)
    return list(db.session.scalars(wanted))


def enter(
    browser: Browser, page: str, words: str, other: Person | None = None, other_words: str = ""
) -> TestResponse:
    typed = {"passphrase": words}
    if other is not None:
        typed |= {"other": str(other.id), "other_passphrase": other_words}
    return browser.submit(browser.get(page), typed)


def everything_kept() -> str:
    db.session.rollback()
    return repr(db.session.execute(select(*AuditEntry.__table__.columns)).all())


def test_a_wrong_passphrase_at_an_opening_is_on_record_without_what_was_typed(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("issued")
    ann, bo, *_ = ready_keyholders()
    pass_deadline(commission)
    refused = enter(
        client_as(ann),
        f"/commissions/{commission.reference}/opening",
        made_key(ann).passphrase,
        bo,
        WRONG,
    )
    assert refused.status_code == 422
    (entry,) = entries("wrong passphrase")
    assert (entry.actor_id, entry.subject_name) == (ann.id, f"key of {bo.name}")
    assert entry.why == f"at the opening of {commission.reference}"
    assert entry.commission_id == commission.id
    assert WRONG not in everything_kept() and made_key(ann).passphrase not in everything_kept()
    assert entries("opening begun") == []


@pytest.mark.parametrize(
    ("page", "occasion"),
    [("/keys/rehearsal", "a rehearsal"), ("/keys/wrapping", "the wrapping again of what runs")],
)
def test_elsewhere_too(
    app: Flask, client_as: ClientAs, tried: list[str], page: str, occasion: str
) -> None:
    make_commission("issued")
    ann, bo, *_ = ready_keyholders()

    mark_left(ready_keyholders()[-1], by=make_administrator())
    db.session.commit()
    enter(client_as(ann), page, WRONG, bo, WRONG)
    assert [(each.subject_name, each.why) for each in entries("wrong passphrase")] == [
        (f"key of {ann.name}", f"at {occasion}"),
        (f"key of {bo.name}", f"at {occasion}"),
    ]


def test_five_wrong_tries_are_all_that_there_are_within_a_quarter_of_an_hour(
    app: Flask, client_as: ClientAs, tried: list[str], clock: GivenClock
) -> None:
    ann = ready_keyholders()[0]
    browser = client_as(ann)
    for _ in range(5):
        enter(browser, "/keys/rehearsal", WRONG)
    (locked,) = entries("passphrases refused for 15 minutes")
    assert locked.actor_id == ann.id
    refused = enter(browser, "/keys/rehearsal", made_key(ann).passphrase)
    assert error_summary_of(refused)[0].startswith(TOO_MANY)
    assert tried == [WRONG] * 5, "the sixth is not tried at all, be it right"
    assert len(entries("wrong passphrase")) == 5
    clock.forward(minutes=15, seconds=1)
    begun = browser.submit(
        browser.get("/keys/rehearsal"), {"passphrase": made_key(ann).passphrase}, follow=True
    )
    assert "The rehearsal has begun" in words_of(begun)


def test_nobody_locks_another_keyholder_out(
    app: Flask, client_as: ClientAs, tried: list[str]
) -> None:
    ann, bo, cy, *_ = ready_keyholders()
    for _ in range(5):
        enter(client_as(ann), "/keys/rehearsal", made_key(ann).passphrase, bo, WRONG)
    before = last_proof()
    enter(client_as(bo), "/keys/rehearsal", made_key(bo).passphrase, cy, made_key(cy).passphrase)
    after = last_proof()
    assert before and after and set(after.names) == {bo.name, cy.name} != set(before.names)


def test_right_passphrases_leave_no_count_behind(
    app: Flask, client_as: ClientAs, tried: list[str]
) -> None:
    ann, bo, *_ = ready_keyholders()
    browser = client_as(ann)
    enter(browser, "/keys/rehearsal", WRONG)
    db.session.rollback()
    counted = len(db.session.scalars(select(Attempt)).all())
    for _ in range(6):
        enter(browser, "/keys/rehearsal", made_key(ann).passphrase, bo, made_key(bo).passphrase)
    db.session.rollback()
    assert len(db.session.scalars(select(Attempt)).all()) == counted - 1, "the wrong one's network"
    assert entries("passphrases refused for 15 minutes") == []
