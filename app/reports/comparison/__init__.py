"""The comparison of quotes to take away: CSV, a workbook that works the ranking out anew, paper."""

from app.reports.comparison.front import ComparisonReport, comparison_report, file_name
from app.reports.comparison.rows import as_csv
from app.reports.comparison.workbook import as_workbook

__all__ = ["ComparisonReport", "as_csv", "as_workbook", "comparison_report", "file_name"]
