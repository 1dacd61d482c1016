"""Trying passphrases: counted before they are tried, and on record where they were wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app import access
from app.audit import operations as audit
from app.database import db
from app.errors import RuleBroken
from app.keyholders.models import KeyholderKey
from app.keyholders.operations.opening_keys import LockedKey
from app.people.operations import attempts
from app.people.queries import staff_member
from app.people.rules import PER_ACCOUNT

_KIND = "passphrase"


@dataclass(frozen=True)
class Occasion:
    """What passphrases are entered for, as the audit words it, and of which commission."""

    words: str
    commission_id: int | None = None


def count_try(who: access.Person, address: str) -> None:
    """Count a try of whoever is signed in, before it is made: two at once are two tries.

    It counts for the person who types, not for the key, so that nobody can lock another's out.
    Raises RuleBroken with the time from which they may try again (real time).
    """
    email = staff_member(who.id).email
    if wait := attempts.why_wait(_KIND, email, address):
        raise RuleBroken(wait, "passphrase")
    attempts.count(_KIND, email, address)


def record_tries(
    wrong: Collection[LockedKey], occasion: Occasion, address: str, *, by: access.Person
) -> None:
    """Keep which keys were tried with wrong words, for what, by whom; never the words.

    With none wrong the try is forgotten again.
    """
    email = staff_member(by.id).email
    if not wrong:
        attempts.take_back(_KIND, email, address)
    for locked in wrong:
        _record("wrong passphrase", locked, occasion, by)
    if wrong and attempts.why_wait(_KIND, email, address):
        minutes = int(PER_ACCOUNT.within.total_seconds() // 60)
        _record(f"passphrases refused for {minutes} minutes", [*wrong][-1], occasion, by)


def _record(act: str, locked: LockedKey, occasion: Occasion, by: access.Person) -> None:
    audit.record(
        act,
        db.session.get_one(KeyholderKey, locked.key_id),
        f"key of {locked.name}",
        by=by,
        why=f"at {occasion.words}",
        commission_id=occasion.commission_id,
    )
