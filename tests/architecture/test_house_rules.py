"""The rules of the house that a tool other than the import linter has to hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
MODULES = sorted(
    path
    for path in APP.rglob("*.py")
    if not {"assets", "static", "versions", "node_modules"} & set(path.parts)
)
LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
LONGEST_TEMPLATE = 150


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[str]:
    """Every dotted name that a module calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Every (module, name) that a module imports from another."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_clock_reads_the_clock(path: Path) -> None:
    if name_of(path) == "app/clock.py":
        return
    readers = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time)$")
    assert [call for call in calls(path) if readers.search(call)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_one_place_commits(path: Path) -> None:
    allowed = {"app/__init__.py", "app/database.py", "app/mail.py"}
    commits = [call for call in calls(path) if call.endswith("session.commit")]
    assert commits == [] or name_of(path) in allowed


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_routes_and_the_frame_know_of_requests(path: Path) -> None:
    is_routes = "routes" in path.stem or "routes" in path.parent.name
    if is_routes or name_of(path) in {
        "app/__init__.py",
        "app/access.py",
        "app/errors.py",
        "app/kept_first.py",  # it goes round views
        "app/shell.py",
    }:
        return
    known = {("flask", "request"), ("flask", "session"), ("flask_login", "current_user")}
    assert known.isdisjoint(imported(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_one_module_renders_pdf(path: Path) -> None:
    if name_of(path) == "app/reports/pdf.py":
        return
    assert not any(module.split(".")[0] == "weasyprint" for module, _ in imported(path))
    assert "import weasyprint" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.*")), ids=name_of)
def test_templates_stay_small_and_hold_no_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_TEMPLATE
    if path.suffix == ".html" and "pdf" not in path.parts:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


def test_the_application_is_put_together_in_one_short_module() -> None:
    assert len((APP / "__init__.py").read_text("utf-8").splitlines()) <= 100


def test_nothing_names_a_path_of_one_machine() -> None:
    machine = re.compile(r"(?:^|[^a-z./])/(?:work|root|home)/")
    kept = (p for p in ROOT.rglob("*") if p.suffix in {".py", ".html", ".md", ".toml", ".mjs"})
    ours = (p for p in kept if not {".venv", "node_modules", "static"} & set(p.parts))
    assert [name_of(p) for p in ours if machine.search(p.read_text("utf-8"))] == []
