"""As at a day nothing is used that was recorded after it, whatever is done (domain.md, "Dates", 3).

Hypothesis chooses what people do on later days; each example is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, current_app
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.database import db
from app.delivery import operations as delivery
from app.delivery.models import Deliverable
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import AgreedDate, Dependency, Milestone
from app.plans.operations import keeping
from app.plans.queries import dependencies, milestone_dates
from app.position import operations
from app.position.operations import Answer
from app.position.queries.flags import flag_row, flags_on
from app.position.queries.position_page import Wanted, whole_position_page
from app.position.queries.positions import all_positions
from app.position.queries.sentences import sentences_on, waiting_sentence
from tests.factories.commissions import make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.flags import checked, stand_at
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example

DAYS = (date(2013, 3, 30), date(2013, 12, 4), date(2014, 4, 24), date(2014, 5, 1))
LAST = DAYS[-1]
WORDS = ("March 2014", "June 2014", "end August 2014", "by Q1 2014/15", "2015", "ongoing", "TBC")


@dataclass(frozen=True)
class Scene:
    """The worked example with one commission that delivers, one that is quoted for, one draft."""

    example: WorkedExample
    awarded: Commission
    report: Deliverable
    issued: Commission
    draft: Commission
    officer: Person
    member: Person

    @property
    def milestones(self) -> list[Milestone]:
        return [
            self.example.review,
            self.example.group,
            self.awarded.milestone,
            self.issued.milestone,
            self.draft.milestone,
        ]


Doing = Callable[[Scene, int], object]


@pytest.fixture
def scene(app: Flask) -> Scene:
    officer = make_officer("Ada First")
    example = make_worked_example()
    draft = make_commission("draft", officer=officer)
    commissions.edit_brief(draft, {"issue_written": "9 December 2013"}, by=officer)
    awarded, report = make_deliverable("end March 2014")
    stand_at(2014, 4, 24)
    checked(date(2014, 4, 24))
    deadline = datetime(2014, 6, 2, 12, 0, tzinfo=UTC)
    issued = make_commission("issued", deadline=deadline, delivery="July 2014")
    stand_at(2014, 5, 1)
    checked(LAST)
    return Scene(example, awarded, report, issued, draft, officer, make_member("Bea Second"))


def _of(scene: Scene, n: int) -> Milestone:
    return scene.milestones[n % 5]


def _propose(scene: Scene, n: int) -> AgreedDate:
    words = WORDS[n % len(WORDS)]
    review_by = clock.today() + timedelta(days=9) if n % len(WORDS) > 4 else None
    return plans.propose_date(
        _of(scene, n), words, reason="So", cause="other", by=scene.officer, review_by=review_by
    )


def _redate(scene: Scene, n: int) -> object:
    return plans.decide_date(_propose(scene, n), approve=n % 3 > 0, by=scene.member)


def _correct(scene: Scene, n: int) -> object:
    of = _of(scene, n)
    first = milestone_dates([of.id], clock.today())[of.id].agreed_history[0]
    row = plans.correct_agreed(of, first.id, WORDS[n % 4], why="Mistyped", by=scene.officer)
    return plans.decide_date(row, approve=True, by=scene.member)


def _correct_forecast(scene: Scene, n: int) -> object:
    of = _of(scene, n)
    row = plans.forecast(of, WORDS[n % 4], reason="So", cause="staff", by=scene.officer)
    return plans.correct_forecast(of, row.id, "May 2016", why="Mistyped", by=scene.officer)


def _gap(scene: Scene, n: int) -> object:
    known = next(iter(dependencies(clock.today())), None)
    if known is None:
        return None
    row = db.session.get_one(Dependency, known.id)
    if n % 2:
        return plans.remove_dependency(row, "Not needed", by=scene.officer)
    return plans.alter_gap(row, n, by=scene.officer, why="Longer")


def _answer(scene: Scene, n: int) -> object:
    flag = next((f for f in flags_on(clock.today()) if f.closing is None), None)
    if flag is None:
        return None
    row = flag_row(flag.id)
    if n % 2:
        return operations.hand_over_flag(row, scene.member.id, "Knows more", by=scene.officer)
    day = clock.today() + timedelta(days=n)
    return operations.answer_flag(row, Answer("a", "b", "c", "d"), str(day), by=scene.officer)


def _sentence(scene: Scene, n: int) -> object:
    of = _of(scene, n)
    waiting = waiting_sentence(of.id)
    if waiting is None:
        return operations.write_sentence(of, "It is late.", facts="Late.", by=scene.officer)
    return operations.approve_sentence(waiting, by=scene.member)


def _receive(scene: Scene, n: int) -> object:
    day = clock.today() - timedelta(days=n)
    return delivery.record_received(
        scene.awarded, scene.report, day, note="Here", file=None, by=scene.officer
    )


def _decide_receipt(scene: Scene, n: int) -> object:
    return delivery.decide_receipt(
        scene.awarded, scene.report, accept=n % 2 == 0, reason="Because", by=scene.officer
    )


def _deliver_later(scene: Scene, n: int) -> object:
    words = WORDS[n % 4]
    if n % 2:
        return delivery.forecast(scene.awarded, scene.report, words, reason="So", by=scene.officer)
    delivery.propose_date(
        scene.awarded, scene.report, words, reason="So", cause="other", by=scene.officer
    )
    return delivery.decide_date(scene.awarded, scene.report, approve=True, by=scene.member)


def _extend(scene: Scene, n: int) -> object:
    in_force = scene.issued.quote_deadline
    assert in_force is not None
    later = in_force + timedelta(days=n)
    return commissions.amend_brief(
        scene.issued, {"quote_deadline": later}, "More time", by=scene.officer
    )


def _plan(scene: Scene, n: int) -> object:
    later = timedelta(days=n)
    return commissions.edit_brief(
        scene.draft,
        {
            "issue_written": str(clock.today() + later) if n % 4 else "",
            "quote_deadline": clock.now() + later + timedelta(days=14),
            "delivery_written": "2016",
        },
        by=scene.officer,
    )


def _check(scene: Scene, n: int) -> object:
    return operations.check_flags(clock.today())


DOINGS: dict[str, Doing] = {
    "propose": _propose,
    "re-date": _redate,
    "correct": _correct,
    "forecast, and correct it": _correct_forecast,
    "met": lambda s, n: plans.record_met(
        _of(s, n), clock.today() - timedelta(days=n), by=s.officer
    ),
    "withdraw": lambda s, n: plans.withdraw_milestone(_of(s, n), "Not wanted", by=s.officer),
    "reword": lambda s, n: plans.edit_milestone(_of(s, n), f"Reworded {n}", by=s.officer, why="So"),
    "rename": lambda s, n: plans.edit_action(
        s.example.action, text=f"Another text {n}", who="CLD", by=s.officer
    ),
    "add": lambda s, n: plans.add_milestone(
        s.example.action, f"New {n}", WORDS[n % 4], by=s.officer
    ),
    "need": lambda s, n: plans.add_dependency(_of(s, n), _of(s, n + 1), n, by=s.officer),
    "gap": _gap,
    "cause": lambda s, n: keeping.reword_cause(
        "nothing received", name="Nothing came", sentence="Nothing came.", by=s.officer
    ),
    "answer": _answer,
    "sentence": _sentence,
    "receive": _receive,
    "decide": _decide_receipt,
    "deliver later": _deliver_later,
    "extend": _extend,
    "plan": _plan,
    "cancel": lambda s, n: commissions.cancel(
        (s.awarded, s.issued, s.draft)[n % 3], "Given up", by=s.officer
    ),
    "commission": lambda s, n: commissions.create_commission(
        s.example.group, "Another", s.officer, by=s.officer
    ),
    "check": _check,
}


def everything_on(scene: Scene, on: date) -> object:
    """All that pages tell of a day, as plain values."""
    positions = [
        (each, each.pushes, each.pushed_by, each.timetable, each.draft, each.laundering)
        for each in all_positions(on)
    ]
    page = whole_position_page(scene.officer, Wanted(), on)
    lines = [
        (each.position.milestone.id, each.step, each.company, each.waiting) for each in page.lines
    ]
    return positions, lines, page.rolled_up, flags_on(on), dict(sentences_on(on))


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    done=st.lists(
        st.tuples(st.sampled_from(sorted(DOINGS)), st.integers(0, 40), st.integers(1, 20)),
        min_size=6,
        max_size=14,
    )
)
def test_a_day_stays_as_it_was_whatever_is_done_later(
    scene: Scene, done: list[tuple[str, int, int]]
) -> None:
    known = {day: everything_on(scene, day) for day in DAYS}
    now = clock.now()
    on = LAST
    try:
        for what, number, days in done:
            on += timedelta(days=days)
            stand_at(on.year, on.month, on.day)
            try:
                with db.session.begin_nested():
                    DOINGS[what](scene, number)
            except RuleBroken:
                continue
        for day in DAYS:
            assert everything_on(scene, day) == known[day], day
    finally:
        db.session.rollback()
        current_app.extensions["clock"].move_to(now)
