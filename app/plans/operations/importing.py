"""Taking a published page into the tracker, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.importing.parts import (
    ReadAction,
    ReadMeasure,
    ReadMilestone,
    ReadPlan,
    UnreadLine,
)
from app.plans.models import (
    Action,
    Edition,
    Measure,
    Milestone,
    Partner,
    Plan,
    ProgressEntry,
    Reading,
)
from app.plans.operations.editions import publish_edition
from app.plans.operations.milestones import agree_first
from app.plans.operations.rewording import cleaned
from app.plans.operations.writing import create_plan
from app.plans.queries import plan_of_fingerprint, plan_of_title
from app.plans.rules import LONGEST_NAME, LONGEST_PAGE_TEXT, ordinal

ALREADY = "This page has been imported already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan that a page became; `is_new` is False where it had been imported before."""

    plan: Plan
    edition: Edition | None
    is_new: bool
    sentence: str


def import_page(read: ReadPlan, day: date, *, by: Person | None) -> Imported:
    """Store what was read of a page published on `day`, and publish it as its edition.

    The page's dates are agreed "by" that day, since it tells no more. The same page a second time
    changes nothing. Raises RuleBroken for a page that cannot be stored whole.
    """
    earlier = plan_of_fingerprint(read.fingerprint)
    if earlier is not None:
        return Imported(earlier, None, False, ALREADY)
    _check(read, day)
    plan = create_plan(
        read.title,
        read.outcome,
        by=by,
        period_start=read.period.earliest if read.period else None,
        period_end=read.period.latest if read.period else None,
        category=read.category or "",
        footer=read.footer or "",
        since=day,
    )
    plan.fingerprint = read.fingerprint
    plan.unread = "\n".join(unread_words(line) for line in read.unread)
    number = read.review_number or 1
    source = read.review or f"{ordinal(number)} Review"
    for action in read.actions:
        _store_action(plan, action, day, source, by)
    record("page imported", plan, plan.title, by=by, after=counted_words(read), plan_id=plan.id)
    edition = publish_edition(plan, by=by, name=source, day=day, number=number)
    return Imported(plan, edition, True, f"Imported {counted_words(read)}.")


def counted_words(read: ReadPlan) -> str:
    """How much was read: "2 actions, 9 milestones and 7 measures"."""
    milestones = sum(len(action.milestones) for action in read.actions)
    measures = sum(len(action.measures) for action in read.actions)
    words = [
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in (
            (len(read.actions), "action"),
            (milestones, "milestone"),
            (measures, "measure"),
        )
    ]
    return f"{words[0]}, {words[1]} and {words[2]}"


def unread_words(line: UnreadLine) -> str:
    """A line that was not understood, with its number and why: "Line 21: Notes (why)"."""
    place = f"{line.place}: " if line.place else f"Line {line.line}: " if line.line else ""
    return f"{place}{line.text} ({line.why})".replace("\n", " ")


def why_not_importable(read: ReadPlan) -> str | None:
    """The sentence that refuses a page, or None. Asked by the preview and by the import."""
    if not read.actions:
        return "No numbered action was found on the page, so it cannot be imported."
    if not cleaned(read.title):
        return "The page has no title, so it cannot be imported."
    if len(read.title) > LONGEST_NAME:
        return f"The title must be {LONGEST_NAME} characters or fewer."
    if not cleaned(read.outcome):
        return "The page has no outcome statement, so it cannot be imported."
    if twice := _first_twice(action.number for action in read.actions):
        return f"The page has two actions numbered {twice}. Number them apart and try again."
    for action in read.actions:
        if twice := _first_twice(milestone.number for milestone in action.milestones):
            return (
                f"Action {action.number} has two milestones numbered {twice}. "
                "Number them apart and try again."
            )
    if any(len(text) > LONGEST_PAGE_TEXT for text in _texts(read)):
        return f"One text on the page is longer than {LONGEST_PAGE_TEXT:,} characters."
    other = plan_of_title(read.title)
    if other is not None and other.fingerprint != read.fingerprint:
        return (
            f"There is already a plan with the title “{read.title}”, and this page differs from "
            "it. Edit that plan instead; importing a later edition of a plan is not possible yet."
        )
    return None


def _check(read: ReadPlan, day: date) -> None:
    if day > clock.today():
        raise RuleBroken("The day of the edition must be today or earlier", "day")
    sentence = why_not_importable(read)
    if sentence is not None:
        raise RuleBroken(sentence)


def _texts(read: ReadPlan) -> Iterable[str]:
    yield from (read.outcome, read.category or "", read.footer or "")
    for action in read.actions:
        yield from (action.text, action.who_written, action.success, *action.progress)
        yield from (milestone.text for milestone in action.milestones)


def _first_twice(numbers: Iterable[int]) -> int | None:
    seen: set[int] = set()
    for number in numbers:
        if number in seen:
            return number
        seen.add(number)
    return None


def _store_action(plan: Plan, read: ReadAction, day: date, source: str, by: Person | None) -> None:
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
    for milestone in read.milestones:
        _store_milestone(action, milestone, day, source, by)
    for text, reported in zip_longest(read.progress, read.reported):
        entry = ProgressEntry(
            action_id=action.id,
            day=min(reported.day, day) if reported else day,
            text=cleaned(text),
            source=reported.source if reported else source,
            by_id=by.id if by else None,
            recorded_at=clock.now(),
        )
        db.session.add(entry)
    for measure in read.measures:
        _store_reading(action, measure, day, source, by)


def _store_milestone(
    action: Action, read: ReadMilestone, day: date, source: str, by: Person | None
) -> None:
    milestone = Milestone(
        number=read.number, text=cleaned(read.text), since=day, review_by=read.review_by
    )
    action.milestones.append(milestone)
    db.session.flush()
    if read.when_written:
        agree_first(milestone, read.when, day, by, "by", source)


def _store_reading(
    action: Action, read: ReadMeasure, day: date, source: str, by: Person | None
) -> None:
    name = measure_name(read)
    measure = db.session.query(Measure).filter_by(action_id=action.id, name=name).one_or_none()
    if measure is None:
        measure = Measure(
            action_id=action.id, name=name, unit=read.unit, note=read.note or "", since=day
        )
        measure.readings = []
        db.session.add(measure)
    reading = Reading(
        day=min(read.day or read.by_day or day, day),
        day_is="on" if read.day and read.day <= day else "by",
        value=read.value,
        source=source,
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    measure.readings.append(reading)
    db.session.flush()


def measure_name(read: ReadMeasure) -> str:
    """What a measure is called: "Reach (average)"."""
    name = f"{read.name[:1].upper()}{read.name[1:]}"
    return f"{name} ({read.qualifier})" if read.qualifier else name
