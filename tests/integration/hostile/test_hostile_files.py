"""Hostile files, one by one through a company's form: refused in a sentence, or made harmless."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.commissions.models import Invitation
from app.database import db
from app.quotes import queries
from app.quotes.models import RefusedAttempt
from tests.browsing import Browser, error_summary_of
from tests.factories import archives
from tests.factories import strange_archives as strange
from tests.factories.archives import COMPOUND, PROGRAM, word_file, zipped
from tests.factories.commissions import contact_of
from tests.factories.pictures import jpeg, png

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
PAGE = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ONE_FILE = zipped({"words.txt": b"Words."})
MACRO_KINDS = b'<Types><Override ContentType="application/vnd.ms-%s+xml"/></Types>'
RELATIONS = "word/_rels/settings.xml.rels"
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;&c;&c;</a>'
)
LOCKED = b'<manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></manifest>'
DDE = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
BLANKS = b" " * 4_000_000

NOT = "{} is not what its name says"
DAMAGED = "{} is damaged, or holds more than it lists"
MACROS = "{} holds macros"
OBJECTS = "{} holds an embedded object or program"
FETCHES = "{} fetches something from elsewhere when it is opened"
PASSWORD = "{} is protected by a password"
TOO_FAR = "{} unpacks to far more than its size"
KIND = "The selected file must be PDF"

REFUSED: list[tuple[str, str, Callable[[], bytes], str]] = [
    # Lies about the kind.
    ("a page named as text", "page.txt", lambda: PAGE, NOT),
    ("a page named as a table", "page.csv", lambda: b"\n \t" + PAGE, NOT),
    ("a page in wide letters named as text", "p.txt", lambda: PAGE.decode().encode("utf-16"), NOT),
    ("a page named as PDF", "page.pdf", lambda: PAGE, NOT),
    ("a page named as a picture", "page.jpg", lambda: PAGE, NOT),
    ("a drawing with a script named as a picture", "drawing.png", lambda: DRAWING, NOT),
    ("a drawing with a script named as text", "drawing.txt", lambda: DRAWING, NOT),
    ("a drawing by its own name", "drawing.svg", lambda: DRAWING, KIND),
    ("a rich text named as text", "rich.txt", lambda: rb"{\rtf1 {\object\objdata 00}}", NOT),
    ("a program named as PDF", "quote.pdf", lambda: PROGRAM, NOT),
    ("a program named as Word", "quote.docx", lambda: PROGRAM, NOT),
    ("a program behind a megabyte of words", "long.txt", lambda: b"a " * 600_000 + PROGRAM, NOT),
    ("a program by its own name", "quote.pdf.exe", lambda: PROGRAM, KIND),
    ("an archive named as PDF", "quote.pdf", lambda: ONE_FILE, NOT),
    ("a text named as an archive", "quote.zip", lambda: b"Words.", NOT),
    ("an empty file", "empty.pdf", lambda: b"", "{} is empty"),
    # Two kinds in one.
    (
        "a PDF that is an archive too",
        "both.pdf",
        lambda: PDF + ONE_FILE,
        "{} is an archive as well",
    ),
    (
        "a picture with an archive",
        "both.jpg",
        lambda: jpeg() + ONE_FILE,
        "{} is an archive as well",
    ),
    ("a drawing of pixels with an archive", "b.png", lambda: png() + ONE_FILE, "{} is an archive"),
    # Pictures that take all of a reader's memory.
    ("a picture of 2,500 million pixels", "bomb.png", lambda: png(50_000, 50_000), "{} has more"),
    ("a picture of 200 million pixels", "big.png", lambda: png(20_000, 10_000), "{} has more than"),
    # Office files.
    ("macros", "m.docx", lambda: word_file({"word/vbaProject.bin": COMPOUND}), MACROS),
    (
        "macros by their kind",
        "m.docx",
        lambda: word_file(kinds=MACRO_KINDS % b"vbaProject"),
        MACROS,
    ),
    (
        "macros under another name",
        "m.docx",
        lambda: word_file({"word/notes.xml": COMPOUND}),
        OBJECTS,
    ),
    (
        "a workbook with macros under the name of one without",
        "m.xlsx",
        lambda: zipped(
            {
                archives.KINDS: MACRO_KINDS % b"excel.sheet.macroEnabled.main",
                "xl/workbook.xml": b"<workbook/>",
            }
        ),
        MACROS,
    ),
    (
        "a script in an OpenDocument sheet",
        "s.ods",
        lambda: zipped({"content.xml": b"<x/>", "Scripts/python/run.py": b"import os"}),
        MACROS,
    ),
    (
        "a template from elsewhere",
        "t.docx",
        lambda: word_file(
            {RELATIONS: archives.relations("attachedTemplate", "http://example.net/t.dotm")}
        ),
        FETCHES,
    ),
    (
        "an object from elsewhere",
        "o.docx",
        lambda: word_file({RELATIONS: archives.relations("oleObject", "mhtml:http://a.example!x")}),
        FETCHES,
    ),
    (
        "a picture that tells who opens it",
        "i.docx",
        lambda: word_file({RELATIONS: archives.relations("image", "\\\\example.net\\a.png")}),
        FETCHES,
    ),
    (
        "a link that starts a program",
        "d.xlsx",
        lambda: zipped(
            {
                archives.KINDS: archives.PLAIN_KINDS,
                "xl/workbook.xml": b"<workbook/>",
                "xl/externalLinks/externalLink1.xml": DDE,
            }
        ),
        FETCHES,
    ),
    ("an object inside", "o.docx", lambda: word_file({"word/embeddings/o.bin": COMPOUND}), OBJECTS),
    ("a program inside", "o.docx", lambda: word_file({"word/media/a.png": PROGRAM}), OBJECTS),
    (
        "macros in a sheet inside",
        "c.docx",
        lambda: word_file({"word/embeddings/s.xlsx": word_file({"xl/vbaProject.bin": COMPOUND})}),
        OBJECTS,
    ),
    ("entities that multiply", "e.docx", lambda: word_file({RELATIONS: ENTITIES}), NOT),
    ("an Office file with a password", "secret.docx", lambda: COMPOUND, PASSWORD),
    (
        "an OpenDocument file with a password",
        "secret.odt",
        lambda: zipped({"content.xml": b"\x8f\x01", "META-INF/manifest.xml": LOCKED}),
        PASSWORD,
    ),
    ("a blank of 300 MB", "b.docx", lambda: word_file({"word/a.xml": BLANKS * 75}), TOO_FAR),
    # Archives.
    ("cut off", "cut.zip", lambda: ONE_FILE[:-30], DAMAGED),
    (
        "a list that is not there",
        "l.zip",
        lambda: archives.with_field(ONE_FILE, b"PK\5\6", 16, "<L", 1),
        DAMAGED,
    ),
    (
        "a large archive that lies on its entries",
        "w.zip",
        lambda: archives.wide(ONE_FILE, 9),
        DAMAGED,
    ),
    ("something before the first entry", "p.zip", lambda: b"#!/bin/sh\n" + ONE_FILE, NOT),
    ("an entry that hides in another", "h.zip", lambda: ONE_FILE[:39] + ONE_FILE, DAMAGED),
    ("something before the list", "g.zip", lambda: archives.between(ONE_FILE, PROGRAM), DAMAGED),
    ("something after the end", "t.zip", lambda: ONE_FILE + PROGRAM, DAMAGED),
    ("a program as comment", "c.zip", lambda: zipped({"a.txt": b"a"}, comment=PROGRAM), DAMAGED),
    (
        "one name in the list, another at the entry",
        "n.zip",
        lambda: archives.renamed(ONE_FILE, b"words.txt", b"setup.txt", only_listed=True),
        DAMAGED,
    ),
    ("a size that is not so", "s.zip", lambda: archives.with_size(ONE_FILE, 4), DAMAGED),
    ("entries that overlap", "o.zip", lambda: archives.overlapping(500, 4_000_000), DAMAGED),
    ("a blank of 100 MB", "b.zip", lambda: zipped({"a.txt": b" " * 100_000_000}), TOO_FAR),
    (
        "many blanks",
        "b.zip",
        lambda: zipped({f"{number}.txt": BLANKS for number in range(101)}),
        TOO_FAR,
    ),
    ("archives in archives", "d.zip", lambda: archives.deep(9), "In {}: inside.zip holds archives"),
    ("itself", "q.zip", strange.holding_itself, "In {}: again.zip holds archives inside archives."),
    ("entries inside one another", "q.zip", lambda: strange.quoting(250, 3_000_000), DAMAGED),
    ("archives of too much", "t.zip", lambda: strange.together(16, 7, 4_000_000), TOO_FAR),
    (
        "1,001 files",
        "many.zip",
        lambda: zipped({f"{number}.txt": b"a" for number in range(1_001)}),
        "{} holds more than 1,000 files",
    ),
    ("no file", "none.zip", lambda: zipped({"folder/": b""}), "{} holds no files"),
    ("a password", "p.zip", lambda: archives.encrypted(ONE_FILE), PASSWORD),
    (
        "an unusual way of packing",
        "u.zip",
        lambda: zipped({"a.txt": b"a"}, zipfile.ZIP_LZMA),
        "{} is packed in an unusual way",
    ),
    (
        "a link",
        "l.zip",
        lambda: archives.link_to("/etc/passwd"),
        "{} holds a link instead of a file",
    ),
    (
        "a path from the root",
        "a.zip",
        lambda: zipped({"/etc/cron.txt": b"a"}),
        "{} holds a file whose name is not safe: “/etc/cron.txt”",
    ),
    (
        "a path of Windows",
        "a.zip",
        lambda: zipped({"C:\\a.txt": b"a"}),
        "{} holds a file whose name",
    ),
    (
        "a path upwards",
        "u.zip",
        lambda: zipped({"a/../../b.txt": b"a"}),
        "{} holds a file whose name",
    ),
    (
        "a name that turns round",
        "r.zip",
        lambda: zipped({"a\u202ecod.txt": b"a"}),
        "{} holds a file",
    ),
    (
        "a second name",
        "2.zip",
        lambda: archives.with_second_name("words.txt", "setup.exe"),
        "{} holds “words.txt”. Files in it must be PDF",
    ),
    (
        "two of one name",
        "2.zip",
        lambda: zipped([("Plan.txt", b"a"), ("plan.TXT", b"b")]),
        "{} holds two files of the name “plan.TXT”",
    ),
    ("a program in it", "e.zip", lambda: zipped({"setup.exe": PROGRAM}), "{} holds “setup.exe”"),
    (
        "a program in it under another name",
        "e.zip",
        lambda: zipped({"plan.pdf": PROGRAM}),
        "In {}: plan.pdf is not what its name says",
    ),
    (
        "macros in a file in it",
        "m.zip",
        lambda: zipped({"a/plan.docx": word_file({"word/vbaProject.bin": COMPOUND})}),
        "In {}: a/plan.docx holds macros",
    ),
    # Names.
    ("a name of 10,000 letters", f"{'n' * 10_000}.pdf", lambda: PDF, "The file name must be 200"),
    ("a name with a dot at its end", "plan.exe.pdf.", lambda: PDF, KIND),
    ("a name of an ending alone", ".pdf", lambda: PDF, KIND),
]

KEPT = [
    # What is harmless here may be dangerous elsewhere: it is given back as a download alone.
    (
        "formulas in a table",
        "f.csv",
        b'=HYPERLINK("http://a.example","x"),+1,-1,@SUM(A1)\n',
        "f.csv",
    ),
    ("a name that turns round", "plan\u202efdp.txt", b"a", "planfdp.txt"),
    ("a name with a bell", "plan\x07.txt", b"a", "plan.txt"),
    ("a path upwards", "../../../etc/plan.txt", b"a", "plan.txt"),
    ("a path of Windows", "C:\\Users\\plan.txt", b"a", "C_Usersplan.txt"),
    ("a device of Windows", "CON.txt", b"a", "_CON.txt"),
    ("a stream of Windows", "plan.txt:hidden.txt", b"a", "plan.txt_hidden.txt"),
    ("a name that begins with a dot", ".htaccess.txt", b"a", "htaccess.txt"),
    (
        "marks of a page",
        "<img src=x onerror=alert(1)>.txt",
        b"a",
        "_img src=x onerror=alert(1)_.txt",
    ),
]


def stored(app: Flask) -> list[Path]:
    folder: Path = app.config["UPLOAD_FOLDER"]
    return [each for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []


def names(invitation: Invitation) -> list[str]:
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return [file.typed_name for file in draft.files]


def test_there_are_thirty_and_more() -> None:
    assert len(REFUSED) + len(KEPT) > 70


@pytest.mark.parametrize(
    ("name", "make", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_hostile_file_is_refused_in_a_sentence(
    app: Flask,
    invitation: Invitation,
    browser: Browser,
    name: str,
    make: Callable[[], bytes],
    sentence: str,
) -> None:
    page = browser.get(f"/invitations/{invitation.id}/quote/files")
    answer = browser.submit(page, {"files": (BytesIO(make()), name)})
    assert answer.status_code == 422
    (said,) = error_summary_of(answer)
    assert said.startswith(sentence.format(name))
    assert names(invitation) == [] and stored(app) == []
    assert len(db.session.scalars(select(RefusedAttempt)).all()) == 1


@pytest.mark.parametrize(
    ("name", "content", "offered"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT]
)
def test_what_could_do_harm_elsewhere_is_given_back_as_a_download_alone(
    app: Flask, invitation: Invitation, browser: Browser, name: str, content: bytes, offered: str
) -> None:
    here = f"/invitations/{invitation.id}/quote/files"
    added = browser.submit(browser.get(here), {"files": (BytesIO(content), name)}, follow=True)
    assert error_summary_of(added) == []
    (path,) = stored(app)
    assert len(path.name) == 32 and set(path.name) <= set("0123456789abcdef")
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    _is_a_download_alone(browser.get(f"{here}/{draft.files[0].id}"), content, offered)


def test_a_name_cannot_write_a_header(invitation: Invitation, browser: Browser) -> None:
    """No browser sends a line break in a name; a program can, coded as mail programs do."""
    here = f"/invitations/{invitation.id}/quote/files"
    token = _token(browser.get(here).text)
    body = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="files"; '
        "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b%3Dc%0D%0A.txt\r\n\r\na\r\n--x--\r\n"
    )
    browser.post(here, data=body, content_type="multipart/form-data; boundary=x")
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None and draft.files[0].typed_name == "aSet-Cookie: b=c.txt"
    back = browser.get(f"{here}/{draft.files[0].id}")
    _is_a_download_alone(back, b"a", "aSet-Cookie_ b=c.txt")


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    return found.group(1) if found else ""


def _is_a_download_alone(back: TestResponse, content: bytes, offered: str) -> None:
    assert back.data == content
    assert back.headers["Content-Type"] == "application/octet-stream"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Set-Cookie" not in back.headers
    kind, _, given = back.headers["Content-Disposition"].partition("; ")
    assert kind == "attachment" and given in {f"filename={offered}", f'filename="{offered}"'}
