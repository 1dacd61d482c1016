"""The exception report: what is beyond tolerance, with its cause, consequences and answer."""

from app.reports.exceptions.report import (
    MOST_DAYS,
    Exceptional,
    ExceptionReport,
    exception_report,
)

__all__ = ["MOST_DAYS", "ExceptionReport", "Exceptional", "exception_report"]
