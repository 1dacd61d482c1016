"""Telling the company and the officer when a quote is stopped, opened later, or set aside."""

from __future__ import annotations

from collections.abc import Sequence

from app import mail
from app.commissions.models import Commission
from app.commissions.operations.inviting import mail_contacts
from app.formats import counted
from app.quotes.models import Quote


def tell_of_stops(commission: Commission, quotes: Sequence[Quote]) -> None:
    """Tell each company that its quote could not be opened, and the officer what is to be done."""
    for quote in quotes:
        _tell_company(quote, "Your quote could not be opened yet", "quote_stopped")
    if quotes:
        subject = f"{counted(len(quotes), 'quote')} stopped at the opening: {commission.title}"
        _tell_officer(commission, quotes, subject, "officer_stopped")


def tell_of_opening(commission: Commission, quotes: Sequence[Quote]) -> None:
    """Tell each company whose quote was opened later, and the officer."""
    for quote in quotes:
        _tell_company(quote, "Your quote has been opened", "quote_opened_later")
    if quotes:
        subject = f"{counted(len(quotes), 'stopped quote')} opened: {commission.title}"
        _tell_officer(commission, quotes, subject, "officer_opened_later")


def tell_of_setting_aside(commission: Commission, quote: Quote, reason: str) -> None:
    """Tell a company that its quote is set aside, and why."""
    _tell_company(quote, "Your quote is set aside", "quote_set_aside", reason=reason)


def _tell_company(quote: Quote, subject: str, template: str, **more: object) -> None:
    invitation = quote.invitation
    mail_contacts(
        invitation,
        f"{subject}: {invitation.commission.title}",
        template,
        receipt=quote.receipt,
        received_at=quote.submitted_at,
        officer=invitation.commission.officer,
        **more,
    )


def _tell_officer(
    commission: Commission, quotes: Sequence[Quote], subject: str, template: str
) -> None:
    named = [(quote.invitation.company.name, quote.receipt) for quote in quotes]
    mail.post(commission.officer.email, subject, template, commission=commission, quotes=named)
