"""Commissions' keys: made at issue, and wrapped for each pair of keyholders, never kept bare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from sqlalchemy import delete

from app import clock, sealing
from app.database import db
from app.errors import RuleBroken
from app.keyholders.models import CommissionKey, KeyholderKey, WrappedKey
from app.keyholders.operations.opening_keys import OpenKey
from app.keyholders.queries import has_enough, keys_in_use, wraps_by_first

Peeled = dict[str, str]
"""What is left for each who could be the second, by their key's id: sealed for them, as text."""

NOT_FOR_YOU = (
    "This commission’s key is not wrapped for you: your key is newer than the commission. "
    "Two other keyholders can wrap it again on the page Keys."
)


def make_commission_key(commission_id: int) -> CommissionKey:
    """Give a commission its key. Raises RuleBroken for fewer keyholders than sealing needs."""
    holders = keys_in_use()
    if not has_enough(holders):
        raise RuleBroken("There are too few keyholders to seal quotes for.")
    made = sealing.new_key()
    kept = CommissionKey(commission_id=commission_id, public=made.public, made_at=clock.now())
    db.session.add(kept)
    db.session.flush()
    db.session.add_all(_wraps(kept, made.secret, holders))
    return kept


def wrap_again(key: CommissionKey, secret: str) -> int:
    """Wrap a commission's key for the pairs of now, and drop what was wrapped before.

    Returns how many keyholders it is wrapped for. Raises RuleBroken for too few, and for a secret
    that is another's.
    """
    holders = keys_in_use()
    if not has_enough(holders):
        raise RuleBroken("There are too few keyholders to wrap this key for.")
    _must_fit(key, secret)
    db.session.execute(delete(WrappedKey).where(WrappedKey.commission_key_id == key.id))
    db.session.add_all(_wraps(key, secret, holders))
    return len(holders)


def peeled(key: CommissionKey, opened: OpenKey) -> Peeled:
    """The first keyholder's half of the work. Raises RuleBroken where nothing is for them."""
    wraps = wraps_by_first(key, opened.key_id)
    if not wraps:
        raise RuleBroken(NOT_FOR_YOU)
    return {
        str(wrap.second_key_id): sealing.unseal(wrap.wrapped.encode("ascii"), opened.secret).hex()
        for wrap in wraps
    }


def unwrapped(key: CommissionKey, left: Peeled, opened: OpenKey) -> str:
    """The second keyholder's half: the commission's secret. Raises RuleBroken."""
    if str(opened.key_id) not in left:
        raise RuleBroken(NOT_FOR_YOU)
    secret = sealing.unseal(bytes.fromhex(left[str(opened.key_id)]), opened.secret).decode("ascii")
    _must_fit(key, secret)
    return secret


def _wraps(
    key: CommissionKey, secret: str, holders: Sequence[KeyholderKey]
) -> Iterator[WrappedKey]:
    now = clock.now()
    for first, second in permutations(holders, 2):
        yield WrappedKey(
            commission_key_id=key.id,
            first_key_id=first.id,
            second_key_id=second.id,
            wrapped=sealing.seal_for_pair(secret, first.public, second.public),
            made_at=now,
        )


def _must_fit(key: CommissionKey, secret: str) -> None:
    if sealing.key_of(secret).public != key.public:
        raise RuleBroken("What was unwrapped is not this commission’s key.")
