"""Whether a Word or Excel file is one, and safe to open: looked at before any library reads it."""

import re
import zipfile
from io import BytesIO

from app.plans.importing.tables.grid import FileRefused

ZIPPED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
MOST_BYTES = 20_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 80_000_000
MOST_UNPACKED_PART = 40_000_000
MOST_RATIO = 150
"""Times that a part may be larger than it is in the archive, where it is larger than 1 MB."""
_LISTED = b"PK\x01\x02"
_IS_XML = re.compile(r"\.(?:xml|rels|vml)$", re.IGNORECASE)
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MAIN = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
_KINDS = {".docx": "a Word document", ".xlsx": "an Excel workbook"}
_WITH_MACROS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb")


def checked_office_file(content: bytes, name: str) -> str:
    """The kind (".docx" or ".xlsx") of a Word or Excel file. Raises FileRefused."""
    suffix = suffix_of(name)
    if content.startswith(COMPOUND):
        raise FileRefused(_why_no_compound_file(content, name))
    if suffix in _WITH_MACROS:
        raise FileRefused(f"{name} may hold macros. Save it as .docx or .xlsx and try again.")
    if not content.startswith(ZIPPED):
        raise FileRefused(f"{name} is not what its name says: it is not {_KINDS[suffix]}.")
    if len(content) > MOST_BYTES:
        raise FileRefused(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    found = _opened(content, name)
    if suffix in _KINDS and suffix != found:
        raise FileRefused(f"{name} is not what its name says: it is {_KINDS[found]}.")
    if suffix not in _KINDS:
        raise FileRefused(
            f"{name} is not what its name says: it is {_KINDS[found]}. Name it {found}."
        )
    return found


def is_office_file(content: bytes, name: str) -> bool:
    """Whether a file is to be read as Word or Excel: by its name, or by how it begins."""
    named = suffix_of(name) in (*_KINDS, *_WITH_MACROS)
    return named or content.startswith((ZIPPED, COMPOUND))


def suffix_of(name: str) -> str:
    """The ending of a file's name, in lower case with its dot; "" where it has none."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}$", name)
    return found[0].lower() if found else ""


def _why_no_compound_file(content: bytes, name: str) -> str:
    if LOCKED in content:
        return f"{name} is locked with a password. Save it without one and try again."
    return f"{name} is an old Word or Excel file. Save it as .docx or .xlsx and try again."


def _opened(content: bytes, name: str) -> str:
    if content.count(_LISTED) > MOST_PARTS:
        raise FileRefused(f"{name} has more parts than any plan.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            found = _kind_of(parts, name)
            _check_sizes(parts, name)
            _check_parts(archive, parts, name)
    except FileRefused:
        raise
    except Exception as fault:  # a damaged archive makes the library raise anything
        raise FileRefused(f"{name} is damaged and cannot be opened.") from fault
    return found


def _kind_of(parts: list[zipfile.ZipInfo], name: str) -> str:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise FileRefused(f"{name} is damaged: it has two parts of one name.")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(f"{name} is locked with a password. Save it without one and try again.")
    for main, kind in _MAIN.items():
        if main in names:
            return kind
    raise FileRefused(f"{name} is not a Word document (.docx) or an Excel workbook (.xlsx).")


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    too_large = f"{name} unpacks to more than any plan needs, so it was not opened."
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused(too_large)
    for part in parts:
        is_dense = part.file_size > MOST_RATIO * max(part.compress_size, 1)
        if part.file_size > MOST_UNPACKED_PART or (part.file_size > 1_000_000 and is_dense):
            raise FileRefused(too_large)


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    for part in parts:
        inner = part.filename.lower()
        if inner.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in inner:
            raise FileRefused(f"{name} holds macros. Save it without macros and try again.")
        if not _IS_XML.search(inner):
            continue
        words = archive.read(part)
        types = words.replace(b"\0", b"").lower() if inner == "[content_types].xml" else b""
        if b"macroenabled" in types or b"vbaproject" in types:
            raise FileRefused(f"{name} holds macros. Save it without macros and try again.")
        if _DECLARES.search(words) or _DECLARES.search(words.replace(b"\0", b"")):
            raise FileRefused(f"{name} declares entities, which no plan needs; it was not opened.")
