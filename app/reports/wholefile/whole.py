"""The whole file of a commission: one list of parts, for officers who may see every quote."""

from __future__ import annotations

from app import clock
from app.access import Person, Role
from app.commissions.models import Commission
from app.errors import NotFound
from app.evaluation.queries import comparison, may_see_all
from app.quotes.queries import has_been_opened
from app.reports.wholefile import deciding, delivering, preparing, quoting
from app.reports.wholefile.model import WholeFile
from app.reports.wholefile.rows import everybody, invitations_of
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
        deciding.the_scores(view),
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
    )
