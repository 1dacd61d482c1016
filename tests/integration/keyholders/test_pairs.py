"""Any two keyholders open, one alone cannot, nobody before the deadline, no key of another."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from flask import Flask
from sqlalchemy import select

from app import sealing
from app.commissions.models import Commission
from app.database import db
from app.errors import RuleBroken
from app.keyholders import operations
from app.keyholders.models import CommissionKey, WrappedKey
from app.keyholders.operations import OpenKey
from app.keyholders.queries import commission_key
from app.people.models import Person
from app.quotes import queries
from app.quotes.models import Quote
from app.sealing.server_key import server_key
from tests.factories.commissions import make_commission
from tests.factories.keyholders import KEYS, opened_key, ready_keyholders
from tests.factories.quotes import begin_opening, confirm_opening, pass_deadline, submit_quote

PLACES = range(len(KEYS))


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    submit_quote(made.invitations[0], 123_400, files_given=[("plan.txt", b"Our plan.")])
    return made


@pytest.fixture
def holders(commission: Commission) -> list[Person]:
    return ready_keyholders()


def key_of(commission: Commission) -> CommissionKey:
    found = commission_key(commission.id)
    assert found is not None
    return found


def opened(person: Person) -> OpenKey:
    found = opened_key(person)
    assert found is not None
    return found


@pytest.mark.parametrize(("one", "other"), list(combinations(PLACES, 2)))
def test_each_pair_of_five_opens_the_quotes(
    commission: Commission, holders: list[Person], one: int, other: int
) -> None:
    pass_deadline(commission)
    begin_opening(commission, by=holders[one])
    confirm_opening(commission, by=holders[other])
    (quote,) = queries.opened_quotes(commission)
    assert quote.price_pence == 123_400


def test_each_pair_can_come_in_either_order(commission: Commission, holders: list[Person]) -> None:
    key = key_of(commission)
    for first, second in permutations(holders, 2):
        left = operations.peeled(key, opened(first))
        secret = operations.unwrapped(key, left, opened(second))
        assert sealing.key_of(secret).public == key.public


@pytest.mark.parametrize("place", PLACES)
def test_one_alone_unwraps_nothing(
    commission: Commission, holders: list[Person], place: int
) -> None:
    """With everything that the database holds, and one secret."""
    key, alone = key_of(commission), opened(holders[place])
    wraps = db.session.scalars(select(WrappedKey).filter_by(commission_key_id=key.id)).all()
    assert len(wraps) == len(KEYS) * (len(KEYS) - 1)
    inner: list[bytes] = []
    for wrap in wraps:
        try:
            inner.append(sealing.unseal(wrap.wrapped.encode(), alone.secret))
        except sealing.CannotUnseal:
            continue
    assert len(inner) == len(KEYS) - 1, "it is wrapped for them first, once for each other"
    for left in inner:
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(left, alone.secret)
    with pytest.raises(RuleBroken, match="not wrapped for you"):
        operations.unwrapped(key, operations.peeled(key, alone), alone)


def test_the_servers_own_key_opens_nothing_that_is_sealed(commission: Commission) -> None:
    sealed = [wrap.encode() for wrap in db.session.scalars(select(WrappedKey.wrapped))]
    sealed += [content or b"" for content in db.session.scalars(select(Quote.contents))]
    for each in sealed:
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(each, server_key().secret)
    assert len(sealed) == len(KEYS) * (len(KEYS) - 1) + 1


def test_two_open_nothing_before_the_deadline(
    commission: Commission, holders: list[Person]
) -> None:
    with pytest.raises(RuleBroken, match="companies can still send quotes"):
        begin_opening(commission, by=holders[0])
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)


def test_the_key_of_another_commission_does_not_open_it(
    commission: Commission, holders: list[Person]
) -> None:
    other = make_commission("issued")
    first, second = holders[:2]
    left = operations.peeled(key_of(other), opened(first))
    with pytest.raises(RuleBroken, match="not this commission’s key"):
        operations.unwrapped(key_of(commission), left, opened(second))


def test_a_commission_has_one_key_that_no_other_has(commission: Commission) -> None:
    make_commission("issued")
    publics = db.session.scalars(select(CommissionKey.public)).all()
    assert len(set(publics)) == len(publics) == 2
