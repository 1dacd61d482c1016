"""The one stream that both text and HTML become: lines of words with their source lines."""

import html
import re
from dataclasses import dataclass
from enum import Enum

KEPT = "\u2060"
"""An unseen sign that begins a line of an edition of ours whose words are taken as they stand."""

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")


class Mark(Enum):
    """What the source's markup says of a line. The words decide the rest."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words.

    `line` is its source line, from 1. `level` is a heading's level (0 for the heading cell of
    a table row). `follows` is true for text that stands right under another line of text, so
    that it may be the rest of a wrapped line. `is_kept` is true where the tracker itself says that
    the words stand for nothing else; then KEPT parts them.
    """

    text: str
    line: int
    mark: Mark = Mark.PLAIN
    level: int = 0
    follows: bool = False
    is_kept: bool = False


def tidy(text: str) -> str:
    """Give the words with single spaces, without characters that can't be seen."""
    return " ".join(text.translate(INVISIBLE).split())


def kept_line(raw: str, line: int, mark: Mark = Mark.PLAIN) -> Line:
    """The words of a line that begins with KEPT, tidied part by part."""
    parts = [tidy(part) for part in raw.strip().removeprefix(KEPT).split(KEPT)]
    return Line(KEPT.join(parts), line, mark, 1 if mark is Mark.TITLE else 0, is_kept=True)


def decode_entities(text: str) -> str:
    """Turn HTML entities that end in a semicolon into their characters."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
