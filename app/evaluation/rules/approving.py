"""Who may approve an award of what value, and how many must (the group's delegated limits)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.formats import pounds


@dataclass(frozen=True, slots=True)
class ApprovalLimits:
    """The largest award that each role may approve, and above which two must; pence without VAT."""

    officer: int
    member: int
    two_above: int

    def of(self, roles: Iterable[str]) -> int:
        """The largest award that somebody with these roles may approve; 0 for nobody's roles."""
        held = set(roles)
        limits = {"officer": self.officer, "member": self.member}
        return max((limits[role] for role in limits if role in held), default=0)


def approvals_needed(value_pence: int | None, limits: ApprovalLimits) -> int:
    """How many people must approve an award; one for *no award*, which has no value."""
    return 2 if value_pence is not None and value_pence > limits.two_above else 1


def approval_fault(
    roles: Iterable[str], value_pence: int | None, limits: ApprovalLimits
) -> str | None:
    """The sentence about an award that is above what somebody may approve; None where it is not."""
    largest = limits.of(roles)
    if value_pence is None or value_pence <= largest:
        return None
    return (
        f"This award is {pounds(value_pence)} without VAT. You may approve awards of up to "
        f"{pounds(largest)}."
    )
