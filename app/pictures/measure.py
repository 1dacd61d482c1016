"""Plain numbers along a line, round ticks for them, and keys that stand for names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from app.pictures.lettering import lines_of
from app.pictures.picture import SMALL, Words

LINE = 18.0
MOST_NAMED = 12
"""Names listed below a picture; of more, the table beside it tells them."""


@dataclass(frozen=True, slots=True)
class NumberScale:
    """Places on a line for the numbers from `least` to `most`."""

    least: float
    most: float
    start: float
    stop: float

    def at(self, number: float) -> float:
        """Where a number lies."""
        return self.start + (number - self.least) / (self.most - self.least) * (
            self.stop - self.start
        )


def round_ticks(most: float, about: int) -> list[float]:
    """Round numbers from 0 up to at least `most`, about so many."""
    size = 10.0**-6
    while True:
        for step in (1, 2, 2.5, 5):
            if most <= size * step * about:
                count = max(1, -int(-most // (size * step)))
                return [size * step * number for number in range(count + 1)]
        size *= 10


def key_of(place: int) -> str:
    """The letters that stand for the first, second … of a list: "A", "B", … "Z", "AA"."""
    letters = ""
    left = place + 1
    while left:
        left, letter = divmod(left - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters


def named(
    keys: Sequence[tuple[str, str]], x: float, top: float, width: float
) -> tuple[list[Words], float]:
    """Each key with its name on a line of its own, and the height at which they end."""
    words: list[Words] = []
    y = top + SMALL
    for key, name in keys[:MOST_NAMED]:
        words.append(Words(x, y, key, is_strong=True))
        words.append(Words(x + 34, y, "".join(lines_of(name, width - x - 42, SMALL, most=1))))
        y += LINE
    if len(keys) > MOST_NAMED:
        words.append(Words(x, y, "The others are named in the table."))
        y += LINE
    return words, y
