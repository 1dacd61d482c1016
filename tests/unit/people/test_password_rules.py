"""What makes a password, an address, a postcode or a path good enough."""

from __future__ import annotations

import pytest

from app.people.rules import (
    email_fault,
    local_path,
    password_fault,
    plainest,
    postcode_fault,
    tidy_email,
    tidy_postcode,
)

OWN = ("Ailsa Drummond-Example", "ailsa.drummond@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "harbour-lamp-forty-two",
        "Tha mi ag iarraidh tì",
        "x9$Kq!vLw2#p",
        "🐟🐟 on a 🚲 in Peterhead",
    ],
)
def test_a_long_and_unusual_password_is_good(password: str) -> None:
    assert password_fault(password, OWN) is None


@pytest.mark.parametrize(("length", "is_short"), [(11, True), (12, False)])
def test_twelve_characters_are_the_least(length: int, is_short: bool) -> None:
    fault = password_fault("x9$Kq!vLw2#pZ"[:length], OWN)
    assert fault == ("Password must be 12 characters or more" if is_short else None)


def test_a_password_of_more_than_two_hundred_characters_is_refused() -> None:
    assert password_fault("x9$Kq!vLw2#p" * 100) == "Password must be 200 characters or fewer"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "P@ssw0rd2013",
        "qwertyuiop123",
        "123456789012",
        "aaaaaaaaaaaa",
        "letmeinletmein",
        "iloveyou1234",
        "administrator",
        "footballfootball",
        "commissioning",
        "commissioningtracker",
        "abcdefghijkl",
    ],
)
def test_a_common_password_is_refused(password: str) -> None:
    assert (password_fault(password) or "").startswith("Password is too easy to guess")


@pytest.mark.parametrize(
    "password",
    ["ailsadrummond", "Ailsa Drummond 1", "ailsa.drummond@example.org", "DRUMMOND-ailsa-7!"],
)
def test_a_password_of_ones_own_name_or_address_is_refused(password: str) -> None:
    assert (
        password_fault(password, OWN) == "Password must not be made of your name or email address"
    )


@pytest.mark.parametrize("path", ["/", "/invitations/7", "/plans/a?as_at=2014-05-01", "/a/%2F/b"])
def test_a_path_of_this_service_is_gone_on_to(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "///evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\nb",
        "evil.example",
        " //evil.example",
        "/" + "a" * 3_000,
    ],
)
def test_a_path_elsewhere_is_not_gone_on_to(path: str | None) -> None:
    assert local_path(path) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ab392aa", "AB39 2AA"), (" AB39  2AA ", "AB39 2AA"), ("w1a 0ax", "W1A 0AX")],
)
def test_a_postcode_is_kept_in_capitals_with_one_space(typed: str, kept: str) -> None:
    assert (tidy_postcode(typed), postcode_fault(typed)) == (kept, None)


@pytest.mark.parametrize("typed", ["", "AB39", "ABC 123", "12345", "AB39 2AAA", "AB39 2A"])
def test_what_is_no_postcode_is_refused(typed: str) -> None:
    assert postcode_fault(typed) == "Enter a full UK postcode, like AB39 2AA"


def test_addresses_are_compared_without_case_and_blanks() -> None:
    assert tidy_email("  Contact@EXAMPLE.org ") == "contact@example.org"
    assert tidy_email("a@BÜCHER.example") == "a@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "typed", ["", "a", "a@b", "a b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert email_fault(typed) == (
        "Enter an email address in the correct format, like name@example.org"
    )


def test_names_are_searched_without_accents() -> None:
    assert plainest("  ÀRD na  Mara ") == "ard na mara"
