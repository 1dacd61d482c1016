"""The whole file on paper: a contents page, and a chapter for each part. Files are listed."""

from __future__ import annotations

from dataclasses import dataclass

from app import clock
from app.reports.front import Front, front
from app.reports.printing import printed
from app.reports.wholefile.model import WholeFile


@dataclass(frozen=True)
class WholeReport:
    """What is printed: the head of the report, and the file."""

    front: Front
    file: WholeFile


def on_paper(file: WholeFile) -> bytes:
    """The PDF/UA-1 of the file. Raises NotPrinted where it is too long; the archive is not."""
    what = "Redacted file" if file.is_redacted else "Whole file"
    report = WholeReport(front(f"{what}: {file.reference}", clock.day_of(file.made_at)), file)
    return printed("pdf/whole_file.html", report=report)
