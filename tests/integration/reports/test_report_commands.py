"""`flask report`: a file for an officer, one line on standard output, errors elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.database import db
from tests.factories.commissions import make_commission
from tests.factories.position import CANARY, SlippedReview, make_slipped_review
from tests.printed import ua_faults, words_of_pdf


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


def run(app: Flask, *words: str) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["report", *words])


def test_the_status_is_written_as_an_officer_sees_it(
    app: Flask, review: SlippedReview, tmp_path: Path
) -> None:
    draft = make_commission("draft")
    file = tmp_path / "status.pdf"

    ended = run(app, "status", "--as-at", "2013-12-04", "-o", str(file))

    assert (ended.exit_code, ended.stdout) == (0, f"{file}\n")
    assert ua_faults(file.read_bytes()) == []
    words = words_of_pdf(file.read_bytes())
    assert "As at 4 December 2013" in words
    assert draft.reference in words
    assert CANARY in words
    assert [each.name for each in tmp_path.glob("*.part")] == []


def test_one_commission_and_one_plan_are_written(
    app: Flask, review: SlippedReview, tmp_path: Path
) -> None:
    file = tmp_path / "one.pdf"

    run(app, "status", "--commission", review.commission.reference, "-o", str(file))
    assert "Commissioning status: " in words_of_pdf(file.read_bytes())

    ended = run(app, "plan", review.example.plan.slug, "--as-at", "2013-10-24", "-o", str(file))
    assert ended.stdout == f"{file}\n"
    assert "at least 207 days late" in words_of_pdf(file.read_bytes())


def test_what_is_beyond_tolerance_is_written(
    app: Flask, review: SlippedReview, tmp_path: Path
) -> None:
    file = tmp_path / "exceptions.pdf"
    slug = review.example.plan.slug

    ended = run(app, "exceptions", "--plan", slug, "--as-at", "2013-10-24", "-o", str(file))

    assert (ended.exit_code, ended.stdout) == (0, f"{file}\n")
    words = words_of_pdf(file.read_bytes())
    assert "As at 24 October 2013" in words
    assert "1 of 1 date that is not yet done is beyond tolerance: more than 31 days" in words
    assert CANARY not in words

    run(app, "exceptions", "--tolerance", "400", "--as-at", "2013-10-24", "-o", str(file))
    assert "Nothing is beyond tolerance" in words_of_pdf(file.read_bytes())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("status", "--commission", "no", "-o", "x.pdf"), "There is no commission “no”"),
        (("plan", "no", "-o", "x.pdf"), "There is no plan with the address “no”."),
        (("exceptions", "--plan", "no", "-o", "x.pdf"), "no plan with the address “no”."),
        (("exceptions", "--tolerance", "-1", "-o", "x.pdf"), "-1 is not in the range"),
        (("status", "--as-at", "soon", "-o", "x.pdf"), "'soon' does not match"),
        (("status", "-o", "missing/x.pdf"), "cannot be written: No such file or directory."),
        (("status",), "Missing option"),
    ],
)
def test_what_cannot_be_printed_is_said_on_standard_error(
    app: Flask,
    review: SlippedReview,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    ended = run(app, *words)

    assert ended.exit_code != 0
    assert ended.stdout == ""
    assert sentence in ended.stderr
    assert not (tmp_path / "x.pdf").exists()
