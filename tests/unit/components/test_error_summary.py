"""components/form.html, error_summary: every error once, with a link to its first input."""

from __future__ import annotations

from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, RadioField, StringField
from wtforms.validators import InputRequired

from app.fields import GovDateField, PoundsField
from tests.unit.components.conftest import Render

SUMMARY = '{% from "components/form.html" import error_summary %}{{ error_summary(form, errors) }}'


class Line(Form):
    what = StringField("What", [InputRequired("Enter what it is")])
    price = PoundsField("Price", [InputRequired("Enter a price")])


class Asked(Form):
    title = StringField("Title", [InputRequired("Enter a title")])
    due = GovDateField("Due", [InputRequired("Enter a day")])
    which = RadioField(
        "Which",
        [InputRequired("Choose one")],
        choices=[("a", "A"), ("b", "B")],
    )
    lines = FieldList(FormField(Line), min_entries=2)


def links(page: BeautifulSoup) -> list[tuple[str, str]]:
    found = page.select(".govuk-error-summary__list a")
    return [(str(a["href"]), a.get_text()) for a in found]


def test_without_errors_there_is_no_summary(render: Render) -> None:
    assert render(SUMMARY, form=Asked(), errors=[]).get_text(strip=True) == ""


def test_each_error_leads_to_the_first_input_of_its_field(render: Render) -> None:
    typed = {"due-day": "3", "due-year": "2014", "lines-0-what": "", "lines-1-what": "Post"}
    form = Asked(MultiDict(typed))
    form.validate()
    assert links(render(SUMMARY, form=form, errors=[])) == [
        ("#title", "Enter a title"),
        ("#due-month", "Due must include a month"),
        ("#which", "Choose one"),
        ("#lines-0-what", "Enter what it is"),
        ("#lines-0-price", "Enter a price"),
        ("#lines-1-price", "Enter a price"),
    ]


def test_a_rule_that_was_broken_is_said_as_it_stands(render: Render) -> None:
    form = Asked(MultiDict({"title": "x"}))
    form.form_errors = ["The deadline has passed."]
    page = render(SUMMARY, form=form, errors=["One more.", {"text": "Here", "href": "#title"}])
    items = [item.get_text(strip=True) for item in page.select("li")]
    assert items == ["One more.", "Here", "The deadline has passed."]
    assert links(page) == [("#title", "Here")]


def test_it_interrupts_a_screen_reader_under_a_heading(render: Render) -> None:
    page = render(SUMMARY, form=None, errors=["No."])
    assert page.select_one(".govuk-error-summary > [role=alert] > h2") is not None


def test_an_error_of_the_whole_list_leads_to_its_first_line(render: Render) -> None:
    form = Asked(MultiDict({"lines-0-what": "A", "lines-0-price": "1"}))
    form.lines.errors = ["Enter two lines or more"]
    assert ("#lines-0-what", "Enter two lines or more") in links(
        render(SUMMARY, form=form, errors=[])
    )
