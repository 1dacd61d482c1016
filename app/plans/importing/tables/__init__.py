"""Plans kept as tables: Word documents, Excel workbooks, CSV files and web pages. Pure.

`opening` looks at the file (`archive`) and makes grids of it (`docx`, `xlsx`, `csv_rows`,
`html_rows`), then finds the `headers`; `columns` proposes what each heading means; `assembling`
puts the rows together into actions, and `reading` gives the plan. Nothing in a file is run.
"""

from app.plans.importing.tables.columns import COLUMN_WORDS, ONLY_ONCE, Column, Proposal, proposed
from app.plans.importing.tables.grid import FileRefused
from app.plans.importing.tables.headers import Head
from app.plans.importing.tables.opening import OpenedTables, is_table_file, open_tables
from app.plans.importing.tables.reading import Mapping, read_opened

__all__ = [
    "COLUMN_WORDS",
    "ONLY_ONCE",
    "Column",
    "FileRefused",
    "Head",
    "Mapping",
    "OpenedTables",
    "Proposal",
    "is_table_file",
    "open_tables",
    "proposed",
    "read_opened",
]
