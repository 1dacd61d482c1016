"""Morag starts a commission on the plan's page, writes its brief, invites and issues."""

from __future__ import annotations

from app.demonstration.people import PASSPHRASES
from tests.e2e.story.cast import EXAMPLE, PLACEHOLDER, SAMPLE, TITLE, Story
from tests.e2e.visitor import Visitor


def morag_starts_from_the_plan(story: Story) -> Visitor:
    morag = story.visit_as("morag").go("/").follow("Plans").follow("Social media and digital tools")
    story.plan = morag.path
    morag.page.get_by_text("What you can do about the milestones of Action 2").click()
    morag.follow("Commission work for this milestone (milestone 2 of Action 2)")
    morag.type("Title", TITLE).press("Start the commission")
    story.reference = morag.path.split("/")[2]
    morag.sees("Partnership Group", "Not started")
    return morag


def she_writes_the_brief(story: Story, morag: Visitor) -> None:
    morag.follow("Background, work wanted and outputs")
    morag.type("Background", "The 1st Review names a partnership group for June 2014.")
    morag.type("Work wanted", "Find its members, write its remit and hold the first meeting.")
    morag.type("Outputs", "A remit, a list of members, and a final report.").press("Save")
    morag.follow("Budget")
    morag.choose("Yes, give it").type("Budget", "7,000").press("Save")
    morag.follow("Terms and timetable")
    for part, words in (("Day", "20"), ("Month", "12"), ("Year", "2013"), ("Time", "12 noon")):
        morag.type(part, words, "Deadline for quotes")
    morag.type("Delivery date", "June 2014").press("Save")
    morag.sees("30 June 2014", "If that is right, save.").press("Save")


def weights_of_95_are_refused_in_a_sentence(story: Story, morag: Visitor) -> None:
    morag.go(f"{story.commission}/criteria").type("Weight of the price", "40")
    morag.type("Title", "Method", "Criterion 1").type("Weight", "55", "Criterion 1")
    morag.press("Save")
    morag.go(f"{story.commission}/issue").sees("95")
    assert not morag.page.get_by_role("button", name="Issue the brief").count()
    morag.go(f"{story.commission}/criteria").type("Weight", "60", "Criterion 1").press("Save")


def she_asks_attaches_and_invites(story: Story, morag: Visitor) -> None:
    morag.go(f"{story.commission}/questions")
    morag.type("Question", "How will you find the members?", "Question 1").press("Save")
    morag.go(f"{story.commission}/documents")
    morag.attach("Attach a document", "remit.txt", b"What the group is for.\n").press("Attach")
    morag.sees("remit.txt").go(f"{story.commission}/invite")
    for company in (EXAMPLE, SAMPLE, PLACEHOLDER):
        morag.choose(company)
    morag.press("Save")


def two_keyholders_rehearse(story: Story, morag: Visitor) -> None:
    morag.go(f"{story.commission}/issue").sees("open a test envelope")
    assert not morag.page.get_by_role("button", name="Issue the brief").count()
    morag.follow("Change keyholders and rehearsal").follow("Rehearse with another keyholder")
    morag.type("Your passphrase", PASSPHRASES["Morag Sinclair"]).press("Open the envelope")
    isla = story.visit_as("isla").go("/keys/rehearsal").sees("Morag Sinclair has begun")
    isla.type("Your passphrase", "six words that are not mine").press("Join and open")
    isla.sees("There is a problem", "does not open the key of Isla Duncan")
    isla.type("Your passphrase", PASSPHRASES["Isla Duncan"]).press("Join and open")
    isla.sees("Morag Sinclair and Isla Duncan last opened a test envelope")


def she_issues_it(story: Story, morag: Visitor) -> None:
    morag.go(f"{story.commission}/issue").sees(EXAMPLE, SAMPLE, PLACEHOLDER, "remit.txt", "£7,000")
    morag.press("Issue the brief").go(story.commission).sees("Issued", "3 companies invited")
