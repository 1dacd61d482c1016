"""The page as published is read exactly, and the same from every form that it may have."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from app.plans.importing import ReadPlan, page_as_json, read_page
from tests.unit.plans_importing.pages import (
    PATHS_AND_PLACES,
    SHAPES,
    Page,
    as_text,
    published_page,
    published_text,
    saved_from_browser,
)


def said(plan: ReadPlan) -> object:
    """Everything the page says, without lines, and without the note on what stands around it."""
    return _without_lines(page_as_json(plan))


def _without_lines(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_lines(each) for key, each in value.items() if key != "line"}
    if isinstance(value, list):
        return [
            _without_lines(each)
            for each in value
            if not (isinstance(each, dict) and each.get("why") and each["line"] == 0)
        ]
    return value


def figures(plan: ReadPlan, action: int) -> list[tuple[str, Decimal, str, object, str | None]]:
    return [
        (each.name, each.value, each.unit, each.day, each.qualifier)
        for each in plan.actions[action].measures
    ]


def test_the_published_page_has_its_title_review_and_outcome() -> None:
    page, plan = published_page(), read_page(published_text())
    assert f"{plan.title} – {plan.review}" == page.title
    assert (plan.review, plan.review_number) == ("1st Review", 1)
    assert plan.outcome == page.outcome
    assert plan.category == "Social Media"
    assert plan.footer == page.footer


def test_everything_on_the_published_page_has_its_place() -> None:
    plan = read_page(published_text())
    assert plan.unread == ()
    assert [question[:33] for question in plan.questions] == [
        "Action 1: milestone 5, “2014-16”:",
        "Action 2: milestone 4, “2014-16”:",
    ]


def test_the_published_page_has_two_actions_with_six_partners_each() -> None:
    for blocks, action in zip(published_page().actions, read_page(published_text()).actions,
                              strict=True):  # fmt: skip
        who = dict(blocks)["Who"]
        assert action.who_written == who
        assert action.partners == tuple(who.removesuffix(" as appropriate.").split(", "))
        assert len(action.partners) == 6
        assert action.who_note == "as appropriate"


def test_the_published_page_has_five_and_four_milestones_dated_as_written() -> None:
    first, second = read_page(published_text()).actions
    assert [(each.number, each.when_written) for each in first.milestones] == [
        (1, "Sept 2013"),
        (2, "March 2014"),
        (3, "May 2014"),
        (4, "June 2014"),
        (5, "2014-16"),
    ]
    assert [(each.number, each.when_written) for each in second.milestones] == [
        (1, "March 2014"),
        (2, "June 2014"),
        (3, "September 2014"),
        (4, "2014-16"),
    ]


def test_the_published_milestones_give_back_the_words_of_the_page() -> None:
    for blocks, action in zip(published_page().actions, read_page(published_text()).actions,
                              strict=True):  # fmt: skip
        written = dict(blocks)["When"]
        *dated, last = action.milestones
        said = [f"{each.number}. {each.text} – {each.when_written}" for each in dated]
        said.append(f"{last.number}. {last.text} {last.when_written}")
        assert " ".join(said) == written


def test_the_published_page_has_exactly_these_measures() -> None:
    plan = read_page(published_text())
    assert figures(plan, 0) == [
        ("impressions", 767926, "", None, None),
        ("clicks", 358, "", None, None),
        ("actions", 104, "", None, None),
        ("likes", 121, "", date(2013, 10, 24), None),
        ("posts reach", 50, "people", None, "average"),
        ("posts reach", 329, "people", None, "maximum"),
        ("local organisations", 45, "", None, None),
    ]
    assert figures(plan, 1) == []


def test_the_first_date_of_the_review_is_proposed_from_the_progress() -> None:
    first, second = read_page(published_text()).actions
    (proposal,) = second.first_dates
    assert first.first_dates == ()
    assert proposal.words_before.endswith("initially planned for")
    assert (proposal.when.raw, proposal.milestone_number) == ("end March 2013", 1)
    assert (proposal.when.earliest, proposal.when.latest) == (date(2013, 3, 21), date(2013, 3, 31))


def test_our_own_plan_is_read_as_it_was_meant() -> None:
    plan = read_page(as_text(PATHS_AND_PLACES))
    assert [action.number for action in plan.actions] == [1, 10]
    assert plan.actions[0].partners == (
        "Paths Group",
        "Roads Service",
        "Sampleton/Exampleford Schools",
    )
    assert plan.actions[0].who_note == "where possible"
    assert figures(plan, 0) == [
        ("walkers", 1234, "", None, None),
        ("walkers", Decimal("12.5"), "%", None, None),
        ("volunteers", 56, "", date(2015, 11, 3), None),
        ("raised", 10000, "£", None, None),
    ]
    assert [each.when_written for each in plan.actions[1].milestones] == ["January 2016", "ongoing"]
    assert [each.milestone_number for each in plan.actions[0].first_dates] == [1]
    assert plan.category == "Paths & Places"
    assert plan.unread == ()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("page", [lambda: PATHS_AND_PLACES, published_page], ids=["ours", "real"])
def test_each_shape_of_html_says_what_the_text_says(
    page: Callable[[], Page], shape: Callable[[Page], str]
) -> None:
    text = read_page(as_text(page()))
    markup = read_page(shape(page()))
    assert said(markup) == said(text)
    assert markup.fingerprint == text.fingerprint


@pytest.mark.parametrize("shape", SHAPES)
def test_a_whole_saved_page_says_what_its_article_says(shape: Callable[[Page], str]) -> None:
    text = read_page(as_text(PATHS_AND_PLACES))
    markup = read_page(saved_from_browser(shape(PATHS_AND_PLACES)), filename="saved.html")
    assert said(markup) == said(text)
    (left_out,) = markup.unread
    assert left_out.text == "12 blocks of text"
    assert "outside the article" in left_out.why


def test_a_footer_outside_the_words_of_the_article_is_found_and_not_counted_as_left_out() -> None:
    whole = saved_from_browser(SHAPES[0](PATHS_AND_PLACES))
    whole = re.sub(r"</?article[^>]*>|<aside.*</aside>|<a class=.skip-link.*?</a>", "", whole)
    text = read_page(as_text(PATHS_AND_PLACES))
    markup = read_page(whole.replace("<footer class='entry-meta'>", "<p>"), filename="saved.html")
    assert (markup.category, markup.footer) == (text.category, text.footer)
    assert markup.fingerprint == text.fingerprint
    assert [each.text for each in markup.unread] == ["8 blocks of text"]


def test_a_changed_word_changes_the_fingerprint() -> None:
    text = as_text(PATHS_AND_PLACES)
    assert read_page(text.replace("June", "July")).fingerprint != read_page(text).fingerprint


def test_spaces_line_endings_and_kinds_of_dash_do_not_change_the_fingerprint() -> None:
    text = as_text(PATHS_AND_PLACES)
    other = text.replace("\n", "  \r\n\r\n").replace("–", "—").replace(" ", "\u00a0")
    assert read_page(other).fingerprint == read_page(text).fingerprint
