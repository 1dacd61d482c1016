"""Telling what happened on earlier days: the group's calendar stands on each of them in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from flask import current_app

from app import clock

STANDS_AT = date(2013, 12, 4)
"""The day of the 1st Review, at which the demonstration's calendar stands."""


@contextmanager
def on(year: int, month: int, day: int) -> Iterator[None]:
    """Whatever is done inside happens on this day of the group's calendar."""
    kept = current_app.extensions["pinned_day"]
    current_app.extensions["pinned_day"] = lambda: date(year, month, day)
    clock.forget_pinned_day()
    try:
        yield
    finally:
        current_app.extensions["pinned_day"] = kept
        clock.forget_pinned_day()


def noon(year: int, month: int, day: int) -> datetime:
    """12 noon on a day in the group's time zone: the usual deadline."""
    return datetime.combine(date(year, month, day), time(12), tzinfo=clock.zone())
