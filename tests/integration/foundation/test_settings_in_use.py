"""Settings that change what the tracker does, each seen at work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from app import clock as calendar
from app import create_app, files
from app.access import address
from app.commissions.forms import TermsForm
from app.errors import RuleBroken
from app.people.models import Person
from app.position.queries.positions import all_positions
from app.slippage import Rating
from tests.browsing import Browser
from tests.conftest import GivenClock, environment
from tests.factories.people import make_member
from tests.factories.position import make_slipped_review

As = Callable[[Person], Browser]


def started(folder: Path, **settings: str) -> Flask:
    return create_app({**environment(folder), **settings}, instance=folder)


def test_days_and_deadlines_are_those_of_the_time_zone(tmp_path: Path) -> None:
    there = started(tmp_path, TIME_ZONE="America/New_York")
    there.extensions["clock"] = GivenClock(datetime(2013, 12, 4, 2, 30, tzinfo=UTC))
    with there.app_context():
        assert calendar.today() == date(2013, 12, 3)
    with there.test_request_context():
        said = render_template_string("{{ at | instant }}", at=calendar.now())
        assert said == "9:30pm on Tuesday 3 December 2013"
    typed = {"day": "20", "month": "12", "year": "2013", "time": "12 noon"}
    form = {f"quote_deadline-{part}": words for part, words in typed.items()}
    with there.test_request_context(method="POST", data=form):
        assert TermsForm().quote_deadline.data == datetime(2013, 12, 20, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("green", "amber", "rating"),
    [(0, 31, Rating.RED), (0, 364, Rating.RED), (0, 365, Rating.AMBER), (365, 365, Rating.GREEN)],
)
def test_the_days_of_each_colour_are_set(
    app: Flask, client: Browser, green: int, amber: int, rating: Rating
) -> None:
    review = make_slipped_review()
    app.config.update(GREEN_DAYS=green, AMBER_DAYS=amber)
    found = all_positions(date(2013, 12, 4), review.example.plan.id)
    stands = next(each for each in found if each.milestone.text == "Review").standing
    assert (stands.slip_first_days, stands.rating_first) == (365, rating)


def test_a_session_ends_after_its_hours(app: Flask, client_as: As, clock: GivenClock) -> None:
    app.config["SESSION_HOURS"] = 2
    member = client_as(make_member())
    clock.forward(hours=2, seconds=-1)
    assert member.get("/commissions").status_code == 200
    clock.forward(seconds=1)
    assert member.get("/commissions").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "believed"), [("0", "127.0.0.1"), ("1", "198.51.100.7"), ("2", "203.0.113.5")]
)
def test_only_as_many_proxies_are_believed_as_are_set(
    tmp_path: Path, proxies: str, believed: str
) -> None:
    behind = started(tmp_path, TRUSTED_PROXIES=proxies)
    seen: list[str] = []
    behind.before_request(lambda: seen.append(address()))
    told = {
        "X-Forwarded-For": "203.0.113.5, 198.51.100.7",
        "X-Forwarded-Proto": "https, https",
    }
    answer = behind.test_client().get("/sign-in", headers=told)
    assert seen == [believed]
    assert ("Strict-Transport-Security" in answer.headers) is (proxies != "0")


def test_the_largest_file_is_as_set(app: Flask) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000
    assert files.store(BytesIO(b"a" * 1_000_000), "just.txt").size == 1_000_000
    with pytest.raises(RuleBroken, match=r"more\.txt must be smaller than 1 MB"):
        files.store(BytesIO(b"a" * 1_000_001), "more.txt")


def test_the_names_of_service_and_group_are_on_every_page(app: Flask, client: Browser) -> None:
    app.config.update(SERVICE_NAME="Work in the Glens", GROUP_NAME="Glens Example Group")
    for path in ("/", "/plans", "/sign-in", "/outcomes", "/nowhere"):
        page = client.get(path).text
        assert "– Work in the Glens</title>" in page, path
        assert "Glens Example Group" in page, path
