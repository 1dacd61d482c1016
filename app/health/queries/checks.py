"""Each part of the service: whether it works now, as far as can be told by looking."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from app import clock, scanning
from app.audit.queries import head, last_instant
from app.database import db, sqlite_version
from app.formats import counted, day_in_words, file_size, instant_in_words, instant_to_the_second
from app.health.models import Heartbeat
from app.health.queries.outages import refusals_lately
from app.health.rules import Standing, Watched, is_outage
from app.mail import ATTEMPTS, OutboxMail
from app.scanning import Verdict

_DAYS = 7
_LEAST_FREE = 1_000_000_000
_FILES_OF_ROOM = 10
_LOOK_WAITING = 20


@dataclass(frozen=True)
class Check:
    """One part: its name, how it stands, and what there is to say of it."""

    part: str
    standing: Standing
    words: str


def answers_now() -> bool:
    """Whether the database answers and files can be kept: what a monitor asks."""
    try:
        head()
    except SQLAlchemyError:
        return False
    return _can_write(current_app.config["UPLOAD_FOLDER"])


def checks() -> list[Check]:
    """Every part, in the order of the page."""
    parts: tuple[Callable[[], Check], ...] = (
        _database,
        _uploads,
        _memory,
        _scanner,
        _mail,
        _clock,
        _position,
        _watch,
    )
    return [each() for each in parts]


def _database() -> Check:
    entries = head().number
    words = f"{sqlite_version(db.engine)}; {counted(entries, 'entry', 'entries')} in the audit."
    return Check("Database", Standing.WORKS, words)


def _uploads() -> Check:
    folder: Path = current_app.config["UPLOAD_FOLDER"]
    if not _can_write(folder):
        return Check("Files", Standing.FAILS, "The folder of uploads cannot be written to.")
    free = shutil.disk_usage(_there(folder)).free
    largest: int = current_app.config["MAX_FILE_BYTES"]
    is_tight = free < max(_LEAST_FREE, _FILES_OF_ROOM * largest)
    words = f"{_gigabytes(free)} free on the disk of the uploads."
    return Check("Files", Standing.LOOK if is_tight else Standing.WORKS, words)


def _memory() -> Check:
    folder: Path = current_app.config["MEMORY_FOLDER"]
    if not _can_write(folder):
        words = "The folder in memory cannot be written to: no quote can be begun."
        return Check("Keys of drafts", Standing.FAILS, words)
    uploads: Path = current_app.config["UPLOAD_FOLDER"]
    free = file_size(shutil.disk_usage(_there(folder)).free)
    if _there(folder).stat().st_dev == _there(uploads).stat().st_dev:
        words = "They lie on the same disk as the records: a copy of it can be read with them."
        return Check("Keys of drafts", Standing.LOOK, words)
    return Check("Keys of drafts", Standing.WORKS, f"Apart from the records; {free} free there.")


def _scanner() -> Check:
    part, address = "Virus scanner", str(current_app.config["CLAMD"])
    if not address:
        words = "There is no scanner: files are not scanned for viruses."
        return Check(part, Standing.LOOK, words)
    found = refusals_lately(_DAYS)
    said = "; ".join(
        f"{_counted_files(found[each])}: {each.value}" for each in Verdict if each in found
    )
    kept_out = f" In the last {_DAYS} days it kept out {said}." if said else ""
    told = scanning.version(address)
    if not told:
        words = f"It does not answer: no file can be added.{kept_out}"
        return Check(part, Standing.FAILS, words)
    name, _, signatures = told.partition("/")
    dated = f", signatures of {signatures.partition('/')[2]}" if "/" in signatures else ""
    failed = found.keys() & {Verdict.DOWN, Verdict.SLOW, Verdict.LIMIT}
    return Check(part, Standing.LOOK if failed else Standing.WORKS, f"{name}{dated}.{kept_out}")


def _mail() -> Check:
    waiting, given_up, oldest = db.session.execute(
        select(
            func.count().filter(OutboxMail.attempts < ATTEMPTS),
            func.count().filter(OutboxMail.attempts >= ATTEMPTS),
            func.min(OutboxMail.written_at),
        ).where(OutboxMail.sent_at.is_(None))
    ).one()
    if given_up:
        words = f"{counted(given_up, 'mail')} could not be sent and will not be tried again."
        return Check("Mail", Standing.FAILS, words)
    if not waiting:
        return Check("Mail", Standing.WORKS, "No mail waits.")
    words = f"{counted(waiting, 'mail')} waiting, the oldest since {_moment(oldest)}."
    return Check("Mail", Standing.LOOK if waiting >= _LOOK_WAITING else Standing.WORKS, words)


def _clock() -> Check:
    now, last = clock.real_now(), last_instant()
    shown = instant_to_the_second(now, clock.zone())
    if last is not None and now < last:
        words = f"{shown}: it stands before the last entry of the audit. No quotes can be opened."
        return Check("Clock", Standing.FAILS, words)
    return Check("Clock", Standing.WORKS, f"{shown}.")


def _position() -> Check:
    table: Table = db.metadata.tables["position_check"]
    day = db.session.scalar(select(func.max(table.c.day)))
    if day is None:
        words = "It was never done. Set its timer: “flask position check” every morning."
        return Check("Daily check of the position", Standing.LOOK, words)
    behind = (clock.today() - day).days
    standing = Standing.LOOK if behind > 1 else Standing.WORKS
    return Check("Daily check of the position", standing, f"Last as of {day_in_words(day)}.")


def _watch() -> Check:
    part = "Watch for outages"
    last = db.session.scalar(select(Heartbeat.at).where(Heartbeat.what == Watched.SERVICE))
    if last is None:
        words = "No watch is kept. Set its timer: “flask health beat” every minute."
        return Check(part, Standing.LOOK, words)
    words = f"Last sign of life at {_moment(last)}."
    if is_outage(last, clock.real_now()):
        return Check(part, Standing.LOOK, f"{words} Look whether its timer runs.")
    return Check(part, Standing.WORKS, words)


def _counted_files(number: int) -> str:
    return counted(number, "file")


def _gigabytes(size: int) -> str:
    return f"{size / 1_000_000_000:.1f} GB"


def _moment(instant: datetime) -> str:
    return instant_in_words(instant, clock.zone())


def _there(folder: Path) -> Path:
    """The folder, or where it will be made."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _can_write(folder: Path) -> bool:
    return os.access(_there(folder), os.W_OK | os.X_OK)
