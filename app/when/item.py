"""What the grammar hands on: one date or undated phrase of a cell, not yet turned into days."""

from __future__ import annotations

from dataclasses import dataclass

from app.when.periods import Period


@dataclass(frozen=True, slots=True)
class Item:
    """One date of a cell. `start` and `end` are its place in the words as written.

    `frame` says how the period bounds the days: in, during, by, before, from, after, until or
    not before. `joined` is the mark or word between two periods. `condition` and `label` are
    the places of their own words; a free label is one that no table knows.
    """

    start: int = 0
    end: int = 0
    frame: str = "in"
    first: Period | None = None
    last: Period | None = None
    joined: str = ""
    marks: frozenset[str] = frozenset()
    event: str = ""
    rate: str = ""
    undated: str = ""
    condition: tuple[int, int] | None = None
    label: tuple[int, int] | None = None
    is_freely_labelled: bool = False
    join: str = ""

    @property
    def is_bare(self) -> bool:
        """True for a period alone, with no preposition, range or afterthought."""
        return (
            self.frame == "in"
            and self.first is not None
            and self.last is None
            and not (self.marks or self.event or self.rate or self.condition)
        )
