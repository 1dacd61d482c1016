"""Keeping the group's meetings and the list of causes. Each change is an entry of its own."""

from __future__ import annotations

from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import NotFound, RuleBroken
from app.plans.models import Meeting, MeetingCorrection, SlipCause, SlipCauseChange
from app.plans.operations.rewording import demand
from app.plans.queries import CauseOn, cause_for, causes, meeting_label, meeting_on, meetings
from app.plans.rules import (
    INTERNAL_CAUSES,
    can_edit_cause,
    can_retire_cause,
    cause_key,
    same_words,
)


def add_meeting(day: date, name: str, *, by: Person | None, note: str = "") -> Meeting:
    """Put a meeting of the group on record, held or planned. Raises RuleBroken."""
    words = demand(name, "Enter the name of the meeting", "name")
    _check_is_new(day, words)
    meeting = Meeting(day=day, name=words, note=note.strip(), **_recorded(by))
    db.session.add(meeting)
    record("meeting recorded", meeting, meeting_label(words, day), by=by, after=note.strip())
    return meeting


def correct_meeting(
    meeting_id: int, *, day: date, name: str, why: str, by: Person | None, note: str = ""
) -> MeetingCorrection:
    """Say what a meeting's entry should have said; the entry itself stays. Raises RuleBroken."""
    words = demand(name, "Enter the name of the meeting", "name")
    stood = meeting_on(meeting_id, clock.today())
    if (stood.day, stood.name, stood.note) == (day, words, note.strip()):
        raise RuleBroken("This is what is on record already", "name")
    _check_is_new(day, words, but=meeting_id)
    return _correct(stood.id, day, words, note.strip(), why, by, removed=False)


def remove_meeting(meeting_id: int, why: str, *, by: Person | None) -> MeetingCorrection:
    """Say that a meeting was not held: it is offered no more, and stays on record."""
    stood = meeting_on(meeting_id, clock.today())
    return _correct(stood.id, stood.day, stood.name, stood.note, why, by, removed=True)


def _correct(
    meeting_id: int, day: date, name: str, note: str, why: str, by: Person | None, *, removed: bool
) -> MeetingCorrection:
    stood = meeting_on(meeting_id, clock.today())
    correction = MeetingCorrection(
        meeting_id=meeting_id,
        day=day,
        name=name,
        note=note,
        is_removed=removed,
        why=demand(why, "Enter why it is corrected", "why"),
        **_recorded(by),
    )
    db.session.add(correction)
    record(
        "meeting removed" if removed else "meeting corrected",
        db.session.get_one(Meeting, meeting_id),
        stood.label,
        by=by,
        before=f"{stood.label}. {stood.note}".strip(),
        after="not held" if removed else f"{meeting_label(name, day)}. {note}".strip(),
        why=correction.why,
    )
    return correction


def _check_is_new(day: date, name: str, *, but: int | None = None) -> None:
    for each in meetings(clock.today()):
        if each.id != but and each.day == day and same_words(each.name, name):
            raise RuleBroken(f"“{each.label}” is on record already", "name")


def check_meeting(meeting_id: int | None) -> int | None:
    """The meeting that a date names. Raises RuleBroken at "meeting" for one not on record."""
    if meeting_id is None:
        return None
    try:
        return meeting_on(meeting_id, clock.today()).id
    except NotFound:
        raise RuleBroken("Select a meeting from the list", "meeting") from None


def add_cause(name: str, sentence: str, *, by: Person | None) -> SlipCause:
    """Add a cause of the group's own. Raises RuleBroken."""
    words = demand(name, "Enter the name of the cause", "name")
    _check_name(words)
    cause = SlipCause(
        key=cause_key(words, {each.key for each in causes()}),
        name=words,
        sentence=sentence.strip(),
        **_recorded(by),
    )
    db.session.add(cause)
    record("cause added", cause, words, by=by, after=sentence.strip())
    return cause


def reword_cause(
    key: str, *, name: str, sentence: str, by: Person | None, why: str = ""
) -> SlipCauseChange:
    """Change what a cause is called and what drafts say of it, from today on. Raises RuleBroken."""
    stood = cause_for(key)
    if not can_edit_cause(key):
        raise RuleBroken("The tracker gives this cause itself. It cannot be changed.")
    words = demand(name, "Enter the name of the cause", "name")
    if (stood.name, stood.sentence) == (words, sentence.strip()):
        raise RuleBroken("This is how it is worded already", "name")
    _check_name(words, but=key)
    return _change(
        stood, words, sentence.strip(), "cause reworded", why, by, retired=stood.is_retired
    )


def retire_cause(key: str, *, by: Person | None, why: str = "") -> SlipCauseChange:
    """Take a cause off the list; dates that have it keep it. Raises RuleBroken."""
    stood = cause_for(key)
    if not can_retire_cause(key):
        raise RuleBroken("This cause must stay on the list.")
    if stood.is_retired:
        raise RuleBroken("This cause was taken off the list already.")
    return _change(stood, stood.name, stood.sentence, "cause retired", why, by, retired=True)


def bring_back_cause(key: str, *, by: Person | None, why: str = "") -> SlipCauseChange:
    """Put a retired cause on the list again. Raises RuleBroken."""
    stood = cause_for(key)
    if not stood.is_retired:
        raise RuleBroken("This cause is on the list.")
    return _change(stood, stood.name, stood.sentence, "cause brought back", why, by, retired=False)


def _change(
    stood: CauseOn,
    name: str,
    sentence: str,
    act: str,
    why: str,
    by: Person | None,
    *,
    retired: bool,
) -> SlipCauseChange:
    cause = db.session.query(SlipCause).filter_by(key=stood.key).one()
    change = SlipCauseChange(
        cause_id=cause.id,
        name=name,
        sentence=sentence,
        is_retired=retired,
        why=why.strip(),
        **_recorded(by),
    )
    db.session.add(change)
    record(
        act,
        cause,
        stood.name,
        by=by,
        before=f"{stood.name}: {stood.sentence}",
        after=f"{name}: {sentence}",
        why=why.strip(),
    )
    return change


def check_cause(key: str) -> str:
    """The key of a cause that a person chose. Raises RuleBroken at "cause" for any other."""
    chosen = next((each for each in causes() if each.key == key), None)
    if chosen is None or chosen.is_retired or chosen.key in INTERNAL_CAUSES:
        raise RuleBroken("Choose why the date changes", "cause")
    return chosen.key


def _check_name(name: str, *, but: str | None = None) -> None:
    for each in causes():
        if each.key != but and same_words(each.name, name):
            raise RuleBroken(f"There is a cause “{each.name}” already", "name")


def _recorded(by: Person | None) -> dict[str, object]:
    return {
        "by_id": by.id if by else None,
        "recorded_on": clock.today(),
        "recorded_at": clock.now(),
    }
