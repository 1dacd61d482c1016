"""What a quote says, as the bytes that are sealed: one JSON text that people can read as well.

Its SHA-256 is the receipt's. `nonce` is there so that nobody can try out prices against it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.commissions.rules import OfferedDue
from app.quotes.marks import Marked
from app.quotes.rules import NOTHING_STATED, PricedLine, Stated

FORM = 3
"""The number of this form of the text, which is written. Form 1 has no timetable, and neither that
nor form 2 what the company considers confidential."""

READ_FORMS = (1, 2, FORM)
"""The forms that can be read: what was sealed in an older one stays as it is."""


@dataclass(frozen=True)
class WrittenAnswer:
    """The answer to one question, which is named by its row and, once sent, by its words."""

    question_id: int
    text: str
    question: str = ""


@dataclass(frozen=True)
class WrittenFile:
    """One file: the id of its sealed row, its name as typed, size in bytes, SHA-256 and kind."""

    id: int
    typed_name: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True)
class Written:
    """All that a quote says. `receipt` and `received_at` (ISO, UTC) are there once it was sent."""

    answers: tuple[WrittenAnswer, ...] = ()
    lines: tuple[PricedLine, ...] = ()
    files: tuple[WrittenFile, ...] = ()
    receipt: str = ""
    received_at: str = ""
    stated: Stated = NOTHING_STATED
    timetable: tuple[OfferedDue, ...] = ()
    marks: tuple[Marked, ...] = ()
    nonce: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    def sent(self, receipt: str, at: datetime) -> Written:
        """The same with the receipt and the instant that acknowledge it."""
        return replace(self, receipt=receipt, received_at=at.isoformat())

    def as_bytes(self) -> bytes:
        """What is sealed."""
        whole = {
            "form": FORM,
            "receipt": self.receipt,
            "received_at": self.received_at,
            "answers": [asdict(answer) for answer in self.answers],
            "price_lines": [_plain_line(line) for line in self.lines],
            "stated_totals": asdict(self.stated),
            "timetable": [asdict(due) for due in self.timetable],
            "confidential": [asdict(mark) for mark in self.marks],
            "files": [asdict(file) for file in self.files],
            "nonce": self.nonce,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def read_written(content: bytes) -> Written:
    """What was sealed. Raises ValueError for anything else, without quoting it."""
    try:
        whole: dict[str, Any] = json.loads(content)
        form = whole["form"]
        if form not in READ_FORMS:
            raise ValueError
        return Written(
            answers=tuple(WrittenAnswer(**answer) for answer in whole["answers"]),
            lines=tuple(_line(line) for line in whole["price_lines"]),
            files=tuple(WrittenFile(**file) for file in whole["files"]),
            receipt=whole["receipt"],
            received_at=whole["received_at"],
            # Quotes of before a company could state totals have none.
            stated=Stated(**whole.get("stated_totals", {})),
            timetable=tuple(OfferedDue(**due) for due in whole["timetable"]) if form > 1 else (),
            marks=tuple(Marked(**mark) for mark in whole["confidential"]) if form > 2 else (),
            nonce=whole["nonce"],
        )
    except (ValueError, KeyError, TypeError, ArithmeticError):
        raise ValueError("What was sealed is no quote.") from None


def digest_of(content: bytes) -> str:
    """The SHA-256 of what is sealed, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _plain_line(line: PricedLine) -> dict[str, Any]:
    return {
        "description": line.description,
        "quantity": f"{line.quantity:.2f}",
        "unit_pence": line.unit_pence,
        "vat_percent": line.vat_percent,
    }


def _line(plain: dict[str, Any]) -> PricedLine:
    return PricedLine(
        plain["description"],
        Decimal(plain["quantity"]),
        plain["unit_pence"],
        plain["vat_percent"],
    )
