"""What the company that won does about its dates: it proposes, an officer or a member answers."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.commissions.models import Invitation
from app.commissions.operations.checks import require
from app.commissions.rules import Act
from app.database import db
from app.delivery import queries, rules
from app.delivery.models import Deliverable, DeliverableDate
from app.delivery.operations.checks import put_on_record, read_due
from app.delivery.operations.telling import tell_officer
from app.errors import RuleBroken
from app.plans.operations.keeping import check_cause
from app.plans.operations.milestones import columns_of
from app.plans.rules import same_words


def propose_as_company(
    invitation: Invitation,
    deliverable: Deliverable,
    when_written: str,
    *,
    reason: str,
    cause: str,
    by: Person,
) -> DeliverableDate:
    """Ask for another date. It counts once somebody of the group has approved it.

    Before the agreed date has passed with its reason, after it with why it is late. Raises
    RuleBroken.
    """
    commission = invitation.commission
    if not queries.is_awarded_to(by, invitation):
        raise RuleBroken("Only the company that the work was awarded to can propose a date.")
    require(commission, Act.AGREE_DATE)
    standing = queries.standing_of(deliverable, clock.today())
    if sentence := queries.why_not_propose(by, standing):
        raise RuleBroken(sentence)
    when = read_due(when_written)
    agreed = standing.dates.agreed
    if when.latest is None:
        raise RuleBroken("Enter a date with a last day, such as “end March 2014”", "when")
    if when.latest < clock.today():
        raise RuleBroken("Enter a date that is still to come", "when")
    if agreed is not None and same_words(agreed.as_written, when.raw):
        raise RuleBroken("This is the date that is agreed already", "when")
    if not reason.strip():
        raise RuleBroken(rules.missing_reason(queries.is_late(standing, clock.today())), "reason")
    row = DeliverableDate(
        deliverable_id=deliverable.id,
        **columns_of(when),
        reason=reason.strip(),
        cause=check_cause(cause),
        proposed_on=clock.today(),
        proposed_by_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(row)
    was = agreed.as_written if agreed else ""
    act = "date proposed by the company"
    put_on_record(act, commission, deliverable, by, was, when.raw, reason)
    tell_officer(
        commission,
        deliverable,
        "New date proposed",
        "delivery_date_proposed",
        proposed=row,
        due=was,
    )
    return row
