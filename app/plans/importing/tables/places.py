"""Where the words of a table stand: one number for sheet, row and column, and its words."""

from dataclasses import dataclass, field, replace

from app.plans.importing.parts import ReadAction, ReadPlan, UnreadLine

_COLUMNS = 100
_ROWS = 1_000_000


@dataclass(slots=True)
class Places:
    """The places met while a file is read, each under the number that stands for its line."""

    _words: dict[int, str] = field(default_factory=dict[int, str])

    def at(self, grid: int, row: int, column: int, words: str) -> int:
        """The number of a place."""
        number = (grid * _ROWS + row) * _COLUMNS + column + 1
        self._words.setdefault(number, words)
        return number

    def told(self, plan: ReadPlan) -> ReadPlan:
        """The plan with rows for line numbers, and each unread line with its place in words."""
        return replace(
            plan,
            actions=tuple(self._action(each) for each in plan.actions),
            unread=tuple(self._unread(each) for each in plan.unread),
        )

    def _unread(self, line: UnreadLine) -> UnreadLine:
        place = line.place or self._words.get(line.line, "")
        return replace(line, line=row_of(line.line) if not line.place else line.line, place=place)

    def _action(self, action: ReadAction) -> ReadAction:
        return replace(
            action,
            line=row_of(action.line),
            milestones=tuple(replace(m, line=row_of(m.line)) for m in action.milestones),
            measures=tuple(replace(m, line=row_of(m.line)) for m in action.measures),
        )


def row_of(number: int) -> int:
    """The row of a place; other line numbers are small and stay as they are."""
    return number // _COLUMNS % _ROWS if number >= _COLUMNS else number
