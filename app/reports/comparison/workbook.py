"""The comparison as a workbook whose formulas work out prices, points and ranking anew.

Change a score or a weight in it, and its ranking follows; nothing of it comes back to the tracker.
A spreadsheet reckons with 15 digits, so totals are rounded to ten decimals before they are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.commissions.models import Commission
from app.commissions.rules import PriceFormula
from app.evaluation.queries import Column, Comparison
from app.evaluation.rules import HIGHEST_SCORE
from app.reports.comparison.sheets import POUNDS, Formula, at, put, put_head, put_row

RANKING, SCORES, TOTALS, PRICES, COMMENTS, ANSWERS = (
    "Ranking",
    "Scores",
    "Totals",
    "Price lines",
    "Comments",
    "Answers",
)
HEAD_ROW = 5
WEIGHTS_ROW = 4
FIRST = HEAD_ROW + 1
"""The first row of a company in the ranking."""

EXPLAINED = (
    f"A criterion: the score that counts ÷ {HIGHEST_SCORE} × its weight. Change a weight here or a "
    "score on the next sheet to try it out: nothing of it is kept in the tracker."
)

COUNTED, FIRST_MEMBER = 4, 5
"""Columns of the scores: the one that counts, and the first member's."""


@dataclass(frozen=True)
class _Book:
    """What the sheets are made of. Companies stand in the order of the page."""

    view: Comparison
    columns: Sequence[Column]
    members: Sequence[str]

    @property
    def criteria(self) -> Sequence[tuple[int, str, int]]:
        return [(each.id, each.title, each.weight) for each in self.view.brief.criteria]

    @property
    def last(self) -> int:
        return FIRST + len(self.columns) - 1

    @property
    def compared_prices(self) -> str:
        """The cells of the prices among which the lowest is found: of quotes that are not out."""
        still_in = [
            f"B${FIRST + place}" for place, each in enumerate(self.columns) if not is_out(each)
        ]
        return ",".join(still_in) or f"B${FIRST}:B${self.last}"

    def score_row(self, place: int, criterion: int) -> int:
        """The row of a company's score on a criterion; both count from 0."""
        return 2 + place * len(self.criteria) + criterion


def is_out(column: Column) -> bool:
    """Whether a quote failed or is below a minimum score: it has no total then."""
    return column.points is not None and bool(column.points.bars)


def as_workbook(commission: Commission, view: Comparison) -> bytes:
    """The workbook of a comparison whose scores are open."""
    names = {
        score.member: None
        for column in view.columns
        for scores in column.scores.values()
        for score in scores
    }
    book = _Book(view, view.columns, list(names))
    made = Workbook()
    made.remove(made.worksheets[0])
    _ranking(made.create_sheet(RANKING), commission, book)
    _scores(made.create_sheet(SCORES), book)
    _totals(made.create_sheet(TOTALS), book)
    _price_lines(made.create_sheet(PRICES), book)
    _comments(made.create_sheet(COMMENTS), book)
    _answers(made.create_sheet(ANSWERS), book)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _ranking(sheet: Worksheet, commission: Commission, book: _Book) -> None:
    brief, count = book.view.brief, len(book.criteria)
    put(sheet, 1, 1, f"{commission.reference} {commission.title}")
    put(sheet, 2, 1, f"Price: {brief.price_in_short}. {EXPLAINED}")
    weights = [brief.price_weight, *(weight for _, _, weight in book.criteria)]
    whole = f"=SUM({at(3, WEIGHTS_ROW)}:{at(3 + count, WEIGHTS_ROW)})"
    put_row(sheet, WEIGHTS_ROW, ["Weight", None, *weights, Formula(whole)])
    titles = [title for _, title, _ in book.criteria]
    head = [
        *("Company", "Whole cost without VAT", "Price points", *titles),
        *("Total", "Rank", "Rank in the tracker", "The same?"),
    ]
    put_head(sheet, HEAD_ROW, head, [30, 16, *([14] * (count + 1)), 12, 8, 12, 10])
    for place, column in enumerate(book.columns):
        row = FIRST + place
        put(sheet, row, 1, column.quote.company.name)
        put(sheet, row, 2, Formula(f"='{TOTALS}'!C{2 + place}"), POUNDS)
        put(sheet, row, 3, Formula(_price_points(book, row)), "0.00")
        for number in range(count):
            score = f"{SCORES}!{at(COUNTED, book.score_row(place, number))}"
            weight = at(4 + number, WEIGHTS_ROW, fixed="row")
            points = f'=IF({score}="","",{score}/{HIGHEST_SCORE}*{weight})'
            put(sheet, row, 4 + number, Formula(points), "0.00")
        _ranked(sheet, row, book, column)


def _ranked(sheet: Worksheet, row: int, book: _Book, column: Column) -> None:
    """Total and rank worked out on the sheet, beside the rank that the tracker gives."""
    count = len(book.criteria)
    total, rank = 4 + count, 5 + count
    earned = f"{at(4, row)}:{at(total - 1, row)}"
    summed = f"ROUND({at(3, row)}+SUM({earned}),10)" if count else f"ROUND({at(3, row)},10)"
    complete = f'=IF(COUNT({earned})={count},{summed},"")' if count else f"={summed}"
    put(sheet, row, total, "out" if is_out(column) else Formula(complete), "0.00")
    here = at(total, row)
    all_ = f"{at(total, FIRST, fixed='both')}:{at(total, book.last, fixed='both')}"
    put(sheet, row, rank, Formula(f'=IF(ISNUMBER({here}),RANK({here},{all_}),"")'))
    kept = column.points.rank if column.points else None
    put(sheet, row, rank + 1, kept)
    same = f'=IF({at(rank, row)}={at(rank + 1, row)},"same","differs")' if kept else '=""'
    put(sheet, row, rank + 2, Formula(same))


def _price_points(book: _Book, row: int) -> str:
    """The brief's formula, worked out from the whole costs on the sheet."""
    lowest, price = f"MIN({book.compared_prices})", f"B{row}"
    weight = f"$C${WEIGHTS_ROW}"
    formula = book.view.brief.price_formula
    if formula is PriceFormula.QUALITY_ONLY:
        return f"=0*{weight}"
    if formula is PriceFormula.LINEAR:
        dearer = f"MAX(0,(2*{lowest}-{price})/{lowest})"
    else:
        dearer = f"{lowest}/{price}"
    return f"=IF({price}<={lowest},1,IF({lowest}=0,0,{dearer}))*{weight}"


def _scores(sheet: Worksheet, book: _Book) -> None:
    head = ["No.", "Company", "Criterion", "Score that counts", *book.members]
    put_head(sheet, 1, head, [6, 30, 30, 12, *([14] * len(book.members))])
    for place, column in enumerate(book.columns):
        for number, (criterion_id, title, _) in enumerate(book.criteria):
            row = book.score_row(place, number)
            given = {one.member: one.value for one in column.scores.get(criterion_id, [])}
            last = max(FIRST_MEMBER, FIRST_MEMBER + len(book.members) - 1)
            range_ = f"{at(FIRST_MEMBER, row)}:{at(last, row)}"
            average = Formula(f'=IF(COUNT({range_})=0,"",AVERAGE({range_}))')
            is_disputed = column.points is not None and column.points.means[criterion_id] is None
            # A consensus takes the place of the mean; on pass and fail members must be of one mind.
            counted = column.agreed.get(criterion_id, None if is_disputed else average)
            put_row(sheet, row, [place + 1, column.quote.company.name, title, counted])
            for at_, member in enumerate(book.members):
                put(sheet, row, FIRST_MEMBER + at_, given.get(member))


def _totals(sheet: Worksheet, book: _Book) -> None:
    """Each quote's total, its VAT by rate in the columns after it, and the total with VAT."""
    rates = sorted({line.vat_percent for c in book.columns for line in c.lines})
    head = ["No.", "Company", "Without VAT", *(f"VAT at {rate}%" for rate in rates), "With VAT"]
    put_head(sheet, 1, head, [6, 30, *([16] * (len(rates) + 2))])
    for place, column in enumerate(book.columns):
        row, number = 2 + place, place + 1
        put_row(sheet, row, [number, column.quote.company.name])
        numbers, nets = f"'{PRICES}'!A:A", f"'{PRICES}'!G:G"
        put(sheet, row, 3, Formula(f"=ROUND(SUMIF({numbers},A{row},{nets}),2)"), POUNDS)
        for at_, rate in enumerate(rates):
            net = f"SUMIFS({nets},{numbers},A{row},'{PRICES}'!F:F,{rate})"
            vat = f"=ROUND(ROUND({net}*100,0)*{rate}/100,0)/100"
            put(sheet, row, 4 + at_, Formula(vat), POUNDS)
        end = 4 + len(rates)
        put(sheet, row, end, Formula(f"=ROUND(SUM(C{row}:{at(end - 1, row)}),2)"), POUNDS)


def _price_lines(sheet: Worksheet, book: _Book) -> None:
    head = ["No.", "Company", "Line", "Quantity", "Unit price", "VAT in percent", "Without VAT"]
    put_head(sheet, 1, head, [6, 30, 40, 12, 16, 10, 16])
    row = 1
    for place, column in enumerate(book.columns):
        for line in column.lines:
            row += 1
            name = column.quote.company.name
            put_row(sheet, row, [place + 1, name, line.description, line.quantity])
            put(sheet, row, 5, Decimal(line.unit_pence) / 100, POUNDS)
            put(sheet, row, 6, line.vat_percent)
            # In whole hundredths and pence, which a spreadsheet multiplies exactly.
            net = f"=ROUND(ROUND(D{row}*100,0)*ROUND(E{row}*100,0)/100,0)/100"
            put(sheet, row, 7, Formula(net), POUNDS)


def _comments(sheet: Worksheet, book: _Book) -> None:
    head = ["Company", "Criterion", "Member", "Score", "Comment"]
    put_head(sheet, 1, head, [30, 30, 24, 8, 80])
    row = 1
    for column in book.columns:
        for criterion_id, title, _ in book.criteria:
            for one in column.scores.get(criterion_id, []):
                row += 1
                name = column.quote.company.name
                put_row(sheet, row, [name, title, one.member, one.value, one.comment])


def _answers(sheet: Worksheet, book: _Book) -> None:
    put_head(sheet, 1, ["Company", "About", "Question", "Answer"], [30, 20, 50, 100])
    row = 1
    for column in book.columns:
        for question in book.view.brief.questions:
            row += 1
            answer = column.quote.answer_to(question.key) or "No answer"
            name, about = column.quote.company.name, question.topic.value
            put_row(sheet, row, [name, about, question.text, answer])
