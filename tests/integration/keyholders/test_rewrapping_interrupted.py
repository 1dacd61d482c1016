"""Wrapping again that fails half-way: the old pairs open everything or the new ones do."""

from __future__ import annotations

import errno
from itertools import count, permutations

import pytest
from flask import Flask
from sqlalchemy import select

from app import sealing
from app.access import Role
from app.audit import queries as audit
from app.audit.verifying import check
from app.commissions.models import Commission
from app.database import committed, db
from app.keyholders.models import KeyholderKey, WrappedKey
from app.keyholders.queries import commission_key
from app.people.models import Person
from app.quotes import operations, queries
from app.sealing import CannotUnseal
from tests.factories.commissions import make_commission
from tests.factories.keyholders import KEYS, opened_key, ready_keyholders
from tests.factories.people import make_person
from tests.factories.quotes import submit_quote
from tests.trouble import trouble

MOST_STEPS = 300


@pytest.fixture
def running(app: Flask) -> list[Commission]:
    """Two commissions with a quote in each."""
    made = [make_commission("issued"), make_commission("issued")]
    for one in made:
        submit_quote(one.invitations[0])
    return made


@pytest.fixture
def secrets_of(running: list[Commission]) -> dict[int, str]:
    """Each keyholder's secret by the id of their key; one of them has only just joined."""
    person, key = make_person(Role.KEYHOLDER), sealing.new_key()
    issued = running[0].issued_at
    values = {"locked": "locked", "is_recovery": False, "made_at": issued, "confirmed_at": issued}
    db.session.add(KeyholderKey(person_id=person.id, public=key.public, **values))
    db.session.commit()
    known = {one.public: one.secret for one in [*KEYS, key]}
    return {row.id: known[row.public] for row in db.session.scalars(select(KeyholderKey))}


def pairs_that_open(commission: Commission, secrets: dict[int, str]) -> set[tuple[int, int]]:
    """Every two keyholders that have a commission's key, by what is stored now."""
    db.session.expire_all()
    key = commission_key(commission.id)
    assert key is not None
    wraps = db.session.scalars(select(WrappedKey).where(WrappedKey.commission_key_id == key.id))
    return {
        (wrap.first_key_id, wrap.second_key_id)
        for wrap in wraps
        if opens(wrap, secrets) == key.public
    }


def opens(wrap: WrappedKey, secrets: dict[int, str]) -> str | None:
    """The public half of what two keyholders unwrap."""
    try:
        left = sealing.unseal(wrap.wrapped.encode("ascii"), secrets[wrap.first_key_id])
        secret = sealing.unseal(left, secrets[wrap.second_key_id])
        return sealing.key_of(secret.decode("ascii")).public
    except CannotUnseal:
        return None


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["disk full", "disk fails"])
def test_whichever_step_fails_the_old_pairs_open_all_until_the_new_ones_do(
    running: list[Commission], secrets_of: dict[int, str], code: int
) -> None:
    first, second, *_ = ready_keyholders()
    *old, _joiner = sorted(secrets_of)
    operations.begin_rewrapping(opened_key(first), by=first)
    db.session.commit()
    failed = list[str]()
    for at in count(1):
        assert at < MOST_STEPS
        with trouble(at, code) as met:
            is_done = finished(second)
        found = [pairs_that_open(one, secrets_of) for one in running]
        expected = set(permutations(secrets_of if is_done else old, 2))
        assert found == [expected, expected], met.steps[-1]
        if is_done:
            break
        failed.append(met.step)
    assert {"INSERT", "DELETE", "commit"} <= set(failed)
    assert check(audit.whole_chain(), [audit.head()]).fault is None
    assert not queries.running_commissions()[0].is_outdated


def finished(second: Person) -> bool:
    """Whether the second keyholder's act is in, as at the end of a request."""
    try:
        with committed():
            operations.finish_rewrapping(opened_key(second), by=second)
    except Exception:
        return False
    return True
