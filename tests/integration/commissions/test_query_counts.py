"""Pages send the same number of SQL statements for 3 and for 300 companies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.commissions.queries import commissions_for, invitations_of, invited, milestones_to_choose
from app.database import db
from app.people.models import Person
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission, make_companies, make_milestone
from tests.factories.people import make_officer
from tests.integration.commissions.conftest import Counting

SignIn = Callable[[Person], Browser]


@pytest.mark.parametrize(
    ("stage", "part"),
    [
        ("draft", "prepare"),
        ("draft", "invite"),
        ("draft", "issue"),
        ("issued", "invite"),
        ("issued", "brief/1"),
        ("issued", "cancel"),
    ],
)
def test_a_page_asks_no_more_of_the_database_for_300_companies(
    app: Flask, client_as: SignIn, statements: Counting, stage: str, part: str
) -> None:
    officer = make_officer()
    browser = client_as(officer)
    kind = "draft" if stage == "draft" else "issued"
    counts: list[int] = []
    for number in (3, 300):
        commission = make_commission(kind, companies=number, officer=officer)
        with statements() as sent:
            page = browser.get(f"/commissions/{commission.reference}/{part}", check=False)
        assert page.status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_lists_ask_no_more_for_many_rows(app: Flask, statements: Counting) -> None:
    officer, company = make_officer(), make_companies(1)[0]
    counts: list[list[int]] = []
    for more in (1, 6):
        for _ in range(more):
            make_commission("issued", companies=[company], officer=officer)
        counts.append([_count(statements, read) for read in _reads(officer, contact_of(company))])
    assert counts[0] == counts[1]


def test_the_invited_come_with_their_contacts_however_many(
    app: Flask, statements: Counting
) -> None:
    officer = make_officer()
    counts: list[int] = []
    for number in (3, 30):
        commission = make_commission("issued", companies=number, officer=officer)
        counts.append(
            _count(
                statements,
                lambda commission=commission: [
                    each.company.contacts[0].name for each in invited(commission)
                ],
            )
        )
    assert counts[0] == counts[1]


def test_the_choice_of_milestones_asks_no_more_for_many(
    app: Flask, client_as: SignIn, statements: Counting
) -> None:
    browser = client_as(make_officer())
    counts: list[int] = []
    for more in (1, 8):
        for _ in range(more):
            make_milestone()
        with statements() as sent:
            browser.get("/commissions/new")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def _count(statements: Counting, read: Callable[[], object]) -> int:
    db.session.expire_all()
    with statements() as sent:
        read()
    return len(sent)


def _reads(officer: Person, contact: Person) -> list[Callable[[], object]]:
    return [
        lambda: [
            (each.milestone.action.plan.title, each.officer.name)
            for each in commissions_for(officer)
        ],
        lambda: [(each.commission.title, each.company.name) for each in invitations_of(contact)],
        lambda: [each.action.plan.title for each in milestones_to_choose(officer)],
    ]
