"""A company looks after its own people: one asks a colleague in, and hands over to them."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.tracker import Tracker
from tests.e2e.visitor import PHONE, Visitor

RORY, OLA, KIM = "rory@specimen.example", "ola@specimen.example", "kim@specimen.example"
QUOTE = "/invitations/10/quote"
ANSWER = "We visit every community council in the evening, and ask by telephone beside it."
Visit = Callable[..., Visitor]


def joining_link(tracker: Tracker, address: str) -> str:
    """The link in the mail to whoever was asked in."""
    found = re.search(r"https?://\S+/join/\S+", tracker.mails_to(address)[-1].get_content())
    assert found
    return found[0]


def ask(rory: Visitor, name: str, address: str) -> None:
    rory.go("/your-company").press("Add a colleague")
    rory.type("Name", name).type("Email address", address).press("Ask the colleague")
    rory.sees(f"A mail has gone to {address}", "Asked, and not come in yet", name)


def finds_the_answer(visitor: Visitor) -> None:
    visitor.go(QUOTE).follow("Question 1")
    expect(visitor.page.get_by_label("Your answer")).to_have_value(ANSWER)


def test_a_colleague_is_asked_in_takes_over_and_the_other_leaves(
    visit_as_company: Visit, visit: Visit, visit_as: Visit, tracker: Tracker
) -> None:
    rory = visit_as_company(RORY)
    rory.go(f"{QUOTE}/files").attach("Choose one or more files", "Interviews.txt", b"Twelve.")
    rory.press("Add files").sees("Interviews.txt")

    # Rory cannot leave while nobody else is there.
    rory.go("/your-company").follow("Hand over and leave").press("Leave Specimen Studio")
    rory.sees("There is a problem")

    # A link that was sent by mistake is taken back.
    ask(rory, "Kim Specimen", KIM)
    rory.press("Take it back from Kim Specimen")
    rory.sees("does not work any more").sees_nothing_of("Asked, and not come in yet")
    visit("kim").go(joining_link(tracker, KIM), status=410)

    # Ola comes in by the mailed link, on a phone, and goes on with what Rory has begun.
    ask(rory, "Ola Specimen", OLA)
    ola = visit("ola", window=PHONE).go(joining_link(tracker, OLA))
    ola.sees("Rory Specimen has asked you, Ola Specimen, to answer for Specimen Studio too")
    ola.press("Sign in for Specimen Studio").sees("Your invitations")
    ola.go(f"{QUOTE}/files").sees("Interviews.txt")
    ola.go(QUOTE).follow("Question 1").type("Your answer", ANSWER).press("Save and continue")
    told = tracker.mails_to(RORY)[-1]
    assert told["Subject"] == "A new contact for Specimen Studio"

    # Rory reads what Ola wrote, hands over, and is out at once.
    finds_the_answer(rory)
    rory.go("/your-company").sees("Ola Specimen").follow("Hand over and leave")
    rory.press("Leave Specimen Studio").sees("You no longer sign in for Specimen Studio")
    rory.go(QUOTE)
    assert rory.path.startswith("/sign-in")
    before = len(tracker.mails_to(RORY))
    rory.go("/sign-in").press("Email me a sign-in link")
    rory.type("Email address", RORY).press("Email me a link")
    assert len(tracker.mails_to(RORY)) == before, "the page says the same; no link is sent"

    # Ola alone is left, with the draft, and stays able to sign in by a link of her own.
    ola.go("/your-company").sees_nothing_of("Rory").sees("Ola Specimen (you)")
    finds_the_answer(ola)
    ola.sign_out()
    visit_as_company(OLA, window=PHONE).go(f"{QUOTE}/files").sees("Interviews.txt")

    # All of it is on record.
    visit_as("morag").go("/audit").sees(
        "Colleague asked", "Colleague not asked any more", "Ola Specimen", "Rory Specimen"
    )
