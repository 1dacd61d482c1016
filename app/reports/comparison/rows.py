"""The comparison as CSV: companies as columns, in the order and choice that the page has."""

from __future__ import annotations

import csv
from io import StringIO

from app.evaluation.queries import Cell, Matrix
from app.reports.comparison.texts import harmless


def as_csv(matrix: Matrix) -> bytes:
    """The table as UTF-8 with its mark, so that spreadsheets read the letters right."""
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(
        ["Part", "What", "Remark", *(harmless(c.quote.company.name) for c in matrix.columns)]
    )
    for group in matrix.groups:
        for row in group.rows:
            cells = [harmless(in_words(cell)) for cell in row.cells]
            rows.writerow([group.title, harmless(row.head), row.mark, *cells])
    return written.getvalue().encode("utf-8-sig")


def in_words(cell: Cell) -> str:
    """All that stands in a cell, a line each."""
    scores = [
        f"{one.member}: {one.words or one.value}" + (f" – {one.comment}" if one.comment else "")
        for one in cell.scores
    ]
    files = [file.typed_name for file in cell.files]
    return "\n".join(part for part in [cell.words, *cell.notes, *scores, *files] if part)
