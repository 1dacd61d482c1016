"""Refused pages on record, so that whoever tries what is not theirs is seen (Annex IV (g))."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from flask import Request
from sqlalchemy import select

from app import access, clock
from app.audit.models import AuditEntry
from app.audit.operations import Subject, record
from app.database import committed, db, mark_reading

ACT = "page refused"
ONCE_IN = timedelta(hours=1)
LONGEST_PATH = 200
ROOMS_OF_QUOTES = frozenset({"quotes", "evaluation"})
"""Where also a page that is "not there" is one of somebody else's."""


def keep_refused_page(request: Request, status: int) -> None:
    """Keep that whoever is signed in asked for a page that is not for them.

    The one thing that a GET leaves behind: with its own commit, after what was refused is undone.
    """
    if request.endpoint is None or (status == 404 and request.blueprint not in ROOMS_OF_QUOTES):
        return
    asked = f"{request.method} {request.path[:LONGEST_PATH]}: {status}"
    db.session.rollback()
    mark_reading(False)
    with committed():
        record_refusal(access.person(), asked)


def record_refusal(by: access.Person, asked: str) -> None:
    """An entry of a refused page. The same again within an hour is on record already."""
    is_known = db.session.scalar(
        select(AuditEntry.id).where(
            AuditEntry.actor_id == by.id,
            AuditEntry.act == ACT,
            AuditEntry.why == asked,
            AuditEntry.at > clock.real_now() - ONCE_IN,
        )
    )
    if is_known is None:
        record(ACT, cast(Subject, by), by.name, by=by, why=asked)
