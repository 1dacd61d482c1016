"""app/static as built: light, our own, and fit for the content security policy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app" / "static"
NPM = ROOT / "app" / "assets"


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    """What each built file holds, by its plain name."""
    manifest: dict[str, str] = json.loads((STATIC / "manifest.json").read_text("utf-8"))
    return {name: (STATIC / file).read_text("utf-8") for name, file in manifest.items()}


def test_the_styles_are_light(built: dict[str, str]) -> None:
    assert 30_000 < len(built["app.css"]) < 90_000


def test_nothing_is_fetched_from_elsewhere(built: dict[str, str]) -> None:
    assert not re.findall(r"url\((?!['\"]?data:)", built["app.css"])
    assert "@import" not in built["app.css"]
    assert "@font-face" not in built["app.css"]


def test_the_look_is_not_the_governments(built: dict[str, str]) -> None:
    for mark in ("GDS Transport", "crown", "GOV.UK"):
        assert mark.lower() not in built["app.css"].lower()


def test_every_state_has_its_colour(built: dict[str, str]) -> None:
    for colour in ("green", "amber", "red", "grey"):
        assert f".tracker-state--{colour}{{" in built["app.css"]


# Named for scripts or for the reader of a page's source; a plain look is meant.
UNSTYLED = {
    "govuk-js-service-navigation-toggle",
    "govuk-panel__body",
    "govuk-table__body",
    "tracker-money",
}


def test_every_class_that_components_use_has_a_style(built: dict[str, str]) -> None:
    used: set[str] = set()
    for template in (ROOT / "templates" / "components").glob("*.html"):
        for classes in re.findall(r'class="([^"{]*)"', template.read_text("utf-8")):
            used |= {name for name in classes.split() if name.startswith(("govuk-", "tracker-"))}
    styles = built["app.css"].replace("\\", "")
    assert used
    assert sorted(name for name in used - UNSTYLED if f".{name}" not in styles) == []


def test_the_script_starts_only_modules_that_it_has(built: dict[str, str]) -> None:
    (source,) = re.findall(r'from "\./(govuk-frontend-[0-9a-f]{10}\.js)"', built["app.js"])
    assert (STATIC / source).is_file()
    assert "innerHTML" not in built["app.js"]
    assert "eval(" not in built["app.js"]


def test_the_lock_file_names_no_registry_and_every_hash() -> None:
    lock = json.loads((NPM / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    wanted = json.loads((NPM / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"[0-9.]+", version) for version in wanted.values())
