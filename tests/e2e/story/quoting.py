"""The companies come by the link in their mail, answer and quote; nobody else can read it."""

from __future__ import annotations

import hashlib
import re

from tests.e2e.story.cast import (
    ANN,
    ANSWERED,
    ASKED,
    EXAMPLE,
    SAMPLE,
    SEALED,
    TITLE,
    TOM,
    TOM_FILE,
    TOM_PRICE,
    TOM_SAYS,
    UNA,
    UNA_FILE,
    UNA_PRICE,
    UNA_SAYS,
    Story,
)
from tests.e2e.visitor import Visitor


def they_enter(story: Story, email: str) -> Visitor:
    mails = [mail for mail in story.tracker.mails_to(email) if TITLE in mail["Subject"]]
    assert "Invitation to quote" in mails[0]["Subject"]
    company = story.visit_as_company(email)
    return company.go("/invitations").follow(TITLE).sees("12 noon on Friday 20 December 2013")


def ann_declines_with_a_reason(story: Story) -> None:
    ann = they_enter(story, ANN).follow("Say whether you will quote")
    ann.choose("No").type("If no, why not?", "We are busy until the summer.").press("Send reply")
    ann.sees("declined").sees_nothing_of(EXAMPLE, SAMPLE)


def una_quotes(story: Story) -> Visitor:
    una = they_enter(story, UNA).sees("Find its members", "Method", "remit.txt", "Time left")
    assert una.fetch("remit.txt") == b"What the group is for.\n"
    una.press("Start your quote")
    una.follow("Question 1").type("Your answer", UNA_SAYS).press("Save and continue")
    una.go(una.path.split("/quote")[0] + "/quote").follow("Price lines")
    a_price_of_12_5_is_refused(una)
    fill_price(una, UNA_PRICE)
    attach(una, UNA_FILE)
    return una


def una_asks_and_morag_answers_all(story: Story) -> None:
    """The answer reaches every company in one mail, and none learns who asked."""
    una = they_enter(story, UNA).follow("Read the answers, or ask a question")
    una.press("Ask a question").type("Your question", f"{EXAMPLE} asks: {ASKED}")
    una.press("Send the question").sees("has been received", "Waiting for an answer")
    morag = story.visit_as("morag").go("/").sees("Answer a question about the brief")
    morag.go(story.commission).follow("Answer questions about the brief").follow(ASKED)
    morag.sees(EXAMPLE).type("The answer", ANSWERED).press("Save and check")
    morag.sees(f"It names the company {EXAMPLE}.").press("Publish").sees("There is a problem")
    morag.follow("Change the text or the files")
    morag.type("The question, as every company will read it", ASKED).press("Save and check")
    morag.press("Publish").sees("Answer published to 3 companies")
    for email in (UNA, TOM, ANN):
        mail = story.tracker.mails_to(email)[-1].get_content()
        assert ANSWERED in mail
        assert EXAMPLE not in mail
    tom = they_enter(story, TOM).follow("Read the answers, or ask a question")
    tom.sees(ASKED, ANSWERED).sees_nothing_of(EXAMPLE)


def a_price_of_12_5_is_refused(una: Visitor) -> None:
    fill_price(una, "12,5")
    una.sees("There is a problem", "Unit price of line 1 must be an amount of money")


def fill_price(company: Visitor, price: str) -> None:
    company.type("Description of line 1", "All of the work").type("Quantity of line 1", "1")
    company.type("Unit price of line 1", price).type("VAT of line 1", "20").press("Save prices")


def attach(company: Visitor, name: str) -> None:
    company.follow("Go back to your quote").follow("Files")
    company.attach("Choose one or more files", name, f"{name}\n".encode()).press("Add files")
    company.sees(name).follow("Go back to your quote")


def they_send(story: Story, company: Visitor, email: str, name: str, file: str) -> str:
    """Send it. Returns the reading key that came with the receipt."""
    company.press("Check and send your quote").choose(f"I may send this quote for {name}")
    company.press("Send your quote").sees("Quote received")
    digest = hashlib.sha256(f"{file}\n".encode()).hexdigest()
    found = re.search(r"R-2013-\w+", company.text)
    assert found
    company.sees(digest)
    mail = story.tracker.mails_to(email)[-1].get_content()
    assert found[0] in mail
    assert digest in mail
    key = re.search(r"AGE-SECRET-KEY-1\w+", company.text)
    assert key
    assert key[0] not in mail
    return key[0]


def she_reads_it_with_her_own_key(una: Visitor, key: str) -> None:
    una.follow("Read your quote").sees_nothing_of(UNA_SAYS, UNA_FILE)
    una.type("Your reading key", key).press("Read your quote").sees(UNA_SAYS, UNA_FILE)


def tom_quotes(story: Story) -> Visitor:
    tom = they_enter(story, TOM).press("Start your quote").follow("Question 1")
    tom.type("Your answer", TOM_SAYS).press("Save and continue")
    tom.go(tom.path.split("/quote")[0] + "/quote").follow("Price lines")
    fill_price(tom, TOM_PRICE)
    attach(tom, TOM_FILE)
    return tom


def una_begins_to_replace_hers(story: Story, key: str) -> Visitor:
    """Her page stays open with the button that sends it."""
    una = they_enter(story, UNA).press("Replace your quote")
    una.type("Your reading key", key).press("Make a copy to change")
    una.press("Check and send your quote").choose("I may send this quote for")
    return una


def it_is_too_late_for_her(una: Visitor) -> None:
    una.press("Send your quote").sees("There is a problem", "deadline")


def nobody_of_the_group_can_read_them(story: Story) -> None:
    for name in ("morag", "isla"):
        visitor = story.visit_as(name).go(story.commission).sees_nothing_of(*SEALED)
        visitor.go(f"{story.commission}/comparison", status=409)
        visitor.sees("The quotes are sealed").sees_nothing_of(*SEALED)
        visitor.go(f"{story.commission}/opening").sees_nothing_of(*SEALED)
