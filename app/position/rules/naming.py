"""Finding a company's name in a text that the public will read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_FORMS = frozenset({"ltd", "limited", "cic", "llp", "plc", "cio", "scio", "inc", "uk", "co"})
"""Words at the end of a name that say what kind of company it is."""

_SHORTEST_SINGLE = 4


def company_named_in(text: str, names: Iterable[str]) -> str | None:
    """The first of the names that the text gives away, in full or without "Ltd"; None if none.

    Case, blanks, punctuation and "&" for "and" make no difference. A name of one word counts only
    where it is written with its own capitals, since it may be an ordinary word.
    """
    words = _words(text)
    as_typed = set(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))
    for name in names:
        core = _core(_words(name))
        if len(core) == 1:
            first = re.findall(r"\w+", unicodedata.normalize("NFKC", name))[0]
            if first in as_typed and len(first) >= _SHORTEST_SINGLE:
                return name
        elif core and f" {' '.join(core)} " in f" {' '.join(words)} ":
            return name
    return None


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return re.findall(r"\w+", re.sub(r"['’]", "", plain))


def _core(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _FORMS:
        kept.pop()
    return kept
