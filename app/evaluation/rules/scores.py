"""Scores from 0 to 4, their comments, and when members see one another's."""

from __future__ import annotations

from collections.abc import Iterable

HIGHEST_SCORE = 4
"""Scores run from 0 to 4 (domain.md, "score")."""

SCORES_IN_WORDS = {
    0: "0 – does not meet the need",
    1: "1 – meets little of it",
    2: "2 – meets most of it",
    3: "3 – meets all of it",
    4: "4 – goes well beyond it",
}

COMMENT_NEEDED_AT = frozenset({0, 1, 4})
"""A score at either end needs a comment, so that it can be explained to the company."""


def are_scores_open(must_submit: Iterable[int], submitted: Iterable[int], is_closed: bool) -> bool:
    """Whether members may see one another's scores: all are in, or the officer closed scoring."""
    waiting, done = set(must_submit), set(submitted)
    return is_closed or (bool(done) and waiting <= done)


def comment_fault(score: int, comment: str) -> str | None:
    """The sentence about a missing comment; None where none is needed."""
    if score in COMMENT_NEEDED_AT and not comment.strip():
        return f"Explain a score of {score} in a comment"
    return None
