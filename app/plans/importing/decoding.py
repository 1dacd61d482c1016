"""From bytes, as saved or uploaded, to text with one kind of line ending."""

import codecs
import re

# Enough for every plan page seen a hundred times over; more is a mistake or an attack.
MOST_BYTES = 20_000_000
MOST_CHARACTERS = 500_000
MOST_MARKUP = 2_000_000
MOST_LINES = 20_000

NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
CONTROL = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], " ")


def kind_of_file_that_is_not_text(content: bytes) -> str | None:
    """Name the kind of a file that holds no readable text, or None."""
    for start, kind in NOT_TEXT.items():
        if content.startswith(start):
            return kind
    if any(content.startswith(mark) for mark, _ in BOMS) or _utf_16_without_mark(content):
        return None
    return "a file of another kind" if b"\0" in content[:4096] else None


def _utf_16_without_mark(content: bytes) -> str | None:
    """Text in two bytes a character, mostly Latin, shows zeros at every other place."""
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = content[offset:400:2]
        if (
            sample
            and sample.count(0) > 0.6 * len(sample)
            and 0 not in content[1 - offset : 400 : 2]
        ):
            return name
    return None


def decode(content: bytes) -> str:
    """Read bytes as text: byte order mark, UTF-8, the page's own charset, then Windows-1252."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if wide := _utf_16_without_mark(content):
        return content.decode(wide, errors="replace")
    declared = CHARSET.search(content[:4096])
    for encoding in ("utf-8", declared[1].decode("ascii") if declared else "cp1252", "cp1252"):
        # Browsers read Latin-1 as Windows-1252, and pages rely on it.
        name = "cp1252" if encoding.lower() in {"iso-8859-1", "latin-1", "latin1"} else encoding
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def clean(content: str) -> str:
    """One kind of line ending, no byte order mark, no control characters, no lone surrogates."""
    text = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(CONTROL).encode("utf-8", errors="replace").decode("utf-8")
