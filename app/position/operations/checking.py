"""The check of the position as of one day: raises flags, notes their changes, closes them.

Run twice, or twice at once, it does the same once: a day is checked by one at a time, and the
database holds one flag for one cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select, text

from app import clock
from app.audit.operations import record
from app.database import db
from app.plans.models import Milestone
from app.position.models import Flag, FlagEvent, FlagOwner, PositionCheck
from app.position.queries.flags import last_check
from app.position.queries.watching import Subject, carried_or_cancelled, subjects_on
from app.position.rules import Finding, FlagAct, why_closed

FURTHEST_BACK = 400
"""Days: a check that comes later than this begins here."""
_ONE_AT_A_TIME = 7_301_014


@dataclass
class Checked:
    """What the check wrote of flags, by their ids."""

    raised: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)

    def add(self, other: Checked) -> None:
        """With what another day's check wrote."""
        for act in ("raised", "changed", "closed", "reopened"):
            getattr(self, act).extend(getattr(other, act))


def days_to_check(on: date) -> list[date]:
    """The days since the last check, and the day itself; none where a later day was checked."""
    last = last_check()
    if last is not None and last > on:
        return []
    since = db.session.scalar(select(func.min(Milestone.since)))
    begin = last + timedelta(days=1) if last else since or on
    first = min(on, max(begin, on - timedelta(days=FURTHEST_BACK)))
    return [first + timedelta(days=n) for n in range((on - first).days + 1)]


def check_flags(on: date) -> Checked:
    """Raise, change and close the flags as of a day. Nothing where a later day was checked."""
    wait_for_turn()
    checked = Checked()
    last = last_check()
    if last is not None and last > on:
        return checked
    found = subjects_on(on)
    flags = _flags_by_subject()
    newest = _newest_events()
    for subject in found:
        _write(subject, flags.pop(subject.key, []), newest, checked, on)
    _close_the_others(flags, newest, checked, on)
    db.session.add(PositionCheck(day=on, recorded_at=clock.real_now()))
    db.session.flush()
    return checked


def wait_for_turn() -> None:
    """Hold off every other check until this transaction ends. SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        db.session.execute(lock, {"number": _ONE_AT_A_TIME})


def _flags_by_subject() -> dict[tuple[int, int | None], list[Flag]]:
    found: dict[tuple[int, int | None], list[Flag]] = defaultdict(list)
    for flag in db.session.scalars(select(Flag).order_by(Flag.id)):
        found[flag.milestone_id, flag.deliverable_id].append(flag)
    return found


def _newest_events() -> dict[int, FlagEvent]:
    events = db.session.scalars(select(FlagEvent).order_by(FlagEvent.flag_id, FlagEvent.number))
    return {event.flag_id: event for event in events}


def _write(
    subject: Subject,
    flags: Sequence[Flag],
    newest: Mapping[int, FlagEvent],
    checked: Checked,
    on: date,
) -> None:
    """Hold what was found of one subject against its flags."""
    held: set[int] = set()
    for finding in subject.found:
        flag = _flag_of(finding, flags)
        if flag is None:
            if finding.is_raised:
                checked.raised.append(_raise(subject, finding, on).id)
            continue
        held.add(flag.id)
        last = newest[flag.id]
        if last.act is FlagAct.CLOSED:
            if finding.is_raised:
                _note(FlagAct.REOPENED, flag, last, subject, finding, on)
                checked.reopened.append(flag.id)
        elif last.degree != finding.degree:
            _note(FlagAct.CHANGED, flag, last, subject, finding, on)
            checked.changed.append(flag.id)
    for flag in flags:
        if flag.id not in held and newest[flag.id].act is not FlagAct.CLOSED:
            why = why_closed(flag.kind, flag.cause, subject.watched, subject.found, on)
            _close(flag, newest[flag.id], why, subject, on)
            checked.closed.append(flag.id)


def _flag_of(finding: Finding, flags: Sequence[Flag]) -> Flag | None:
    """The flag that one of the finding's causes has made."""
    return next(
        (
            flag
            for cause in finding.causes
            for flag in flags
            if flag.kind is finding.kind and flag.cause == cause
        ),
        None,
    )


def _raise(subject: Subject, finding: Finding, on: date) -> Flag:
    flag = Flag(
        milestone_id=subject.milestone_id,
        deliverable_id=subject.deliverable_id,
        kind=finding.kind,
        cause=finding.causes[0],
        raised_on=on,
    )
    db.session.add(flag)
    db.session.flush()
    words = subject.words(finding.kind)
    db.session.add(_event(flag, 1, FlagAct.RAISED, finding.degree, words, on))
    if subject.owner_id is not None:
        db.session.add(
            FlagOwner(
                flag_id=flag.id,
                person_id=subject.owner_id,
                day=on,
                recorded_at=clock.real_now(),
                by_id=None,
            )
        )
    _record("flag raised", flag, subject, after=words)
    return flag


def _note(
    act: FlagAct, flag: Flag, last: FlagEvent, subject: Subject, finding: Finding, on: date
) -> None:
    words = subject.words(finding.kind)
    db.session.add(_event(flag, last.number + 1, act, finding.degree, words, on))
    _record(f"flag {act}", flag, subject, before=last.degree, after=finding.degree)


def _close(flag: Flag, last: FlagEvent, why: str, subject: Subject | None, on: date) -> None:
    db.session.add(_event(flag, last.number + 1, FlagAct.CLOSED, last.degree, why, on))
    _record("flag closed", flag, subject, before=last.degree, why=why)


def _close_the_others(
    flags: Mapping[tuple[int, int | None], Sequence[Flag]],
    newest: Mapping[int, FlagEvent],
    checked: Checked,
    on: date,
) -> None:
    """Close the flags of what is not there any more, with the reason."""
    left = [
        flag
        for of_one in flags.values()
        for flag in of_one
        if newest[flag.id].act is not FlagAct.CLOSED
    ]
    if not left:
        return
    why = carried_or_cancelled([f.deliverable_id for f in left if f.deliverable_id], on)
    for flag in left:
        reason = why.get(flag.deliverable_id or 0, "It is no longer in the plan.")
        _close(flag, newest[flag.id], reason, None, on)
        checked.closed.append(flag.id)


def _event(flag: Flag, number: int, act: FlagAct, degree: str, words: str, on: date) -> FlagEvent:
    return FlagEvent(
        flag_id=flag.id,
        number=number,
        act=act,
        degree=degree,
        words=words,
        day=on,
        recorded_at=clock.real_now(),
    )


def _record(
    act: str,
    flag: Flag,
    subject: Subject | None,
    *,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    record(
        act,
        flag,
        f"{subject.name} ({flag.kind})" if subject else f"Flag {flag.id} ({flag.kind})",
        by=None,
        before=before,
        after=after,
        why=why,
        plan_id=subject.plan_id if subject else None,
        commission_id=subject.commission_id if subject else None,
    )
