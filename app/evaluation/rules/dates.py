"""Timetables of several quotes lined up like for like: by their words, never by a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.commissions.rules import ReadDue
from app.quotes.rules import same_words


@dataclass(frozen=True, slots=True)
class DuesLinedUp:
    """One row: what is delivered, the date the brief asks for, and each quote's lines for it.

    Nothing for a quote is a gap; a quote that names the same words twice has both lines.
    """

    words: str
    asked: ReadDue | None
    cells: tuple[tuple[ReadDue, ...], ...]


def line_up_dues(
    asked: Sequence[ReadDue], quotes: Sequence[Sequence[ReadDue]]
) -> list[DuesLinedUp]:
    """What the brief asks for in its order, then what quotes offer beside it as it appears.

    Lines are the same where their letters and digits are, whatever their case.
    """
    named: dict[str, str] = {}
    for due in [*asked, *(due for dues in quotes for due in dues)]:
        named.setdefault(same_words(due.title), due.title)
    wanted = {same_words(due.title): due for due in asked}
    cells: dict[str, list[list[ReadDue]]] = {key: [[] for _ in quotes] for key in named}
    for place, dues in enumerate(quotes):
        for due in dues:
            cells[same_words(due.title)][place].append(due)
    return [
        DuesLinedUp(words, wanted.get(key), tuple(tuple(dues) for dues in cells[key]))
        for key, words in named.items()
    ]


def last_day(dues: Sequence[ReadDue]) -> date | None:
    """The last day of all that can be read; None where nothing can."""
    days = [due.when.latest for due in dues if due.is_dated and due.when.latest is not None]
    return max(days, default=None)
