"""Pages take the same number of statements for 3 milestones and commissions and for 300."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.access import Role
from app.commissions.models import Commission
from app.database import db
from app.delivery.models import Deliverable, DeliverableDate, DeliverableDateDecision
from app.people.models import Person
from app.plans.models import Agreement, Cause
from app.plans.operations import publish_edition
from app.plans.operations.deciding import stands_at_once
from app.plans.queries import plan_for
from app.position.models import SlippageSentence
from app.position.queries.positions import all_positions
from tests.browsing import Browser
from tests.factories.people import make_person
from tests.factories.position import make_many_late, statements_of

SignIn = Callable[[Person], Browser]

EVERYTHING = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
STANDING_TEXT = "It has slipped."


def add_the_rest(writer: Person) -> None:
    """A deliverable for every commission, and a waiting sentence for every second milestone."""
    done = select(Deliverable.commission_id)
    new = select(Commission).where(Commission.id.not_in(done))
    for commission in db.session.scalars(new).all():
        due = Deliverable(
            commission_id=commission.id, number=1, title="Report", since=commission.since
        )
        db.session.add(due)
        db.session.flush()
        db.session.add(
            DeliverableDate(
                deliverable_id=due.id,
                as_written="March 2013",
                cause=Cause.FIRST,
                proposed_on=commission.since,
                recorded_at=commission.issued_at,
                decision=DeliverableDateDecision(**stands_at_once(commission.since)),
            )
        )
        if commission.id % 2:
            db.session.add(
                SlippageSentence(
                    milestone_id=commission.milestone_id,
                    facts=STANDING_TEXT,
                    text=STANDING_TEXT,
                    outcome=Agreement.PROPOSED,
                    written_by_id=writer.id,
                    written_on=commission.since,
                    written_at=commission.issued_at,
                )
            )
    db.session.commit()


PAGES = [
    ("/plans/{slug}", (Role.OFFICER,)),
    ("/plans/{slug}?as_at=2014-05-01", (Role.MEMBER,)),
    ("/commissions", EVERYTHING),
    ("/", EVERYTHING),
]


@pytest.mark.parametrize(("address", "roles"), PAGES, ids=str)
def test_a_page_takes_as_many_statements_for_300_rows_as_for_3(
    client_as: SignIn, app: Flask, address: str, roles: tuple[Role, ...]
) -> None:
    browser = client_as(make_person(*roles))
    taken: dict[int, int] = {}
    for slug, number in (("few", 3), ("many", 300)):
        make_many_late(slug, number)
        add_the_rest(make_person(Role.OFFICER))
        asked = address.format(slug=slug)
        page, taken[number] = statements_of(lambda to=asked: browser.get(to, check=False))
        assert page.status_code == 200
        assert page.text.lower().count("step") > number

    assert taken[300] == taken[3]
    assert taken[3] <= 41


def test_the_command_takes_as_many_statements_for_300_rows_as_for_3(app: Flask) -> None:
    make_many_late("few", 3)
    few, for_few = statements_of(lambda: all_positions(date(2013, 12, 4)))
    make_many_late("many", 300)
    many, for_many = statements_of(lambda: all_positions(date(2013, 12, 4)))

    assert (len(few), len(many)) == (3, 303)
    assert for_many == for_few


def test_a_published_plan_takes_as_many_statements_for_300_rows_as_for_3(
    app: Flask, client: FlaskClient
) -> None:
    taken: dict[int, int] = {}
    for slug, number in (("few", 3), ("many", 300)):
        make_many_late(slug, number)
        publish_edition(plan_for(make_person(Role.OFFICER), slug), name="1st Review", by=None)
        db.session.commit()
        page, taken[number] = statements_of(lambda to=f"/plans/{slug}": client.get(to, check=False))
        assert f"Step {number}" in page.text

    assert taken[300] == taken[3]
