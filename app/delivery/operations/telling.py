"""Mails about deliveries: to the company that won, and to the officer of the commission."""

from __future__ import annotations

from typing import Any

from app import mail
from app.commissions.models import Commission
from app.delivery import queries
from app.delivery.models import (
    Deliverable,
    DeliverableDate,
    DeliverableDateDecision,
    Receipt,
    ReceiptDecision,
)
from app.people.queries import company_for
from app.plans.models import Agreement


def tell_company_of_receipt(
    commission: Commission, deliverable: Deliverable, receipt: Receipt, decision: ReceiptDecision
) -> None:
    """Whether what it sent was accepted."""
    verdict = "Accepted" if decision.is_accepted else "Rejected"
    _tell_company(
        commission,
        f"{verdict}: {deliverable.title} ({commission.reference})",
        "delivery_decided",
        deliverable=deliverable,
        receipt=receipt,
        decision=decision,
    )


def tell_company_of_date(
    commission: Commission,
    deliverable: Deliverable,
    proposed: DeliverableDate,
    decision: DeliverableDateDecision,
) -> None:
    """Whether the date that it proposed was agreed, in the words of the answer."""
    is_agreed = decision.outcome is Agreement.APPROVED
    verdict = "New date agreed" if is_agreed else "New date refused"
    agreed = queries.standing_of(deliverable, decision.decided_on).dates.agreed
    _tell_company(
        commission,
        f"{verdict}: {deliverable.title} ({commission.reference})",
        "delivery_date_decided",
        deliverable=deliverable,
        proposed=proposed,
        decision=decision,
        is_agreed=is_agreed,
        due=agreed.as_written if agreed else "",
    )


def tell_officer(
    commission: Commission, deliverable: Deliverable, subject: str, template: str, **given: Any
) -> None:
    """Something that the company did about a deliverable."""
    mail.post(
        commission.officer.email,
        f"{subject}: {deliverable.title} ({commission.reference})",
        template,
        commission=commission,
        deliverable=deliverable,
        **given,
    )


def _tell_company(commission: Commission, subject: str, template: str, **given: Any) -> None:
    winner = queries.winning_invitation(commission)
    if winner is None:
        return
    for contact in company_for(winner.company_id).contacts:
        if contact.left_on is None:
            mail.post(
                contact.email,
                subject,
                template,
                commission=commission,
                invitation=winner,
                **given,
            )
