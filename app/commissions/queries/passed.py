"""What passed between us and one company about its invitations: the brief, questions, replies.

Each room tells what passed in it, as plain `Passed`; `app.position` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from app import clock
from app.commissions.models import (
    Brief,
    Clarification,
    Invitation,
    InvitationReminder,
    InvitationReply,
    PublishedAnswer,
)
from app.database import db
from app.formats import instant_in_words


@dataclass(frozen=True)
class Passed:
    """One thing that passed, when, and the page on which the company can read it.

    `is_from_us` says that the group sent it; `more` are words that the company was told or wrote.
    """

    at: datetime
    is_from_us: bool
    what: str
    invitation_id: int | None
    endpoint: str
    more: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def passed_in_commissions(invitations: Sequence[Invitation]) -> list[Passed]:
    """Invitations, versions of the brief, replies, reminders, questions and published answers.

    In five statements. `invitations` are those that the company may see (`invitations_of`).
    """
    own = {each.id: each for each in invitations}
    found = [_invited(each) for each in invitations]
    found += [_cancelled(each) for each in invitations if each.commission.cancelled_at]
    found += _versions(invitations)
    replies = select(InvitationReply).where(InvitationReply.invitation_id.in_(own))
    for reply in db.session.scalars(replies):
        what = f"You replied: {reply.reply.value}"
        found.append(_about(reply.at, False, what, reply.invitation_id, reply.reason))
    reminders = select(InvitationReminder).where(InvitationReminder.invitation_id.in_(own))
    for reminder in db.session.scalars(reminders):
        found.append(_about(reminder.at, True, "A reminder to reply", reminder.invitation_id))
    return [*found, *_asked(list(own)), *_answered(invitations)]


def _about(at: datetime, is_from_us: bool, what: str, invitation_id: int, more: str = "") -> Passed:
    return Passed(at, is_from_us, what, invitation_id, "quotes.invitation", more)


def _invited(invitation: Invitation) -> Passed:
    return _about(invitation.invited_at, True, "An invitation to quote", invitation.id)


def _cancelled(invitation: Invitation) -> Passed:
    commission = invitation.commission
    at = commission.cancelled_at or clock.now()
    return _about(at, True, "The work was cancelled", invitation.id, commission.cancelled_reason)


def _versions(invitations: Sequence[Invitation]) -> Iterator[Passed]:
    """Each later version of the brief, and the new deadline where it has one."""
    ids = {each.commission_id for each in invitations}
    wanted = (
        select(Brief)
        .where(Brief.commission_id.in_(ids), Brief.issued_at <= clock.now())
        .order_by(Brief.commission_id, Brief.number)
    )
    pairs = [
        (before, after)
        for before, after in pairwise(db.session.scalars(wanted))
        if before.commission_id == after.commission_id
    ]
    for invitation in invitations:
        for before, after in pairs:
            if after.commission_id != invitation.commission_id or after.issued_at is None:
                continue
            if after.issued_at >= invitation.invited_at:
                what = _what_changed(before, after)
                more = after.amendment_reason
                yield _about(after.issued_at, True, what, invitation.id, more)


def _what_changed(before: Brief, after: Brief) -> str:
    what = f"Version {after.number} of the brief"
    if after.quote_deadline is None or after.quote_deadline == before.quote_deadline:
        return what
    return f"{what}: quotes are due {instant_in_words(after.quote_deadline, clock.zone())}"


def _asked(own: Sequence[int]) -> Iterator[Passed]:
    for each in db.session.scalars(
        select(Clarification).where(Clarification.invitation_id.in_(own))
    ):
        here = (each.invitation_id, "commissions.own_questions")
        yield Passed(each.asked_at, False, "You asked about the brief", *here, each.text)
        if each.withdrawn_at is not None:
            yield Passed(each.withdrawn_at, False, "You withdrew a question", *here, each.text)


def _answered(invitations: Sequence[Invitation]) -> Iterator[Passed]:
    """Answers that went to every invited company; whose question it was is not told."""
    ids = {each.commission_id for each in invitations}
    answers = list(
        db.session.scalars(select(PublishedAnswer).where(PublishedAnswer.commission_id.in_(ids)))
    )
    for invitation in invitations:
        for each in answers:
            if each.commission_id == invitation.commission_id:
                what = f"Answer {each.number} about the brief"
                at = max(each.published_at, invitation.invited_at)
                page = "commissions.own_questions"
                yield Passed(at, True, what, invitation.id, page, each.question)
