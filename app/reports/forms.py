"""What an officer decides to withhold from the file for others: shape only."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

LONGEST_WORDS = 10_000


class _Ticks(SelectMultipleField):
    """Several boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RedactionForm(FlaskForm):
    """What is withheld, and which files are given out."""

    company_people = BooleanField("Names and addresses of companies’ people", default=True)
    group_people = BooleanField("Names and addresses of members and keyholders", default=True)
    officers = BooleanField("Names and addresses of officers")
    line_prices = BooleanField("Price lines of the companies that did not win", default=True)
    totals = BooleanField(
        "Total prices of the companies that did not win, and points that would tell them"
    )
    company_names = BooleanField("Names of the companies that did not win")
    contents_of = _Ticks("Whose answers are withheld", coerce=int)
    parts = _Ticks("Which parts that their companies consider confidential are withheld")
    released = _Ticks("Files that are given out as they are")
    words = TextAreaField(
        "Other words to withhold",
        [
            Length(
                max=LONGEST_WORDS,
                message=f"The other words must be {LONGEST_WORDS:,} characters or fewer",
            )
        ],
    )

    def offer(
        self, companies: Mapping[int, str], files: Mapping[str, str], parts: Mapping[str, str]
    ) -> None:
        """The companies, files and marked parts to choose from."""
        self.parts.choices = list(parts.items())
        self.contents_of.choices = list(companies.items())
        self.released.choices = list(files.items())

    def other_words(self) -> tuple[str, ...]:
        """The words, one a line, each once; a single letter would be everywhere."""
        lines = (" ".join(line.split()) for line in (self.words.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if len(line) > 1))
