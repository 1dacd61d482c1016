"""Plain text: words from the first byte to the last, and no page behind the name."""

from __future__ import annotations

import codecs
import re

_BREAKS = b"\t\n\r\f"
_NOT_WORDS = bytes(byte for byte in range(32) if byte not in _BREAKS) + b"\x7f"
_WORDS = bytes(byte for byte in range(256) if byte not in _NOT_WORDS)
_NOT_WORDS_WIDE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|script|svg|iframe|\?xml[^>]*>\s*<svg)", re.I)
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OTHER_THAN_TEXT = frozenset({"text/html", "text/rtf", "image/svg+xml"})
_AS_GOOD_AS_TEXT = frozenset(
    {
        "application/json",
        "application/x-ndjson",
        "application/csv",
        "application/octet-stream",
        "application/x-empty",
    }
)


def may_be_text(found: str, head: bytes) -> bool:
    """Whether a text may begin like this: not as a page, a picture or a document."""
    start = head.decode("utf-16", "replace").encode() if head[:2] in _MARKS else head
    if _MARKUP.match(start.removeprefix(codecs.BOM_UTF8)):
        return False
    if found in _OTHER_THAN_TEXT:
        return False
    return found.startswith(("text/", "message/")) or found in _AS_GOOD_AS_TEXT


class TextReader:
    """Reads a text piece by piece; `is_text` says whether all of it so far is words."""

    def __init__(self) -> None:
        self.is_text = True
        self._begun = False
        self._wide: codecs.IncrementalDecoder | None = None

    def feed(self, piece: bytes) -> None:
        """Read the next piece."""
        if not self._begun:
            self._begun = True
            if encoding := _MARKS.get(piece[:2]):
                self._wide = codecs.getincrementaldecoder(encoding)("strict")
        if self._wide is None:
            # What is left once every byte that words are made of is taken out.
            self.is_text = self.is_text and not piece.translate(None, _WORDS)
            return
        try:
            words = self._wide.decode(piece)
        except UnicodeDecodeError:
            self.is_text = False
        else:
            self.is_text = self.is_text and not _NOT_WORDS_WIDE.search(words)
