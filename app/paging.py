"""Long lists in pages of fifty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_SIZE = 50
LAST_PAGE = 1_000_000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page of a list, which page it is (from 1), and how many rows there are."""

    rows: Sequence[Row]
    number: int
    total: int

    @property
    def first(self) -> int:
        """The place in the list of this page's first row, from 1; 0 where it has none."""
        return offset_of(self.number) + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place in the list of this page's last row."""
        return offset_of(self.number) + len(self.rows)

    @property
    def previous(self) -> int | None:
        """The number of the page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after this one."""
        return self.number + 1 if self.last < self.total and self.rows else None


def page_number(asked: str | None) -> int:
    """The page that an address asks for: 1 where it asks for none or for nonsense."""
    digits = asked or ""
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 7:
        return 1
    return min(max(int(digits), 1), LAST_PAGE)


def offset_of(number: int) -> int:
    """How many rows come before a page."""
    return (number - 1) * PAGE_SIZE
