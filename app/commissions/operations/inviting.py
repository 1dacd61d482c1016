"""Who is asked to quote, and what they reply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app import clock, mail
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Brief, Commission, Invitation, InvitationReply
from app.commissions.operations.checks import must_be_free, require, said
from app.commissions.queries import invited, issued_brief
from app.commissions.rules import Act, Reply
from app.database import db
from app.errors import NotFound, RuleBroken
from app.people.models import Company
from app.people.models import Person as PersonRow
from app.shell import group_name


def invite(commission: Commission, company: Company, *, by: Person) -> Invitation:
    """Invite a company: prepared while the brief is a draft, mailed at once when it is issued.

    Raises RuleBroken at a wrong stage, for a company invited already or without a living contact.
    """
    return invite_all(commission, [company], by=by)[0]


def invite_all(commission: Commission, companies: list[Company], *, by: Person) -> list[Invitation]:
    """As `invite`, for several companies. Raises RuleBroken also where none is given."""
    must_be_free(Act.INVITE, commission, by)
    if not companies:
        raise RuleBroken("Select at least one company.", "companies")
    already = {each.company_id for each in invited(commission)}
    for company in companies:
        if company.id in already:
            raise RuleBroken(f"{company.name} is invited already.", "companies")
    invitations = [_prepare(commission, company, by) for company in companies]
    if commission.issued_at is not None:
        brief = issued_brief(commission.id)
        for invitation in invitations:
            send_invitation(invitation, brief, clock.now())
    return invitations


def uninvite(commission: Commission, company: Company, *, by: Person) -> None:
    """Take a prepared invitation back. Only before the brief is issued."""
    must_be_free(Act.INVITE, commission, by)
    if commission.issued_at is not None:
        raise RuleBroken(f"{company.name} has been invited: an invitation cannot be taken back.")
    prepared = next((i for i in invited(commission) if i.company_id == company.id), None)
    if prepared is None:
        raise RuleBroken(f"{company.name} is not invited.", "companies")
    _take_back(prepared, by)


def choose_companies(
    commission: Commission,
    chosen: list[Company],
    shown: set[int],
    few_invited_reason: str,
    *,
    by: Person,
) -> None:
    """Prepare invitations for a draft: of the `shown` companies (ids) exactly `chosen` are invited.

    Companies that were not shown stay as they were. The reason for inviting few is kept as typed.
    """
    must_be_free(Act.EDIT_BRIEF, commission, by)
    prepared = {each.company_id: each for each in invited(commission)}
    wanted = {company.id for company in chosen}
    for company in chosen:
        if company.id not in prepared:
            _prepare(commission, company, by)
    for company_id in (prepared.keys() & shown) - wanted:
        _take_back(prepared[company_id], by)
    reason = few_invited_reason.strip()
    if reason != commission.few_invited_reason:
        before, commission.few_invited_reason = commission.few_invited_reason, reason
        _record("reason for inviting few set", commission, by, before=before, after=reason)
    db.session.flush()


def reply(invitation: Invitation, answer: Reply, reason: str, *, by: Person) -> None:
    """Keep what a company says to its invitation; it may change its mind until the deadline.

    Raises NotFound for another company's person, RuleBroken at a wrong stage, for no answer, and
    for declining without a reason.
    """
    commission = invitation.commission
    if by.company_id is None or by.company_id != invitation.company_id:
        raise NotFound
    now = clock.now()
    require(commission, Act.REPLY, now)
    if answer is Reply.NONE:
        raise RuleBroken("Select whether you will quote.", "reply")
    if answer is Reply.DECLINED:
        reason = said(reason, "Say why you decline.")
    before = invitation.reply
    invitation.reply, invitation.reply_reason, invitation.replied_at = answer, reason.strip(), now
    db.session.add(
        InvitationReply(
            invitation_id=invitation.id, at=now, reply=answer, reason=reason.strip(), by_id=by.id
        )
    )
    name = invitation.company.name
    _record(
        "invitation answered",
        commission,
        by,
        before=f"{name}: {before.value}",
        after=f"{name}: {answer.value}",
        why=reason.strip(),
    )
    if answer is Reply.DECLINED and before is not Reply.DECLINED:
        _tell_officer(invitation)


def living_contacts(company: Company) -> list[PersonRow]:
    """The contacts of a company who have not left."""
    return [contact for contact in company.contacts if contact.left_on is None]


def send_invitation(invitation: Invitation, brief: Brief, at: datetime) -> None:
    """Mail an invitation to each contact of its company. Raises RuleBroken where there is none."""
    company, commission = invitation.company, invitation.commission
    contacts = living_contacts(company)
    if not contacts:
        raise RuleBroken(f"{company.name} has no contact who could be invited.", "companies")
    invitation.invited_at = at
    invitation.sent_to = ", ".join(contact.email for contact in contacts)
    mail_contacts(
        invitation,
        f"Invitation to quote: {commission.title}",
        "invitation",
        brief=brief,
    )


def mail_contacts(invitation: Invitation, subject: str, template: str, **context: object) -> None:
    """A mail to each living contact of one invited company, about its own invitation only."""
    for contact in living_contacts(invitation.company):
        mail.post(
            contact.email,
            subject,
            template,
            contact=contact,
            commission=invitation.commission,
            group_name=group_name(),
            link=mail.link(f"/invitations/{invitation.id}"),
            **context,
        )


def write_to_each(
    commission: Commission,
    chosen: Sequence[Invitation],
    subject: str,
    template: str,
    *,
    act: str,
    by: Person,
) -> list[str]:
    """Mail the contacts of some invited companies, and keep on record as `act` to which; names."""
    for invitation in chosen:
        mail_contacts(invitation, f"{subject} {commission.title}", template)
    names = [each.company.name for each in chosen]
    _record(act, commission, by, after=", ".join(names))
    return names


def _prepare(commission: Commission, company: Company, by: Person) -> Invitation:
    if not living_contacts(company):
        raise RuleBroken(f"{company.name} has no contact who could be invited.", "companies")
    invitation = Invitation(
        company=company, invited_at=clock.now(), invited_by_id=by.id, sent_to=""
    )
    commission.invitations.append(invitation)
    act = "company invited" if commission.issued_at else "invitation prepared"
    _record(act, commission, by, after=company.name)
    return invitation


def _take_back(invitation: Invitation, by: Person) -> None:
    name, commission = invitation.company.name, invitation.commission
    db.session.delete(invitation)
    _record("prepared invitation taken back", commission, by, before=name)


def _tell_officer(invitation: Invitation) -> None:
    commission = invitation.commission
    mail.post(
        commission.officer.email,
        f"Declined: {commission.title}",
        "declined",
        commission=commission,
        invitation=invitation,
        link=mail.link(f"/commissions/{commission.reference}"),
    )


def _record(
    act: str, commission: Commission, by: Person, before: str = "", after: str = "", why: str = ""
) -> None:
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        before=before,
        after=after,
        why=why,
        commission_id=commission.id,
    )
