"""Which entries are asked for."""

from __future__ import annotations

from wtforms import Field, Form, SelectField
from wtforms.validators import Optional, ValidationError

from app.fields import MOST_STORED, GovDateField


def chosen_id(value: object) -> int | None:
    """A chosen row's id; None for "all of them". Raises ValueError for what no row can have."""
    if value in (None, "", "None"):
        return None
    chosen = int(str(value))
    if not 0 < chosen <= MOST_STORED:
        raise ValueError("No row has this number.")
    return chosen


class FilterForm(Form):
    """Entries of one commission, one person, some days.

    A question in the address that changes nothing: it needs no token, and must not show one.
    """

    commission = SelectField("Commission", coerce=chosen_id, validators=[Optional()])
    person = SelectField("Person", coerce=chosen_id, validators=[Optional()])
    first = GovDateField("First day", [Optional()])
    last = GovDateField("Last day", [Optional()])

    def validate_last(self, field: Field) -> None:
        """Days run forward."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("Last day must be the same as or after the first day")
