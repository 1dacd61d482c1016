"""Who may do what to a deliverable. Plain values only."""

from __future__ import annotations

from collections.abc import Collection

LONGEST_TITLE = 200
LONGEST_REASON = 2_000


def can_decide_date(roles: Collection[str], person_id: int, proposed_by_id: int | None) -> bool:
    """Whether somebody may approve or refuse a proposed date: never one's own."""
    return bool({"officer", "member"} & set(roles)) and person_id != proposed_by_id


def reason_fault(accept: bool, reason: str) -> str | None:
    """The sentence about a missing reason; None where none is needed."""
    return None if accept or reason.strip() else "Enter why you reject what was received"
