"""The words of a Word paragraph as a reader sees them, with the numbers that Word adds itself."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_SEEN = frozenset(
    {
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        f"{W}txbxContent",
        f"{W}pPr",
        f"{W}rPr",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_DASHES = {f"{W}noBreakHyphen": "-", f"{W}tab": " ", f"{W}softHyphen": ""}


def words_of(paragraph: Any) -> str:
    """A paragraph's words: what was inserted counts, what was deleted or is hidden does not."""
    return "".join(_parts(paragraph))


def _parts(tag: Any) -> Iterator[str]:
    for child in tag:
        if child.tag in _NOT_SEEN or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}r" and _is_hidden(child):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag in _DASHES:
            yield _DASHES[child.tag]
        else:
            yield from _parts(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val") not in ("0", "false")


class Lists:
    """Counts the paragraphs of Word's own lists, whose numbers stand in no paragraph."""

    def __init__(self, document: Any) -> None:
        self._formats = _formats(document)
        self._styles = _styles(document)
        self._counts: dict[tuple[str, int], int] = {}

    def mark(self, paragraph: Any) -> str:
        """The paragraph's number or bullet with a space, or ""."""
        where = self._where(paragraph)
        if where is None:
            return ""
        number, level = where
        kind = self._formats.get(where)
        if number == "0" or kind in (None, "none"):
            return ""
        if kind == "bullet":
            return "• "
        count = self._counts.get(where, 0) + 1
        self._counts[where] = count
        for deeper in [each for each in self._counts if each[0] == number and each[1] > level]:
            del self._counts[deeper]
        return f"{count}. " if level == 0 else f"{_letter(count)}) "

    def _where(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            return self._styles.get(str(style.get(f"{W}val"))) if style is not None else None
        return _numbering(properties)


def _numbering(properties: Any) -> tuple[str, int] | None:
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    if number is None:
        return None
    at = level.get(f"{W}val") if level is not None else "0"
    return str(number.get(f"{W}val")), int(at) if at and at.isdigit() else 0


def _letter(count: int) -> str:
    return chr(96 + count) if count <= 26 else str(count)


def _formats(document: Any) -> dict[tuple[str, int], str]:
    """How each list numbers each level: "decimal", "bullet", …, by the list's id."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    found: dict[tuple[str, int], str] = {}
    for each in root.iter(f"{W}num"):
        named = each.find(f"{W}abstractNumId")
        levels = abstract.get(named.get(f"{W}val")) if named is not None else None
        for level in levels.iter(f"{W}lvl") if levels is not None else ():
            shown = level.find(f"{W}numFmt")
            at = str(level.get(f"{W}ilvl"))
            if shown is not None and at.isdigit():
                found[str(each.get(f"{W}numId")), int(at)] = str(shown.get(f"{W}val"))
    return found


def _styles(document: Any) -> dict[str, tuple[str, int]]:
    """The list of each paragraph style that numbers its paragraphs ("List Number")."""
    found: dict[str, tuple[str, int]] = {}
    for style in document.styles:
        properties = style.element.find(f"{W}pPr/{W}numPr")
        where = _numbering(properties) if properties is not None else None
        if where is not None:
            found[style.style_id] = where
    return found
