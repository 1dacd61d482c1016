"""Recommendations as they stood on a day: what the group made of them, and where they went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.commissions.models import Commission
from app.database import db
from app.delivery.models import Consideration, Recommendation, TakenUp
from app.delivery.rules import Term, Verdict, can_enter_plan, origin_words
from app.errors import NotFound
from app.people.models import Person
from app.plans.models import Action, Milestone, Plan
from app.plans.queries import meetings


@dataclass(frozen=True, slots=True)
class ConsideredOn:
    """What the group made of a recommendation, once."""

    verdict: Verdict
    words: str
    reason: str
    considered_on: date
    meeting: str
    by: str


@dataclass(frozen=True, slots=True)
class CarriedBy:
    """The place in the plans of a milestone that carries a recommendation out."""

    milestone_id: int
    plan_slug: str
    plan_title: str
    action_number: int
    number: int
    text: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class RecommendationOn:
    """One recommendation as it stood on a day."""

    id: int
    number: int
    text: str
    found_in: str
    term: Term
    since: date
    by: str
    considered: tuple[ConsideredOn, ...]
    carried_by: tuple[CarriedBy, ...]

    @property
    def newest(self) -> ConsideredOn | None:
        """The consideration that holds."""
        return self.considered[-1] if self.considered else None

    @property
    def verdict(self) -> Verdict | None:
        """What the group made of it; None where it was not considered yet."""
        return self.newest.verdict if self.newest else None

    @property
    def words(self) -> str:
        """What is to be done: the group's words where it changed them."""
        return (self.newest.words if self.newest else "") or self.text

    @property
    def waits(self) -> str:
        """What it waits for; empty where nothing is left to do."""
        if self.verdict is None:
            return "to be considered"
        if can_enter_plan(self.verdict) and not any(not c.is_withdrawn for c in self.carried_by):
            return "to be taken into the plan"
        return ""


@dataclass(frozen=True, slots=True)
class Source:
    """The recommendation that a milestone carries out."""

    reference: str
    number: int
    words: str


def recommendations(commission_ids: Collection[int], on: date) -> dict[int, list[RecommendationOn]]:
    """The recommendations of these commissions as on record on a day, in four queries."""
    rows = db.session.execute(
        select(Recommendation, Person.name)
        .join(Person, Person.id == Recommendation.by_id)
        .where(Recommendation.commission_id.in_(set(commission_ids)), Recommendation.since <= on)
        .order_by(Recommendation.commission_id, Recommendation.number)
    ).all()
    ids = {row.id for row, _ in rows}
    if not ids:
        return {}
    considered, carried = _considered(ids, on), _carried(ids, on)
    found: dict[int, list[RecommendationOn]] = defaultdict(list)
    for row, by in rows:
        found[row.commission_id].append(
            RecommendationOn(
                row.id,
                row.number,
                row.text,
                row.found_in,
                row.term,
                row.since,
                by,
                tuple(considered[row.id]),
                tuple(carried[row.id]),
            )
        )
    return found


def recommendation_for(commission: Commission, number: int) -> Recommendation:
    """One recommendation of a commission that was loaded for the person. Raises NotFound."""
    found = db.session.scalar(
        select(Recommendation).where(
            Recommendation.commission_id == commission.id, Recommendation.number == number
        )
    )
    if found is None:
        raise NotFound
    return found


def recommendation_on(commission: Commission, number: int, on: date) -> RecommendationOn:
    """One recommendation as it stood on a day. Raises NotFound."""
    for each in recommendations([commission.id], on).get(commission.id, []):
        if each.number == number:
            return each
    raise NotFound


def highest_recommendation(commission_id: int) -> int:
    """The highest number on a commission's list; 0 without any."""
    highest = select(func.max(Recommendation.number))
    return db.session.scalar(highest.where(Recommendation.commission_id == commission_id)) or 0


def newest_consideration(recommendation_id: int) -> Consideration | None:
    """The consideration that holds now."""
    return db.session.scalar(
        select(Consideration)
        .where(Consideration.recommendation_id == recommendation_id)
        .order_by(Consideration.id.desc())
        .limit(1)
    )


def taken_up_in(recommendation_id: int) -> set[int]:
    """The ids of the milestones in the plan that carry a recommendation out now."""
    return set(
        db.session.scalars(
            select(TakenUp.milestone_id)
            .join(Milestone, Milestone.id == TakenUp.milestone_id)
            .where(TakenUp.recommendation_id == recommendation_id, Milestone.withdrawn_on.is_(None))
        )
    )


def origin_of(commission: Commission, recommendation: Recommendation) -> str:
    """Where a milestone comes from, as the plan says it."""
    return origin_words(recommendation.number, commission.reference, commission.title)


def sources_of_milestones(plan_id: int, on: date) -> dict[int, list[Source]]:
    """The recommendations that the milestones of a plan carried out by a day; in one query."""
    rows = db.session.execute(
        select(TakenUp.milestone_id, Recommendation.number, Commission.reference, Commission.title)
        .join(Recommendation, Recommendation.id == TakenUp.recommendation_id)
        .join(Commission, Commission.id == Recommendation.commission_id)
        .join(Milestone, Milestone.id == TakenUp.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .where(Action.plan_id == plan_id, TakenUp.recorded_on <= on)
        .order_by(TakenUp.id)
    )
    found: dict[int, list[Source]] = defaultdict(list)
    for milestone_id, number, reference, title in rows:
        words = origin_words(number, reference, title)
        found[milestone_id].append(Source(reference, number, words))
    return found


def _considered(ids: Collection[int], on: date) -> dict[int, list[ConsideredOn]]:
    named = {each.id: each.label for each in meetings(on)}
    rows = db.session.execute(
        select(Consideration, Person.name)
        .join(Person, Person.id == Consideration.by_id)
        .where(Consideration.recommendation_id.in_(ids), Consideration.recorded_on <= on)
        .order_by(Consideration.id)
    )
    found: dict[int, list[ConsideredOn]] = defaultdict(list)
    for row, by in rows:
        meeting = named.get(row.meeting_id, "") if row.meeting_id else ""
        found[row.recommendation_id].append(
            ConsideredOn(row.verdict, row.words, row.reason, row.considered_on, meeting, by)
        )
    return found


def _carried(ids: Collection[int], on: date) -> dict[int, list[CarriedBy]]:
    rows = db.session.execute(
        select(TakenUp.recommendation_id, Milestone, Action.number, Plan.slug, Plan.title)
        .join(Milestone, Milestone.id == TakenUp.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .where(TakenUp.recommendation_id.in_(ids), TakenUp.recorded_on <= on)
        .order_by(TakenUp.id)
    )
    found: dict[int, list[CarriedBy]] = defaultdict(list)
    for recommendation_id, row, action, slug, title in rows:
        is_withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= on
        found[recommendation_id].append(
            CarriedBy(row.id, slug, title, action, row.number, row.text, is_withdrawn)
        )
    return found
