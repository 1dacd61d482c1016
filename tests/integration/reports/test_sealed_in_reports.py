"""Before the opening nothing of a quote is in any report, whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from app.access import Role
from app.commissions.models import Commission
from app.people.models import Person
from app.reports.plan import plan_report
from app.reports.printing import printed
from app.reports.status import status_report
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import open_quotes, pass_deadline, submit_quote
from tests.printed import everything_in

CANARIES = (
    b"77,777",
    b"7777700",
    b"93,333",
    b"canary",
    b"Canary",
)


@dataclass(frozen=True)
class Sealed:
    """A commission with a quote whose every part can be found again."""

    commission: Commission
    receipt: str


@pytest.fixture
def sealed(app: Flask) -> Sealed:
    commission = make_commission("issued")
    quote = submit_quote(
        commission.invitations[0],
        7_777_700,
        ["The canary sings.", "Canary again."],
        [("canary-plan.txt", b"canary within")],
        description="A canary line",
    )
    assert quote.receipt
    return Sealed(commission, quote.receipt)


@pytest.mark.parametrize(
    "roles",
    [
        (Role.OFFICER,),
        (Role.MEMBER,),
        (Role.KEYHOLDER,),
        (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER, Role.ADMINISTRATOR),
    ],
    ids=lambda roles: " and ".join(roles),
)
def test_a_sealed_quote_is_counted_and_nothing_more(
    sealed: Sealed, clock: GivenClock, roles: tuple[Role, ...]
) -> None:
    pass_deadline(sealed.commission)
    person = make_person(*roles)
    on = clock.at.date()

    pdf = printed("pdf/status.html", report=status_report(person, on))

    held = everything_in(pdf)
    assert b"1 quote received." in held
    assert [canary for canary in CANARIES if canary in held] == []
    assert sealed.receipt.encode() not in held


def test_no_report_source_holds_it_on_any_day(sealed: Sealed, clock: GivenClock) -> None:
    slug = sealed.commission.milestone.action.plan.slug
    pass_deadline(sealed.commission)
    readers: list[Person] = [make_officer(), make_member()]
    days = [date(2013, 12, 4), clock.at.date(), date(2014, 6, 1)]
    told = repr(
        [status_report(reader, day) for reader in readers for day in days]
        + [plan_report(reader, slug, day) for reader in readers for day in days]
    ).encode()

    assert [canary for canary in CANARIES if canary in told] == []


def test_the_opening_puts_no_price_in_the_report_before_the_award(
    sealed: Sealed, clock: GivenClock
) -> None:
    open_quotes(sealed.commission)

    told = repr(status_report(make_officer(), clock.at.date())).encode()

    assert [canary for canary in CANARIES if canary in told] == []
