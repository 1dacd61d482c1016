"""The comparison sends under 15 statements, and as many for a large one as for a small."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from app import clock
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.database import db
from app.people.models import Person
from tests.browsing import Browser
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

SignIn = Callable[[Person], Browser]
MOST_STATEMENTS = 15
"""With the two that begin the transaction, who is signed in, and what the frame shows."""


def _opened(quotes: int) -> Commission:
    """An opened commission whose quotes came with files."""
    commission = make_commission("issued", companies=quotes)
    for number, invitation in enumerate(invited(commission)):
        submit_quote(
            invitation, 900_000 + number, files_given=[(f"plan {number}.txt", b"Who does what.")]
        )
    open_quotes(commission)
    return commission


def _members(commission: Commission, number: int, quotes: int, *, submit: bool) -> Person:
    """So many members who have scored; the last of them."""
    made = [make_member() for _ in range(number)]
    for place, member in enumerate(made):
        declare(commission, member)
        score_all(commission, member, [(place + each) % 5 for each in range(quotes)], submit=submit)
    return made[-1]


def _all_leave(people: list[Person]) -> None:
    """So that the next commission of this test awaits nobody's scores but its own members'."""
    for person in people:
        person.left_on = clock.today()
    db.session.commit()


@pytest.mark.parametrize("who", ["officer", "member"])
@pytest.mark.parametrize("are_open", [True, False])
def test_a_large_comparison_sends_as_few_statements_as_a_small_one(
    app: Flask, client_as: SignIn, who: str, are_open: bool
) -> None:
    counts: dict[str, list[int]] = {}
    for quotes, members in ((2, 1), (7, 4)):
        commission = _opened(quotes)
        member = _members(commission, members, quotes, submit=are_open)
        browser = client_as(make_officer() if who == "officer" else member)
        for path in ("", "/how-safe"):
            address = f"/commissions/{commission.reference}/comparison{path}"
            page = browser.get(address)
            assert page.status_code == 200
            if not path:
                assert ("Scores are open" in page.text) is are_open
            counts.setdefault(path, []).append(statements_of(partial(browser.get, address)))
        _all_leave(db.session.query(Person).filter(Person.name.like("Person %")).all())
    for small, large in counts.values():
        assert small == large < MOST_STATEMENTS
