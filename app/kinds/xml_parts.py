"""The few XML parts of an Office file that say what is in it, read in pieces.

No entity is ever taken up: a part that declares one is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

Started = Callable[[str, dict[str, str]], None]


class WrongXml(Exception):
    """A part that is no XML, or declares entities."""


class XmlReader:
    """Calls `started(element, attributes)` for each element, names without their namespaces."""

    def __init__(self, started: Started) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.EntityDeclHandler = _refuse
        self._parser.StartElementHandler = lambda element, attributes: started(
            _bare(element), {_bare(key): value for key, value in attributes.items()}
        )

    def feed(self, piece: bytes, is_last: bool = False) -> None:
        """Read the next piece. Raises WrongXml."""
        try:
            self._parser.Parse(piece, is_last)
        except (expat.ExpatError, ValueError, LookupError):
            raise WrongXml from None


def _bare(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _refuse(*_: object) -> None:
    raise WrongXml
