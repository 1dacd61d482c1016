"""Queries and times of the main pages for 3 and for 300 rows, beside a bare page.

The bare page is the layout with two sentences; a page's time is the median of several fetches by
the same browser in the same run, printed as a ratio to it. Nothing is asserted on a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.people.models import Person
from app.people.operations import start_sign_in
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import declare, make_opened
from tests.factories.people import make_company, make_member, make_officer
from tests.factories.plans import make_action, make_milestone, make_plan

BARE = "/sign-in/link-sent"
FETCHES = 9


@dataclass(frozen=True)
class Scene:
    """A page with a number of rows, and who looks at it."""

    person: Person
    address: str


def _plan(rows: int) -> Scene:
    plan = make_plan()
    action = make_action(plan)
    for number in range(rows):
        make_milestone(action, f"Step {number + 1}")
    return Scene(make_officer(), f"/plans/{plan.slug}")


def _position(rows: int) -> Scene:
    scene = _plan(rows)
    return Scene(scene.person, f"/position?plan={scene.address.removeprefix('/plans/')}")


def _commissions(rows: int) -> Scene:
    officer = make_officer()
    for _ in range(rows):
        make_commission("draft", companies=0, officer=officer)
    return Scene(officer, "/commissions")


def _commission(rows: int) -> Scene:
    officer = make_officer()
    commission = make_commission("issued", companies=rows, officer=officer)
    return Scene(officer, f"/commissions/{commission.reference}")


def _comparison(rows: int) -> Scene:
    commission = make_opened([9_000 + number for number in range(rows)])
    member = make_member()
    declare(commission, member)
    return Scene(member, f"/commissions/{commission.reference}/comparison")


def _invitations(rows: int) -> Scene:
    company = make_company()
    officer = make_officer()
    for _ in range(rows):
        make_commission("issued", companies=[company], officer=officer)
    return Scene(contact_of(company), "/invitations")


def _deliverables(rows: int) -> Scene:
    commission, _ = make_deliverable()
    for number in range(rows - 1):
        make_deliverable("end April 2014", commission, f"Part {number + 1}")
    return Scene(make_officer(), f"/commissions/{commission.reference}/deliverables")


def _companies(rows: int) -> Scene:
    for _ in range(rows):
        make_company()
    return Scene(make_officer(), "/companies")


PAGES: dict[str, Callable[[int], Scene]] = {
    "plan, milestones": _plan,
    "position, milestones": _position,
    "commissions, commissions": _commissions,
    "commission, invitations": _commission,
    "comparison, quotes": _comparison,
    "invitations, commissions": _invitations,
    "deliverables, deliverables": _deliverables,
    "companies (50 a page), companies": _companies,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_sends_as_many_statements_for_300_rows_as_for_3(app: Flask, name: str) -> None:
    app.test_client_class = FlaskClient
    lines: list[str] = []
    counts: list[int] = []
    for rows in (3, 300):
        scene = PAGES[name](rows)
        browser = _browser(app, scene.person)
        bare, page = _time(app, browser, BARE), _time(app, browser, scene.address)
        counts.append(statements_of(partial(_fetch, app, browser, scene.address)))
        lines.append(
            f"{name:34} {rows:4} rows {counts[-1]:3} statements"
            f" {page * 1000:8.1f} ms {page / bare:7.1f} × the bare page ({bare * 1000:.1f} ms)"
        )
    print("\n" + "\n".join(lines))
    assert counts[0] == counts[1]


def _browser(app: Flask, person: Person) -> FlaskClient:
    token = start_sign_in(person)
    db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    return browser


def _fetch(app: Flask, browser: FlaskClient, address: str) -> None:
    with app.app_context():
        assert browser.get(address, buffered=True).status_code == 200


def _time(app: Flask, browser: FlaskClient, address: str) -> float:
    _fetch(app, browser, address)
    times: list[float] = []
    for _ in range(FETCHES):
        start = perf_counter()
        _fetch(app, browser, address)
        times.append(perf_counter() - start)
    return median(times)
