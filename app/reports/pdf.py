"""One document of ours from HTML to PDF/UA-1: the only import of WeasyPrint.

Run as a program of its own by `printing.py`: HTML on standard input, the PDF on standard output.
It has no database, no settings and no network, reads nothing but what is below, and is bounded in
processor time and memory, so that whatever was typed into a plan can at worst end this process.
On failure it writes the kind of the failure, never its words, and ends with 1.
"""

from __future__ import annotations

import gc
import logging
import re
import resource
import sys
import unicodedata
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STYLES = "asset:print.css"
ASSETS: dict[str, tuple[str, bytes]] = {
    STYLES: ("text/css; charset=utf-8", Path(__file__).with_name("print.css").read_bytes()),
}
"""Everything that a document may ask for, in memory."""

_NOT_DRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# A word without an end costs time that grows with its square, so it may be broken often.
_TAG_OR_LONG_WORD = re.compile(r"(<[^>]*>)|[^\s<>&]{41,}")
_PIECE = re.compile(".{8}(?=.)")


class OwnAssets(URLFetcher):
    """Gives our own assets and what an address carries in itself (`data:`), and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The asset. Raises FatalURLFetchingError for any other address: we ask for none."""
        if url in ASSETS:
            kind, content = ASSETS[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        if url[:5].lower() == "data:":
            return super().fetch(url, headers)
        raise FatalURLFetchingError("A document may read nothing but its own assets.")


FETCHER = OwnAssets()


@cache
def styles() -> CSS:
    """The print stylesheet, read once."""
    return CSS(url=STYLES, url_fetcher=FETCHER)


class Undrawn(logging.Handler):
    """Collects the characters for which no installed font has a shape."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character that WeasyPrint says it could not draw."""
        if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
            self.characters.add(str(record.args[0]))


def rendered(html: str) -> bytes:
    """The PDF/UA-1 of a whole document. Raises FatalURLFetchingError.

    A character that no font can draw is printed as its name in brackets: PDF/UA-1 allows no
    missing shapes, and a reader is told what stood there.
    """
    clean = _TAG_OR_LONG_WORD.sub(_breakable, _NOT_DRAWABLE.sub("\N{REPLACEMENT CHARACTER}", html))
    pdf, undrawn = _written(clean)
    if undrawn:
        names = {ord(each): _named(each) for each in undrawn}
        pdf, _ = _written(clean.translate(names))
    return with_scopes(pdf)


def with_scopes(pdf: bytes) -> bytes:
    """The same PDF, in which every header cell says whether it heads a column or a row."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name.TH:
                is_head = each.P.P.get("/S") == pikepdf.Name.THead
                each.A.Scope = pikepdf.Name.Column if is_head else pikepdf.Name.Row
        finished = BytesIO()
        document.save(finished, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _written(html: str) -> tuple[bytes, set[str]]:
    undrawn = Undrawn()
    LOGGER.handlers = [undrawn]
    document = HTML(string=html, base_url="asset:", url_fetcher=FETCHER)
    pdf = document.write_pdf(stylesheets=[styles()], pdf_variant="pdf/ua-1")
    return pdf or b"", undrawn.characters


def _breakable(found: re.Match[str]) -> str:
    return found[0] if found[1] else _PIECE.sub("\\g<0>\N{ZERO WIDTH SPACE}", found[0])


def _named(character: str) -> str:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""  # a mark upon another character, such as an emoji's joiner
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return escape(f"[{name.lower() if name[:2] != 'U+' else name}]")


def _limit(seconds: int, megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Render standard input within the seconds and megabytes that the arguments give."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    gc.disable()  # nothing here lives long enough to be worth looking for
    try:
        sys.stdout.buffer.write(rendered(sys.stdin.buffer.read().decode()))
    except (Exception, FatalURLFetchingError) as failure:
        sys.stderr.write(type(failure).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
