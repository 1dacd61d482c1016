"""The page on which two keyholders open the quotes, each signed in."""

from __future__ import annotations

from collections.abc import Callable
from shutil import rmtree

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.access import Role
from app.commissions.models import Commission
from app.people.models import Person
from app.people.operations import keep_setting
from app.quotes import queries
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.keyholders import made_key
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


def enter(
    browser: Browser,
    commission: Commission,
    keyholder: Person,
    button: str,
    other: Person | None = None,
) -> TestResponse:
    """Enter a passphrase, and another's beside it, and press the button."""
    typed = {"passphrase": made_key(keyholder).passphrase}
    if other is not None:
        typed |= {"other": str(other.id), "other_passphrase": made_key(other).passphrase}
    return browser.submit(browser.get(address(commission)), typed, button=button, follow=True)


def test_two_keyholders_open_the_quotes_from_their_own_sessions(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder("Ann Example"), make_keyholder("Bo Sample")
    first, second = client_as(ann), client_as(bo)
    begun = enter(first, commission, ann, "Begin the opening")
    assert "You have begun the opening" in words_of(begun)
    asked = second.get(address(commission))
    assert "Ann Example has begun the opening" in words_of(asked)
    opened = enter(second, commission, bo, "Confirm and open 1 quote")
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
    ann = make_keyholder()
    begun = enter(client_as(ann), commission, ann, "Begin the opening")
    assert "before 3 February 2014 at 10:10:00 GMT" in words_of(begun)


def test_one_person_is_refused_as_both(commission: Commission, client_as: ClientAs) -> None:
    pass_deadline(commission)
    ann = make_keyholder()
    browser = client_as(ann)
    enter(browser, commission, ann, "Begin the opening")
    refused = enter(browser, commission, ann, "Confirm and open")
    assert refused.status_code == 422
    assert "Another keyholder must now join you" in words_of(refused)


def test_two_keyholders_open_the_quotes_at_one_screen(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder("Ann Example"), make_keyholder("Bo Sample")
    opened = enter(client_as(ann), commission, ann, "Begin the opening", bo)
    assert "Opened by Ann Example and Bo Sample" in words_of(opened)


def test_the_second_can_come_to_the_screen_of_the_first(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder("Ann Example"), make_keyholder("Bo Sample")
    browser = client_as(ann)
    enter(browser, commission, ann, "Begin the opening")
    opened = enter(browser, commission, ann, "Confirm and open", bo)
    assert "Opened by Ann Example and Bo Sample" in words_of(opened)


def test_a_wrong_passphrase_opens_nothing_and_says_whose_it_was(
    commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder("Ann Example"), make_keyholder("Bo Sample")
    browser = client_as(ann)
    typed = {
        "passphrase": made_key(ann).passphrase,
        "other": str(bo.id),
        "other_passphrase": "six words that are not his",
    }
    refused = browser.submit(browser.get(address(commission)), typed, button="Begin")
    (sentence,) = error_summary_of(refused)
    assert sentence.startswith("This passphrase does not open the key of Bo Sample")
    assert made_key(ann).passphrase not in refused.text
    assert "Begin the opening" in words_of(browser.get(address(commission)))


def test_a_beginning_that_a_restart_has_lost_is_begun_again(
    app: Flask, commission: Commission, client_as: ClientAs
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder("Ann Example"), make_keyholder("Bo Sample")
    enter(client_as(ann), commission, ann, "Begin the opening")
    rmtree(app.config["MEMORY_FOLDER"])
    begun = enter(client_as(bo), commission, bo, "Begin the opening")
    assert "You have begun the opening" in words_of(begun)


def test_a_beginning_lapses_after_ten_minutes(
    commission: Commission, client_as: ClientAs, clock: GivenClock
) -> None:
    pass_deadline(commission)
    ann, bo = make_keyholder(), make_keyholder()
    second = client_as(bo)
    enter(client_as(ann), commission, ann, "Begin the opening")
    told = second.get(address(commission))
    assert "Confirm and open 1 quote" in words_of(told)
    clock.forward(minutes=10, seconds=1)
    typed = {"passphrase": made_key(bo).passphrase}
    began = second.submit(told, typed, button="Confirm", follow=True)
    assert "You have begun the opening" in words_of(began)
    assert queries.opening_record(commission) is None


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
