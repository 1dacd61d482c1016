"""Reading a PDF in a test: its words, its structure, and what a validator says of it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO

import page
import pikepdf

from app.reports import pdf, printing


def printed_here(html: str, attached: Sequence[printing.Attached] = ()) -> bytes:
    """What the process of `printing.pdf_of` prints, by the same code, without the process."""
    return pdf.rendered(html, [pdf.Attached(**asdict(each)) for each in attached])


def words_of_pdf(pdf: bytes) -> str:
    """The words of a PDF in reading order, blanks run together."""
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(told.stdout.decode().split())


def ua_faults(pdf: bytes) -> list[str]:
    """What keeps a PDF from being PDF/UA-1, a line for each; none where it is."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.profile == page.ValidationProfile.PDF_UA_1
    assert report.rules.total > 100
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


def tags_of(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the structure tree, in no order: its tag, and the scope of a header cell."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            (str(each.S), str(each.A.get("/Scope", "")) if each.S == "/TH" else "")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
        ]


def alternatives_of(pdf: bytes) -> list[str]:
    """What a reader who can't see them is told of the drawings."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            str(each.Alt)
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]


def bookmarks_of(pdf: bytes) -> list[str]:
    """The titles of the bookmarks, those within others indented by two blanks a level."""
    document = pikepdf.open(BytesIO(pdf))
    found: list[str] = []

    def add(items: list[pikepdf.OutlineItem], level: int) -> None:
        for item in items:
            found.append("  " * level + item.title)
            add(list(item.children), level + 1)

    with document.open_outline() as outline:
        add(list(outline.root), 0)
    return found


def everything_in(pdf: bytes) -> bytes:
    """The file and each stream in it unpacked, to look for what must not be there."""
    document = pikepdf.open(BytesIO(pdf))
    parts = [pdf, words_of_pdf(pdf).encode()]
    for each in document.objects:
        if isinstance(each, pikepdf.Stream):
            try:
                parts.append(each.read_bytes())
            except pikepdf.PdfError:
                parts.append(each.read_raw_bytes())
        else:
            parts.append(repr(each).encode())
    return b"\n".join(parts)
