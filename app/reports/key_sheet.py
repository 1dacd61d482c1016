"""A keyholder's sheet: the six words, what to do with them, and a recovery holder's locked key."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.access import Person
from app.errors import NotFound
from app.keyholders.queries import unconfirmed_key
from app.keyholders.rules import MOST_ON_SHEET, may_hold_key, tidy_passphrase
from app.mail import address_of
from app.reports.front import Front, front


@dataclass(frozen=True)
class KeySheet:
    """What the sheet says. `lines` are the key itself as text, for a recovery holder; else none.

    Each is in parts, so that no sign for a break is put into a long one.
    """

    front: Front
    name: str
    words: tuple[str, ...]
    made: str
    address: str
    lines: tuple[str, ...]


def sheet_for(person: Person, words: str) -> KeySheet:
    """The sheet of the key that somebody has just made. Raises NotFound where there is none."""
    made = unconfirmed_key(person)
    if made is None or not may_hold_key(person.roles) or len(words) > MOST_ON_SHEET:
        raise NotFound
    return KeySheet(
        front=front(f"Key of {person.name}", clock.today()),
        name=person.name,
        words=tuple(tidy_passphrase(words).split()),
        made=f"{clock.day_of(made.made_at):%-d %B %Y}",
        address=address_of("keyholders.keys"),
        lines=_in_parts(made.locked) if made.is_recovery else (),
    )


def _in_parts(locked: str) -> tuple[str, ...]:
    lines = locked.splitlines()
    return tuple(
        line if line.startswith("-") else f"{line[:32]} {line[32:]}".strip() for line in lines
    )
