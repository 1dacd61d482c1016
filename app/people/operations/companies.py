"""The register of companies: who may be invited to quote, and who answers for them."""

from __future__ import annotations

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.mail import post
from app.people.models import Company, Person
from app.people.operations.links import end_links
from app.people.operations.resetting import forget_proofs
from app.people.operations.sign_in import end_every_sign_in
from app.people.operations.staff import unused_address
from app.people.queries import company_named, contact_of, person_by_email
from app.people.rules import CompanySize, postcode_fault, tidy_postcode


def register_company(
    name: str,
    contact_name: str,
    contact_email: str,
    *,
    postcode: str,
    size: CompanySize,
    by: access.Person | None,
    is_third_sector: bool = False,
    is_social_enterprise: bool = False,
    note: str = "",
) -> Company:
    """Add a company with its first contact. Raises RuleBroken at the field that is wrong."""
    _check_name(name, None)
    company = Company(
        name=name,
        postcode=_checked_postcode(postcode),
        size=CompanySize(size),
        is_third_sector=is_third_sector,
        is_social_enterprise=is_social_enterprise,
        note=note,
        since=clock.today(),
    )
    company.contacts = []
    db.session.add(company)
    record("company registered", company, name, by=by, after=_in_words(company))
    try:
        add_contact(company, contact_name, contact_email, by=by)
    except RuleBroken as broken:
        raise RuleBroken(broken.sentence, "contact_email") from broken
    return company


def edit_company(
    company: Company,
    *,
    name: str,
    postcode: str,
    size: CompanySize,
    is_third_sector: bool,
    is_social_enterprise: bool,
    note: str,
    by: access.Person,
) -> None:
    """Change what the register says of a company. Raises RuleBroken at the field that is wrong."""
    _check_name(name, company)
    before = _in_words(company)
    company.name = name
    company.postcode = _checked_postcode(postcode)
    company.size = CompanySize(size)
    company.is_third_sector = is_third_sector
    company.is_social_enterprise = is_social_enterprise
    company.note = note
    after = _in_words(company)
    if before != after:
        record("company changed", company, name, by=by, before=before, after=after)


def add_contact(company: Company, name: str, email: str, by: access.Person | None) -> Person:
    """Add somebody who answers for a company; one who had left it comes back.

    The other contacts are told by mail: whoever is added reads what the company has written.
    Raises RuleBroken at `email` where the address is somebody else's.
    """
    others = company.current_contacts
    found = person_by_email(email)
    if found is not None and found.company_id == company.id:
        if found.left_on is None:
            raise RuleBroken(f"{found.name} is already a contact with this address", "email")
        found.left_on, found.name = None, name
        contact = found
    else:
        contact = Person(name=name, email=unused_address(email), since=clock.today())
        company.contacts.append(contact)
    record("contact added", company, company.name, by=by, after=f"{name} ({contact.email})")
    for other in others:
        subject = f"A new contact for {company.name}"
        post(other.email, subject, "contact_added", person=other, contact=contact, company=company)
    return contact


def remove_contact(company: Company, person_id: int, by: access.Person) -> Person:
    """Say that somebody no longer answers for a company: their sessions and links end at once.

    Raises NotFound for a stranger to the company, RuleBroken for its last contact.
    """
    contact = contact_of(company, person_id)
    if len(company.current_contacts) == 1:
        raise RuleBroken(
            f"{company.name} needs a contact. Add another before you remove {contact.name}."
        )
    contact.left_on = clock.today()
    end_every_sign_in(contact)
    end_links(contact)
    forget_proofs(contact)
    gone = f"{contact.name} ({contact.email})"
    record("contact removed", company, company.name, by=by, before=gone)
    return contact


def _check_name(name: str, own: Company | None) -> None:
    found = company_named(name)
    if found is not None and found is not own:
        raise RuleBroken(f"{found.name} is already in the register", "name")


def _checked_postcode(typed: str) -> str:
    if typed and (fault := postcode_fault(typed)):
        raise RuleBroken(fault, "postcode")
    return tidy_postcode(typed)


def _in_words(company: Company) -> str:
    words = [company.name, company.postcode or "no postcode", str(company.size)]
    if company.is_third_sector:
        words.append("third sector")
    if company.is_social_enterprise:
        words.append("social enterprise")
    if company.note:
        words.append(f"note: {company.note}")
    return ", ".join(words)
