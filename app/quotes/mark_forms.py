"""The parts of a quote that its company marks as confidential, as they are ticked and typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, FormField, HiddenField, StringField

from app.fields import RowList
from app.quotes.forms import one_line
from app.quotes.marks import Marked, MarkFault, in_a_sentence

MOST_PARTS = 200
"""More than a quote has: each question, each file, its prices and its timetable."""


class MarkRow(Form):
    """One part of the quote; what is typed without a tick stays on the page, and is asked about."""

    part = HiddenField()
    is_marked = BooleanField("We consider this confidential")
    reason = StringField("Why", filters=[one_line])
    until = StringField("Until when", filters=[one_line])

    def marked(self) -> Marked:
        """The mark as it was typed."""
        return Marked(self.part.data or "", self.reason.data or "", self.until.data or "")


class MarksForm(FlaskForm):
    """Every part of the quote, ticked or not."""

    parts = RowList(FormField(MarkRow), max_entries=MOST_PARTS)

    def show(self, named: Iterable[str], marks: Mapping[str, Marked]) -> None:
        """A row for each part that there is, filled where it is marked."""
        for part in named:
            mark = marks.get(part)
            self.parts.append_entry(
                {
                    "part": part,
                    "is_marked": mark is not None,
                    "reason": mark.reason if mark else "",
                    "until": mark.until if mark else "",
                }
            )

    def rows(self) -> list[MarkRow]:
        """The rows, in their order."""
        return [entry.form for entry in self.parts]

    def marks(self) -> list[Marked]:
        """The parts that are ticked, with what was typed."""
        return [row.marked() for row in self._ticked()]

    def say(self, faults: Sequence[MarkFault], named: Mapping[str, str]) -> None:
        """Put each fault at the field of its part; and say where a tick is missing."""
        ticked = self._ticked()
        for fault in faults:
            ticked[fault.place][fault.field].errors = [fault.sentence]
        for row in self.rows():
            if not row.is_marked.data and (row.reason.data or row.until.data):
                what = in_a_sentence(named.get(row.part.data or "", "This part"))
                row.is_marked.errors = [f"Tick {what}, or clear its reason and until when"]
        if any(field.errors for row in self.rows() for field in row):
            self.parts.errors = [entry.errors for entry in self.parts]

    def _ticked(self) -> list[MarkRow]:
        return [row for row in self.rows() if row.is_marked.data]
