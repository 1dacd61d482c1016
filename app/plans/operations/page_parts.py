"""The parts of a page as rows: actions, milestones, paragraphs of progress, readings."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.formats import day_in_words
from app.plans.importing.parts import ReadAction, ReadMeasure, ReadMilestone
from app.plans.models import Action, Measure, Met, Milestone, Partner, Plan, ProgressEntry, Reading
from app.plans.operations.rewording import cleaned


def new_action(plan: Plan, read: ReadAction, day: date) -> Action:
    """An action that a page of a day names, without its milestones."""
    action = Action(
        plan_id=plan.id,
        number=read.number,
        text=cleaned(read.text),
        who_written=cleaned(read.who_written),
        who_note=read.who_note or "",
        success=cleaned(read.success),
        since=day,
    )
    action.partners = [Partner(position=at, name=name) for at, name in enumerate(read.partners, 1)]
    plan.actions.append(action)
    db.session.flush()
    return action


def new_milestone(action: Action, read: ReadMilestone, day: date) -> Milestone:
    """A milestone that a page of a day names, without its dates."""
    milestone = Milestone(
        number=read.number, text=cleaned(read.text), since=day, review_by=read.review_by
    )
    action.milestones.append(milestone)
    db.session.flush()
    return milestone


def met_as_published(
    milestone: Milestone, read: ReadMilestone, day: date, source: str, by: Person | None
) -> None:
    """That it was met: on the day that the page gives, else by the day of the edition."""
    on = read.met_on if read.met_on and read.met_on <= day else day
    note = f"The {source} says “{read.state or 'met'}”"
    if read.met_on is None:
        note += f". The day is not told: it had been met by {day_in_words(day)}"
    met = Met(
        milestone_id=milestone.id,
        met_on=on,
        day=day,
        note=note,
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(met)
    record(
        "milestone met",
        milestone,
        f"Action {milestone.action.number}, milestone {milestone.number}",
        by=by,
        after=day_in_words(on),
        why=note,
        plan_id=milestone.action.plan_id,
    )


def store_progress(
    action: Action, read: ReadAction, day: date, source: str, by: Person | None
) -> None:
    """The paragraphs that an earlier page of the plan did not have already.

    Each has the day and the source that the page itself gives it, else those of the edition.
    """
    asked = db.session.query(ProgressEntry.text).filter_by(action_id=action.id)
    known = {text for (text,) in asked}
    for written, reported in zip_longest(read.progress, read.reported):
        text = cleaned(written)
        if text in known:
            continue
        known.add(text)
        entry = ProgressEntry(
            action_id=action.id,
            day=min(reported.day, day) if reported else day,
            text=text,
            source=reported.source if reported else source,
            by_id=by.id if by else None,
            recorded_at=clock.now(),
        )
        db.session.add(entry)


def store_reading(
    action: Action, read: ReadMeasure, day: date, source: str, by: Person | None
) -> None:
    """A figure of a page, unless an earlier page gave the same: then it says nothing new."""
    name = measure_name(read)
    measure = db.session.query(Measure).filter_by(action_id=action.id, name=name).one_or_none()
    if measure is None:
        measure = Measure(
            action_id=action.id, name=name, unit=read.unit, note=read.note or "", since=day
        )
        measure.readings = []
        db.session.add(measure)
    on = min(read.day or read.by_day or day, day)
    if any(_is_the_same(each, read, on) for each in measure.readings if each.day < day):
        return
    reading = Reading(
        day=on,
        day_is="on" if read.day and read.day <= day else "by",
        value=read.value,
        source=source,
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    measure.readings.append(reading)
    db.session.flush()


def _is_the_same(reading: Reading, read: ReadMeasure, on: date) -> bool:
    return reading.value == read.value and (read.day is None or reading.day == on)


def measure_name(read: ReadMeasure) -> str:
    """What a measure is called: "Reach (average)"."""
    name = f"{read.name[:1].upper()}{read.name[1:]}"
    return f"{name} ({read.qualifier})" if read.qualifier else name
