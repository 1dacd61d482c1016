"""Writing a draft: start, answers, prices, files. Everything is refused from the deadline on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import current_app, g
from sqlalchemy import delete, func, select

from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Brief, Invitation, Question
from app.commissions.queries import issued_brief
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import StoredFile, discard
from app.quotes.models import Answer, PriceLine, Quote, QuoteFile, QuoteState
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.contents import contents_of, files_of
from app.quotes.queries.own import row_in_state
from app.quotes.rules import LONGEST_ANSWER, PricedLine, file_room_fault, lines_fault


def start_quote(invitation: Invitation, *, by: Person) -> Quote:
    """The company's draft: the one there is, else a new one.

    A new one is a copy of the submitted quote, which stands until the draft is sent; else of the
    quote last withdrawn; else empty. Raises Late and RuleBroken.
    """
    now = take_turn(invitation, by)
    draft = row_in_state(invitation, QuoteState.DRAFT)
    if draft is not None:
        return draft
    draft = Quote(
        invitation_id=invitation.id, state=QuoteState.DRAFT, started_at=now, changed_at=now
    )
    db.session.add(draft)
    db.session.flush()
    source = row_in_state(invitation, QuoteState.SUBMITTED) or row_in_state(
        invitation, QuoteState.WITHDRAWN
    )
    if source is not None:
        _copy(source, draft)
    _record("quote started", draft, invitation, by)
    return draft


def save_answer(invitation: Invitation, question_id: int, text: str, *, by: Person) -> None:
    """Keep the answer to a question of the brief. A draft may have more words than the limit.

    An id of an earlier version of the brief means the same question in this one. Raises Late,
    NotFound, and RuleBroken at `text`.
    """
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(kept) > LONGEST_ANSWER:
        raise RuleBroken(f"Your answer must be {LONGEST_ANSWER:,} characters or fewer", "text")
    question = _same_question(issued_brief(invitation.commission_id), question_id)
    wanted = (
        select(Answer)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.quote_id == draft.id, Question.key == question.key)
    )
    answer = db.session.scalar(wanted)
    if answer is None:
        answer = Answer(quote_id=draft.id, question_id=question.id)
        db.session.add(answer)
    answer.question_id, answer.text = question.id, kept
    _changed("quote's answer saved", draft, invitation, now, by)


def save_prices(invitation: Invitation, lines: Sequence[PricedLine], *, by: Person) -> None:
    """Keep the whole table of price lines instead of the one before.

    Raises Late, and RuleBroken at `lines`.
    """
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    if fault := lines_fault(lines):
        raise RuleBroken(fault, "lines")
    db.session.execute(delete(PriceLine).where(PriceLine.quote_id == draft.id))
    _add_lines(draft, lines)
    _changed("quote's price saved", draft, invitation, now, by)


def add_file(invitation: Invitation, stored: StoredFile, *, by: Person) -> QuoteFile:
    """Add a stored file to the draft. A refused one is removed from the disk again.

    Raises Late, and RuleBroken at `files`: the same content twice, too many, too large together.
    """
    try:
        now = take_turn(invitation, by)
        draft = draft_to_change(invitation)
        there = files_of(draft.id)
        if any(file.sha256 == stored.sha256 for file in there):
            raise RuleBroken("You have already added this file", "files")
        total = sum(file.size for file in there)
        largest: int = current_app.config["MAX_FILE_BYTES"]
        if fault := file_room_fault(len(there), total, stored.size, largest):
            raise RuleBroken(fault, "files")
    except RuleBroken:
        discard(stored.stored_as)
        raise
    file = QuoteFile(
        quote_id=draft.id,
        typed_name=stored.typed_name,
        stored_as=stored.stored_as,
        size=stored.size,
        sha256=stored.sha256,
        kind=stored.kind,
        added_at=now,
    )
    db.session.add(file)
    _changed("quote's file added", draft, invitation, now, by)
    return file


def remove_file(invitation: Invitation, file_id: int, *, by: Person) -> None:
    """Take a file out of the draft. Raises Late, RuleBroken, and NotFound for another's file."""
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    file = db.session.get(QuoteFile, file_id)
    if file is None or file.quote_id != draft.id:
        raise NotFound
    _remove_row(file)
    _changed("quote's file removed", draft, invitation, now, by)


def discard_draft(invitation: Invitation, *, by: Person) -> None:
    """Throw the draft away; a submitted quote stands as it is. Raises Late and RuleBroken."""
    take_turn(invitation, by)
    draft = draft_to_change(invitation)
    _record("draft quote thrown away", draft, invitation, by)
    for file in files_of(draft.id):
        _remove_row(file)
    for table in (Answer, PriceLine):
        db.session.execute(delete(table).where(table.quote_id == draft.id))
    db.session.delete(draft)
    db.session.flush()


def _same_question(brief: Brief, question_id: int) -> Question:
    for question in brief.questions:
        if question.id == question_id:
            return question
    earlier = (
        select(Question.key)
        .join(Brief, Brief.id == Question.brief_id)
        .where(Question.id == question_id, Brief.commission_id == brief.commission_id)
    )
    key = db.session.scalar(earlier)
    for question in brief.questions:
        if question.key == key:
            return question
    raise NotFound


def _copy(source: Quote, draft: Quote) -> None:
    """Copy what is in a quote. Both rows of a file name one stored file."""
    contents = contents_of([source.id])[source.id]
    db.session.add_all(
        Answer(quote_id=draft.id, question_id=given.question_id, text=given.text)
        for given in contents.answers.values()
    )
    _add_lines(draft, contents.lines)
    db.session.add_all(
        QuoteFile(
            quote_id=draft.id,
            typed_name=file.typed_name,
            stored_as=file.stored_as,
            size=file.size,
            sha256=file.sha256,
            kind=file.kind,
            added_at=file.added_at,
        )
        for file in contents.files
    )
    db.session.flush()


def _add_lines(draft: Quote, lines: Sequence[PricedLine]) -> None:
    db.session.add_all(
        PriceLine(
            quote_id=draft.id,
            number=number,
            description=line.description.strip(),
            quantity=line.quantity,
            unit_pence=line.unit_pence,
            vat_percent=line.vat_percent,
        )
        for number, line in enumerate(lines, 1)
    )


def _remove_row(file: QuoteFile) -> None:
    """Delete a file's row, and after the commit its content unless another quote names it."""
    stored_as = file.stored_as
    db.session.delete(file)
    db.session.flush()
    others = select(func.count()).select_from(QuoteFile).where(QuoteFile.stored_as == stored_as)
    if not db.session.scalar(others):
        g.setdefault("after_commit", []).append(lambda: discard(stored_as))


def _changed(act: str, draft: Quote, invitation: Invitation, now: datetime, by: Person) -> None:
    draft.changed_at = now
    _record(act, draft, invitation, by)


def _record(act: str, draft: Quote, invitation: Invitation, by: Person) -> None:
    # Neither what was written nor how much: entries are read by others.
    audit.record(act, draft, "draft quote", by=by, commission_id=invitation.commission_id)
