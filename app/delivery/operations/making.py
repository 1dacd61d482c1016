"""The deliverables of an award, made once from the timetable that was offered and checked."""

from __future__ import annotations

from collections.abc import Sequence

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission, require
from app.commissions.rules import Act
from app.delivery import queries
from app.delivery.models import Deliverable
from app.delivery.operations.checks import must_be_officer
from app.delivery.operations.dates import put_on_list
from app.delivery.rules.offered import (
    CheckedDue,
    DraftedFrom,
    OfferedDue,
    checked_faults,
    day_said,
    is_changed,
)
from app.errors import RuleBroken
from app.formats import counted
from app.when import read_when

ALREADY = "What is to be delivered is on the list already. Add to it or change a date there."

_FROM = {
    DraftedFrom.TIMETABLE: "from the timetable in the quote of",
    DraftedFrom.QUOTE: "from the quote of",
    DraftedFrom.BRIEF: "from the brief, for",
    DraftedFrom.NOTHING: "by hand, for",
}


def make_deliverables(
    commission: Commission, checked: Sequence[CheckedDue], *, by: Person
) -> list[Deliverable]:
    """Put what was offered and checked on the list, all of it at once; each date is a baseline.

    Each line that was offered comes back once: as it was, changed with a reason, or left out with
    one. Raises RuleBroken, also where anything is on the list already, and NotFound as
    `offered_timetable`.
    """
    require(commission, Act.AGREE_DATE)
    must_be_officer(by)
    lock_commission(commission.id)
    offered = queries.offered_timetable(commission, by)
    if queries.due_now(commission):
        raise RuleBroken(ALREADY)
    places = sorted(line.offered for line in checked if line.offered is not None)
    if places != list(range(len(offered.dues))):
        raise RuleBroken("Not every line that was offered came back. Open the page again.")
    today = clock.today()
    if faults := checked_faults(checked, offered.dues, offered.said_on, today):
        raise RuleBroken(faults[0].sentence)
    kept = [line for line in checked if not line.is_left_out]
    if not kept:
        raise RuleBroken("Keep or add at least one line")
    made: list[Deliverable] = []
    for line in kept:
        said_on = day_said(line, offered.dues, offered.said_on, today)
        when = read_when(line.when.strip(), said_on=said_on)
        was = _before(line, offered.dues)
        made.append(put_on_list(commission, line.title, when, by, was, line.reason.strip()))
    for line in checked:
        if line.is_left_out and line.offered is not None:
            _record_left_out(commission, offered.dues[line.offered], line.reason, by)
    audit.record(
        "timetable checked",
        commission,
        commission.reference,
        by=by,
        after=f"{counted(len(made), 'deliverable')} {_FROM[offered.drafted_from]} "
        f"{offered.company}",
        commission_id=commission.id,
    )
    return made


def _before(line: CheckedDue, offered: Sequence[OfferedDue]) -> str:
    """What was offered, where the officer changed it."""
    was = offered[line.offered] if line.offered is not None else None
    return f"{was.title}: {was.when}" if was is not None and is_changed(line, was) else ""


def _record_left_out(commission: Commission, was: OfferedDue, why: str, by: Person) -> None:
    audit.record(
        "offered deliverable left out",
        commission,
        commission.reference,
        by=by,
        before=f"{was.title}: {was.when}",
        why=why.strip(),
        commission_id=commission.id,
    )
