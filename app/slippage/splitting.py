"""One milestone that became several (domain.md, "Slippage", rule 9)."""

from collections.abc import Mapping, Sequence

from app.slippage.editions import NO_ANSWERS, Answers, EditionMilestone
from app.slippage.likeness import Likeness, said_alike
from app.slippage.matching import Pairing

MOSTLY = 0.6
GROWN = 0.6
"""How sure it is that two longer texts came of one, where each says more than it did."""
TWO_DATES = 0.75
"""The same, where the old one named two dates."""


def splits(
    old: Sequence[EditionMilestone],
    new: Sequence[EditionMilestone],
    pairing: Pairing,
    likeness: Likeness,
    gone: frozenset[int] = frozenset(),
    answers: Answers = NO_ANSWERS,
) -> dict[int, tuple[tuple[int, ...], float]]:
    """The old ones that were split: the parts of each in the plan's order, and how sure it is.

    A part is a new milestone that carries a share of the old words which the other parts left
    out; or, where the old milestone named two dates or its words only grew, all of its words.
    """
    found: dict[int, tuple[tuple[int, ...], float]] = {}
    taken: set[int] = set()
    heir = {left: right for right, (left, _) in pairing.old_of.items()}
    for left, rights in sorted(_unclaimed(pairing, gone).items()):
        free = [right for right in rights if right not in taken]
        led = [heir[left], *free] if left in heir else free
        if len(led) < 2:
            continue
        parts, certainty = _parts(old[left], led, new, likeness)
        if len(parts) > 1 and (left not in heir or heir[left] in parts):
            said = {(old[left].wording, new[part].wording) for part in parts}
            found[left] = (tuple(sorted(parts)), 1.0 if said <= answers.same else certainty)
            taken.update(parts)
    return found


def _unclaimed(pairing: Pairing, gone: frozenset[int]) -> Mapping[int, list[int]]:
    """New milestones that match none, under each old one that they resemble, best first."""
    rights_of: dict[int, list[tuple[float, int]]] = {}
    for (left, right), alike in pairing.near.items():
        if right not in pairing.old_of and left not in gone:
            rights_of.setdefault(left, []).append((-alike, right))
    return {left: [right for _, right in sorted(rights)] for left, rights in rights_of.items()}


def _parts(
    whole: EditionMilestone, led: list[int], new: Sequence[EditionMilestone], likeness: Likeness
) -> tuple[list[int], float]:
    words = likeness.words(whole.text)
    shared = _sharing(words, led, new, likeness)
    if len(shared) > 1:
        said = frozenset[str]().union(*(likeness.words(new[each].text) for each in shared))
        return shared, likeness.contained(words, said) * likeness.contained(said, words)
    near = [each for each in led if new[each].action == new[led[0]].action]
    grown = [each for each in near if words <= likeness.words(new[each].text)]
    if len(grown) > 1:
        if whole.kind.startswith("compound: split"):
            return grown, TWO_DATES
        if not any(said_alike(new[each].text, whole.text) for each in grown):
            return grown, GROWN
    return [], 0.0


def _sharing(
    words: frozenset[str], led: list[int], new: Sequence[EditionMilestone], likeness: Likeness
) -> list[int]:
    """Those that mostly use the old words, each with some that no other part has."""
    parts: list[int] = []
    said: frozenset[str] = frozenset()
    for right in led:
        own = likeness.words(new[right].text)
        mostly_old = likeness.contained(own, words) >= MOSTLY
        if mostly_old and (own & words) - said:
            parts.append(right)
            said |= own
    return parts
