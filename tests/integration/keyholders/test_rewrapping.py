"""Wrapping again what runs: after a lost passphrase, a leaver, a joiner."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import sealing
from app.access import Role
from app.commissions.models import Commission
from app.database import db
from app.errors import RuleBroken
from app.keyholders.models import KeyholderKey, WrappedKey
from app.keyholders.operations import OpenKey
from app.people.models import Person
from app.people.operations import mark_left
from app.quotes import operations, queries
from tests.factories.commissions import make_commission
from tests.factories.keyholders import KEYS, opened_key, ready_keyholders
from tests.factories.people import make_administrator, make_person
from tests.factories.quotes import begin_opening, confirm_opening, pass_deadline, submit_quote


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    submit_quote(made.invitations[0], 123_400)
    return made


@pytest.fixture
def joiner(commission: Commission) -> tuple[Person, OpenKey]:
    """Somebody who became a keyholder after the brief was issued."""
    person, key = make_person(Role.KEYHOLDER, name="New Keyholder"), sealing.new_key()
    row = KeyholderKey(
        person_id=person.id,
        public=key.public,
        locked="locked",
        is_recovery=False,
        made_at=commission.issued_at,
        confirmed_at=commission.issued_at,
    )
    db.session.add(row)
    db.session.commit()
    return person, OpenKey(row.id, person.id, key.secret)


def rewrap(first: Person, second: Person) -> None:
    operations.begin_rewrapping(opened_key(first), by=first)
    operations.finish_rewrapping(opened_key(second), by=second)
    db.session.commit()


def test_a_joiner_takes_part_only_once_two_others_have_wrapped_again(
    commission: Commission, joiner: tuple[Person, OpenKey]
) -> None:
    person, key = joiner
    first, second, *_ = ready_keyholders()
    (running,) = queries.running_commissions()
    assert running.is_outdated and running.missing == ("New Keyholder",)
    with pytest.raises(RuleBroken, match="wrapped for you"):
        operations.begin_rewrapping(key, by=person)
    rewrap(first, second)
    (running,) = queries.running_commissions()
    assert not running.is_outdated and running.still_able == len(KEYS) + 1
    pass_deadline(commission)
    operations.begin_opening(commission, key, by=person)
    confirm_opening(commission, by=first)
    assert len(queries.opened_quotes(commission)) == 1


def test_a_joiner_whose_key_is_newer_is_told_why_they_cannot_open(
    commission: Commission, joiner: tuple[Person, OpenKey]
) -> None:
    person, key = joiner
    pass_deadline(commission)
    with pytest.raises(RuleBroken, match="Two other keyholders can wrap it again"):
        operations.begin_opening(commission, key, by=person)
    begin_opening(commission, by=ready_keyholders()[0])
    with pytest.raises(RuleBroken, match="Two other keyholders can wrap it again"):
        operations.confirm_opening(commission, key, by=person)
    assert commission.opened_at is None


def test_a_leavers_key_is_of_no_use_with_what_is_kept_afterwards(commission: Commission) -> None:
    leaver, first, second, *_ = ready_keyholders()
    key = opened_key(leaver)
    assert key is not None
    mark_left(leaver, by=make_administrator())
    db.session.commit()
    (running,) = queries.running_commissions()
    assert running.is_outdated and running.of_others == 1
    rewrap(first, second)
    left = len(KEYS) - 1
    assert db.session.scalar(select(func.count()).select_from(WrappedKey)) == left * (left - 1)
    for wrapped in db.session.scalars(select(WrappedKey.wrapped)):
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(wrapped.encode(), key.secret)
    pass_deadline(commission)
    begin_opening(commission, by=first)
    confirm_opening(commission, by=second)
    assert len(queries.opened_quotes(commission)) == 1


def test_wrapping_again_is_done_by_two_and_opens_nothing(
    commission: Commission, joiner: tuple[Person, OpenKey]
) -> None:
    first, second, *_ = ready_keyholders()
    operations.begin_rewrapping(opened_key(first), by=first)
    with pytest.raises(RuleBroken, match="You began this"):
        operations.finish_rewrapping(opened_key(first), by=first)
    operations.finish_rewrapping(opened_key(second), by=second)
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)


def test_where_everything_is_wrapped_for_those_of_now_nothing_is_done(
    commission: Commission,
) -> None:
    first, *_ = ready_keyholders()
    with pytest.raises(RuleBroken, match="Nothing that has to be wrapped again"):
        operations.begin_rewrapping(opened_key(first), by=first)


def test_it_is_never_wrapped_for_fewer_than_three(commission: Commission) -> None:
    first, second, *others = ready_keyholders()
    for other in others:
        mark_left(other, by=make_administrator())
    db.session.commit()
    operations.begin_rewrapping(opened_key(first), by=first)
    with pytest.raises(RuleBroken, match="too few keyholders"):
        operations.finish_rewrapping(opened_key(second), by=second)
