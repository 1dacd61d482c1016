"""Counting attempts, so that nobody can guess or flood: in real time, known address or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app import clock
from app.database import db
from app.formats import time_in_words
from app.people.models import Attempt
from app.people.queries import hash_of
from app.people.rules import PER_ACCOUNT, PER_NETWORK, Limit, free_again, network_of, tidy_email

_KEPT = timedelta(days=1)


def account_key(kind: str, email: str) -> str:
    """The key of an address, as a hash: people type passwords into the wrong box."""
    return hash_of(f"{kind} {tidy_email(email)}")


def network_key(kind: str, address: str) -> str:
    """The key of a network address."""
    return hash_of(f"{kind} from {network_of(address)}")


def why_wait(kind: str, email: str | None, address: str) -> str | None:
    """The sentence that refuses another attempt and says when to try again; None where one may.

    Without an account (`email` is None) only those of the network address count.
    """
    at = clock.real_now()
    limits = [(network_key(kind, address), PER_NETWORK)]
    if email is not None:
        limits.append((account_key(kind, email), PER_ACCOUNT))
    waits = [free_again(_times(key, limit), limit, at) for key, limit in limits]
    latest = max((wait for wait in waits if wait is not None), default=None)
    if latest is None:
        return None
    # Rounded up: at the minute that the sentence names, the wait is over.
    minute = (latest + timedelta(seconds=59)).astimezone(clock.zone())
    return f"There were too many attempts. Try again at {time_in_words(minute)}"


def count(kind: str, email: str | None, address: str) -> bool:
    """Count one attempt. True where the account, if known, has now had as many as it may."""
    at = clock.real_now()
    db.session.execute(delete(Attempt).where(Attempt.at < at - _KEPT))
    db.session.add(Attempt(key=network_key(kind, address), at=at))
    if email is None:
        return False
    mine = account_key(kind, email)
    db.session.add(Attempt(key=mine, at=at))
    return free_again(_times(mine, PER_ACCOUNT), PER_ACCOUNT, at) is not None


def forget(kind: str, email: str) -> None:
    """Forget the attempts on an account: somebody has shown that it is theirs."""
    db.session.execute(delete(Attempt).where(Attempt.key == account_key(kind, email)))


def take_back(kind: str, email: str, address: str) -> None:
    """Forget the attempts on an account, and the newest of its network: it was no wrong one."""
    forget(kind, email)
    newest = select(Attempt.id).where(Attempt.key == network_key(kind, address))
    found = db.session.scalar(newest.order_by(Attempt.id.desc()).limit(1))
    db.session.execute(delete(Attempt).where(Attempt.id == found))


def _times(key: str, limit: Limit) -> list[datetime]:
    since = clock.real_now() - limit.within
    times = select(Attempt.at).where(Attempt.key == key, Attempt.at > since)
    return list(db.session.scalars(times))
