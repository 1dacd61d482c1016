"""config.py: every setting, where it comes from, and what is said of a wrong one."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from config import NEVER_TRY_AGAIN, SETTINGS, ConfigurationError, load, load_or_stop

ROOT = Path(__file__).parents[2]
LOCAL = {"TRACKER_ENV": "local"}


def test_the_readme_has_every_setting_with_its_default_and_meaning() -> None:
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", (ROOT / "README.md").read_text(), re.M
    )
    told = [(name, default.strip("`"), meaning) for name, default, meaning in rows]
    assert told == [(each.name, each.default or "–", each.meaning) for each in SETTINGS]


def test_every_setting_is_used_somewhere() -> None:
    used = "\n".join(
        path.read_text("utf-8")
        for path in [ROOT / "config.py", *(ROOT / "app").glob("**/*.py")]
        if "node_modules" not in path.parts
    )
    for setting in SETTINGS:
        assert used.count(f'"{setting.name}"') > 1, setting.name


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('SERVICE_NAME = "From the file"\nGREEN_DAYS = 3\n')
    found = load({**LOCAL, "GREEN_DAYS": "5"}, tmp_path)
    assert (found["SERVICE_NAME"], found["GREEN_DAYS"], found["AMBER_DAYS"]) == (
        "From the file",
        5,
        31,
    )


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = load(LOCAL, tmp_path)["SECRET_KEY"]
    assert len(first) == 64
    assert load(LOCAL, tmp_path)["SECRET_KEY"] == first
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_of_two_that_make_the_key_at_once_both_use_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def linked_after_another(made: Path, path: Path) -> None:
        path.write_text("the other's key")
        link(made, path)

    monkeypatch.setattr(os, "link", linked_after_another)
    assert load(LOCAL, tmp_path)["SECRET_KEY"] == "the other's key"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"TRACKER_ENV": "production"}, "SECRET_KEY is not set. In production set it to at least"),
        ({}, "SECRET_KEY is not set."),
        ({"TRACKER_ENV": "prod"}, "TRACKER_ENV is “prod”; it must be one of production, local"),
        (
            {"SMTP_TLS": "STARTTLS"},
            "SMTP_TLS is “STARTTLS”; it must be one of starttls, tls, none.",
        ),
        (
            {"TIME_ZONE": "Aberdeen"},
            "TIME_ZONE is “Aberdeen”; it must be a zone like Europe/London.",
        ),
        ({"TIME_ZONE": "../../etc/passwd"}, "it must be a zone like Europe/London."),
        ({"BASE_URL": "tracker.example.org"}, "it must be like https://tracker.example.org."),
        ({"DATABASE_URL": "mysql://u:canary@h/d"}, "must begin with sqlite:/// or postgresql://."),
        ({"MAX_FILE_MB": "0"}, "MAX_FILE_MB is “0”; it must be a whole number of 1 or more."),
        ({"MAX_FILE_MB": "lots"}, "MAX_FILE_MB is “lots”; it must be a whole number of 1 or more."),
        ({"GREEN_DAYS": "-1"}, "GREEN_DAYS is “-1”; it must be a whole number of 0 or more."),
        ({"GREEN_DAYS": "40"}, "AMBER_DAYS must not be less than GREEN_DAYS."),
        ({"SESSION_HOURS": "0"}, "SESSION_HOURS is “0”; it must be a whole number of 1 or more."),
        ({"TRUSTED_PROXIES": "yes"}, "TRUSTED_PROXIES is “yes”; it must be a whole number of 0"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(
    given: Mapping[str, str], sentence: str, tmp_path: Path
) -> None:
    # Whoever says nothing of the kind of run gets production.
    kind = {} if not given or "TRACKER_ENV" in given else LOCAL
    with pytest.raises(ConfigurationError) as caught:
        load({**kind, **given}, tmp_path)
    assert sentence in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("written", ['COLOUR = "red"\n', "SERVICE_NAME = Tracker\n"])
def test_a_wrong_settings_file_is_said_in_a_sentence(written: str, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(written)
    with pytest.raises(ConfigurationError, match=r"settings\.toml (has settings|cannot be read)"):
        load(LOCAL, tmp_path)


def test_a_start_that_a_setting_forbids_ends_with_its_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        load_or_stop({}, tmp_path)
    assert caught.value.code == NEVER_TRY_AGAIN
    assert capsys.readouterr().err.startswith("SECRET_KEY is not set.")


@pytest.mark.parametrize(
    "command",
    [
        ["flask", "--app", "app:create_app(environ={})", "routes"],
        ["gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", "app:create_app(environ={})"],
    ],
    ids=lambda command: command[0],
)
def test_production_without_a_key_stops_without_a_traceback(command: list[str]) -> None:
    if (ROOT / "instance" / "settings.toml").exists():
        # What this folder holds says its own kind of run.
        command = [word.replace("{}", "{'TRACKER_ENV': 'production'}") for word in command]
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == NEVER_TRY_AGAIN
    assert "SECRET_KEY is not set. In production set it to at least 32" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_cookies_are_secure_in_production_and_wherever_pages_are_served_by_https(
    tmp_path: Path,
) -> None:
    key = {"SECRET_KEY": "a key for tests only"}
    assert load({**key, "TRACKER_ENV": "production"}, tmp_path)["SESSION_COOKIE_SECURE"]
    served = {**LOCAL, "BASE_URL": "https://tracker.example.org"}
    assert load(served, tmp_path)["SESSION_COOKIE_SECURE"]
    local = load(LOCAL, tmp_path)
    assert not local["SESSION_COOKIE_SECURE"]
    assert local["SESSION_COOKIE_HTTPONLY"]
    assert local["SESSION_COOKIE_SAMESITE"] == "Lax"
