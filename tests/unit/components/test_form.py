"""components/form.html: each kind of field with its label, hint, error and value."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired

from app.fields import DeadlineField, GovDateField, PoundsField
from tests.unit.components.conftest import Render

COLOURS = [("r", "Red"), ("g", "Green")]
FIELD = '{% from "components/form.html" import field %}{{ field(form.it, **options) }}'


def form_of(field: Any, typed: dict[str, str] | None = None) -> Form:
    class Asked(Form):
        it = field

    form = Asked(MultiDict(typed) if typed is not None else None)
    if typed is not None:
        form.validate()
    return form


@pytest.mark.parametrize(
    ("field", "tag", "kind"),
    [
        (StringField("What"), "input", "text"),
        (EmailField("What"), "input", "email"),
        (PasswordField("What"), "input", "password"),
        (IntegerField("What"), "input", "text"),
        (PoundsField("What"), "input", "text"),
        (FileField("What"), "input", "file"),
        (BooleanField("What"), "input", "checkbox"),
        (TextAreaField("What"), "textarea", None),
        (SelectField("What", choices=COLOURS), "select", None),
    ],
)
def test_a_single_input_is_of_its_kind_and_has_its_label(
    render: Render, field: Any, tag: str, kind: str | None
) -> None:
    page = render(FIELD, form=form_of(field), options={})
    (found,) = page.select("input, textarea, select")
    assert (found.name, found.get("type")) == (tag, kind)
    assert found["name"] == "it"
    (label,) = page.select(f"label[for={found['id']}]")
    assert label.get_text(strip=True) == "What"


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (RadioField("Which", choices=COLOURS), "radio"),
        (
            SelectMultipleField(
                "Which",
                choices=COLOURS,
                widget=widgets.ListWidget(),
                option_widget=widgets.CheckboxInput(),
            ),
            "checkbox",
        ),
        (SelectMultipleField("Which", choices=COLOURS), "checkbox"),
    ],
)
def test_several_choices_stand_in_a_fieldset_with_a_legend(
    render: Render, field: Any, kind: str
) -> None:
    page = render(FIELD, form=form_of(field), options={"hints": {"g": "as grass"}})
    (fieldset,) = page.select("fieldset")
    assert fieldset.legend is not None
    assert fieldset.legend.get_text(strip=True) == "Which"
    boxes = fieldset.select(f"input[type={kind}]")
    assert [box["value"] for box in boxes] == ["r", "g"]
    assert boxes[0]["id"] == "it"
    assert "as grass" in fieldset.get_text()


def test_the_choice_that_was_made_is_still_made(render: Render) -> None:
    page = render(FIELD, form=form_of(RadioField("W", choices=COLOURS), {"it": "g"}), options={})
    assert [box["value"] for box in page.select("input[checked]")] == ["g"]
    page = render(FIELD, form=form_of(SelectField("W", choices=COLOURS), {"it": "g"}), options={})
    assert [option["value"] for option in page.select("option[selected]")] == ["g"]
    page = render(FIELD, form=form_of(BooleanField("W"), {"it": "y"}), options={})
    assert page.select("input[checked]")


def test_typed_words_come_back_unchanged_and_harmless(render: Render) -> None:
    typed = 'A "quoted" <b>word</b> & more\n  on an indented line\n\nGàidhlig 🎉'
    page = render(FIELD, form=form_of(TextAreaField("What"), {"it": typed}), options={})
    assert page.textarea is not None
    assert page.textarea.get_text() == typed
    page = render(FIELD, form=form_of(TextAreaField("W"), {"it": typed}), options={"count_to": 900})
    assert page.textarea is not None
    assert page.textarea.get_text() == typed
    page = render(FIELD, form=form_of(StringField("What"), {"it": "<i>&"}), options={})
    assert page.input is not None
    assert page.input["value"] == "<i>&"


def test_a_password_never_comes_back(render: Render) -> None:
    page = render(FIELD, form=form_of(PasswordField("P"), {"it": "correct horse"}), options={})
    assert "correct" not in str(page)


def test_hint_and_error_are_tied_to_the_input_and_the_error_says_so(render: Render) -> None:
    field = StringField("Title", [InputRequired("Enter a title")])
    page = render(FIELD, form=form_of(field, {"it": ""}), options={"hint": "A few words"})
    assert page.input is not None
    assert page.input["aria-describedby"] == "it-hint it-error"
    hidden = page.select_one("#it-error .govuk-visually-hidden")
    assert hidden is not None
    assert hidden.get_text() == "Error:"
    error = page.select_one("#it-error")
    assert error is not None
    assert error.get_text(" ", strip=True) == "Error: Enter a title"


def test_no_input_is_required_by_the_browser(render: Render) -> None:
    for field in (StringField("A", [InputRequired()]), GovDateField("A", [InputRequired()])):
        page = render(FIELD, form=form_of(field), options={})
        assert not page.select("[required]")


def test_a_date_has_three_boxes_and_only_the_wrong_one_is_marked(render: Render) -> None:
    typed = {"it-day": "27", "it-month": "Mrch", "it-year": "2014"}
    page = render(FIELD, form=form_of(GovDateField("Due"), typed), options={})
    boxes = page.select("input")
    assert [box["name"] for box in boxes] == ["it-day", "it-month", "it-year"]
    assert [box["value"] for box in boxes] == ["27", "Mrch", "2014"]
    assert [box["id"] for box in page.select(".govuk-input--error")] == ["it-month"]


def test_a_deadline_has_a_box_for_the_time(render: Render) -> None:
    page = render(FIELD, form=form_of(DeadlineField("Deadline")), options={})
    assert [box["id"] for box in page.select("input")] == [
        "it-day",
        "it-month",
        "it-year",
        "it-time",
    ]


def test_money_has_its_sign_before_it_and_a_keypad(render: Render) -> None:
    page = render(FIELD, form=form_of(PoundsField("Price", default=125050)), options={})
    assert page.input is not None
    assert page.input["value"] == "1,250.50"
    assert page.input["inputmode"] == "decimal"
    (sign,) = page.select(".govuk-input__prefix")
    assert sign.get_text() == "£"


def test_options_reach_the_page(render: Render) -> None:
    options = {"width": "20", "autocomplete": "email", "suffix": "days", "page_heading": True}
    page = render(FIELD, form=form_of(StringField("Who")), options={**options, "size": "l"})
    assert page.input is not None
    assert "govuk-input--width-20" in page.input["class"]
    assert page.input["autocomplete"] == "email"
    assert page.h1 is not None
    assert page.h1.get_text(strip=True) == "Who"
    assert page.select(".govuk-label--l")
    assert page.select(".govuk-input__suffix")


def test_files_may_be_several_and_of_named_kinds(render: Render) -> None:
    page = render(FIELD, form=form_of(MultipleFileField("Files")), options={"accept": ".pdf"})
    assert page.input is not None
    assert page.input.has_attr("multiple")
    assert page.input["accept"] == ".pdf"


def test_a_hidden_value_has_no_label(render: Render) -> None:
    page = render(FIELD, form=form_of(HiddenField(default="3")), options={})
    assert page.input is not None
    assert (page.input["type"], page.input["value"]) == ("hidden", "3")
    assert not page.select("label")


def test_a_form_posts_with_its_token_and_leaves_checking_to_us(render: Render) -> None:
    page = render(
        '{% from "components/form.html" import form_tag, submit %}'
        '{% call form_tag(action="/there", multipart=true) %}'
        '{{ submit("Remove", "warning", name="line", value="2", hidden="line 2") }}{% endcall %}'
    )
    assert page.form is not None
    assert (page.form["method"], page.form["action"]) == ("post", "/there")
    assert page.form["enctype"] == "multipart/form-data"
    assert page.form.has_attr("novalidate")
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    assert token["value"] == "a-token"
    assert page.button is not None
    assert page.button.get_text() == "Remove line 2"
    assert (page.button["name"], page.button["value"]) == ("line", "2")
