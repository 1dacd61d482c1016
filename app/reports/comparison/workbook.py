"""The comparison as a workbook whose formulas work out prices, points and ranking anew.

Change a score, a weight, a minimum or a price in it, and its ranking follows, also who is out and
which price is the lowest; nothing of it comes back to the tracker. A spreadsheet reckons with 15
digits, so totals are rounded to ten decimals before they are ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.commissions.models import Commission, Criterion
from app.commissions.rules import PriceFormula
from app.evaluation.queries import Column, Comparison
from app.evaluation.rules import FAIL, HIGHEST_SCORE, THE_WHOLE, WHO_IS_OUT
from app.reports.comparison.sheets import (
    DAY,
    POUNDS,
    Formula,
    at,
    make_room,
    put,
    put_head,
    put_row,
    spread,
)

RANKING, SCORES, TOTALS, PRICES, COMMENTS, ANSWERS, DATES = (
    "Ranking",
    "Scores",
    "Totals",
    "Price lines",
    "Comments",
    "Answers",
    "Dates offered",
)
HEAD_ROW = 5
WEIGHTS_ROW = 4
MINIMUM_ROW = 3
PASS_OR_FAIL = "pass or fail"
SET_ASIDE, OUT, IN = "set aside", "out", "in"
FIRST = HEAD_ROW + 1
"""The first row of a company in the ranking."""

EXPLAINED = (
    f"A criterion: the score that counts ÷ {HIGHEST_SCORE} × its weight. On pass or fail 1 is a "
    f"pass and 0 a fail. {WHO_IS_OUT}"
)
TRY_OUT = (
    "Change a weight or a minimum here, a score or a price on the next sheets to try it out: "
    "nothing of it is kept in the tracker."
)

COUNTED, FIRST_MEMBER = 4, 5
"""Columns of the scores: the one that counts, and the first member's."""

FIRST_CRITERION = 4
LEFT_OUT, STANDS, COMPARED, TOTAL, RANK = (
    "Set aside?",
    "In or out",
    "Price among those in",
    "Total",
    "Rank",
)
AFTER = (LEFT_OUT, STANDS, COMPARED, TOTAL, RANK, "Rank in the tracker", "The same?")
"""Headings of the ranking after its criteria."""


@dataclass(frozen=True)
class _Book:
    """What the sheets are made of. Companies stand in the order of the page."""

    view: Comparison
    columns: Sequence[Column]
    members: Sequence[str]

    @property
    def criteria(self) -> Sequence[Criterion]:
        return self.view.brief.criteria

    @property
    def last(self) -> int:
        return FIRST + len(self.columns) - 1

    def column(self, head: str) -> int:
        """The column of the ranking with this heading, among those that follow the criteria."""
        return FIRST_CRITERION + len(self.criteria) + AFTER.index(head)

    def whole(self, column: int) -> str:
        """All companies' cells in a column of the ranking."""
        return f"{at(column, FIRST, fixed='both')}:{at(column, self.last, fixed='both')}"

    def score(self, place: int, criterion: int) -> str:
        """The cell of the score that counts, of a company on a criterion; both count from 0."""
        return f"{SCORES}!{at(COUNTED, self.score_row(place, criterion))}"

    def score_row(self, place: int, criterion: int) -> int:
        """The row of a company's score on a criterion; both count from 0."""
        return 2 + place * len(self.criteria) + criterion


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
    _dates(made.create_sheet(DATES), book)
    for sheet in made.worksheets:
        make_room(sheet, HEAD_ROW if sheet.title == RANKING else 1)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _ranking(sheet: Worksheet, commission: Commission, book: _Book) -> None:
    brief, count = book.view.brief, len(book.criteria)
    put(sheet, 1, 1, f"{commission.reference} {commission.title}")
    put(sheet, 2, 1, f"Price: {brief.price_in_short}. {EXPLAINED} {TRY_OUT}")
    spread(sheet, 1, last=3 + count + len(AFTER), height=20)
    spread(sheet, 2, last=3 + count + len(AFTER), height=64)
    least = [PASS_OR_FAIL if each.is_pass_fail else each.minimum or None for each in book.criteria]
    put_row(sheet, MINIMUM_ROW, ["Minimum score", None, None, *least])
    weights = [brief.price_weight, *(each.weight for each in book.criteria)]
    whole = f"=SUM({at(3, WEIGHTS_ROW)}:{at(3 + count, WEIGHTS_ROW)})"
    put_row(sheet, WEIGHTS_ROW, ["Weight", None, *weights, Formula(whole)])
    titles = [each.title for each in book.criteria]
    head = ["Company", "Whole cost without VAT", "Price points", *titles, *AFTER]
    widths = [30, 16, *([14] * (count + 1)), 12, 8, 16, 12, 8, 12, 10]
    put_head(sheet, HEAD_ROW, head, widths)
    for place, column in enumerate(book.columns):
        row = FIRST + place
        put(sheet, row, 1, column.quote.company.name)
        put(sheet, row, 2, Formula(f"='{TOTALS}'!C{2 + place}"), POUNDS)
        put(sheet, row, 3, Formula(_price_points(book, row)), "0.00")
        for number in range(count):
            score = book.score(place, number)
            weight = at(FIRST_CRITERION + number, WEIGHTS_ROW, fixed="row")
            points = f'=IF({score}="","",{score}/{HIGHEST_SCORE}*{weight})'
            put(sheet, row, FIRST_CRITERION + number, Formula(points), "0.00")
        _stands(sheet, row, book, place)
        _ranked(sheet, row, book, column)


def _stands(sheet: Worksheet, row: int, book: _Book, place: int) -> None:
    """Whether a quote is in: not set aside, failed nowhere, below no minimum."""
    points = book.columns[place].points
    is_aside = points is not None and THE_WHOLE in points.bars
    left_out, stands = book.column(LEFT_OUT), book.column(STANDS)
    put(sheet, row, left_out, SET_ASIDE if is_aside else None)
    bars = [f'{at(left_out, row)}<>""']
    for number, criterion in enumerate(book.criteria):
        score = book.score(place, number)
        least = at(FIRST_CRITERION + number, MINIMUM_ROW, fixed="row")
        barred = f"{score}={FAIL}" if criterion.is_pass_fail else f"{score}<N({least})"
        bars.append(f"AND(ISNUMBER({score}),{barred})")
    put(sheet, row, stands, Formula(f'=IF(OR({",".join(bars)}),"{OUT}","{IN}")'))
    price = f'=IF({at(stands, row)}="{IN}",B{row},"")'
    put(sheet, row, book.column(COMPARED), Formula(price), POUNDS)


def _ranked(sheet: Worksheet, row: int, book: _Book, column: Column) -> None:
    """Total and rank worked out on the sheet, beside the rank that the tracker gives."""
    count, total, rank = len(book.criteria), book.column(TOTAL), book.column(RANK)
    earned = f"{at(FIRST_CRITERION, row)}:{at(FIRST_CRITERION + count - 1, row)}"
    summed = f"ROUND({at(3, row)}+SUM({earned}),10)" if count else f"ROUND({at(3, row)},10)"
    complete = f'IF(COUNT({earned})={count},{summed},"")' if count else summed
    is_out = f'{at(book.column(STANDS), row)}="{OUT}"'
    put(sheet, row, total, Formula(f'=IF({is_out},"{OUT}",{complete})'), "0.00")
    here = at(total, row)
    ranked = f'=IF(ISNUMBER({here}),RANK({here},{book.whole(total)}),"")'
    put(sheet, row, rank, Formula(ranked))
    kept = column.points.rank if column.points else None
    put(sheet, row, rank + 1, kept)
    same = f'=IF({at(rank, row)}={at(rank + 1, row)},"same","differs")'
    unranked = f'=IF(ISNUMBER({at(rank, row)}),"differs","")'
    put(sheet, row, rank + 2, Formula(same if kept else unranked))


def _price_points(book: _Book, row: int) -> str:
    """The brief's formula, worked out from the whole costs on the sheet."""
    lowest, price = f"MIN({book.whole(book.column(COMPARED))})", f"B{row}"
    weight = f"$C${WEIGHTS_ROW}"
    formula = book.view.brief.price_formula
    if formula is PriceFormula.QUALITY_ONLY:
        return f"=0*{weight}"
    if formula is PriceFormula.LINEAR:
        dearer = f"MAX(0,(2*{lowest}-{price})/{lowest})"
    else:
        dearer = f"{lowest}/{price}"
    earned = f"IF({price}<={lowest},1,IF({lowest}=0,0,{dearer}))*{weight}"
    return f'=IF({at(book.column(STANDS), row)}="{OUT}","",{earned})'


def _scores(sheet: Worksheet, book: _Book) -> None:
    head = ["No.", "Company", "Criterion", "Score that counts", *book.members]
    put_head(sheet, 1, head, [6, 30, 30, 12, *([14] * len(book.members))])
    for place, column in enumerate(book.columns):
        for number, criterion in enumerate(book.criteria):
            row = book.score_row(place, number)
            given = {one.member: one.value for one in column.scores.get(criterion.id, [])}
            last = max(FIRST_MEMBER, FIRST_MEMBER + len(book.members) - 1)
            range_ = f"{at(FIRST_MEMBER, row)}:{at(last, row)}"
            # On pass and fail members must be of one mind: where they differ, nothing counts.
            differ = f',IF(MIN({range_})<MAX({range_}),""' if criterion.is_pass_fail else ""
            end = "))" if differ else ")"
            average = Formula(f'=IF(COUNT({range_})=0,""{differ},AVERAGE({range_}){end}')
            # A consensus takes the place of the mean.
            counted = column.agreed.get(criterion.id, average)
            name = column.quote.company.name
            put_row(sheet, row, [place + 1, name, criterion.title, counted])
            for at_, member in enumerate(book.members):
                put(sheet, row, FIRST_MEMBER + at_, given.get(member))


def _totals(sheet: Worksheet, book: _Book) -> None:
    """Each quote's total, its VAT by rate in the columns after it, and the total with VAT.

    VAT at a rate that somebody tries out on a price line is added in a column of its own.
    """
    rates = sorted({line.vat_percent for c in book.columns for line in c.lines})
    of_rates = [*(f"VAT at {rate}%" for rate in rates), "VAT at other rates"]
    head = ["No.", "Company", "Without VAT", *of_rates, "With VAT"]
    put_head(sheet, 1, head, [6, 30, *([16] * (len(of_rates) + 2))])
    for place, column in enumerate(book.columns):
        row, number = 2 + place, place + 1
        put_row(sheet, row, [number, column.quote.company.name])
        numbers, nets, rate_of = (f"'{PRICES}'!{each}:{each}" for each in "AGF")
        put(sheet, row, 3, Formula(f"=ROUND(SUMIF({numbers},A{row},{nets}),2)"), POUNDS)
        for at_, rate in enumerate(rates):
            net = f"SUMIFS({nets},{numbers},A{row},{rate_of},{rate})"
            vat = f"=ROUND(ROUND({net}*100,0)*{rate}/100,0)/100"
            put(sheet, row, 4 + at_, Formula(vat), POUNDS)
        end = 4 + len(of_rates)
        not_these = "".join(f',{rate_of},"<>{rate}"' for rate in rates)
        others = f"=ROUND(SUMIFS('{PRICES}'!H:H,{numbers},A{row}{not_these}),2)"
        put(sheet, row, end - 1, Formula(others), POUNDS)
        put(sheet, row, end, Formula(f"=ROUND(SUM(C{row}:{at(end - 1, row)}),2)"), POUNDS)


def _price_lines(sheet: Worksheet, book: _Book) -> None:
    head = ["No.", "Company", "Line", "Quantity", "Unit price", "VAT in percent", "Without VAT"]
    put_head(sheet, 1, [*head, "VAT, not rounded"], [6, 30, 40, 12, 16, 10, 16, 16])
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
            put(sheet, row, 8, Formula(f"=G{row}*F{row}/100"), "#,##0.0000")


def _comments(sheet: Worksheet, book: _Book) -> None:
    head = ["Company", "Criterion", "Member", "Score", "Comment"]
    put_head(sheet, 1, head, [30, 30, 24, 8, 80])
    row = 1
    for column in book.columns:
        for criterion in book.criteria:
            for one in column.scores.get(criterion.id, []):
                row += 1
                said = [criterion.title, one.member, one.value, one.comment]
                put_row(sheet, row, [column.quote.company.name, *said])


def _answers(sheet: Worksheet, book: _Book) -> None:
    put_head(sheet, 1, ["Company", "About", "Question", "Answer"], [30, 20, 50, 100])
    row = 1
    for column in book.columns:
        for question in book.view.brief.questions:
            row += 1
            answer = column.quote.answer_to(question.key) or "No answer"
            name, about = column.quote.company.name, question.topic.value
            put_row(sheet, row, [name, about, question.text, answer])


def _dates(sheet: Worksheet, book: _Book) -> None:
    """Each line of each timetable: as written, its days where they were read, what is doubtful."""
    head = ["Company", "What", "When, as written", "First day", "Last day", "To be checked"]
    put_head(sheet, 1, head, [30, 50, 30, 14, 14, 80])
    row = 1
    for column in book.columns:
        for due in column.quote.dues:
            row += 1
            put_row(sheet, row, [column.quote.company.name, due.title, due.when.raw])
            put(sheet, row, 4, due.when.earliest, DAY)
            put(sheet, row, 5, due.when.latest, DAY)
            put(sheet, row, 6, due.doubt or None)
