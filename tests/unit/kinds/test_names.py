"""What a download is called: a name that every computer can keep."""

from __future__ import annotations

import pytest

from app.kinds import download_name, path_suffix, plain_name
from app.kinds.names import is_safe_inside


@pytest.mark.parametrize(
    ("typed", "kept", "offered"),
    [
        ("Plana – 价格 🏠.pdf", "Plana – 价格 🏠.pdf", "Plana – 价格 🏠.pdf"),
        ("می‌خواهم.txt", "می‌خواهم.txt", "می‌خواهم.txt"),
        ("👩‍💻.txt", "👩‍💻.txt", "👩‍💻.txt"),
        ("a\u202efdp.exe.txt", "afdp.exe.txt", "afdp.exe.txt"),
        ("../../a.txt", "a.txt", "a.txt"),
        ("..\\a.txt", "a.txt", "a.txt"),
        ("nul.txt", "nul.txt", "_nul.txt"),
        ("COM1", "COM1", "_COM1"),
        ("console.txt", "console.txt", "console.txt"),
        ('a"b|c.txt', 'a"b|c.txt', "a_b_c.txt"),
        ("plan.txt. .", "plan.txt. .", "plan.txt"),
        ("...", "...", "file"),
        ("\x00\r\n", "", "file"),
        ("é" * 190 + ".pdf", "é" * 190 + ".pdf", "é" * 98 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_typed_and_offered_as_harmless(
    typed: str, kept: str, offered: str
) -> None:
    assert plain_name(typed) == kept
    assert download_name(typed) == offered
    assert len(offered.encode()) <= 200


def test_the_ending_is_the_last_one() -> None:
    assert path_suffix("plan.pdf.EXE") == ".exe"
    assert path_suffix("plan.") == path_suffix(".pdf") == ""


@pytest.mark.parametrize(
    ("path", "is_safe"),
    [
        ("a/b.txt", True),
        ("a\\b.txt", True),
        ("a/", True),
        ("Dè/plan 1.txt", True),
        ("/a", False),
        ("\\a", False),
        ("//server/a", False),
        ("a//b", False),
        ("c:a", False),
        ("a/../b", False),
        ("./a", False),
        ("a\x00b", False),
        ("a\u2066b", False),
        ("", False),
    ],
)
def test_a_path_inside_stays_where_it_is_unpacked(path: str, is_safe: bool) -> None:
    assert is_safe_inside(path) is is_safe
