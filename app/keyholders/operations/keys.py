"""A keyholder's key: made with a passphrase of words, and in use once these were typed back."""

from __future__ import annotations

from sqlalchemy import delete

from app import clock, sealing
from app.access import Person
from app.audit import operations as audit
from app.database import db
from app.errors import RuleBroken
from app.keyholders.models import KeyholderKey
from app.keyholders.operations.opening_keys import OpenKey
from app.keyholders.queries import key_of_person, keys_in_use
from app.keyholders.rules import MOST_RECOVERY, may_hold_key
from app.sealing import locking


def make_key(
    passphrase: str, *, is_recovery: bool, by: Person, key: sealing.Key | None = None
) -> KeyholderKey:
    """Make a key for whoever asks, locked under a passphrase. It is not in use until confirmed.

    The passphrase is nowhere kept. `key` is made here unless it is given. Raises RuleBroken to
    those who may have none, and for a third recovery holder at `is_recovery`.
    """
    _may_have(by)
    if is_recovery:
        _room_for_recovery(by)
    fresh = key or sealing.new_key()
    made = KeyholderKey(
        person_id=by.id,
        public=fresh.public,
        locked=locking.lock(fresh.secret, passphrase),
        is_recovery=is_recovery,
        made_at=clock.now(),
    )
    db.session.execute(
        delete(KeyholderKey).where(
            KeyholderKey.person_id == by.id, KeyholderKey.confirmed_at.is_(None)
        )
    )
    db.session.add(made)
    audit.record("keyholder’s key made", made, by.name, by=by, after=_kind(made))
    return made


def confirm_key(opened: OpenKey, *, by: Person) -> KeyholderKey:
    """Put a key to use, once its passphrase was typed back and has opened it.

    An earlier key of theirs is retired. Raises RuleBroken for another's or an unknown key.
    """
    _may_have(by)
    made = db.session.get(KeyholderKey, opened.key_id)
    if made is None or made.person_id != by.id or made.confirmed_at is not None:
        raise RuleBroken("This key is no longer waiting to be confirmed. Make another.")
    if made.is_recovery:
        _room_for_recovery(by)
    earlier = key_of_person(by.id)
    if earlier is not None:
        earlier.retired_at = clock.now()
        db.session.flush()  # one in use at a time, also for the database
    made.confirmed_at = clock.now()
    audit.record(
        "keyholder’s key put to use",
        made,
        by.name,
        by=by,
        before=f"a key of {earlier.made_at:%-d %B %Y}, now retired" if earlier else "",
        after=_kind(made),
    )
    return made


def _may_have(by: Person) -> None:
    if not may_hold_key(by.roles):
        raise RuleBroken("Only keyholders who are not administrators have a key.")


def _room_for_recovery(by: Person) -> None:
    others = [key for key in keys_in_use() if key.is_recovery and key.person_id != by.id]
    if len(others) >= MOST_RECOVERY:
        names = " and ".join(key.person.name for key in others)
        raise RuleBroken(
            f"There can be {MOST_RECOVERY} recovery holders at most: {names} are.", "is_recovery"
        )


def _kind(key: KeyholderKey) -> str:
    return "recovery key, printed" if key.is_recovery else "key"
