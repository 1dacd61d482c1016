"""Recommendations of delivered work: listed, considered by the group, carried into the plan."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person, Role
from app.audit.operations import record
from app.commissions.models import Commission
from app.commissions.operations.checks import require, said
from app.commissions.rules import Act
from app.database import db
from app.delivery import rules
from app.delivery.models import Consideration, Recommendation, TakenUp
from app.delivery.queries import (
    highest_recommendation,
    newest_consideration,
    origin_of,
    taken_up_in,
)
from app.errors import RuleBroken
from app.plans.models import Action, Milestone, Plan
from app.plans.operations import add_action, add_milestone, add_origin
from app.plans.operations.keeping import check_meeting


def list_recommendation(
    commission: Commission, text: str, *, found_in: str = "", term: rules.Term, by: Person
) -> Recommendation:
    """Put a recommendation of the delivered work on the list; its words are never changed.

    `found_in` is where it stands in the work, for example "Final report, page 12". Raises
    RuleBroken.
    """
    require(commission, Act.CONSIDER)
    _must_be_officer(by)
    words = said(text, "Enter the recommendation", "text")
    number = highest_recommendation(commission.id) + 1
    if number > rules.MOST_RECOMMENDATIONS:
        raise RuleBroken(f"A commission can have {rules.MOST_RECOMMENDATIONS} recommendations.")
    row = Recommendation(
        commission_id=commission.id,
        number=number,
        text=words,
        found_in=found_in.strip(),
        term=term,
        since=clock.today(),
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    _record("recommendation listed", commission, row, by, after=words)
    return row


def consider(
    commission: Commission,
    recommendation: Recommendation,
    verdict: rules.Verdict,
    *,
    reason: str,
    by: Person,
    considered_on: date,
    words: str = "",
    meeting_id: int | None = None,
) -> Consideration:
    """Record what the group made of a recommendation; another consideration is another row.

    Raises RuleBroken for a day to come or before it was listed, without a reason, for words that
    are missing, and for declining what is in the plan.
    """
    require(commission, Act.CONSIDER)
    if by.roles.isdisjoint({Role.OFFICER, Role.MEMBER}):
        raise RuleBroken("Only an officer or a member of the group can record this.")
    why = said(reason, "Enter why")
    if considered_on > clock.today():
        raise RuleBroken("The day it was considered must be today or earlier", "considered_on")
    is_in_plan = bool(taken_up_in(recommendation.id))
    if fault := rules.verdict_fault(verdict, words, is_in_plan=is_in_plan):
        raise RuleBroken(fault[1], fault[0])
    check_meeting(meeting_id)
    before = newest_consideration(recommendation.id)
    row = Consideration(
        recommendation_id=recommendation.id,
        verdict=verdict,
        words=words.strip() if verdict is rules.Verdict.CHANGED else "",
        reason=why,
        considered_on=considered_on,
        meeting_id=meeting_id,
        recorded_on=clock.today(),
        by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    after = f"{verdict}: {row.words}" if row.words else str(verdict)
    was = str(before.verdict) if before else ""
    _record("recommendation considered", commission, recommendation, by, was, after, why)
    return row


def carry_by_new_milestone(
    commission: Commission,
    recommendation: Recommendation,
    action: Action,
    text: str,
    when_written: str,
    *,
    by: Person,
    review_by: date | None = None,
    meeting_id: int | None = None,
) -> Milestone:
    """A new milestone of an action carries the recommendation out. Raises RuleBroken."""
    _check_may_enter(commission, recommendation, by)
    milestone = add_milestone(
        action,
        text,
        when_written,
        by=by,
        review_by=review_by,
        meeting_id=meeting_id,
        origin=origin_of(commission, recommendation),
    )
    _take_up(commission, recommendation, milestone, by)
    return milestone


def carry_by_new_action(
    commission: Commission,
    recommendation: Recommendation,
    plan: Plan,
    action_text: str,
    text: str,
    when_written: str,
    *,
    by: Person,
    who: str = "",
    review_by: date | None = None,
    meeting_id: int | None = None,
) -> Milestone:
    """A new action, with its first milestone, carries the recommendation out. Raises RuleBroken."""
    _check_may_enter(commission, recommendation, by)
    origin = origin_of(commission, recommendation)
    if not action_text.strip():
        raise RuleBroken("Enter what the action is", "action_text")
    action = add_action(plan, action_text, who=who, by=by, origin=origin)
    milestone = add_milestone(
        action, text, when_written, by=by, review_by=review_by, meeting_id=meeting_id
    )
    _take_up(commission, recommendation, milestone, by)
    return milestone


def carry_by_milestone(
    commission: Commission, recommendation: Recommendation, milestone: Milestone, *, by: Person
) -> None:
    """A milestone that is in the plan already carries the recommendation out.

    Raises RuleBroken.
    """
    _check_may_enter(commission, recommendation, by)
    if milestone.id in taken_up_in(recommendation.id):
        raise RuleBroken("This milestone carries the recommendation already", "milestone")
    if milestone.id == commission.milestone_id:
        raise RuleBroken(
            "This is the milestone that the commission itself was for. Choose another", "milestone"
        )
    add_origin(milestone, origin_of(commission, recommendation), by=by)
    _take_up(commission, recommendation, milestone, by)


def _check_may_enter(commission: Commission, recommendation: Recommendation, by: Person) -> None:
    require(commission, Act.CONSIDER)
    _must_be_officer(by)
    newest = newest_consideration(recommendation.id)
    if refusal := rules.why_not_in_plan(newest.verdict if newest else None):
        raise RuleBroken(refusal)


def _take_up(
    commission: Commission, recommendation: Recommendation, milestone: Milestone, by: Person
) -> None:
    db.session.add(
        TakenUp(
            recommendation_id=recommendation.id,
            milestone_id=milestone.id,
            recorded_on=clock.today(),
            by_id=by.id,
            recorded_at=clock.now(),
        )
    )
    action = milestone.action
    after = f"{action.plan.title}, Action {action.number}, milestone {milestone.number}"
    _record("recommendation taken into the plan", commission, recommendation, by, after=after)


def _must_be_officer(by: Person) -> None:
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can do this.")


def _record(
    act: str,
    commission: Commission,
    recommendation: Recommendation,
    by: Person,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    record(
        act,
        recommendation,
        f"{commission.reference}, recommendation {recommendation.number}",
        by=by,
        before=before,
        after=after,
        why=why,
        commission_id=commission.id,
    )
