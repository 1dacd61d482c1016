"""The opening by two, declarations, scores, the comparison, the award and its letters."""

from __future__ import annotations

from app.demonstration.people import PASSPHRASES
from tests.e2e.story.cast import (
    EXAMPLE,
    PLACEHOLDER,
    SAMPLE,
    SEALED,
    TITLE,
    TOM,
    TOM_SAYS,
    UNA,
    UNA_FILE,
    UNA_SAYS,
    Story,
)


def morag_begins_and_isla_confirms_the_opening(story: Story) -> None:
    morag = story.visit_as("morag").go(story.commission).follow("Open the quotes")
    morag.type("Your passphrase", PASSPHRASES["Morag Sinclair"])
    morag.press("Begin the opening").sees("You have begun the opening")
    morag.sees_nothing_of(*SEALED)
    isla = story.visit_as("isla").go(f"{story.commission}/opening").sees("Morag Sinclair has begun")
    isla.type("Your passphrase", PASSPHRASES["Isla Duncan"])
    isla.press("Confirm and open 2 quotes").sees("Record of the opening")
    isla.sees("Morag Sinclair and Isla Duncan", "Refused attempts before the opening", "late")
    isla.sees(PLACEHOLDER, "We are busy until the summer.", "R-2013-")


def they_declare(story: Story) -> None:
    for name in ("isla", "callum"):
        member = story.visit_as(name).go(f"{story.commission}/comparison")
        assert member.path.endswith("/declare")
        for company in (EXAMPLE, SAMPLE, PLACEHOLDER):
            member.choose("No interest", f"Your interest in {company}")
        member.press("Declare").sees("Compare quotes")
    fiona = story.visit_as("fiona").go(f"{story.commission}/declare")
    for company in (EXAMPLE, PLACEHOLDER):
        fiona.choose("No interest", f"Your interest in {company}")
    fiona.choose("Actual", f"Your interest in {SAMPLE}")
    fiona.press("Declare").sees("Describe the interest")
    fiona.type(f"What the interest in {SAMPLE} is", "My brother works there.").press("Declare")
    fiona.go(f"{story.commission}/comparison", status=403).sees_nothing_of(*SEALED)


def morag_records_what_follows(story: Story) -> None:
    morag = story.visit_as("morag").go("/").follow("Record what follows from a declared interest")
    morag.sees("Fiona Watt", "My brother works there.").follow("Record what follows")
    morag.choose("steps aside from the whole commission").type("Reason", "Her brother would gain.")
    morag.press("Record what follows").sees("Steps aside", "Her brother would gain.")
    fiona = story.visit_as("fiona").go(f"{story.commission}/comparison", status=403)
    fiona.sees_nothing_of(*SEALED)


def they_score(story: Story) -> None:
    a_member_scores(story, "isla", "4 – goes well beyond it", "2 – meets most of it")
    waits = story.visit_as("isla").go(f"{story.commission}/comparison")
    waits.sees("hidden from one another", "Callum Reid").sees_nothing_of("92.50")
    a_member_scores(story, "callum", "3 – meets all of it", "3 – meets all of it")


def a_member_scores(story: Story, name: str, for_example: str, for_sample: str) -> None:
    member = story.visit_as(name).go(story.commission).follow("Score the quotes")
    for company, score in ((EXAMPLE, for_example), (SAMPLE, for_sample)):
        member.follow(company).choose(score, f"Score for Method: {company}")
        member.type(f"Comment on Method: {company}", f"Read with care by {name}.")
        member.press("Save scores")
        member.go(f"{story.commission}/score")
    member.press("Submit my scores")


def the_comparison_ranks_them(story: Story) -> None:
    morag = story.visit_as("morag").go(f"{story.commission}/comparison")
    morag.sees("Best result first", EXAMPLE, SAMPLE, UNA_SAYS, TOM_SAYS, UNA_FILE)
    morag.sees("Read with care by isla.", "Read with care by callum.", "£4,321.00", "£5,185.20")
    first = morag.page.get_by_role("columnheader").nth(1).inner_text()
    assert first == EXAMPLE, f"{first} is first"
    # Price: 40 for the lowest, and 40 × 4,321 ÷ 6,543; method: 60 × 3.5 ÷ 4, and 60 × 2.5 ÷ 4.
    morag.sees("92.50", "63.92")


def two_quotes_are_few(story: Story) -> None:
    """No award is proposed before it is on file how it goes on."""
    morag = story.visit_as("morag").go(f"{story.commission}/award").sees("Few quotes came.")
    morag.go("/").follow("Say how it goes on with few quotes").sees("2 quotes were received.")
    morag.choose("Go on with the quotes that came").type(
        "Reason for the decision", "Both can do the work."
    )
    morag.press("Record the decision").sees("The decision is on file")


def morag_proposes_and_ewan_approves(story: Story) -> None:
    morag = story.visit_as("morag").go(f"{story.commission}/award")
    morag.choose(EXAMPLE).type("Reasons for the proposal", "First by price and by method.")
    morag.press("Propose").go(f"{story.commission}/award/decision")
    morag.sees("Another person must decide on it")
    assert not morag.page.get_by_role("button", name="Record my decision").count()
    ewan = story.visit_as("ewan").go(story.commission).follow("Decide on the proposed award")
    ewan.sees("First by price and by method.", EXAMPLE, "£4,321.00")
    ewan.choose("Approve the proposal").press("Record my decision")


def the_letters_leave_together(story: Story) -> None:
    before = {email: len(story.tracker.mails_to(email)) for email in (UNA, TOM)}
    morag = story.visit_as("morag").go(story.commission).follow("Send the outcome letters")
    morag.type(f"Feedback to {SAMPLE}", "Say more of the people whom nobody asks.")
    morag.press("Send all letters").sees("Every company has been told")
    for email, number in before.items():
        assert len(story.tracker.mails_to(email)) == number + 1
    letter = story.tracker.mails_to(TOM)[-1].get_content()
    assert "It was not successful" in letter
    assert "Say more of the people" in letter


def the_loser_reads_the_outcome(story: Story) -> None:
    tom = story.visit_as_company(TOM).go("/invitations").follow(TITLE)
    tom.go(tom.path + "/outcome").sees("was not successful", EXAMPLE, "£4,321.00", "63.92")
    tom.sees_nothing_of(UNA_SAYS, UNA_FILE, PLACEHOLDER)


def the_final_report_is_put_on_the_list(story: Story) -> None:
    """The quote offers no dates of its own: the brief's is checked, and named by the officer."""
    morag = story.visit_as("morag").go("/").follow("Check what is to be delivered, and by when")
    morag.sees(f"The quote of {EXAMPLE} offers no dates.", "Line 1", "1 to 30 June 2014")
    morag.type("What is to be delivered", "Final report").press("Continue")
    morag.sees("There is a problem", "Enter why line 1 is not as it was offered")
    morag.type("Why it is changed or left out", "It is the report that the brief asks for.")
    morag.press("Continue").sees("Nothing has been saved yet", "1 to 30 June 2014")
    morag.press("Put 1 deliverable on the list").sees("1. Final report", "June 2014")
    morag.go("/").sees_nothing_of("Check what is to be delivered")
