"""An edition's text and HTML are read back by the importer to the same plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.plans.content import (
    ActionContent,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    ProgressContent,
    ReadingContent,
)
from app.plans.importing import ReadPlan, read_page
from app.plans.publishing import page_of
from tests.unit.plans_publishing.pages import (
    HEAD,
    pasted,
    read_html,
    read_text,
    said_by,
    said_in,
    second_review,
)

Reader = Callable[[PlanContent], ReadPlan]
FORMS: list[Reader] = [read_text, read_html]

TRICKY = (
    "Who", "When", "Action 4: open the path", "Success", "Progress – none", "Action Progress",
    "1. Find 2. keep 3. tell", "2) tell", "• a bullet", "- a dash", "---", "| a | b |", "a\tb",
    "# a heading", "**bold** words", "Café & <b>bread</b> &amp; butter", "“Quoted”, she said",
    "‘Gàidhlig’ – Mòran taing", "This entry was posted in Sheds.", "Posted in Sheds",
    "Filed under Sheds", "2013-16", "Phase 2. Launch", "Review – March 2014", "</p></table>",
    "~~struck~~", "No date", "o Sheds", "Period: 2013-16", "Outcome", "1st Review",
    "Likes: 121 (24/10/13), 40% of 300 people", "by June 2014", "https://example.org/?a=1&b=2",
    "Fàilte! 🙂", "Shed (completed)", "Path – done 3 May 2012", "It rose from 3 to 5 (maximum 7).",
    "Review of 2. things; group – June 2014",
)  # fmt: skip
WHENS = (
    "March 2014", "end March 2013", "2014-16", "Spring 2015", "ongoing", "TBC", "by Q2 2013/14",
    "Mar-2011", "30/10/2012", "when the hall is dry", "", "(June 2014)", "from May 2011",
    "11/01/2011", "within 12 months", "asap", "Sept 2013.",
)  # fmt: skip
letters = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")),
    max_size=40,
)
one_line = st.one_of(st.sampled_from(TRICKY), letters).filter(lambda words: words.strip() != "")
prose = st.lists(one_line, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(2010, 1, 1), date(2020, 12, 31))
maybe_day = st.none() | days
names = st.sampled_from(
    ["CPG", "CLD, CPG", "Academies/Colleges as appropriate", "Partners", "Sheds & Co", ""]
)


@st.composite
def milestones(draw: st.DrawFn, number: int) -> MilestoneContent:
    return MilestoneContent(
        id=number,
        number=number,
        text=draw(one_line),
        as_written=draw(st.sampled_from(WHENS)),
        first_as_written=draw(st.none() | st.sampled_from(["end March 2013", "TBC", "2014-16"])),
        met_on=draw(maybe_day),
        review_by=draw(maybe_day),
    )


measures = st.builds(
    MeasureContent,
    name=st.sampled_from(["Likes", "Reach (average)", "Progress", "Who", "3 sheds"]),
    unit=st.sampled_from(["", "people", "%", "km a day"]),
    note=st.sampled_from(["", "times it was seen", "of 45"]),
    readings=st.lists(
        st.builds(
            ReadingContent,
            day=days,
            value=st.decimals(-(10**9), 10**9, places=2).map(Decimal.normalize),
            day_is=st.sampled_from(["on", "by"]),
        ),
        max_size=2,
    ).map(tuple),
)


@st.composite
def actions(draw: st.DrawFn, number: int) -> ActionContent:
    numbers = draw(st.lists(st.integers(1, 60), unique=True, max_size=4))
    has_rows = draw(st.booleans())
    return ActionContent(
        id=number,
        number=number,
        text=draw(prose),
        who_written=draw(names),
        milestones=tuple(draw(milestones(each)) for each in sorted(numbers)),
        progress=tuple(
            draw(
                st.lists(
                    st.builds(
                        ProgressContent,
                        day=days,
                        text=prose,
                        source=st.sampled_from(["", "1st Review", "Approved on 4 June 2014"]),
                    ),
                    max_size=3,
                )
            )
        ),
        success=draw(prose) if has_rows else "",
        measures=(*draw(st.lists(measures, max_size=2)), SURE) if has_rows else (),
    )


SURE = MeasureContent("Homes", readings=(ReadingContent(date(2013, 1, 2), Decimal(45)),))


@st.composite
def plans(draw: st.DrawFn) -> PlanContent:
    start = draw(maybe_day)
    end = draw(st.none() | st.dates(date(2021, 1, 1), date(2030, 1, 1)))
    numbers = draw(st.lists(st.integers(1, 99), unique=True, min_size=1, max_size=3))
    return replace(
        second_review(),
        title=draw(one_line),
        outcome=draw(prose),
        period_start=start,
        period_end=end,
        actions=tuple(draw(actions(each)) for each in sorted(numbers)),
    )


@pytest.mark.parametrize("read", FORMS)
def test_an_edition_is_read_back_whole(read: Reader) -> None:
    found = read(second_review())
    assert said_in(found) == said_by(second_review())
    assert found.unread == ()
    assert found.footer == second_review().footer
    assert found.review_number == 2


@pytest.mark.parametrize("read", FORMS)
@settings(deadline=None, max_examples=60)
@given(content=plans())
def test_any_plan_is_read_back_to_the_same(read: Reader, content: PlanContent) -> None:
    found = read(content)
    assert said_in(found) == said_by(content)
    assert found.unread == ()


@pytest.mark.parametrize("read", FORMS)
@pytest.mark.parametrize("name", ["Autumn update", "3rd Review", "Review – 2014 – new"])
def test_whatever_an_edition_is_called_comes_back(read: Callable[..., ReadPlan], name: str) -> None:
    head = replace(HEAD, name=name)
    assert read(second_review(), head).review == name


def test_a_struck_date_is_proposed_as_the_first_one() -> None:
    for read in FORMS:
        proposed = read(second_review()).actions[0].first_dates
        assert [(one.milestone_number, one.when.raw) for one in proposed] == [(2, "end March 2013")]


def test_the_html_is_read_back_from_the_website_that_it_was_pasted_into() -> None:
    found = read_page(pasted(page_of(second_review(), HEAD)), said_on=HEAD.day)
    assert said_in(found) == said_by(second_review())
