"""How like one milestone of an edition is to one of another: words, place and date."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.slippage.editions import EditionAction, EditionMilestone

SMALL_WORDS = frozenset("a an and at by for from in of on or the to with".split())
STEM = 6
_WORD = re.compile(r"[^\W_]+")

# What each piece of evidence proves at most. No one of them proves that two are different.
WORDS_PROVE = 0.9
PLACE_PROVES = 0.35
DATE_PROVES = 0.2


def words_in(text: str) -> frozenset[str]:
    """The words that carry meaning, whatever their case and plural."""
    found = _WORD.findall(text.casefold())
    kept = [word for word in found if word not in SMALL_WORDS] or found
    return frozenset(_stem(word) for word in kept)


def said_alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for case, marks and white space."""
    return _WORD.findall(one.casefold()) == _WORD.findall(other.casefold())


def same_date(one: EditionMilestone, other: EditionMilestone) -> bool:
    """Whether both have the same days; where neither has any, the same words."""
    if one.is_dated or other.is_dated:
        return (one.earliest, one.latest) == (other.earliest, other.latest)
    return said_alike(one.as_written, other.as_written)


class Likeness:
    """Likeness of the milestones of two editions: a word that many use says little."""

    def __init__(
        self,
        old: Iterable[EditionMilestone],
        new: Iterable[EditionMilestone],
        actions: Mapping[int, int],
    ) -> None:
        """``actions`` says which action of the old edition is which of the new, by number."""
        self._actions = actions
        self._words: dict[str, frozenset[str]] = {}
        self._weights = _weights(self._counted(old), self._counted(new))

    def words(self, text: str) -> frozenset[str]:
        """The words of a text, worked out once."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = words_in(text)
        return known

    def weight(self, words: Iterable[str]) -> float:
        """How much these words say together."""
        return math.fsum(self._weights.get(word, 1.0) for word in words)

    def contained(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The share of a text's words that stand in another, 0 to 1."""
        total = self.weight(part)
        return self.weight(part & whole) / total if total else 0.0

    def of_texts(self, one: str, other: str) -> float:
        """0 where no word is shared, 1 where all are."""
        if said_alike(one, other):
            return 1.0
        left, right = self.words(one), self.words(other)
        total = self.weight(left) + self.weight(right)
        return 2 * self.weight(left & right) / total if total else 0.0

    def of(self, old: EditionMilestone, new: EditionMilestone) -> float:
        """How sure it is, 0 to 1, that these are one milestone, were there no other."""
        alike = self.of_texts(old.text, new.text)
        doubt = (1 - WORDS_PROVE * alike) * (1 - PLACE_PROVES * self._place(old, new))
        return 1 - doubt * (1 - DATE_PROVES * _date(old, new))

    def _place(self, old: EditionMilestone, new: EditionMilestone) -> float:
        is_same_action = self._actions.get(old.action) == new.action
        if is_same_action:
            return 1.0 if old.number == new.number else 0.4
        return 0.2 if old.number == new.number else 0.0

    def _counted(self, milestones: Iterable[EditionMilestone]) -> Counter[str]:
        return Counter(word for each in milestones for word in self.words(each.text))


def same_actions(
    old: Sequence[EditionAction],
    new: Sequence[EditionAction],
    numbers: Iterable[int],
    *,
    by_number: bool = True,
) -> dict[int, int]:
    """Which action is which, by its words first and then, unless told otherwise, by its number."""
    found: dict[int, int] = {}
    left = sorted(old, key=lambda each: (each.number, each.text))
    right = sorted(new, key=lambda each: (each.number, each.text))
    pairs = [
        (-alike, abs(one.number - other.number), one.number, other.number)
        for one in left
        for other in right
        if (alike := _alike(words_in(one.text), words_in(other.text))) >= 0.5
    ]
    taken: set[int] = set()
    for _, _, one_number, other_number in sorted(pairs):
        if one_number not in found and other_number not in taken:
            found[one_number] = other_number
            taken.add(other_number)
    if not by_number:
        return found
    for number in sorted({*numbers, *(each.number for each in left)}):
        if number not in found and number not in taken:
            found[number] = number
            taken.add(number)
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _date(old: EditionMilestone, new: EditionMilestone) -> float:
    if not same_date(old, new):
        return 0.0
    return 1.0 if old.is_dated else 0.4


def _weights(old: Counter[str], new: Counter[str]) -> dict[str, float]:
    return {word: 1 / (1 + math.log(max(old[word], new[word]))) for word in old.keys() | new.keys()}


def _stem(word: str) -> str:
    """Much the same for "community" and "communities", "develop" and "developed"."""
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return (word[:-1] if is_plural else word)[:STEM]
