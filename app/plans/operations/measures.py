"""Progress entries, and measures with their readings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import day_in_words
from app.plans.models import Action, Measure, ProgressEntry, Reading
from app.plans.operations.rewording import cleaned, demand, reword
from app.plans.operations.writing import check_is_in_plan, name_of
from app.plans.rules import MOST_VALUE, figure, same_words


def add_progress(
    action: Action,
    text: str,
    day: date,
    *,
    by: Person | None,
    source: str = "",
    milestone_id: int | None = None,
    is_slippage: bool = False,
    approved_by: Person | None = None,
) -> ProgressEntry:
    """A dated paragraph of *Action Progress*. Raises RuleBroken for a day to come."""
    check_is_in_plan(action)
    _check_day(day, "The day of the progress must be today or earlier")
    entry = ProgressEntry(
        action_id=action.id,
        milestone_id=milestone_id,
        day=day,
        text=demand(text, "Enter what has progressed", "text"),
        source=cleaned(source),
        is_slippage=is_slippage,
        by_id=by.id if by else None,
        approved_by_id=approved_by.id if approved_by else None,
        recorded_at=clock.now(),
    )
    db.session.add(entry)
    record(
        "progress added", entry, name_of(action), by=by, after=entry.text, plan_id=action.plan_id
    )
    return entry


def correct_progress(
    entry: ProgressEntry, text: str, *, why: str, by: Person | None, source: str | None = None
) -> bool:
    """Correct the words of a progress entry; what stood there is kept. Raises RuleBroken."""
    action = db.session.get_one(Action, entry.action_id)
    check_is_in_plan(action)
    if entry.is_slippage:
        raise RuleBroken("This sentence was approved by another person and cannot be changed.")
    changes = {"text": demand(text, "Enter what has progressed", "text")}
    if source is not None:
        changes["source"] = cleaned(source)
    return reword(
        entry,
        changes,
        act="progress corrected",
        name=name_of(action),
        plan_id=action.plan_id,
        by=by,
        why=demand(why, "Enter why it is corrected", "why"),
    )


def add_measure(
    action: Action,
    name: str,
    *,
    by: Person | None,
    unit: str = "",
    note: str = "",
    since: date | None = None,
) -> Measure:
    """A figure to follow. Its name is used once in an action. Raises RuleBroken."""
    check_is_in_plan(action)
    kept = demand(name, "Enter the name of the measure", "name")
    _check_name_is_free(action, kept)
    measure = Measure(
        action_id=action.id,
        name=kept,
        unit=cleaned(unit),
        note=cleaned(note),
        since=since or clock.today(),
    )
    db.session.add(measure)
    record("measure added", measure, name_of(action), by=by, after=kept, plan_id=action.plan_id)
    return measure


def edit_measure(
    measure: Measure, name: str, *, by: Person | None, unit: str = "", note: str = "", why: str = ""
) -> bool:
    """Change a measure's words. Returns whether anything changed. Raises RuleBroken."""
    action = db.session.get_one(Action, measure.action_id)
    check_is_in_plan(action)
    kept = demand(name, "Enter the name of the measure", "name")
    _check_name_is_free(action, kept, but=measure)
    return reword(
        measure,
        {"name": kept, "unit": cleaned(unit), "note": cleaned(note)},
        act="measure edited",
        name=name_of(action),
        plan_id=action.plan_id,
        by=by,
        why=cleaned(why),
    )


def add_reading(
    measure: Measure,
    day: date,
    value: Decimal,
    *,
    by: Person | None,
    source: str = "",
    day_is: str = "on",
) -> Reading:
    """A reading of a measure on a day, or known by it. Raises RuleBroken."""
    action = db.session.get_one(Action, measure.action_id)
    check_is_in_plan(action)
    _check_day(day, "The day of the reading must be today or earlier")
    reading = Reading(
        measure_id=measure.id,
        day=day,
        day_is=day_is,
        value=_checked(value),
        source=cleaned(source),
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    measure.since = min(measure.since, day)
    db.session.add(reading)
    record(
        "reading added",
        reading,
        f"{name_of(action)}, {measure.name}",
        by=by,
        after=f"{figure(value)} on {day_in_words(day)}",
        plan_id=action.plan_id,
    )
    return reading


def correct_reading(reading: Reading, value: Decimal, *, why: str, by: Person | None) -> bool:
    """Correct the figure of a reading; what stood there is kept. Raises RuleBroken."""
    measure = db.session.get_one(Measure, reading.measure_id)
    action = db.session.get_one(Action, measure.action_id)
    check_is_in_plan(action)
    return reword(
        reading,
        {"value": _checked(value)},
        act="reading corrected",
        name=f"{name_of(action)}, {measure.name}",
        plan_id=action.plan_id,
        by=by,
        why=demand(why, "Enter why it is corrected", "why"),
    )


def _checked(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > MOST_VALUE:
        raise RuleBroken("The figure must be a number up to a million million", "value")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -4:
        raise RuleBroken("The figure must have 4 decimal places or fewer", "value")
    return value


def _check_day(day: date, sentence: str) -> None:
    if day > clock.today():
        raise RuleBroken(sentence, "day")


def _check_name_is_free(action: Action, name: str, but: Measure | None = None) -> None:
    others = db.session.execute(
        select(Measure.id, Measure.name).where(Measure.action_id == action.id)
    )
    if any(same_words(other, name) for other_id, other in others if not but or other_id != but.id):
        raise RuleBroken("There is already a measure with this name", "name")
