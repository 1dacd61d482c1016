"""What became of one milestone between two editions (domain.md, "Slippage", rule 9)."""

from __future__ import annotations

from datetime import date

import pytest

from app.slippage import ChangeKind, EditionMilestone
from tests.factories.editions import compared, edition, milestone


def kinds_of(before: str, after: str) -> tuple[list[str], int | None]:
    [change] = compared([milestone("Review", before)], [milestone("Review", after)])
    return [kind.value for kind in change.kinds], change.days


@pytest.mark.parametrize(
    ("before", "after", "kinds", "days"),
    [
        ("end March 2013", "March 2014", ["later"], 365),
        ("March 2014", "end March 2013", ["earlier"], -365),
        ("by June 2014", "by July 2014", ["later"], 31),
        ("by June 2014", "July 2014", ["later"], 31),
        ("March 2014", "March to June 2014", ["widened"], 91),
        ("March 2014", "Spring 2014", ["widened"], 61),
        ("March 2014", "2014", ["widened"], 275),
        ("June 2014", "by June 2014", ["widened"], 0),
        ("by June 2014", "June 2014", ["narrowed"], 0),
        ("Spring 2014", "March 2014", ["narrowed"], -61),
        ("June to December 2014", "December 2014", ["narrowed"], 0),
        ("March 2014", "Summer 2014", ["later"], 153),
        ("March 2014", "from March 2014", ["lost date"], None),
        ("March 2014", "", ["lost date"], None),
        ("March 2014", "monthly", ["lost date"], None),
        ("March 2014", "when the moon is blue", ["lost date"], None),
        ("March 2014", "ongoing", ["laundered", "lost date"], None),
        ("March 2014", "TBC", ["laundered", "lost date"], None),
        ("from May 2014", "from June 2014", ["later"], 31),
        ("from May 2014", "TBC", ["lost date"], None),
        ("ongoing", "March 2014", ["gained date"], None),
        ("from May 2014", "June 2014", ["gained date"], None),
        ("ongoing", "from May 2014", ["gained date"], None),
        ("TBC", "ongoing", ["reworded"], None),
        ("TBC", "tbc", ["unchanged"], None),
        ("Sept 2013", "September 2013", ["unchanged"], 0),
        ("29 February 2012", "28 February 2013", ["later"], 365),
        ("28 February 2011", "29 February 2012", ["later"], 366),
        ("February 2011", "February 2012", ["later"], 366),
        ("March 2014", "by March 2014, then ongoing", ["widened"], 0),
    ],
)
def test_a_date_that_moved_is_named_and_counted(
    before: str, after: str, kinds: list[str], days: int | None
) -> None:
    assert kinds_of(before, after) == (kinds, days)


def test_the_worked_example_moves_by_365_days_and_by_335_to_375() -> None:
    [change] = compared(
        [milestone("Review", "end March 2013")], [milestone("Review", "March 2014")]
    )
    assert (change.days, change.interval) == (365, (335, 375))
    assert change.sentence == (
        "Moved 365 days later (at least 335, up to 375): “end March 2013” is now “March 2014”."
    )


def test_an_open_end_leaves_the_interval_open() -> None:
    [change] = compared([milestone("Review", "by May 2014")], [milestone("Review", "July 2014")])
    assert (change.days, change.interval) == (61, None)


MET = date(2013, 4, 1)


@pytest.mark.parametrize(
    ("text", "when", "kinds"),
    [
        ("Open the page", "March 2013", ["unchanged"]),
        ("OPEN the page!", "Mar 2013", ["unchanged"]),
        ("Plan the page", "March 2013", ["reworded after met"]),
        ("Open the page", "April 2013", ["reworded after met", "later"]),
        ("Open the page", "ongoing", ["lost date", "reworded after met"]),
    ],
)
def test_what_was_met_and_is_worded_otherwise_is_named(
    text: str, when: str, kinds: list[str]
) -> None:
    before = milestone("Open the page", "March 2013", met_on=MET)
    [change] = compared([before], [milestone(text, when, met_on=MET)])
    assert [kind.value for kind in change.kinds] == kinds


def test_rewording_before_it_was_met_is_only_a_rewording() -> None:
    before = milestone("Open the page", "March 2013")
    [change] = compared([before], [milestone("Plan the page", "March 2013", met_on=MET)])
    assert change.kinds == (ChangeKind.REWORDED,)


def test_what_is_left_out_has_vanished_and_what_was_not_there_is_new() -> None:
    page = milestone("Open the page", "March 2013")
    review = milestone("Review of local engagement", "March 2014", "2.1")
    [gone, same] = compared([page, review], [page])
    assert (gone.kind, gone.before, gone.after) == (ChangeKind.VANISHED, review, ())
    assert "not recorded as met" in gone.sentence
    assert same.kind is ChangeKind.UNCHANGED
    new = next(each for each in compared([page], [page, review]) if each.before is None)
    assert (new.kind, new.after) == (ChangeKind.NEW, (review,))


def test_what_vanished_after_it_was_met_says_so() -> None:
    [gone] = compared([milestone("Open the page", "March 2013", met_on=MET)], [])
    assert gone.sentence == "No longer in the plan; it was met on 1 April 2013."


@pytest.mark.parametrize(
    ("before", "parts"),
    [
        (
            milestone("Mid- to long-term actions", "2014-16", "2.4"),
            [
                milestone("Mid-term actions", "2015", "2.4"),
                milestone("Long-term actions", "2016", "2.5"),
            ],
        ),
        (
            milestone("Review and partnership group", "March 2014"),
            [
                milestone("Review", "March 2014", "1.1"),
                milestone("Partnership group", "June 2014", "1.2"),
            ],
        ),
        (
            milestone("Review", "March 2014"),
            [
                milestone("Review of online engagement", "March 2014", "1.1"),
                milestone("Review of traditional engagement", "June 2014", "1.2"),
            ],
        ),
        (
            milestone("Report", "March 2014 and June 2014"),
            [
                milestone("Report, draft", "March 2014"),
                milestone("Final report", "June 2014", "1.2"),
            ],
        ),
    ],
)
def test_one_that_became_two_was_split(
    before: EditionMilestone, parts: list[EditionMilestone]
) -> None:
    [change] = compared([before], parts)
    assert change.kind is ChangeKind.SPLIT
    assert list(change.after) == parts


def test_a_milestone_beside_an_unchanged_one_is_new_and_no_part_of_it() -> None:
    page = milestone("Open the page", "March 2013")
    changes = compared([page], [page, milestone("Page open day", "May 2013", "1.2")])
    assert {change.kind for change in changes} == {ChangeKind.NEW, ChangeKind.UNCHANGED}


def test_what_stood_in_an_earlier_edition_came_back() -> None:
    page = milestone("Open the page", "March 2013")
    review = milestone("Review of engagement", "March 2013", "2.1")
    back = milestone("Review of engagement", "March 2014", "3.2")
    older = edition(page, review, day=date(2013, 1, 4))
    [change, _] = compared([page], [page, back], older)
    assert [kind.value for kind in change.kinds] == ["returned", "later"]
    assert (change.before, change.days) == (review, 365)
    [unseen, _] = compared([page], [page, back])
    assert unseen.kind is ChangeKind.NEW


def test_what_vanished_long_ago_is_not_named_again() -> None:
    page = milestone("Open the page", "March 2013")
    older = edition(page, milestone("Review", "March 2012", "2.1"), day=date(2013, 1, 4))
    [change] = compared([page], [page], older)
    assert change.kind is ChangeKind.UNCHANGED


def test_a_chain_of_re_dating_still_counts_from_the_first_date() -> None:
    chain = [
        edition(milestone("Review", "March 2012"), day=date(2012, 1, 4)),
        edition(milestone("Review", "March 2013"), day=date(2012, 12, 4)),
    ]
    [change] = compared(
        [milestone("Review", "June 2013")], [milestone("Review", "May 2014")], *chain
    )
    assert (change.days, change.days_since_first) == (335, 791)
    assert change.sentence.endswith("Against the date first named: 791 days later.")


def test_the_worst_comes_first() -> None:
    names = ["Find an editor", "Open a page", "Ask neighbours", "Print newsletter", "Paint hall"]
    before = [milestone(name, "March 2013", f"1.{at}") for at, name in enumerate(names, 1)]
    whens = ["March 2013", "April 2013", "June 2013", "ongoing", "Spring 2013"]
    after = [
        milestone(name, when, f"1.{at}")
        for at, (name, when) in enumerate(zip(names, whens, strict=True), 1)
    ]
    said = [(change.kind.value, change.subject.number) for change in compared(before, after)]
    assert said == [("laundered", 4), ("later", 3), ("later", 2), ("widened", 5), ("unchanged", 1)]
