"""Forms of many rows: criteria with their weights, and questions. A blank row is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import ValidationError

from app.commissions.forms import LONGEST_REASON, long_text, text
from app.commissions.rules import (
    LONGEST_LEVEL,
    LONGEST_TITLE,
    MOST_CRITERIA,
    MOST_QUESTIONS,
    Levels,
    PriceFormula,
    Topic,
)
from app.fields import RowList
from app.people.forms import one_line

ROWS_AT_FIRST = 4
MOST_WORDS = 10_000
LONGEST_PRICES = 30_000
_NOT_TYPED = ("key", "criterion_key", "topic")


class WholeNumberField(StringField):
    """A whole number typed as "25" or "25%". `number` is None where there is none to read."""

    number: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, and read it."""
        super().process_formdata(valuelist)
        found = re.fullmatch(r"([0-9]{1,6})\s*%?", (self.data or "").strip())
        self.number = int(found[1]) if found else None

    def fault(self, name: str, least: int, most: int) -> str | None:
        """The sentence about what was typed; None where it is a number between the two."""
        if self.number is not None and least <= self.number <= most:
            return None
        return f"{name} must be a whole number from {least} to {most:,}, like {min(25, most)}"


def _is_typed(given: Any) -> bool:
    return any(given.values()) if isinstance(given, dict) else bool(given)


class Row(Form):
    """One row of a list; its number is counted from 1."""

    key = HiddenField()

    @property
    def number(self) -> int:
        """The row's place on the page."""
        return int(self.key.name.split("-")[-2]) + 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in the row."""
        return not any(
            _is_typed(field.data) for field in self if field.short_name not in _NOT_TYPED
        )

    def faults(self) -> Iterator[tuple[Field, str]]:
        """What is wrong in a row that is not blank: the field and a sentence."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; then each fault at its own field, with the row's number in its words."""
        is_good = super().validate(extra_validators)
        if self.is_blank:
            return is_good
        for field, sentence in self.faults():
            if not field.errors:
                field.errors = [sentence]
                is_good = False
        return is_good


class LevelsForm(Form):
    """What each score from 0 to 4 means, in words."""

    level_0 = text("What 0 means", LONGEST_LEVEL)
    level_1 = text("What 1 means", LONGEST_LEVEL)
    level_2 = text("What 2 means", LONGEST_LEVEL)
    level_3 = text("What 3 means", LONGEST_LEVEL)
    level_4 = text("What 4 means", LONGEST_LEVEL)

    @property
    def words(self) -> list[str]:
        """What was typed, in the order of the scores."""
        return [field.data or "" for field in self]


def typed_levels(levels: Levels) -> dict[str, str]:
    """What is to stand in the boxes of a `LevelsForm`."""
    return {f"level_{place}": words for place, words in enumerate(levels)}


class CriterionRow(Row):
    """One criterion."""

    title = text("Title", LONGEST_TITLE)
    guidance = long_text("What a good answer shows", LONGEST_REASON)
    weight = WholeNumberField("Weight", filters=[one_line])
    minimum = WholeNumberField("Minimum score", filters=[one_line])
    is_pass_fail = BooleanField("Pass or fail")
    levels = FormField(LevelsForm)

    def faults(self) -> Iterator[tuple[Field, str]]:
        """A criterion has a title and a weight of 1 to 100, or is passed or failed."""
        if not self.title.data:
            yield self.title, f"Enter a title for criterion {self.number}"
        if self.is_pass_fail.data:
            if self.weight.data and self.weight.number != 0:
                yield (
                    self.weight,
                    f"Leave the weight of criterion {self.number} empty: it is pass or fail",
                )
            if self.minimum.data:
                yield (
                    self.minimum,
                    f"Criterion {self.number} is pass or fail, without a minimum score",
                )
            return
        if self.minimum.data and (fault := self.minimum.fault("Minimum score", 1, 4)):
            yield self.minimum, fault.replace(", like 4", "")
        if not self.weight.data:
            yield self.weight, f"Enter a weight for criterion {self.number}"
        elif fault := self.weight.fault(f"Weight of criterion {self.number}", 1, 100):
            yield self.weight, fault


class QuestionRow(Row):
    """One question."""

    text = long_text("Question", LONGEST_REASON)
    word_limit = WholeNumberField("Most words in an answer", filters=[one_line])
    topic = SelectField(
        "What it asks about",
        choices=[(topic.value, topic.value) for topic in Topic],
        default=Topic.WORK.value,
    )
    criterion_key = SelectField("Scored under", validate_choice=False)

    def faults(self) -> Iterator[tuple[Field, str]]:
        """A question has words; its limit, if it has one, is a number of words."""
        if not self.text.data:
            yield self.text, f"Enter the words of question {self.number}"
        if self.word_limit.data:
            named = f"Most words for question {self.number}"
            if fault := self.word_limit.fault(named, 1, MOST_WORDS):
                yield self.word_limit, fault


class _RowsForm(FlaskForm):
    """A list of rows that can be lengthened without losing what was typed."""

    def rows(self) -> FieldList:
        """The list itself."""
        raise NotImplementedError

    def filled(self) -> list[Any]:
        """The rows in which something was typed."""
        return [entry.form for entry in self.rows() if not entry.form.is_blank]

    def lengthen(self, at_least: int = 0) -> None:
        """Add blank rows up to `at_least`, or one where there are as many already."""
        rows = self.rows()
        most = rows.max_entries or at_least
        missing = max(at_least - len(rows), 1)
        for _ in range(min(missing, most - len(rows))):
            rows.append_entry()


class CriteriaForm(_RowsForm):
    """How the price is asked for, scored and weighed, and the criteria with their weights."""

    price_lines = long_text("Price lines to ask for", LONGEST_PRICES)
    price_formula = RadioField(
        "How the price is scored",
        choices=[(each.value, each.value.capitalize()) for each in PriceFormula],
        default=PriceFormula.LOWEST_OVER_PRICE.value,
    )
    price_weight = WholeNumberField("Weight of the price", filters=[one_line])
    hides_price = BooleanField("Hide prices from those who score until their scores are in")
    levels = FormField(LevelsForm)
    criteria = RowList(FormField(CriterionRow), max_entries=MOST_CRITERIA)

    def rows(self) -> FieldList:
        return self.criteria

    def validate_price_weight(self, field: WholeNumberField) -> None:
        """The price weighs from 0 to 100; left empty it weighs nothing."""
        if field.data and (fault := field.fault("Weight of the price", 0, 100)):
            raise ValidationError(fault)

    @property
    def weights(self) -> list[int]:
        """The weights that can be read, in percent."""
        return [row.weight.number for row in self.filled() if row.weight.number is not None]


class QuestionsForm(_RowsForm):
    """The questions that each company answers."""

    questions = RowList(FormField(QuestionRow), max_entries=MOST_QUESTIONS)

    def rows(self) -> FieldList:
        return self.questions
