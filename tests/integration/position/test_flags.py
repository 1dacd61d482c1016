"""Flags through the worked example: raised once, changed, closed by what happened."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.audit.models import AuditEntry
from app.commissions.operations import cancel
from app.database import db
from app.delivery import operations as delivery
from app.plans import operations as plans
from app.plans.models import Cause
from app.position.models import Flag, FlagEvent
from app.position.queries.flags import flags_on
from app.position.rules import FlagAct, FlagKind, FlagState
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_awarded
from tests.factories.flags import checked, raised_on, stand_at
from tests.factories.knock_ons import make_chain, propose_all
from tests.factories.people import make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example
from tests.factories.position import make_many_late, statements_of

MARCH_31, APRIL_1 = date(2014, 3, 31), date(2014, 4, 1)


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    make_officer("Ada First")
    return make_worked_example()


def kinds(on: date) -> list[tuple[str, str, str]]:
    return sorted((flag.about, flag.kind, flag.degree) for flag in raised_on(on))


def test_nothing_is_raised_before_anything_is_wrong(example: WorkedExample) -> None:
    assert kinds(MARCH_31) == []


def test_a_missed_date_raises_one_flag_however_often_it_is_checked(example: WorkedExample) -> None:
    assert kinds(MARCH_31) == []
    assert kinds(APRIL_1) == [("Review", "past its date", "lapsed")]
    for day in (1, 2, 24):
        assert kinds(date(2014, 4, day)) == [("Review", "past its date", "lapsed")]
    assert checked(date(2014, 4, 24)).raised == []
    (flag,) = flags_on(date(2014, 4, 24))
    assert (flag.raised_on, flag.state) == (APRIL_1, FlagState.OPEN)
    assert "Nothing had been received by 1 April 2014." in flag.events[0].words


def test_what_is_pushed_has_a_flag_of_its_own(example: WorkedExample) -> None:
    stand_at(2014, 5, 1)
    assert kinds(date(2014, 5, 1)) == [
        ("Partnership Group", "pushed back", "definite"),
        ("Review", "past its date", "lapsed"),
    ]
    pushed = next(f for f in flags_on(date(2014, 5, 1)) if f.kind is FlagKind.PUSHED)
    assert pushed.events[0].words == "It is pushed back by 2 days by milestone 1, “Review”."


def test_a_forecast_is_a_change_of_the_same_flag_and_a_new_date_closes_it(
    example: WorkedExample,
) -> None:
    officer, member = make_officer(), make_member()
    checked(APRIL_1)
    stand_at(2014, 4, 10)
    plans.forecast(example.review, "May 2014", reason="Late.", cause=Cause.COMPANY_LATE, by=officer)
    checked(date(2014, 4, 10))
    (flag,) = [f for f in flags_on(date(2014, 4, 10)) if f.kind is FlagKind.LATE]
    assert [(e.act, e.degree) for e in flag.events] == [
        (FlagAct.RAISED, "lapsed"),
        (FlagAct.CHANGED, "overdue"),
    ]
    stand_at(2014, 4, 20)
    proposed = plans.propose_date(
        example.review, "June 2014", reason="Late.", cause=Cause.COMPANY_LATE, by=officer
    )
    plans.decide_date(proposed, approve=True, reason="", by=member)
    checked(date(2014, 4, 20))

    (flag,) = [f for f in flags_on(date(2014, 4, 20)) if f.kind is FlagKind.LATE]
    assert flag.closing is not None
    assert flag.closing.words == "A new date was agreed: “June 2014”."
    assert (flag.state, flag.closing.day) == (FlagState.CLOSED, date(2014, 4, 20))
    assert next(f for f in flags_on(date(2014, 4, 19)) if f.id == flag.id).state is FlagState.OPEN
    assert flags_on(MARCH_31) == []

    stand_at(2014, 7, 1)
    checked(date(2014, 7, 1))
    again = [f for f in flags_on(date(2014, 7, 1)) if f.about == "Review" and not f.closing]
    assert [(f.kind, f.raised_on) for f in again] == [(FlagKind.LATE, date(2014, 7, 1))]


def test_what_was_met_by_mistake_opens_the_same_flag_again(example: WorkedExample) -> None:
    officer = make_officer()
    checked(APRIL_1)
    stand_at(2014, 4, 2)
    plans.record_met(example.review, date(2014, 4, 2), note="", by=officer)
    checked(date(2014, 4, 2))
    stand_at(2014, 4, 3)
    plans.record_met(example.review, None, note="It was another one.", by=officer)
    checked(date(2014, 4, 3))

    (flag,) = flags_on(date(2014, 4, 3))
    assert [e.act for e in flag.events] == [FlagAct.RAISED, FlagAct.CLOSED, FlagAct.REOPENED]
    assert flag.events[1].words == "The work was accepted on 2 April 2014."
    assert flag.state is FlagState.OPEN


def test_a_date_that_is_taken_away_is_a_flag(example: WorkedExample) -> None:
    officer = make_officer()
    stand_at(2014, 1, 10)
    proposed = plans.propose_date(
        example.group,
        "ongoing",
        reason="Unclear.",
        cause=Cause.OTHER,
        review_by=date(2014, 9, 1),
        by=officer,
    )
    plans.decide_date(proposed, approve=True, reason="", by=make_member())

    assert kinds(date(2014, 1, 10)) == [("Partnership Group", "lost its date", "undated")]


def test_a_date_that_moves_while_it_is_green_is_a_flag_until_it_is_met(
    example: WorkedExample,
) -> None:
    officer, day = make_officer(), stand_at(2014, 1, 10)
    proposed = plans.propose_date(
        example.group, "September 2014", reason="More time.", cause=Cause.OTHER, by=officer
    )
    assert kinds(day) == []
    plans.decide_date(proposed, approve=True, reason="", by=make_member())

    (flag,) = raised_on(day)
    assert (flag.about, flag.kind) == ("Partnership Group", FlagKind.KEPT_GREEN)
    assert flag.events[0].words.startswith(
        "Its date was moved from “June 2014” to “September 2014” while it was green: "
        "at least 3 months late against its first date."
    )
    assert checked(stand_at(2014, 1, 11)).raised == []
    day = stand_at(2014, 1, 12)
    plans.record_met(example.group, day, note="", by=officer)
    checked(day)
    (flag,) = flags_on(day)
    assert flag.closing is not None
    assert flag.closing.words == "It was met on 12 January 2014."


def test_a_knock_on_that_was_agreed_is_no_date_that_moved_quietly(app: Flask) -> None:
    make_officer("Ada First")
    day, chain = stand_at(2014, 2, 1), make_chain()
    assert [kind for about, kind, _ in kinds(day) if about == "Partnership Group"] == [
        "pushed back"
    ]
    plans.decide_together(propose_all(chain), approve=True, by=make_member())
    checked(day)

    about_group = [flag for flag in flags_on(day) if flag.about == "Partnership Group"]
    assert [(flag.kind, flag.state) for flag in about_group] == [
        (FlagKind.PUSHED, FlagState.CLOSED)
    ]


def test_a_deliverable_that_carries_its_milestone_raises_one_flag(app: Flask) -> None:
    commission = make_awarded()
    make_deliverable("end January 2014", commission, "Interim report")
    make_deliverable("end March 2014", commission, "Final report")
    stand_at(2014, 4, 1)

    found = raised_on(APRIL_1)

    assert sorted((f.about, f.kind, f.degree) for f in found) == [
        ("Interim report", "past its date", "lapsed"),
        (commission.milestone.text, "past its date", "lapsed"),
    ]
    assert {f.owner.name for f in found if f.owner} == {commission.officer.name}


def test_a_cancelled_commission_closes_what_its_milestone_does_not_tell(app: Flask) -> None:
    commission = make_awarded()
    make_deliverable("end January 2014", commission, "Interim report")
    make_deliverable("end March 2014", commission, "Final report")
    checked(stand_at(2014, 4, 1))
    day = stand_at(2014, 4, 2)
    cancel(commission, "Given up.", by=commission.officer)
    checked(day)

    closed, review = sorted(flags_on(day), key=lambda flag: flag.deliverable == "")
    assert closed.closing is not None
    assert closed.closing.words == f"The commission {commission.reference} was cancelled."
    assert (review.about, review.state) == (commission.milestone.text, FlagState.OPEN)


def test_what_was_received_keeps_its_flag_until_it_is_accepted(app: Flask) -> None:
    commission = make_awarded()
    _, first = make_deliverable("end January 2014", commission, "Interim report")
    make_deliverable("end March 2014", commission, "Final report")
    checked(stand_at(2014, 2, 1))
    day, officer = stand_at(2014, 2, 3), make_officer()
    delivery.record_received(commission, first, day, note="By post.", file=None, by=officer)
    checked(day)
    (flag,) = flags_on(day)
    assert (flag.state, flag.degree) == (FlagState.OPEN, "received – awaiting acceptance")

    delivery.decide_receipt(commission, first, accept=True, reason="", by=officer)
    checked(day)
    (flag,) = flags_on(day)
    assert flag.closing is not None
    assert flag.closing.words == "The work was accepted on 3 February 2014."


def test_the_database_holds_one_flag_for_one_cause_and_changes_none(
    example: WorkedExample,
) -> None:
    checked(APRIL_1)
    (flag,) = db.session.scalars(select(Flag)).all()
    with pytest.raises(IntegrityError, match="UNIQUE"), db.session.begin_nested():
        db.session.add(
            Flag(
                milestone_id=flag.milestone_id,
                kind=flag.kind,
                cause=flag.cause,
                raised_on=date(2014, 5, 1),
            )
        )
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(update(FlagEvent).values(words="Nothing happened."))


def test_what_the_check_writes_is_in_the_audit(example: WorkedExample) -> None:
    checked(APRIL_1)

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "flag raised")).one()
    assert entry.actor_name == "the tracker"
    assert entry.subject_name == "Action 2, milestone 1 (past its date)"


def test_statements_do_not_grow_with_the_flags(app: Flask) -> None:
    make_many_late("few", 3)
    checked(date(2014, 1, 1))
    few = statements_of(lambda: flags_on(date(2014, 1, 1)))
    make_many_late("many", 60)
    checked(date(2014, 1, 1))
    many = statements_of(lambda: flags_on(date(2014, 1, 1)))

    assert len(many[0]) > len(few[0]) + 50
    assert many[1] == few[1]
