"""Three members, an officer and two companies round one comparison; two submit at one moment.

In the demonstration Isla has submitted, Callum has declared, and Fiona has not come yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.e2e.visitor import PHONE, Visitor

VisitAs = Callable[..., Visitor]
HERE = "/commissions/KM-2013-01"
EXAMPLE, PLACEHOLDER = "Example Research Ltd", "Placeholder Consulting Ltd"
SAMPLE, SPECIMEN = "Sample Insight CIC", "Specimen Studio"
COMPANIES = (EXAMPLE, PLACEHOLDER, SAMPLE, SPECIMEN)
ISLA_SAYS = "The volunteers reach people whom nobody else does."
GIVEN: Mapping[str, Mapping[str, str]] = {
    "callum": dict(zip(COMPANIES, ("3 – ", "2 – ", "3 – ", "2 – "), strict=True)),
    "fiona": dict(zip(COMPANIES, ("2 – ", "2 – ", "4 – ", "1 – "), strict=True)),
}


def test_members_declare_and_see_no_score_but_their_own(visit_as: VisitAs) -> None:
    fiona = visit_as("fiona", window=PHONE).go(f"{HERE}/comparison")
    assert fiona.path.endswith("/declare")
    fiona.sees_nothing_of(ISLA_SAYS, "£8,900.00")
    for company in COMPANIES:
        fiona.choose("No interest", f"Your interest in {company}")
    fiona.press("Declare").sees("Compare quotes", "hidden from one another")
    fiona.look(closely=True)
    for name in ("callum", "fiona"):
        visit_as(name).go(f"{HERE}/comparison").sees_nothing_of(ISLA_SAYS)
        visit_as(name).go(f"{HERE}/moderation", status=404)
    visit_as("isla").go(f"{HERE}/comparison").sees(ISLA_SAYS, "Callum Reid", "Fiona Watt")


def test_they_score_side_by_side_on_a_wide_screen_and_on_a_phone(visit_as: VisitAs) -> None:
    for name, scores in GIVEN.items():
        member = visit_as(name)
        for criterion in ("Method", "Experience"):
            member.go(f"{HERE}/score").follow(criterion, exact=True)
            member.sees("What each score means", "0 – does not meet the need")
            for company, score in scores.items():
                about = f"{criterion}: {company}"
                member.choose(score, f"Score for {about}")
                member.type(f"Comment on {about}", f"{name} on {about}")
            member.press("Save scores").sees("Scores saved")
        member.go(f"{HERE}/score").follow(EXAMPLE).look(closely=True)
        member.sees("2 – meets most of it")
        member.keep_picture("scores one quote")


def test_two_submit_at_one_moment_and_nothing_is_lost(visit_as: VisitAs) -> None:
    callum, fiona = visit_as("callum"), visit_as("fiona", window=PHONE)
    both = [callum.go(f"{HERE}/score"), fiona.go(f"{HERE}/score")]
    for member in both:  # sends, and waits for no answer
        member.page.evaluate("document.querySelector('main form').requestSubmit()")
    for member in both:
        member.page.wait_for_url(f"**{HERE}/comparison")
        member.sees("Your scores are submitted")
    for member in both:
        member.go(f"{HERE}/comparison").sees("Scores are open")
        member.look(closely=True)
    callum.sees("fiona on Method: Specimen Studio", "callum on Experience: Example Research Ltd")
    callum.sees(ISLA_SAYS)
    callum.keep_picture("comparison")
    fiona.keep_picture("comparison on a phone")
    fiona.go(f"{HERE}/score").sees("You have submitted your scores")


def test_the_officer_compares_and_records_a_meeting(visit_as: VisitAs) -> None:
    morag = visit_as("morag").go(f"{HERE}/comparison").sees("Scores are open", "Rank")
    assert not morag.page.get_by_role("navigation", name="Two companies at a time").is_visible()
    morag.look(closely=True)
    morag.follow("How safe is the result").sees("Rank against the weight of the price")
    morag.go(f"{HERE}/moderation").sees("From highest to lowest: 2")
    morag.press("Record a meeting")
    morag.page.get_by_label("Day").fill("4")
    morag.page.get_by_label("Month").fill("12")
    morag.page.get_by_label("Year").fill("2013")
    morag.type("Who was there", "Isla, Callum and Fiona").press("Record the meeting")
    morag.sees("The meeting is on record", "Isla, Callum and Fiona")
    morag.look(closely=True)
    morag.keep_picture("moderation")


def test_companies_see_nothing_of_it(visit_as_company: VisitAs) -> None:
    for email, own in (("una@example.example", EXAMPLE), ("tom@sample.example", SAMPLE)):
        company = visit_as_company(email, window=PHONE).go("/invitations")
        company.sees_nothing_of(*(each for each in COMPANIES if each != own), ISLA_SAYS)
        company.follow("Review of local engagement")
        company.sees("What each score means")
        company.sees_nothing_of(*(each for each in COMPANIES if each != own), "Callum Reid")
        company.look(closely=True)
        for path in ("comparison", "comparison.xlsx", "moderation", "score", "letters"):
            company.go(f"{HERE}/{path}", status=403).sees_nothing_of(ISLA_SAYS, "callum on")
