"""The whole file of a commission: one list of parts, for officers who may see every quote."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.commissions.models import Commission
from app.errors import NotFound
from app.evaluation.queries import comparison, decided_award, may_see_all
from app.quotes.queries import has_been_opened, opened_quotes
from app.reports.wholefile import deciding, delivering, preparing, quoting
from app.reports.wholefile.model import WholeFile
from app.reports.wholefile.redacting import Known
from app.reports.wholefile.rows import Somebody, everybody, invitations_of, names_in_the_audit
from app.shell import group_name


def whole_file(person: Person, commission: Commission) -> WholeFile:
    """Every part in its order, each as far as it may be told now.

    Before the opening nothing of a quote but its receipt, before scores are open none of them.
    Raises NotFound for all but officers, to whoever is an administrator too, and after the opening
    to whoever may not see every quote.
    """
    if Role.OFFICER not in person.roles or Role.ADMINISTRATOR in person.roles:
        raise NotFound
    is_opened = has_been_opened(commission)
    if is_opened and not may_see_all(person, commission):
        raise NotFound
    view = comparison(commission, person) if is_opened else None
    invitations = invitations_of(commission)
    people = everybody([each.company_id for each in invitations])
    parts = [
        preparing.the_commission(commission),
        preparing.the_brief(commission, people),
        preparing.the_invitations(invitations, people),
        preparing.the_clarifications(commission, person, invitations),
        quoting.the_receipts(commission),
        quoting.the_opening(commission),
        quoting.the_quotes(commission, view),
        quoting.the_enquiries(commission, person, view),
        deciding.the_declarations(commission),
        deciding.the_scores(commission, view),
        deciding.the_moderation(commission, person, view),
        deciding.the_doubts(commission, person, view),
        deciding.the_award(commission, view, people),
        deciding.the_letters(commission, view, people),
        delivering.the_deliverables(commission),
        delivering.the_audit(commission),
    ]
    return WholeFile(
        reference=commission.reference,
        title=commission.title,
        group=group_name(),
        made_at=clock.now(),
        made_by=person.name,
        parts=parts,
        marked=quoting.marked_parts(view),
    )


def known_in(commission: Commission) -> Known:
    """Whose names may stand in the file of a commission, and which company won."""
    invitations = invitations_of(commission)
    people = everybody([each.company_id for each in invitations])
    names: dict[str, set[str]] = {"company": set(), "officer": set(), "group": set()}
    for each in people.values():
        names[_kind_of(each)] |= {each.name, each.email}
    for person_id, name in names_in_the_audit(commission):
        if person_id in people:
            names[_kind_of(people[person_id])].add(name)
    return Known(
        company_people=tuple(sorted(names["company"])),
        group_people=tuple(sorted(names["group"])),
        officers=tuple(sorted(names["officer"])),
        companies={each.id: each.company.name for each in invitations},
        winner_id=_winner_of(commission),
    )


def _kind_of(person: Somebody) -> str:
    if person.company_id is not None:
        return "company"
    return "officer" if person.is_officer else "group"


def _winner_of(commission: Commission) -> int | None:
    award = decided_award(commission)
    if award is None or award.quote_id is None:
        return None
    won = next((q for q in opened_quotes(commission) if q.id == award.quote_id), None)
    return won.invitation_id if won else None
