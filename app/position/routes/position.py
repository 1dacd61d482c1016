"""The position of everything: one page and its table as a file, for officers and members."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from io import StringIO

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.asat import AsAt, as_at
from app.formats import day_in_words
from app.plans.queries import MeetingOn, meetings
from app.position.queries.pictures import milestones_timeline
from app.position.queries.position_page import (
    PositionLine,
    Wanted,
    changes_since,
    whole_position_page,
)
from app.position.routes.links import Link, links
from app.position.routes.room import bp, link_to
from app.position.rules import HURTS_MOST
from app.slippage import Rating

READERS = (Role.OFFICER, Role.MEMBER)
_RATED = (Rating.RED, Rating.AMBER, Rating.GREEN)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_DRAWN = 20
"""Rows of the timeline: with more it is no picture to be taken in at a look."""
_HEAD = (
    "Plan",
    "Action",
    "Number",
    "Milestone",
    "First date",
    "Agreed date",
    "Forecast",
    "State",
    "Days against the first date",
    "Rating against the first date",
    "Days against the agreed date",
    "Rating against the agreed date",
    "Pushes (milestones)",
    "Pushes (days together)",
    "Laundered",
    "Next step",
    "Who",
    "Company",
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `since` is the day to compare with; None for no comparison."""

    wanted: Wanted
    day: AsAt
    since: date | None

    def address(self, endpoint: str = "position.position", **changes: object) -> str:
        """The address of the same page with some of what is asked for changed; None drops it."""
        values = {
            "plan": self.wanted.plan,
            "action": self.wanted.action,
            "owner": self.wanted.owner,
            "company": self.wanted.company,
            "rating": self.wanted.rating.value if self.wanted.rating else None,
            "as_at": None if self.day.is_today else self.day.day.isoformat(),
            "since": self.since.isoformat() if self.since else None,
        } | changes
        return link_to(endpoint, **{key: value for key, value in values.items() if value}) or ""

    def since_choices(self, held: list[MeetingOn]) -> list[tuple[str, str]]:
        """The meetings held before the day, and a day that was asked for and was none."""
        days = {each.day: each.label for each in reversed(held)}
        if self.since is not None:
            days.setdefault(self.since, day_in_words(self.since))
        return [(day.isoformat(), days[day]) for day in sorted(days, reverse=True)]


@bp.get("/position")
@open_to(*READERS)
def position() -> ResponseReturnValue:
    """Every milestone, what hurts most first, as at `?as_at=`; since `?since=` what changed."""
    asked = _asked()
    view = whole_position_page(person(), asked.wanted, asked.day.day)
    held = [each for each in meetings(asked.day.day) if each.day < asked.day.day]
    return render_template(
        "position/position.html",
        view=view,
        asked=asked,
        as_at=asked.day,
        order=HURTS_MOST,
        rating_choices=[(each.value, each.value.capitalize()) for each in _RATED],
        tags=_tags(asked, dict(view.plans), dict(view.actions)),
        held=held,
        since=_since_words(asked.since, held),
        changes=changes_since(asked.since, view.lines) if asked.since else (),
        timeline=milestones_timeline(
            "these milestones",
            [line.position for line in view.lines],
            asked.day.day,
            most=MOST_DRAWN,
        ),
        left_out=max(0, len(view.lines) - MOST_DRAWN),
        drawn=MOST_DRAWN,
    )


@bp.get("/position.csv")
@open_to(*READERS)
def position_csv() -> ResponseReturnValue:
    """The same milestones in the same order, for a spreadsheet."""
    asked = _asked()
    view = whole_position_page(person(), asked.wanted, asked.day.day)
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(_HEAD)
    rows.writerows([_cell(value) for value in _row(line)] for line in view.lines)
    name = f"position-{asked.day.day.isoformat()}.csv"
    return Response(
        "\ufeff" + written.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked() -> Asked:
    given = request.args
    day = as_at(given.get("as_at"))
    action = given.get("action", "")
    rating = next((each for each in Rating if each.value == given.get("rating")), None)
    since = as_at(given.get("since"))
    has_since = bool(given.get("since", "").strip()) and since.fault is None
    plan = given.get("plan") or None
    return Asked(
        Wanted(
            plan=plan,
            action=int(action) if plan and re.fullmatch("[0-9]{1,6}", action) else None,
            owner=given.get("owner") or None,
            company=given.get("company") or None,
            rating=rating,
        ),
        day,
        since.day if has_since and since.day < day.day else None,
    )


def _tags(asked: Asked, plans: dict[str, str], actions: dict[int, str]) -> tuple[Link, ...]:
    """What is asked for, each with the address that asks for it no more."""
    wanted = asked.wanted
    plan = plans.get(wanted.plan or "", wanted.plan)
    return links(
        (f"Plan: {plan}", asked.address(plan=None, action=None) if wanted.plan else None),
        (f"Action {wanted.action}", asked.address(action=None) if wanted.action else None),
        (f"Who: {wanted.owner}", asked.address(owner=None) if wanted.owner else None),
        (f"Company: {wanted.company}", asked.address(company=None) if wanted.company else None),
        (f"Rating: {wanted.rating}", asked.address(rating=None) if wanted.rating else None),
        (
            f"As at {day_in_words(asked.day.day)}",
            None if asked.day.is_today else asked.address(as_at=None),
        ),
    )


def _since_words(since: date | None, held: list[MeetingOn]) -> str:
    """The day to compare with, by its meeting where there was one."""
    if since is None:
        return ""
    return next((each.label for each in held if each.day == since), day_in_words(since))


def _row(line: PositionLine) -> list[object]:
    found, milestone = line.position, line.position.milestone
    number, days = found.pushes_in_all
    dated = (found.baseline, found.agreed, found.forecast)
    return [
        milestone.plan_title,
        milestone.action_number,
        milestone.number,
        milestone.text,
        *(each.as_written if each else "" for each in dated),
        found.standing.state,
        found.standing.slip_first_days,
        found.standing.rating_first,
        found.standing.slip_agreed_days,
        found.standing.rating_agreed,
        number,
        days,
        found.laundering,
        line.step.what,
        line.step.who,
        line.company,
    ]


def _cell(value: object) -> object:
    """Words that a spreadsheet would take for a formula are kept as words."""
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value
