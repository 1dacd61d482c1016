"""Editions in any format by `flask plan import` and `flask plan compare`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from app.audit.models import AuditEntry
from app.database import db
from app.files import path_of
from app.plans import queries
from app.plans.models import Edition, EditionSource, Plan
from tests.conftest import GivenClock
from tests.factories.reviews import FORMATS, REVIEWS, as_csv, as_docx, as_text

SLUG = "halls-and-paths-of-strathquill"


@pytest.fixture(autouse=True)
def later(clock: GivenClock) -> None:
    clock.move_to(datetime(2014, 6, 30, 10, tzinfo=UTC))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The five reviews, each in another format."""
    paths: list[str] = []
    for review, (ending, write) in zip(REVIEWS, FORMATS, strict=True):
        path = tmp_path / f"{review.name}{ending}"
        path.write_bytes(write(review))
        paths.append(str(path))
    return paths


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["plan", *words])


def import_one(app: Flask, file: str, at: int, *further: str) -> Result:
    return run(app, "import", file, "--day", REVIEWS[at].day.isoformat(), *further)


def test_five_files_of_five_formats_become_one_plan_with_its_files(
    app: Flask, files: list[str]
) -> None:
    for at, file in enumerate(files[:4]):
        done = import_one(app, file, at)
        assert done.exit_code == 0, done.stderr
    asked = import_one(app, files[4], 4)
    assert asked.exit_code == 1
    assert "is “Working party – June 2014” now “Walkers’ forum – June 2014”?" in asked.stderr
    dry = import_one(app, files[4], 4, "--dry-run")
    db.session.rollback()
    assert "Question 2: is “Walkers’ forum – June 2014” the same as" in dry.stdout
    done = import_one(app, files[4], 4, "--different", "1", "--same", "2")
    assert done.stdout.startswith("Imported the 5th Review:"), done.stderr
    db.session.expire_all()
    plan = db.session.query(Plan).one()
    assert plan.slug == SLUG
    sources = queries.sources_of(plan.id)
    for at, file in enumerate(files):
        content = Path(file).read_bytes()
        kept = sources[at + 1]
        assert kept.sha256 == sha256(content).hexdigest()
        assert path_of(kept.stored_as).read_bytes() == content
        assert kept.typed_name == Path(file).name
    assert {entry.actor_name for entry in db.session.query(AuditEntry)} == {"the tracker"}


def test_a_second_import_keeps_no_second_file(app: Flask, files: list[str]) -> None:
    import_one(app, files[0], 0)
    folder: Path = app.config["UPLOAD_FOLDER"]
    kept = sorted(folder.iterdir())
    again = import_one(app, files[0], 0)
    assert "imported already" in again.stdout
    assert sorted(folder.iterdir()) == kept
    assert db.session.query(EditionSource).count() == 1


def test_a_refused_import_keeps_no_file_and_no_row(app: Flask, files: list[str]) -> None:
    import_one(app, files[2], 2)
    folder: Path = app.config["UPLOAD_FOLDER"]
    kept = sorted(folder.iterdir())
    refused = import_one(app, files[1], 1)
    assert refused.exit_code == 1
    assert "cannot be put before it" in refused.stderr
    assert sorted(folder.iterdir()) == kept
    assert db.session.query(Edition).count() == 1


def test_a_dry_run_tells_every_move_and_stores_nothing(app: Flask, files: list[str]) -> None:
    import_one(app, files[0], 0)
    dry = import_one(app, files[1], 1, "--dry-run", "--json")
    told = json.loads(dry.stdout)
    assert [change["kind"] for change in told["changes"]][:5] == [
        "laundered",
        "vanished",
        "later",
        "later",
        "widened",
    ]
    assert told["doubts"] == []
    assert db.session.query(Edition).count() == 1


def test_headings_named_once_are_remembered(app: Flask, tmp_path: Path) -> None:
    def table(when: str) -> str:
        path = tmp_path / f"{when}.csv"
        path.write_text(f"Ding,Dong,Bell\nOpen the hall,{when},CPG\n", "utf-8")
        return str(path)

    named = ("--map", "Ding=action", "--map", "dong=when", "--map", "Bell=who")
    words = ("--title", "Our plan", "--outcome", "Neighbours meet.")
    first = run(app, "import", table("May 2013"), "--day", "2013-01-10", *named, *words)
    assert first.exit_code == 0, first.stderr
    second = run(app, "import", table("June 2013"), "--day", "2013-06-10", "--plan", "our-plan")
    assert second.exit_code == 0, second.stderr
    plan = db.session.query(Plan).one()
    [milestone] = queries.plan_content(plan.id, REVIEWS[4].day).actions[0].milestones
    assert (milestone.first_as_written, milestone.as_written) == ("May 2013", "June 2013")
    assert db.session.query(AuditEntry).filter_by(act="headings mapped").count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "Ding"), "does not say what a heading means"),
        (("--map", "Ding=song"), "the fields are number, action,"),
        (("--map", "Ding=when", "--map", "Dong=when"), "Two columns hold “When”"),
    ],
)
def test_a_wrong_map_is_refused(
    app: Flask, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("Ding,Dong\nOpen the hall,May 2013\n", "utf-8")
    done = run(app, "import", str(path), "--title", "A", "--outcome", "B", *words)
    assert done.exit_code == 1
    assert said in done.stderr


def test_an_unknown_question_or_plan_is_refused(app: Flask, files: list[str]) -> None:
    import_one(app, files[0], 0)
    assert "There is no question 3" in import_one(app, files[1], 1, "--same", "3").stderr
    assert "no published plan “x”" in import_one(app, files[1], 1, "--plan", "x").stderr


def test_a_comparison_knows_what_headings_mean(app: Flask, tmp_path: Path) -> None:
    paths: list[str] = []
    for when in ("May 2013", "June 2013"):
        path = tmp_path / f"{when}.csv"
        path.write_text(f"Ding,Dong,Bell\nOpen the hall,{when},CPG\n", "utf-8")
        paths.append(str(path))
    named = ("--map", "Ding=action", "--map", "dong=when", "--map", "Bell=who")
    words = ("--title", "Our plan", "--outcome", "Neighbours meet.")
    assert run(app, "import", paths[0], "--day", "2013-01-10", *named, *words).exit_code == 0
    done = run(app, "compare", paths[0], f"{paths[1]}@2013-06-10", "--json")
    [told] = json.loads(done.stdout)
    assert (told["kind"], told["days"]) == ("later", 30)


def test_two_files_are_compared_without_a_database(app: Flask, tmp_path: Path) -> None:
    before, after = tmp_path / "a.docx", tmp_path / "b.csv"
    before.write_bytes(as_docx(REVIEWS[0]))
    after.write_bytes(as_csv(REVIEWS[1]))
    db.drop_all()
    days = ("--day-before", "2012-06-01", "--day", "2012-12-03")
    done = run(app, "compare", str(before), str(after), "--json", *days)
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    study = next(each for each in told if each["before"] == "Path study – December 2012")
    assert (study["kind"], study["days"]) == ("later", 181)
    assert study["after"] == "Path study – June 2013"


def test_a_stored_edition_is_compared_with_a_file_by_the_answers_given(
    app: Flask, files: list[str], tmp_path: Path
) -> None:
    for at in range(4):
        import_one(app, files[at], at)
    import_one(app, files[4], 4, "--different", "1", "--same", "2")
    last = tmp_path / "last.txt"
    last.write_bytes(as_text(REVIEWS[4]))
    done = run(app, "compare", f"{SLUG}:4", str(last), "--json")
    assert not any(each["doubtful"] for each in json.loads(done.stdout))
    same = run(app, "compare", f"{SLUG}:5", str(last), "--day", "2014-06-02")
    assert same.stdout == "Nothing changed.\n"


def test_a_file_is_read_as_of_the_day_of_its_edition(
    app: Flask, files: list[str], tmp_path: Path
) -> None:
    """“Completed” without a day was so by the edition, not by the day of the command."""
    before, after = tmp_path / "before.txt", tmp_path / "after.txt"
    page = "Harbour plan 2013-16\n\nHarbours are used.\n\nAction 1\nRepair.\nWhen\n1. {}\n"
    before.write_text(page.format("Fit the ladders – May 2014 (completed)"), "utf-8")
    after.write_text(page.format("Fit the ladders and rails – May 2014 (completed)"), "utf-8")
    days = (f"{before}@2014-06-01", f"{after}@2014-06-20")
    done = run(app, "compare", *days)
    assert "Reworded after it was met on 1 June 2014" in done.stdout
    assert done.stderr == ""

    undated = run(app, "compare", str(before), str(after))
    assert "Reworded after it was met on 30 June 2014" in undated.stdout
    assert f"The day of {before} is not known: it is read as of today, 30 June 2014." in (
        undated.stderr
    )
    wrong = run(app, "compare", f"{before}@2014-13-01", str(after))
    assert wrong.exit_code != 0
    assert "“2014-13-01” is not a day written like 2013-12-04." in wrong.stderr


def test_a_file_that_was_imported_has_the_day_of_its_edition(app: Flask, files: list[str]) -> None:
    for at in range(3):
        import_one(app, files[at], at)
    stored = run(app, "compare", f"{SLUG}:2", f"{SLUG}:3", "--json")
    as_files = run(app, "compare", files[1], files[2], "--earlier", files[0], "--json")
    assert as_files.stderr == ""
    own = ("action", "number", "kind", "before", "after", "days", "months_late", "sentence")
    assert [[each[key] for key in own] for each in json.loads(as_files.stdout)] == [
        [each[key] for key in own] for each in json.loads(stored.stdout)
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none:1", "none:2"), "There is no published plan “none”"),
        (("missing.docx", "none:2"), "cannot be read"),
    ],
)
def test_a_wrong_edition_is_refused(app: Flask, words: tuple[str, ...], said: str) -> None:
    done = run(app, "compare", *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stdout == ""
