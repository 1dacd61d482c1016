"""For whom the keys of running commissions are wrapped, and whether that is everybody of now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from app.commissions.models import Commission
from app.database import db
from app.keyholders.models import CommissionKey, WrappedKey
from app.keyholders.queries import keys_in_use
from app.quotes.queries.stopped import with_stopped_quotes


@dataclass(frozen=True)
class Running:
    """A commission whose quotes are sealed and not opened; keyholders' keys by their ids."""

    commission_id: int
    reference: str
    title: str
    key: CommissionKey
    wrapped_for: frozenset[int]
    in_use: frozenset[int]
    missing: tuple[str, ...]

    @property
    def is_outdated(self) -> bool:
        """Whether it is wrapped for others than the keyholders of now."""
        return self.wrapped_for != self.in_use

    @property
    def still_able(self) -> int:
        """How many keyholders of now it is wrapped for: two can open it."""
        return len(self.wrapped_for & self.in_use)

    @property
    def of_others(self) -> int:
        """How many keys that are no longer in use it is still wrapped for."""
        return len(self.wrapped_for - self.in_use)


def running_commissions() -> list[Running]:
    """Every sealed commission that was neither opened nor cancelled, in a few statements.

    Also one that was opened while a quote of it that was stopped can still be opened later.
    """
    rows = db.session.execute(
        select(Commission, CommissionKey)
        .join(CommissionKey, CommissionKey.commission_id == Commission.id)
        .where(
            Commission.opened_at.is_(None) | Commission.id.in_(with_stopped_quotes()),
            Commission.cancelled_at.is_(None),
        )
        .order_by(Commission.reference)
    ).all()
    wrapped: defaultdict[int, set[int]] = defaultdict(set)
    pairs = select(WrappedKey.commission_key_id, WrappedKey.first_key_id)
    for key_id, first_id in db.session.execute(pairs.distinct()):
        wrapped[key_id].add(first_id)
    in_use = {key.id: key.person.name for key in keys_in_use()}
    return [
        Running(
            commission_id=commission.id,
            reference=commission.reference,
            title=commission.title,
            key=key,
            wrapped_for=frozenset(wrapped[key.id]),
            in_use=frozenset(in_use),
            missing=tuple(name for id_, name in in_use.items() if id_ not in wrapped[key.id]),
        )
        for commission, key in rows
    ]
