"""Numbered and bulleted lists, one item a line or all in one running line."""

import re
from dataclasses import dataclass

MARKER = re.compile(r"(?<!\S)\(?(\d{1,3})[.)](?:\s+|(?=[^\W\d]))")
BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[^\W\d])")
BULLET = re.compile(r"^(?:[•▪◦●‣∙·*➢✓o–—-]\s+|[•▪◦●‣∙➢✓])")
INNER_BULLET = re.compile(r"\s*[•▪◦●‣∙➢]\s*")
# "Phase 2. Launch" is a name, not the start of item 2.
COUNTED = frozenset("phase stage part year action step quarter no number version round".split())


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `number` is the number as written, or None. `is_kept`: see `Line`."""

    number: int | None
    text: str
    line: int
    is_kept: bool = False


def starts_with_a_number(text: str) -> bool:
    """Say whether a line brings its own list number."""
    return MARKER.match(text) is not None


def without_bullet(text: str) -> str:
    """Give the words after a bullet or dash that begins the line."""
    return BULLET.sub("", text, count=1).strip()


def items_of(text: str, line: int, *, expected: int = 1) -> list[Item]:
    """Split one line into its items, where the numbers count up from the first one found.

    `expected` is the number that would come next if the list has begun on a line above.
    """
    if not MARKER.search(text):
        parts = [part for part in INNER_BULLET.split(text) if part]
        return [Item(None, bare, line) for part in parts if (bare := without_bullet(part))]
    found: list[Item] = []
    number: int | None = None
    start = 0
    for marker in MARKER.finditer(text):
        value = int(marker[1])
        is_next = value == number + 1 if number is not None else value in (1, 2, expected)
        is_counted = _is_counted(text[max(start, marker.start() - 20) : marker.start()])
        if marker.start() > 0 and (not is_next or is_counted):
            continue
        before = text[start : marker.start()].strip()
        found += _item(number, before, line)
        number, start = value, marker.end()
    return [*found, *_item(number, text[start:].strip(), line)]


def _item(number: int | None, text: str, line: int) -> list[Item]:
    bare = without_bullet(text)
    return [Item(number, bare, line)] if bare or number is not None else []


def _is_counted(before: str) -> bool:
    words = before.lower().split()
    return bool(words) and words[-1] in COUNTED


def with_bare_numbers_marked(texts: list[str]) -> list[str]:
    """Give "1 Review", "2 Group" their full stops where every line counts up so."""
    found = [BARE_NUMBER.match(text) for text in texts]
    numbers = [int(match[1]) for match in found if match]
    if len(texts) < 2 or numbers != list(range(1, len(texts) + 1)):
        return texts
    return [
        f"{match[1]}. {text[match.end() :]}" if match else text
        for match, text in zip(found, texts, strict=True)
    ]
