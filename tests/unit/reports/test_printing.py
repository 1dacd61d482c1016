"""Rendering a document: tagged, bounded, and deaf to whatever is typed into it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from collections import Counter
from html import escape
from io import BytesIO

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from app.reports import pdf, printing
from app.reports.printing import MEGABYTES, SECONDS, NotPrinted, pdf_of
from tests.printed import tags_of, ua_faults, words_of_pdf


def page_with(body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Example</title>'
        f'</head><body><p class="group">Example group</p><h1>Example</h1>{body}</body></html>'
    )


TABLE = (
    "<table><caption>Dates</caption><thead><tr><th scope='col'>What</th><th scope='col'>When</th>"
    "</tr></thead><tbody><tr><th scope='row'>Review</th><td>March 2014</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://example.org/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "asset:other.css",
        "asset:../pdf.py",
        "//example.org/x.png",
        "x.png",
        "jar:file:///x",
        "",
    ],
)
def test_a_document_can_read_nothing_but_our_own_assets(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.FETCHER.fetch(address)


def test_a_document_can_read_our_stylesheet_and_what_an_address_holds_itself() -> None:
    assert b"@page" in pdf.FETCHER.fetch(pdf.STYLES).read()
    assert pdf.FETCHER.fetch("data:text/plain,words").read() == b"words"


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<style>@import "file:///etc/passwd";</style>',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_a_document_that_asks_for_anything_else_is_not_printed(body: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf.rendered(page_with(body))


def test_the_stylesheet_is_read_once() -> None:
    assert pdf.styles() is pdf.styles()


def test_a_document_is_tagged_and_its_header_cells_say_what_they_head() -> None:
    printed = pdf.rendered(page_with(TABLE))

    scopes = Counter(scope for tag, scope in tags_of(printed) if tag == "/TH")
    assert ua_faults(printed) == []
    assert scopes == {"/Column": 2, "/Row": 1}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Fàilte gu Obar Dheathain, ŵ ŷ", "Fàilte gu Obar Dheathain, ŵ ŷ"),
        ("Well done \U0001f389", "Well done [party popper]"),
        ("A family \U0001f468\u200d\U0001f469\u200d\U0001f467", "A family [man]"),
        ("A private sign \U0010f123", "A private sign [U+10F123]"),
        ("A\x00B\x08C", "A\ufffdB\ufffdC"),
        ("half \ud83d of a pair", "half"),
        ("مرحبا", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 10_000, "x" * 60),
        ("long " * 2_000, "long long"),
    ],
)
def test_whatever_is_typed_is_printed_and_stays_accessible(typed: str, told: str) -> None:
    body = f"<h2>{escape(typed)}</h2><p>{escape(typed)}</p>"
    printed = pdf.rendered(page_with(body))

    assert ua_faults(printed) == []
    assert told in words_of_pdf(printed)


def test_a_word_without_an_end_costs_no_more_than_others() -> None:
    narrow = f'<table><tr><th scope="row" class="w-date">{"x" * 10_000}</th><td>x</td></tr></table>'

    assert pdf_of(page_with(narrow), seconds=6).startswith(b"%PDF-")


def test_the_process_prints_and_its_pages_are_counted() -> None:
    printed = pdf_of(page_with("<p>One.</p><p style='break-before: page'>Two.</p>"))

    assert "Page 1 of 2" in words_of_pdf(printed)
    assert "Page 2 of 2" in words_of_pdf(printed)


@pytest.mark.parametrize(
    ("body", "limits"),
    [
        ("<div>" * 3_000, (SECONDS, MEGABYTES)),
        ("<p>word</p>" * 20_000, (1, MEGABYTES)),
        ("<p>word</p>" * 20_000, (SECONDS, 150)),
    ],
    ids=["nested boxes", "no end", "no room"],
)
def test_a_document_that_takes_too_much_ends_with_a_sentence(
    body: str, limits: tuple[int, int]
) -> None:
    seconds, megabytes = limits
    with pytest.raises(NotPrinted, match="too long to print"):
        pdf_of(page_with(body), seconds=seconds, megabytes=megabytes)


def test_after_a_failure_the_next_document_is_printed() -> None:
    with pytest.raises(NotPrinted):
        pdf_of(page_with('<img src="file:///etc/passwd" alt="x">'))
    assert pdf_of(page_with("<p>One.</p>")).startswith(b"%PDF-")


def test_a_document_waits_for_the_one_before_it_and_then_gives_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "PATIENCE", 0)
    with printing._one_at_a_time, pytest.raises(NotPrinted, match="Try again in a minute"):
        pdf_of(page_with("<p>One.</p>"))


def test_the_process_is_given_no_secret_and_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, str] = {}

    def run(command: list[str], **how: object) -> subprocess.CompletedProcess[bytes]:
        assert command[:2] == [sys.executable, "-I"]
        env = how["env"]
        assert isinstance(env, dict)
        given.update(env)
        return subprocess.CompletedProcess(command, 0, b"%PDF-", b"")

    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    monkeypatch.setattr(printing.subprocess, "run", run)
    pdf_of("x")

    assert "canary" not in given.values()
    assert shutil.which("sh", path=given["PATH"]) is None


def test_a_failure_is_logged_by_its_kind_and_without_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(NotPrinted):
        pdf_of(page_with('<p>canary words</p><img src="file:///canary" alt="x">'))

    logged = "".join(capsys.readouterr())
    assert "canary" not in logged
    assert "FatalURLFetchingError" in logged


def test_no_stream_ends_with_a_carriage_return_of_its_own() -> None:
    unlucky = next(
        text
        for text in (b"%" + b"a" * number + b"\n" for number in range(256))
        if zlib.compress(text).endswith(b"\r")
    )
    document = pikepdf.open(BytesIO(pdf.rendered(page_with("<p>One.</p>"))))
    own = document.pages[0].Contents
    own.write(own.read_bytes())
    document.pages[0].contents_add(document.make_stream(zlib.compress(unlucky)), prepend=True)
    document.pages[0].Contents[0].Filter = pikepdf.Name.FlateDecode
    made = BytesIO()
    document.save(made)
    assert b"\r\nendstream" in made.getvalue(), "the chance is made"

    printed = pdf.finished(made.getvalue())

    assert b"\r\nendstream" not in printed
    assert ua_faults(printed) == []
    assert "One." in words_of_pdf(printed)
