"""What a company asks about the brief, and takes back."""

from __future__ import annotations

from datetime import datetime

from app import clock, files, mail
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Clarification, ClarificationFile, Invitation
from app.commissions.operations.checks import lock_commission, require
from app.commissions.queries import own_question, own_questions, why_not_to_ask
from app.commissions.rules import LONGEST_QUESTION, MOST_WAITING, Act, AskedState
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import StoredFile


class AlreadyAsked(RuleBroken):
    """The same question of the same company waits already: a second press sends nothing twice."""

    def __init__(self) -> None:
        super().__init__("Your question had already been received. It was not sent twice.")


def ask(
    invitation: Invitation, text: str, file: StoredFile | None = None, *, by: Person
) -> Clarification:
    """Keep a company's question, with a file or without, and tell the commission's officer.

    Raises NotFound to another company; RuleBroken from the deadline for questions on, at a wrong
    stage, for no text, and for too many that wait; AlreadyAsked for the same text again.
    A refused file is discarded.
    """
    try:
        now = _turn_to_ask(invitation, by)
        words = _checked_words(invitation, text, by)
    except RuleBroken:
        if file is not None:
            files.discard(file.stored_as)
        raise
    question = Clarification(
        invitation_id=invitation.id, text=words, asked_at=now, asked_by_id=by.id
    )
    db.session.add(question)
    db.session.flush()
    if file is not None:
        db.session.add(file_of(question, file, now, is_answer=False))
    commission = invitation.commission
    audit.record(
        "question asked",
        question,
        commission.reference,
        by=by,  # without the words: they lie sealed until they are published
        commission_id=commission.id,
    )
    mail.post(
        commission.officer.email,
        f"A question about {commission.title}",
        "question_asked",
        commission=commission,
        company=invitation.company,
        question=question,
        has_file=file is not None,
    )
    return question


def withdraw_question(invitation: Invitation, question_id: int, *, by: Person) -> None:
    """Take a question back that has not been answered. Raises NotFound, RuleBroken."""
    own_question(by, invitation, question_id)
    require(lock_commission(invitation.commission_id), Act.TAKE_BACK)
    state = own_question(by, invitation, question_id).state
    if state is AskedState.ANSWERED:
        raise RuleBroken("This question has been answered. An answer cannot be taken back.")
    if state is AskedState.WITHDRAWN:
        raise RuleBroken("You have withdrawn this question already.")
    question = db.session.get_one(Clarification, question_id)
    for joined in db.session.query(Clarification).filter_by(same_as_id=question_id):
        joined.same_as_id = None  # it has to be answered by itself now
    question.withdrawn_at = clock.now()
    question.goes_with_brief = False
    audit.record(
        "question withdrawn",
        question,
        invitation.commission.reference,
        by=by,
        commission_id=invitation.commission_id,
    )


def file_of(
    question: Clarification, stored: StoredFile, at: datetime, *, is_answer: bool
) -> ClarificationFile:
    """The row of a stored file that goes with a question or its answer."""
    return ClarificationFile(
        clarification_id=question.id,
        is_answer=is_answer,
        added_at=at,
        typed_name=stored.typed_name,
        stored_as=stored.stored_as,
        size=stored.size,
        sha256=stored.sha256,
        kind=stored.kind,
        is_sealed=stored.is_sealed,
    )


def _turn_to_ask(invitation: Invitation, by: Person) -> datetime:
    """The instant of the question, read when the commission is held (UTC)."""
    if by.company_id is None or by.company_id != invitation.company_id:
        raise NotFound
    commission = lock_commission(invitation.commission_id, is_shared=True)
    now = clock.now()
    if refusal := why_not_to_ask(commission, now):
        raise RuleBroken(refusal)
    return now


def _checked_words(invitation: Invitation, text: str, by: Person) -> str:
    words = text.strip()
    if not words:
        raise RuleBroken("Enter your question", "text")
    if len(words) > LONGEST_QUESTION:
        raise RuleBroken(f"Your question must be {LONGEST_QUESTION:,} characters or fewer", "text")
    waiting = [q for q in own_questions(by, invitation) if q.state is AskedState.WAITING]
    if any(question.text == words for question in waiting):
        raise AlreadyAsked
    if len(waiting) >= MOST_WAITING:
        raise RuleBroken(
            f"{MOST_WAITING} of your questions wait for an answer already. "
            "Withdraw one, or ask when they have been answered."
        )
    return words
