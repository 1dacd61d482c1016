"""From a report's plain values to its PDF, in a process that cannot hurt the server.

What it costs, in processor time: one second for a report of three pages, most of it to start the
process; 26 seconds and 530 MB for 300 commissions (221 pages). So nothing is cut into parts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from flask import current_app

PROGRAM = Path(__file__).with_name("pdf.py")
SECONDS = 90
"""Processor time that one document may take."""
MEGABYTES = 1500
"""Address space that one document may take."""
PATIENCE = 10
"""Seconds that a request waits for the documents before it."""

TOO_LONG = "This report is too long to print. Choose one commission, or an earlier day."
BUSY = "Another report is being printed. Try again in a minute."

# The process gets what fonts and libraries need, and no secret, no address of a database.
_KEPT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "XDG_CACHE_HOME",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)

# Nor any program to start: to look for a library, Python would ask a compiler, thirty times.
_NO_PROGRAMS = {"PATH": os.devnull}

_one_at_a_time = BoundedSemaphore(1)


class NotPrinted(Exception):
    """A document that could not be printed. `sentence` is shown to the reader."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Attached:
    """A file that goes with a document, which is PDF/A-3 then: name, what it is, and its words."""

    name: str
    description: str
    text: str


def printed(template: str, attached: Sequence[Attached] = (), **plain: object) -> bytes:
    """The PDF/UA-1 of one of our templates, filled with plain values. Raises NotPrinted."""
    html = current_app.jinja_env.get_template(template).render(**plain)
    return pdf_of(html, attached)


def pdf_of(
    html: str,
    attached: Sequence[Attached] = (),
    *,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """The PDF/UA-1 of a whole HTML document, rendered within limits. Raises NotPrinted.

    One document at a time in each server process, so that memory stays bounded.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise NotPrinted(BUSY)
    asked = {"html": html, "attached": [asdict(each) for each in attached]}
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(PROGRAM), str(seconds), str(megabytes)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=3 * seconds,
            env={name: os.environ[name] for name in _KEPT if name in os.environ} | _NO_PROGRAMS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed("no end") from None
    finally:
        _one_at_a_time.release()
    if ended.returncode != 0 or not ended.stdout.startswith(b"%PDF-"):
        kind = ended.stderr.decode(errors="replace").strip()
        raise _failed(kind if kind.isidentifier() else f"ended with {ended.returncode}")
    return ended.stdout


def _failed(kind: str) -> NotPrinted:
    # Only the kind of failure is logged: its words could quote what somebody typed.
    structlog.get_logger().error("report not printed", kind=kind)
    return NotPrinted(TOO_LONG)
