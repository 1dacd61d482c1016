"""The comparison on paper: companies beside one another in groups, each with its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app import clock
from app.commissions.models import Commission
from app.evaluation.queries import Column, Comparison, Group, Matrix, Row, how_scored
from app.reports.front import Front, front

ON_A_PAGE = 4
"""Companies beside one another on A4 landscape."""


@dataclass(frozen=True)
class Sheet:
    """Some of the companies with every row, for one run of pages."""

    companies: Sequence[str]
    groups: Sequence[Group]


@dataclass(frozen=True)
class ComparisonReport:
    """The comparison in plain values; `waits_for` are members whose scores are awaited."""

    front: Front
    reference: str
    are_scores_open: bool
    waits_for: Sequence[str]
    explained: str
    sheets: Sequence[Sheet]


def comparison_report(commission: Commission, view: Comparison, matrix: Matrix) -> ComparisonReport:
    """What is printed of a comparison, as its page shows it."""
    return ComparisonReport(
        front=front(f"Comparison of quotes: {commission.title}", clock.today()),
        reference=commission.reference,
        are_scores_open=view.are_scores_open,
        waits_for=view.yet_to_submit,
        explained=how_scored(view.brief),
        sheets=[_sheet(matrix, range_) for range_ in _ranges(matrix.columns)],
    )


def file_name(commission: Commission) -> str:
    """What the downloads are called, without an ending."""
    return f"comparison-{commission.reference}-{clock.today().isoformat()}"


def _ranges(columns: Sequence[Column]) -> list[slice]:
    return [slice(at, at + ON_A_PAGE) for at in range(0, len(columns), ON_A_PAGE)]


def _sheet(matrix: Matrix, part: slice) -> Sheet:
    return Sheet(
        [column.quote.company.name for column in matrix.columns[part]],
        [
            Group(
                group.title,
                [Row(row.head, row.cells[part], row.mark, row.is_strong) for row in group.rows],
            )
            for group in matrix.groups
        ],
    )
