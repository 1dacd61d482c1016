"""Knock-ons that were proposed together: what pushed a date, and what has changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Person
from app.database import db
from app.errors import NotFound
from app.formats import counted, day_in_words
from app.plans.models import (
    Action,
    AgreedDate,
    Agreement,
    KnockOnBundle,
    KnockOnDate,
    Milestone,
    Plan,
)
from app.plans.queries.dates import milestone_dates
from app.plans.queries.written import AgreedEntry, MilestoneDates
from app.plans.rules import DECIDERS, same_words


@dataclass(frozen=True, slots=True)
class KnockOnLink:
    """What pushed a date, for its history; `slug`, `action` and `number` lead to a milestone."""

    bundle_id: int
    words: str
    slug: str = ""
    action: int | None = None
    number: int | None = None


def is_knock_on(agreed_date_id: int) -> bool:
    """Whether a date was proposed as a knock-on."""
    return knock_on_of(agreed_date_id) is not None


def knock_on_of(agreed_date_id: int) -> KnockOnDate | None:
    """What pushed a date, if it was proposed as a knock-on."""
    return db.session.scalar(select(KnockOnDate).where(KnockOnDate.proposal_id == agreed_date_id))


def dates_moved_by_knock_ons() -> frozenset[int]:
    """The ids of the dates that were proposed because something pushed them; in one statement."""
    return frozenset(db.session.scalars(select(KnockOnDate.proposal_id)))


def knock_on_links(milestone_id: int) -> dict[int, KnockOnLink]:
    """What pushed the dates of a milestone, by the id of the date; in one statement."""
    rows = db.session.execute(
        select(KnockOnDate, Plan.slug, Action.number, Milestone.number)
        .join(AgreedDate, AgreedDate.id == KnockOnDate.proposal_id)
        .outerjoin(Milestone, Milestone.id == KnockOnDate.pushed_by_id)
        .outerjoin(Action, Action.id == Milestone.action_id)
        .outerjoin(Plan, Plan.id == Action.plan_id)
        .where(AgreedDate.milestone_id == milestone_id)
    )
    return {
        row.proposal_id: KnockOnLink(
            row.bundle_id, pushed_in_words(row), slug or "", action, number
        )
        for row, slug, action, number in rows
    }


def pushed_in_words(row: KnockOnDate) -> str:
    """By how much a date was pushed, and by what: "Pushed back by 2 days by Action 2, …"."""
    days, most = row.days_definite, row.days_possible
    if not days:
        return f"It may be pushed back by up to {counted(most, 'day')} by {row.pushed_by}"
    least = "at least " if most > days else ""
    return f"Pushed back by {least}{counted(days, 'day')} by {row.pushed_by}"


def bundle_for(person: Person, bundle_id: int) -> KnockOnBundle:
    """Knock-ons that were proposed together, for officers and members. Raises NotFound."""
    found = db.session.get(KnockOnBundle, bundle_id)
    if found is None or person.roles.isdisjoint(DECIDERS):
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class BundleDate:
    """One date of a bundle with its milestone, its entry in the history, and why it is left out."""

    row: KnockOnDate
    milestone: Milestone
    dates: MilestoneDates
    entry: AgreedEntry
    left_out: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a decision."""
        return self.entry.outcome is Agreement.PROPOSED

    @property
    def words(self) -> str:
        """By how much it was pushed when it was proposed, and by what."""
        return pushed_in_words(self.row)


def bundle_dates(bundle: KnockOnBundle) -> list[BundleDate]:
    """The dates of a bundle as they stand today, in a constant number of statements.

    Of those that wait, the overtaken say why they are left out.
    """
    rows = db.session.execute(
        select(KnockOnDate, Milestone)
        .join(AgreedDate, AgreedDate.id == KnockOnDate.proposal_id)
        .join(Milestone, Milestone.id == AgreedDate.milestone_id)
        .options(
            joinedload(KnockOnDate.proposal).joinedload(AgreedDate.decision),
            joinedload(Milestone.action).joinedload(Action.plan),
        )
        .where(KnockOnDate.bundle_id == bundle.id)
        .order_by(KnockOnDate.id)
    ).all()
    dates = milestone_dates([milestone.id for _, milestone in rows], clock.today())
    return [_bundle_date(row, milestone, dates[milestone.id]) for row, milestone in rows]


def _bundle_date(row: KnockOnDate, milestone: Milestone, dates: MilestoneDates) -> BundleDate:
    entry = next(each for each in dates.agreed_history if each.id == row.proposal_id)
    waits = entry.outcome is Agreement.PROPOSED
    why = why_left_out(row, milestone, dates) if waits else ""
    return BundleDate(row, milestone, dates, entry, why)


def why_left_out(row: KnockOnDate, milestone: Milestone, dates: MilestoneDates) -> str:
    """What happened to the milestone since the date was proposed, as a sentence; empty if nothing.

    Its date cannot be agreed any more: it moves a date that does not stand, or nothing is due.
    """
    if milestone.withdrawn_on is not None:
        return f"It was withdrawn on {day_in_words(milestone.withdrawn_on)}."
    if dates.met_on is not None:
        return f"It was met on {day_in_words(dates.met_on)}."
    agreed = dates.agreed
    if agreed is not None and agreed.id != row.replaces_id:
        return f"Another date, “{agreed.as_written}”, has been agreed for it since."
    if agreed is not None and not same_words(agreed.as_written, row.stood):
        return f"Its date has been corrected since and reads “{agreed.as_written}”."
    return ""
