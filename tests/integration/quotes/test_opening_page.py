"""The page on which two keyholders open the quotes, each signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access import Role
from app.commissions.models import Commission
from app.people.models import Person
from app.people.operations import keep_setting
from tests.browsing import Browser, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import make_keyholder, open_quotes, pass_deadline, submit_quote

ClientAs = Callable[[Person], Browser]


@pytest.fixture
def commission(app: Flask) -> Commission:
    made = make_commission("issued")
    submit_quote(made.invitations[0], 4_711_00, files_given=[("plan.txt", b"Our plan.")])
    return made


def address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/opening"


def test_two_keyholders_open_the_quotes_from_their_own_sessions(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    first, second = client_as(make_keyholder("Ann Example")), client_as(make_keyholder("Bo Sample"))
    begun = first.press(first.get(address(commission)), "Begin the opening", follow=True)
    assert "You have begun the opening" in words_of(begun)
    asked = second.get(address(commission))
    assert "Ann Example has begun the opening" in words_of(asked)
    opened = second.press(asked, "Confirm and open 1 quote", follow=True)
    assert "Opened by Ann Example and Bo Sample" in words_of(opened)
    assert words_of(opened).count("R-2013-") == 1
    assert "Stored as received Yes" in words_of(opened)
    assert "plan.txt" not in opened.text and "4,711" not in opened.text


def test_the_time_to_confirm_is_told_by_the_groups_calendar(
    app: Flask, commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    app.config["IS_DEMONSTRATION"] = True
    keep_setting("demonstration_day", "2014-02-03")
    keyholder = client_as(make_keyholder())
    begun = keyholder.press(keyholder.get(address(commission)), "Begin the opening", follow=True)
    assert "before 3 February 2014 at 10:10:00 GMT" in words_of(begun)


def test_one_person_is_refused_as_both(commission: Commission, client_as: ClientAs) -> None:
    pass_deadline(commission)
    keyholder = client_as(make_keyholder())
    keyholder.press(keyholder.get(address(commission)), "Begin the opening")
    refused = keyholder.post(address(commission), data={"confirm": "y"})
    assert refused.status_code == 422
    assert "A different keyholder must confirm it" in words_of(refused)


def test_a_beginning_lapses_after_ten_minutes(
    commission: Commission, client_as: ClientAs, clock: GivenClock
) -> None:
    pass_deadline(commission)
    first, second = client_as(make_keyholder()), client_as(make_keyholder())
    first.press(first.get(address(commission)), "Begin the opening")
    clock.forward(minutes=10, seconds=1)
    assert "Begin the opening" in words_of(second.get(address(commission)))
    refused = second.post(address(commission), data={"confirm": "y"})
    assert "within 10 minutes" in words_of(refused)


def test_before_the_deadline_the_page_only_lists_what_is_in(
    commission: Commission, client_as: ClientAs
) -> None:
    page = client_as(make_keyholder()).get(address(commission))
    assert commission.invitations[0].company.name in words_of(page)
    assert "time left: 14 days" in words_of(page)
    assert "Begin the opening" not in words_of(page)
    refused = client_as(make_keyholder()).post(address(commission), data={"begin": "y"})
    assert refused.status_code == 422
    assert "companies can still send quotes" in words_of(refused)


@pytest.mark.parametrize("make", [make_officer, make_member])
def test_who_holds_no_key_reads_the_page_and_cannot_act(
    commission: Commission, client_as: ClientAs, make: Callable[[], Person]
) -> None:
    pass_deadline(commission)
    browser = client_as(make())
    page = browser.get(address(commission))
    assert page.status_code == 200 and "Begin the opening" not in words_of(page)
    assert browser.post(address(commission), data={"begin": "y"}).status_code == 403


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((Role.ADMINISTRATOR,), 403),
        ((Role.ADMINISTRATOR, Role.KEYHOLDER), 404),
        ((Role.ADMINISTRATOR, Role.OFFICER), 404),
    ],
)
def test_administrators_stay_out(
    commission: Commission, client_as: ClientAs, roles: tuple[Role, ...], status: int
) -> None:
    browser = client_as(make_person(*roles))
    assert browser.get(address(commission)).status_code == status


def test_companies_and_strangers_stay_out(
    commission: Commission, client_as: ClientAs, client: Browser
) -> None:
    contact = commission.invitations[0].company.contacts[0]
    assert client_as(contact).get(address(commission)).status_code == 403
    assert client.get(address(commission)).status_code == 302


def test_an_opening_without_quotes_says_so(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    open_quotes(commission)
    page = client_as(make_officer()).get(address(commission))
    assert "There were no quotes to open" in words_of(page)
    assert words_of(page).count("Did not reply") == 3
