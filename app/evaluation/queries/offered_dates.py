"""The dates that quotes offer in their timetables, as rows of the comparison in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.commissions.models import Brief
from app.commissions.planned import asked_dues, day_asked
from app.commissions.rules import ReadDue, read_dues
from app.evaluation.rules.dates import DuesLinedUp, last_day, line_up_dues
from app.formats import counted, day_in_words
from app.quotes.queries import UnpricedQuote

Said = tuple[str, Sequence[str], bool]
"""What a cell says: its words, smaller notes, and whether it is a gap."""

DateRow = tuple[str, str, Sequence[Said]]
"""What a row is about, what is to be known of it, and what each quote says."""


def offered_dates(brief: Brief, quotes: Sequence[UnpricedQuote]) -> list[DateRow]:
    """The timetables side by side; nothing where no quote has one.

    First when all of it is delivered, beside the brief's date; then line by line.
    """
    if not any(quote.timetable for quote in quotes):
        return []
    offered = [quote.dues for quote in quotes]
    asked = read_dues(asked_dues(brief), day_asked(brief))
    all_by = f"in the brief: {brief.delivery_written}" if brief.delivery_written else ""
    rows: list[DateRow] = [
        ("Last date offered", all_by, [_last(dues, brief.delivery_latest) for dues in offered])
    ]
    extra = "not named in the brief" if asked else ""
    rows += [_row(each, offered, extra) for each in line_up_dues(asked, offered)]
    return rows


def _last(dues: Sequence[ReadDue], wanted: date | None) -> Said:
    if not dues:
        return "No timetable", [], True
    last, undated = last_day(dues), sum(not due.is_dated for due in dues)
    notes = [f"{counted(undated, 'line')} without a date that could be read"] if undated else []
    if last is None:
        return "No date that could be read", notes, True
    if wanted is not None and last > wanted:
        notes.insert(0, f"{counted((last - wanted).days, 'day')} after the brief’s date")
    return day_in_words(last), notes, False


def _row(row: DuesLinedUp, offered: Sequence[Sequence[ReadDue]], extra: str) -> DateRow:
    mark = f"in the brief: {row.asked.when.raw}" if row.asked else extra
    wanted = row.asked.when.latest if row.asked else None
    said = [
        _dates(dues, wanted) if dues else ("Not named" if all_ else "No timetable", [], True)
        for dues, all_ in zip(row.cells, offered, strict=True)
    ]
    return row.words, mark, said


def _dates(dues: Sequence[ReadDue], wanted: date | None) -> Said:
    words = "\n".join(due.when.raw for due in dues)
    notes = [note for due in dues for note in _notes(due, wanted)]
    return words, notes, not any(due.is_dated for due in dues)


def _notes(due: ReadDue, wanted: date | None) -> list[str]:
    notes = [due.doubt] if due.doubt else []
    last = due.when.latest
    if due.is_dated and last is not None and wanted is not None and last > wanted:
        notes.append(f"{counted((last - wanted).days, 'day')} after the brief’s date")
    return notes
