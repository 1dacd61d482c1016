"""The group's meetings, and the causes for which a date moves, as they stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.errors import NotFound
from app.formats import day_in_words
from app.plans.models import Meeting, MeetingCorrection, SlipCause, SlipCauseChange
from app.plans.rules import INTERNAL_CAUSES, can_edit_cause, can_retire_cause


@dataclass(frozen=True, slots=True)
class MeetingOn:
    """A meeting of the group, as its entry stood on a day."""

    id: int
    day: date
    name: str
    note: str = ""

    @property
    def label(self) -> str:
        """The meeting as lists and histories name it: "Area forum, 4 December 2013"."""
        return meeting_label(self.name, self.day)


@dataclass(frozen=True, slots=True)
class CauseOn:
    """A cause for which a date moves. `sentence` stands in drafts; it may be empty."""

    key: str
    name: str
    sentence: str
    is_retired: bool
    is_built_in: bool = True

    @property
    def can_edit(self) -> bool:
        """Whether its words may be changed."""
        return can_edit_cause(self.key)

    @property
    def can_retire(self) -> bool:
        """Whether it may be taken off the list."""
        return can_retire_cause(self.key) and not self.is_retired


def meeting_label(name: str, day: date) -> str:
    """A meeting by its name and day."""
    return f"{name}, {day_in_words(day)}"


def named_meetings(on: date) -> Subquery:
    """Every meeting (id, day, name, note, is_removed) as its newest entry by a day has it."""
    entry = aliased(MeetingCorrection)
    newest = (
        select(func.max(entry.id))
        .where(entry.meeting_id == Meeting.id, entry.recorded_on <= on)
        .correlate(Meeting)
        .scalar_subquery()
    )
    return (
        select(
            Meeting.id,
            Meeting.recorded_on,
            func.coalesce(MeetingCorrection.day, Meeting.day).label("day"),
            func.coalesce(MeetingCorrection.name, Meeting.name).label("name"),
            func.coalesce(MeetingCorrection.note, Meeting.note).label("note"),
            func.coalesce(MeetingCorrection.is_removed, False).label("is_removed"),
        )
        .outerjoin(MeetingCorrection, MeetingCorrection.id == newest)
        .subquery("named_meeting")
    )


def meetings(on: date) -> list[MeetingOn]:
    """The group's meetings that had been held by a day, or were planned by then; newest first."""
    named = named_meetings(on)
    rows = db.session.execute(
        select(named)
        .where(~named.c.is_removed, (named.c.day <= on) | (named.c.recorded_on <= on))
        .order_by(named.c.day.desc(), named.c.id.desc())
    )
    return [MeetingOn(row.id, row.day, row.name, row.note) for row in rows]


def meeting_on(meeting_id: int, on: date) -> MeetingOn:
    """One meeting as its entry stood on a day. Raises NotFound."""
    found = next((each for each in meetings(on) if each.id == meeting_id), None)
    if found is None:
        raise NotFound
    return found


def meeting_choices(on: date) -> list[tuple[str, str]]:
    """The meetings that a form offers, and none."""
    return [("", "No meeting"), *((str(each.id), each.label) for each in meetings(on))]


def named_causes(on: date | None = None) -> Subquery:
    """Every cause (id, key, name, sentence, is_retired, is_built_in) as on a day, or as now."""
    entry = aliased(SlipCauseChange)
    counted = entry.cause_id == SlipCause.id
    if on is not None:
        counted = and_(counted, entry.recorded_on <= on)
    newest = select(func.max(entry.id)).where(counted).correlate(SlipCause).scalar_subquery()
    return (
        select(
            SlipCause.id,
            SlipCause.key,
            SlipCause.is_built_in,
            func.coalesce(SlipCauseChange.name, SlipCause.name).label("name"),
            func.coalesce(SlipCauseChange.sentence, SlipCause.sentence).label("sentence"),
            func.coalesce(SlipCauseChange.is_retired, False).label("is_retired"),
        )
        .outerjoin(SlipCauseChange, SlipCauseChange.id == newest)
        .subquery("named_cause")
    )


def causes(on: date | None = None) -> list[CauseOn]:
    """Every cause in its words on a day (now), retired ones too, in the order of the list."""
    named = named_causes(on)
    return [
        CauseOn(row.key, row.name, row.sentence, bool(row.is_retired), row.is_built_in)
        for row in db.session.execute(select(named).order_by(named.c.id))
    ]


def cause_for(key: str) -> CauseOn:
    """One cause as it stands now. Raises NotFound."""
    found = next((each for each in causes() if each.key == key), None)
    if found is None:
        raise NotFound
    return found


def cause_sentences(on: date) -> dict[str, str]:
    """What a draft says of each cause, by its key, in the words of a day."""
    return {each.key: each.sentence for each in causes(on)}


def cause_choices() -> list[tuple[str, str]]:
    """The causes that a form offers."""
    return [
        (each.key, each.name[:1].upper() + each.name[1:])
        for each in causes()
        if not each.is_retired and each.key not in INTERNAL_CAUSES
    ]
