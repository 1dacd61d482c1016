"""The README's tables of reliability and of the law name tests and files that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", README)))
FILES = sorted(set(re.findall(r"tests/[\w/]+\.py", README)))


def row(first: str) -> list[str]:
    """The last cells of the table's rows that begin so."""
    return re.findall(rf"^\| {re.escape(first)} \|.*\| (.+) \|$", README, re.MULTILINE)


@pytest.mark.parametrize(("file", "test"), TESTS)
def test_each_test_that_is_named_exists(file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("file", FILES)
def test_each_file_of_tests_that_is_named_exists(file: str) -> None:
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("letter", [f"({letter})" for letter in "abcdefg"])
def test_each_letter_of_annex_iv_has_its_tests(letter: str) -> None:
    (shown_by,) = row(letter)
    assert "::test_" in shown_by


def test_regulation_23_and_each_figure_have_their_rows() -> None:
    assert len(row("23")) == 4 and all("::test_" in each for each in row("23"))
    assert all(len(row(str(figure))) == 1 for figure in range(1, 9))
