"""The list of commissions, and everything about one of them, for staff."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.asat import as_at
from app.commissions.queries import RouteSaid, route_reasons, value_of
from app.commissions.rules import Act, RouteMoment, Stage, is_legal
from app.evaluation.queries import (
    Award,
    DoubtStanding,
    doubts_to_see,
    may_see_all,
    standing_of,
    taken_back_awards,
)
from app.health.queries import suggested_for
from app.position.queries.commission_pages import (
    CommissionPosition,
    commission_lines,
    commission_position,
)
from app.position.queries.pictures import commission_timeline, commission_trend
from app.position.queries.positions import thresholds
from app.position.routes.links import commission_acts, links
from app.position.routes.room import bp, link_to

_DECIDED_AGAIN = frozenset(Stage) - {Stage.DRAFT, Stage.ISSUED, Stage.CLOSED}
READERS = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


@bp.get("/commissions")
@open_to(*READERS)
def commissions() -> ResponseReturnValue:
    """Every commission that the visitor may see, of one stage if asked."""
    asked = as_at(request.args.get("as_at"))
    stage = _stage(request.args.get("stage"))
    is_officer = Role.OFFICER in person().roles
    return render_template(
        "position/commissions.html",
        lines=commission_lines(person(), asked.day, stage),
        stages=[each for each in Stage if is_officer or each is not Stage.DRAFT],
        stage=stage,
        as_at=asked,
        new=link_to("commissions.new_commission") if is_officer else None,
        pdf=link_to("reports.status_pdf", as_at=asked.day.isoformat()),
    )


@bp.get("/commissions/<ref>")
@open_to(*READERS)
def commission(ref: str) -> ResponseReturnValue:
    """One commission as at `?as_at=`."""
    asked = as_at(request.args.get("as_at"))
    view = commission_position(person(), ref, asked.day)
    is_officer = Role.OFFICER in person().roles
    is_open_now = is_officer and asked.is_today and view.line.stage is Stage.ISSUED
    failed = suggested_for([view.commission]) if is_open_now else {}
    acts = commission_acts(view, person(), standing_of(person(), view.commission))
    return render_template(
        "position/commission.html",
        view=view,
        line=view.line,
        commission=view.commission,
        as_at=asked,
        acts=acts if asked.is_today else (),
        records=_records(ref, view),
        doubts=_doubts(view) if asked.is_today else (),
        taken_back=_taken_back(view) if asked.is_today else (),
        valued=value_of(view.commission) if is_officer and asked.is_today else None,
        route_reasons=_reasons(view) if is_officer and asked.is_today else (),
        failed=failed.get(view.commission.id),
        pdf=link_to("reports.status_pdf", commission=ref, as_at=asked.day.isoformat()),
        is_officer=is_officer,
        timeline=commission_timeline(view.line, asked.day, thresholds()),
        trend=commission_trend(view.line, asked.day),
    )


def _reasons(view: CommissionPosition) -> Sequence[RouteSaid]:
    """Why the route is held to be right; of the award only once that may be known."""
    said = route_reasons(view.commission)
    may_know = view.award is not None or may_see_all(person(), view.commission)
    return [each for each in said if may_know or each.moment is not RouteMoment.AWARD]


def _taken_back(view: CommissionPosition) -> Sequence[Award]:
    """Decisions that were taken back before anybody was told, for whoever sees the quotes."""
    if view.line.stage not in _DECIDED_AGAIN or not may_see_all(person(), view.commission):
        return ()
    return taken_back_awards(view.commission)


def _doubts(view: CommissionPosition) -> Sequence[DoubtStanding]:
    """What is pointed out about prices while an award is being decided, for whoever sees them."""
    if view.line.stage not in (Stage.OPENED, Stage.RECOMMENDED):
        return ()
    return doubts_to_see(person(), view.commission)


def _records(ref: str, view: CommissionPosition) -> object:
    def kept(endpoint: str, is_there: bool) -> str | None:
        return link_to(endpoint, ref=ref) if is_there else None

    is_considered = is_legal(Act.CONSIDER, view.line.stage)
    return links(
        (
            "Questions and answers about the brief",
            kept("commissions.clarifications", view.brief is not None),
        ),
        ("The record of the opening", kept("quotes.opening", view.opening is not None)),
        ("Dates and deliveries", kept("delivery.deliverables", bool(view.deliverables))),
        ("Recommendations", kept("delivery.recommendations", is_considered)),
    )


def _stage(written: str | None) -> Stage | None:
    """The stage asked for; all where the word is none of them."""
    return next((stage for stage in Stage if stage == written), None)
