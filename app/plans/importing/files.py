"""One way in for every kind of file that a plan may come in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.plans.importing.decoding import MOST_BYTES, kind_of_file_that_is_not_text
from app.plans.importing.parts import ReadPlan
from app.plans.importing.reading import read_page
from app.plans.importing.tables import (
    Column,
    FileRefused,
    Head,
    OpenedTables,
    is_table_file,
    open_tables,
    proposed,
    read_opened,
)

ENDINGS = (".txt", ".html", ".htm", ".docx", ".xlsx", ".csv", ".tsv")
KINDS_IN_WORDS = ".txt, .html, .htm, .docx, .xlsx, .csv or .tsv"
Remembered = Mapping[str, Sequence[Column]]
"""What the columns of each known set of headings hold, by the key of the set."""


def read_file(
    content: bytes,
    name: str,
    *,
    said_on: date | None,
    remembered: Remembered | None = None,
    chosen: Mapping[str, Column] | None = None,
) -> ReadPlan:
    """Read a page or a table. Raises FileRefused for what is no plan, with a sentence.

    `remembered` says what known sets of headings mean; `chosen` what single headings mean, by
    their words, and goes before it. What neither says is proposed from the words of the heading.
    """
    known, named = remembered or {}, chosen or {}
    if not is_table_file(content, name):
        _check_page(content, name)
        return read_page(content, filename=name, said_on=said_on)
    opened = _opened(content, name, named=named.keys(), remembered=known.keys())
    return read_opened(opened, lambda head: columns_of(head, known, named), said_on)


def heads_in(
    content: bytes, name: str, remembered: Collection[str] = (), named: Collection[str] = ()
) -> list[Head]:
    """The sets of headings of a file with tables; none for a page. Raises FileRefused."""
    if not is_table_file(content, name):
        return []
    return _opened(content, name, named=named, remembered=remembered).heads


def columns_of(
    head: Head, remembered: Remembered, chosen: Mapping[str, Column] | None = None
) -> list[Column]:
    """What each column of a set of headings holds, as it was chosen, remembered or is proposed."""
    kept = remembered.get(head.key)
    if kept is not None:
        columns = _in_place(head, kept)
    else:
        columns = [
            each.column if words.strip() else Column.NOT_READ
            for words, each in zip(head.headings, proposed(head.headings), strict=True)
        ]
    named = {" ".join(words.casefold().split()): column for words, column in (chosen or {}).items()}
    for at, words in enumerate(head.headings):
        column = named.get(" ".join(words.casefold().split()))
        columns[at] = column if column is not None else columns[at]
    return columns


def _in_place(head: Head, kept: Sequence[Column]) -> list[Column]:
    """A set is kept without its empty headings, which are in other places in other files."""
    waiting = iter(kept)
    return [
        next(waiting, Column.NOT_READ) if words.strip() else Column.NOT_READ
        for words in head.headings
    ]


def check_file(content: bytes, name: str) -> None:
    """Raises FileRefused for a file that cannot be a plan, whatever its columns mean."""
    if is_table_file(content, name):
        _opened(content, name)
    elif len(content) > MOST_BYTES:
        raise FileRefused(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    else:
        _check_page(content, name)


def _opened(
    content: bytes, name: str, named: Collection[str] = (), remembered: Collection[str] = ()
) -> OpenedTables:
    """The tables of a file; a Word document without any may tell of actions in its text."""
    opened = open_tables(content, name, named=named, remembered=remembered)
    if not opened.file.grids and not read_opened(opened, lambda _head: (), None).actions:
        raise FileRefused(
            f"No table was found in {name}, and its text names no action: it holds no plan."
        )
    return opened


def _check_page(content: bytes, name: str) -> None:
    if not content.strip():
        raise FileRefused("The page is empty: there is nothing to read.")
    if kind := kind_of_file_that_is_not_text(content):
        raise FileRefused(f"{name or 'The file'} is {kind}, not text or a saved web page.")
