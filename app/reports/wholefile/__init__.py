"""The whole file of a commission: its parts in order, as an archive, on paper, and redacted."""

from app.reports.wholefile.model import FileIn, MarkedPart, Part, WholeFile
from app.reports.wholefile.paper import on_paper
from app.reports.wholefile.redacting import (
    Decided,
    Known,
    marked_confidential,
    redacted,
    still_there,
)
from app.reports.wholefile.whole import known_in, whole_file
from app.reports.wholefile.zipped import archive_name, archived

__all__ = [
    "Decided",
    "FileIn",
    "Known",
    "MarkedPart",
    "Part",
    "WholeFile",
    "archive_name",
    "archived",
    "known_in",
    "marked_confidential",
    "on_paper",
    "redacted",
    "still_there",
    "whole_file",
]
