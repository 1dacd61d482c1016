"""The work arrives and is accepted; what it recommends is considered and enters the plan."""

from __future__ import annotations

from tests.e2e.story.cast import UNA, Story

REPORT = "Final report"
FOUND = "Meet in each of the four towns in turn."
WHY = "The group agrees that nobody should have to travel each time."
MILESTONE = "First four meetings, one in each town"


def una_sends_the_report_and_morag_accepts_it(story: Story) -> None:
    una = story.visit_as_company(UNA).go("/").follow(f"Deliver “{REPORT}”")
    una.press(f"Send {REPORT}").attach("File", "report.txt", b"Meet in each town in turn.\n")
    una.press("Send").sees("has arrived")
    morag = story.visit_as("morag").go(f"{story.commission}/deliverables").follow(REPORT)
    morag.press("Accept or reject").sees("report.txt")
    morag.choose("Accept it").press("Record my decision")


def its_recommendation_is_listed_and_considered(story: Story) -> None:
    morag = story.visit_as("morag").go(f"{story.commission}/recommendations")
    morag.press("Add a recommendation").press("Add to the list").sees("There is a problem")
    morag.type("What is recommended", FOUND).type("Where it stands", "Final report, page 1")
    morag.choose("Short term").press("Add to the list").sees(FOUND)
    ewan = (
        story.visit_as("ewan").go(f"{story.commission}/recommendations").follow("Recommendation 1")
    )
    ewan.press("Record what the group decided").choose("Take it up as it is").type("Why", WHY)
    ewan.press("Record the decision").sees(WHY)


def it_becomes_a_milestone(story: Story) -> None:
    morag = story.visit_as("morag").go(f"{story.commission}/recommendations/1")
    morag.follow("a new milestone of an action").type("What the milestone is", MILESTONE)
    morag.type("When it is due", "by Spring 2015").press("Continue")
    morag.sees("You wrote “by Spring 2015”", "up to 31 May 2015").press("Add the milestone")
    morag.go(story.plan).sees(MILESTONE, "by Spring 2015", "ecommendation 1")
