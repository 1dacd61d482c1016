"""Office files with macros are refused, also under the name of a kind that has none."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest

from app.commissions.models import Invitation
from app.people.models import Person
from app.quotes import queries
from tests.browsing import Browser, error_summary_of
from tests.factories.commissions import contact_of

KINDS = "[Content_Types].xml"
PLAIN = b'<Types><Override ContentType="application/vnd.ms-word.document.main+xml"/></Types>'
WITH_MACROS = b'<Types><Override ContentType="application/vnd.ms-word.document.%s+xml"/></Types>'


def office_file(parts: Mapping[str, bytes]) -> BytesIO:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return BytesIO(content.getvalue())


def refusals(
    invitation: Invitation,
    client_as: Callable[[Person], Browser],
    content: BytesIO,
    name: str,
) -> list[str]:
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/quote/files")
    return error_summary_of(browser.submit(page, {"files": (content, name)}, follow=True))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("renamed.docx", {KINDS: PLAIN, "word/document.xml": b"", "word/vbaProject.bin": b"\xd0"}),
        ("kind.docx", {KINDS: WITH_MACROS % b"macroEnabled.main", "word/document.xml": b""}),
        (
            "wide.docx",
            {KINDS: (WITH_MACROS % b"vbaProject").decode().encode("utf-16"), "word/a.xml": b""},
        ),
        ("old.xlsx", {KINDS: PLAIN, "xl/workbook.xml": b"", "xl/macrosheets/sheet1.xml": b""}),
        ("basic.odt", {"content.xml": b"", "Basic/script-lc.xml": b""}),
    ],
)
def test_a_file_with_macros_is_refused_in_a_sentence(
    invitation: Invitation,
    client_as: Callable[[Person], Browser],
    name: str,
    parts: Mapping[str, bytes],
) -> None:
    said = refusals(invitation, client_as, office_file(parts), name)
    assert said == [f"{name} holds macros. Save it without macros and try again"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("plan.docx", {KINDS: PLAIN, "word/document.xml": b"On macros: none."}),
        ("plan.odt", {"content.xml": b"<x/>"}),
    ],
)
def test_a_file_without_macros_is_kept(
    invitation: Invitation,
    client_as: Callable[[Person], Browser],
    name: str,
    parts: Mapping[str, bytes],
) -> None:
    assert refusals(invitation, client_as, office_file(parts), name) == []
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None and [file.typed_name for file in draft.files] == [name]


def test_a_damaged_list_of_kinds_is_refused_and_not_an_error(
    invitation: Invitation, client_as: Callable[[Person], Browser]
) -> None:
    whole = office_file({KINDS: PLAIN * 40, "word/document.xml": b""}).getvalue()
    at = whole.index(KINDS.encode()) + len(KINDS)
    broken = BytesIO(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    (said,) = refusals(invitation, client_as, broken, "broken.docx")
    assert said.startswith("broken.docx is damaged")
