"""Writing the version of a brief that is not issued yet: the first draft, or an amendment."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import select

from app import clock, files
from app.access import Person
from app.commissions.models import Brief, BriefDocument, Commission, Criterion, Question, new_key
from app.commissions.operations.checks import draft_to_write
from app.commissions.operations.recording import recorded
from app.commissions.operations.timetabling import check_order, note_plan, read_planned
from app.commissions.planned import planned_dates
from app.commissions.rules import (
    MOST_CRITERIA,
    MOST_DOCUMENTS,
    MOST_QUESTIONS,
    PLANNED_IN_WORDS,
    Levels,
    PriceFormula,
    TimetableStep,
    Topic,
    asked_lines,
    asked_lines_fault,
    asking_deadline_fault,
    deadline_fault,
    levels_fault,
    tidy_levels,
)
from app.database import after_commit, db
from app.errors import RuleBroken
from app.files import StoredFile
from app.formats import instant_in_words


class BriefChanges(TypedDict, total=False):
    """What of a brief to change; what is left out stays. Money in pence, the deadline aware UTC."""

    background: str
    wanted: str
    outputs: str
    budget_pence: int | None
    budget_withheld: bool
    terms: str
    timetable: str
    quote_deadline: datetime | None
    issue_written: str
    opening_written: str
    award_written: str
    start_written: str
    clarification_deadline: datetime | None
    delivery_written: str


class CriterionWords(NamedTuple):
    """A criterion as written; its weight in percent. `key` says which one of the draft it was."""

    title: str
    guidance: str
    weight: int
    key: str = ""
    is_pass_fail: bool = False
    minimum: int | None = None
    levels: Levels = ()


class QuestionWords(NamedTuple):
    """A question as written. `key` says which one of the draft it was."""

    text: str
    word_limit: int | None = None
    key: str = ""
    topic: Topic = Topic.WORK
    criterion_key: str = ""


class PriceWanted(NamedTuple):
    """How the price is scored, the lines to price, one a line, and whether scorers are to see it.

    `is_hidden`: whoever scores sees no price before their scores are in.
    """

    formula: PriceFormula = PriceFormula.LOWEST_OVER_PRICE
    lines: str = ""
    is_hidden: bool = False


def edit_brief(commission: Commission, changes: BriefChanges, *, by: Person) -> Brief:
    """Change the texts, the budget and the dates of the draft.

    Raises RuleBroken at the field of a deadline that is past, absurd or (in an amendment) earlier
    than the one in force, and of a planned date that is not read as a date or out of its order.
    """
    draft = draft_to_write(commission, by)
    before = planned_dates(draft)
    with recorded("brief edited", commission, draft, by):
        apply_changes(commission, draft, changes)
    if commission.issued_at is None:
        note_plan(commission, before, planned_dates(draft), by=by)
    return draft


def apply_changes(commission: Commission, draft: Brief, changes: BriefChanges) -> None:
    """Put changes into a draft after checking its dates; whoever calls has checked the stage."""
    written: dict[str, Any] = {**changes}
    check_new_deadline(commission, draft, changes.get("quote_deadline"))
    check_asking_deadline(commission, draft, changes)
    moved: list[TimetableStep] = []
    for step, name in PLANNED_IN_WORDS.items():
        words = written.get(f"{name}_written")
        if words is not None:
            written |= read_planned(step, words)
            is_moved = words.strip() != getattr(draft, f"{name}_written")
            moved += [step] if is_moved and step is not TimetableStep.DELIVERY else []
    if written.get("budget_withheld"):
        written["budget_pence"] = None
    for name, value in written.items():
        setattr(draft, name, value.strip() if isinstance(value, str) else value)
    check_order(draft, moved)


def check_new_deadline(commission: Commission, draft: Brief, deadline: datetime | None) -> None:
    """Raise RuleBroken as `check_deadline` does, where the draft would get another deadline."""
    if deadline is not None and deadline != draft.quote_deadline:
        check_deadline(commission, deadline)


def check_deadline(commission: Commission, deadline: datetime) -> None:
    """Raise RuleBroken for a deadline that is past, absurd, or earlier than the one in force."""
    if fault := deadline_fault(deadline, clock.now()):
        raise RuleBroken(fault, "quote_deadline")
    in_force = commission.quote_deadline
    if in_force is not None and deadline < in_force:
        told = instant_in_words(in_force, clock.zone())
        raise RuleBroken(
            f"The deadline can be extended but not brought forward: it is {told}.", "quote_deadline"
        )


def check_asking_deadline(commission: Commission, draft: Brief, changes: BriefChanges) -> None:
    """Raise RuleBroken where the draft would get a wrong deadline for asking questions.

    One that is new must be in the future and, in an amendment, not earlier than the one in force.
    """
    asking = changes.get("clarification_deadline", draft.clarification_deadline)
    quotes = changes.get("quote_deadline", draft.quote_deadline)
    if fault := asking_deadline_fault(asking, quotes):
        raise RuleBroken(fault, "clarification_deadline")
    if asking is None or asking == draft.clarification_deadline:
        return
    in_force = commission.clarification_deadline
    if asking <= clock.now():
        sentence = "The deadline for asking questions must be in the future."
        raise RuleBroken(sentence, "clarification_deadline")
    if in_force is not None and asking < in_force:
        told = instant_in_words(in_force, clock.zone())
        raise RuleBroken(
            "The deadline for asking questions can be extended but not brought forward: it is "
            f"{told}.",
            "clarification_deadline",
        )


def set_criteria(
    commission: Commission,
    price_weight: int,
    criteria: list[CriterionWords],
    price: PriceWanted | None = None,
    levels: Levels | None = None,
    *,
    by: Person,
) -> Brief:
    """Replace the criteria of the draft. Any total is kept until the brief is issued.

    `levels` are what the scores 0 to 4 mean on every criterion that has no words of its own.
    Without `price` all that is said of the price but its weight stays as it is; without `levels`
    what scores mean on every criterion.
    """
    draft = draft_to_write(commission, by)
    if len(criteria) > MOST_CRITERIA:
        raise RuleBroken(f"There can be at most {MOST_CRITERIA} criteria.", "criteria")
    titles = [words.title.casefold() for words in criteria]
    if len(set(titles)) < len(titles):
        raise RuleBroken("Two criteria have the same title.", "criteria")
    if price is not None and (fault := asked_lines_fault(price.lines)):
        raise RuleBroken(fault, "price_lines")
    for each in (levels or (), *(words.levels for words in criteria)):
        if fault := levels_fault(each):
            raise RuleBroken(fault, "criteria")
    with recorded("criteria set", commission, draft, by):
        known = {item.key for item in draft.criteria}
        draft.price_weight = price_weight
        if price is not None:
            draft.price_formula = price.formula
            draft.price_lines = "\n".join(asked_lines(price.lines))
            draft.hides_price = price.is_hidden
        if levels is not None:
            draft.levels = tidy_levels(levels)
        usual = draft.levels_for()
        draft.criteria.clear()
        db.session.flush()  # their numbers are free again only now
        draft.criteria = [
            Criterion(
                number=number,
                key=words.key if words.key in known else new_key(),
                title=words.title,
                guidance=words.guidance,
                levels=[] if words.is_pass_fail else tidy_levels(words.levels, usual),
                weight=0 if words.is_pass_fail else words.weight,
                is_pass_fail=words.is_pass_fail,
                minimum=None if words.is_pass_fail else words.minimum,
            )
            for number, words in enumerate(criteria, 1)
        ]
    return draft


def set_questions(commission: Commission, questions: list[QuestionWords], *, by: Person) -> Brief:
    """Replace the questions of the draft; one that is kept keeps its key, and so its answers."""
    draft = draft_to_write(commission, by)
    if len(questions) > MOST_QUESTIONS:
        raise RuleBroken(f"There can be at most {MOST_QUESTIONS} questions.", "questions")
    with recorded("questions set", commission, draft, by):
        known = {item.key for item in draft.questions}
        criteria = {item.key for item in draft.criteria}
        draft.questions.clear()
        db.session.flush()  # their numbers are free again only now
        draft.questions = [
            Question(
                number=number,
                key=words.key if words.key in known else new_key(),
                text=words.text,
                word_limit=words.word_limit,
                topic=words.topic,
                criterion_key=words.criterion_key if words.criterion_key in criteria else "",
            )
            for number, words in enumerate(questions, 1)
        ]
    return draft


def attach_document(
    commission: Commission, stored: StoredFile, *, title: str = "", by: Person
) -> BriefDocument:
    """Attach a stored file to the draft; a refused one is discarded.

    Raises RuleBroken for a file that is attached already, or one too many.
    """
    try:
        draft = draft_to_write(commission, by)
        if any(document.sha256 == stored.sha256 for document in draft.documents):
            raise RuleBroken(f"{stored.typed_name} is already attached", "file")
        if len(draft.documents) >= MOST_DOCUMENTS:
            raise RuleBroken(f"There can be at most {MOST_DOCUMENTS} documents", "file")
    except RuleBroken:
        files.discard(stored.stored_as)
        raise
    document = BriefDocument(
        title=title.strip(),
        typed_name=stored.typed_name,
        stored_as=stored.stored_as,
        size=stored.size,
        sha256=stored.sha256,
        kind=stored.kind,
    )
    with recorded("document attached", commission, draft, by):
        draft.documents.append(document)
    return document


def remove_document(commission: Commission, document_id: int, *, by: Person) -> None:
    """Take a document off the draft; its file goes when no version names it any more."""
    draft = draft_to_write(commission, by)
    found = next((item for item in draft.documents if item.id == document_id), None)
    if found is None:
        raise RuleBroken("That document is not attached any more.")
    with recorded("document removed", commission, draft, by):
        draft.documents.remove(found)
    discard_if_unnamed([found.stored_as])


def discard_if_unnamed(stored_as: list[str]) -> None:
    """Discard, once the commit has succeeded, those files that no version of any brief names."""
    db.session.flush()
    named = set(
        db.session.scalars(
            select(BriefDocument.stored_as).where(BriefDocument.stored_as.in_(stored_as))
        )
    )
    for name in set(stored_as) - named:
        discard_after_commit(name)


def discard_after_commit(stored_as: str) -> None:
    """Discard a stored file once the commit has succeeded."""
    after_commit(partial(files.discard, stored_as))
