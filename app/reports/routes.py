"""Pages: choosing a report, and the reports as PDF."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person, public, visitor
from app.asat import as_at
from app.formats import day_in_words
from app.plans.queries import all_plans, plan_for
from app.position.queries.commission_pages import commission_lines
from app.reports.plan import edition_report, plan_report
from app.reports.printing import NotPrinted, printed
from app.reports.status import status_report

bp = Blueprint("reports", __name__)
DAY_FAULT = "The day must be written like 24 October 2013"
READERS = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)


@bp.get("/reports")
@open_to(*READERS)
def reports() -> ResponseReturnValue:
    """Choose a report: of all commissions or one, or of a plan, as at a day."""
    asked = as_at(request.args.get("as_at"))
    lines = commission_lines(person(), asked.today)
    return render_template(
        "reports/reports.html",
        fault=DAY_FAULT if asked.fault else None,
        typed=request.args.get("as_at") or day_in_words(asked.day),
        chosen=request.args.get("commission", ""),
        commissions=[(each.commission.reference, each.commission.title) for each in lines],
        plans=[(each.slug, each.title) for each in all_plans(visitor())],
    )


@bp.get("/reports/status.pdf")
@open_to(*READERS)
def status_pdf() -> ResponseReturnValue:
    """The commissioning status of `?commission=`, or of all, as at `?as_at=`."""
    reference = request.args.get("commission", "").strip() or None
    asked = as_at(request.args.get("as_at"))
    back = url_for("reports.reports", commission=reference, as_at=request.args.get("as_at"))
    if asked.fault:
        return redirect(back)
    report = status_report(person(), asked.day, reference)
    name = f"commissioning-status-{reference}" if reference else "commissioning-status"
    try:
        return _as_file(printed("pdf/status.html", report=report), name, asked.day)
    except NotPrinted as failure:
        flash(failure.sentence, "error")
        return redirect(back)


@bp.get("/plans/<slug>/plan.pdf")
@public
def plan_pdf(slug: str) -> ResponseReturnValue:
    """A plan as at `?as_at=`: with its slippage for staff, as published for everyone else."""
    plan_for(visitor(), slug)
    asked = as_at(request.args.get("as_at"))
    back = url_for("position.plan", slug=slug, as_at=request.args.get("as_at"))
    if asked.fault:
        return redirect(back)
    report = plan_report(visitor(), slug, asked.day)
    try:
        return _as_file(printed("pdf/plan.html", report=report), slug, asked.day)
    except NotPrinted as failure:
        flash(failure.sentence, "error")
        return redirect(back)


@bp.get("/plans/<slug>/editions/<int:number>/edition.pdf")
@public
def edition_pdf(slug: str, number: int) -> ResponseReturnValue:
    """One published edition on paper, the same for everyone."""
    report = edition_report(visitor(), slug, number)
    try:
        pdf = printed("pdf/plan.html", report=report)
    except NotPrinted as failure:
        flash(failure.sentence, "error")
        return redirect(url_for("plans.edition", slug=slug, number=number))
    return _as_file(pdf, f"{slug}-{number}", report.content.on)


def _as_file(pdf: bytes, name: str, on: date) -> Response:
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}-{on.isoformat()}.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response
