"""Knock-ons agreed together: dates proposed for one reason, and decided on by another person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app import clock, mail
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import counted
from app.people.models import Person as PersonRow
from app.plans.models import AgreedDateDecision, KnockOnBundle, KnockOnDate, Milestone
from app.plans.operations.dates import dates_today, decide_date, propose_date
from app.plans.operations.deciding import decide_on
from app.plans.operations.keeping import check_cause, check_meeting
from app.plans.operations.milestones import name_of
from app.plans.operations.rewording import cleaned, demand
from app.plans.queries import BundleDate, bundle_dates
from app.plans.rules import can_decide_date, when_field


@dataclass(frozen=True, slots=True)
class NewDate:
    """A new date for a milestone, in words, and what pushes it by how many days."""

    milestone: Milestone
    when: str
    pushed_by_id: int | None
    pushed_by: str
    gap_days: int | None
    days_definite: int
    days_possible: int


@dataclass
class Decided:
    """What one decision did to the dates of a bundle."""

    approved: list[BundleDate] = field(default_factory=list)
    refused: list[BundleDate] = field(default_factory=list)
    left_out: list[BundleDate] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of it in a sentence: "2 dates approved, 1 left out"."""
        parts = (
            (self.approved, "approved"),
            (self.refused, "refused"),
            (self.left_out, "left out"),
        )
        said = [f"{counted(len(dates), 'date')} {what}" for dates, what in parts if dates]
        return ", ".join(said)


def propose_together(
    milestone: Milestone,
    dates: Sequence[NewDate],
    *,
    reason: str,
    cause: str,
    by: Person,
    meeting_id: int | None = None,
) -> KnockOnBundle:
    """Propose dates that a milestone pushes, for one reason; each is a proposal of its own.

    They count once another person approves them, together or one by one. Raises RuleBroken, at the
    field of the date where one is wrong.
    """
    if not dates:
        raise RuleBroken("Select at least one milestone")
    why = demand(reason, "Enter why the dates change", "reason")
    bundle = KnockOnBundle(
        milestone_id=milestone.id,
        cause=check_cause(cause),
        reason=why,
        meeting_id=check_meeting(meeting_id),
        proposed_by_id=by.id,
        proposed_on=clock.today(),
        recorded_at=clock.now(),
    )
    db.session.add(bundle)
    db.session.flush()
    for each in dates:
        with _at_its_field(each.milestone):
            _propose(bundle, each, by)
    record(
        "knock-ons proposed",
        bundle,
        name_of(milestone),
        by=by,
        after="; ".join(f"{name_of(each.milestone)}: {each.when}" for each in dates),
        why=why,
        plan_id=milestone.action.plan_id,
    )
    return bundle


def _propose(bundle: KnockOnBundle, new: NewDate, by: Person) -> None:
    stood = dates_today(new.milestone).agreed
    if stood is None:
        raise RuleBroken("It has no agreed date that could be pushed back", "when")
    proposal = propose_date(
        new.milestone,
        new.when,
        reason=bundle.reason,
        cause=bundle.cause,
        meeting_id=bundle.meeting_id,
        by=by,
    )
    if proposal.latest is None or (stood.latest is not None and proposal.latest <= stood.latest):
        raise RuleBroken(f"Enter a date whose last day is after “{stood.as_written}”", "when")
    db.session.flush()
    db.session.add(
        KnockOnDate(
            bundle_id=bundle.id,
            proposal_id=proposal.id,
            replaces_id=stood.id,
            stood=stood.as_written,
            pushed_by_id=new.pushed_by_id,
            pushed_by=new.pushed_by,
            gap_days=new.gap_days,
            days_definite=new.days_definite,
            days_possible=new.days_possible,
        )
    )
    db.session.flush()


@contextmanager
def _at_its_field(milestone: Milestone) -> Iterator[None]:
    """What refuses one of the dates is said at its own field, with its place."""
    try:
        yield
    except RuleBroken as broken:
        place = f"{name_of(milestone)}, “{milestone.text}”"
        said = f"{place}: {broken.sentence[:1].lower()}{broken.sentence[1:]}"
        raise RuleBroken(said, when_field(milestone.id)) from None


def decide_together(
    bundle: KnockOnBundle,
    *,
    approve: bool,
    by: Person,
    reason: str = "",
    meeting_id: int | None = None,
) -> Decided:
    """Approve or refuse all that still waits of a bundle. Never by its proposer.

    A milestone that was met, withdrawn or given another date since is left out: its date is
    refused, and that is said. Raises RuleBroken; then nothing was decided.
    """
    if by.id == bundle.proposed_by_id:
        raise RuleBroken("You proposed these dates. Another person must decide on them.")
    if not can_decide_date(by.roles, by.id, bundle.proposed_by_id):
        raise RuleBroken("Only an officer or a member of the group can decide on a date.")
    said = cleaned(reason)
    if not approve and not said:
        raise RuleBroken("Enter why the dates are refused", "reason")
    waiting = [each for each in bundle_dates(bundle) if each.is_waiting]
    if not waiting:
        raise RuleBroken("These dates have been decided already.")
    decided = Decided()
    for each in waiting:
        if each.left_out:
            _leave_out(each, by)
            decided.left_out.append(each)
            continue
        decide_date(each.row.proposal, approve=approve, by=by, reason=said, meeting_id=meeting_id)
        (decided.approved if approve else decided.refused).append(each)
    _tell(bundle, decided, said, by)
    root = db.session.get_one(Milestone, bundle.milestone_id)
    record(
        "knock-ons approved" if approve else "knock-ons refused",
        bundle,
        name_of(root),
        by=by,
        after=decided.words,
        why=said,
        plan_id=root.action.plan_id,
    )
    return decided


def _leave_out(overtaken: BundleDate, by: Person) -> None:
    proposal = overtaken.row.proposal
    why = f"Left out: {overtaken.left_out[:1].lower()}{overtaken.left_out[1:]}"
    decide_on(proposal, AgreedDateDecision, approve=False, by=by, reason=why)
    record(
        "date refused",
        overtaken.milestone,
        name_of(overtaken.milestone),
        by=by,
        before=overtaken.dates.agreed.as_written if overtaken.dates.agreed else "",
        after=proposal.as_written,
        why=why,
        plan_id=overtaken.milestone.action.plan_id,
    )


def _tell(bundle: KnockOnBundle, decided: Decided, reason: str, by: Person) -> None:
    """A mail to whoever proposed them."""
    proposer = db.session.get_one(PersonRow, bundle.proposed_by_id)
    mail.post(
        proposer.email,
        f"Dates decided: {decided.words}",
        "knock_ons_decided",
        proposer=proposer.name,
        decider=by.name,
        decided=decided,
        reason=reason,
        bundle=bundle,
    )
