"""Drafting the slippage sentence: a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.position.rules import (
    LONGEST_SENTENCE,
    LateMilestone,
    Pushed,
    SoFar,
    draft_sentence,
    rests_on,
    what_moved,
)
from app.slippage import Certainty, Days, Facts, standing

END_MARCH_2013 = Days(date(2013, 3, 21), date(2013, 3, 31))
MARCH_2014 = Days(date(2014, 3, 1), date(2014, 3, 31))
MAY_2014 = Days(date(2014, 5, 1), date(2014, 5, 31))
FIRST = Facts(baseline=END_MARCH_2013, agreed=END_MARCH_2013)
RE_PLANNED = Facts(baseline=END_MARCH_2013, agreed=MARCH_2014)
GROUP = Pushed(
    plan="Social media",
    action=2,
    number=2,
    text="Partnership Group",
    certainty=Certainty.DEFINITE,
    days=2,
    days_possible=2,
)


FUNDING = {"cause_sentence": "The funding was not in place."}
LATE_WORK = {"cause_sentence": "The work is later than agreed."}


def late(facts: Facts, on: date, **changed: object) -> LateMilestone:
    usual = LateMilestone(
        number=1,
        text="Review",
        first="end March 2013",
        agreed="end March 2013" if facts.agreed == facts.baseline else "March 2014",
        forecast=None,
        proposed=None,
        facts=facts,
        standing=standing(facts, on),
        is_bought=True,
        cause=None,
    )
    return replace(usual, **changed)


def test_what_came_is_told_though_it_does_not_count() -> None:
    day = date(2013, 10, 24)

    def told(so_far: SoFar, facts: Facts = FIRST, on: date = day) -> str:
        return draft_sentence(late(facts, on, so_far=so_far), on)

    assert "What was received on 5 April 2013 was not accepted." in told(
        SoFar(rejected=date(2013, 4, 5), part=date(2013, 2, 1))
    )
    part = SoFar(part=date(2013, 2, 1))
    assert (
        "Part of the work was received on 1 February 2013; the rest had not been received by "
        "24 October 2013." in told(part)
    )
    early = told(part, on=date(2013, 3, 1))
    assert "the rest has not been received yet." in early
    came = replace(FIRST, received=date(2013, 10, 1))
    assert "The work was received on 1 October 2013 and waits" in told(part, came)
    assert "Nothing had been received" not in told(part)


def test_a_draft_is_short_enough_to_be_kept_whatever_a_milestone_is_called() -> None:
    on = date(2013, 10, 24)
    long = replace(GROUP, text="Fàilte " * 300, plan="W" * 900, is_same_plan=False)
    drafted = draft_sentence(
        late(
            FIRST,
            on,
            text="<b>" + "x" * 5_000,
            first="1 May 2013 " * 18,
            forecast="June " * 40,
            proposed="July " * 40,
            cause_sentence="c" * 200,
            pushes=(long,) * 9,
        ),
        on,
    )

    assert len(drafted) <= LONGEST_SENTENCE
    assert drafted.endswith("It pushes back 9 milestones.")
    assert "Fàilte Fàilte" in draft_sentence(late(FIRST, on, pushes=(long,)), on)


def test_a_plan_without_an_edition_is_not_named_to_everybody() -> None:
    on = date(2013, 10, 24)
    hidden = replace(GROUP, plan="Secret plan", is_same_plan=False, is_public=False)

    both = draft_sentence(late(FIRST, on, pushes=(hidden, GROUP)), on)
    assert "Secret plan" not in both
    assert both.endswith("by 2 days. It pushes back 1 more milestone.")
    alone = draft_sentence(late(FIRST, on, pushes=(hidden,)), on)
    assert alone.endswith("It pushes back 1 milestone.")
    known = draft_sentence(late(FIRST, on, pushes=(replace(hidden, is_public=True),)), on)
    assert "of the plan “Secret plan”" in known


def test_what_a_sentence_rests_on_moves_with_the_facts_and_not_with_the_days() -> None:
    on = date(2013, 10, 24)
    stood = rests_on(late(FIRST, on))

    assert what_moved(stood, rests_on(late(FIRST, date(2014, 1, 1)))) == ""
    assert what_moved("", stood) == ""
    assert what_moved(stood, rests_on(late(RE_PLANNED, on))) == (
        "Date now agreed: was end March 2013, is March 2014"
    )
    rejected = SoFar(rejected=date(2013, 4, 5))
    assert what_moved(stood, rests_on(late(FIRST, on, so_far=rejected, forecast="2:\n May"))) == (
        "Expected: was nothing, is 2: May; Not accepted, received on: was nothing, is 5 April 2013"
    )


@pytest.mark.parametrize(
    ("on", "facts", "changed", "sentence"),
    [
        pytest.param(
            date(2013, 10, 24),
            FIRST,
            {"cause": "nothing received", "cause_sentence": "Nothing came."},
            "Milestone 1, “Review”, was first planned for end March 2013. Nothing had been "
            "received by 24 October 2013. No other date has been agreed. As at 24 October 2013 it "
            "is at least 207 days late against both the first date and the agreed date.",
            id="lapsed, nothing received",
        ),
        pytest.param(
            date(2013, 12, 4),
            RE_PLANNED,
            {"cause": "nothing received", "cause_sentence": "Nothing came."},
            "Milestone 1, “Review”, was first planned for end March 2013. Nothing had been "
            "received by 4 December 2013. The date now agreed is March 2014. As at 4 December 2013 "
            "it is 365 days late against the first date (at least 335 and up to 375 days) and on "
            "time against the agreed date.",
            id="re-planned",
        ),
        pytest.param(
            date(2014, 5, 1),
            RE_PLANNED,
            {"pushes": (GROUP,)},
            "Milestone 1, “Review”, was first planned for end March 2013. Nothing had been "
            "received by 1 May 2014. The date now agreed is March 2014. As at 1 May 2014 it is at "
            "least 396 days late against the first date and at least 31 days late against the "
            "agreed date. It pushes back milestone 2, “Partnership Group”, by 2 days.",
            id="late against both, pushing another",
        ),
        pytest.param(
            date(2013, 12, 4),
            replace(RE_PLANNED, forecast=MAY_2014),
            {"forecast": "by May 2014", "cause": "funding", **FUNDING},
            "Milestone 1, “Review”, was first planned for end March 2013. Nothing had been "
            "received by 4 December 2013. The date now agreed is March 2014. It is now expected by "
            "May 2014. As at 4 December 2013 it is 426 days late against the first date (at least "
            "396 and up to 436 days) and 61 days late against the agreed date. "
            "The funding was not in place.",
            id="forecast later than agreed",
        ),
        pytest.param(
            date(2013, 10, 24),
            replace(FIRST, proposed=MARCH_2014),
            {"proposed": "March 2014", "is_bought": False},
            "Milestone 1, “Review”, was first planned for end March 2013. It had not been met by "
            "24 October 2013. No other date has been agreed. A new date, March 2014, waits for "
            "approval. As at 24 October 2013 it is at least 207 days late against both the first "
            "date and the agreed date.",
            id="not bought, a new date waits",
        ),
        pytest.param(
            date(2014, 6, 1),
            replace(RE_PLANNED, actual=date(2014, 4, 12)),
            {},
            "Milestone 1, “Review”, was first planned for end March 2013. The work was accepted "
            "on 12 April 2014. The date last agreed was March 2014. That was 377 days late against "
            "the first date (at least 377 and up to 387 days) and 12 days late against the agreed "
            "date.",
            id="accepted late",
        ),
        pytest.param(
            date(2014, 5, 1),
            replace(RE_PLANNED, received=date(2014, 4, 12)),
            {"cause": "company late", **LATE_WORK},
            "Milestone 1, “Review”, was first planned for end March 2013. The work was received on "
            "12 April 2014 and waits for acceptance. The date now agreed is March 2014. As at "
            "1 May 2014 it is at least 396 days late against the first date and at least 31 days "
            "late against the agreed date. The work is later than agreed.",
            id="received late, waiting for acceptance",
        ),
        pytest.param(
            date(2013, 12, 4),
            replace(FIRST, agreed=Days(None, None)),
            {"agreed": "Ongoing", "is_bought": False},
            "Milestone 1, “Review”, was first planned for end March 2013. It had not been met by "
            "4 December 2013. The date now given is “Ongoing”, which has no last day. As at "
            "4 December 2013 it is at least 248 days late against the first date.",
            id="a date that turned into ongoing",
        ),
    ],
)
def test_the_draft_says_what_was_due_what_came_and_how_late_it_is(
    on: date, facts: Facts, changed: dict[str, object], sentence: str
) -> None:
    assert draft_sentence(late(facts, on, **changed), on) == sentence


@pytest.mark.parametrize(
    ("as_written", "words"),
    [
        ("end March 2013", "for end March 2013"),
        ("By December 2010", "by December 2010"),
        ("from May 2011", "from May 2011"),
        ("2014-16", "for 2014-16"),
    ],
)
def test_a_date_is_said_with_its_own_preposition(as_written: str, words: str) -> None:
    found = draft_sentence(late(FIRST, date(2013, 10, 24), first=as_written), date(2013, 10, 24))

    assert found.startswith(f"Milestone 1, “Review”, was first planned {words}. ")


def test_a_possible_push_is_said_to_be_possible_and_names_its_action_and_plan() -> None:
    pushed = Pushed(
        plan="Roads",
        action=5,
        number=3,
        text="Footpath.",
        certainty=Certainty.POSSIBLE,
        days=20,
        days_possible=20,
        is_same_plan=False,
        is_same_action=False,
    )
    on = date(2014, 5, 1)

    assert draft_sentence(late(RE_PLANNED, on, pushes=(pushed,)), on).endswith(
        "It may push back Action 5, milestone 3, “Footpath”, of the plan “Roads”, by up to 20 days."
    )


def test_a_definite_push_that_may_become_longer_says_at_least() -> None:
    on = date(2014, 5, 1)
    pushed = replace(GROUP, days_possible=20)

    assert draft_sentence(late(RE_PLANNED, on, pushes=(pushed,)), on).endswith(
        "by at least 2 days."
    )


def test_many_pushes_are_counted_after_the_third() -> None:
    on = date(2014, 5, 1)

    found = draft_sentence(late(RE_PLANNED, on, pushes=(GROUP,) * 5), on)

    assert found.count("It pushes back milestone 2") == 3
    assert found.endswith("It pushes back 2 more milestones.")
