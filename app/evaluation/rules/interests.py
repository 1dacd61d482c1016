"""What people declare of their interests, what follows from it, and who may see and score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Interest(StrEnum):
    """What somebody declares of their interest in a commission."""

    NONE = "no interest"
    DESCRIBED = "interest declared"
    CONFLICT = "conflict of interest"
    """Whoever says so steps aside from the whole commission at once."""


class InterestKind(StrEnum):
    """What somebody declares of one company that was invited."""

    NONE = "no interest"
    ACTUAL = "actual"
    POTENTIAL = "potential"
    PERCEIVED = "perceived"


KINDS_IN_WORDS = {
    InterestKind.NONE: "No interest",
    InterestKind.ACTUAL: "Actual",
    InterestKind.POTENTIAL: "Potential",
    InterestKind.PERCEIVED: "Perceived",
}

KINDS_EXPLAINED = {
    InterestKind.ACTUAL: "you, your family or your employer gain or lose by the result",
    InterestKind.POTENTIAL: "that could come to be so",
    InterestKind.PERCEIVED: "others could think so",
}


@dataclass(frozen=True)
class InterestIn:
    """What somebody declares of one company, which is named by its invitation."""

    invitation_id: int
    kind: InterestKind
    description: str = ""


class Part(StrEnum):
    """What an officer records as following from a declared interest."""

    TAKES_PART = "takes part"
    ALL_BUT_ONE = "takes part except for one company"
    ASIDE = "steps aside"


class Standing(StrEnum):
    """What somebody's declarations come to in a commission."""

    UNDECLARED = "not declared"
    FREE = "takes part"
    WAITING = "an interest is declared, and the officer has not recorded what follows"
    ALL_BUT_ONE = "takes part except for one company"
    CONFLICT = "steps aside"


@dataclass(frozen=True)
class Stated:
    """One declaration, oldest first among its person's, and the newest of what follows from it.

    `was_ever_set_aside`: an officer has recorded at some time that the person steps aside.
    """

    interest: Interest
    part: Part | None = None
    was_ever_set_aside: bool = False
    covers_all: bool = True
    """Whether it speaks of every company that is invited now."""


_STANDINGS = {
    Part.TAKES_PART: Standing.FREE,
    Part.ALL_BUT_ONE: Standing.ALL_BUT_ONE,
    Part.ASIDE: Standing.CONFLICT,
}

_MAY_SEE = frozenset({Standing.FREE, Standing.ALL_BUT_ONE})


def standing_after(history: Sequence[Stated]) -> Standing:
    """What a person's declarations come to.

    Whoever once stepped aside stays aside: a conflict cannot be taken back. Whoever once declared
    an interest waits for the officer after each new declaration, also after one of no interest.
    """
    if any(one.interest is Interest.CONFLICT or one.was_ever_set_aside for one in history):
        return Standing.CONFLICT
    if not history or not history[-1].covers_all:
        return Standing.UNDECLARED
    newest = history[-1]
    if newest.part is not None:
        return _STANDINGS[newest.part]
    is_free = all(one.interest is Interest.NONE for one in history)
    return Standing.FREE if is_free else Standing.WAITING


def may_see_quotes(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may see opened quotes; of several roles the *never* column wins.

    Members only after declaring; officers unless they declared an interest that keeps them out;
    administrators and companies never (domain.md, "People"). With `ALL_BUT_ONE`, all but that one.
    """
    held = set(roles)
    if held & {"administrator", "company"}:
        return False
    if "member" in held:
        return standing in _MAY_SEE
    return "officer" in held and standing in _MAY_SEE | {Standing.UNDECLARED}


def may_score(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may score: a member who takes part."""
    held = set(roles)
    return "member" in held and may_see_quotes(held, standing)


def may_judge_all(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may see every quote: whoever proposes, decides or rules must."""
    return may_see_quotes(roles, standing) and standing is not Standing.ALL_BUT_ONE


def ruling_refusal(
    roles: Iterable[str], own: Standing, person_id: int, declarer_id: int
) -> str | None:
    """The sentence that keeps somebody from recording what follows; None where they may."""
    if "officer" not in set(roles):
        return "Only an officer can record what follows from a declaration."
    if person_id == declarer_id:
        return "Another officer records what follows from your own declaration."
    if own in {Standing.WAITING, Standing.ALL_BUT_ONE, Standing.CONFLICT}:
        return "You have declared an interest in this commission yourself. Another officer does it."
    return None


def declaration_fault(
    interest: Interest, about: Iterable[InterestIn], description: str
) -> tuple[str, int | None] | None:
    """The sentence about a declaration that lacks something, and the invitation it is about."""
    given = list(about)
    described = [one for one in given if one.kind is not InterestKind.NONE]
    for one in given:
        has_words = bool(one.description.strip())
        if has_words and one.kind is InterestKind.NONE:
            sentence = "Choose what kind of interest this is, or leave the description empty"
            return sentence, one.invitation_id
        if not has_words and one.kind is not InterestKind.NONE:
            return "Describe the interest", one.invitation_id
    if interest is Interest.CONFLICT and not description.strip() and not described:
        return "Describe the conflict of interest", None
    return None


def whole_interest(about: Iterable[InterestIn], steps_aside: bool) -> Interest:
    """What the declaration of the whole commission is, by what is declared of each company."""
    if steps_aside:
        return Interest.CONFLICT
    has_any = any(one.kind is not InterestKind.NONE for one in about)
    return Interest.DESCRIBED if has_any else Interest.NONE


def in_words(names: Mapping[int, str], about: Iterable[InterestIn]) -> str:
    """The interests that were declared, by company, for the record."""
    return "\n".join(
        f"{names[one.invitation_id]}: {one.kind.value} – {one.description}"
        for one in about
        if one.kind is not InterestKind.NONE
    )
