"""What was proposed and decided on leaving out a quote that was stopped at its opening."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.commissions.models import Commission
from app.database import db
from app.errors import NotFound
from app.evaluation.models import SettingAside
from app.people.models import Person
from app.plans.models import Agreement
from app.quotes.queries import Stopped, stopped_quotes


@dataclass(frozen=True)
class ProposedAside:
    """One proposal; `decided_by` is None while it waits."""

    id: int
    quote_id: int
    reason: str
    outcome: Agreement
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str

    @property
    def waits(self) -> bool:
        """Whether a second person has still to decide."""
        return self.outcome is Agreement.PROPOSED


def stopped_quote(commission: Commission, quote_id: int) -> Stopped:
    """One quote that was stopped at the opening of this commission. Raises NotFound."""
    for each in stopped_quotes(commission):
        if each.quote_id == quote_id:
            return each
    raise NotFound


def settings_aside(quote_ids: Collection[int]) -> dict[int, list[ProposedAside]]:
    """Every proposal for each of these quotes, the oldest first; in one statement."""
    proposer, decider = aliased(Person), aliased(Person)
    wanted = (
        select(SettingAside, proposer.name, decider.name)
        .join(proposer, proposer.id == SettingAside.proposed_by_id)
        .outerjoin(decider, decider.id == SettingAside.decided_by_id)
        .where(SettingAside.quote_id.in_(quote_ids))
        .order_by(SettingAside.id)
    )
    found: dict[int, list[ProposedAside]] = {quote_id: [] for quote_id in quote_ids}
    for row, proposed_by, decided_by in db.session.execute(wanted):
        found[row.quote_id].append(
            ProposedAside(
                id=row.id,
                quote_id=row.quote_id,
                reason=row.reason,
                outcome=row.outcome,
                proposed_by_id=row.proposed_by_id,
                proposed_by=proposed_by,
                proposed_at=row.proposed_at,
                decided_by=decided_by,
                decided_at=row.decided_at,
                decision_reason=row.decision_reason,
            )
        )
    return found


def waiting_aside(quote_id: int) -> ProposedAside | None:
    """The proposal that waits for a second person's decision, if one does."""
    waiting = [each for each in settings_aside([quote_id])[quote_id] if each.waits]
    return waiting[-1] if waiting else None


def asides_waiting(commission_ids: Collection[int]) -> dict[int, list[tuple[int, int, datetime]]]:
    """What waits for a second person, by commission: quote, proposer, when; in one statement."""
    wanted = (
        select(SettingAside)
        .where(
            SettingAside.commission_id.in_(commission_ids),
            SettingAside.outcome == Agreement.PROPOSED,
        )
        .order_by(SettingAside.id)
    )
    found: dict[int, list[tuple[int, int, datetime]]] = {}
    for row in db.session.scalars(wanted):
        waiting = (row.quote_id, row.proposed_by_id, row.proposed_at)
        found.setdefault(row.commission_id, []).append(waiting)
    return found
