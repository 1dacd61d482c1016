"""Two keyholders open quotes: both must still be keyholders when the quotes open."""

from __future__ import annotations

import pytest
from flask import Flask

from app import clock
from app.access import Role
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person, RoleGrant
from app.quotes.queries import has_been_opened
from tests.factories.commissions import make_commission
from tests.factories.quotes import begin_opening, confirm_opening, make_keyholder, pass_deadline


def leaves(person: Person) -> None:
    person.left_on = clock.today()


def loses_the_key(person: Person) -> None:
    person.grants = []


def becomes_administrator(person: Person) -> None:
    person.grants.append(RoleGrant(role=Role.ADMINISTRATOR))


@pytest.mark.parametrize("change", [leaves, loses_the_key, becomes_administrator])
def test_quotes_stay_sealed_when_the_first_may_no_longer_open(app: Flask, change: object) -> None:
    assert callable(change)
    commission, first = make_commission("issued"), make_keyholder()
    pass_deadline(commission)
    begin_opening(commission, by=first)
    change(first)
    db.session.commit()
    with pytest.raises(RuleBroken, match="can no longer open quotes"):
        confirm_opening(commission, by=make_keyholder())
    db.session.rollback()
    assert not has_been_opened(commission)
