"""Writing a draft: answers, timetable, prices, files. All is refused from the deadline on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Brief, Invitation, Question
from app.commissions.queries import issued_brief
from app.commissions.rules import OfferedDue, dues_fault
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import CheckedFile
from app.quotes.marks import file_part, moved
from app.quotes.models import Quote, QuoteState, SealedFile
from app.quotes.operations import keeping
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.contents import contents_of
from app.quotes.queries.own import read_with, row_in_state
from app.quotes.queries.parts import Contents
from app.quotes.rules import (
    LONGEST_ANSWER,
    NOTHING_STATED,
    PricedLine,
    Stated,
    file_room_fault,
    lines_fault,
)
from app.quotes.written import Written, WrittenAnswer, WrittenFile
from app.sealed_files import keep_sealed


def start_quote(
    invitation: Invitation,
    *,
    by: Person,
    reading_key: str | None = None,
    is_copy_wanted: bool = False,
) -> Quote:
    """The company's draft: the one there is, else a new one.

    A new one is a copy of the submitted quote, which stands until the draft is sent, else of the
    quote last withdrawn, where that can be read: with its reading key, if it is sealed. Else it is
    empty, unless a copy is wanted. A draft that is lost makes room for a new one. Raises Late and
    RuleBroken, the latter at `reading_key` for a key that is missing or does not fit.
    """
    now = take_turn(invitation, by)
    draft = row_in_state(invitation, QuoteState.DRAFT)
    if draft is not None and not contents_of([draft.id])[draft.id].is_lost:
        return draft
    if draft is not None:
        _record("lost draft put away", draft, invitation, by)
        keeping.forget(draft)
    source = row_in_state(invitation, QuoteState.SUBMITTED) or row_in_state(
        invitation, QuoteState.WITHDRAWN
    )
    readable = _readable(source, reading_key) if source else None
    if source is not None and readable is None and is_copy_wanted:
        raise RuleBroken("Enter your reading key, or start with an empty quote", "reading_key")
    draft = Quote(
        invitation_id=invitation.id, state=QuoteState.DRAFT, started_at=now, changed_at=now
    )
    keeping.make_draft(draft)
    if readable is not None:
        _copy(readable, draft)
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
    there = contents_of([draft.id])[draft.id].answers.get(question.key)
    written = keeping.written_in(draft)
    others = [one for one in written.answers if not there or one.question_id != there.question_id]
    answers = (*others, WrittenAnswer(question.id, kept))
    keeping.keep(draft, replace(written, answers=answers))
    _changed("quote's answer saved", draft, invitation, now, by)


def save_prices(
    invitation: Invitation,
    lines: Sequence[PricedLine],
    stated: Stated = NOTHING_STATED,
    *,
    by: Person,
) -> None:
    """Keep the whole table of price lines, and the stated totals, instead of those before.

    Totals that are not what the lines come to are kept as they are. Raises Late, and RuleBroken at
    `lines`.
    """
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    if fault := lines_fault(lines):
        raise RuleBroken(fault, "lines")
    tidy = tuple(replace(line, description=line.description.strip()) for line in lines)
    keeping.keep(draft, replace(keeping.written_in(draft), lines=tidy, stated=stated))
    _changed("quote's price saved", draft, invitation, now, by)


def save_timetable(invitation: Invitation, dues: Sequence[OfferedDue], *, by: Person) -> None:
    """Keep the whole timetable instead of the one before; dates stay as they were written.

    None is wanted of anybody. Raises Late, and RuleBroken at `dues`.
    """
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    if fault := dues_fault(dues):
        raise RuleBroken(fault, "dues")
    tidy = tuple(OfferedDue(due.title.strip(), due.when.strip()) for due in dues)
    keeping.keep(draft, replace(keeping.written_in(draft), timetable=tidy))
    _changed("quote's timetable saved", draft, invitation, now, by)


def key_to_seal_for(invitation: Invitation, *, by: Person) -> str:
    """The public half of the draft's key, for a file that may be added now. Raises as `add_file`.

    With it a file is sealed before `add_file`, while nobody waits for this transaction.
    """
    take_turn(invitation, by)
    return keeping.draft_key(draft_to_change(invitation)).public


def add_file(
    invitation: Invitation, file: CheckedFile, *, by: Person, sealed_as: str | None = None
) -> SealedFile:
    """Add a checked file to the draft: it reaches the disk sealed, and in no other way.

    `sealed_as` is the name under which it is on the disk already, sealed for the draft's key.
    Raises Late, and RuleBroken at `files`: the same content twice, too many, too large together.
    """
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    written = keeping.written_in(draft)
    if any(each.sha256 == file.sha256 for each in written.files):
        raise RuleBroken("You have already added this file", "files")
    total = sum(each.size for each in written.files)
    largest: int = current_app.config["MAX_FILE_BYTES"]
    if fault := file_room_fault(len(written.files), total, file.size, largest):
        raise RuleBroken(fault, "files")
    stored_as = sealed_as or keep_sealed(file.stream, keeping.draft_key(draft).public)
    row = SealedFile(quote_id=draft.id, stored_as=stored_as, added_at=now)
    db.session.add(row)
    db.session.flush()
    added = WrittenFile(row.id, file.typed_name, file.size, file.sha256, file.kind)
    keeping.keep(draft, replace(written, files=(*written.files, added)))
    _changed("quote's file added", draft, invitation, now, by)
    return row


def remove_file(invitation: Invitation, file_id: int, *, by: Person) -> None:
    """Take a file out of the draft. Raises Late, RuleBroken, and NotFound for another's file."""
    now = take_turn(invitation, by)
    draft = draft_to_change(invitation)
    written = keeping.written_in(draft)
    row = db.session.get(SealedFile, file_id)
    if row is None or row.quote_id != draft.id:
        raise NotFound
    left = tuple(each for each in written.files if each.id != file_id)
    marks = tuple(each for each in written.marks if each.part != file_part(file_id))
    keeping.keep(draft, replace(written, files=left, marks=marks))
    keeping.remove_files([row])
    _changed("quote's file removed", draft, invitation, now, by)


def discard_draft(invitation: Invitation, *, by: Person) -> None:
    """Throw the draft away; a submitted quote stands as it is. Raises Late and RuleBroken."""
    take_turn(invitation, by)
    draft = row_in_state(invitation, QuoteState.DRAFT)
    if draft is None:
        raise RuleBroken("There is no draft to throw away.")
    _record("draft quote thrown away", draft, invitation, by)
    keeping.forget(draft)


def _readable(source: Quote, reading_key: str | None) -> Contents | None:
    contents = contents_of([source.id])[source.id]
    if not contents.is_sealed:
        return contents
    return read_with(source, reading_key) if reading_key else None


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


def _copy(source: Contents, draft: Quote) -> None:
    """Copy what is in a quote; each file becomes one of the draft's own."""
    answers = tuple(
        WrittenAnswer(given.question_id, given.text) for given in source.answers.values()
    )
    key = keeping.draft_key(draft)
    files: list[WrittenFile] = []
    for file in source.files:
        row = SealedFile(
            quote_id=draft.id,
            stored_as=keeping.sealed_copy(file, key.public),
            added_at=draft.started_at,
        )
        db.session.add(row)
        db.session.flush()
        files.append(WrittenFile(row.id, file.typed_name, file.size, file.sha256, file.kind))
    ids = {old.id: new.id for old, new in zip(source.files, files, strict=True)}
    whole = Written(
        answers,
        tuple(source.lines),
        tuple(files),
        stated=source.stated,
        timetable=tuple(source.timetable),
        marks=moved(source.marks, ids),
    )
    keeping.keep(draft, whole)


def _changed(act: str, draft: Quote, invitation: Invitation, now: datetime, by: Person) -> None:
    draft.changed_at = now
    _record(act, draft, invitation, by)


def _record(act: str, draft: Quote, invitation: Invitation, by: Person) -> None:
    # Neither what was written nor how much: entries are read by others.
    audit.record(act, draft, "draft quote", by=by, commission_id=invitation.commission_id)
