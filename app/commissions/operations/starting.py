"""Making a commission from a milestone."""

from __future__ import annotations

import re

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.audit import operations as audit
from app.commissions.models import Brief, Commission
from app.commissions.operations.checks import must_be_free
from app.commissions.rules import LONGEST_TITLE, Act
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person as PersonRow
from app.plans.models import Milestone


def create_commission(
    milestone: Milestone,
    title: str,
    officer: PersonRow,
    *,
    by: Person,
    reference: str | None = None,
) -> Commission:
    """A draft commission with an empty brief. Without a reference it is given the year's next one.

    Raises RuleBroken for a milestone that was withdrawn, a title that is empty or too long,
    somebody who is not an officer, or a reference in use.
    """
    if Role.OFFICER not in by.roles:
        raise RuleBroken("Only an officer can start a commission.")
    if milestone.withdrawn_on is not None:
        raise RuleBroken("This milestone was withdrawn from the plan.", "milestone")
    commission = Commission(
        reference=_free_reference(reference),
        title=_checked_title(title),
        milestone_id=milestone.id,
        officer_id=_checked_officer(officer).id,
        since=clock.today(),
    )
    commission.briefs = [Brief(number=1)]
    db.session.add(commission)
    db.session.flush()
    audit.record(
        "commission started",
        commission,
        commission.reference,
        by=by,
        after=f"{commission.title}; officer {officer.name}",
        commission_id=commission.id,
    )
    return commission


def rename_commission(
    commission: Commission, title: str, officer: PersonRow, *, by: Person
) -> None:
    """Give a draft commission another title or another officer."""
    must_be_free(Act.EDIT_BRIEF, commission, by)
    before = f"{commission.title}; officer {commission.officer.name}"
    commission.title = _checked_title(title)
    commission.officer = _checked_officer(officer)
    after = f"{commission.title}; officer {officer.name}"
    if after != before:
        audit.record(
            "title or officer changed",
            commission,
            commission.reference,
            by=by,
            before=before,
            after=after,
            commission_id=commission.id,
        )


def _checked_title(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise RuleBroken("Enter a title.", "title")
    if len(words) > LONGEST_TITLE:
        raise RuleBroken(f"Title must be {LONGEST_TITLE} characters or fewer.", "title")
    return words


def _checked_officer(officer: PersonRow) -> PersonRow:
    if Role.OFFICER not in officer.roles or officer.left_on is not None:
        raise RuleBroken(f"{officer.name} is not an officer.", "officer")
    return officer


def _free_reference(given: str | None) -> str:
    used = list(db.session.scalars(select(Commission.reference).order_by(Commission.id)))
    if given is not None:
        if given in used:
            raise RuleBroken(f"There is already a commission {given}.", "reference")
        return given
    start = f"{_first_letters(used)}-{clock.today().year}-"
    numbers = [ref.removeprefix(start) for ref in used if ref.startswith(start)]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{start}{highest + 1:02d}"


def _first_letters(used: list[str]) -> str:
    """With what a reference begins: as the newest one does."""
    found = re.fullmatch(r"([A-Z]{1,8})-[0-9]{4}-[0-9]+", used[-1]) if used else None
    return found[1] if found else "C"
