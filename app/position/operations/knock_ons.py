"""Proposing the dates to which a slipped milestone pushes others, as they stand today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.access import Person, Role
from app.database import db
from app.errors import RuleBroken
from app.plans.models import KnockOnBundle, Milestone
from app.plans.operations import NewDate, propose_together
from app.position.operations.checking import wait_for_turn
from app.position.queries.knock_ons import Chain, chain_of
from app.slippage import State


def propose_knock_ons(
    milestone: Milestone,
    chosen: Mapping[int, str],
    *,
    reason: str,
    cause: str,
    by: Person,
    meeting_id: int | None = None,
) -> KnockOnBundle:
    """Propose new dates, in words by milestone, for what a milestone pushes today, as one bundle.

    All or none: where one of them is pushed no longer, or waits for another decision, that is said
    and nothing is proposed. Raises RuleBroken.
    """
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can propose dates.")
    wait_for_turn()
    db.session.flush()
    chain = chain_of(milestone.id)
    check_still_pushed(chain, chosen)
    return propose_together(
        milestone,
        [_new_date(chain, each, words) for each, words in chosen.items()],
        reason=reason,
        cause=cause,
        meeting_id=meeting_id,
        by=by,
    )


def check_still_pushed(chain: Chain, chosen: Iterable[int]) -> None:
    """Raises RuleBroken where a milestone that was chosen cannot be proposed a date any more."""
    gone = [_why_gone(chain, each) for each in chosen if each not in chain.open]
    if gone:
        raise RuleBroken(f"{' '.join(gone)} Nothing has been proposed: check the list again.")


def _new_date(chain: Chain, milestone_id: int, words: str) -> NewDate:
    line = chain.open[milestone_id]
    days = line.position.web.tree.knock_ons[milestone_id].push
    return NewDate(
        db.session.get_one(Milestone, milestone_id),
        words,
        line.cause_id,
        line.cause,
        line.gap_days,
        days.days_definite,
        days.days_possible,
    )


def _why_gone(chain: Chain, milestone_id: int) -> str:
    """What happened to a milestone that was in the list when it was read, as a sentence."""
    blocked = next((line.blocked for line in chain.lines if line.id == milestone_id), "")
    found = db.session.get(Milestone, milestone_id)
    if found is None:
        return "One of them is not in any plan."
    name = f"Action {found.action.number}, milestone {found.number}, “{found.text}”"
    if blocked:
        return f"{name}: {blocked[:1].lower()}{blocked[1:]}"
    if found.withdrawn_on is not None:
        return f"{name}, has been withdrawn."
    stands = chain_of(milestone_id).root.standing.state
    done = stands in (State.MET, State.MET_LATE)
    return f"{name}, {'has been met' if done else 'is not pushed back any more'}."
