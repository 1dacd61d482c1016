"""The value of a commission over its whole life, and why its route of buying is right."""

from __future__ import annotations

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission, RouteReason, WholeLifeValue
from app.commissions.operations.checks import must_be_free
from app.commissions.queries.route import has_value, is_justified, value_of
from app.commissions.rules import Act, RouteCheck, RouteMoment, Worth
from app.database import db
from app.errors import RuleBroken
from app.formats import pounds


def estimate_value(
    commission: Commission, worth: Worth, extensions: str, *, by: Person
) -> WholeLifeValue:
    """Keep what a commission is estimated to cost over its whole life; an earlier one is kept too.

    Raises RuleBroken at `work` and at `extensions`.
    """
    must_be_free(Act.ESTIMATE, commission, by)
    if worth.work_pence is None:
        raise RuleBroken("Enter the value of the work", "work")
    words = extensions.strip()
    if worth.extension_pence and not words:
        raise RuleBroken("Say which extensions are possible", "extensions")
    if words and not worth.extension_pence:
        raise RuleBroken("Enter what the extensions could cost together", "extension")
    row = WholeLifeValue(
        commission_id=commission.id,
        work_pence=worth.work_pence,
        extension_pence=worth.extension_pence,
        extensions=words,
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(row)
    told = f"{pounds(worth.work_pence)} without VAT"
    if worth.extension_pence:
        told += f", and {pounds(worth.extension_pence)} for extensions: {words}"
    audit.record(
        "whole-life value estimated",
        row,
        commission.reference,
        by=by,
        after=told,
        commission_id=commission.id,
    )
    return row


def hold_value(commission: Commission, worth: Worth, is_held: bool, *, by: Person) -> None:
    """Keep that the estimated value still holds for an amendment that may change it.

    `worth` is what counts for the amendment. Raises RuleBroken at `value_holds` where nobody says
    so; nothing is asked where it is the budget, which stands in the brief itself.
    """
    if not has_value(commission) or worth != value_of(commission).worth:
        return
    told = f"{pounds(worth.whole_pence or 0)} without VAT"
    if not is_held:
        raise RuleBroken(
            f"Say that the value of {told} still holds, or change it first", "value_holds"
        )
    audit.record(
        "whole-life value held to be right at the amendment",
        commission,
        commission.reference,
        by=by,
        after=told,
        commission_id=commission.id,
    )


def value_as_awarded(
    commission: Commission, price_pence: int, extension_pence: int, company_id: int, *, by: Person
) -> None:
    """Keep what was awarded, to whom, as part of an award that is recorded as a whole."""
    row = WholeLifeValue(
        commission_id=commission.id,
        work_pence=price_pence,
        extension_pence=extension_pence,
        company_id=company_id,
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(row)


def hold_route(
    commission: Commission,
    moment: RouteMoment,
    check: RouteCheck,
    reason: str,
    *,
    by: Person,
    company_id: int | None = None,
) -> None:
    """Keep why the route is right, where the check asks for it and it was not said before.

    Raises RuleBroken at `route_reason` where it was not said now either. The audit names what
    counted; sums are kept with the reason, since an award's are not for everybody yet.
    """
    found = check.reasons
    if not found or is_justified(commission, moment, check, company_id):
        return
    if not reason.strip():
        raise RuleBroken(f"Say why this route is right. {check.in_short}", "route_reason")
    counted = [each.other.reference for each in check.counted]
    row = RouteReason(
        commission_id=commission.id,
        moment=moment,
        company_id=company_id,
        whole_pence=check.worth.whole_pence,
        most_pence=check.most_pence,
        counted="\n".join(counted),
        found="\n".join(found),
        reason=reason.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(row)
    audit.record(
        f"route held to be right at the {moment.value}",
        row,
        commission.reference,
        by=by,
        after=f"Counted with {', '.join(counted)}" if counted else "Nothing else counted",
        why=reason.strip(),
        commission_id=commission.id,
    )
