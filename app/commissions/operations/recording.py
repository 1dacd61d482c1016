"""Copies of a version, and the audit entry that says what changed between two states of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.commissions.differences import Difference, differences
from app.commissions.models import Brief, BriefDocument, Commission, Criterion, Question
from app.commissions.operations.checks import clipped
from app.commissions.rules import PLANNED_IN_WORDS
from app.database import db

_TEXTS = ("background", "wanted", "outputs", "terms", "timetable")
_PLAIN = (
    *_TEXTS,
    "budget_pence",
    "budget_withheld",
    "price_weight",
    "price_formula",
    "price_lines",
    "hides_price",
    "levels",
    "quote_deadline",
    "clarification_deadline",
    *(
        f"{name}_{part}"
        for name in PLANNED_IN_WORDS.values()
        for part in ("written", "earliest", "latest")
    ),
)


def copy_of(brief: Brief, number: int) -> Brief:
    """An unissued copy with the same parts and keys, belonging to no commission yet."""
    copy = Brief(number=number, **{name: getattr(brief, name) for name in _PLAIN})
    copy.criteria = [
        Criterion(
            number=item.number,
            key=item.key,
            title=item.title,
            guidance=item.guidance,
            levels=list(item.levels),
            weight=item.weight,
            is_pass_fail=item.is_pass_fail,
            minimum=item.minimum,
        )
        for item in brief.criteria
    ]
    copy.questions = [
        Question(
            number=item.number,
            key=item.key,
            text=item.text,
            word_limit=item.word_limit,
            topic=item.topic,
            criterion_key=item.criterion_key,
        )
        for item in brief.questions
    ]
    copy.documents = [
        BriefDocument(
            title=item.title,
            typed_name=item.typed_name,
            stored_as=item.stored_as,
            size=item.size,
            sha256=item.sha256,
            kind=item.kind,
        )
        for item in brief.documents
    ]
    return copy


@contextmanager
def recorded(act: str, commission: Commission, draft: Brief, by: Person) -> Iterator[None]:
    """One audit entry about what the block changes in a draft; none where it changes nothing."""
    before = copy_of(draft, draft.number)
    yield
    db.session.flush()
    changed = differences(before, draft, clock.zone())
    if changed:
        record_differences(act, commission, changed, by)


def record_differences(
    act: str, commission: Commission, changed: list[Difference], by: Person, why: str = ""
) -> None:
    """An audit entry with each part that changed, before and after."""
    audit.record(
        act,
        commission,
        commission.reference,
        by=by,
        before=_told([(item.part, item.before) for item in changed]),
        after=_told([(item.part, item.after) for item in changed]),
        why=why,
        commission_id=commission.id,
    )


def _told(parts: list[tuple[str, str]]) -> str:
    return "\n".join(f"{part}: {clipped(text) or 'nothing'}" for part, text in parts)
