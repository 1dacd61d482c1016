"""Which milestone is which, however it is worded or numbered, and how sure that is."""

from __future__ import annotations

import pytest

from app.slippage import Change, ChangeKind, EditionMilestone, compare
from app.slippage.assignment import best_pairs
from tests.factories.editions import SECOND_DAY, compared, edition, milestone


def heirs(changes: list[Change]) -> dict[str, str]:
    """Where each milestone that was there before stands now, by place."""
    return {
        change.before.place: change.after[0].place
        for change in changes
        if change.before and change.after
    }


def test_milestones_keep_their_identity_when_all_numbers_change() -> None:
    before = [
        milestone("Establish the page", "March 2014", "1.1"),
        milestone("Raise its profile", "May 2014", "1.2"),
        milestone("Review", "June 2014", "2.1"),
    ]
    after = [
        milestone("Find money", "January 2014", "1.1"),
        milestone("Establish the page", "March 2014", "1.2"),
        milestone("Raise its profile", "May 2014", "1.3"),
        milestone("Review", "July 2014", "3.1"),
    ]
    changes = compared(before, after)
    assert heirs(changes) == {"1.1": "1.2", "1.2": "1.3", "2.1": "3.1"}
    assert not any(change.is_doubtful for change in changes)


@pytest.mark.parametrize(
    ("old", "new", "is_doubtful"),
    [
        ("Develop a partnership administration group", "Partnership groups developed", False),
        ("Identify & develop content strategy", "Content and scheduling strategy", False),
        ("Review of engagement", "Review", False),
        ("Review", "Study of engagement", True),
    ],
)
def test_a_reworded_milestone_is_known_and_a_doubtful_one_is_asked_about(
    old: str, new: str, is_doubtful: bool
) -> None:
    [change] = compared([milestone(old, "March 2014")], [milestone(new, "March 2014")])
    assert (change.kind, change.is_doubtful) == (ChangeKind.REWORDED, is_doubtful)
    assert change.sentence.endswith(f"To be asked: is it the same as “{old} – March 2014”?") == (
        is_doubtful
    )


def test_another_text_with_another_date_in_the_same_place_is_asked_about_by_name() -> None:
    gone, new = compared(
        [milestone("Review", "March 2014")], [milestone("Open a website", "June 2015")]
    )
    assert (gone.kind, new.kind) == (ChangeKind.VANISHED, ChangeKind.NEW)
    assert gone.is_doubtful and new.is_doubtful
    assert "is it now “Open a website – June 2015”" in gone.sentence


def test_two_of_the_same_words_in_one_action_are_matched_in_order_and_asked_about() -> None:
    before = [milestone("Meeting", "March 2014"), milestone("Meeting", "June 2014", "1.2")]
    after = [milestone("Meeting", "June 2014"), milestone("Meeting", "September 2014", "1.2")]
    changes = compared(before, after)
    assert heirs(changes) == {"1.1": "1.1", "1.2": "1.2"}
    assert all(change.is_doubtful for change in changes)


def test_the_same_words_in_two_actions_stay_apart_without_doubt() -> None:
    before = [milestone("Review", "March 2014", "1.1"), milestone("Review", "May 2014", "2.1")]
    after = [milestone("Review", "May 2014", "1.1"), milestone("Review", "July 2014", "2.1")]
    changes = compared(before, after)
    assert heirs(changes) == {"1.1": "1.1", "2.1": "2.1"}
    assert not any(change.is_doubtful for change in changes)


def test_one_put_in_before_two_alike_does_not_exchange_them() -> None:
    before = [milestone("Meeting", "March 2014"), milestone("Meeting", "June 2014", "1.2")]
    after = [
        milestone("Find a room", "June 2013"),
        milestone("Meeting", "March 2014", "1.2"),
        milestone("Meeting", "June 2014", "1.3"),
    ]
    assert heirs(compared(before, after)) == {"1.1": "1.2", "1.2": "1.3"}


def test_renumbered_actions_are_known_by_their_words() -> None:
    texts = ("The page will be promoted.", "A review will be commissioned.")
    before = edition(milestone("Report", "March 2014", "2.1"), actions=texts)
    after = edition(milestone("Report", "May 2014", "1.1"), day=SECOND_DAY, actions=texts[::-1])
    [change] = compare(before, after)
    assert (change.days, change.certainty) == (61, 0.94)


def test_what_is_known_to_be_the_same_needs_no_words() -> None:
    old = milestone("Review", "March 2014", identity=7)
    new = milestone("Study of engagement", "June 2015", "3.3", identity=7)
    [change] = compared([old], [new])
    assert (change.certainty, change.is_doubtful) == (1.0, False)
    assert ChangeKind.LATER in change.kinds


def test_the_order_in_which_milestones_are_given_is_no_matter() -> None:
    before = [milestone(f"Step {at} of the page", "March 2014", f"1.{at}") for at in range(1, 9)]
    after = [milestone(f"Stage {at} of a page", "May 2014", f"1.{at}") for at in range(2, 10)]
    expected = compared(before, after)
    for turn in range(1, 8):
        turned = before[turn:] + before[:turn]
        assert compared(turned, after[::-1]) == expected


def test_five_hundred_milestones_are_looked_at_a_few_times_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.slippage.likeness import Likeness

    looked: list[int] = []
    real = Likeness.of

    def counting(self: Likeness, old: EditionMilestone, new: EditionMilestone) -> float:
        looked.append(1)
        return real(self, old, new)

    monkeypatch.setattr(Likeness, "of", counting)
    counts: list[int] = []
    for size in (250, 500):
        places = [(f"Step {at} of the page", f"{1 + at // 10}.{1 + at % 10}") for at in range(size)]
        before = [milestone(text, "March 2014", place) for text, place in places]
        after = [milestone(text, "May 2014", place) for text, place in places]
        looked.clear()
        changes = compared(before, after)
        counts.append(len(looked))
        assert {change.kind for change in changes} == {ChangeKind.LATER}
        assert all(
            change.before.place == change.subject.place for change in changes if change.before
        )
    assert counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ({}, []),
        ({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85}, [(0, 1), (1, 0)]),
        ({(0, 0): 0.95, (0, 1): 0.5, (1, 0): 0.5}, [(0, 0)]),
        ({(0, 0): 0.5, (1, 1): 0.6, (5, 7): 0.9}, [(0, 0), (1, 1), (5, 7)]),
    ],
)
def test_pairs_are_the_best_together(
    scores: dict[tuple[int, int], float], pairs: list[tuple[int, int]]
) -> None:
    assert best_pairs(scores) == pairs


def test_pairs_of_a_great_tangle_are_taken_best_first() -> None:
    size = 70
    scores = {(a, b): 0.9 if a == b else 0.5 for a in range(size) for b in range(size)}
    assert best_pairs(scores) == [(at, at) for at in range(size)]
