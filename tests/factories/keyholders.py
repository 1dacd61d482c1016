"""Keyholders for tests, with keys that were made and locked beforehand: locking takes seconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app import clock
from app.access import Role
from app.database import db
from app.keyholders import operations
from app.keyholders.models import KeyholderKey
from app.keyholders.operations import OpenKey
from app.people.models import Person
from tests.factories.people import added_person


@dataclass(frozen=True)
class MadeKey:
    """A key for tests only: its passphrase opens `locked`, which holds `secret`."""

    passphrase: str
    public: str
    secret: str
    locked: str


KEYS = [
    MadeKey(**made)
    for made in json.loads(Path(__file__).with_name("keyholder_keys.json").read_text("ascii"))
]
_BY_PUBLIC = {made.public: made for made in KEYS}


def ready_keyholders() -> list[Person]:
    """Five keyholders with keys, of whom two have rehearsed today; made at the first call."""
    keys = list(db.session.scalars(select(KeyholderKey).order_by(KeyholderKey.id)))
    if not keys:
        names = [f"Keyholder {number}" for number in range(1, len(KEYS) + 1)]
        people = [added_person(Role.KEYHOLDER, name=name) for name in names]
        db.session.flush()
        db.session.add_all(_key(person, made) for person, made in zip(people, KEYS, strict=True))
        db.session.commit()
        current_app.extensions["keyholders_asked"] = 0
        keys = list(db.session.scalars(select(KeyholderKey).order_by(KeyholderKey.id)))
    rehearse(*[key.person for key in keys][:2])
    return [key.person for key in keys]


def give_key(person: Person) -> KeyholderKey:
    """A key in use, the next of those that were made beforehand."""
    taken = set(db.session.scalars(select(KeyholderKey.public)))
    key = _key(person, next(key for key in KEYS if key.public not in taken))
    db.session.add(key)
    db.session.commit()
    return key


def _key(person: Person, made: MadeKey) -> KeyholderKey:
    return KeyholderKey(
        person_id=person.id,
        public=made.public,
        locked=made.locked,
        is_recovery=False,
        made_at=clock.now(),
        confirmed_at=clock.now(),
    )


def made_key(person: Person) -> MadeKey:
    """The newest key of somebody, with its passphrase."""
    wanted = select(KeyholderKey).where(KeyholderKey.person_id == person.id)
    key = db.session.scalars(wanted.order_by(KeyholderKey.id.desc())).first()
    assert key is not None
    return _BY_PUBLIC[key.public]


def opened_key(person: Person) -> OpenKey | None:
    """Somebody's key as after the passphrase was entered; None for who has none."""
    wanted = select(KeyholderKey).where(KeyholderKey.person_id == person.id)
    key = db.session.scalars(wanted.order_by(KeyholderKey.id.desc())).first()
    return OpenKey(key.id, person.id, _BY_PUBLIC[key.public].secret) if key else None


def rehearse(first: Person, second: Person) -> None:
    """Two keyholders open a test envelope now; committed."""
    keys = opened_key(first), opened_key(second)
    assert keys[0] and keys[1]
    operations.begin_rehearsal(keys[0], by=first)
    operations.finish_rehearsal(keys[1], by=second)
    db.session.commit()


def make_keyholder(name: str | None = None) -> Person:
    """The next of the keyholders who were ready before any brief was issued."""
    ready = ready_keyholders() if not db.session.scalar(select(KeyholderKey.id)) else None
    people = ready or [
        key.person for key in db.session.scalars(select(KeyholderKey).order_by(KeyholderKey.id))
    ]
    asked: int = current_app.extensions.get("keyholders_asked", 0)
    current_app.extensions["keyholders_asked"] = asked + 1
    person = people[asked % len(people)]
    if name:
        person.name = name
        db.session.commit()
    return person
