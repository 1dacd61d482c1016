"""Putting signs of life on record, the times without one, and what the scanner kept out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, select

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.database import db
from app.formats import instant_in_words
from app.health.models import Heartbeat, Outage, ScannerRefusal
from app.health.rules import Watched, is_outage
from app.scanning import Verdict


def beat(answers: Mapping[Watched, bool]) -> list[Outage]:
    """Put on record what gave a sign of life now; the outages that have ended with it.

    `answers` says of each thing that is watched whether it answered. What is not in it is not
    watched any more, and its silence is no outage.
    """
    db.session.execute(delete(Heartbeat).where(Heartbeat.what.not_in(list(answers))))
    last = {each.what: each for each in db.session.scalars(select(Heartbeat))}
    now, ended = clock.real_now(), list[Outage]()
    for what in (each for each, answered in answers.items() if answered):
        if what not in last:
            db.session.add(Heartbeat(what=what, at=now))
            continue
        if is_outage(last[what].at, now):
            ended.append(_record_outage(what, last[what].at, now))
        last[what].at = now
    return ended


def record_refusals(verdicts: Iterable[Verdict], *, by: Person | None) -> None:
    """Keep that the scanner kept files out, so that officers learn of it. Not the files' names."""
    for verdict in verdicts:
        row = ScannerRefusal(
            at=clock.real_now(),
            calendar_at=clock.now(),
            verdict=verdict,
            by_id=by.id if by else None,
        )
        db.session.add(row)
        audit.record("file refused", row, "a file that was sent", by=by, why=verdict.value)


def _record_outage(what: Watched, began_at: datetime, ended_at: datetime) -> Outage:
    ahead = clock.now() - clock.real_now()
    outage = Outage(
        what=what,
        began_at=began_at,
        ended_at=ended_at,
        calendar_began_at=began_at + ahead,
        calendar_ended_at=ended_at + ahead,
    )
    db.session.add(outage)
    words = " to ".join(instant_in_words(each, clock.zone()) for each in (began_at, ended_at))
    audit.record("outage noticed", outage, what.value, by=None, after=f"No answer from {words}")
    return outage
