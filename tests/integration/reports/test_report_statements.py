"""Reports send the same number of statements for 3 commissions as for 300."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from app.access import Role
from app.people.models import Person
from app.reports.plan import plan_report
from app.reports.status import status_report
from tests.browsing import Browser
from tests.factories.people import make_person
from tests.factories.position import make_many_late, statements_of

TODAY = date(2013, 12, 4)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MEMBER])
def test_the_status_of_300_commissions_takes_as_many_statements_as_of_3(
    app: Flask, role: Role
) -> None:
    reader = make_person(role)
    make_many_late("few", 3)
    few, for_few = statements_of(lambda: status_report(reader, TODAY))
    make_many_late("many", 300)
    many, for_many = statements_of(lambda: status_report(reader, TODAY))

    assert (len(few.sections), len(many.sections)) == (3, 303)
    assert for_many == for_few
    assert for_few <= 35


def test_a_plan_of_300_milestones_takes_as_many_statements_as_of_3(app: Flask) -> None:
    reader = make_person(Role.OFFICER)
    taken: dict[int, int] = {}
    for slug, number in (("few", 3), ("many", 300)):
        make_many_late(slug, number)
        _, taken[number] = statements_of(lambda to=slug: plan_report(reader, to, TODAY))

    assert taken[300] == taken[3]


def test_the_page_to_choose_a_report_takes_as_many_statements_for_300_as_for_3(
    app: Flask, client_as: Callable[[Person], Browser]
) -> None:
    browser = client_as(make_person(Role.OFFICER))
    taken: dict[int, int] = {}
    for slug, number in (("few", 3), ("many", 300)):
        make_many_late(slug, number)
        page, taken[number] = statements_of(lambda: browser.get("/reports"))
        assert page.text.count("<option") > number

    assert taken[300] == taken[3]
