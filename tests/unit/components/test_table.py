"""components/table.html: tables whose cells say what they are of, wide or narrow."""

from __future__ import annotations

from markupsafe import Markup

from tests.unit.components.conftest import Render

TABLE = '{% from "components/table.html" import table %}{{ table(caption, head, rows, **options) }}'
COMPARISON = (
    '{% from "components/table.html" import comparison %}{{ comparison(caption, head, rows) }}'
)


def test_a_table_has_a_caption_and_heads_for_columns_and_rows(render: Render) -> None:
    rows = [["Review", 3], ["<b>", Markup("<i>two</i>")]]
    page = render(TABLE, caption="Dates", head=["What", "Days"], rows=rows, options={})
    assert page.caption is not None
    assert page.caption.get_text() == "Dates"
    assert [th.get_text() for th in page.select("th[scope=col]")] == ["What", "Days"]
    assert [th.get_text() for th in page.select("th[scope=row]")] == ["Review", "<b>"]
    assert page.i is not None
    assert [td.get_text() for td in page.select("td")] == ["3", "two"]


def test_a_missing_value_is_an_empty_cell_and_a_mapping_gives_its_own(render: Render) -> None:
    rows = [["a", None], ["b", {"text": "<u>"}], ["c", {"html": Markup("<u>x</u>")}]]
    page = render(TABLE, caption="C", head=["H", "V"], rows=rows, options={})
    assert [td.get_text() for td in page.select("td")] == ["", "<u>", "x"]


def test_figures_stand_to_the_right_under_their_head(render: Render) -> None:
    page = render(TABLE, caption="C", head=["H", "£"], rows=[["a", 1]], options={"numeric": [1]})
    assert len(page.select("th.govuk-table__header--numeric, td.govuk-table__cell--numeric")) == 2


def test_a_wide_table_moves_in_a_frame_that_the_keyboard_reaches(render: Render) -> None:
    page = render(TABLE, caption="C", head=["H"], rows=[["a"]], options={"wide": True})
    (frame,) = page.select(".tracker-wide")
    assert (frame["tabindex"], frame["role"], frame["aria-label"]) == ("0", "region", "C")


def test_rows_may_be_written_out(render: Render) -> None:
    page = render(
        '{% from "components/table.html" import table %}{% call table("C", ["H"]) %}'
        '<tr class="govuk-table__row"><th scope="row">own</th></tr>{% endcall %}'
    )
    assert [th.get_text() for th in page.select("tbody th")] == ["own"]


def test_a_comparison_says_in_each_cell_whose_it_is(render: Render) -> None:
    page = render(
        COMPARISON,
        caption="Quotes",
        head=["Question", "Example Research Ltd", "Sample Insight CIC"],
        rows=[{"head": "Price", "cells": ["£1.00", "£2.00"], "first": True}],
    )
    assert [(td["data-label"], td.get_text()) for td in page.select("td")] == [
        ("Example Research Ltd", "£1.00"),
        ("Sample Insight CIC", "£2.00"),
    ]
    assert page.select("tr.tracker-comparison__first")


def test_a_comparison_stays_a_table_where_its_cells_are_stacked(render: Render) -> None:
    page = render(COMPARISON, caption="Q", head=["A", "B"], rows=[{"head": "x", "cells": ["y"]}])
    assert [e.get("role") for e in page.select("table, tr, th, td")] == [
        "table",
        "row",
        "columnheader",
        "columnheader",
        "row",
        "rowheader",
        "cell",
    ]
    (frame,) = page.select(".tracker-comparison")
    assert page.select(f"caption#{frame['aria-labelledby']}")
