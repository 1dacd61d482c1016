"""What a company does about its own people, without asking an officer."""

from __future__ import annotations

from app import access
from app.errors import NotFound
from app.mail import post
from app.people.models import Company, Person
from app.people.operations.companies import add_contact, remove_contact


def add_colleague(company: Company, name: str, email: str, *, by: access.Person) -> Person:
    """Let somebody sign in for a company: they and its other people are told by mail.

    Raises NotFound to anybody but the company's own, RuleBroken at `email` as `add_contact` does.
    """
    _must_be_own(company, by)
    added = add_contact(company, name, email, by=by)
    subject = f"You can sign in for {company.name}"
    post(added.email, subject, "colleague_added", person=added, by=by, company=company)
    return added


def remove_colleague(company: Company, person_id: int, *, by: access.Person) -> Person:
    """End the access of one of the company's people, who is told. Raises as `remove_contact`."""
    _must_be_own(company, by)
    gone = remove_contact(company, person_id, by=by)
    subject = f"You no longer sign in for {company.name}"
    post(gone.email, subject, "colleague_removed", person=gone, by=by, company=company)
    return gone


def _must_be_own(company: Company, by: access.Person) -> None:
    if by.company_id is None or by.company_id != company.id:
        raise NotFound
