"""Dates as people write them, and the days they mean (domain.md, "Dates" rule 2). Pure.

How the reader is organised, each stage in one direction only:

1. `tokens` cuts the words into words, numbers, ordinals and marks; all dashes and spaces are alike.
   `spelling` puts right the misspellings that can only be one word, and says so.
2. `cursor` is a place among them. Small rules built on it read a year (`year_rules`), a period
   (`period_rules`, `week_rules`, `time_rules`, `quarter_rules`, `relative_rules`), a period with
   its preposition or range (`phrase_rules`), a recurrence or undated words (`rate_rules`,
   `open_rules`), a condition (`condition_rules`) and a whole cell (`cell_rules`). All words known
   stand in `vocabulary` and `open_words`. A rule that fails puts the cursor back, and looks only
   a few tokens ahead, so reading takes linear time. If one token is left over, the cell is unread.
3. `settling` gives a period the year that was not written, `counting` the day it is counted from;
   `periods` counts its days; `bounds` applies the preposition; `doubts` finds the other readings;
   `notation` writes EDTF.
4. `meaning` puts one date together, `compounds` several of one cell, `reader` a cell; `lines` finds
   the date at a line's end, `asking` the question about what was not read, and `said` says back
   what was understood.
"""

from app.when.lines import split_trailing_when
from app.when.model import DayRange, When, when_as_json
from app.when.reader import read_when
from app.when.said import further_note, said_back

__all__ = [
    "DayRange",
    "When",
    "further_note",
    "read_when",
    "said_back",
    "split_trailing_when",
    "when_as_json",
]
