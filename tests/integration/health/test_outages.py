"""A gap of ours is noticed, and asks the officer whose deadline it was near."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from app.access import Role
from app.audit.models import AuditEntry
from app.clock import forget_pinned_day
from app.commissions.models import Commission
from app.database import db
from app.formats import instant_in_words
from app.health import operations
from app.health.models import Heartbeat, Outage
from app.health.rules import Watched
from app.people.models import KeptSetting, Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.people import make_person

ClientAs = Callable[[Person], Browser]
LONDON = ZoneInfo("Europe/London")
BOTH = {Watched.SERVICE: True, Watched.SCANNER: True}
SERVICE = {Watched.SERVICE: True}


@pytest.fixture
def commission(app: Flask) -> Commission:
    return make_commission("issued")


def silence_before(deadline: datetime | None, clock: GivenClock, hours: float) -> None:
    """The watch is silent for two hours that end so many hours before a deadline."""
    assert deadline is not None
    clock.move_to(deadline - timedelta(hours=hours + 2))
    operations.beat(SERVICE)
    clock.forward(hours=2)
    operations.beat(SERVICE)
    db.session.commit()


def outages() -> list[tuple[Watched, datetime, datetime]]:
    return [(o.what, o.began_at, o.ended_at) for o in db.session.scalars(select(Outage))]


def test_a_gap_of_more_than_five_minutes_is_put_on_record(app: Flask, clock: GivenClock) -> None:
    first = clock.at
    for minutes in (0, 1, 5):
        clock.forward(minutes=minutes)
        assert operations.beat(SERVICE) == []
    clock.forward(minutes=6)
    operations.beat(SERVICE)
    assert outages() == [
        (Watched.SERVICE, first + timedelta(minutes=6), first + timedelta(minutes=12))
    ]
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.actor_name) == ("outage noticed", "the tracker")
    assert entry.after.startswith("No answer from 10:06am on Wednesday 4 December 2013 to 10:12am")


def test_a_service_that_is_asked_and_does_not_answer_is_out(app: Flask, clock: GivenClock) -> None:
    operations.beat(BOTH)
    for _ in range(9):
        clock.forward(minutes=1)
        operations.beat({Watched.SERVICE: False, Watched.SCANNER: True})
    clock.forward(minutes=1)
    operations.beat(BOTH)
    assert [what for what, *_ in outages()] == [Watched.SERVICE]


def test_a_scanner_that_was_taken_off_and_put_back_was_not_out(
    app: Flask, clock: GivenClock
) -> None:
    operations.beat(BOTH)
    clock.forward(minutes=1)
    operations.beat(SERVICE)
    clock.forward(minutes=4)
    operations.beat(SERVICE)
    clock.forward(minutes=4)
    operations.beat(BOTH)
    assert outages() == []


def test_an_outage_near_a_deadline_suggests_an_extension_until_it_is_made(
    app: Flask, commission: Commission, clock: GivenClock, client_as: ClientAs
) -> None:
    silence_before(commission.quote_deadline, clock, hours=3)
    officer = client_as(commission.officer)
    needed = officer.get("/")
    assert "Decide whether to extend the deadline: our service failed" in words_of(needed)
    overview = officer.get(f"/commissions/{commission.reference}")
    assert "Our service could perhaps not be reached from" in words_of(overview)
    health = officer.get("/health")
    assert f"Extend the deadline of {commission.reference}" in words_of(health)
    href = next(
        link for link in _links(health) if link.startswith(f"/commissions/{commission.reference}/")
    )
    asked = officer.get(href)
    assert commission.quote_deadline is not None
    later = commission.quote_deadline + timedelta(hours=4)
    done = officer.submit(asked, _typed(later), button="Extend the deadline", follow=True)
    assert error_summary_of(done) == []
    db.session.refresh(commission)
    assert commission.quote_deadline == later
    assert "Our service could perhaps not be reached" not in words_of(
        officer.get(f"/commissions/{commission.reference}")
    )
    assert "our service failed" not in words_of(officer.get("/"))
    assert "Extend the deadline of" not in words_of(officer.get("/health"))


@pytest.mark.parametrize(("hours", "is_suggested"), [(23.9, True), (24.1, False)])
def test_only_an_outage_in_the_last_day_before_the_deadline_counts(
    commission: Commission,
    clock: GivenClock,
    client_as: ClientAs,
    hours: float,
    is_suggested: bool,
) -> None:
    silence_before(commission.quote_deadline, clock, hours)
    page = words_of(client_as(commission.officer).get(f"/commissions/{commission.reference}"))
    assert ("Decide whether to extend the deadline" in page) is is_suggested


def test_after_the_deadline_nothing_is_suggested(
    commission: Commission, clock: GivenClock, client_as: ClientAs
) -> None:
    silence_before(commission.quote_deadline, clock, hours=1)
    clock.forward(hours=1)
    officer = client_as(commission.officer)
    assert "Extend the deadline of" not in words_of(officer.get("/health"))
    assert "our service failed" not in words_of(officer.get("/"))


def test_a_scanner_that_is_down_now_is_shown_as_still_so(
    commission: Commission, clock: GivenClock, client_as: ClientAs
) -> None:
    assert commission.quote_deadline is not None
    clock.move_to(commission.quote_deadline - timedelta(hours=5))
    operations.beat(BOTH)
    for _ in range(3):
        clock.forward(minutes=4)
        operations.beat({Watched.SERVICE: True, Watched.SCANNER: False})
    page = words_of(client_as(commission.officer).get("/health"))
    began = instant_in_words(commission.quote_deadline - timedelta(hours=5), LONDON)
    assert f"The virus scanner {began} still so" in page
    assert "Our virus scanner did not work from" in page


def test_in_a_demonstration_an_outage_counts_on_its_calendar(
    app: Flask, clock: GivenClock, client_as: ClientAs
) -> None:
    commission = make_commission("issued")
    assert commission.quote_deadline is not None
    app.config["IS_DEMONSTRATION"] = True
    db.session.add(
        KeptSetting(key="demonstration_day", value=str(commission.quote_deadline.date()))
    )
    forget_pinned_day()
    clock.move_to(datetime(2026, 11, 28, 8, 0, tzinfo=UTC))
    operations.beat(SERVICE)
    clock.forward(minutes=30)
    operations.beat(SERVICE)
    db.session.commit()
    page = words_of(client_as(commission.officer).get(f"/commissions/{commission.reference}"))
    assert "Decide whether to extend the deadline" in page
    outage = db.session.scalars(select(Outage)).one()
    assert outage.began_at.year == 2026 and outage.calendar_began_at.year == 2013


def test_an_administrator_sees_what_works_and_no_commission(
    commission: Commission, clock: GivenClock, client_as: ClientAs
) -> None:
    silence_before(commission.quote_deadline, clock, hours=3)
    page = words_of(client_as(make_person(Role.ADMINISTRATOR)).get("/health"))
    assert "Database Works (green)" in page and "The service" in page
    assert commission.reference not in page


def test_the_page_asks_no_more_with_many_outages_and_commissions(
    app: Flask, clock: GivenClock, client_as: ClientAs
) -> None:
    officer = client_as(make_person(Role.OFFICER))
    few = make_commission("issued")
    silence_before(few.quote_deadline, clock, hours=3)
    officer.get("/health")
    before = statements_of(lambda: officer.get("/health"))
    for _ in range(4):
        make_commission("issued")
    for _ in range(9):
        clock.forward(minutes=9)
        operations.beat(SERVICE)
    db.session.commit()
    assert statements_of(lambda: officer.get("/health")) == before


def test_a_monitor_is_told_a_word(app: Flask, client: FlaskClient) -> None:
    well = client.get("/health/status")
    assert (well.status_code, well.data) == (200, b"ok\n")
    app.config["UPLOAD_FOLDER"] = app.config["UPLOAD_FOLDER"].with_name("a file")
    app.config["UPLOAD_FOLDER"].write_text("not a folder", "utf-8")
    assert client.get("/health/status").status_code == 503


def test_a_monitor_is_told_when_the_database_fails(app: Flask, client: FlaskClient) -> None:
    db.session.execute(text("ALTER TABLE audit_head RENAME TO elsewhere"))
    db.session.commit()
    failing = client.get("/health/status")
    assert (failing.status_code, failing.data) == (503, b"failing\n")


def test_a_clock_behind_the_audit_is_said(
    commission: Commission, clock: GivenClock, client_as: ClientAs
) -> None:
    officer = client_as(commission.officer)
    clock.forward(hours=-1)
    assert "it stands before the last entry of the audit" in words_of(officer.get("/health"))


@pytest.fixture
def answering() -> Iterator[str]:
    """The address of a server that says that it is well, at the address for monitors only."""

    class Well(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/under/health/status" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Well) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("path", "is_well"), [("/under/", True), ("/elsewhere", False)])
def test_the_watch_asks_the_service_where_companies_do(
    app: Flask, answering: str, path: str, is_well: bool
) -> None:
    app.config["BASE_URL"] = f"{answering}{path}"
    said = app.test_cli_runner().invoke(args=["health", "beat"])
    assert said.output == f"the service: {'answers' if is_well else 'does not answer'}\n"
    assert (db.session.scalar(select(Heartbeat.what)) is Watched.SERVICE) is is_well


def test_the_watch_asks_elsewhere_when_told_to(app: Flask, answering: str) -> None:
    app.config.update(BASE_URL="http://127.0.0.1:1", CLAMD="/nowhere/at-all")
    told = ["health", "beat", "--address", f"{answering}/under"]
    said = app.test_cli_runner().invoke(args=told)
    assert said.output == "the service: answers\nthe virus scanner: does not answer\n"


def _links(page: TestResponse) -> list[str]:
    soup = BeautifulSoup(page.data, "html5lib")
    return [str(each["href"]) for each in soup.select("main a[href]")]


def _typed(deadline: datetime) -> dict[str, str]:
    local = deadline.astimezone(LONDON)
    return {
        "quote_deadline-day": str(local.day),
        "quote_deadline-month": str(local.month),
        "quote_deadline-year": str(local.year),
        "quote_deadline-time": f"{local:%H:%M}",
    }
