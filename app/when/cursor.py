"""A place in a row of tokens, and the few moves that every rule of the grammar is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar, cast

from app.when.tokens import END, Token

T = TypeVar("T")
V = TypeVar("V")
# What a rule found at a place, and where it ended.
Seen = dict[int, tuple[object, int]]


class Cursor:
    """Where the reader stands. A rule that fails leaves it where it was (see `attempt`)."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        *,
        labels: bool = True,
        at: int = 0,
        seen: Seen | None = None,
    ) -> None:
        self.tokens = tokens
        self.labels = labels
        self.at = at
        self._seen: Seen = {} if seen is None else seen

    def copy(self) -> Cursor:
        """Another cursor at the same place, to look ahead with."""
        return type(self)(self.tokens, labels=self.labels, at=self.at)

    @property
    def is_done(self) -> bool:
        return self.at >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token:
        """The token `ahead` places on, or the end."""
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else END

    def word(self, ahead: int = 0) -> str:
        """The word that stands there, or nothing if it is no word."""
        token = self.peek(ahead)
        return token.text if token.kind == "word" else ""

    def take(self) -> Token:
        """The token that stands here; the cursor moves past it."""
        token = self.peek()
        self.at += 1
        return token

    def take_word(self, words: Collection[str]) -> str | None:
        """The next word if it is one of these."""
        return self.take().text if self.word() in words else None

    def take_mark(self, marks: str) -> str | None:
        """The next mark if it is one of these."""
        token = self.peek()
        return self.take().text if token.kind == "mark" and token.text in marks else None

    def skip(self, marks: str, *words: str) -> None:
        """Passes over one of these marks or words, if one stands here."""
        if not self.take_mark(marks):
            self.take_word(words)

    def take_number(self, *lengths: int, ordinals: bool = False) -> int | None:
        """The next number if it has one of these counts of digits."""
        token = self.peek()
        if token.kind == "number" and len(token.text) in lengths:
            return int(self.take().text)
        if ordinals and token.kind == "ordinal":
            return int(self.take().text)
        return None

    def recall(self, rule: Callable[[Cursor], T | None]) -> T | None:
        """As `attempt`, for the one rule of a cell whose findings are kept and used again."""
        start = self.at
        if start not in self._seen:
            found = self.attempt(rule)
            self._seen[start] = found, self.at
        kept, self.at = self._seen[start]
        return cast("T | None", kept)

    def attempt(self, rule: Callable[[Cursor], T | None]) -> T | None:
        """What the rule reads here; if it reads nothing, the cursor goes back."""
        start = self.at
        found = rule(self)
        if found is None:
            self.at = start
        return found


# Words that are written with a dot as often as without.
ABBREVIATED = frozenset({"est", "approx", "ca", "prov"})


class Phrasebook(Generic[V]):
    """Fixed phrases and what each stands for; the longest that fits is taken."""

    def __init__(self, phrases: Mapping[str, V]) -> None:
        self.phrases = tuple(phrases)
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, meaning in phrases.items():
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def match(self, cursor: Cursor) -> V | None:
        """The meaning of the longest phrase that stands here, or None."""
        for words, meaning in self._by_first.get(cursor.word(), []):
            if cursor.attempt(lambda here, words=words: _take_all(here, words)):
                return meaning
        return None


def _take_all(cursor: Cursor, words: tuple[str, ...]) -> bool | None:
    """Takes the words in turn; a hyphen between two, or a dot or slash in "n/a", is no matter."""
    for place, word in enumerate(words):
        if place and cursor.word() != word:
            single = len(words[place - 1]) == 1
            cursor.take_mark("-./" if single else "-")
        if cursor.word() != word:
            return None
        cursor.take()
    is_short = all(len(word) == 1 for word in words) or words[-1] in ABBREVIATED
    if is_short and not cursor.peek().spaced:
        cursor.take_mark(".")
    return True
