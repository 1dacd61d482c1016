"""The comparison as a table in plain values: for the page, for paper, and for spreadsheets.

Made only of a `Comparison`, in which who may see what is built in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple, Protocol

from cachetools import LRUCache, cached

from app.commissions.models import Brief, Criterion
from app.commissions.rules import PriceFormula, Topic
from app.evaluation.queries.comparing import (
    MOST_MADE,
    Basis,
    Column,
    Comparison,
    MemberScore,
)
from app.evaluation.queries.offered_dates import offered_dates
from app.evaluation.rules import HIGHEST_SCORE, PASS_IN_WORDS, WHO_IS_OUT, Measure, two_places
from app.evaluation.rules.lines import LinedUp, line_up, options_net
from app.evaluation.rules.picks import (
    BY_CRITERION,
    BY_NAME,
    BY_PRICE,
    BY_RANK,
    BY_RECEIPT,
    Arranged,
    Picks,
    Placed,
    arranged,
    read_picks,
)
from app.formats import counted, pounds
from app.quotes.queries import OpenedFile, OpenedQuote
from app.quotes.rules import PricedLine


class Cell(NamedTuple):
    """What stands in one cell: words, smaller notes below them, members' scores, files."""

    words: str = ""
    notes: Sequence[str] = ()
    scores: Sequence[MemberScore] = ()
    files: Sequence[OpenedFile] = ()
    is_gap: bool = False


class Row(NamedTuple):
    """One row; `mark` says of its head what is to be known of it ("option", "not asked for")."""

    head: str
    cells: Sequence[Cell]
    mark: str = ""
    is_strong: bool = False


class Group(NamedTuple):
    """Rows that belong together."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Matrix:
    """The columns to show in their order, and the rows."""

    columns: Sequence[Column]
    arranged: Arranged
    sorts: Sequence[tuple[str, str]]
    groups: Sequence[Group]


def sorts_of(view: Comparison) -> list[tuple[str, str]]:
    """The orders that somebody can ask for: those by result only once there is one to see."""
    always = [
        (BY_NAME, "Name"),
        *([] if view.are_prices_hidden else [(BY_PRICE, "Lowest price first")]),
        (BY_RECEIPT, "First received first"),
    ]
    if not has_points(view):
        return always
    by_points = [
        (f"{BY_CRITERION}{c.id}", f"Most points for {c.title}")
        for c in criteria_of(view)
        if not c.is_pass_fail
    ]
    return [(BY_RANK, "Best result first"), *always, *by_points]


class Asked(Protocol):
    """What an address asks for, by name: several values of one, or the first."""

    def getlist(self, key: str, /) -> list[str]: ...
    def get(self, key: str, default: str, /) -> str: ...


def picks_of(view: Comparison, asked: Asked) -> Picks:
    """The companies and the order that an address asks for."""
    return read_picks(
        asked.getlist("company"),
        asked.get("pin", ""),
        asked.get("sort", ""),
        asked.get("two", ""),
        [sort for sort, _ in sorts_of(view)],
    )


def has_points(view: Comparison) -> bool:
    """Whether this person sees points of any quote."""
    return any(column.points is not None for column in view.columns)


def criteria_of(view: Comparison) -> list[Criterion]:
    """The criteria in the order of the brief."""
    return view.brief.criteria


def how_scored(brief: Brief) -> str:
    """How prices, scores and ranks come about; rounding is told here, once."""
    times = f", × {brief.price_weight}" if brief.price_weight else ""
    return (
        f"How the price is scored: {brief.price_in_short}{times}. A criterion’s points are the "
        f"mean score, or the consensus in its place, ÷ {HIGHEST_SCORE} × its weight. {WHO_IS_OUT} "
        "Equal totals share a rank, and the next one is left out. Prices are compared without VAT. "
        "Sums are exact; numbers are rounded to two decimals where they are shown."
    )


def matrix_of(view: Comparison, picks: Picks, *, can_score: bool = False) -> Matrix:
    """The table as somebody asked for it; `can_score` says whether their own scores are awaited."""
    if view.basis is None:
        return _matrix(view, picks, can_score=can_score)
    return matrix_made_once(view.basis, view, picks, can_score=can_score)


@cached(
    LRUCache(MOST_MADE),
    key=lambda basis, _, picks, *, can_score: (basis, picks, can_score),
    lock=Lock(),
)
def matrix_made_once(_basis: Basis, view: Comparison, picks: Picks, *, can_score: bool) -> Matrix:
    """The table of a comparison's basis, from memory where it was made before."""
    return _matrix(view, picks, can_score=can_score)


def _matrix(view: Comparison, picks: Picks, *, can_score: bool) -> Matrix:
    sorts = sorts_of(view)
    placed = [
        Placed(
            column.quote.id,
            column.quote.company.name,
            column.quote.price_pence if isinstance(column.quote, OpenedQuote) else 0,
            column.quote.received_at,
            column.points.rank if column.points else None,
            column.points.criteria if column.points else {},
        )
        for column in view.columns
    ]
    order = arranged(placed, picks, sorts[0][0])
    by_id = {column.quote.id: column for column in view.columns}
    columns = [by_id[quote_id] for quote_id in order.order]
    priced = [column.quote for column in columns if isinstance(column.quote, OpenedQuote)]
    lines = line_up(view.brief.asked_lines, [q.lines for q in priced]) if priced else []
    unseen = "No score of yours yet" if can_score else "Hidden until all have scored"
    groups = [
        *_result(view, columns),
        Group("Price", _prices(view.brief, priced, lines)),
        Group("Price lines without VAT", [_line_row(row, view.brief) for row in lines]),
        Group("Criteria", [_criterion(view, each, columns, unseen) for each in criteria_of(view)]),
        *_answers(view.brief, columns),
        Group("Files and receipts", _received(columns)),
    ]
    return Matrix(columns, order, sorts, [group for group in groups if group.rows])


def _result(view: Comparison, columns: Sequence[Column]) -> list[Group]:
    if not has_points(view):
        return []
    ranks = [Cell(_rank(column)) for column in columns]
    totals = [Cell(_points_in_words(column)) for column in columns]
    weight = view.brief.price_weight
    of_price = [Cell(_price_points(column)) for column in columns]
    return [
        Group(
            "Result",
            [
                Row("Rank", ranks, is_strong=True),
                Row("Total points of 100", totals, is_strong=True),
                Row(f"Price points (of {weight})", of_price, view.brief.price_in_short),
            ],
        )
    ]


def _price_points(column: Column) -> str:
    points = column.points
    return "None" if points is None or points.price is None else str(two_places(points.price))


def _rank(column: Column) -> str:
    points = column.points
    if points is not None and points.bars:
        return "Out"
    if points is None or points.rank is None:
        return "Not ranked"
    return f"{points.rank} (tied)" if points.is_tied else str(points.rank)


def _points_in_words(column: Column) -> str:
    total = column.points.total if column.points else None
    if column.points and column.points.bars:
        return "None: it is out"
    return "Not complete" if total is None else str(two_places(total))


def _prices(brief: Brief, priced: Sequence[OpenedQuote], lines: Sequence[LinedUp]) -> list[Row]:
    """The whole cost of each quote; nothing where prices are hidden."""
    if not priced:
        return []
    totals = [quote.totals for quote in priced]
    compared = [
        _compared(brief, total.net_pence, lines, place) for place, total in enumerate(totals)
    ]
    rows = [
        Row("Whole cost without VAT", compared),
        Row(
            "VAT",
            [
                Cell(
                    pounds(total.vat_pence),
                    [f"{g.percent}% of {pounds(g.net_pence)}" for g in total.groups],
                )
                for total in totals
            ],
        ),
        Row("Whole cost with VAT", [Cell(pounds(total.gross_pence)) for total in totals]),
    ]
    options = [options_net(lines, place) for place in range(len(priced))]
    if any(row.is_option for row in lines):
        without = [total.net_pence - net for total, net in zip(totals, options, strict=True)]
        rows.append(Row("Of it options, without VAT", [Cell(pounds(net)) for net in options]))
        rows.append(Row("Without options and VAT", [Cell(pounds(net)) for net in without]))
    return rows


def _compared(brief: Brief, net_pence: int, lines: Sequence[LinedUp], place: int) -> Cell:
    """A whole cost, and in which way it is not like the others: gaps, extras, no fixed price."""
    notes: list[str] = []
    budget = brief.budget_pence
    if brief.price_formula is PriceFormula.QUALITY_ONLY and budget not in (None, net_pence):
        notes.append(f"Not the fixed price of {pounds(budget or 0)}")
    if brief.asked_lines:
        gaps = sum(row.is_asked and not row.cells[place] for row in lines)
        extras = [row.net_of(place) for row in lines if row.cells[place] and not row.is_asked]
        if gaps:
            notes.append(f"Without {counted(gaps, 'line')} asked for")
        if extras:
            notes.append(f"With {pounds(sum(net or 0 for net in extras))} not asked for")
    return Cell(pounds(net_pence), notes)


def _line_row(row: LinedUp, brief: Brief) -> Row:
    marks = ["option"] if row.is_option else []
    if brief.asked_lines and not row.is_asked:
        marks.append("extra: not asked for")
    elif not row.is_of_all:
        marks.append("not priced by all")
    return Row(row.words, [_line_cell(lines) for lines in row.cells], ", ".join(marks))


def _line_cell(lines: Sequence[PricedLine]) -> Cell:
    if not lines:
        return Cell("Not priced", is_gap=True)
    net = sum(line.net_pence for line in lines)
    return Cell(
        pounds(net),
        [
            f"{line.quantity.normalize():,f} × {pounds(line.unit_pence)}, VAT {line.vat_percent}%"
            for line in lines
        ],
    )


def _criterion(
    view: Comparison, criterion: Criterion, columns: Sequence[Column], unseen: str
) -> Row:
    unseen = "" if view.are_scores_open else unseen
    # A plain value: attributes of a row on record are slow to read thousands of times.
    measure = Measure(criterion.weight, criterion.is_pass_fail, criterion.minimum)
    key = criterion.id
    cells = [_scores(column, key, measure, unseen) for column in columns]
    how = "pass or fail" if measure.is_pass_fail else f"of {measure.weight}"
    mark = f"at least {measure.minimum} of 4" if measure.minimum else ""
    return Row(f"{criterion.title} ({how})", cells, mark)


def _scores(column: Column, criterion: int, measure: Measure, unseen: str) -> Cell:
    scores = column.scores.get(criterion, [])
    if measure.is_pass_fail:
        scores = [one._replace(words=PASS_IN_WORDS.get(one.value, "")) for one in scores]
    points = column.points
    if points is None:
        return Cell("" if scores else unseen, scores=scores)
    earned, counted = points.criteria[criterion], points.means[criterion]
    if earned is None or counted is None:
        words = "Members differ" if scores else "Not scored"
        return Cell(words, scores=scores, is_gap=True)
    if measure.is_pass_fail:
        return Cell("Fail" if criterion in points.bars else "Pass", scores=scores)
    is_agreed = criterion in column.agreed
    notes = [f"{'Consensus' if is_agreed else 'Mean score'} {two_places(counted)}"]
    if criterion in points.bars:
        notes.append(f"Below the minimum of {measure.minimum}: out")
    return Cell(f"{two_places(earned)} points", notes, scores)


_TITLES = {
    Topic.RISKS: "Risks",
    Topic.SOCIAL_VALUE: "Social value",
    Topic.DELIVERY: "Delivery dates offered",
    Topic.WORK: "Answers",
}


def _answers(brief: Brief, columns: Sequence[Column]) -> list[Group]:
    dates = [
        Row(head, [Cell(words, notes, is_gap=gap) for words, notes, gap in said], mark)
        for head, mark, said in offered_dates(brief, [column.quote for column in columns])
    ]
    return [
        Group(
            title,
            [
                *(dates if topic is Topic.DELIVERY else []),
                *(
                    Row(
                        question.text,
                        [_answer(column, question.key) for column in columns],
                    )
                    for question in brief.questions
                    if question.topic is topic
                ),
            ],
        )
        for topic, title in _TITLES.items()
    ]


def _answer(column: Column, key: str) -> Cell:
    given = column.quote.answer_to(key)
    return Cell(given or "No answer", is_gap=not given)


def _received(columns: Sequence[Column]) -> list[Row]:
    files = [
        Cell(files=column.quote.files) if column.quote.files else Cell("No files")
        for column in columns
    ]
    return [
        Row("Files", files),
        Row("Receipt", [Cell(column.quote.receipt) for column in columns]),
    ]
