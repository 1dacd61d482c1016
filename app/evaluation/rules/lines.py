"""Price lines of several quotes lined up like for like: by their words, never by a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.commissions.rules import OPTION
from app.quotes.rules import PricedLine, same_words


@dataclass(frozen=True, slots=True)
class LinedUp:
    """One row: what is priced, and each quote's lines for it, in the order of the quotes.

    Nothing for a quote is a gap; a quote that prices the same words twice has both lines.
    """

    words: str
    is_asked: bool
    cells: tuple[tuple[PricedLine, ...], ...]

    @property
    def is_option(self) -> bool:
        """Whether it is priced as an option."""
        return self.words.casefold().startswith(OPTION)

    @property
    def is_of_all(self) -> bool:
        """Whether every quote prices it."""
        return all(self.cells)

    def net_of(self, place: int) -> int | None:
        """What a quote asks for it in pence without VAT; None for a gap."""
        lines = self.cells[place]
        return sum(line.net_pence for line in lines) if lines else None


def line_up(asked: Sequence[str], quotes: Sequence[Sequence[PricedLine]]) -> list[LinedUp]:
    """The asked lines in their order, then what quotes price beside them in order of appearance.

    Lines are the same where their letters and digits are, whatever their case. Each line of each
    quote stands in exactly one row.
    """
    every = [*asked, *(line.description for lines in quotes for line in lines)]
    key_of = {words: same_words(words) for words in dict.fromkeys(every)}
    named: dict[str, str] = {}
    for words, key in key_of.items():
        named.setdefault(key, words)
    cells: dict[str, list[list[PricedLine]]] = {key: [[] for _ in quotes] for key in named}
    for place, lines in enumerate(quotes):
        for line in lines:
            cells[key_of[line.description]][place].append(line)
    wanted = {key_of[words] for words in asked}
    return [
        LinedUp(words, key in wanted, tuple(tuple(lines) for lines in cells[key]))
        for key, words in named.items()
    ]


def options_net(rows: Sequence[LinedUp], place: int) -> int:
    """What a quote's options cost together, in pence without VAT."""
    return sum(row.net_of(place) or 0 for row in rows if row.is_option)
