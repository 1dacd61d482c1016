"""What a company types into its quote: shape and length, nothing of what is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    Form,
    FormField,
    HiddenField,
    MultipleFileField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from app.fields import PoundsField, RowList
from app.quotes.rules import (
    LONGEST_ANSWER,
    LONGEST_DESCRIPTION,
    MOST_LINES,
    MOST_TOTAL_PENCE,
    MOST_UNIT_PENCE,
    NOTHING_STATED,
    PricedLine,
    Stated,
    read_quantity,
    read_vat,
)

USUAL_QUANTITY = "1"
USUAL_VAT = "20"


def one_line(typed: str | None) -> str:
    """Typed words as one line without control characters; joined emoji stay joined."""
    kept = "".join(" " if unicodedata.category(c) == "Cc" else c for c in typed or "")
    return " ".join(kept.split())


def as_typed(typed: str | None) -> str:
    """Typed words with their line breaks as one character each, and without NUL."""
    return (typed or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


class AnswerForm(FlaskForm):
    """The answer to one question."""

    text = TextAreaField(
        "Your answer",
        [
            Length(
                max=LONGEST_ANSWER,
                message=f"Your answer must be {LONGEST_ANSWER:,} characters or fewer",
            )
        ],
        filters=[as_typed],
    )


class PriceRow(Form):
    """One price line as it was typed. Each sentence names the line by its place on the page."""

    description = StringField("Description", filters=[one_line])
    quantity = StringField("Quantity", filters=[one_line], default=USUAL_QUANTITY)
    unit_price = PoundsField("Unit price", most=MOST_UNIT_PENCE)
    vat = StringField("VAT", filters=[one_line], default=USUAL_VAT)
    remove = BooleanField("Remove")

    def process(self, *args: Any, **kwargs: Any) -> None:
        """As every form; the price is read with the line's number in its name."""
        self.unit_price.label.text = f"Unit price of line {self.number}"
        super().process(*args, **kwargs)

    @property
    def number(self) -> int:
        """The line's place on the page, from 1."""
        found = re.search(r"-([0-9]+)-description$", self.description.name)
        return int(found[1]) + 1 if found else 1

    @property
    def is_left_out(self) -> bool:
        """Whether the row is blank or marked to be removed."""
        if self.remove.data:
            return True
        untouched = self.quantity.data in ("", USUAL_QUANTITY) and self.vat.data in ("", USUAL_VAT)
        return untouched and not self.description.data and not _typed(self.unit_price)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row is a sound line, or left out."""
        if self.is_left_out:
            for field in self:
                field.errors = []
            return True
        is_good = super().validate(extra_validators)
        return all([is_good, self._has_description(), self._has_price(), *self._numbers()])

    def priced(self) -> PricedLine:
        """The line, once it is valid."""
        return PricedLine(
            self.description.data or "",
            read_quantity(self.quantity.data or ""),
            self.unit_price.data or 0,
            read_vat(self.vat.data or ""),
        )

    def _has_description(self) -> bool:
        typed = self.description.data or ""
        if not typed:
            return _refuse(self.description, f"Enter a description of line {self.number}")
        if len(typed) > LONGEST_DESCRIPTION:
            sentence = f"must be {LONGEST_DESCRIPTION} characters or fewer"
            return _refuse(self.description, f"Description of line {self.number} {sentence}")
        return True

    def _has_price(self) -> bool:
        if self.unit_price.data is None and not self.unit_price.errors:
            return _refuse(self.unit_price, f"Enter the unit price of line {self.number}")
        return not self.unit_price.errors

    def _numbers(self) -> list[bool]:
        return [
            _reads(self.quantity, f"Quantity of line {self.number}", read_quantity),
            _reads(self.vat, f"VAT of line {self.number}", read_vat),
        ]


class PricesForm(FlaskForm):
    """The whole table of prices; rows left blank are dropped."""

    # One more than is allowed, so that too many are refused in words and none is lost unsaid.
    lines = RowList(FormField(PriceRow), max_entries=MOST_LINES + 1)
    stated_net = PoundsField("Your own total without VAT", [Optional()], most=MOST_TOTAL_PENCE)
    stated_gross = PoundsField("Your own total with VAT", [Optional()], most=MOST_TOTAL_PENCE)

    def show(
        self,
        lines: tuple[PricedLine, ...],
        stated: Stated = NOTHING_STATED,
        *,
        blank: bool,
        asked: Sequence[str] = (),
    ) -> None:
        """Fill the table with lines, and a blank one at the end if asked or if there is none.

        Before there is any line, those that the brief asks for are named, to be priced.
        """
        self.stated_net.data, self.stated_gross.data = stated.net_pence, stated.gross_pence
        for line in lines:
            self.lines.append_entry(
                {
                    "description": line.description,
                    "quantity": f"{line.quantity.normalize():f}",
                    "unit_price": line.unit_pence,
                    "vat": str(line.vat_percent),
                }
            )
        for words in () if lines else asked:
            self.lines.append_entry({"description": words})
        if blank or not self.lines.entries:
            self.lines.append_entry()

    def priced(self) -> list[PricedLine]:
        """The lines that were typed, once all are valid."""
        return [entry.form.priced() for entry in self.lines if not entry.form.is_left_out]

    def stated(self) -> Stated:
        """The totals that were typed, once they are valid."""
        return Stated(self.stated_net.data, self.stated_gross.data)


class FilesForm(FlaskForm):
    """One or several files."""

    files = MultipleFileField("Choose one or more files")


class SendForm(FlaskForm):
    """The declaration with which a quote is sent, and a mark of what was checked."""

    reading_key = HiddenField()
    """Made with the page, so that a page sent again over a poor line brings the same key."""

    may_send = BooleanField(
        "I may send this quote for my company, and what it says is true",
        [InputRequired("Confirm that you may send this quote for your company")],
    )
    seen = HiddenField()


class ReadForm(FlaskForm):
    """The company's own key, to read what it has sent."""

    reading_key = StringField(
        "Your reading key", [InputRequired("Enter your reading key"), Length(max=200)]
    )


class CopyForm(FlaskForm):
    """Begin anew, with a copy of what was sent where its reading key is given."""

    reading_key = StringField("Your reading key", [Length(max=200)])


class ConfirmForm(FlaskForm):
    """A button that does one thing."""


def _typed(field: Field) -> bool:
    """Whether anything was typed into a field, or is shown in it."""
    return bool(str(field.raw_data[0]).strip() if field.raw_data else field.data is not None)


def _refuse(field: Field, sentence: str) -> bool:
    field.errors = [sentence]
    return False


def _reads(field: Field, name: str, read: Callable[[str], Decimal | int]) -> bool:
    typed = field.data or ""
    if not typed:
        return _refuse(field, f"{name} must be given")
    try:
        read(typed)
    except ValueError as fault:
        return _refuse(field, f"{name} {fault}")
    return True
