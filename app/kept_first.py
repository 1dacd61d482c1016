"""The file of a form: checked, scanned for viruses and kept before its view begins.

No transaction is open meanwhile. A slow scanner, a slow disk or a large file holds nobody up but
whoever sent it; and what the view then decides on is read afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import IO, Any, TypeVar, cast

from flask import g, request

from app.database import let_go
from app.errors import RuleBroken
from app.files import StoredFile, discard

View = TypeVar("View", bound=Callable[..., Any])
Keep = Callable[[IO[bytes], str | None], StoredFile]

FIELD = "file"
"""The name of the field in every such form."""


@dataclass
class _Arrived:
    """A file that is kept, else why it was refused; and whether the view had it."""

    stored: StoredFile | None = None
    broken: RuleBroken | None = None
    is_taken: bool = False


def keeps_file(keep: Keep) -> Callable[[View], View]:
    """Declare that a form of this view takes a file, and how it is kept: plain or sealed.

    What the view does not take is removed again; so is what it takes and then does not commit.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def after_its_file(*args: Any, **kwargs: Any) -> Any:
            g.arrived_first = arrived = _arrived(keep)
            answer = view(*args, **kwargs)
            if arrived.stored is not None and not arrived.is_taken:
                discard(arrived.stored.stored_as)
            return answer

        return cast(View, after_its_file)

    return declare


def kept_file() -> StoredFile | None:
    """The file of this form, kept; None where none was chosen. Raises RuleBroken at "file"."""
    arrived: _Arrived = g.arrived_first
    if arrived.broken is not None:
        raise arrived.broken
    arrived.is_taken = True
    return arrived.stored


def _arrived(keep: Keep) -> _Arrived:
    given = request.files.get(FIELD)
    if given is None or not given.filename:
        return _Arrived()
    let_go()
    try:
        return _Arrived(keep(given.stream, given.filename))
    except RuleBroken as broken:
        return _Arrived(broken=broken)
