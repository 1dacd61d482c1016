"""The company says why it is late, and when it will deliver; the plan follows, with approval."""

from __future__ import annotations

from tests.e2e.story.cast import EXAMPLE, SAMPLE, UNA, Story

REPORT = "Final report"
LATE = "Two of the four community councils could not meet before the summer."
ANSWER = "The group would rather hear all four, and agrees."
PUSHED = "The short-term actions follow from the first meeting of the group."


def una_says_why_it_is_late(story: Story) -> None:
    una = story.visit_as_company(UNA).go("/").follow(f"Say why “{REPORT}” is late")
    una.sees("It was due: June 2014", "Nothing has been received yet")
    una.type("When you will deliver it", "end September 2014").choose("Company late")
    una.press("Continue")
    una.sees("There is a problem", "Enter why it is late").type("Why it is late", LATE)
    una.press("Continue").sees("You wrote “end September 2014”", "21 to 30 September 2014")
    una.press("Send the proposal").sees("Your proposal has been sent", "It waits for an answer")
    una.sees_nothing_of(SAMPLE)


def ewan_accepts_it_in_words(story: Story) -> None:
    before = len(story.tracker.mails_to(UNA))
    ewan = story.visit_as("ewan").go("/")
    ewan.follow(f"Decide on the date “end September 2014” for “{REPORT}”")
    ewan.sees(LATE, "end September 2014", "for the company", "June 2014, which stays on record")
    ewan.choose("Approve").press("Record my decision").sees("There is a problem")
    ewan.type("Your answer to the company", ANSWER).press("Record my decision")
    ewan.sees("Slipped – agreed", "First date", "June 2014: 92 days late", LATE)
    told = story.tracker.mails_to(UNA)[before:]
    assert len(told) == 1
    assert ANSWER in told[0].get_content()
    una = story.visit_as_company(UNA).go("/").follow(f"Deliver “{REPORT}”")
    una.sees("end September 2014", "It was agreed on 15 July 2014", ANSWER)


def the_plan_forecasts_it(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan)
    milestone = morag.page.get_by_role("region", name="Milestone 2, Partnership Group")
    words = " ".join(milestone.inner_text().split())
    assert "end September 2014" in words, words
    assert EXAMPLE not in words


def morag_proposes_what_it_pushes(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan)
    morag.follow("Propose the dates that it pushes", within="Milestone 2, Partnership Group")
    morag.sees("Short-term actions", "September 2014", "63 days")
    morag.press("Continue").sees("There is a problem")
    morag.type("Reason", PUSHED).press("Continue")
    morag.sees(
        "25 October 2014 to 2 December 2014", "nothing of this chain is pushed back any more"
    )
    morag.press("Propose these dates").sees("Another person must decide on them")
    assert not morag.page.get_by_role("button", name="Save the decision").count()


def ewan_approves_it(story: Story) -> None:
    ewan = story.visit_as("ewan").go("/").follow("proposed together")
    ewan.sees(PUSHED, "September 2014").choose("Approve the dates").press("Save the decision")
    ewan.go(story.plan).sees("First planned for September 2014")


def the_edition_is_read_back_to_the_same_plan(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan).follow("2nd Review", exact=True)
    text = morag.fetch("Text").decode()
    assert "~~first date: September 2014~~ 25 October 2014 to 2 December 2014" in text, text
    morag.go("/plans/import").type("Paste the page", text)
    for part, words in (("Day", "15"), ("Month", "7"), ("Year", "2014")):
        morag.type(part, words)
    morag.press("Show what was understood")
    morag.sees("Importing it again changes nothing.", "That is 25 October to 2 December 2014.")
