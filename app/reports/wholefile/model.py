"""The parts of a whole file in plain values, each piece marked by what it would give away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.quotes.marks import Marked


class Gives(StrEnum):
    """What a piece of the file gives away, so that it can be redacted."""

    NOTHING = "nothing in particular"
    LINE_PRICE = "prices by line"
    TOTAL = "total prices, and points from which they can be worked out"
    CONTENTS = "contents of the quote"
    MARKS = "what companies consider confidential, and why"


def part_key(invitation_id: int | None, part: str) -> str:
    """What a part of a quote is known by among all quotes."""
    return f"{invitation_id}/{part}"


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part that a company considers confidential: its key, what it is, until when and why.

    `file_key` is that of the file among all files, where it is one.
    """

    key: str
    what: str
    mark: Marked
    file_key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Some words. `invitation_id` says whose quote they are about, where they are about one.

    `part` is the part of that quote that they are (`app.quotes.marks`), where they are one.
    """

    words: str
    gives: Gives = Gives.NOTHING
    invitation_id: int | None = None
    part: str = ""

    @property
    def key(self) -> str:
        """What the part is known by among all quotes."""
        return part_key(self.invitation_id, self.part)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part."""

    words: Said


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as somebody wrote it, under a small heading."""

    head: str
    said: Said


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; without headings the first cell of each row heads the rest.

    `widths` are those of the columns on paper (`print.css`), the first ones first; a column
    without one takes its share of what is left.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Said]]
    widths: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FileIn:
    """A stored file that belongs to the part: size in bytes, SHA-256 as acknowledged.

    `key` names it among all files. `secret` unseals it; None where it was never sealed.
    """

    key: str
    folder: str
    typed_name: str
    size: int
    sha256: str
    stored_as: str
    secret: str | None = field(default=None, repr=False)
    invitation_id: int | None = None
    withheld: str = ""
    """Why it is left out; empty where it is there."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a part or of one company in it."""

    caption: str
    files: Sequence[FileIn]


Block = Heading | Prose | Table | Files


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file. `not_yet` says why there is nothing in it now."""

    key: str
    title: str
    blocks: Sequence[Block] = ()
    not_yet: str = ""

    @property
    def files(self) -> list[FileIn]:
        """Every file of the part, in order."""
        return [each for block in self.blocks if isinstance(block, Files) for each in block.files]


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was redacted for one reason in one part, and how often."""

    part: str
    what: str
    reason: str
    times: int


@dataclass(frozen=True, slots=True)
class WholeFile:
    """Everything of a commission that may be told now, made at an instant."""

    reference: str
    title: str
    group: str
    made_at: datetime
    made_by: str
    parts: Sequence[Part]
    redactions: Sequence[Redaction] | None = None
    """What was redacted; None in the file that is whole."""
    marked: Sequence[MarkedPart] = ()
    """What companies consider confidential, for the officer who decides: never printed."""

    @property
    def files(self) -> list[FileIn]:
        """Every file of the whole."""
        return [each for part in self.parts for each in part.files]

    @property
    def is_redacted(self) -> bool:
        """Whether this is the variant for others."""
        return self.redactions is not None


def facts(caption: str, pairs: Sequence[tuple[str, str | Said]]) -> Table:
    """A table of names and words; what is empty is left out."""
    rows = [
        (Said(name), words if isinstance(words, Said) else Said(words))
        for name, words in pairs
        if (words.words if isinstance(words, Said) else words)
    ]
    return Table(caption, (), rows)


def row(*cells: str | Said | None) -> tuple[Said, ...]:
    """A row of a table from plain words."""
    return tuple(each if isinstance(each, Said) else Said(each or "") for each in cells)
