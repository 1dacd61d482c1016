"""What is in a quote is read in one room (architecture.md, "Sealing lives in one place")."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
CONTENTS = frozenset({"Answer", "PriceLine", "QuoteFile"})
TABLES = frozenset({"answer", "price_line", "quote_file"})
MAY_READ = ("quotes/models.py", "quotes/queries/", "quotes/operations/")


def outside() -> list[Path]:
    """Every module of the application that has no business with a quote's contents."""
    found = [p for p in APP.rglob("*.py") if "node_modules" not in p.parts]
    return [p for p in found if not p.relative_to(APP).as_posix().startswith(MAY_READ)]


def offences(source: str, is_migration: bool = False) -> Iterator[str]:
    """What a module says that only the room of quotes may say."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.quotes"):
            names = {alias.name for alias in node.names}
            yield from (f"imports {name}" for name in sorted(names & CONTENTS))
            if node.module == "app.quotes.queries.contents" or "contents" in names:
                yield "imports the reader of contents"
            if "models" in names:
                yield "imports the tables of quotes as a module"
        elif isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
            if {"app.quotes.models", "app.quotes.queries.contents"} & names:
                yield "imports the tables of quotes as a module"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not is_migration:
            words = set(node.value.lower().replace('"', " ").replace(",", " ").split())
            if {"select", "from"} <= words and words & TABLES:
                yield "selects from the tables of contents by name"


@pytest.mark.parametrize("path", outside(), ids=lambda path: str(path.relative_to(APP)))
def test_no_other_module_reads_what_is_in_a_quote(path: Path) -> None:
    is_migration = "migrations" in path.parts
    assert list(offences(path.read_text("utf-8"), is_migration)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from app.quotes.models import Quote, PriceLine",
        "from app.quotes.queries.contents import contents_of",
        "from app.quotes.queries import contents",
        "from app.quotes import models",
        "import app.quotes.models",
        "import app.quotes.models as tables",
        "x = 'select text from answer'",
    ],
)
def test_each_way_round_the_wall_is_noticed(source: str) -> None:
    assert list(offences(source)) != []


def test_a_sealed_quote_has_neither_price_nor_file() -> None:
    from dataclasses import fields

    from app.quotes.queries import SealedQuote

    assert {field.name for field in fields(SealedQuote)} == {"company", "received_at", "receipt"}
