"""How many keyholders there must be, who may act with whom, and until when. Plain values only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.formats import counted, day_in_words

LEAST_KEYHOLDERS = 3
"""With two, one lost passphrase would lose the quotes."""

MOST_ON_SHEET = 300
"""Characters of a passphrase that are printed."""

MOST_RECOVERY = 2
"""Recovery holders keep their keys printed and locked away: they are not at hand every day."""

TIME_TO_JOIN = timedelta(minutes=10)
"""The second keyholder joins the first within this time, by the world's clock."""


class ActKind(StrEnum):
    """What two keyholders do together, beside opening."""

    REHEARSAL = "rehearsal"
    REWRAPPING = "re-wrapping"


def may_hold_key(roles: Collection[str]) -> bool:
    """Whether somebody may have a key: keyholders who are not also administrators or companies."""
    return "keyholder" in roles and "administrator" not in roles and "company" not in roles


def tidy_passphrase(typed: str) -> str:
    """A passphrase in the one form in which it was made: small letters, one space between words."""
    return " ".join(typed.replace("-", " ").lower().split())


def has_lapsed(begun_really_at: datetime, now: datetime) -> bool:
    """Whether the time in which the second keyholder joins is over (real time)."""
    return now > begun_really_at + TIME_TO_JOIN


def why_not_ready(keys: int, proved_on: date | None, since: date) -> list[str]:
    """What keeps a commission begun on `since` from its first issue; nothing where all is ready.

    `keys` counts the keyholders with a key of now; `proved_on` is the day of the last rehearsal
    whose two keys are still in use.
    """
    found: list[str] = []
    if keys < LEAST_KEYHOLDERS:
        have = f"only {counted(keys, 'keyholder')} of them {'has' if keys == 1 else 'have'} a key"
        found.append(
            f"Quotes are sealed for {LEAST_KEYHOLDERS} keyholders or more, so that one lost "
            f"passphrase loses none, and {'nobody has a key yet' if not keys else have}. "
            "An administrator gives the role; each keyholder makes a key."
        )
    if proved_on is None or proved_on < since:
        found.append(
            "Two keyholders must first show that they can open a test envelope: none have done so "
            f"since this commission was begun on {day_in_words(since)}."
        )
    return found
