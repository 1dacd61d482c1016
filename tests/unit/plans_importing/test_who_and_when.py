"""Partners and milestones are taken apart without changing what was written."""

from datetime import date

import pytest

from app.plans.importing import ReadAction, ReadPlan, read_page


def page_with(block: str, words: str, *, said_on: date | None = None) -> ReadPlan:
    return read_page(f"A plan\nAn outcome.\nAction 1\nDo it\n{block}\n{words}", said_on=said_on)


def action_with(block: str, words: str) -> ReadAction:
    return page_with(block, words).actions[0]


def milestones(words: str) -> list[tuple[int, str, str]]:
    found = action_with("When", words).milestones
    return [(each.number, each.text, each.when_written) for each in found]


@pytest.mark.parametrize(
    ("written", "partners", "note"),
    [
        ("CPG, Roads Service; Schools.", ("CPG", "Roads Service", "Schools"), None),
        ("CPG and CLD", ("CPG", "CLD"), None),
        ("Parks and Paths", ("Parks and Paths",), None),
        ("Halls (old, new), and Schools", ("Halls (old, new)", "Schools"), None),
        ("CPG, Schools where required", ("CPG", "Schools"), "where required"),
        ("CPG, Schools etc.", ("CPG", "Schools"), "etc"),
        ("Schools (lead), CPG", ("Schools", "CPG"), "Schools: lead"),
        ("• CPG\n• Schools & clubs", ("CPG", "Schools & clubs"), None),
        ("1. CPG\n2. Schools", ("CPG", "Schools"), None),
        ("CPG, Community Planning\nOfficers, cpg", ("CPG", "Community Planning Officers"), None),
    ],
)
def test_who_is_split_into_partners(
    written: str, partners: tuple[str, ...], note: str | None
) -> None:
    action = action_with("Who", written)
    assert (action.partners, action.who_note) == (partners, note)


def test_a_name_that_may_be_two_partners_is_asked_about() -> None:
    plan = page_with("Who", "CPG, Example Board and Sample Force")
    assert plan.actions[0].partners == ("CPG", "Example Board and Sample Force")
    assert "Action 1: is “Example Board and Sample Force” one partner or two?" in plan.questions


@pytest.mark.parametrize(
    "words",
    [
        "1. Review – March 2014 2. Group – June 2014",
        "1. Review – March 2014\n2. Group – June 2014",
        "1) Review (March 2014)\n(2) Group: June 2014",
        "1 Review – March 2014\n2 Group – June 2014",
        "1.\tReview – March 2014\n2.\tGroup – June 2014",
        "• Review – March 2014 • Group – June 2014",
        "- Review - March 2014\n- Group - June 2014",
        "Review – March 2014\nGroup – June 2014.",
        "Review – March 2014; Group – June 2014",
        "1. Review –\nMarch 2014\n2. Group\nJune 2014",
        "March 2014: Review\nJune 2014: Group",
        "| 1 | Review | March 2014 |\n| 2 | Group | June 2014 |",
        "1. Review – March\n2014 2. Group – June 2014",
    ],
)
def test_milestones_are_found_however_the_list_is_typed(words: str) -> None:
    assert milestones(words) == [(1, "Review", "March 2014"), (2, "Group", "June 2014")]


def test_numbers_that_are_part_of_a_name_do_not_begin_a_milestone() -> None:
    assert milestones("1. Phase 2. Launch – May 2014 2. Talk – June 2014") == [
        (1, "Phase 2. Launch", "May 2014"),
        (2, "Talk", "June 2014"),
    ]


def test_a_milestone_without_a_date_is_kept_and_asked_about() -> None:
    plan = page_with("When", "1. Review 2. Group – in due course 3. Walk – May")
    assert [each.text for each in plan.actions[0].milestones] == ["Review", "Group", "Walk"]
    asked = [question for question in plan.questions if "milestone" in question]
    assert [question.split(":")[1].split(",")[0] for question in asked] == [
        " milestone 1",
        " milestone 2",
        " milestone 3",
    ]


def test_a_date_without_a_year_is_read_against_the_day_of_the_page() -> None:
    plan = page_with("When", "1. Walk – May", said_on=date(2013, 12, 4))
    assert plan.actions[0].milestones[0].when.latest == date(2014, 5, 31)


def test_a_number_that_comes_twice_is_kept_and_asked_about() -> None:
    plan = page_with("When", "1. Review – March 2014\n1. Group – June 2014")
    assert [each.number for each in plan.actions[0].milestones] == [1, 1]
    assert any("milestone 1 appears twice" in question for question in plan.questions)


def test_a_line_in_a_numbered_list_with_neither_number_nor_date_is_unread() -> None:
    plan = page_with("When", "1. Review – March 2014\nSubject to funds")
    (unread,) = plan.unread
    assert (unread.line, unread.text) == (7, "Subject to funds")


@pytest.mark.parametrize(
    ("prose", "before", "raw", "number"),
    [
        ("The review was first due in May 2013.", "The review was first due in", "May 2013", 1),
        ("The group had been planned for 2012.", "The group had been planned for", "2012", 2),
        ("Delayed from May 2013.", "Delayed from", "May 2013", None),
        ("Milestone 2 was originally June 2013.", "Milestone 2 was originally", "June 2013", 2),
        ("The original date was May 2013.", "The original date was", "May 2013", None),
    ],
)
def test_prose_about_an_earlier_date_is_a_proposal(
    prose: str, before: str, raw: str, number: int | None
) -> None:
    page = f"P\nO.\nAction 1\nDo\nWhen\n1. Review – May 2014 2. Group – 2015\nProgress\n{prose}"
    (found,) = read_page(page).actions[0].first_dates
    assert (found.words_before, found.when.raw, found.milestone_number) == (before, raw, number)


def test_two_earlier_dates_in_one_sentence_belong_to_their_own_milestones() -> None:
    prose = "The group was originally due in 2012 and the review had been planned for May 2013."
    page = f"P\nO.\nAction 1\nDo\nWhen\n1. Review – May 2014 2. Group – 2015\nProgress\n{prose}"
    found = read_page(page).actions[0].first_dates
    assert [(each.when.raw, each.milestone_number) for each in found] == [
        ("2012", 2),
        ("May 2013", 1),
    ]


def test_an_earlier_date_in_brackets_belongs_to_its_own_milestone() -> None:
    action = action_with("When", "1. Review – March 2014 (originally May 2013) 2. Group – 2015")
    assert action.milestones[0].text == "Review (originally May 2013)"
    assert action.milestones[0].when_written == "March 2014"
    assert [(each.when.raw, each.milestone_number) for each in action.first_dates] == [
        ("May 2013", 1)
    ]


def test_prose_that_gives_no_earlier_date_proposes_nothing() -> None:
    prose = "The review was initially wanted, and the work will be done by June 2014."
    page = f"P\nO.\nAction 1\nDo\nWhen\n1. Review – May 2014\nProgress\n{prose}"
    assert read_page(page).actions[0].first_dates == ()
