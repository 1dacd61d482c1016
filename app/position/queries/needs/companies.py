"""What waits for a company: to quote, to deliver, and an outcome to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from app.access import Person
from app.commissions.queries import Invitation, invitations_of
from app.commissions.rules import Act, Reply, Stage, is_legal, stage_on
from app.delivery.queries import DeliverableStanding, deliverables, is_late, waiting_of
from app.evaluation.queries.enquiries import unanswered_enquiries
from app.position.queries.instants import last_instant
from app.position.queries.needs.need import Need, day_of
from app.position.queries.progress import awards_on
from app.quotes.queries import Standing, standings


def _asked(
    invitation: Invitation, title: str, stage: Stage, unanswered: list[tuple[int, datetime]]
) -> Iterator[Need]:
    if not is_legal(Act.RESPOND, stage):
        return
    for enquiry_id, answer_by in unanswered:
        yield Need(
            "Answer a question about your quote",
            title,
            "evaluation.respond",
            {"invitation_id": invitation.id, "enquiry_id": enquiry_id},
            day_of(answer_by),
            "by",
        )


def _stopped(invitation: Invitation, title: str, standing: Standing) -> Iterator[Need]:
    stop = standing.stop
    if stop and not (stop.opened_late_at or stop.set_aside_at):
        yield Need(
            "Your quote could not be opened yet: read what happens next",
            title,
            "quotes.invitation",
            {"invitation_id": invitation.id},
            day_of(invitation.commission.opened_at),
            "since",
        )


def of_company(person: Person, on: date) -> Iterator[Need]:
    """What waits for the person\'s company on a day."""
    at, invitations = last_instant(on), invitations_of(person)
    quotes = standings([each.id for each in invitations])
    asked_of = unanswered_enquiries([each.id for each in invitations])
    ids = [each.commission_id for each in invitations]
    awards, due = awards_on(ids, at), deliverables(ids, on)
    for each in invitations:
        title = f"{each.commission.title} ({each.commission.reference})"
        deadline, award = each.commission.quote_deadline, awards.get(each.commission_id)
        stage = stage_on(each.commission, at)
        is_asked = stage is Stage.ISSUED and each.reply is not Reply.DECLINED
        if is_asked and not quotes[each.id].has_sent:
            here = {"invitation_id": each.id}
            yield Need(
                "Quote, or say that you will not",
                title,
                "quotes.invitation",
                here,
                day_of(deadline),
                "by",
            )
        yield from _stopped(each, title, quotes[each.id])
        yield from _asked(each, title, stage, asked_of.get(each.id, []))
        if award and award.told_at and quotes[each.id].has_sent:
            yield Need(
                "Read the outcome",
                title,
                "evaluation.outcome",
                {"invitation_id": each.id},
                day_of(award.told_at),
                "since",
            )
        is_due = stage is Stage.AWARDED and award is not None and award.told_at is not None
        if award and is_due and award.company == each.company.name:
            yield from _to_deliver(each, title, due.get(each.commission_id, []), on)


def _to_deliver(
    invitation: Invitation, title: str, due: Sequence[DeliverableStanding], on: date
) -> Iterator[Need]:
    """What the company that won has still to deliver, and to explain where it is late."""
    for item in due:
        if item.accepted_on is not None or item.waiting is not None or not item.dates.agreed:
            continue
        here, day = {"invitation_id": invitation.id}, item.dates.agreed.latest
        yield Need(f"Deliver “{item.title}”", title, "delivery.due", here, day, "by")
        if is_late(item, on) and waiting_of(item) is None:
            yield Need(
                f"Say why “{item.title}” is late, and propose a date",
                title,
                "delivery.propose_as_company",
                {**here, "number": item.number},
                day,
            )
