"""The whole story, told once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.database import db
from app.demonstration import commissions
from app.demonstration.calendar import STANDS_AT, on
from app.demonstration.people import Cast, introduce
from app.people.operations import keep_setting
from app.plans import operations as plans
from app.plans.importing import read_page
from app.plans.models import Cause, Milestone, Plan
from app.position.operations import write_sentence
from app.position.queries.positions import all_positions
from app.when import read_when

PAGE = Path(__file__).parent / "plan_page.txt"
GROUP = "Kincardine & Mearns Community Planning Group"
PLANNED_BY = date(2012, 11, 1)
"""By then the review had its first date, end March 2013."""


def tell() -> Cast:
    """Make everything, from the first commission to the day of the 1st Review."""
    keep_setting("demonstration_day", STANDS_AT.isoformat())
    keep_setting("group_name", GROUP)
    with on(2012, 11, 1):
        cast = introduce()
    with on(2013, 12, 4):
        plan = _plan(cast)
        plans.add_meeting(STANDS_AT, "Meeting of the group", note="1st Review", by=cast.officer)
    review = _milestone(plan, 2, 1)
    first = commissions.first_review(cast, review)
    commissions.end_first_review(first, cast)
    commissions.second_review(cast, review)
    commissions.content_schedule(cast, _milestone(plan, 1, 2))
    commissions.short_films(cast, _milestone(plan, 1, 3))
    with on(2013, 12, 4):
        standing = all_positions(STANDS_AT, plan.id)
        facts = next(one for one in standing if one.milestone.id == review.id).draft
        write_sentence(review, facts, facts=facts, by=cast.officer)
    return cast


def _plan(cast: Cast) -> Plan:
    """The plan as published, with the review's first date and what needs what."""
    plan = plans.import_page(read_page(PAGE.read_bytes()), STANDS_AT, by=cast.officer).plan
    db.session.flush()
    plans.edit_plan(
        plan,
        title=plan.title,
        outcome=plan.outcome,
        by=cast.officer,
        group_name=GROUP,
        period_start=date(2013, 4, 1),
        period_end=date(2016, 3, 31),
        category=plan.category,
        footer=plan.footer,
        why="The plan’s name gives its period, 2013-16.",
    )
    review, partnership, short_term = (_milestone(plan, 2, number) for number in (1, 2, 3))
    plans.record_first_date(
        review,
        read_when("end March 2013"),
        agreed_on=PLANNED_BY,
        reason="The work that was commissioned was not received.",
        source="The 1st Review tells the first date; the day it was agreed is not on the page.",
        cause=Cause.NOTHING_RECEIVED,
        by=cast.officer,
    )
    plans.add_dependency(partnership, review, by=cast.officer)
    plans.add_dependency(short_term, partnership, by=cast.officer)
    plans.record_met(
        _milestone(plan, 1, 1),
        date(2013, 9, 30),
        note="The 1st Review shows the page in use; its first day is not published.",
        by=cast.officer,
    )
    return plan


def _milestone(plan: Plan, action: int, number: int) -> Milestone:
    of_action = next(one for one in plan.actions if one.number == action)
    return next(one for one in of_action.milestones if one.number == number)
