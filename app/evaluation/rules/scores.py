"""Scores and their comments, and when members see one another's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TypeVar

from app.commissions.rules import USUAL_LEVELS, Levels

Part = TypeVar("Part", int | None, str)

HIGHEST_SCORE = 4
"""Scores run from 0 to 4 (domain.md, "score")."""

SCORES_IN_WORDS = {score: f"{score} – {words}" for score, words in enumerate(USUAL_LEVELS)}

COMMENT_NEEDED_AT = frozenset({0, 1, 4})
"""A score at either end needs a comment, so that it can be explained to the company."""


FAIL, PASS = 0, 1
PASS_IN_WORDS = {PASS: "Pass", FAIL: "Fail"}
"""What a criterion that is passed or failed is given instead of a score; it earns no points."""


def scale_of(is_pass_fail: bool, levels: Levels = USUAL_LEVELS) -> Mapping[int, str]:
    """What may be given on a criterion, with what each means, in the brief's own words."""
    if is_pass_fail:
        return PASS_IN_WORDS
    return {score: f"{score} – {words}" for score, words in enumerate(levels)}


def given_in_words(value: int | None, comment: str) -> str:
    """A score and its comment, as a sentence tells them."""
    score = "no score" if value is None else f"a score of {value}"
    return f"{score} with the comment “{comment}”" if comment else f"{score} without a comment"


def mark_of(value: int | None, comment: str) -> str:
    """Short marks of a score and of its comment, by which is seen which of them was changed."""
    return f"{_mark(value)}-{_mark(comment)}"


def merged(
    seen: str, there: tuple[int | None, str], typed: tuple[int | None, str]
) -> tuple[int | None, str, bool]:
    """Score and comment from two windows, and whether both changed the same one to differ.

    `seen` is the mark of what this page showed, `there` what is kept now: what this page left
    alone stays as it is there. Where both changed it, it is as this page typed it.
    """
    seen_score, _, seen_comment = seen.partition("-")
    score, differs = _merged(seen_score, there[0], typed[0])
    comment, differs_too = _merged(seen_comment, there[1], typed[1])
    return score, comment, differs or differs_too


def _merged(seen: str, there: Part, typed: Part) -> tuple[Part, bool]:
    if _mark(typed) in (seen, _mark(there)):
        return there, False
    return typed, _mark(there) != seen


def _mark(part: int | str | None) -> str:
    words = "\n".join(str(part).strip().splitlines())
    return hashlib.sha256(f"{type(part).__name__}|{words}".encode()).hexdigest()[:16]


def digest_of_scores(nonce: str, scores: Iterable[tuple[int, int, int | None, str]]) -> str:
    """The SHA-256, in hexadecimal, of all that a member handed in: rows of quote, criterion, score
    and comment, in whatever order. Without the nonce it tells nothing of the scores.
    """
    whole = json.dumps([nonce, *sorted(scores, key=lambda row: row[:2])], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def are_scores_open(must_submit: Iterable[int], submitted: Iterable[int], is_closed: bool) -> bool:
    """Whether members may see one another's scores: all are in, or the officer closed scoring."""
    waiting, done = set(must_submit), set(submitted)
    return is_closed or (bool(done) and waiting <= done)


def is_price_hidden(
    roles: Iterable[str], is_to_be_hidden: bool, *, are_scores_open: bool, has_handed_in: bool
) -> bool:
    """Whether prices are hidden from somebody: the brief says so, and they have yet to score."""
    return is_to_be_hidden and "member" in set(roles) and not (are_scores_open or has_handed_in)


def comment_fault(score: int, comment: str, is_pass_fail: bool = False) -> str | None:
    """The sentence about a missing comment; None where none is needed."""
    if comment.strip():
        return None
    if is_pass_fail:
        return "Explain a fail in a comment" if score == FAIL else None
    return f"Explain a score of {score} in a comment" if score in COMMENT_NEEDED_AT else None
