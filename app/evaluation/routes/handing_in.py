"""How far one's scores are, handing them in, and the officer's closing of scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import CloseScoringForm, Scored, ScoreForm
from app.evaluation.routes.blueprint import bp
from app.evaluation.routes.comparing import must_declare_first
from app.evaluation.routes.scoring import commission_to_score, lacks, scored
from app.quotes.queries import why_held


@bp.route("/commissions/<ref>/score")
@open_to(Role.MEMBER)
def scores(ref: str) -> ResponseReturnValue:
    """Both ways to score, with how far one has come."""
    commission = commission_for(person(), ref)
    if commission.opened_at is not None and must_declare_first(commission):
        return redirect(url_for("evaluation.declare", ref=ref))
    return _scores_page(commission_to_score(ref), [])


@bp.route("/commissions/<ref>/score/submit", methods=["POST"])
@open_to(Role.MEMBER)
def submit_scores(ref: str) -> ResponseReturnValue:
    """Hand in all of one's scores."""
    commission = commission_to_score(ref)
    form = ScoreForm(request.form)
    with refused_at(form):
        operations.submit_scores(commission, by=person())
        flash("Your scores are submitted", "success")
        return redirect(url_for("evaluation.comparison", ref=ref))
    return _scores_page(commission, form.form_errors)


def _scores_page(commission: Commission, refusals: Sequence[str]) -> ResponseReturnValue:
    """The page, with a link to each comment that is still needed."""
    view = queries.comparison(commission, person())
    quotes = sorted((c.quote for c in view.columns), key=lambda one: one.company.name)
    given = queries.given_scores(commission, person())
    cells = [scored(view.brief, quote, each) for each in view.brief.criteria for quote in quotes]
    faults = [
        lacks(cell, *given.get((cell.quote_id, cell.criterion_id), queries.NOTHING_GIVEN))
        for cell in cells
    ]
    states = {
        (cell.quote_id, cell.criterion_id): _state(given, cell, fault)
        for cell, fault in zip(cells, faults, strict=True)
    }
    links = [
        _to_comment(commission, cell, fault)
        for cell, fault in zip(cells, faults, strict=True)
        if fault
    ]
    page = render_template(
        "evaluation/scores.html",
        commission=commission,
        view=view,
        by_quote=[
            (quote, [states[quote.id, each.id] for each in view.brief.criteria]) for quote in quotes
        ],
        by_criterion=[
            (each, [states[quote.id, each.id] for quote in quotes]) for each in view.brief.criteria
        ],
        errors=refusals,
        lacking=links,
        refusal=queries.why_not_score(person(), commission),
        held=why_held(commission),
    )
    return page, 422 if refusals else 200


def _state(given: Mapping[tuple[int, int], queries.Given], cell: Scored, fault: str | None) -> str:
    """How far one score is: none, lacking its comment, or there."""
    if given.get((cell.quote_id, cell.criterion_id), queries.NOTHING_GIVEN).value is None:
        return "none"
    return "lacking" if fault else "there"


def _to_comment(commission: Commission, cell: Scored, fault: str) -> dict[str, str]:
    """A fault with a link to where its comment is written."""
    where = url_for(
        "evaluation.score_criterion",
        ref=commission.reference,
        criterion_id=cell.criterion_id,
        _anchor=f"comment_{cell.name}",
    )
    return {"text": fault, "href": where}


@bp.route("/commissions/<ref>/score/close", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def close_scoring(ref: str) -> ResponseReturnValue:
    """The officer ends scoring although somebody has not submitted."""
    commission = commission_for(person(), ref)
    if not queries.may_see(person(), commission):
        raise NotFound
    form = CloseScoringForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.close_scoring(commission, form.reason.data or "", by=person())
            flash("Scoring is closed", "success")
            return redirect(url_for("evaluation.comparison", ref=ref))
    page = render_template(
        "evaluation/close_scoring.html",
        commission=commission,
        form=form,
        progress=queries.progress_of(commission, queries.places_in(commission)),
        closing=queries.closing_of(commission),
        refusal=queries.why_not_close(commission),
    )
    return page, 422 if form.errors else 200
