"""A file with tables, checked and opened, with the headings that were found in it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from app.plans.importing.decoding import decode, kind_of_file_that_is_not_text
from app.plans.importing.tables.archive import (
    MOST_BYTES,
    checked_office_file,
    is_office_file,
    suffix_of,
)
from app.plans.importing.tables.csv_rows import read_csv
from app.plans.importing.tables.docx import read_docx
from app.plans.importing.tables.grid import FileRefused, Grid, TableFile
from app.plans.importing.tables.headers import Head, Table, guessed, heads_of, tables_in
from app.plans.importing.tables.html_rows import HTML_ENDINGS, read_html_tables
from app.plans.importing.tables.xlsx import read_xlsx

CSV_ENDINGS = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class OpenedTables:
    """`tables` have headings, `without` have none. A Word document may have no table at all."""

    file: TableFile
    tables: list[Table] = field(default_factory=list[Table])
    without: list[Grid] = field(default_factory=list[Grid])

    @property
    def heads(self) -> list[Head]:
        """The different sets of headings."""
        return heads_of(self.tables)


def is_table_file(content: bytes, name: str) -> bool:
    """Whether a file is to be read as tables, by its name, how it begins, or its own headings."""
    if suffix_of(name) in HTML_ENDINGS and not is_office_file(content, name):
        return _html(content, name) is not None
    return suffix_of(name) in CSV_ENDINGS or is_office_file(content, name)


def _html(content: bytes, name: str) -> TableFile | None:
    """A saved page with a plan in tables; a page of another kind is read elsewhere."""
    if len(content) > MOST_BYTES or kind_of_file_that_is_not_text(content):
        return None
    if "<table" not in decode(content).casefold():
        return None
    return read_html_tables(content, name)


def open_tables(
    content: bytes,
    name: str,
    *,
    named: Collection[str] = (),
    remembered: Collection[str] = (),
) -> OpenedTables:
    """Open a file with tables. Raises FileRefused with a sentence.

    `named` are headings that the person named, `remembered` the keys of known sets of headings.
    """
    if not content.strip():
        raise FileRefused(f"{name} is empty.")
    file = _file(content, name)
    tables, without = tables_in(file.grids, named, remembered)
    if not tables and file.kind != "docx":
        tables, without = guessed(file.grids)
        if not tables:
            raise FileRefused(
                f"{name} has no row of headings, so its columns cannot be told apart."
            )
    return OpenedTables(file, tables, without)


def _file(content: bytes, name: str) -> TableFile:
    if suffix_of(name) in CSV_ENDINGS:
        kind = kind_of_file_that_is_not_text(content)
        if kind is not None:
            raise FileRefused(f"{name} is not what its name says: it is {kind}.")
        if len(content) > MOST_BYTES:
            raise FileRefused(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
        return read_csv(content, name)
    page = _html(content, name) if suffix_of(name) in HTML_ENDINGS else None
    if page is not None:
        return page
    if checked_office_file(content, name) == ".docx":
        return read_docx(content, name)
    return read_xlsx(content, name)
