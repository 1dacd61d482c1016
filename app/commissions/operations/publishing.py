"""Putting answers before every invited company: numbered once, and never changed after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Clarification, Commission, PublishedAnswer
from app.commissions.operations.checks import clipped
from app.commissions.operations.inviting import mail_contacts
from app.commissions.queries import answer_files, held_for_the_brief, invited, last_answer_number
from app.database import db
from app.formats import counted


def publish_held(
    commission: Commission, brief_number: int, now: datetime, *, by: Person
) -> list[PublishedAnswer]:
    """The answers that leave with a version of the brief, whose mail tells of them."""
    held = held_for_the_brief(commission)
    return publish_all(commission, held, now, brief_number=brief_number, by=by)


def publish_all(
    commission: Commission,
    questions: Sequence[Clarification],
    now: datetime,
    *,
    brief_number: int | None = None,
    by: Person,
) -> list[PublishedAnswer]:
    """Number and keep the drafted answers of these questions. The database takes each once."""
    last = last_answer_number(commission.id)
    published: list[PublishedAnswer] = []
    for number, question in enumerate(questions, last + 1):
        answer = PublishedAnswer(
            commission_id=commission.id,
            clarification_id=question.id,
            number=number,
            question=question.wording,
            answer=question.answer,
            published_at=now,
            published_by_id=by.id,
            brief_number=brief_number,
        )
        db.session.add(answer)
        question.goes_with_brief = False
        audit.record(
            "answer published",
            answer,
            commission.reference,
            by=by,
            after=f"Answer {number}\n{clipped(answer.question)}\n{clipped(answer.answer)}",
            commission_id=commission.id,
        )
        published.append(answer)
    return published


def tell_all(commission: Commission, answer: PublishedAnswer) -> int:
    """Mail an answer to every invited company, those that declined too. Returns how many."""
    told = invited(commission)
    files = counted(len(answer_files(answer.clarification_id)), "file")
    for invitation in told:
        mail_contacts(
            invitation,
            f"A question was answered: {commission.title}",
            "answer_published",
            answer=answer,
            files=files,
        )
    return len(told)
