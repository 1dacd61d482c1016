"""A saved web page whose plan stands in a table with headings is read by its headings."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from app.plans.importing import html_page
from app.plans.importing.files import heads_in, read_file
from app.plans.importing.tables import Column, FileRefused, is_table_file

DAY = date(2013, 12, 4)
HEAD = "<tr><th>What</th><th>How</th><th>When</th><th>Who</th></tr>"
MERGED = f"""<html><head><title>Halls plan | A council</title></head><body>
<nav><table><tr><td>Home</td><td>When we meet</td></tr></table></nav>
<main><h1>Village halls plan 2013-16</h1>
<table><thead>{HEAD}</thead>
<tr><td rowspan="2">1. Halls are dry</td><td>Survey</td><td><p>March 2014</p></td>
<td rowspan=2>CLD</td></tr>
<tr><td>Repair the roofs</td><td>June 2014</td></tr>
<tr><td>2. Halls are used</td><td>Open days</td><td>Sept 2014</td><td>CPG</td></tr>
</table></main></body></html>"""


def milestones(page: str) -> list[tuple[int, str, str]]:
    read = read_file(page.encode(), "plan.html", said_on=DAY)
    return [
        (action.number, one.text, one.when.raw)
        for action in read.actions
        for one in action.milestones
    ]


def test_merged_cells_go_down_and_the_site_around_is_left_out() -> None:
    assert milestones(MERGED) == [
        (1, "Survey", "March 2014"),
        (1, "Repair the roofs", "June 2014"),
        (2, "Open days", "Sept 2014"),
    ]


def test_its_headings_are_those_that_a_person_maps() -> None:
    (head,) = heads_in(MERGED.encode(), "plan.html")
    assert head.headings == ("What", "How", "When", "Who")
    chosen = {"How": Column.NOT_READ}
    read = read_file(MERGED.encode(), "plan.html", said_on=DAY, chosen=chosen)
    assert "Survey" not in [one.text for action in read.actions for one in action.milestones]


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Action 1</h2><table><tr><th>What</th><th>When</th></tr></table>",
        "<table><tr><td>Likes</td><td>120</td></tr></table>",
        "<p>What is due, and when</p>",
    ],
)
def test_a_page_in_the_published_form_or_with_other_tables_is_read_as_a_page(page: str) -> None:
    assert not is_table_file(page.encode(), "plan.html")


def test_a_table_without_end_is_refused_in_a_sentence() -> None:
    cell = "<td colspan=99999 rowspan=99999>x</td>"
    page = f"<table><tr><th>What</th><th>When</th></tr><tr>{cell * 9}</tr></table>"
    with pytest.raises(FileRefused, match="more than 60 columns"):
        read_file(page.encode(), "plan.html", said_on=DAY)


STRUCK = f"""<table>{HEAD}
<tr><td>1. Halls are dry</td><td>Survey</td><td><del>June 2013</del> June 2014</td>
<td>CPG, Example Research Ltd</td></tr>
<tr><td>1. Halls are dry</td><td>Repair</td><td><p><s>July 2013</s></p><p>July 2014</p></td>
<td>Example Research Ltd, CLD</td></tr>
<tr><td>1. Halls are dry</td><td>Open</td>
<td><s>May 2013</s> <s>Dec 2013</s> May 2014</td><td>cpg</td></tr></table>"""


def test_a_struck_date_in_a_cell_is_the_earlier_one_and_stays_with_its_milestone() -> None:
    (action,) = read_file(STRUCK.encode(), "plan.html", said_on=DAY).actions
    said = [(one.text, one.when.raw, one.struck) for one in action.milestones]
    assert said == [
        ("Survey", "June 2014", "June 2013"),
        ("Repair", "July 2014", "July 2013"),
        ("Open", "May 2014", "May 2013"),
    ]
    first = [(one.milestone_number, one.when.raw) for one in action.first_dates]
    assert first == [(1, "June 2013"), (2, "July 2013"), (3, "May 2013")]


def test_a_struck_date_without_a_step_is_the_actions_own_earlier_one() -> None:
    head = "<tr><th>What</th><th>When</th></tr>"
    row = "<tr><td>Mend the roof</td><td><s>June 2013</s> June 2014</td></tr>"
    page = f"<table>{head}{row}</table>".encode()
    (action,) = read_file(page, "plan.html", said_on=DAY).actions
    (only,) = action.milestones
    assert (only.text, only.when.raw, only.struck) == ("Mend the roof", "June 2014", "June 2013")
    assert [one.when.raw for one in action.first_dates] == ["June 2013"]


def test_partners_that_several_rows_name_are_named_once() -> None:
    (action,) = read_file(STRUCK.encode(), "plan.html", said_on=DAY).actions
    assert action.partners == ("CPG", "Example Research Ltd", "CLD")
    assert action.who_written == "CPG, Example Research Ltd, CLD"


def test_a_page_is_parsed_once_however_often_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(markup: str, parser: str) -> BeautifulSoup:
        parsed.append(parser)
        return BeautifulSoup(markup, parser)

    monkeypatch.setattr(html_page, "BeautifulSoup", counted)
    for page in (STRUCK, "<h2>Action 1</h2><p>Mend</p><table><tr><td>When</td></tr></table>"):
        parsed.clear()
        content = f"{page}<p>Once only</p>".encode()
        is_table_file(content, "plan.html")
        heads_in(content, "plan.html")
        read_file(content, "plan.html", said_on=DAY)
        assert len(parsed) == 1
