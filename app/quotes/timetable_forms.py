"""The timetable that a company types into its quote: shape and length, dates in any words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, Form, FormField, StringField

from app.commissions.rules import MOST_OFFERED, OfferedDue, title_fault, when_fault
from app.fields import RowList
from app.quotes.forms import one_line


class DueRow(Form):
    """One line as it was typed. Each sentence names the line by its place on the page."""

    title = StringField("What you will deliver", filters=[one_line])
    when = StringField("When", filters=[one_line])
    remove = BooleanField("Remove")

    @property
    def number(self) -> int:
        """The line's place on the page, from 1."""
        found = re.search(r"-([0-9]+)-title$", self.title.name)
        return int(found[1]) + 1 if found else 1

    @property
    def is_left_out(self) -> bool:
        """Whether the row is blank or marked to be removed."""
        return bool(self.remove.data) or not (self.title.data or self.when.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row says what and when, in whatever words, or is left out."""
        if self.is_left_out:
            for field in self:
                field.errors = []
            return True
        is_good = super().validate(extra_validators)
        sound = [
            _is_sound(self.title, title_fault(self.title.data or "", self.number)),
            _is_sound(self.when, when_fault(self.when.data or "", self.number)),
        ]
        return is_good and all(sound)

    def due(self) -> OfferedDue:
        """The line, once it is valid."""
        return OfferedDue(self.title.data or "", self.when.data or "")


class TimetableForm(FlaskForm):
    """The whole timetable; rows left blank are dropped."""

    # One more than is allowed, so that too many are refused in words and none is lost unsaid.
    dues = RowList(FormField(DueRow), max_entries=MOST_OFFERED + 1)

    def show(
        self, dues: Sequence[OfferedDue], *, blank: bool, asked: Sequence[OfferedDue] = ()
    ) -> None:
        """Fill the rows with lines, and a blank one at the end if asked or if there is none.

        Before there is any line, those that the brief asks for are there to begin with.
        """
        for due in dues or asked:
            self.dues.append_entry({"title": due.title, "when": due.when})
        if blank or not self.dues.entries:
            self.dues.append_entry()

    def typed(self) -> list[OfferedDue]:
        """The lines that were typed, once all are valid."""
        return [entry.form.due() for entry in self.dues if not entry.form.is_left_out]


def _is_sound(field: Field, fault: str | None) -> bool:
    field.errors = [fault] if fault else field.errors
    return fault is None
