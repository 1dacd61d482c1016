"""What a commission is worth over its whole life, and what counts beside it for its route."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app
from sqlalchemy import select

from app import clock
from app.commissions.models import Brief, Commission, Invitation, RouteReason, WholeLifeValue
from app.commissions.rules import (
    SAID_FOR,
    Justified,
    Other,
    RouteCheck,
    RouteMoment,
    Worth,
    check_route,
    covers,
    worth_as_amended,
)
from app.database import db
from app.people.models import Company, Person
from app.plans.models import Milestone

_PENCE = 100


@dataclass(frozen=True)
class Valued:
    """The value that holds now, and where it comes from: an estimate, the budget, or the award.

    `company_id` is who it was awarded to.
    """

    worth: Worth
    source: str
    extensions: str
    company_id: int | None = None


@dataclass(frozen=True)
class RouteSaid:
    """Why an officer held the route to be right, and what the check had found.

    `company_id` is whom an award was for.
    """

    moment: RouteMoment
    found: str
    reason: str
    at: datetime
    by: str
    company_id: int | None


def has_value(commission: Commission) -> bool:
    """Whether somebody has estimated what a commission costs over its whole life."""
    return _newest(commission) is not None


def value_of(commission: Commission) -> Valued:
    """The newest value on record; where there is none, the budget of the newest brief."""
    if (row := _newest(commission)) is not None:
        source = "estimated" if row.company_id is None else "as awarded"
        worth = Worth(row.work_pence, row.extension_pence)
        return Valued(worth, source, row.extensions, row.company_id)
    budget = _budgets([commission.id], with_drafts=True).get(commission.id)
    return Valued(Worth(budget), "from the budget" if budget is not None else "not estimated", "")


def route_at_issue(commission: Commission) -> RouteCheck:
    """The check as it stands today, with the companies that are to be invited."""
    return _Beside(commission).check(value_of(commission).worth, _invited_companies(commission))


def route_at_amendment(commission: Commission) -> RouteCheck:
    """The check as it stands today, with the companies that are invited and the budget of the
    amendment, where it is more than the estimate."""
    budget = _budgets([commission.id], with_drafts=True).get(commission.id)
    worth = worth_as_amended(value_of(commission).worth, budget)
    return _Beside(commission).check(worth, _invited_companies(commission))


def routes_at_award(
    commission: Commission, offers: Mapping[int, tuple[int, int]]
) -> dict[int, RouteCheck]:
    """The check as it stands today for each quote, by its price (pence) and its company."""
    beside, extension_pence = _Beside(commission), value_of(commission).worth.extension_pence
    return {
        quote_id: beside.check(Worth(price_pence, extension_pence), {company_id})
        for quote_id, (price_pence, company_id) in offers.items()
    }


def route_reasons(commission: Commission) -> list[RouteSaid]:
    """Every reason that was recorded, the oldest first."""
    wanted = (
        select(RouteReason, Person.name)
        .join(Person, Person.id == RouteReason.by_id)
        .where(RouteReason.commission_id == commission.id)
        .order_by(RouteReason.id)
    )
    return [
        RouteSaid(row.moment, row.found, row.reason, row.at, name, row.company_id)
        for row, name in db.session.execute(wanted)
    ]


def is_justified(
    commission: Commission, moment: RouteMoment, check: RouteCheck, company_id: int | None = None
) -> bool:
    """Whether an officer has said why the route is right, for no smaller figures than these.

    What was said at the issue holds for an amendment too.
    """
    wanted = select(RouteReason).where(
        RouteReason.commission_id == commission.id,
        RouteReason.moment.in_(SAID_FOR[moment]),
        RouteReason.company_id == company_id,
    )
    return any(
        covers(Justified(row.whole_pence, row.most_pence, tuple(row.counted.splitlines())), check)
        for row in db.session.scalars(wanted)
    )


def _invited_companies(commission: Commission) -> set[int]:
    invited = select(Invitation.company_id).where(Invitation.commission_id == commission.id)
    return set(db.session.scalars(invited))


class _Beside:
    """What may count beside a commission, read once."""

    def __init__(self, commission: Commission) -> None:
        wanted = select(Milestone.action_id).where(Milestone.id == commission.milestone_id)
        self.action_id = db.session.scalars(wanted).one()
        self.others = _others(commission)
        self.limit_pence = current_app.config["ROUTE_LIMIT"] * _PENCE

    def check(self, worth: Worth, companies: Collection[int]) -> RouteCheck:
        """What counts today, with these companies."""
        today = clock.today()
        return check_route(worth, self.action_id, companies, self.others, today, self.limit_pence)


def _newest(commission: Commission) -> WholeLifeValue | None:
    """The newest value that counts: that of an award which was taken back does not."""
    wanted = select(WholeLifeValue).where(WholeLifeValue.commission_id == commission.id)
    if commission.awarded_at is None:
        wanted = wanted.where(WholeLifeValue.company_id.is_(None))
    return db.session.scalar(wanted.order_by(WholeLifeValue.id.desc()).limit(1))


def _others(commission: Commission) -> list[Other]:
    """Every other commission that was ever issued; in three statements."""
    wanted = (
        select(Commission, Milestone.action_id)
        .join(Milestone, Milestone.id == Commission.milestone_id)
        .where(Commission.id != commission.id, Commission.issued_at.is_not(None))
        .order_by(Commission.issued_at, Commission.id)
    )
    rows = db.session.execute(wanted).all()
    ids = [each.id for each, _ in rows]
    values = _values(ids)
    budgets = _budgets(ids)
    return [
        _other(each, action_id, values.get(each.id), budgets.get(each.id))
        for each, action_id in rows
    ]


def _other(
    commission: Commission,
    action_id: int,
    valued: tuple[WholeLifeValue, str | None] | None,
    budget: int | None,
) -> Other:
    row, company = valued or (None, None)
    worth = Worth(row.work_pence, row.extension_pence) if row else Worth(budget)
    is_bought = commission.awarded_at is not None
    return Other(
        reference=commission.reference,
        title=commission.title,
        action_id=action_id,
        company_id=row.company_id if row and is_bought else None,
        company=company or "",
        day=_day(commission),
        worth=worth,
        was_dropped=commission.not_awarded_at is not None
        or (commission.cancelled_at is not None and not is_bought),
    )


def _day(commission: Commission) -> date:
    at = commission.awarded_at or commission.issued_at
    return clock.day_of(at) if at else commission.since


def _values(ids: Collection[int]) -> dict[int, tuple[WholeLifeValue, str | None]]:
    """The newest value of each that counts, with the name of whom it was awarded to."""
    wanted = (
        select(WholeLifeValue, Company.name)
        .join(Commission, Commission.id == WholeLifeValue.commission_id)
        .outerjoin(Company, Company.id == WholeLifeValue.company_id)
        .where(
            WholeLifeValue.commission_id.in_(ids),
            WholeLifeValue.company_id.is_(None) | Commission.awarded_at.is_not(None),
        )
        .order_by(WholeLifeValue.id)
    )
    return {row.commission_id: (row, name) for row, name in db.session.execute(wanted)}


def _budgets(ids: Collection[int], *, with_drafts: bool = False) -> dict[int, int | None]:
    """The budget of the newest version of each brief."""
    wanted = (
        select(Brief.commission_id, Brief.budget_pence)
        .where(Brief.commission_id.in_(ids))
        .order_by(Brief.number)
    )
    if not with_drafts:
        wanted = wanted.where(Brief.issued_at.is_not(None))
    return {commission_id: budget for commission_id, budget in db.session.execute(wanted)}
