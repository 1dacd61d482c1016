"""The whole file of a commission: its parts in order, as an archive, on paper, and redacted."""

from app.reports.wholefile.model import FileIn, Part, WholeFile
from app.reports.wholefile.paper import on_paper
from app.reports.wholefile.whole import whole_file
from app.reports.wholefile.zipped import archive_name, archived

__all__ = ["FileIn", "Part", "WholeFile", "archive_name", "archived", "on_paper", "whole_file"]
