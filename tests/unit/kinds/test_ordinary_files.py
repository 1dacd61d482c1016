"""Files as ordinary programs make them are taken, whatever is peculiar in them."""

from __future__ import annotations

import os
import tracemalloc
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from app.kinds import NotAccepted, budget, check_content
from tests.factories import archives
from tests.factories.archives import MAC_NOTES, relations, word_file, zipped
from tests.factories.pictures import jpeg, png

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


class OnlyForwards(BytesIO):
    """What a program writes to that sends as it packs: sizes come after each entry."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *_: int) -> int:
        raise OSError


def written_by_word() -> bytes:
    document = docx.Document()
    document.add_heading("Plan of work", 1)
    document.add_table(3, 3).cell(0, 0).text = "January"
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def written_by_excel() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(1, 20):
        sheet.append([number, f"Post {number}"])
    sheet["A1"].hyperlink = "https://example.org"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=19))
    sheet.add_chart(chart, "E5")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def sent_as_it_is_packed() -> bytes:
    there = OnlyForwards()
    with zipfile.ZipFile(there, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("plan.txt", b"Words. " * 100)
        archive.writestr("plan.pdf", PDF)
    return there.getvalue()


def from_a_mac() -> bytes:
    return zipped(
        {
            "Quote/": b"",
            "Quote/plan.pdf": PDF,
            "Quote/.DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(40),
            "__MACOSX/Quote/._plan.pdf": MAC_NOTES,
        }
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("photo.jpg", jpeg()),
        ("photo.PNG", png()),
        ("a0.png", png(9_933, 14_043)),
        ("plan.docx", written_by_word()),
        ("prices.xlsx", written_by_excel()),
        ("chart.docx", word_file({"word/embeddings/sheet1.xlsx": written_by_excel()})),
        (
            "links.docx",
            word_file({"word/_rels/d.xml.rels": relations("hyperlink", "http://a.example")}),
        ),
        ("words.txt", b"Words."),
        ("old.txt", "Posts we would count – £".encode("cp1252")),
        ("wide.txt", "Word, – £".encode("utf-16")),
        ("page-break.txt", b"One\f\r\nTwo\tThree"),
        ("mail.txt", b"From: a@example.org\nSubject: A plan\n\nWords."),
        ("marks.csv", b"<b>not a page</b>,1\n"),
        ("utf8.csv", b"\xef\xbb\xbf" + "Dè, 1\n".encode()),
        ("files.zip", zipped({"a/plan.pdf": PDF, "a/words.txt": b"Words.", "a/empty.txt": b""})),
        ("stored.zip", zipped({"a.txt": b"Words."}, zipfile.ZIP_STORED)),
        ("comment.zip", zipped({"a.txt": b"Words."}, comment=b"Made on Monday")),
        ("windows.zip", zipped({"a\\plan.txt": b"Words."})),
        ("nested.zip", zipped({"more.zip": zipped({"plan.docx": written_by_word()})})),
        ("large.zip", archives.wide(zipped({"a.txt": b"Words."}))),
        ("sent.zip", sent_as_it_is_packed()),
        ("mac.zip", from_a_mac()),
    ],
)
def test_an_ordinary_file_is_taken(name: str, content: bytes) -> None:
    assert check_content(BytesIO(content), name)


def test_what_only_calls_itself_a_note_of_a_mac_is_refused() -> None:
    content = zipped({"a.txt": b"a", "__MACOSX/._a.txt": b"MZ"})
    with pytest.raises(NotAccepted, match="holds “__MACOSX/"):
        check_content(BytesIO(content), "mac.zip")


def test_a_long_name_inside_is_shortened_in_the_sentence() -> None:
    content = zipped({"n" * 500 + ".exe": b"MZ"})
    with pytest.raises(NotAccepted) as refused:
        check_content(BytesIO(content), "a.zip")
    assert "nn…nn" in refused.value.sentence and len(refused.value.sentence) < 200


def test_a_large_archive_is_read_in_parts() -> None:
    pdf = PDF + os.urandom(30_000_000)
    archive = BytesIO(zipped({"plan.pdf": pdf, "words.txt": b"Words. " * 1_000_000}))
    tracemalloc.start()
    check_content(archive, "large.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_what_must_be_held_to_be_looked_into_has_a_limit() -> None:
    document = word_file({"word/media/a.png": png() + os.urandom(33_000_000)})
    with pytest.raises(NotAccepted, match="larger than 32 MB unpacked"):
        check_content(BytesIO(zipped({"plan.docx": document})), "a.zip")


def test_a_large_file_may_unpack_to_twice_its_size() -> None:
    assert budget.budget_for(10).bytes_left == 400_000_000
    assert budget.budget_for(1_000_000_000).bytes_left == 2_000_000_000
