"""Figure 2: every pair of five keyholders opens, and nothing else does.

Said of the keys themselves (age files, by their secrets) and of the act of opening.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, permutations

import pytest
from flask import Flask
from sqlalchemy import select

from app import sealing
from app.commissions.models import Commission
from app.database import db
from app.errors import RuleBroken
from app.keyholders.models import CommissionKey, WrappedKey
from app.keyholders.operations import peeled, unwrapped
from app.keyholders.queries import commission_key
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.models import Quote
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.keyholders import KEYS, opened_key, ready_keyholders
from tests.factories.quotes import pass_deadline, submit_quote

FIVE = range(5)
PAIRS = list(combinations(FIVE, 2))


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    submit_quote(made.invitations[0], 4_711_00)
    return made


def open_by(commission: Commission, first: Person, second: Person) -> int:
    """How many quotes two keyholders open, in this order."""
    operations.begin_opening(commission, opened_key(first), by=first)
    operations.confirm_opening(commission, opened_key(second), by=second)
    return len(queries.opened_quotes(commission))


def contents(commission: Commission) -> bytes:
    return (
        db.session.scalars(
            select(Quote.contents).where(Quote.invitation_id == commission.invitations[0].id)
        ).one()
        or b""
    )


def test_there_are_five_keyholders_and_ten_pairs() -> None:
    assert len(KEYS) == len(FIVE) and len(PAIRS) == 10


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_this_pair_opens(commission: Commission, one: int, other: int) -> None:
    five = ready_keyholders()
    pass_deadline(commission)
    assert open_by(commission, five[one], five[other]) == 1


@pytest.mark.parametrize("alone", FIVE)
def test_this_keyholder_alone_opens_nothing(commission: Commission, alone: int) -> None:
    person = ready_keyholders()[alone]
    pass_deadline(commission)
    operations.begin_opening(commission, opened_key(person), by=person)
    with pytest.raises(RuleBroken, match="different keyholder"):
        operations.confirm_opening(commission, opened_key(person), by=person)
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)
    assert commission.opened_at is None


@pytest.mark.parametrize("alone", FIVE)
def test_this_key_alone_unseals_neither_a_wrap_nor_the_quote(
    commission: Commission, alone: int
) -> None:
    """With the whole database in hand, and one secret: whatever it peels is sealed for another."""
    ready_keyholders()
    secret = KEYS[alone].secret
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(contents(commission), secret)
    outer = 0
    for wrap in db.session.scalars(select(WrappedKey)):
        try:
            inner = sealing.unseal(wrap.wrapped.encode("ascii"), secret)
        except sealing.CannotUnseal:
            continue
        outer += 1
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(inner, secret)
    assert outer == len(FIVE) - 1, "its own half of each pair, and no more"


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_this_pair_opens_nothing_before_the_deadline(
    commission: Commission, clock: GivenClock, one: int, other: int
) -> None:
    five = ready_keyholders()
    assert commission.quote_deadline is not None
    clock.move_to(commission.quote_deadline - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="companies can still send quotes"):
        open_by(commission, five[one], five[other])
    assert commission.opened_at is None


def test_the_key_of_another_commission_opens_nothing_of_this_one(commission: Commission) -> None:
    other = make_commission("issued")
    key, foreign = commission_key(commission.id), commission_key(other.id)
    assert key and foreign and key.public != foreign.public
    first, second = ready_keyholders()[:2]
    one, two = opened_key(first), opened_key(second)
    assert one and two
    secret = unwrapped(foreign, peeled(foreign, one), two)
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(contents(commission), secret)
    with pytest.raises(RuleBroken, match="not this commission’s key"):
        unwrapped(key, peeled(foreign, one), two)
    own = unwrapped(key, peeled(key, one), two)
    assert b'"unit_pence": 471100' in sealing.unseal(contents(commission), own)


def test_wraps_of_another_commission_put_in_place_of_its_own_open_nothing(
    commission: Commission,
) -> None:
    """As somebody could who can write to the database."""
    other = make_commission("issued")
    keys = {each.commission_id: each for each in db.session.scalars(select(CommissionKey))}
    own, foreign = keys[commission.id].id, keys[other.id].id
    stolen = {
        (wrap.first_key_id, wrap.second_key_id): wrap.wrapped
        for wrap in db.session.scalars(select(WrappedKey).filter_by(commission_key_id=foreign))
    }
    for wrap in db.session.scalars(select(WrappedKey).filter_by(commission_key_id=own)):
        wrap.wrapped = stolen[wrap.first_key_id, wrap.second_key_id]
    db.session.commit()
    pass_deadline(commission)
    first, second = ready_keyholders()[:2]
    with pytest.raises(RuleBroken, match="not this commission’s key"):
        open_by(commission, first, second)


def test_what_two_keyholders_need_is_there_in_both_orders(commission: Commission) -> None:
    key = commission_key(commission.id)
    assert key is not None
    pairs = {
        (wrap.first_key_id, wrap.second_key_id)
        for wrap in db.session.scalars(select(WrappedKey).filter_by(commission_key_id=key.id))
    }
    ids = [opened.key_id for person in ready_keyholders() if (opened := opened_key(person))]
    assert pairs == set(permutations(ids, 2))
