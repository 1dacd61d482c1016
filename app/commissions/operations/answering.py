"""Answering what a company asked: drafted by officers, published to every invited company."""

from __future__ import annotations

from datetime import datetime

from app import clock, files
from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Brief, Clarification, ClarificationFile, Commission
from app.commissions.operations.amending import amend_brief, begin_amendment
from app.commissions.operations.asking import file_of
from app.commissions.operations.checks import lock_commission, must_be_free
from app.commissions.operations.publishing import publish_all, tell_all
from app.commissions.operations.writing import discard_after_commit
from app.commissions.queries import (
    answer_files,
    answer_to,
    clarification_for,
    draft_brief,
    parties,
)
from app.commissions.rules import LONGEST_REPLY, MOST_ANSWER_FILES, Act, given_away
from app.database import db
from app.errors import RuleBroken
from app.files import StoredFile
from app.formats import counted


def draft_answer(question: Clarification, wording: str, answer: str, *, by: Person) -> None:
    """Keep how a question is to be worded for everybody, and its answer. Nobody is told yet.

    Raises RuleBroken where it is answered or withdrawn, and for texts that are too long.
    """
    commission = _may_answer(question, by)
    for text, field, name in ((wording, "wording", "Question"), (answer, "answer", "Answer")):
        if len(text.strip()) > LONGEST_REPLY:
            raise RuleBroken(f"{name} must be {LONGEST_REPLY:,} characters or fewer", field)
    before = (question.wording, question.answer)
    question.wording, question.answer = wording.strip(), answer.strip()
    if before == (question.wording, question.answer):
        return
    question.goes_with_brief = False  # what was checked for the brief is not this any more
    lengths = _lengths(*before), _lengths(*_words(question))
    _record("answer drafted", question, commission, by, *lengths)


def attach_to_answer(question: Clarification, stored: StoredFile, *, by: Person) -> None:
    """Attach a stored file to the answer; a refused one is discarded."""
    try:
        commission = _may_answer(question, by)
        there = answer_files(question.id)
        if any(file.sha256 == stored.sha256 for file in there):
            raise RuleBroken(f"{stored.typed_name} is already attached", "file")
        if len(there) >= MOST_ANSWER_FILES:
            raise RuleBroken(f"There can be at most {MOST_ANSWER_FILES} files", "file")
    except RuleBroken:
        files.discard(stored.stored_as)
        raise
    question.goes_with_brief = False
    db.session.add(file_of(question, stored, clock.now(), is_answer=True))
    _record("file attached to answer", question, commission, by, "", f"SHA-256 {stored.sha256}")


def remove_from_answer(question: Clarification, file_id: int, *, by: Person) -> ClarificationFile:
    """Take a file off an answer that has not been published."""
    commission = _may_answer(question, by)
    file = next((each for each in answer_files(question.id) if each.id == file_id), None)
    if file is None:
        raise RuleBroken("That file is not attached any more.")
    question.goes_with_brief = False
    db.session.delete(file)
    discard_after_commit(file.stored_as)
    _record("file removed from answer", question, commission, by, f"SHA-256 {file.sha256}", "")
    return file


def publish_answer(
    question: Clarification,
    now: datetime,
    *,
    deadline: datetime | None = None,
    names_nobody: bool = False,
    by: Person,
) -> int:
    """Publish the drafted answer to every invited company at once; how many are told.

    With another `deadline` for quotes a new version of the brief leaves with it, in one mail.
    `names_nobody` says that somebody has read the warnings (`warnings_of`). Raises RuleBroken where
    it was answered or withdrawn, is not written, seems to name a company, or by `amend_brief`.
    """
    commission = _may_answer(question, by)
    _check_draft(question, commission, names_nobody)
    if deadline is not None and deadline != commission.quote_deadline:
        if draft_brief(commission) is not None:
            raise RuleBroken(
                "An amendment of the brief has been begun. Let the answer leave with it, "
                "and set the deadline there.",
                "deadline",
            )
        question.goes_with_brief = True
        reason = "A question was answered, and there is more time to quote."
        try:
            amend_brief(commission, {"quote_deadline": deadline}, reason, by=by)
        except RuleBroken as broken:
            raise RuleBroken(broken.sentence, "deadline") from broken
        return len(commission.invitations)
    [answer] = publish_all(commission, [question], now, by=by)
    return tell_all(commission, answer)


def hold_for_the_brief(question: Clarification, *, names_nobody: bool = False, by: Person) -> Brief:
    """Let a drafted answer leave with the next version of the brief, which is begun if need be."""
    commission = _may_answer(question, by)
    _check_draft(question, commission, names_nobody)
    question.goes_with_brief = True
    draft = begin_amendment(commission, by=by)
    after = f"leaves with version {draft.number} of the brief"
    _record("answer held for the brief", question, commission, by, "", after)
    return draft


def answer_as_another(question: Clarification, other_id: int, *, by: Person) -> None:
    """Say that another question of the commission asks the same: its answer answers both."""
    commission = _may_answer(question, by)
    other = clarification_for(by, commission, other_id)
    if other.id == question.id or other.same_as_id is not None:
        raise RuleBroken("Select another question", "same_as")
    if other.withdrawn_at is not None:
        raise RuleBroken("That question was withdrawn. Select another one", "same_as")
    if _is_answered_by(question):
        raise RuleBroken("Others are answered with this question. Answer it itself.", "same_as")
    question.same_as_id = other.id
    _record("question joined", question, commission, by, "", f"to question {other.id}")


def answer_by_itself(question: Clarification, *, by: Person) -> None:
    """Undo `answer_as_another` while neither has been answered."""
    commission = _may_answer(question, by)
    question.same_as_id = None
    _record("question parted", question, commission, by, "", "answered by itself")


def warnings_of(question: Clarification) -> list[str]:
    """What in the drafted question, answer and file names gives an invited company away."""
    names = [file.typed_name for file in answer_files(question.id)]
    texts = [question.wording, question.answer, *names]
    return given_away(texts, parties(question.invitation.commission))


def _may_answer(question: Clarification, by: Person) -> Commission:
    """The commission, held, in which this question waits for an answer. Raises RuleBroken."""
    commission = lock_commission(question.invitation.commission_id)
    must_be_free(Act.ANSWER, commission, by)
    db.session.refresh(question)
    if question.withdrawn_at is not None:
        raise RuleBroken("The company has withdrawn this question.")
    if published := answer_to(question.id):
        raise RuleBroken(f"This question has been answered, by answer {published.number}.")
    return commission


def _check_draft(question: Clarification, commission: Commission, names_nobody: bool) -> None:
    if not question.wording:
        raise RuleBroken("Write the question as every company will read it.", "wording")
    if not question.answer:
        raise RuleBroken("Write the answer.", "answer")
    if question.same_as_id is not None:
        raise RuleBroken("This question is answered with another one.")
    if not names_nobody and warnings_of(question):
        raise RuleBroken("Confirm that the text and the files give no company away", "names_nobody")


def _is_answered_by(question: Clarification) -> bool:
    joined = db.session.query(Clarification.id).filter_by(same_as_id=question.id)
    return joined.first() is not None


def _words(question: Clarification) -> tuple[str, str]:
    return question.wording, question.answer


def _lengths(wording: str, answer: str) -> str:
    """How long a draft is: its words lie sealed until they are published."""
    asked, told = counted(len(wording.split()), "word"), counted(len(answer.split()), "word")
    return f"question of {asked}, answer of {told}" if wording or answer else ""


def _record(
    act: str, question: Clarification, commission: Commission, by: Person, before: str, after: str
) -> None:
    audit.record(
        act,
        question,
        commission.reference,
        by=by,
        before=before,
        after=after,
        commission_id=commission.id,
    )
