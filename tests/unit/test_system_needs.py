"""tests/toolchain/system_needs.py: what is missing is named before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.toolchain import system_needs


def test_what_is_there_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_needs, "can_load", lambda _names: True)
    monkeypatch.setattr(system_needs, "has_font", lambda _pattern: True)
    assert system_needs.missing_packages(with_browser=False) == []


def test_each_missing_library_and_font_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_needs, "can_load", lambda names: "libmagic.so.1" in names)
    monkeypatch.setattr(system_needs, "has_font", lambda _pattern: False)
    monkeypatch.setattr("sys.argv", ["system_needs.py"])
    assert system_needs.main() == 1
    assert (
        "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
        in capsys.readouterr().err
    )


def test_the_browser_is_asked_for_only_where_tests_need_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "not-there"))
    assert "chromium" not in system_needs.missing_packages(with_browser=False)
    assert "chromium" in system_needs.missing_packages(with_browser=True)


def test_an_older_python_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_needs, "OLDEST_PYTHON", (99, 0))
    assert system_needs.main() == 1
    assert "needs Python 3.11 or later" in capsys.readouterr().err


def test_a_library_that_cannot_be_loaded_is_noticed() -> None:
    assert system_needs.can_load(("libc.so.6", "libSystem.dylib"))
    assert not system_needs.can_load(("libno-such-library.so.9",))


def test_a_font_is_found_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "truetype").mkdir()
    assert not system_needs.has_font("Sans.*", (str(tmp_path), str(tmp_path / "gone")))
    (tmp_path / "truetype" / "Sans.ttf").touch()
    assert system_needs.has_font("Sans.*", (str(tmp_path),))
