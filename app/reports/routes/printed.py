"""Pages: choosing a report, and the reports as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import (
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person, public, visitor
from app.asat import as_at
from app.commissions.queries import Commission, commission_for, invitation_for
from app.evaluation.queries import (
    Comparison,
    Matrix,
    comparison,
    has_points,
    matrix_of,
    picks_of,
)
from app.formats import day_in_words
from app.keyholders.forms import SheetForm
from app.plans.queries import all_plans, plan_for
from app.position.queries.commission_pages import commission_lines
from app.reports.comparison import as_csv, as_workbook, comparison_report, file_name
from app.reports.exceptions import MOST_DAYS, exception_report
from app.reports.key_sheet import sheet_for
from app.reports.letters import letter_report, letters_report
from app.reports.opening import opening_report
from app.reports.plan import edition_report, plan_report
from app.reports.printing import Attached, NotPrinted, printed
from app.reports.routes.blueprint import bp
from app.reports.status import status_report

DAY_FAULT = "The day must be written like 24 October 2013"
TOLERANCE_FAULT = f"The days late must be a whole number from 0 to {MOST_DAYS:,}, like 31"
READERS = (Role.OFFICER, Role.MEMBER, Role.KEYHOLDER)
ANSWERERS = COMPARERS = (Role.OFFICER, Role.MEMBER)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ExceptionsAsked:
    """What was asked of the exception report, to be shown again with what is wrong with it."""

    may: bool
    as_at: str
    plan: str
    tolerance: str
    fault: str | None
    tolerance_fault: str | None


@bp.get("/reports")
@open_to(*READERS)
def reports() -> ResponseReturnValue:
    """Choose a report: of all commissions or one, or of a plan, as at a day."""
    asked = as_at(request.args.get("as_at"))
    lines = commission_lines(person(), asked.today)
    typed = request.args.get("as_at") or day_in_words(asked.day)
    is_of_exceptions = request.args.get("report") == "exceptions"
    fault = DAY_FAULT if asked.fault else None
    return render_template(
        "reports/reports.html",
        fault=None if is_of_exceptions else fault,
        typed=day_in_words(asked.today) if is_of_exceptions else typed,
        exceptions=ExceptionsAsked(
            may=not person().roles.isdisjoint(ANSWERERS),
            as_at=typed if is_of_exceptions else day_in_words(asked.today),
            plan=request.args.get("plan", ""),
            tolerance=request.args.get("tolerance") or str(current_app.config["AMBER_DAYS"]),
            fault=fault if is_of_exceptions else None,
            tolerance_fault=_tolerance_fault(request.args.get("tolerance", "")),
        ),
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
    return _sent("pdf/status.html", report, name, asked.day, back)


@bp.get("/reports/exceptions.pdf")
@open_to(*ANSWERERS)
def exceptions_pdf() -> ResponseReturnValue:
    """What is beyond `?tolerance=` days, of `?plan=` or of all, as at `?as_at=`."""
    slug = request.args.get("plan", "").strip() or None
    typed = request.args.get("tolerance", "").strip()
    asked = as_at(request.args.get("as_at"))
    back = url_for(
        "reports.reports",
        report="exceptions",
        plan=slug,
        as_at=request.args.get("as_at"),
        tolerance=typed or None,
    )
    if asked.fault or _tolerance_fault(typed):
        return redirect(back)
    report = exception_report(person(), asked.day, slug, int(typed) if typed else None)
    name = f"exceptions-{slug}" if slug else "exceptions"
    return _sent("pdf/exceptions.html", report, name, asked.day, back)


def _tolerance_fault(typed: str) -> str | None:
    """What is wrong with the days that are borne; None where nothing is."""
    days = typed.strip()
    is_whole = days.isascii() and days.isdigit() and len(days) <= len(str(MOST_DAYS))
    return None if not days or is_whole else TOLERANCE_FAULT


@bp.get("/commissions/<ref>/comparison.csv")
@open_to(*COMPARERS)
def comparison_csv(ref: str) -> ResponseReturnValue:
    """The comparison as its page shows it, for any spreadsheet."""
    commission, _, matrix = _compared(ref)
    return _attached(as_csv(matrix), f"{file_name(commission)}.csv", "text/csv; charset=utf-8")


@bp.get("/commissions/<ref>/comparison.xlsx")
@open_to(*COMPARERS)
def comparison_workbook(ref: str) -> ResponseReturnValue:
    """A workbook whose formulas work the ranking out anew, once scores are open."""
    commission, view, _ = _compared(ref)
    if not has_points(view):
        flash("The workbook ranks the quotes: it can be had once you see their points.", "warning")
        return redirect(url_for("evaluation.comparison", ref=ref))
    return _attached(as_workbook(commission, view), f"{file_name(commission)}.xlsx", WORKBOOK)


@bp.get("/commissions/<ref>/comparison.pdf")
@open_to(*COMPARERS)
def comparison_pdf(ref: str) -> ResponseReturnValue:
    """The comparison on A4 landscape, companies in groups that fit."""
    commission, view, matrix = _compared(ref)
    report = comparison_report(commission, view, matrix)
    name, back = f"comparison-{commission.reference}", url_for("evaluation.comparison", ref=ref)
    return _sent("pdf/comparison.html", report, name, clock.today(), back)


def _compared(ref: str) -> tuple[Commission, Comparison, Matrix]:
    """The comparison as this person may see it, as the address asks. Raises NotFound."""
    commission = commission_for(person(), ref)
    view = comparison(commission, person())
    return commission, view, matrix_of(view, picks_of(view, request.args))


def _attached(content: bytes, name: str, kind: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/keys/mine/sheet.pdf")
@open_to(Role.KEYHOLDER)
def key_sheet() -> ResponseReturnValue:
    """A keyholder's sheet, with the words that their page has just shown. Nothing is kept."""
    form = SheetForm()
    if not form.validate_on_submit():
        abort(400)
    sheet = sheet_for(person(), form.words.data or "")
    return _sent("pdf/key_sheet.html", sheet, "key", clock.today(), url_for("keyholders.keys"))


@bp.get("/commissions/<ref>/opening.pdf")
@open_to(*READERS)
def opening_pdf(ref: str) -> ResponseReturnValue:
    """The record of an opening, to be kept: PDF/A-3 with its list attached as data."""
    report = opening_report(person(), ref)
    day, back = clock.day_of(report.facts.record.opened_at), url_for("quotes.opening", ref=ref)
    return _sent("pdf/opening.html", report, f"opening-{ref}", day, back, [report.manifest])


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
    return _sent("pdf/plan.html", report, slug, asked.day, back)


@bp.get("/plans/<slug>/editions/<int:number>/edition.pdf")
@public
def edition_pdf(slug: str, number: int) -> ResponseReturnValue:
    """One published edition on paper, the same for everyone."""
    report = edition_report(visitor(), slug, number)
    back = url_for("plans.edition", slug=slug, number=number)
    return _sent("pdf/plan.html", report, f"{slug}-{number}", report.content.on, back)


@bp.get("/commissions/<ref>/letters.pdf")
@open_to(Role.OFFICER)
def letters_pdf(ref: str) -> ResponseReturnValue:
    """Every outcome letter, one to a page, before and after they are sent."""
    report = letters_report(person(), commission_for(person(), ref))
    back = url_for("evaluation.letters", ref=ref)
    return _sent("pdf/letters.html", report, f"letters-{ref}", clock.today(), back)


@bp.get("/invitations/<int:invitation_id>/outcome.pdf")
@open_to(Role.COMPANY)
def outcome_pdf(invitation_id: int) -> ResponseReturnValue:
    """The company's own letter."""
    report = letter_report(person(), invitation_for(person(), invitation_id))
    back = url_for("evaluation.outcome", invitation_id=invitation_id)
    name = f"outcome-{report.reference}"
    return _sent("pdf/letters.html", report, name, clock.today(), back)


def _sent(
    template: str, report: object, name: str, on: date, back: str, *attached: Sequence[Attached]
) -> ResponseReturnValue:
    """A report as PDF to be read in the browser, with its day in its name.

    Where it can't be printed: the page that it was asked for from, with the reason.
    """
    try:
        pdf = printed(template, *attached, report=report)
    except NotPrinted as failure:
        flash(failure.sentence, "error")
        return redirect(back)
    response = Response(pdf, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}-{on.isoformat()}.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response
