"""A draft at submission: sealed anew for those who may open it, its own key destroyed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy import Select, select

from app import sealing
from app.commissions.models import Invitation
from app.commissions.queries import issued_brief
from app.database import after_commit, db
from app.errors import RuleBroken
from app.files import discard
from app.keyholders.queries import commission_key
from app.quotes.models import Quote, SealedFile
from app.quotes.operations import keeping
from app.quotes.queries.contents import contents_of
from app.quotes.queries.own import answers_to
from app.quotes.written import Written, WrittenAnswer, digest_of
from app.sealed_files import measured
from app.sealing.server_key import server_key


def sealed_for(commission_id: int) -> str:
    """For whom a commission's quotes are sealed: the public half of its key.

    One that was issued before there were keys has none: its quotes are sealed for the server.
    """
    key = commission_key(commission_id)
    return key.public if key else server_key().public


def for_the_brief(draft: Quote, invitation: Invitation, written: Written) -> Written:
    """The same, each answer tied to its question in the brief in force, with its words."""
    contents = contents_of([draft.id])[draft.id]
    asked = answers_to(issued_brief(invitation.commission_id), contents)
    answers = tuple(
        WrittenAnswer(own.question_id, own.text, own.question)
        for own in asked
        if own.key in contents.answers
    )
    known = {own.key for own in asked}
    dropped = [given for key, given in contents.answers.items() if key not in known]
    also = tuple(WrittenAnswer(one.question_id, one.text, one.question) for one in dropped)
    return replace(written, answers=answers + also)


def seal_in(draft: Quote, sent: Written, publics: tuple[str, ...]) -> None:
    """Seal what was sent and each of its files anew. Raises RuleBroken for a file that is gone.

    The old files and the draft's key go once it is committed; if it is not, the new files go.
    """
    secret = keeping.draft_key(draft).secret
    rows = {row.id: row for row in db.session.scalars(_files_of(draft))}
    made: list[str] = []
    try:
        for file in contents_of([draft.id])[draft.id].files:
            found = measured(file.stored_as, secret)
            if (found.size, found.sha256) != (file.size, file.sha256):
                raise sealing.CannotUnseal
            made.append(keeping.sealed_copy(file, *publics))
            after_commit(partial(discard, file.stored_as))
            rows[file.id].stored_as = made[-1]
        if len(made) != len(sent.files):
            raise sealing.CannotUnseal
    except BaseException as failure:
        for stored_as in made:
            discard(stored_as)
        if isinstance(failure, sealing.CannotUnseal):
            raise RuleBroken(keeping.NOT_STORED, "files") from None
        raise
    content = sent.as_bytes()
    draft.contents = sealing.seal(content, *publics)
    draft.digest = digest_of(content)
    keeping.destroy_key(draft)


def acknowledged(sent: Written) -> list[dict[str, object]]:
    """Each file as its receipt lists it: by number, without its name."""
    return [
        {"number": number, "sha256": file.sha256, "size": file.size}
        for number, file in enumerate(sent.files, 1)
    ]


def _files_of(draft: Quote) -> Select[SealedFile]:
    return select(SealedFile).where(SealedFile.quote_id == draft.id)
