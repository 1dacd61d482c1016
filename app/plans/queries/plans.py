"""Plans and their parts, each loaded for somebody in one step: else it is not found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, selectinload

from app.access import Person
from app.database import db
from app.errors import NotFound
from app.plans.models import (
    Action,
    Edition,
    Measure,
    Milestone,
    Plan,
    ProgressEntry,
    Reading,
)
from app.plans.queries.wording import WordingOn, wording_on
from app.plans.rules import can_see_unpublished, is_withdrawn, same_words, shortened


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan in a list, with its newest edition."""

    id: int
    slug: str
    title: str
    group_name: str
    period_start: date | None
    period_end: date | None
    since: date
    edition_number: int | None
    edition_name: str | None
    edition_day: date | None


@dataclass(frozen=True, slots=True)
class MilestoneOn:
    """One milestone as it stood on a day, with its action and plan."""

    id: int
    plan_id: int
    plan_slug: str
    plan_title: str
    action_id: int
    action_number: int
    action_text: str
    number: int
    text: str
    review_by: date | None
    withdrawn_on: date | None
    who: str = ""
    """Whom its action names, as written."""
    is_public: bool = False
    """Whether its plan had an edition by then."""

    @property
    def place(self) -> tuple[int, int]:
        """The numbers of its action and of its own, by which a plan is in order."""
        return self.action_number, self.number


def _sees_all(person: Person | None) -> bool:
    return person is not None and can_see_unpublished(person.roles)


def plan_for(person: Person | None, slug: str) -> Plan:
    """A plan by its address. Raises NotFound: the public sees only plans that have an edition."""
    asked = select(Plan).where(Plan.slug == slug)
    if not _sees_all(person):
        asked = asked.where(exists().where(Edition.plan_id == Plan.id))
    found = db.session.scalar(asked)
    if found is None:
        raise NotFound
    return found


def all_plans(person: Person | None) -> list[PlanSummary]:
    """Every plan that somebody may see, by title, in one query."""
    newest = (
        select(Edition.plan_id, func.max(Edition.number).label("number"))
        .group_by(Edition.plan_id)
        .subquery()
    )
    asked = (
        select(Plan, Edition.number, Edition.name, Edition.day)
        .outerjoin(newest, newest.c.plan_id == Plan.id)
        .outerjoin(Edition, (Edition.plan_id == Plan.id) & (Edition.number == newest.c.number))
        .order_by(Plan.title, Plan.id)
    )
    if not _sees_all(person):
        asked = asked.where(Edition.number.is_not(None))
    return [
        PlanSummary(
            plan.id,
            plan.slug,
            plan.title,
            plan.group_name,
            plan.period_start,
            plan.period_end,
            plan.since,
            number,
            name,
            day,
        )
        for plan, number, name, day in db.session.execute(asked)
    ]


def plan_of_title(title: str) -> Plan | None:
    """The plan with these words as its title, whatever their case and spaces."""
    found = db.session.execute(select(Plan.id, Plan.title))
    ids = [plan_id for plan_id, other in found if same_words(other, title)]
    return db.session.get(Plan, ids[0]) if ids else None


def plan_of_fingerprint(fingerprint: str) -> Plan | None:
    """The plan that was imported from a page with this fingerprint."""
    return db.session.scalar(select(Plan).where(Plan.fingerprint == fingerprint))


def action_for(person: Person | None, slug: str, number: int) -> Action:
    """An action of a plan, with its partners and milestones. Raises NotFound."""
    plan = plan_for(person, slug)
    found = db.session.scalar(
        select(Action)
        .where(Action.plan_id == plan.id, Action.number == number)
        .options(selectinload(Action.partners), selectinload(Action.milestones))
    )
    if found is None:
        raise NotFound
    return found


def milestone_for(
    person: Person | None, slug: str, action_number: int, milestone_number: int
) -> Milestone:
    """A milestone by its place in a plan, with its action and plan. Raises NotFound."""
    plan = plan_for(person, slug)
    found = db.session.scalar(
        _whole_milestones().where(
            Action.plan_id == plan.id,
            Action.number == action_number,
            Milestone.number == milestone_number,
        )
    )
    if found is None:
        raise NotFound
    return found


def milestone_by_id(person: Person | None, milestone_id: int) -> Milestone:
    """A milestone with its action and plan. Raises NotFound."""
    found = db.session.scalar(_whole_milestones().where(Milestone.id == milestone_id))
    if found is None:
        raise NotFound
    plan_for(person, found.action.plan.slug)
    return found


def action_by_id(person: Person | None, action_id: int) -> Action:
    """An action with its plan. Raises NotFound."""
    found = db.session.get(Action, action_id)
    if found is None:
        raise NotFound
    plan_for(person, found.plan.slug)
    return found


def action_choices() -> list[tuple[int, str]]:
    """The actions in all plans that a form offers, by id, in one query."""
    rows = db.session.execute(
        select(Action.id, Plan.title, Action.number, Action.text)
        .join(Plan, Plan.id == Action.plan_id)
        .where(Action.withdrawn_on.is_(None))
        .order_by(Plan.title, Plan.id, Action.number)
    )
    return [
        (action_id, f"{title}, Action {number}: {shortened(text)}")
        for action_id, title, number, text in rows
    ]


def milestone_choices() -> list[tuple[int, str]]:
    """The milestones in all plans that a form offers, by id, in one query."""
    rows = db.session.execute(
        select(Milestone.id, Plan.title, Action.number, Milestone.number, Milestone.text)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .where(Action.withdrawn_on.is_(None), Milestone.withdrawn_on.is_(None))
        .order_by(Plan.title, Plan.id, Action.number, Milestone.number)
    )
    return [
        (milestone_id, f"{title}, Action {action}, milestone {number}: {shortened(text)}")
        for milestone_id, title, action, number, text in rows
    ]


def _whole_milestones() -> Select[Milestone]:
    return (
        select(Milestone)
        .join(Milestone.action)
        .join(Action.plan)
        .options(contains_eager(Milestone.action).contains_eager(Action.plan))
    )


def milestones_on(
    on: date, plan_id: int | None = None, words: WordingOn | None = None
) -> list[MilestoneOn]:
    """Every milestone in a plan on a day, the withdrawn among them, in the plans' order.

    Places and withdrawals are those of that day: editions renumber, and what was left out of one
    can come back in the next. `words` are those of the day, where the caller has them already.
    """
    asked = _whole_milestones().where(Milestone.since <= on, Action.since <= on, Plan.since <= on)
    if plan_id is not None:
        asked = asked.where(Plan.id == plan_id)
    words = words or wording_on(None if plan_id is None else [plan_id], on)
    published = exists().where(Edition.plan_id == Plan.id, Edition.day <= on)
    rows = db.session.execute(
        asked.add_columns(published).order_by(Plan.title, Plan.id, Action.number, Milestone.number)
    )
    found = [_milestone_on(row, words, on, is_public) for row, is_public in rows]
    return sorted(found, key=lambda each: (each.plan_title, each.plan_id, *each.place))


def _milestone_on(row: Milestone, words: WordingOn, on: date, is_public: bool) -> MilestoneOn:
    action, plan = row.action, row.action.plan
    stood_in = words.said_number("milestone", row.id, "action_id", action.id)
    if stood_in != action.id:
        action = db.session.get_one(Action, stood_in)
    withdrawn = words.said_day("milestone", row.id, "withdrawn_on", row.withdrawn_on)
    return MilestoneOn(
        id=row.id,
        plan_id=plan.id,
        plan_slug=plan.slug,
        plan_title=words.said("plan", plan.id, "title", plan.title),
        action_id=action.id,
        action_number=words.said_number("action", action.id, "number", action.number),
        action_text=words.said("action", action.id, "text", action.text),
        number=words.said_number("milestone", row.id, "number", row.number),
        text=words.said("milestone", row.id, "text", row.text),
        review_by=words.said_day("milestone", row.id, "review_by", row.review_by),
        who=words.said("action", action.id, "who_written", action.who_written),
        withdrawn_on=withdrawn if is_withdrawn(withdrawn, on) else None,
        is_public=is_public,
    )


def measure_for(person: Person | None, slug: str, action_number: int, measure_id: int) -> Measure:
    """A measure of an action, with its readings. Raises NotFound."""
    action = action_for(person, slug, action_number)
    found = db.session.scalar(
        select(Measure)
        .where(Measure.id == measure_id, Measure.action_id == action.id)
        .options(selectinload(Measure.readings))
    )
    if found is None:
        raise NotFound
    return found


def reading_for(measure: Measure, reading_id: int) -> Reading:
    """A reading of a measure. Raises NotFound."""
    found = db.session.get(Reading, reading_id)
    if found is None or found.measure_id != measure.id:
        raise NotFound
    return found


def progress_for(
    person: Person | None, slug: str, action_number: int, entry_id: int
) -> ProgressEntry:
    """A progress entry of an action. Raises NotFound."""
    action = action_for(person, slug, action_number)
    found = db.session.get(ProgressEntry, entry_id)
    if found is None or found.action_id != action.id:
        raise NotFound
    return found
