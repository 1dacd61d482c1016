"""app/fields.py, PoundsField: money as people type it becomes whole pence, or a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from app.fields import MOST_PENCE, PoundsField
from app.formats import pounds


class Asked(Form):
    price = PoundsField("Price", [InputRequired("Enter a price")])
    least = PoundsField("Budget", [Optional()], least=100, most=50_000)


def asked(typed: str, name: str = "price") -> Asked:
    form = Asked(MultiDict({"price": "1", name: typed}))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("10,000", 1_000_000),
        ("£10,000.00", 1_000_000),
        ("10000", 1_000_000),
        (" £ 1,250.5 ", 125_050),
        ("0", 0),
        ("0.01", 1),
        ("007", 700),
        ("100,000,000", MOST_PENCE),
    ],
)
def test_money_is_read_as_people_type_it(typed: str, pence: int) -> None:
    form = asked(typed)
    assert (form.price.data, form.errors) == (pence, {})


@pytest.mark.parametrize(
    "typed",
    ["12,5", "1,00", "1e9", "10.000", "1.234,50", "ten", "£", "1 000", "٣", "１", "0x10", "NaN",
     "1" * 5000 + "x", "<script>", "1\x00"],
)  # fmt: skip
def test_what_is_not_an_amount_is_refused_in_a_sentence(typed: str) -> None:
    form = asked(typed)
    assert form.price.data is None
    assert form.price.errors == ["Price must be an amount of money, like 1,250 or 1,250.50"]
    assert form.price._value() == typed


@pytest.mark.parametrize("typed", ["-1", "−1", "-£5.00"])
def test_less_than_nothing_is_refused(typed: str) -> None:
    assert asked(typed).price.errors == ["Price must be £0.00 or more"]


@pytest.mark.parametrize("typed", ["100,000,000.01", "1000000000", "9" * 5000])
def test_more_than_a_hundred_million_is_refused(typed: str) -> None:
    assert asked(typed).price.errors == ["Price must be £100,000,000.00 or less"]


def test_a_field_may_have_narrower_limits() -> None:
    assert asked("0.99", "least").least.errors == ["Budget must be £1.00 or more"]
    assert asked("500.01", "least").least.errors == ["Budget must be £500.00 or less"]


def test_nothing_typed_is_said_only_where_it_is_needed() -> None:
    assert asked("").price.errors == ["Enter a price"]
    assert asked(" \r\n ").price.errors == ["Enter a price"]
    assert asked("", "least").least.data is None
    assert not asked("", "least").least.errors


def test_a_stored_sum_is_shown_as_it_would_be_typed() -> None:
    assert Asked(data={"price": 1_000_000}).price._value() == "10,000.00"
    assert Asked().price._value() == ""


@given(some.integers(min_value=0, max_value=MOST_PENCE))
def test_every_sum_that_we_write_can_be_read_again(pence: int) -> None:
    assert asked(pounds(pence)).price.data == pence


@given(some.text())
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    form = asked(typed)
    assert (form.price.data is None) is bool(form.price.errors)
