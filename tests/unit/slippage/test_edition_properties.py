"""What holds of every comparison of editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.slippage import ChangeKind, EditionMilestone, PublishedEdition, compare
from tests.factories.editions import FIRST_DAY, SECOND_DAY

days = st.dates(date(2010, 1, 1), date(2020, 12, 31))
words = st.sampled_from("review page group action report money people hall plan map".split())


@st.composite
def milestones(draw: st.DrawFn) -> list[EditionMilestone]:
    """Up to a dozen milestones in distinct places; their words may be the same."""
    places = draw(
        st.lists(st.tuples(st.integers(1, 3), st.integers(1, 9)), unique=True, max_size=12)
    )
    found: list[EditionMilestone] = []
    for action, number in places:
        text = " ".join(draw(st.lists(words, min_size=1, max_size=4)))
        start, length = draw(days), draw(st.integers(0, 400))
        ends = draw(st.sampled_from(["both", "first", "last", "none"]))
        earliest = start if ends in {"both", "first"} else None
        latest = start + timedelta(days=length) if ends in {"both", "last"} else None
        is_dated = ends != "none"
        kind = "window" if is_dated else "unparseable: ongoing"
        as_written = f"{earliest} to {latest}" if is_dated else "ongoing"
        found.append(
            EditionMilestone(action, number, text, as_written, earliest, latest, kind, is_dated)
        )
    return found


def published(found: Sequence[EditionMilestone], day: date) -> PublishedEdition:
    return PublishedEdition(day, (), tuple(found))


def known(found: Sequence[EditionMilestone]) -> list[EditionMilestone]:
    """The same with an identity each, so that only the dates are in question."""
    return [replace(each, identity=at) for at, each in enumerate(found, 1)]


def shifted(each: EditionMilestone, by: int) -> EditionMilestone:
    def moved(day: date | None) -> date | None:
        return day + timedelta(days=by) if day else None

    return replace(each, earliest=moved(each.earliest), latest=moved(each.latest))


@given(milestones())
def test_an_edition_beside_itself_is_unchanged_and_certain(found: list[EditionMilestone]) -> None:
    changes = compare(published(found, FIRST_DAY), published(found, SECOND_DAY))
    assert {change.kind for change in changes} <= {ChangeKind.UNCHANGED}
    assert all(change.certainty == 1.0 and not change.is_doubtful for change in changes)
    assert len(changes) == len(found)


@given(milestones(), milestones())
def test_every_milestone_of_both_editions_is_named_once(
    old: list[EditionMilestone], new: list[EditionMilestone]
) -> None:
    changes = compare(published(old, FIRST_DAY), published(new, SECOND_DAY))
    before = [change.before.place for change in changes if change.before]
    after = [part.place for change in changes for part in change.after]
    assert sorted(before) == sorted(each.place for each in old)
    assert sorted(after) == sorted(each.place for each in new)
    assert all(0 <= change.certainty <= 1 for change in changes)
    assert all(change.sentence.endswith((".", "?")) for change in changes)


@given(milestones(), milestones())
def test_the_order_given_is_no_matter(
    old: list[EditionMilestone], new: list[EditionMilestone]
) -> None:
    expected = compare(published(old, FIRST_DAY), published(new, SECOND_DAY))
    mixed = compare(published(old[::-1], FIRST_DAY), published(new[::-1], SECOND_DAY))
    assert mixed == expected


@given(milestones(), st.integers(1, 1000))
def test_a_shift_of_all_dates_moves_all_that_are_dated_by_as_much(
    found: list[EditionMilestone], by: int
) -> None:
    new = [shifted(each, by) for each in known(found)]
    for change in compare(published(known(found), FIRST_DAY), published(new, SECOND_DAY)):
        is_dated = change.subject.is_dated
        assert change.kind is (ChangeKind.LATER if is_dated else ChangeKind.UNCHANGED)
        assert change.days == (by if is_dated else None)


@given(milestones(), milestones())
def test_exchanging_the_editions_mirrors_every_move(
    found: list[EditionMilestone], other: list[EditionMilestone]
) -> None:
    old = known(found)
    new = [
        replace(each, earliest=date_of.earliest, latest=date_of.latest, is_dated=date_of.is_dated)
        for each, date_of in zip(old, other, strict=False)
    ]
    old = old[: len(new)]
    there = compare(published(old, FIRST_DAY), published(new, SECOND_DAY))
    back = {
        change.subject.identity: change
        for change in compare(published(new, SECOND_DAY), published(old, FIRST_DAY))
    }
    mirrored = {
        ChangeKind.LATER: {ChangeKind.EARLIER},
        ChangeKind.EARLIER: {ChangeKind.LATER},
        ChangeKind.WIDENED: {ChangeKind.NARROWED},
        ChangeKind.NARROWED: {ChangeKind.WIDENED},
        ChangeKind.LOST_DATE: {ChangeKind.GAINED_DATE},
    }
    for change in there:
        mirror = back[change.subject.identity]
        assert mirror.days == (None if change.days is None else -change.days)
        expected = mirrored.get(change.kind)
        assert expected is None or mirror.kind in expected
