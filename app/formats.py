"""Days, instants, money and counts in words: pure functions, registered as the pages' filters."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_in_words(day: date) -> str:
    """The day as pages write it: "4 December 2013"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_in_words(day: date) -> str:
    """The day with its weekday: "Friday 15 March 2013"."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def time_in_words(moment: datetime) -> str:
    """The time of day to the minute: "9am", "5:30pm", "12 noon", "12 midnight"."""
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    if (moment.hour, moment.minute) == (0, 0):
        return "12 midnight"
    half = "am" if moment.hour < 12 else "pm"
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{half}"


def instant_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """An aware instant, to the minute, in `zone`: "12 noon on Friday 15 March 2013"."""
    local = _in_zone(instant, zone)
    return f"{time_in_words(local)} on {weekday_in_words(local.date())}"


def instant_to_the_second(instant: datetime, zone: ZoneInfo) -> str:
    """An aware instant, to the second, in `zone`: "15 March 2013 at 12:00:03 GMT"."""
    local = _in_zone(instant, zone)
    return f"{day_in_words(local.date())} at {local:%H:%M:%S} {local.tzname()}"


def pounds(pence: int) -> str:
    """Pence as pounds with thousands parted: "£10,000.00", "−£5.00"."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}.{rest:02d}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 day", "3 days", "no days", "2 companies"."""
    words = noun if abs(number) == 1 else plural or f"{noun}s"
    return f"{number:,} {words}" if number else f"no {words}"


def time_left(deadline: datetime, now: datetime) -> str:
    """How long there is until a deadline, in words: "3 days 4 hours"; else "passed"."""
    seconds = int((deadline - now).total_seconds())
    if now >= deadline:
        return "passed"
    if seconds < 60:
        return "less than a minute"
    days, hours, minutes = seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60
    parts = [(days, "day"), (hours, "hour")] if days else [(hours, "hour"), (minutes, "minute")]
    return " ".join(counted(number, noun) for number, noun in parts if number)


def lateness(days: int) -> str:
    """How late a number of days is, in words: "207 days late", "on time", "3 days early"."""
    if days == 0:
        return "on time"
    return f"{counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"


def signed_days(days: int) -> str:
    """A number of days with its sign: "+207 days", "0 days", "−3 days"."""
    sign = "+" if days > 0 else "−" if days < 0 else ""
    return f"{sign}{abs(days):,} {'day' if abs(days) == 1 else 'days'}"


def file_size(size: int) -> str:
    """A size in bytes as pages write it: "1 byte", "26 bytes", "1.5 kB", "4.0 MB"."""
    if size < 1000:
        return counted(size, "byte")
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def csv_line(cells: Iterable[str]) -> str:
    """One line of a CSV file, with what ends it. No cell is read as a formula."""
    written = StringIO()
    csv.writer(written).writerow(_harmless(cell) for cell in cells)
    return written.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet reads as words, never as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_A_FORMULA) else cell


def filters(zone: ZoneInfo) -> dict[str, Callable[..., str]]:
    """The filters for pages, by name; instants are shown in `zone`."""
    return {
        "day": day_in_words,
        "weekday": weekday_in_words,
        "instant": lambda instant: instant_in_words(instant, zone),
        "instant_exact": lambda instant: instant_to_the_second(instant, zone),
        "pounds": pounds,
        "counted": counted,
        "lateness": lateness,
        "signed_days": signed_days,
        "file_size": file_size,
    }


def _in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(zone)
