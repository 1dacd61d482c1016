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


@pytest.mark.parametrize(
    "paragraph",
    [
        *("23(1)", "23(2)(a)", "23(2)(b)", "23(2)(c)", "23(2)(d)", "23(8), 22(2)"),
        *("22(3), whole", "22(3), confidential", "22(3), not before"),
        *("22(6)(a)", "22(6)(b), (c)"),
    ],
)
def test_each_paragraph_of_regulation_23_that_is_in_use_has_its_tests(paragraph: str) -> None:
    (shown_by,) = row(paragraph)
    assert "::test_" in shown_by


def test_each_figure_has_its_row() -> None:
    assert all(len(row(str(figure))) == 1 for figure in range(1, 9))
