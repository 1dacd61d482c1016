"""Scoring, one quote at a time, and handing in."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, issued_brief
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import CloseScoringForm, ScoreForm, score_form
from app.evaluation.routes.blueprint import bp
from app.evaluation.routes.comparing import must_declare_first
from app.evaluation.rules import SCORES_IN_WORDS, comment_fault, may_score
from app.quotes.queries import why_held


def _scoring(ref: str) -> Commission:
    """The commission, for a member who may score its quotes. Raises NotFound."""
    commission = commission_for(person(), ref)
    standing = queries.standing_of(person(), commission)
    if commission.opened_at is None or not may_score(person().roles, standing):
        raise NotFound
    return commission


@bp.route("/commissions/<ref>/score")
@open_to(Role.MEMBER)
def scores(ref: str) -> ResponseReturnValue:
    """Every quote with how far one's scoring has come."""
    commission = commission_for(person(), ref)
    if commission.opened_at is not None and must_declare_first(commission):
        return redirect(url_for("evaluation.declare", ref=ref))
    commission = _scoring(ref)
    return _scores_page(commission, [])


def _scores_page(commission: Commission, errors: list[str]) -> ResponseReturnValue:
    view = queries.comparison(commission, person())
    own = queries.own_scores(commission, person())
    rows = [
        {
            "quote": column.quote,
            "given": len(own.get(column.quote.id, {})),
            "lacking": sum(
                comment_fault(score.value, score.comment) is not None
                for score in own.get(column.quote.id, {}).values()
            ),
        }
        for column in sorted(view.columns, key=lambda one: one.quote.company.name)
    ]
    page = render_template(
        "evaluation/scores.html",
        commission=commission,
        view=view,
        rows=rows,
        errors=errors,
        refusal=queries.why_not_score(person(), commission) or why_held(commission),
    )
    return page, 422 if errors else 200


@bp.route("/commissions/<ref>/score/<int:quote_id>", methods=["GET", "POST"])
@open_to(Role.MEMBER)
def score(ref: str, quote_id: int) -> ResponseReturnValue:
    """Read one quote and score it; saved whole or in part."""
    commission = _scoring(ref)
    quote = queries.quote_to_see(commission, person(), quote_id)
    brief = issued_brief(commission.id)
    own = queries.own_scores(commission, person()).get(quote_id, {})
    filled = {f"score_{key}": str(kept.value) for key, kept in own.items()}
    filled |= {f"comment_{key}": kept.comment for key, kept in own.items()}
    titles = {criterion.id: criterion.title for criterion in brief.criteria}
    form = score_form(titles, SCORES_IN_WORDS)(data=filled)
    if form.validate_on_submit():
        with refused_at(form):
            operations.save_scores(commission, quote_id, _given(form, list(titles)), by=person())
            flash(f"Scores of {quote.company.name} saved", "success")
            return redirect(url_for("evaluation.scores", ref=ref))
    page = render_template(
        "evaluation/score.html",
        commission=commission,
        quote=quote,
        brief=brief,
        form=form,
        refusal=queries.why_not_score(person(), commission),
        own=own,
        scores_in_words=SCORES_IN_WORDS,
    )
    return page, 422 if form.errors else 200


def _given(form: ScoreForm, criteria: list[int]) -> dict[int, tuple[int | None, str]]:
    given: dict[int, tuple[int | None, str]] = {}
    for key in criteria:
        value = form[f"score_{key}"].data
        given[key] = (int(value) if value else None, form[f"comment_{key}"].data or "")
    return given


@bp.route("/commissions/<ref>/score/submit", methods=["POST"])
@open_to(Role.MEMBER)
def submit_scores(ref: str) -> ResponseReturnValue:
    """Hand in all of one's scores."""
    commission = _scoring(ref)
    form = ScoreForm(request.form)
    with refused_at(form):
        operations.submit_scores(commission, by=person())
        flash("Your scores are submitted", "success")
        return redirect(url_for("evaluation.comparison", ref=ref))
    return _scores_page(commission, list(form.form_errors))


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
    waiting = [one.name for one in queries.people_yet_to_submit(commission)]
    page = render_template(
        "evaluation/close_scoring.html",
        commission=commission,
        form=form,
        waiting=waiting,
        refusal=why_held(commission),
    )
    return page, 422 if form.errors else 200
