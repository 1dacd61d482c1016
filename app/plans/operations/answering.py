"""What people say while a file is read: what headings mean, and which milestones are the same."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.importing.tables import COLUMN_WORDS, ONLY_ONCE, Column
from app.plans.models import ColumnMeaning, MatchAnswer
from app.plans.queries import answers_for, known_headings, title_key


def remember_headings(
    key: str, headings: Sequence[str], columns: Sequence[Column], *, by: Person | None
) -> bool:
    """Keep what each column of a set of headings holds, for this import and later ones.

    Empty headings are left out. Returns whether it is something new. Raises RuleBroken.
    """
    named = [
        (words, column) for words, column in zip(headings, columns, strict=True) if words.strip()
    ]
    _check_columns([column for _, column in named])
    known = known_headings().get(key)
    kept = tuple(column for _, column in named)
    if known is not None and known.columns == kept:
        return False
    meaning = ColumnMeaning(
        headings_key=key,
        headings=json.dumps([words for words, _ in named], ensure_ascii=False),
        columns=json.dumps([column.value for column in kept]),
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(meaning)
    db.session.flush()
    record(
        "headings mapped",
        meaning,
        ", ".join(words for words, _ in named)[:200],
        by=by,
        before=_in_words(known.headings, known.columns) if known else "",
        after=_in_words([words for words, _ in named], kept),
    )
    return True


def answer_match(
    plan_title: str, before: str, after: str, *, is_same: bool, by: Person | None
) -> bool:
    """Keep whether two wordings are one milestone. Returns whether it is something new."""
    known = answers_for(plan_title)
    said = known.same if is_same else known.different
    if (before, after) in said:
        return False
    was = "" if (before, after) not in known.same | known.different else _said(not is_same)
    answer = MatchAnswer(
        plan_title=title_key(plan_title),
        before=before,
        after=after,
        is_same=is_same,
        by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    db.session.add(answer)
    db.session.flush()
    record(
        "match answered",
        answer,
        plan_title,
        by=by,
        before=was,
        after=f"“{before}” and “{after}”: {_said(is_same)}",
    )
    return True


def _said(is_same: bool) -> str:
    return "the same milestone" if is_same else "not the same milestone"


def _check_columns(columns: Sequence[Column]) -> None:
    for column in ONLY_ONCE:
        if columns.count(column) > 1:
            raise RuleBroken(f"Two columns hold “{COLUMN_WORDS[column]}”. Choose one of them")
    if Column.ACTION not in columns and Column.MILESTONE not in columns:
        raise RuleBroken("Choose which column holds the action, or the milestones")


def _in_words(headings: Sequence[str], columns: Sequence[Column]) -> str:
    pairs = zip(headings, columns, strict=True)
    return "\n".join(f"{words}: {COLUMN_WORDS[column]}" for words, column in pairs)
