"""The rows of tables put together into actions, whichever way a table tells them apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.plans.importing.grammar import MOST_ACTIONS, ActionLines
from app.plans.importing.headings import Block, heading_in
from app.plans.importing.lines import Line
from app.plans.importing.milestones import DatesContext, Milestones
from app.plans.importing.parts import UnreadLine
from app.plans.importing.rows import NUMBER_FIRST
from app.plans.importing.tables.columns import Column
from app.plans.importing.tables.grid import Grid, Merged, Row
from app.plans.importing.tables.headers import Table, is_header
from app.plans.importing.tables.places import Places
from app.plans.importing.tables.row_milestones import Said, SaidBy, milestones_of

_NUMBER = re.compile(r"[A-Za-z]{0,3}\s*(\d{1,3})(?:\.(\d{1,3}))?\.?")
_BLOCKS = {Column.WHO: Block.WHO, Column.PROGRESS: Block.PROGRESS, Column.SUCCESS: Block.SUCCESS}
_WHY_NOT_READ = "The column “{}” is none of the plan's."
_WHY_SECTION = "It heads a section of the table; the plan has no place for it."
_WHY_LOOSE = "It stands above the first action of the table."


@dataclass(slots=True)
class Assembled:
    """The actions found so far, and what has no place in them."""

    places: Places
    dates: DatesContext
    drafts: list[ActionLines] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    said: dict[int, set[str]] = field(default_factory=dict[int, set[str]])
    open_draft: ActionLines | None = None
    """The action that the words above a table name: its rows belong to it."""


def assemble(table: Table, columns: Sequence[Column], at: int, result: Assembled) -> None:
    """Add the rows of one table, the `at`th of its file, with what each of its columns holds."""
    _Rows(table, columns, at, result).read()


class _Rows:
    """Reads one table's rows in order. `_draft` is the action that is open."""

    def __init__(self, table: Table, columns: Sequence[Column], at: int, result: Assembled) -> None:
        self._table = table
        self._columns = columns
        self._at = at
        self._result = result
        self._draft = result.open_draft
        self._has_action_column = Column.ACTION in columns

    def read(self) -> None:
        """Read every row below the header."""
        for row in self._table.grid.rows[self._table.first :]:
            if row.filled and not is_header(row, self._table.headings):
                self._row(row)

    def _row(self, row: Row) -> None:
        if self._is_section(row):
            self._section(row)
            return
        said, rest = self._sorted(row)
        self._result.unread += rest
        number, of_milestone = _numbers(said.get(Column.NUMBER))
        self._open(said, number, row)
        if self._draft is None:
            self._leave(said.values(), _WHY_LOOSE)
            return
        if number is None and (named := said.get(Column.NUMBER)):
            self._leave([named], "It stands as a number, but could not be read as one.")
        for column, block in _BLOCKS.items():
            if column in said:
                self._add(self._draft, block, said[column])
        action_text = " ".join(line.text for line in self._draft.blocks.get(Block.ACTION, []))
        kept = self._draft.read or Milestones()
        taken = {each.number for each in kept.found}
        found = milestones_of(said, action_text, taken, self._result.dates, of_milestone)
        if not found.found:
            states = [said[each] for each in (Column.STATE, Column.MET) if each in said]
            self._leave(states, "It tells how a step goes, but the row has no step and no date.")
        kept.found += found.found
        kept.first_dates += found.first_dates
        kept.unread += found.unread
        kept.questions += found.questions
        self._draft.read = kept

    def _is_section(self, row: Row) -> bool:
        """One cell of words that stands over the whole row, or alone before empty ones."""
        filled = row.filled
        if len(filled) != 1 or len(self._columns) < 3:
            return False
        at, cell = filled[0]
        if any(each.merged is Merged.ABOVE for each in row.cells):
            return False
        if cell.spans > 1 and cell.spans >= len(self._columns) - at:
            return True
        is_action = at < len(self._columns) and self._columns[at] is Column.ACTION
        return at == 0 and not is_action and self._columns[at] in (
            Column.NUMBER, Column.NOT_READ, Column.MILESTONE
        ) and _numbers(Said(cell.text, 0)) == (None, None)  # fmt: skip

    def _section(self, row: Row) -> None:
        at, cell = row.filled[0]
        line = self._place(row, at)
        words = " ".join(cell.text.split())
        heading = heading_in(words, is_marked=True)
        if heading is not None and heading.block is Block.ACTION:
            self._begin(heading.number, heading.rest, line)
        elif not self._has_action_column:
            numbered = NUMBER_FIRST.fullmatch(words)
            number, text = (int(numbered[1]), numbered[2]) if numbered else (None, words)
            self._begin(number, text or words, line)
        else:
            self._result.unread.append(UnreadLine(line, words, _WHY_SECTION))

    def _sorted(self, row: Row) -> tuple[SaidBy, list[UnreadLine]]:
        """A row's words by what their columns hold; those of unknown columns are unread."""
        said: SaidBy = {}
        rest: list[UnreadLine] = []
        for at, cell in row.filled:
            line = self._place(row, at)
            column = self._columns[at] if at < len(self._columns) else Column.NOT_READ
            if column is Column.NOT_READ:
                heading = self._heading(at)
                why = _WHY_NOT_READ.format(heading) if heading else "Its column has no heading."
                rest.append(UnreadLine(line, cell.text, why))
            elif column in said:
                said[column] = Said(f"{said[column].text}\n{cell.text}", said[column].line)
            else:
                said[column] = Said(cell.text, line)
        return said, rest

    def _open(self, said: SaidBy, number: int | None, row: Row) -> None:
        """Begin another action where the row names one; else the row goes on with the last."""
        action = said.get(Column.ACTION)
        if action is not None:
            numbered = NUMBER_FIRST.fullmatch(" ".join(action.text.split()))
            text = action.text
            if numbered and numbered[2] and number is None:
                number, text = int(numbered[1]), numbered[2]
            if self._draft is None or not self._goes_on(number, text):
                self._begin(number, text, action.line)
        elif number is not None and (self._draft is None or number != self._draft.number):
            if not self._has_action_column and (step := said.get(Column.MILESTONE)):
                self._begin(number, step.text, step.line)
            elif self._draft is not None and self._draft.number is None:
                self._draft.number = number
            else:
                self._begin(number, "", said[Column.NUMBER].line)
        elif self._draft is None and (step := said.get(Column.MILESTONE)):
            self._begin(None, step.text, step.line)

    def _goes_on(self, number: int | None, text: str) -> bool:
        """An action that is written out again beside each of its steps."""
        if self._draft is None:
            return False
        said = " ".join(line.text for line in self._draft.blocks.get(Block.ACTION, []))
        same = " ".join(text.split()) == " ".join(said.split())
        return same and number in (None, self._draft.number)

    def _begin(self, number: int | None, text: str, line: int) -> None:
        if len(self._result.drafts) >= MOST_ACTIONS:
            why = f"It comes after {MOST_ACTIONS} actions, and was not read."
            self._result.unread.append(UnreadLine(line, text, why))
            return
        self._draft = ActionLines(number, line, read=Milestones())
        self._result.drafts.append(self._draft)
        if text:
            self._draft.open(Block.ACTION).extend(Line(each, line) for each in text.split("\n"))

    def _add(self, draft: ActionLines, block: Block, said: Said) -> None:
        """Add words to a block, once: some tables repeat them in each row."""
        known = self._result.said.setdefault(id(draft), set())
        if f"{block} {said.text}" in known:
            return
        known.add(f"{block} {said.text}")
        lines = draft.blocks.setdefault(block, [])
        lines += [Line(each, said.line) for each in said.text.split("\n")]

    def _leave(self, left: Iterable[Said], why: str) -> None:
        for each in left:
            self._result.unread.append(UnreadLine(each.line, each.text, why))

    def _place(self, row: Row, column: int) -> int:
        grid: Grid = self._table.grid
        words = grid.place(row.number, column, self._heading(column))
        return self._result.places.at(self._at, row.number, column, words)

    def _heading(self, column: int) -> str:
        headings = self._table.headings
        return headings[column] if column < len(headings) else ""


def _numbers(said: Said | None) -> tuple[int | None, int | None]:
    """The numbers of action and milestone that a cell gives: "2.1", "A2", "3"."""
    found = _NUMBER.fullmatch(said.text.strip()) if said else None
    if found is None:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None
