"""No company is named on paper before the outcome of its commission is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.position.rules import company_named_in

KEPT_BACK = (
    "What is on record here names a company. It is printed once the outcome of that commission "
    "is public."
)


@dataclass(frozen=True)
class Unnamed:
    """Texts as they may be printed, where these companies' names are not to be told."""

    names: Sequence[str]

    def __call__(self, text: str) -> str:
        """The text; a sentence in its place where it gives away one of the names."""
        return KEPT_BACK if company_named_in(text, self.names) else text
