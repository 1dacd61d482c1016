"""One document of ours from HTML to PDF/UA-1: the only import of WeasyPrint.

One that carries files is PDF/A-3a as well, which is made to be kept, and in which each file says
that it is the source of what is printed.

Run as a program of its own by `printing.py`: JSON with `html` and `attached` on standard input, the
PDF on standard output. It has no database, no settings and no network, reads nothing but what is
below, and is bounded in processor time and memory, so that whatever was typed into a plan can at
worst end this process. On failure it writes the kind of the failure, never its words, and ends
with 1.
"""

from __future__ import annotations

import gc
import json
import logging
import re
import resource
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from weasyprint import CSS, HTML, Attachment
from weasyprint.logger import LOGGER
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STYLES = "asset:print.css"
ASSETS: dict[str, tuple[str, bytes]] = {
    STYLES: ("text/css; charset=utf-8", Path(__file__).with_name("print.css").read_bytes()),
}
"""Everything that a document may ask for, in memory."""

_NOT_DRAWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_IS_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""What a PDF/A file must explain of a mark that PDF/A itself does not know."""

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


@dataclass(frozen=True)
class Attached:
    """A file that goes with a document: its name with its ending, what it is, and its words."""

    name: str
    description: str
    text: str


def rendered(html: str, attached: Sequence[Attached] = ()) -> bytes:
    """The PDF/UA-1 of a whole document; PDF/A-3a too with files. Raises FatalURLFetchingError.

    A character that no font can draw is printed as its name in brackets: PDF/UA-1 allows no
    missing shapes, and a reader is told what stood there.
    """
    clean = _TAG_OR_LONG_WORD.sub(_breakable, _NOT_DRAWABLE.sub("\N{REPLACEMENT CHARACTER}", html))
    pdf, undrawn = _written(clean, attached)
    if undrawn:
        names = {ord(each): _named(each) for each in undrawn}
        pdf, _ = _written(clean.translate(names), attached)
    return finished(pdf, is_archive=bool(attached))


def finished(pdf: bytes, *, is_archive: bool = False) -> bytes:
    """The same PDF, in which every header cell says whether it heads a column or a row.

    One for the archive says of itself, in the way that PDF/A asks for, that it is PDF/UA-1 too.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        if is_archive:
            # Each file is named twice in the list of those that go with the document.
            once = {each.objgen: each for each in document.Root.AF.as_list()}
            document.Root.AF = pikepdf.Array(once.values())
            metadata = document.Root.Metadata
            metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", _IS_UA + b"</rdf:RDF>", 1))
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name.TH:
                is_head = each.P.P.get("/S") == pikepdf.Name.THead
                each.A.Scope = pikepdf.Name.Column if is_head else pikepdf.Name.Row
        return _saved(document)


_UNCLEAR_END = b"\r\nendstream"


def _saved(document: pikepdf.Pdf) -> bytes:
    """The document's bytes, in which no stream ends with a carriage return of its own.

    One that does can be taken to end a byte too early, and fails a check of its length
    (ISO 19005-3, 6.1.7.1). It happens to compressed streams by chance: those are then written as
    they are.
    """
    made = BytesIO()
    document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if _UNCLEAR_END not in made.getvalue():
        return made.getvalue()
    for each in document.objects:
        if isinstance(each, pikepdf.Stream) and each.read_raw_bytes().endswith(b"\r"):
            each.write(each.read_bytes())
    made = BytesIO()
    plain = pikepdf.ObjectStreamMode.disable
    document.save(made, object_stream_mode=plain, compress_streams=False)
    return made.getvalue()


def _written(html: str, attached: Sequence[Attached]) -> tuple[bytes, set[str]]:
    undrawn = Undrawn()
    LOGGER.handlers = [undrawn]
    document = HTML(string=html, base_url="asset:", url_fetcher=FETCHER)
    files = [
        Attachment(
            string=each.text,
            url_fetcher=FETCHER,
            name=each.name,
            description=each.description,
            relationship="Source",
        )
        for each in attached
    ]
    pdf = document.write_pdf(
        stylesheets=[styles()],
        pdf_variant="pdf/a-3a" if files else "pdf/ua-1",
        attachments=files,
    )
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
        asked = json.load(sys.stdin)
        attached = [Attached(**each) for each in asked["attached"]]
        sys.stdout.buffer.write(rendered(asked["html"], attached))
    except (Exception, FatalURLFetchingError) as failure:
        sys.stderr.write(type(failure).__name__)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
