"""Times in which something of ours did not work, and the deadlines that they were near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select

from app import clock
from app.commissions.models import Brief, Commission
from app.commissions.rules import Stage, stage_on
from app.database import db
from app.formats import counted, instant_in_words
from app.health.models import Heartbeat, Outage, ScannerRefusal
from app.health.rules import Failure, Watched, is_outage, near
from app.scanning import Verdict

_OURS = (Verdict.DOWN, Verdict.SLOW)
"""Refusals that say nothing against the file."""
_SHOWN = 50


@dataclass(frozen=True)
class OutageLine:
    """One outage as it is shown, in real time; `is_over` is False while it lasts."""

    what: Watched
    began_at: datetime
    ended_at: datetime
    is_over: bool = True


@dataclass(frozen=True)
class Suggested:
    """Why a deadline should perhaps be extended: what companies would be told."""

    reason: str


@dataclass(frozen=True)
class Suggestion:
    """The same of one commission."""

    reference: str
    title: str
    deadline: datetime
    reason: str


def outages() -> list[OutageLine]:
    """The outages, the newest first, with those that still last; at most 50 that are over."""
    over = db.session.scalars(select(Outage).order_by(Outage.ended_at.desc()).limit(_SHOWN))
    now = clock.real_now()
    lasting = [
        OutageLine(what, began_at, now, is_over=False) for what, began_at in _silent_since(now)
    ]
    return [*lasting, *(OutageLine(each.what, each.began_at, each.ended_at) for each in over)]


def is_watched(what: Watched) -> datetime | None:
    """When something that is watched gave its last sign of life (real time); None: never."""
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.what == what))


def refusals_lately(days: int) -> dict[Verdict, int]:
    """How many files the scanner kept out in so many days, and why."""
    since = clock.real_now() - timedelta(days=days)
    rows = db.session.execute(
        select(ScannerRefusal.verdict, func.count(ScannerRefusal.id))
        .where(ScannerRefusal.at > since)
        .group_by(ScannerRefusal.verdict)
    )
    return {row[0]: row[1] for row in rows}


def suggestions() -> list[Suggestion]:
    """Every commission that is open for quotes and whose deadline should perhaps be extended."""
    now = clock.now()
    rows = db.session.scalars(
        select(Commission).where(Commission.quote_deadline > now).order_by(Commission.reference)
    ).all()
    issued = [each for each in rows if stage_on(each.facts, now) is Stage.ISSUED]
    found = suggested_for(issued)
    return [
        Suggestion(each.reference, each.title, each.quote_deadline, found[each.id].reason)
        for each in issued
        if each.id in found and each.quote_deadline is not None
    ]


def suggested_for(commissions: Sequence[Commission]) -> dict[int, Suggested]:
    """For which of these commissions, open for quotes now, an extension is suggested, by id.

    Four statements at most, none for no commission.
    """
    deadlines = {each.id: each.quote_deadline for each in commissions if each.quote_deadline}
    if not deadlines:
        return {}
    hours: int = current_app.config["OUTAGE_HOURS"]
    since = min(deadlines.values()) - timedelta(hours=hours)
    failures = [*_over_since(since), *_lasting(), *_refused_since(since)]
    if not failures:
        return {}
    set_at = _set_at(list(deadlines))
    found = {
        key: near(failures, deadline, hours, set_at.get(key)) for key, deadline in deadlines.items()
    }
    return {key: Suggested(_reason(those)) for key, those in found.items() if those}


def _over_since(since: datetime) -> list[Failure]:
    rows = db.session.scalars(select(Outage).where(Outage.calendar_ended_at > since))
    return [Failure(each.what, each.calendar_began_at, each.calendar_ended_at) for each in rows]


def _silent_since(now: datetime) -> list[tuple[Watched, datetime]]:
    """What does not answer while the watch itself runs. The service does: it is being asked."""
    beats = {each.what: each.at for each in db.session.scalars(select(Heartbeat))}
    service, scanner = beats.get(Watched.SERVICE), beats.get(Watched.SCANNER)
    if service is None or scanner is None or is_outage(service, now):
        return []
    return [(Watched.SCANNER, scanner)] if is_outage(scanner, now) else []


def _lasting() -> list[Failure]:
    now = clock.real_now()
    ahead = clock.now() - now
    return [Failure(what, began + ahead, now + ahead) for what, began in _silent_since(now)]


def _refused_since(since: datetime) -> list[Failure]:
    """The files that were refused because the scanner did not answer, as one failure a day."""
    times = db.session.scalars(
        select(ScannerRefusal.calendar_at)
        .where(ScannerRefusal.calendar_at > since, ScannerRefusal.verdict.in_(_OURS))
        .order_by(ScannerRefusal.calendar_at)
    )
    days: dict[object, list[datetime]] = {}
    for at in times:
        days.setdefault(clock.day_of(at), []).append(at)
    return [Failure(Watched.SCANNER, each[0], each[-1], len(each)) for each in days.values()]


def _set_at(ids: Sequence[int]) -> dict[int, datetime]:
    """When each commission's deadline of now was set, on the group's calendar."""
    rows = db.session.execute(
        select(Brief.commission_id, func.min(Brief.issued_at))
        .join(Commission, Commission.id == Brief.commission_id)
        .where(
            Brief.commission_id.in_(ids),
            Brief.issued_at.is_not(None),
            Brief.quote_deadline == Commission.quote_deadline,
        )
        .group_by(Brief.commission_id)
    )
    return {key: at for key, at in rows if at is not None}


def _reason(failures: Sequence[Failure]) -> str:
    return " ".join(_sentence(each) for each in failures)


def _sentence(failure: Failure) -> str:
    """What companies would be told of one failure."""
    zone = clock.zone()
    began = instant_in_words(failure.began_at, zone)
    if failure.files_refused:
        files = counted(failure.files_refused, "file")
        were = "was" if failure.files_refused == 1 else "were"
        return f"From {began} on, {files} {were} not accepted, since our virus scanner failed."
    times = f"from {began} to {instant_in_words(failure.ended_at, zone)}"
    if failure.what is Watched.SCANNER:
        return f"Our virus scanner did not work {times}, so files could not be added."
    return f"Our service could perhaps not be reached {times}."
