"""Scoring, by criterion or one quote at a time, saved as one goes; handing in, and closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Brief, Commission, commission_for, issued_brief
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import CloseScoringForm, Scored, ScoreForm, score_form
from app.evaluation.routes.blueprint import bp
from app.evaluation.routes.comparing import must_declare_first
from app.evaluation.rules import comment_fault, mark_of, may_score, scale_of
from app.formats import time_in_words
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
    """Both ways to score, with how far one has come."""
    commission = commission_for(person(), ref)
    if commission.opened_at is not None and must_declare_first(commission):
        return redirect(url_for("evaluation.declare", ref=ref))
    return _scores_page(_scoring(ref), [])


def _scores_page(commission: Commission, errors: list[str]) -> ResponseReturnValue:
    view = queries.comparison(commission, person())
    quotes = sorted((c.quote for c in view.columns), key=lambda one: one.company.name)
    given = queries.given_scores(commission, person())
    cells = {
        (quote.id, criterion.id): _state(
            given.get((quote.id, criterion.id)), criterion.is_pass_fail
        )
        for quote in quotes
        for criterion in view.brief.criteria
    }
    page = render_template(
        "evaluation/scores.html",
        commission=commission,
        view=view,
        by_quote=[
            (quote, [cells[quote.id, each.id] for each in view.brief.criteria]) for quote in quotes
        ],
        by_criterion=[
            (each, [cells[quote.id, each.id] for quote in quotes]) for each in view.brief.criteria
        ],
        errors=errors,
        refusal=queries.why_not_score(person(), commission) or why_held(commission),
    )
    return page, 422 if errors else 200


def _state(given: queries.Given | None, is_pass_fail: bool) -> str:
    """How far one score is: none, lacking its comment, or there."""
    if given is None or given.value is None:
        return "none"
    is_lacking = comment_fault(given.value, given.comment, is_pass_fail) is not None
    return "lacking" if is_lacking else "there"


@bp.route("/commissions/<ref>/score/<int:quote_id>", methods=["GET", "POST"])
@open_to(Role.MEMBER)
def score(ref: str, quote_id: int) -> ResponseReturnValue:
    """Read one quote and score it on every criterion."""
    commission = _scoring(ref)
    brief = issued_brief(commission.id)
    quote = queries.quote_to_see(commission, person(), quote_id)
    cells = [_scored(brief, quote, criterion) for criterion in brief.criteria]
    return _score_page(commission, brief, cells, "evaluation/score.html", {"quote": quote})


@bp.route("/commissions/<ref>/score/criteria/<int:criterion_id>", methods=["GET", "POST"])
@open_to(Role.MEMBER)
def score_criterion(ref: str, criterion_id: int) -> ResponseReturnValue:
    """Read what every quote answers under one criterion, and score them side by side."""
    commission = _scoring(ref)
    brief = issued_brief(commission.id)
    criterion = next((each for each in brief.criteria if each.id == criterion_id), None)
    if criterion is None:
        raise NotFound
    seen = queries.quotes_to_see(commission, person())
    quotes = sorted(seen, key=lambda one: one.company.name)
    under = [each for each in brief.questions if each.criterion_key == criterion.key]
    shown = {
        "criterion": criterion,
        "quotes": quotes,
        "questions": under or brief.questions,
        "are_of_criterion": bool(under),
    }
    cells = [_scored(brief, quote, criterion) for quote in quotes]
    return _score_page(commission, brief, cells, "evaluation/score_criterion.html", shown)


def _scored(brief: Brief, quote: queries.AnyQuote, criterion: queries.Criterion) -> Scored:
    scale = scale_of(criterion.is_pass_fail, brief.levels_for(criterion))
    return Scored(quote.id, criterion.id, quote.company.name, criterion.title, scale)


def _score_page(
    commission: Commission,
    brief: Brief,
    cells: Sequence[Scored],
    template: str,
    shown: Mapping[str, object],
) -> ResponseReturnValue:
    """Show cells to score, and save what was typed; a script is answered in a sentence."""
    form = _filled(commission, cells)
    if form.validate_on_submit():
        with refused_at(form):
            operations.save_scores(
                commission, _given(form, cells), by=person(), seen=_seen(form, cells)
            )
            if _is_script():
                return _told_to_script(commission, cells, f"Saved at {_now()}")
            flash("Scores saved", "success")
            return redirect(url_for("evaluation.scores", ref=commission.reference))
    if form.is_submitted() and _is_script():
        return jsonify(said=f"Not saved. {_first_error(form)}", seen={}), 422
    _show_marks(commission, form, cells)
    page = render_template(
        template,
        commission=commission,
        brief=brief,
        form=form,
        cells=cells,
        given=queries.given_scores(commission, person()),
        refusal=queries.why_not_score(person(), commission),
        prices_hidden=queries.hides_price(person(), commission),
        **shown,
    )
    return page, 422 if form.errors else 200


def _filled(commission: Commission, cells: Sequence[Scored]) -> ScoreForm:
    """The form as it is kept, or as it was typed."""
    given = queries.given_scores(commission, person())
    filled: dict[str, str | None] = {}
    for cell in cells:
        kept = given.get((cell.quote_id, cell.criterion_id), queries.NOTHING_GIVEN)
        filled[f"score_{cell.name}"] = None if kept.value is None else str(kept.value)
        filled[f"comment_{cell.name}"] = kept.comment
    form = score_form(cells)(data=filled)
    if form.is_submitted():
        for cell in cells:
            # No choice posted is no score: the field would fall back on the one that is kept.
            field = form[f"score_{cell.name}"]
            field.data = field.raw_data[0] if field.raw_data else None
    return form


def _show_marks(commission: Commission, form: ScoreForm, cells: Sequence[Scored]) -> None:
    """Let the page carry the marks of what is kept now, so that it can be replaced knowingly."""
    marks = _marks(commission, cells)
    for cell in cells:
        form[f"seen_{cell.name}"].data = marks[f"seen_{cell.name}"]


def _marks(commission: Commission, cells: Sequence[Scored]) -> dict[str, str]:
    given = queries.given_scores(commission, person())
    kept = {
        cell.name: given.get((cell.quote_id, cell.criterion_id), queries.NOTHING_GIVEN)
        for cell in cells
    }
    return {f"seen_{name}": mark_of(one.value, one.comment) for name, one in kept.items()}


def _given(
    form: ScoreForm, cells: Sequence[Scored]
) -> dict[tuple[int, int], tuple[int | None, str]]:
    given: dict[tuple[int, int], tuple[int | None, str]] = {}
    for cell in cells:
        typed = form[f"score_{cell.name}"].data or ""
        value = next((each for each in cell.scale if str(each) == typed), -1) if typed else None
        comment = form[f"comment_{cell.name}"].data or ""
        given[cell.quote_id, cell.criterion_id] = value, comment
    return given


def _seen(form: ScoreForm, cells: Sequence[Scored]) -> dict[tuple[int, int], str]:
    return {
        (cell.quote_id, cell.criterion_id): form[f"seen_{cell.name}"].data
        for cell in cells
        if form[f"seen_{cell.name}"].data
    }


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _now() -> str:
    return time_in_words(clock.real_now().astimezone(clock.zone()))


def _told_to_script(
    commission: Commission, cells: Sequence[Scored], said: str
) -> ResponseReturnValue:
    return jsonify(said=said, seen=_marks(commission, cells))


def _first_error(form: ScoreForm) -> str:
    """The first sentence about what is wrong."""
    every = [sentence for sentences in form.errors.values() for sentence in sentences]
    first = every[0] if every else "Look at the page again."
    return f"{str(first).rstrip('.')}."


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
