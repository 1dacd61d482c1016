"""Which milestone of one edition is which of the next, and how sure that is."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.slippage.assignment import Pair, best_pairs
from app.slippage.editions import NO_ANSWERS, Answers, EditionMilestone
from app.slippage.likeness import Likeness

LEAST = 0.46
"""Below this, two are not taken for the same milestone."""
NEAREST = 24
"""Of those that share a word, so many of the nearest in the plan's order are looked at."""
RIVAL = 0.9
"""A match is in doubt unless its own doubt is at most this share of any other's."""
IN_DOUBT = 0.6
RETURNS_FROM = 0.5
"""What left the plan comes back only by its words, not by standing in the same place."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Old and new milestones by their place in the lists given.

    ``old_of`` is the old one of each new one that has one, with the certainty; ``near`` is how
    like each two are that were looked at.
    """

    old_of: dict[int, tuple[int, float]] = field(default_factory=dict[int, tuple[int, float]])
    near: dict[Pair, float] = field(default_factory=dict[Pair, float])

    @property
    def matched_old(self) -> set[int]:
        """The old ones that go on."""
        return {old for old, _ in self.old_of.values()}


def pair(
    old: Sequence[EditionMilestone],
    new: Sequence[EditionMilestone],
    likeness: Likeness,
    gone: frozenset[int] = frozenset(),
    answers: Answers = NO_ANSWERS,
) -> Pairing:
    """Pair the milestones of two editions, both in the plan's order; time in line with them.

    ``gone`` are those of ``old`` that stand in an earlier edition, and not in the last. What
    people answered goes before likeness.
    """
    pairing = Pairing()
    _pair_answered(old, new, answers, pairing)
    _pair_known(old, new, gone, pairing)
    done = pairing.matched_old
    scores: dict[Pair, float] = {}
    for left, right in _candidates(old, new, likeness):
        if (old[left].wording, new[right].wording) in answers.different:
            continue
        alike = likeness.of(old[left], new[right])
        pairing.near[left, right] = alike
        if left in done or right in pairing.old_of or alike < LEAST:
            continue
        is_back = left in gone
        if is_back and likeness.of_texts(old[left].text, new[right].text) < RETURNS_FROM:
            continue
        scores[left, right] = alike
    chosen = best_pairs(scores)
    doubted = _in_doubt(scores, chosen)
    for found in chosen:
        score = scores[found]
        pairing.old_of[found[1]] = (found[0], min(score, IN_DOUBT) if found in doubted else score)
    return pairing


def _pair_answered(
    old: Sequence[EditionMilestone],
    new: Sequence[EditionMilestone],
    answers: Answers,
    pairing: Pairing,
) -> None:
    """What somebody said is the same, each taken once."""
    if not answers.same:
        return
    said: dict[str, list[int]] = {}
    for left, each in enumerate(old):
        said.setdefault(each.wording, []).append(left)
    after_of: dict[str, list[str]] = {}
    for before, after in sorted(answers.same):
        after_of.setdefault(after, []).append(before)
    taken: set[int] = set()
    for right, each in enumerate(new):
        lefts = [at for words in after_of.get(each.wording, ()) for at in said.get(words, ())]
        free = [at for at in lefts if at not in taken]
        if free:
            taken.add(free[0])
            pairing.old_of[right] = (free[0], 1.0)


def _pair_known(
    old: Sequence[EditionMilestone],
    new: Sequence[EditionMilestone],
    gone: frozenset[int],
    pairing: Pairing,
) -> None:
    """What is one milestone by our own record, or says exactly the same in the same place."""
    answered = pairing.matched_old
    by_identity = {
        each.identity: at
        for at, each in enumerate(old)
        if each.identity is not None and at not in answered
    }
    for right, each in enumerate(new):
        if right in pairing.old_of:
            continue
        if each.identity is not None and each.identity in by_identity:
            pairing.old_of[right] = (by_identity.pop(each.identity), 1.0)
    done = pairing.matched_old
    same: dict[tuple[object, ...], list[int]] = {}
    for left, each in enumerate(old):
        if left not in done and left not in gone:
            same.setdefault(_exactly(each), []).append(left)
    for right, each in enumerate(new):
        if right not in pairing.old_of and (waiting := same.get(_exactly(each))):
            pairing.old_of[right] = (waiting.pop(0), 1.0)


def _exactly(each: EditionMilestone) -> tuple[object, ...]:
    return (each.action, each.number, each.text, each.as_written, each.earliest, each.latest)


def _candidates(
    old: Sequence[EditionMilestone], new: Sequence[EditionMilestone], likeness: Likeness
) -> Iterable[Pair]:
    """Pairs worth a look: in the same place, or sharing a word and not far apart."""
    in_place: dict[tuple[int, int], list[int]] = {}
    using: dict[str, list[int]] = {}
    for left, each in enumerate(old):
        in_place.setdefault((each.action, each.number), []).append(left)
        for word in likeness.words(each.text):
            using.setdefault(word, []).append(left)
    for right, each in enumerate(new):
        found = set(_nearest(in_place.get((each.action, each.number), []), right))
        for word in likeness.words(each.text):
            found.update(_nearest(using.get(word, []), right))
        for left in sorted(found):
            yield left, right


def _nearest(places: list[int], at: int) -> list[int]:
    middle = bisect_left(places, at)
    start = max(0, min(middle - NEAREST // 2, len(places) - NEAREST))
    return places[start : start + NEAREST]


def _in_doubt(scores: Mapping[Pair, float], chosen: Sequence[Pair]) -> set[Pair]:
    """The chosen pairs of which one side is nearly as like a third."""
    best: dict[tuple[str, int], list[tuple[float, Pair]]] = {}
    for found, score in scores.items():
        for side in (("old", found[0]), ("new", found[1])):
            two = best.setdefault(side, [])
            two.append((score, found))
            two.sort(reverse=True)
            del two[2:]
    return {
        found
        for found in chosen
        for side in (("old", found[0]), ("new", found[1]))
        for score, other in best[side]
        if other != found and 1 - scores[found] > RIVAL * (1 - score)
    }
