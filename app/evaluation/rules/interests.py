"""What people declare of their interest, and who may see and score quotes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Interest(StrEnum):
    """What somebody declares of their interest in a commission."""

    NONE = "no interest"
    CONFLICT = "conflict of interest"


class Standing(StrEnum):
    """What somebody has declared of their interest in a commission."""

    UNDECLARED = "not declared"
    FREE = "no interest"
    CONFLICT = "conflict of interest"


def may_see_quotes(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may see opened quotes; of several roles the *never* column wins.

    Members only after declaring no interest; officers unless they declared a conflict;
    administrators and companies never (domain.md, "People").
    """
    held = set(roles)
    if held & {"administrator", "company"} or standing is Standing.CONFLICT:
        return False
    if "member" in held:
        return standing is Standing.FREE
    return "officer" in held


def may_score(roles: Iterable[str], standing: Standing) -> bool:
    """Whether somebody may score: a member who has declared no interest."""
    held = set(roles)
    return "member" in held and may_see_quotes(held, standing)
