"""components/words.html: days, instants, lateness, money, and what is said where one is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.components.conftest import Render

IMPORT = '{% from "components/words.html" import day, days_late, moment, money %}'


def test_a_day_is_words_for_people_and_a_date_for_machines(render: Render) -> None:
    page = render(IMPORT + "{{ day(it) }}", it=date(2013, 12, 4))
    assert page.time is not None
    assert (page.time.get_text(), page.time["datetime"]) == ("4 December 2013", "2013-12-04")


def test_an_instant_is_shown_in_local_time(render: Render) -> None:
    at = datetime(2014, 6, 2, 11, 0, 3, tzinfo=UTC)
    assert render(IMPORT + "{{ moment(it) }}", it=at).get_text() == "12 noon on Monday 2 June 2014"
    exact = render(IMPORT + "{{ moment(it, exact=true) }}", it=at)
    assert exact.get_text() == "2 June 2014 at 12:00:03 BST"


@pytest.mark.parametrize(
    ("days", "words", "is_marked"),
    [(207, "207 days late", True), (0, "on time", False), (-1, "1 day early", False)],
)
def test_lateness_is_words_and_marked_when_late(
    render: Render, days: int, words: str, is_marked: bool
) -> None:
    page = render(IMPORT + "{{ days_late(it) }}", it=days)
    assert page.get_text() == words
    assert bool(page.select(".tracker-days--late")) is is_marked


def test_money_is_in_pounds(render: Render) -> None:
    assert render(IMPORT + "{{ money(it) }}", it=1000000).get_text() == "£10,000.00"
    assert render(IMPORT + "{{ money(it) }}", it=0).get_text() == "£0.00"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("day(none)", "no date"),
        ("moment(none)", "not yet"),
        ("days_late(none)", "not known"),
        ("money(none)", "not given"),
        ('day(none, missing="nothing received")', "nothing received"),
    ],
)
def test_what_is_missing_is_said_in_words(render: Render, call: str, words: str) -> None:
    assert render(IMPORT + "{{ " + call + " }}").get_text() == words
