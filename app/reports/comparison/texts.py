"""Words that people typed, made harmless for spreadsheets."""

from __future__ import annotations

import re

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0, of which a workbook is made, cannot hold."""
LONGEST_CELL = 32_767
"""Characters that a spreadsheet keeps in one cell."""


def harmless(words: str) -> str:
    """The same words with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{words}" if words.startswith(STARTS_A_FORMULA) else words


def keepable(words: str) -> str:
    """What of the words a workbook can keep: no control characters, and no more than fits."""
    clean = _NOT_KEPT.sub("\N{REPLACEMENT CHARACTER}", words)
    more = " … (the whole text is in the tracker)"
    return clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - len(more)] + more
