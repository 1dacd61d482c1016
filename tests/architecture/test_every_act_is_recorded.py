"""Whatever a person does is written in the audit: each operation that has a doer comes to it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTIONS: dict[str, list[ast.FunctionDef]] = {}
ACTS: list[str] = []

for path in sorted((ROOT / "app").glob("*/operations*/**/*.py")) + sorted(
    (ROOT / "app").glob("*/operations.py")
):
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            FUNCTIONS.setdefault(node.name, []).append(node)
            given = {each.arg for each in [*node.args.args, *node.args.kwonlyargs]}
            if "by" in given and not node.name.startswith("_"):
                ACTS.append(node.name)

STEPS = {
    *(
        "check",
        "draft_to_write",
        "key_to_seal_for",
        "first_half",
        "locked_to",
        "may_open",
        "may_open_later",
        "must_be_first",
        "must_be_free",
        "must_be_own_key",
        "must_be_officer",
        "must_be_second",
        "secret_of",
        "take_turn",
        "turn_to_receive",
    ),  # look, and change nothing
    *("agree_first", "decide_on", "fix_gaps", "freeze"),  # parts of an act recorded as a whole
    *("note_plan", "revise", "store_progress", "store_reading", "value_as_awarded"),  # likewise
    "begin_passkey",  # a question to the browser: its answer is recorded
    "record",
}


def comes_to_the_record(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function calls `record`, by itself or by another operation."""
    called = {
        ast.unparse(call.func).split(".")[-1]
        for function in FUNCTIONS.get(name, [])
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    } - seen
    return "record" in called or any(
        comes_to_the_record(each, seen | {name}) for each in called if each in FUNCTIONS
    )


def test_the_operations_are_found() -> None:
    assert {"issue_brief", "submit", "confirm_opening", "decide_award"} <= set(ACTS)
    assert len(ACTS) > 60


@pytest.mark.parametrize("act", sorted(set(ACTS) - STEPS))
def test_an_act_comes_to_the_record(act: str) -> None:
    assert comes_to_the_record(act)
