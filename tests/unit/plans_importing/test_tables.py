"""Plans kept as tables are read as pages are, and nothing of them is dropped."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from docx import Document
from openpyxl import Workbook

from app.plans.importing import ReadPlan
from app.plans.importing.files import Remembered, heads_in, read_file
from app.plans.importing.tables import Column
from tests.factories.reviews import (
    FORMATS,
    OUTCOME,
    REVIEWS,
    TITLE,
    Review,
    as_csv,
    as_docx,
    saved,
)

DAY = date(2013, 12, 4)


def csv_file(*rows: str) -> bytes:
    return "\n".join(("Our plan – 1st Review", "Neighbours meet.", *rows)).encode()


def read(
    content: bytes,
    name: str = "plan.csv",
    *,
    remembered: Remembered | None = None,
    chosen: Mapping[str, Column] | None = None,
) -> ReadPlan:
    return read_file(content, name, said_on=DAY, remembered=remembered, chosen=chosen)


def steps(plan: ReadPlan) -> list[tuple[int, int, str, str]]:
    return [
        (a.number, m.number, m.text, m.when_written) for a in plan.actions for m in a.milestones
    ]


@pytest.mark.parametrize("review", REVIEWS, ids=lambda each: each.name)
@pytest.mark.parametrize(("ending", "write"), FORMATS, ids=lambda each: str(each)[:5])
def test_a_review_says_the_same_in_every_format(
    review: Review, ending: str, write: Callable[[Review], bytes]
) -> None:
    plan = read_file(write(review), f"review{ending}", said_on=review.day)
    assert (plan.title, plan.review, plan.outcome) == (TITLE, review.name, OUTCOME)
    assert steps(plan) == [
        (part.number, step.number, step.text, step.when)
        for part in review.parts
        for step in part.steps
    ]
    assert [m.is_met for a in plan.actions for m in a.milestones] == [
        bool(step.state) for part in review.parts for step in part.steps
    ]
    assert [a.text for a in plan.actions] == [part.text for part in review.parts]
    assert [a.progress for a in plan.actions] == [(part.progress,) for part in review.parts]
    assert plan.actions[0].partners == ("CPG", "Hall Committee", "Paths Society")
    assert plan.unread == ()


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_csv_file_may_have_any_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    plan = read(as_csv(REVIEWS[4], delimiter, encoding))
    assert (1, 2, "Walkers’ forum", "June 2014") in steps(plan)


def test_the_delimiter_that_excel_names_is_believed() -> None:
    plan = read(b"sep=;\nWhat;When;Who\nOpen the hall, soon;May 2014;CPG\n")
    assert steps(plan) == [(1, 1, "Open the hall, soon", "May 2014")]


def test_several_milestones_of_one_cell_stand_beside_their_dates() -> None:
    plan = read(
        csv_file(
            "What,How,When",
            'Hall,"1. Survey\n2. Repair\nthe roof","Sept 2013\nMarch 2014"',
            'Path,"• Study\n• Benches",June 2014',
            'Pond,"Dig\nFill","May 2014\nJune 2014\nJuly 2014"',
        )
    )
    assert steps(plan)[:4] == [
        (1, 1, "Survey", "Sept 2013"),
        (1, 2, "Repair the roof", "March 2014"),
        (2, 1, "Study", "June 2014"),
        (2, 2, "Benches", "June 2014"),
    ]
    assert [when for _, _, _, when in steps(plan)[4:]] == ["", ""]
    assert any("Is it the date of each?" in each for each in plan.questions)
    [line] = plan.unread
    assert line.text == "May 2014 / June 2014 / July 2014"
    assert line.place == "The file, row 6, column C (When)"
    assert "Which belongs to which?" in line.why


def test_a_when_cell_may_name_the_steps_itself() -> None:
    plan = read(csv_file("What,When", 'Hall,"1. Survey – Sept 2013 2. Repair – March 2014"'))
    assert steps(plan) == [(1, 1, "Survey", "Sept 2013"), (1, 2, "Repair", "March 2014")]


def test_repeated_headings_empty_rows_and_sections_are_no_actions() -> None:
    plan = read(
        csv_file(
            "Ref,What,When,Who",
            "Theme one,,,",
            "1,Open the hall,May 2014,CPG",
            ",,,",
            "Ref,What,When,Who",
            "2,Clear the path,June 2014,CPG",
        )
    )
    assert [action.text for action in plan.actions] == ["Open the hall", "Clear the path"]
    [line] = plan.unread
    assert (line.line, line.text) == (4, "Theme one")
    assert line.place == "The file, row 4, column A (Ref)"


def test_sections_are_the_actions_where_no_column_holds_them() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Our plan"],
        ["Neighbours meet."],
        ["Step", "By when", "Owner"],
        ["Action 3: Open the hall"],
        ["Survey", "May 2014", "CPG"],
        ["Repair", "June 2014", "CPG"],
        ["Clear the path"],
        ["Study", "July 2014", "CPG"],
    ):
        sheet.append(row)
    for row in (4, 7):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    plan = read(saved(book), "plan.xlsx")
    assert [(a.number, a.text) for a in plan.actions] == [
        (3, "Open the hall"),
        (4, "Clear the path"),
    ]
    assert [s[2] for s in steps(plan)] == ["Survey", "Repair", "Study"]


def test_numbers_of_action_and_step_are_told_apart() -> None:
    plan = read(
        csv_file(
            "Ref,Action,Milestone,When",
            "1.1,Open the hall,Survey,May 2014",
            "1.2,Open the hall,Repair,June 2014",
            "2.1,Clear the path,Study,June 2014",
        )
    )
    assert [s[:3] for s in steps(plan)] == [(1, 1, "Survey"), (1, 2, "Repair"), (2, 1, "Study")]


def test_typed_dates_become_the_words_that_a_person_sees() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["What", "When", "Progress"])
    for what, day, shown in (
        ("Open", date(2014, 3, 31), "dd/mm/yyyy"),
        ("Close", date(2014, 3, 1), "mmm-yy"),
        ("Paint", date(2014, 1, 1), "yyyy"),
        ("Sing", date(2014, 3, 1), "d mmmm yyyy"),
    ):
        sheet.append([what, day, 0.5])
        sheet.cell(sheet.max_row, 2).number_format = shown
        sheet.cell(sheet.max_row, 3).number_format = "0%"
    plan = read(saved(book), "plan.xlsx")
    assert [s[3] for s in steps(plan)] == ["31 March 2014", "March 2014", "2014", "1 March 2014"]
    assert plan.actions[0].progress == ("50%",)


def test_a_formula_is_not_worked_out_and_is_listed_with_its_place() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    sheet.append(["What", "When", "Who"])
    sheet.append(["Open", '=HYPERLINK("http://127.0.0.1/x","May 2014")', "CPG"])
    sheet.append(["Close", "#REF!", "CPG"])
    sheet["B3"].data_type = "e"
    plan = read(saved(book), "plan.xlsx")
    assert {(each.place, each.text) for each in plan.unread} == {
        ("Sheet “Plan”, row 2, column B", "="),
        ("Sheet “Plan”, row 3, column B", "#REF!"),
    }


def test_several_sheets_are_read_and_those_of_no_plan_are_listed() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Hall"
    for row in (["What", "When"], ["Open the hall", "May 2014"]):
        first.append(row)
    second = book.create_sheet("Paths")
    for row in (["Action", "Timescale", "Responsible"], ["Clear it", "June 2014", "CPG"]):
        second.append(row)
    book.create_sheet("Phone list").append(["Anna", "12345"])
    hidden = book.create_sheet("Old")
    hidden.append(["What", "When"])
    hidden.sheet_state = "hidden"
    plan = read(saved(book), "plan.xlsx")
    assert [s[2] for s in steps(plan)] == ["Open the hall", "Clear it"]
    said = [(each.place, each.text) for each in plan.unread]
    assert ("Sheet “Phone list”, row 1", "Anna | 12345") in said
    assert ("The workbook", "Old") in said


def test_a_column_of_no_field_is_listed_cell_by_cell() -> None:
    plan = read(csv_file("What,When,Budget code", "Open the hall,May 2014,X-77"))
    [line] = plan.unread
    assert (line.place, line.text) == ("The file, row 4, column C (Budget code)", "X-77")


def test_first_dates_states_and_days_met_have_columns() -> None:
    plan = read(
        csv_file(
            "What,How,Original date,Revised date,RAG,Date completed",
            "Hall,Survey,March 2013,June 2013,Green,",
            ",Repair,,May 2013,Complete,3 June 2013",
            ",Paint,soonish,May 2013,Not complete,maybe",
        )
    )
    survey, repair, paint = plan.actions[0].milestones
    [first] = plan.actions[0].first_dates
    assert (first.when.raw, first.milestone_number) == ("March 2013", survey.number)
    assert (survey.state, survey.is_met) == ("Green", False)
    assert (repair.is_met, repair.met_on) == (True, date(2013, 6, 3))
    assert not paint.is_met
    assert {each.text for each in plan.unread} == {"soonish", "maybe"}


def test_headings_may_be_named_by_the_person() -> None:
    content = csv_file("Ding,Dong,Date", "Open the hall,CPG,May 2014")
    chosen = {"Ding": Column.ACTION, "dong": Column.WHO, "Date": Column.WHEN}
    plan = read(content, chosen=chosen)
    assert steps(plan) == [(1, 1, "Open the hall", "May 2014")]
    assert plan.actions[0].partners == ("CPG",)


def test_a_set_of_headings_is_known_again_whatever_its_case_and_marks() -> None:
    [one] = heads_in(csv_file("What?,When,Who"), "one.csv")
    [two] = heads_in(csv_file("WHAT,when:,Who"), "two.csv")
    [other] = heads_in(csv_file("What,Who,When"), "three.csv")
    assert one.key == two.key != other.key
    remembered = {one.key: (Column.MILESTONE, Column.WHO, Column.WHEN)}
    plan = read(csv_file("WHAT,when:,Who", "A,B,May 2014"), remembered=remembered)
    assert plan.actions[0].partners == ("B",)


def test_a_page_kept_in_word_is_read_as_a_page() -> None:
    document = Document()
    document.add_heading("Our plan – 2nd Review", 0)
    document.add_paragraph("Neighbours meet.")
    document.add_heading("Action 1", 1)
    document.add_paragraph("Open the hall.")
    table = document.add_table(rows=3, cols=2)
    for at, (name, words) in enumerate(
        [("Who", "CPG, CLD"), ("When", "1. Survey – Sept 2013"), ("Action Progress", "Done.")]
    ):
        table.cell(at, 0).text, table.cell(at, 1).text = name, words
    plan = read(saved(document), "plan.docx")
    assert steps(plan) == [(1, 1, "Survey", "Sept 2013")]
    assert plan.actions[0].partners == ("CPG", "CLD")


def test_words_numbers_of_word_lists_count_and_deleted_words_do_not() -> None:
    document = Document(io.BytesIO(as_docx(REVIEWS[0])))
    cell = document.tables[0].cell(1, 2)
    cell.text = ""
    first = cell.paragraphs[0]
    first.style = "List Number"
    first.add_run("Survey")
    gone = first.add_run(" of nothing")
    gone.font.hidden = True
    second = cell.add_paragraph("Report", style="List Number")
    assert second.text == "Report"
    document.tables[0].cell(1, 3).text = "May 2013\nJune 2013"
    plan = read(saved(document), "plan.docx")
    assert steps(plan)[:2] == [(1, 1, "Survey", "May 2013"), (1, 2, "Report", "June 2013")]


def test_a_table_over_two_pages_goes_on_and_a_heading_between_names_the_action() -> None:
    document = Document()
    document.add_heading("Our plan", 0)
    document.add_paragraph("Neighbours meet.")
    for number, rows in ((1, [("How", "When", "Who"), ("Survey", "May 2014", "CPG")]),
                         (2, [("Study", "June 2014", "CLD")])):  # fmt: skip
        document.add_heading(f"Action {number}: Do thing {number}", 2)
        table = document.add_table(rows=0, cols=3)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.sections[0].footer.paragraphs[0].text = "Page of the council"
    plan = read(saved(document), "plan.docx")
    assert [(a.number, a.text) for a in plan.actions] == [(1, "Do thing 1"), (2, "Do thing 2")]
    assert [s[2] for s in steps(plan)] == ["Survey", "Study"]
    assert [(each.place, each.text) for each in plan.unread] == [
        ("The page footer", "Page of the council")
    ]
