"""Who may write a slippage sentence and who may decide on it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_SENTENCE = 1500


@dataclass(frozen=True)
class Sentence:
    """What a decision needs to know of a sentence."""

    is_waiting: bool
    written_by_id: int


def why_not_write(is_officer: bool) -> str | None:
    """The sentence that refuses to let somebody write one; None where they may."""
    return None if is_officer else "Only an officer can write this sentence."


def why_not_decide(person_id: int, is_officer_or_member: bool, sentence: Sentence) -> str | None:
    """The sentence that refuses a decision; None where this person may decide."""
    if not is_officer_or_member:
        return "Only an officer or a member can decide on this sentence."
    if not sentence.is_waiting:
        return "This sentence has already been decided."
    if person_id == sentence.written_by_id:
        return "You wrote this sentence, so another person must decide on it."
    return None
