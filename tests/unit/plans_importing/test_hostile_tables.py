"""Files that are no plan, or are made to do harm, are refused in a sentence and soon."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.plans.importing.decoding import clean
from app.plans.importing.files import check_file, read_file
from app.plans.importing.tables import FileRefused
from tests.factories.reviews import REVIEWS, as_docx, as_xlsx, saved

Change = Callable[[dict[str, bytes]], None]
SECONDS = 10


def refusal(content: bytes, name: str) -> str:
    began = time.perf_counter()
    with pytest.raises(FileRefused) as refused:
        read_file(content, name, said_on=date(2013, 12, 4))
    assert time.perf_counter() - began < SECONDS
    assert refused.value.sentence.endswith(".")
    return refused.value.sentence


def altered(content: bytes, change: Change) -> bytes:
    """A Word or Excel file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    change(parts)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return kept.getvalue()


@pytest.mark.parametrize("paragraphs", [(), ("Minutes of a meeting", "The hall is let.")])
def test_a_word_document_without_a_table_or_an_action_is_refused(
    paragraphs: tuple[str, ...],
) -> None:
    document, kept = Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(kept)
    assert "No table was found in minutes.docx" in refusal(kept.getvalue(), "minutes.docx")
    with pytest.raises(FileRefused, match="it holds no plan"):
        check_file(kept.getvalue(), "minutes.docx")


XLSX, DOCX = as_xlsx(REVIEWS[0]), as_docx(REVIEWS[0])


def with_macros(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"x"


def as_docm(parts: dict[str, bytes]) -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, macro)


def with_macros_by_another_name(parts: dict[str, bytes]) -> None:
    parts["word/notes.bin"] = b"x"
    named = (
        b'<Override PartName="/word/notes.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", named + b"</Types>")


def with_entities(part: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        head, _, rest = parts[part].partition(b"?>")
        secret = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        parts[part] = head + b"?>" + secret + rest if rest else secret + head

    return change


def in_utf_16(parts: dict[str, bytes]) -> None:
    words = parts["xl/workbook.xml"].decode()
    body = words.partition("?>")[2] or words
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "e">]>'
    parts["xl/workbook.xml"] = f"{declared}{body}".encode("utf-16")


def bomb(parts: dict[str, bytes]) -> None:
    parts["xl/media/image1.bin"] = b"\0" * 60_000_000


def many_parts(parts: dict[str, bytes]) -> None:
    parts.update({f"xl/media/{at}.txt": b"x" for at in range(3_000)})


def torn(parts: dict[str, bytes]) -> None:
    parts["xl/workbook.xml"] = b"<workbook"


def without_sheet(parts: dict[str, bytes]) -> None:
    del parts["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "plan.xlsx", "is empty"),
        (b"", "plan.txt", "The page is empty"),
        (b" \n", "plan.csv", "is empty"),
        (b"What,When\nx,May 2014", "plan.xlsx", "not an Excel workbook"),
        (b"<html><p>x</p></html>", "plan.docx", "not a Word document"),
        (XLSX, "plan.docx", "it is an Excel workbook"),
        (DOCX, "plan.xlsx", "it is a Word document"),
        (DOCX, "plan.txt", "Name it .docx"),
        (XLSX, "plan.csv", "it is a Word, Excel or zip file"),
        (XLSX, "plan.xlsm", "may hold macros"),
        (DOCX, "plan.docm", "may hold macros"),
        (b"%PDF-1.7 x", "plan.csv", "it is a PDF"),
        (b"%PDF-1.7 x", "plan.txt", "is a PDF"),
        (b"PK\x03\x04 and no more", "plan.xlsx", "is damaged"),
        (XLSX[:2_000], "plan.xlsx", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "plan.xls", "old Word or Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "plan.xlsx",
            "locked with a password",
        ),
        (b"x" * 21_000_000, "plan.csv", "larger than 20 MB"),
        (b'"' + b"x" * 200_000 + b'",b\n', "plan.csv", "cannot be read as a table"),
        (b"one cell\n", "plan.csv", "no row of headings"),
        (b",".join([b"x"] * 61) + b"\n", "plan.csv", "more than 60 columns"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(content: bytes, name: str, words: str) -> None:
    assert words in refusal(content, name)


@pytest.mark.parametrize(
    ("content", "name", "change", "words"),
    [
        (DOCX, "plan.docx", with_macros, "holds macros"),
        (DOCX, "plan.docx", as_docm, "holds macros"),
        (DOCX, "plan.docx", with_macros_by_another_name, "holds macros"),
        (DOCX, "plan.docx", with_entities("word/document.xml"), "declares entities"),
        (XLSX, "plan.xlsx", with_entities("xl/worksheets/sheet1.xml"), "declares entities"),
        (XLSX, "plan.xlsx", with_entities("docProps/app.xml"), "declares entities"),
        (XLSX, "plan.xlsx", in_utf_16, "declares entities"),
        (XLSX, "plan.xlsx", bomb, "unpacks to more"),
        (XLSX, "plan.xlsx", many_parts, "more parts than any plan"),
        (XLSX, "plan.xlsx", torn, "is damaged"),
        (XLSX, "plan.xlsx", without_sheet, "no row of headings"),
    ],
    ids=lambda each: getattr(each, "__name__", None),
)
def test_a_file_that_was_made_to_do_harm_is_refused(
    content: bytes, name: str, change: Change, words: str
) -> None:
    assert words in refusal(altered(content, change), name)


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(XLSX)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + offset] |= 1
    assert "locked with a password" in refusal(bytes(content), "plan.xlsx")


def test_a_million_rows_are_refused() -> None:
    assert "more than 20,000 rows" in refusal(b"x,y\n" * 400_000, "plan.csv")
    assert "longer than any plan" in refusal(b"What,When\n" * 1_000_000, "plan.csv")
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x%d</t></is></c></row>' % (at, at, at * 7919)
        for at in range(1, 400_000)
    )

    def change(parts: dict[str, bytes]) -> None:
        head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        sheet = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
        parts["xl/worksheets/sheet1.xml"] = sheet

    assert "words beyond row 20,000" in refusal(altered(XLSX, change), "plan.xlsx")


def test_a_sheet_that_says_it_is_endless_is_read_as_it_is() -> None:
    def change(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        start = sheet.index(b'<dimension ref="') + 16
        end = sheet.index(b'"', start)
        parts["xl/worksheets/sheet1.xml"] = sheet[:start] + b"A1:XFD1048576" + sheet[end:]

    began = time.perf_counter()
    plan = read_file(altered(XLSX, change), "plan.xlsx", said_on=None)
    assert len(plan.actions) == 2
    assert time.perf_counter() - began < SECONDS


def test_a_cell_that_spans_a_million_columns_is_refused() -> None:
    def change(parts: dict[str, bytes]) -> None:
        words = parts["word/document.xml"]
        span = b'<w:tcPr><w:gridSpan w:val="1000000"/>'
        parts["word/document.xml"] = words.replace(b"<w:tcPr>", span, 1)

    with pytest.raises(FileRefused, match="more than 60 columns"):
        read_file(altered(DOCX, change), "plan.docx", said_on=None)


def test_a_merged_range_over_the_whole_sheet_is_no_harm() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["What", "When"])
    sheet.append(["Open the hall", "May 2014"])

    def change(parts: dict[str, bytes]) -> None:
        ranges = b'<mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells></worksheet>'
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</worksheet>", ranges)

    plan = read_file(altered(saved(book), change), "plan.xlsx", said_on=None)
    assert plan.actions[0].milestones[0].when_written == "May 2014"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.docx", "a.txt"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        read_file(content, name, said_on=None)
    except FileRefused as refused:
        assert refused.sentence


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_word_or_excel_file_with_a_wrong_byte_is_read_or_refused(data: st.DataObject) -> None:
    whole, name = data.draw(st.sampled_from([(XLSX, "a.xlsx"), (DOCX, "a.docx")]))
    torn = bytearray(whole)
    at = data.draw(st.integers(0, len(torn) - 1))
    torn[at] = data.draw(st.integers(0, 255))
    try:
        read_file(bytes(torn), name, said_on=None)
    except FileRefused as refused:
        assert refused.sentence


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
                 min_size=1, max_size=5),
        max_size=8,
    )
)  # fmt: skip
def test_no_word_of_a_table_is_dropped(rows: list[list[str]]) -> None:
    kept = io.StringIO(newline="")
    csv.writer(kept).writerows([["What", "How", "When", "Who", "Notes"], *rows])
    plan = read_file(kept.getvalue().encode(), "plan.csv", said_on=date(2013, 12, 4))
    said = " ".join(
        [plan.title, plan.outcome, plan.footer or "", *(u.text for u in plan.unread)]
        + [
            " ".join((a.text, a.who_written, *a.progress, a.success, str(a.number)))
            for a in plan.actions
        ]
        + [f"{m.number} {m.text} {m.when_written}" for a in plan.actions for m in a.milestones]
        + [f"{m.state}" for a in plan.actions for m in a.milestones]
    )
    letters = {c for c in said if c.isalnum()}
    for row in rows:
        for cell in row:
            missing = {c for c in clean(cell) if c.isalnum()} - letters
            assert not missing, (cell, said)
