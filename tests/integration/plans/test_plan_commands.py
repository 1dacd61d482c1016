"""`flask plan import` and `flask when`: only the result on standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.audit.models import AuditEntry
from app.database import db
from app.plans import queries
from app.plans.models import Edition, Plan
from tests.conftest import environment
from tests.factories.pages import PAGE, SLUG, TITLE
from tests.factories.plans import EDITION_DAY

PHRASES = ("end March 2013", "2014-16", "by Q2 2013/14", "wibble")


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


def run(app: Flask, *words: str, typed: bytes | None = None) -> Result:
    return app.test_cli_runner().invoke(args=list(words), input=typed)


def plans() -> list[Plan]:
    db.session.expire_all()
    return db.session.query(Plan).all()


def test_a_page_is_imported_by_the_tracker_itself(app: Flask, page: str) -> None:
    done = run(app, "plan", "import", page)
    assert done.exit_code == 0
    assert done.stdout.startswith("Imported 2 actions, 5 milestones and 4 measures.")
    [plan] = plans()
    assert (plan.slug, plan.since) == (SLUG, EDITION_DAY)
    assert db.session.query(Edition).one().day == EDITION_DAY
    assert {entry.actor_name for entry in db.session.query(AuditEntry)} == {"the tracker"}


def test_a_second_import_changes_nothing_and_says_so(app: Flask, page: str) -> None:
    run(app, "plan", "import", page)
    entries = db.session.query(AuditEntry).count()
    done = run(app, "plan", "import", page)
    assert done.exit_code == 0
    assert done.stdout.startswith("This page has been imported already. Nothing was changed.")
    assert len(plans()) == 1
    assert db.session.query(AuditEntry).count() == entries


def test_a_dry_run_stores_nothing(app: Flask, page: str) -> None:
    done = run(app, "plan", "import", page, "--dry-run")
    assert done.exit_code == 0
    assert "1. Study – March 2014: That is 1 to 31 March 2014." in done.stdout
    assert plans() == []


@pytest.mark.parametrize(
    "line",
    [
        "Outcome: We will tell neighbours what is planned & listen to what they say. Fàilte! 🙂",
        "  Who: Youth Council",
        "  Who, note: as appropriate",
        "  Action Progress: An editor has been found.",
        "  Measure: Impressions 200,000 (times it was shown)",
        "  Measure: Likes 25 on 24 October 2013",
        "  First date, to be confirmed: "
        "The study was initially planned for end March 2013 but nothing was received.",
        "Category: Newsletters",
        "Footer: This entry was posted in Newsletters.",
    ],
)
def test_a_dry_run_tells_everything_that_was_understood(app: Flask, page: str, line: str) -> None:
    assert line in run(app, "plan", "import", page, "--dry-run").stdout.splitlines()


def test_a_dry_run_gives_one_line_to_each_part_and_to_what_could_not_be_read(
    app: Flask, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("Who |\nCPG, CLD", "Colour |\nTeal\nWho |\nCPG, CLD"), "utf-8")
    path.write_text(path.read_text("utf-8") + "Share this\n", "utf-8")
    lines = run(app, "plan", "import", str(path), "--dry-run").stdout.splitlines()
    assert "delivered to every home. / Colour / Teal" in lines[3]
    assert lines[-1].startswith("Not read: Line 26: Share this (")


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_json_is_the_whole_page_and_nothing_else(
    app: Flask, page: str, dry: tuple[str, ...]
) -> None:
    done = run(app, "plan", "import", page, "--json", *dry)
    read = json.loads(done.stdout)
    assert read["title"] == TITLE
    assert read["actions"][1]["milestones"][0]["when"]["latest"] == "2014-03-31"
    assert len(plans()) == (0 if dry else 1)


def test_a_page_comes_from_standard_input_too(app: Flask) -> None:
    done = run(app, "plan", "import", "-", "--day", "2013-12-01", typed=PAGE.encode())
    assert done.exit_code == 0
    [plan] = plans()
    found = queries.latest_edition(plan.id, EDITION_DAY)
    assert found is not None and found.day.isoformat() == "2013-12-01"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "cannot be read"),
        ("empty.txt", b"  \n", "The page is empty"),
        ("page.txt", b"%PDF-1.4 words", "a PDF"),
        ("note.txt", b"Nothing about a plan here.", "No numbered action"),
    ],
)
def test_what_cannot_be_read_ends_with_a_sentence_on_standard_error(
    app: Flask, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run(app, "plan", "import", str(path), "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert plans() == []


def test_a_day_to_come_or_no_day_is_refused(app: Flask, page: str) -> None:
    late = run(app, "plan", "import", page, "--day", "2013-12-05")
    assert (late.exit_code, late.stdout) == (1, "")
    assert "today or earlier" in late.stderr
    wrong = run(app, "plan", "import", page, "--day", "4 December")
    assert wrong.exit_code == 2
    assert "2013-12-04" in wrong.stderr


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_when_prints_one_object_a_line(app: Flask, option: tuple[str, ...]) -> None:
    done = run(app, "when", *PHRASES, *option)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["raw"] for line in lines] == list(PHRASES)
    assert all(
        set(line) == {"raw", "earliest", "latest", "precision", "kind", "edtf", "ambiguous", "note"}
        for line in lines
    )
    assert (lines[0]["earliest"], lines[0]["latest"]) == ("2013-03-21", "2013-03-31")
    assert (lines[1]["ambiguous"], lines[3]["kind"]) == (True, "unread")


def test_when_reads_a_date_without_a_year_against_the_day_it_was_said(app: Flask) -> None:
    done = run(app, "when", "end March", "--said-on", "2013-12-04")
    assert json.loads(done.stdout)["latest"] == "2014-03-31"
    assert json.loads(run(app, "when", "end March").stdout)["latest"] is None


def test_an_unread_phrase_is_an_answer_of_its_own_line_and_no_failure(app: Flask) -> None:
    done = run(app, "when", "wibble", "31 February 2014", "")
    assert done.exit_code == 0 and done.stderr == ""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["unread"] * 3
    assert [line["note"][-1] for line in lines] == ["?"] * 3


def test_when_reads_the_lines_of_standard_input_too(app: Flask) -> None:
    done = run(app, "when", "May 2014", "-", typed="Màrt 2014\r\n\nby June 2014\n".encode())
    assert done.exit_code == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["raw"].strip() for line in lines] == ["May 2014", "Màrt 2014", "", "by June 2014"]
    assert run(app, "when", "-", typed=b"").stdout == ""


def test_when_reads_what_counts_from_the_plan_against_its_period(app: Flask) -> None:
    plan = ("--plan-starts", "2013-04-01", "--plan-ends", "2016-03-31")
    for words, latest in (("within 12 months", "2014-03-31"), ("Years 2-3", "2016-03-31")):
        assert json.loads(run(app, "when", words, *plan).stdout)["latest"] == latest
    turned = run(app, "when", "Year 1", "--plan-starts", "2016-03-31", "--plan-ends", "2013-04-01")
    assert turned.exit_code == 1 and "ends before it starts" in turned.stderr


def test_when_without_a_phrase_says_how_it_is_used(app: Flask) -> None:
    done = run(app, "when")
    assert done.exit_code == 2 and "PHRASE" in done.stderr and done.stdout == ""


def test_bytes_that_are_no_text_are_printed_as_what_they_are(app: Flask) -> None:
    done = run(app, "when", "March\udcff 2014")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["raw"] == "March\udcff 2014"


def test_log_lines_stay_off_standard_output(tmp_path: Path, app: Flask) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "when", "March 2014"],
        env={**os.environ, **environment(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert json.loads(done.stdout)["edtf"] == "2014-03"
