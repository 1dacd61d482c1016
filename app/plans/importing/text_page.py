"""Pasted or exported text as a stream of lines: pipes, tabs and Markdown marks understood."""

import re

from app.plans.importing.lines import KEPT, Line, Mark, decode_entities, kept_line, tidy
from app.plans.importing.rows import RowReader

RULE = re.compile(r"[\s|:=_*~+–—-]*")
HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
BULLET_AND_TAB = re.compile(r"(?:(?<=\t)|^)([•▪◦●‣∙·*–—-]|\(?\d{1,2}[.)])\t")


def lines_of_text(content: str) -> list[Line]:
    """Read text whose lines end in \\n. A line of rule characters only is markup, not words."""
    found: list[Line] = []
    rows = RowReader()
    is_under_text = False
    for number, raw in enumerate(content.split("\n"), start=1):
        if raw.startswith(KEPT):
            found.append(kept_line(raw, number, Mark.PLAIN if found else Mark.TITLE))
            rows, is_under_text = RowReader(), False
            continue
        if RULE.fullmatch(raw):
            is_under_text = False
            continue
        cells = _cells(raw)
        is_row = len(cells) > 1 or "|" in raw
        if not is_row:
            rows = RowReader()
        line = [_line(cell, number, follows=is_under_text and not is_row) for cell in cells]
        if len(line) == 1:
            found += [each for each in line if each.text]
        else:
            found += rows.lines([[each] if each.text else [] for each in line])
        is_under_text = not is_row
    return found


def _cells(raw: str) -> list[str]:
    """Split a row at its pipes, or at the tabs that a browser puts between copied cells."""
    text = raw.strip()
    if text.startswith("|") or text.endswith("|") or " | " in text:
        return text.removeprefix("|").removesuffix("|").split("|")
    # A word processor puts a tab after a bullet or number: that is no cell.
    return BULLET_AND_TAB.sub(r"\1 ", text).split("\t")


def _line(raw: str, number: int, *, follows: bool) -> Line:
    hashes = HASHES.match(raw)
    text = tidy(decode_entities(raw[hashes.end() :] if hashes else raw).replace("**", ""))
    if hashes is None:
        return Line(text, number, follows=follows)
    level = len(hashes[1])
    return Line(text, number, Mark.TITLE if level == 1 else Mark.HEADING, level)
