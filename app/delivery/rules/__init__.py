"""Who may do what to a deliverable. Plain values only."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

LONGEST_TITLE = 200
LONGEST_REASON = 2_000
LONGEST_RECOMMENDATION = 2_000
MOST_RECOMMENDATIONS = 200


class Term(StrEnum):
    """When the review would have its recommendation carried out."""

    SHORT = "short term"
    LONGER = "mid to long term"
    UNSAID = "not said"


class Verdict(StrEnum):
    """What the partnership group made of a recommendation."""

    TAKEN_UP = "taken up"
    CHANGED = "changed"
    DECLINED = "declined"


def why_not_redate(title: str, *, is_accepted: bool) -> str | None:
    """The sentence that refuses another date or forecast of what was accepted; else None.

    A date agreed afterwards would hide that it came late (domain.md, "Slippage" rule 2).
    """
    return f"“{title}” has been accepted. Its date cannot change." if is_accepted else None


def missing_reason(is_late: bool) -> str:
    """What is said to a company that gives no reason for another date."""
    return "Enter why it is late" if is_late else "Enter why you ask for another date"


def can_decide_date(roles: Collection[str], person_id: int, proposed_by_id: int | None) -> bool:
    """Whether somebody may approve or refuse a proposed date: never one's own."""
    return bool({"officer", "member"} & set(roles)) and person_id != proposed_by_id


def reason_fault(accept: bool, reason: str) -> str | None:
    """The sentence about a missing reason; None where none is needed."""
    return None if accept or reason.strip() else "Enter why you reject what was received"


def can_enter_plan(verdict: Verdict | None) -> bool:
    """Whether a recommendation may become a milestone: it was taken up, as it is or changed."""
    return verdict in (Verdict.TAKEN_UP, Verdict.CHANGED)


def why_not_in_plan(verdict: Verdict | None) -> str | None:
    """The sentence that keeps a recommendation out of the plan; None where it may enter."""
    if verdict is None:
        return "The group has not considered this recommendation yet."
    if verdict is Verdict.DECLINED:
        return "The group has declined this recommendation."
    return None


def verdict_fault(verdict: Verdict, words: str, *, is_in_plan: bool) -> tuple[str, str] | None:
    """The field and the sentence about a verdict that cannot be recorded; None where it can."""
    if verdict is Verdict.CHANGED and not words.strip():
        return "words", "Enter what the recommendation became"
    if verdict is Verdict.DECLINED and is_in_plan:
        return "verdict", (
            "This recommendation is in the plan already. Withdraw its milestones there first, "
            "then decline it"
        )
    return None


def origin_words(number: int, reference: str, title: str) -> str:
    """Where a milestone or action of the plan comes from, as the plan says it."""
    return f"Recommendation {number} of the commissioned work “{title}” ({reference})"
