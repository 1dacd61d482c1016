"""Flags as they stood on a day, each derived from the rows of that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from app.access import Person, Role
from app.commissions.models import Commission
from app.database import db
from app.delivery.models import Deliverable
from app.errors import NotFound
from app.people.models import Person as PersonRow
from app.plans.models import Action, Milestone, Plan
from app.plans.queries.wording import wording_on
from app.position.models import Flag, FlagAnswer, FlagEvent, FlagOwner, PositionCheck
from app.position.queries.flag_entries import AnswerOn, EventOn, FlagOn, OwnerOn
from app.position.queries.sentences import SentenceOn, sentences_on
from app.position.rules import FlagAct, FlagState, flag_state

__all__ = ["AnswerOn", "EventOn", "FlagOn", "OwnerOn", "flag_on", "flags_on", "last_check"]

TRACKER = "the tracker"
READERS = frozenset({Role.OFFICER, Role.MEMBER})

Row = TypeVar("Row")


def last_check() -> date | None:
    """The latest day as of which the position was checked."""
    return db.session.scalar(select(func.max(PositionCheck.day)))


def flags_on(
    on: date,
    plan_id: int | None = None,
    sentences: dict[int, list[SentenceOn]] | None = None,
) -> list[FlagOn]:
    """Every flag raised by a day, of all plans or of one, the newest first; in six statements.

    `sentences` are those of `sentences_on`, where the caller has them already.
    """
    asked = _flags().where(Flag.raised_on <= on)
    if plan_id is not None:
        asked = asked.where(Plan.id == plan_id)
    return _flags_of(asked, on, sentences_on(on, plan_id) if sentences is None else sentences)


def flag_on(person: Person, flag_id: int, on: date) -> FlagOn:
    """One flag as it stood on a day, for officers and members. Raises NotFound."""
    if person.roles.isdisjoint(READERS):
        raise NotFound
    asked = _flags().where(Flag.id == flag_id, Flag.raised_on <= on)
    found = _flags_of(asked, on, sentences_on(on))
    if not found:
        raise NotFound
    return found[0]


def flag_to_answer(
    milestone_id: int, plan_id: int, on: date, asked: int | None = None
) -> int | None:
    """The flag that a sentence about a milestone answers: the one asked for, else the newest open.

    None where it has none; one of another milestone is not taken.
    """
    own = [each for each in flags_on(on, plan_id) if each.milestone_id == milestone_id]
    if asked is not None and any(each.id == asked for each in own):
        return asked
    return next((each.id for each in own if each.state is not FlagState.CLOSED), None)


def flag_row(flag_id: int) -> Flag:
    """A flag that was loaded for the person before."""
    return db.session.get_one(Flag, flag_id)


def _flags() -> Select[Flag, Milestone, Action, Plan, Deliverable, Commission]:
    return (
        select(Flag, Milestone, Action, Plan, Deliverable, Commission)
        .join(Milestone, Milestone.id == Flag.milestone_id)
        .join(Action, Action.id == Milestone.action_id)
        .join(Plan, Plan.id == Action.plan_id)
        .outerjoin(Deliverable, Deliverable.id == Flag.deliverable_id)
        .outerjoin(Commission, Commission.id == Deliverable.commission_id)
        .order_by(Flag.raised_on.desc(), Flag.id.desc())
    )


def _flags_of(
    asked: Select[Flag, Milestone, Action, Plan, Deliverable, Commission],
    on: date,
    sentences: dict[int, list[SentenceOn]],
) -> list[FlagOn]:
    rows, words = db.session.execute(asked).all(), wording_on(None, on)
    wanted = asked.with_only_columns(Flag.id).order_by(None)
    events = _events(FlagEvent.flag_id.in_(wanted), on)
    owners = _owners(FlagOwner.flag_id.in_(wanted), on)
    answers = _answers(FlagAnswer.flag_id.in_(wanted), on)
    found: list[FlagOn] = []
    for flag, milestone, action, plan, deliverable, commission in rows:
        own = answers.get(flag.id, ())
        found.append(
            FlagOn(
                id=flag.id,
                kind=flag.kind,
                state=_state(events[flag.id], own, on),
                milestone_id=milestone.id,
                plan_id=plan.id,
                plan_slug=plan.slug,
                plan_title=words.said("plan", plan.id, "title", plan.title),
                action_number=action.number,
                milestone_number=milestone.number,
                milestone_text=words.said("milestone", milestone.id, "text", milestone.text),
                deliverable_id=flag.deliverable_id,
                deliverable=deliverable.title if deliverable else "",
                deliverable_number=deliverable.number if deliverable else None,
                commission=commission.reference if commission else "",
                raised_on=flag.raised_on,
                events=events[flag.id],
                owners=owners.get(flag.id, ()),
                answers=own,
                sentences=tuple(
                    each
                    for each in sentences.get(flag.milestone_id, ())
                    if each.is_approved
                    and (each.flag_id == flag.id or each.written_on >= flag.raised_on)
                ),
                waiting=next(
                    (
                        each
                        for each in sentences.get(flag.milestone_id, ())
                        if each.is_waiting and each.flag_id == flag.id
                    ),
                    None,
                ),
            )
        )
    return found


def _state(events: Sequence[EventOn], answers: Sequence[AnswerOn], on: date) -> FlagState:
    opened = [e.day for e in events if e.act in (FlagAct.RAISED, FlagAct.REOPENED)][-1]
    newest = answers[-1] if answers else None
    is_answered = newest is not None and newest.day >= opened
    return flag_state(
        is_closed=events[-1].act is FlagAct.CLOSED,
        is_answered=is_answered,
        by_when=newest.latest if newest is not None and is_answered else None,
        on=on,
    )


def _events(which: ColumnElement[bool], on: date) -> dict[int, tuple[EventOn, ...]]:
    rows = db.session.scalars(
        select(FlagEvent).where(which, FlagEvent.day <= on).order_by(FlagEvent.number)
    )
    return _grouped(
        (row.flag_id, EventOn(row.act, row.degree, row.words, row.day, row.recorded_at))
        for row in rows
    )


def _owners(which: ColumnElement[bool], on: date) -> dict[int, tuple[OwnerOn, ...]]:
    giver = aliased(PersonRow)
    rows = db.session.execute(
        select(FlagOwner, PersonRow.name, giver.name)
        .join(PersonRow, PersonRow.id == FlagOwner.person_id)
        .outerjoin(giver, giver.id == FlagOwner.by_id)
        .where(which, FlagOwner.day <= on)
        .order_by(FlagOwner.id)
    )
    return _grouped(
        (
            row.flag_id,
            OwnerOn(row.person_id, name, row.why, row.day, row.recorded_at, by or TRACKER),
        )
        for row, name, by in rows
    )


def _answers(which: ColumnElement[bool], on: date) -> dict[int, tuple[AnswerOn, ...]]:
    rows = db.session.execute(
        select(FlagAnswer, PersonRow.name)
        .join(PersonRow, PersonRow.id == FlagAnswer.by_id)
        .where(which, FlagAnswer.day <= on)
        .order_by(FlagAnswer.id)
    )
    return _grouped(
        (
            row.flag_id,
            AnswerOn(
                id=row.id,
                cause=row.cause,
                consequence=row.consequence,
                options=row.options,
                proposal=row.proposal,
                by_when=row.as_written,
                latest=row.latest,
                day=row.day,
                recorded_at=row.recorded_at,
                by_id=row.by_id,
                by=name,
            ),
        )
        for row, name in rows
    )


def _grouped(pairs: Iterable[tuple[int, Row]]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for flag_id, row in pairs:
        found[flag_id].append(row)
    return {flag_id: tuple(rows) for flag_id, rows in found.items()}
