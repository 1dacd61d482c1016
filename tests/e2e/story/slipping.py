"""The delivery date passes with nothing received; the plan says so, on screen and paper."""

from __future__ import annotations

from tests.e2e.story.cast import (
    EXAMPLE,
    MILESTONE,
    SAMPLE,
    SENTENCE,
    TITLE,
    Story,
)
from tests.printed import words_of_pdf

ACT = "Draft a sentence (milestone 2 of Action 2)"
NOT_FOR_THE_PUBLIC = (EXAMPLE, SAMPLE, TITLE, "Lapsed", "lapsed", "92 days late", "4,321")


def the_plan_says_so_to_officers(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan)
    flag = " ".join(morag.page.get_by_role("region", name=MILESTONE).inner_text().split())
    for words in (
        "lapsed",
        "First planned for June 2014",
        "at least 15 days late",
        story.reference,
    ):
        assert words in flag, f"the flag lacks “{words}”: {flag}"
    assert "Nothing had been received by 15 July 2014." in flag, flag


def morag_writes_the_sentence_and_ewan_approves_it(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan).follow(ACT, within=MILESTONE)
    drafted = morag.page.get_by_label("The sentence for Action Progress").input_value()
    assert "92 days late against both the first date and the agreed date" in drafted, drafted
    assert EXAMPLE not in drafted
    morag.type("The sentence for Action Progress", SENTENCE).press("Save for approval")
    story.visit("anybody").go(story.plan).sees_nothing_of(SENTENCE)
    ewan = story.visit_as("ewan").go(story.plan).follow("Decide on this sentence", within=MILESTONE)
    ewan.sees(SENTENCE).choose("Approve it for Action Progress").press("Save decision")


def the_public_reads_only_the_sentence(story: Story) -> None:
    anybody = story.visit("anybody").go("/").follow("Plans").follow("Social media")
    anybody.sees(SENTENCE, "Action Progress").sees_nothing_of(*NOT_FOR_THE_PUBLIC)


def the_second_review_is_published(story: Story) -> None:
    morag = story.visit_as("morag").go(story.plan).follow("Publish an edition")
    for each in morag.page.get_by_label("Why the edition says nothing of").all():
        each.fill("The group hears of it at its next meeting.")
    morag.type("Name of the edition", "2nd Review").press("Publish")
    anybody = story.visit("anybody").go(story.plan).follow("2nd Review", exact=True)
    anybody.sees("2nd Review", "15 July 2014", SENTENCE).sees_nothing_of(*NOT_FOR_THE_PUBLIC)


def it_is_on_paper(story: Story) -> None:
    morag = story.visit_as("morag").go(story.commission)
    status = words_of_pdf(morag.fetch("Print the status (PDF)"))
    for words in (story.reference, TITLE, EXAMPLE, "Final report", "15 July 2014", "92 days"):
        assert words in status, f"the status lacks “{words}”:\n{status}"
    plan = words_of_pdf(morag.go(story.plan).fetch("Print this plan (PDF)"))
    for words in ("Partnership Group", "92 days", SENTENCE, "page 1 of"):
        assert words.lower() in plan.lower(), f"the plan lacks “{words}”:\n{plan}"
