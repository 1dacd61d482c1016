"""Taking a decision on an award back: by whom, and until when."""

from __future__ import annotations

from collections.abc import Iterable

WHILE_NOBODY_IS_TOLD = (
    "You can take the decision back as long as no letter has left. It stays on file with your "
    "reason, the letters are stopped, and an award can be proposed again."
)
_TOLD = (
    "The outcome letters have left: every company has been told, and the outcome is published. "
    "A decision that was told cannot be taken back."
)
_INSTEAD_OF_AN_AWARD = (
    "Ask your procurement team for advice before anything is signed. You can cancel the "
    "commission, with a reason, and commission the work again."
)
_INSTEAD_OF_NO_AWARD = "You can commission the work again for the same milestone."


def taking_back_fault(
    roles: Iterable[str], person_id: int, approvers: Iterable[int | None]
) -> str | None:
    """The sentence that keeps somebody from taking a decision back; None where they may.

    Officers may, and whoever approved it: one is enough. Nobody gains by it, since what follows is
    proposed and approved by two people again.
    """
    if "officer" in set(roles) or person_id in set(approvers):
        return None
    return "Only an officer, or somebody who approved the decision, can take it back."


def why_told_stands(is_award: bool) -> str:
    """Why a decision that the companies were told cannot be taken back, and what can be done."""
    return f"{_TOLD} {_INSTEAD_OF_AN_AWARD if is_award else _INSTEAD_OF_NO_AWARD}"
