"""`flask health scanner`: whether the scanner looks through files as large as are accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.clamd import Clamd
from tests.scanner import scanner_that_says


def scanner(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["health", "scanner"])


def test_a_real_scanner_finds_the_test_file_at_the_end_of_the_largest_archive(
    app: Flask, clamd: Clamd
) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000
    said = scanner(app)
    assert said.output == "The test file at the end of an archive of 1 MB was found.\n"
    assert said.exit_code == 0


@pytest.mark.parametrize("megabytes", [3, 4], ids=["of a file", "of a stream"])
def test_a_real_scanner_whose_limits_are_below_ours_fails(
    app: Flask, clamd: Clamd, megabytes: int
) -> None:
    app.config["MAX_FILE_BYTES"] = megabytes * 1_000_000
    said = scanner(app)
    assert said.output == (
        f"Error: The test file at the end of an archive of {megabytes} MB was not found: "
        "past the scanner's limits.\n"
    )
    assert said.exit_code == 1


def test_a_real_scanner_that_answers_nobody_fails(app: Flask, clamd: Clamd) -> None:
    app.config.update(MAX_FILE_BYTES=1_000_000, CLAMD_SECONDS=1)
    clamd.hold()
    said = scanner(app)
    clamd.go_on()
    assert said.exit_code == 1 and said.output.endswith("the scanner took too long.\n")


def test_where_none_is_set_up_it_says_so(app: Flask) -> None:
    app.config["CLAMD"] = ""
    said = scanner(app)
    assert said.output == "Error: No scanner is set up: CLAMD is empty.\n"
    assert said.exit_code == 1


def test_where_nobody_answers_it_says_so(app: Flask, tmp_path: Path) -> None:
    app.config.update(MAX_FILE_BYTES=1_000_000, CLAMD=str(tmp_path / "nobody"))
    said = scanner(app)
    assert said.output == (
        "Error: The test file at the end of an archive of 1 MB was not found: "
        "the scanner did not answer.\n"
    )
    assert said.exit_code == 1


def test_a_scanner_without_signatures_fails(app: Flask) -> None:
    with scanner_that_says("OK") as running:
        app.config.update(MAX_FILE_BYTES=1_000_000, CLAMD=running.address)
        said = scanner(app)
    assert said.exit_code == 1 and said.output.endswith("was not found: nothing found.\n")


@pytest.mark.parametrize("is_found", [True, False])
def test_it_leaves_nothing_behind(app: Flask, is_found: bool) -> None:
    folder: Path = app.config["UPLOAD_FOLDER"]
    with scanner_that_says("Own.Trial FOUND" if is_found else "OK") as running:
        app.config.update(MAX_FILE_BYTES=1_000_000, CLAMD=running.address)
        assert scanner(app).exit_code == (0 if is_found else 1)
    assert not folder.exists() or list(folder.iterdir()) == []
