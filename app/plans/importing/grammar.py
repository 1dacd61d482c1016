"""The one grammar of a plan page: headings open blocks, words go into the block that is open."""

from dataclasses import dataclass, field

from app.plans.importing.front import begins_footer
from app.plans.importing.headings import Block, Heading, heading_in
from app.plans.importing.lines import Line, Mark
from app.plans.importing.milestones import Milestones
from app.plans.importing.paragraphs import goes_on
from app.plans.importing.parts import UnreadLine

PROSE = (Block.PROGRESS, Block.SUCCESS)
BEFORE_ACTIONS = (Block.OUTCOME, Block.PERIOD)
# Longer lines are words, whatever they begin with.
LONGEST_HEADING_SCAN = 20_000
MOST_ACTIONS = 300


@dataclass(slots=True)
class ActionLines:
    """One action's lines by block. Under ACTION stands its own text.

    `read` are its milestones where the rows of a table gave them already.
    """

    number: int | None
    line: int
    blocks: dict[Block, list[Line]] = field(default_factory=dict)
    repeated: list[Block] = field(default_factory=list)
    read: Milestones | None = None

    def open(self, block: Block) -> list[Line]:
        """Give the lines of a block, empty when it is new; remember that it came twice."""
        if block in self.blocks:
            self.repeated.append(block)
        return self.blocks.setdefault(block, [])


@dataclass(slots=True)
class PageLines:
    """Every line of the page in its place."""

    front: list[Line] = field(default_factory=list)
    labelled: dict[Block, list[Line]] = field(default_factory=dict)
    actions: list[ActionLines] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)


def sort_lines(lines: list[Line]) -> PageLines:
    """Put each line of words in its block, the front, the footer, or among the unread."""
    sorter = _Sorter(_end_of_plan(lines))
    for index, line in enumerate(lines):
        sorter.take(index, line)
    return sorter.page


def _end_of_plan(lines: list[Line]) -> int:
    """Where the run of footer lines at the very end begins."""
    end = len(lines)
    while end and not lines[end - 1].is_kept and begins_footer(lines[end - 1], is_at_an_end=True):
        end -= 1
    return end


class _Sorter:
    """Takes the lines in order. `_target` holds the open block's lines, None for the unread."""

    def __init__(self, end: int) -> None:
        self.page = PageLines()
        self._end = end
        self._target: list[Line] | None = self.page.front
        self._block: Block | None = None
        self._level = 0
        self._why = ""

    def take(self, index: int, line: Line) -> None:
        """Put one line in its place."""
        at_an_end = index >= self._end or (not self.page.actions and bool(self.page.front))
        if line.is_kept:
            self._take_kept(line)
            return
        if begins_footer(line, is_at_an_end=at_an_end):
            self._take_footer(line)
            return
        is_marked = line.mark in (Mark.HEADING, Mark.TITLE)
        is_short = len(line.text) <= LONGEST_HEADING_SCAN
        heading = heading_in(line.text, is_marked=is_marked) if is_short else None
        if heading is not None:
            self._take_heading(heading, line)
        elif line.mark is Mark.FOOTER and self.page.actions:
            self._leave(line, "It stands in the page's footer, and is not about the plan.")
        elif is_marked and self.page.actions and not self._belongs_below(line):
            self._close(f"It stands under “{line.text[:80]}”, which is no block of an action.")
            self._leave(line, "It is a heading that is no block of an action.")
        else:
            self._put(line)

    def _take_kept(self, line: Line) -> None:
        """Words and nothing else: they stay where they stand."""
        if self.page.footer and self.page.actions:
            self.page.footer.append(line)
        else:
            self._put(line)

    def _take_footer(self, line: Line) -> None:
        self.page.footer.append(line)
        if self.page.actions:
            self._close("It stands after the end of the plan.")

    def _take_heading(self, heading: Heading, line: Line) -> None:
        block = heading.block
        if block is Block.ACTION and len(self.page.actions) >= MOST_ACTIONS:
            self._leave(line, f"It comes after {MOST_ACTIONS} actions, and was not read.")
            self._close("It stands in an action that was not read.")
            return
        if block is Block.ACTION:
            self.page.actions.append(ActionLines(heading.number, line.line))
            self._target = self.page.actions[-1].open(block)
        elif block in BEFORE_ACTIONS and not self.page.actions:
            self._target = self.page.labelled.setdefault(block, [])
        elif self.page.actions and block not in BEFORE_ACTIONS:
            self._target = self.page.actions[-1].open(block)
        else:
            self._leave(line, f"“{block.value}” is not expected here.")
            self._close(f"It stands under “{line.text[:80]}”, which is not expected there.")
            return
        self._block, self._level = block, line.level
        if heading.rest:
            self._target.append(Line(heading.rest, line.line))

    def _belongs_below(self, line: Line) -> bool:
        """A heading inside prose, or right under the action's own, is words of that block."""
        if self._block is Block.ACTION and not self._target:
            return True
        return self._block in PROSE and line.level > self._level > 0

    def _put(self, line: Line) -> None:
        if self._block in BEFORE_ACTIONS and self._target:
            # A labelled outcome or period is one paragraph; what comes after it has no label.
            is_outcome = self._block is Block.OUTCOME
            if not (is_outcome and goes_on(self._target[-1].text, line, by_length=True)):
                self._target, self._block = self.page.front, None
        if self._target is None:
            self._leave(line, self._why)
        else:
            self._target.append(line)

    def _leave(self, line: Line, why: str) -> None:
        self.page.unread.append(UnreadLine(line.line, line.text, why))

    def _close(self, why: str) -> None:
        self._target, self._block, self._why = None, None, why
