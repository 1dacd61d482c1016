"""Every page says all that it has to say, and every form works, in a browser without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.test_every_page_is_accessible import Walk, kind_of
from tests.e2e.visitor import Visitor

RORY = "rory@specimen.example"


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """The kinds of page that somebody has looked at."""
    return set()


@pytest.mark.parametrize("name", ["morag", "isla", "ruth", "una@example.example", RORY])
def test_no_page_hides_what_it_says(
    name: str,
    visit_as: Callable[..., Visitor],
    visit_as_company: Callable[..., Visitor],
    seen: set[str],
) -> None:
    come = visit_as_company if "@" in name else visit_as
    visitor = come(name, scripts=False)
    for path in Walk(visitor, most_alike=1).pages():
        if kind_of(path) not in seen:
            seen.add(kind_of(path))
            visitor.look()


def test_somebody_signs_in_by_password_and_out(visit: Callable[..., Visitor]) -> None:
    ewan = visit("ewan, for once", scripts=False).go("/sign-in")
    ewan.type("Email address", "ewan@cpg.example").type("Password", "not it at all")
    ewan.press("Sign in").sees("There is a problem")
    ewan.type("Password", "heather-and-harbour-2013").press("Sign in").sees("What needs you")
    ewan.sign_out()
    assert ewan.go("/commissions").path.startswith("/sign-in")


def test_a_company_sends_a_quote(visit_as_company: Callable[..., Visitor]) -> None:
    rory = visit_as_company(RORY, scripts=False).go("/invitations/10/quote").follow("Price lines")
    rory.type("Description of line 1", "Twenty posts").type("Quantity of line 1", "20")
    rory.type("Unit price of line 1", "85.50").type("VAT of line 1", "20").press("Save prices")
    rory.sees("£1,710.00").follow("Go back to your quote").follow("Timetable")
    rory.type("What you will deliver of line 1", "Ten posts").type("When of line 1", "March 2014")
    rory.press("Save and add another line").type("What you will deliver of line 2", "Ten more")
    rory.type("When of line 2", "week 3").press("Save timetable")
    rory.sees("That is 1 to 31 March 2014.", "Not read as a date.")
    rory.follow("Go back to your quote").follow("Files")
    rory.attach("Choose one or more files", "posts.txt", b"Twenty posts.\n").press("Add files")
    rory.follow("Go back to your quote").follow("Confidential parts")
    rory.choose("We consider this confidential: Your price lines")
    rory.press("Save confidential parts").sees("Enter a reason for your price lines")
    rory.type("Why, in a sentence: Your price lines", "Our rates for all clients.")
    rory.type("Until when, for example “end 2016” or “the award”: Your price lines", "end 2016")
    rory.press("Save confidential parts").sees("1 part marked")
    rory.press("Check and send your quote").sees("You consider the price lines confidential.")
    rory.press("Send your quote").sees("There is a problem")
    rory.choose("I may send this quote for Specimen Studio").press("Send your quote")
    rory.sees("Quote received", "posts.txt")


def test_a_member_scores_a_quote(visit_as: Callable[..., Visitor]) -> None:
    callum = visit_as("callum", scripts=False).go("/commissions/KM-2013-01/score")
    callum.follow("Example Research Ltd")
    callum.choose("3 – meets all of it", "Score for Method").press("Save scores")
    callum.go("/commissions/KM-2013-01/score").sees("1 of 2 scored")
