"""Opening a keyholder's own key with its passphrase: slow on purpose, and nothing is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from app import sealing
from app.errors import RuleBroken
from app.keyholders.models import KeyholderKey
from app.keyholders.rules import tidy_passphrase
from app.sealing import locking

NOT_THE_PASSPHRASE = (
    "This passphrase does not open the key of {name}. Check each word, and their order"
)


@dataclass(frozen=True)
class OpenKey:
    """A keyholder's key while they act with it."""

    key_id: int
    person_id: int
    secret: str = field(repr=False)


@dataclass(frozen=True)
class LockedKey:
    """What is needed to open a key, read beforehand so that no transaction waits meanwhile."""

    key_id: int
    person_id: int
    name: str
    public: str
    locked: str

    @classmethod
    def of(cls, key: KeyholderKey) -> LockedKey:
        """A key's plain values."""
        return cls(key.id, key.person_id, key.person.name, key.public, key.locked)


def open_key(locked: LockedKey, typed: str, field_name: str = "passphrase") -> OpenKey:
    """Open a key with the words that were typed. Raises RuleBroken at the field."""
    try:
        secret = locking.unlock(locked.locked, tidy_passphrase(typed))
        is_theirs = sealing.key_of(secret).public == locked.public
    except sealing.CannotUnseal:
        is_theirs, secret = False, ""
    if not is_theirs:
        raise RuleBroken(NOT_THE_PASSPHRASE.format(name=locked.name), field_name)
    return OpenKey(locked.key_id, locked.person_id, secret)
