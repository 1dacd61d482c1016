"""app/fields.py, GovDateField and DeadlineField: any POST becomes a value or a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from app.fields import DeadlineField, GovDateField


class Asked(Form):
    due = GovDateField("Due date", [InputRequired("Enter the due date")])
    review = GovDateField("Review date", [Optional()])
    deadline = DeadlineField("Deadline", [Optional()])


def asked(**typed: str) -> Asked:
    form = Asked(MultiDict({name.replace("_", "-"): value for name, value in typed.items()}))
    form.validate()
    return form


def due(day: str, month: str, year: str) -> GovDateField:
    return asked(due_day=day, due_month=month, due_year=year).due


def deadline(time: str, day: str = "15", month: str = "3", year: str = "2013") -> DeadlineField:
    return asked(
        deadline_day=day, deadline_month=month, deadline_year=year, deadline_time=time
    ).deadline


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH", "Mar.", " 3 "])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert due("27", month, "2014").data == date(2014, 3, 27)


@pytest.mark.parametrize(
    ("typed", "sentence", "wrong"),
    [
        (("", "3", "2014"), "Due date must include a day", ("day",)),
        (("27", "", ""), "Due date must include a month and a year", ("month", "year")),
        (("31", "2", "2014"), "Due date must be a real date", ("day", "month", "year")),
        (("29", "2", "2014"), "Due date must be a real date", ("day", "month", "year")),
        (("27", "13", "2014"), "Due date must have a real month, like 3 or March", ("month",)),
        (("27", "m", "2014"), "Due date must have a real month, like 3 or March", ("month",)),
        (("x", "3", "2014"), "Due date must have a real day, like 27", ("day",)),
        (("-1", "3", "2014"), "Due date must have a real day, like 27", ("day",)),
        (("27", "3", "14"), "Due date must have a year of 4 numbers, like 2014", ("year",)),
        (("27", "3", "20１4"), "Due date must have a year of 4 numbers, like 2014", ("year",)),
        (("1", "1", "0000"), "Due date must be a real date", ("day", "month", "year")),
    ],
)
def test_a_wrong_date_is_refused_at_the_box_that_is_wrong(
    typed: tuple[str, str, str], sentence: str, wrong: tuple[str, ...]
) -> None:
    field = due(*typed)
    assert (field.errors, field.wrong_parts, field.data) == ([sentence], wrong, None)
    assert field.first_wrong_id == f"due-{wrong[0]}"
    assert tuple(field.parts.values()) == typed


def test_no_boxes_at_all_count_as_nothing_typed() -> None:
    form = asked(other="x")
    assert form.due.errors == ["Enter the due date"]
    assert form.due.first_wrong_id == "due-day"
    assert (form.review.data, list(form.review.errors)) == (None, [])


def test_one_box_of_an_optional_date_is_not_nothing() -> None:
    assert asked(review_year="2014").review.errors == ["Review date must include a day and a month"]


def test_a_stored_day_fills_the_boxes() -> None:
    form = Asked(data={"due": date(2014, 3, 7)})
    assert form.due.parts == {"day": "7", "month": "3", "year": "2014"}
    assert Asked().due.parts == {"day": "", "month": "", "year": ""}


def test_what_is_typed_wins_over_what_is_stored() -> None:
    form = Asked(MultiDict({"due-day": "1"}), data={"due": date(2014, 3, 7)})
    assert (form.due.parts["day"], form.due.parts["year"], form.due.data) == ("1", "", None)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("12 noon", 12, 0),
        ("noon", 12, 0),
        ("midday", 12, 0),
        ("5pm", 17, 0),
        ("5 PM", 17, 0),
        ("5:30pm", 17, 30),
        ("5.30 p.m.", 17, 30),
        ("17:30", 17, 30),
        ("9am", 9, 0),
        ("12am", 0, 0),
        ("12:30pm", 12, 30),
        ("00:00", 0, 0),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, hour: int, minute: int) -> None:
    assert deadline(typed).data == datetime(2013, 3, 15, hour, minute, tzinfo=UTC)


def test_a_deadline_in_summer_is_an_hour_earlier_in_utc() -> None:
    assert deadline("12 noon", month="June").data == datetime(2013, 6, 15, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["5", "25:00", "13pm", "0am", "5:60pm", "lunch", "12:00:00"])
def test_what_is_not_a_time_is_refused(typed: str) -> None:
    field = deadline(typed)
    assert field.errors == ["Deadline must have a real time, like 12 noon or 5:30pm"]
    assert field.first_wrong_id == "deadline-time"


def test_a_deadline_without_a_time_is_refused() -> None:
    assert deadline("").errors == ["Deadline must include a time, like 12 noon or 5:30pm"]


def test_midnight_is_refused_because_a_day_has_two() -> None:
    assert deadline("12 midnight").errors == ["Deadline must not be midnight: use 11:59pm"]


def test_a_time_that_the_clocks_skip_or_repeat_is_refused() -> None:
    skipped = deadline("1:30am", day="31")
    assert skipped.errors == ["Deadline must be a time that 31 March 2013 has"]
    repeated = deadline("1:30am", day="27", month="10")
    assert repeated.errors == [
        "Deadline must be another time: the clocks go back and this one comes twice"
    ]


@pytest.mark.parametrize(("hour", "shown"), [(12, "12 noon"), (17, "5pm"), (0, "00:00")])
def test_a_stored_deadline_is_shown_so_that_it_can_be_sent_again(hour: int, shown: str) -> None:
    at = datetime(2013, 3, 15, hour, 0, tzinfo=UTC)
    parts = Asked(data={"deadline": at}).deadline.parts
    assert parts["time"] == shown
    assert deadline(parts["time"]).data == at


@given(some.dates(min_value=date(1000, 1, 1)))
def test_every_day_that_we_show_can_be_read_again(day: date) -> None:
    parts = Asked(data={"due": day}).due.parts
    assert due(parts["day"], parts["month"], parts["year"]).data == day


TYPED = some.text(alphabet="0129 apmrchnoon:.-\x00٣", max_size=12)
BOXES = [f"{name}-{part}" for name in ("due", "deadline") for part in DeadlineField.PARTS]


@given(some.dictionaries(some.sampled_from(BOXES), some.lists(TYPED, max_size=3)))
def test_nothing_that_is_posted_breaks_them(posted: dict[str, list[str]]) -> None:
    form = Asked(MultiDict(posted))
    form.validate()
    assert (form.due.data is None) is bool(form.due.errors)


@pytest.mark.parametrize("year", ["9999", "0001", "1"])
def test_a_deadline_at_the_end_of_the_calendar_is_no_fault(year: str) -> None:
    for day, month in (("31", "12"), ("1", "1")):
        assert deadline("12am", day, month, year).errors or year != "1"
