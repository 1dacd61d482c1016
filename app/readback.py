"""Dates typed as words are shown back before they are kept: one way for every form.

A form that asks for such a date has a hidden field `confirmed`. The first time it is sent, the
page components/check_date.html says what was understood, and carries every answer along; the words
count once they come back as `confirmed`. "Change" brings the form again, with all that was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.when import When, further_note, said_back

CHANGE = "change"
_CARRIED_BY_THE_PAGE = frozenset({"csrf_token", "confirmed", CHANGE, "as_one", "proposed"})


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a page says of words that were read as a date.

    `kept` are the other answers of the form, by name. `asks_review_by` where the words have no
    date and no day to review them by was given: the page then asks for it.
    """

    written: str
    said: str
    note: str
    is_read: bool
    asks_review_by: bool
    kept: tuple[tuple[str, str], ...]


def is_confirmed(form: Any, field: str = "when") -> bool:
    """Whether the words of the date are those that were shown back."""
    words = (form[field].data or "").strip()
    return bool(words) and (form.confirmed.data or "").strip() == words


def read_back(form: Any, when: When, posted: Iterable[tuple[str, str]]) -> ReadBack:
    """What was understood of a form's date. `posted` are the names and values that were sent."""
    asks = not when.is_dated and "review_by" in form and form.review_by.data is None
    kept = tuple(
        (name, value)
        for name, value in posted
        if name not in _CARRIED_BY_THE_PAGE and not (asks and name.startswith("review_by-"))
    )
    return ReadBack(when.raw, said_back(when), further_note(when), when.is_read, asks, kept)
