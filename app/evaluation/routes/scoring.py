"""Scoring, by criterion or one quote at a time, saved as one goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions.queries import Brief, Commission, commission_for, issued_brief
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import Scored, ScoreForm, score_form
from app.evaluation.routes.blueprint import bp
from app.evaluation.rules import comment_fault, mark_of, may_score, merged, scale_of
from app.formats import time_in_words

_NEEDS_COMMENTS = "comments"
"""In the address of a page that asks for the comments that are still needed."""


def commission_to_score(ref: str) -> Commission:
    """The commission, for a member who may score its quotes. Raises NotFound."""
    commission = commission_for(person(), ref)
    standing = queries.standing_of(person(), commission)
    if commission.opened_at is None or not may_score(person().roles, standing):
        raise NotFound
    return commission


@bp.route("/commissions/<ref>/score/<int:quote_id>", methods=["GET", "POST"])
@open_to(Role.MEMBER)
def score(ref: str, quote_id: int) -> ResponseReturnValue:
    """Read one quote and score it on every criterion."""
    commission = commission_to_score(ref)
    brief = issued_brief(commission.id)
    quote = queries.quote_to_see(commission, person(), quote_id)
    cells = [scored(brief, quote, criterion) for criterion in brief.criteria]
    return _score_page(commission, brief, cells, "evaluation/score.html", {"quote": quote})


@bp.route("/commissions/<ref>/score/criteria/<int:criterion_id>", methods=["GET", "POST"])
@open_to(Role.MEMBER)
def score_criterion(ref: str, criterion_id: int) -> ResponseReturnValue:
    """Read what every quote answers under one criterion, and score them side by side."""
    commission = commission_to_score(ref)
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
    cells = [scored(brief, quote, criterion) for quote in quotes]
    return _score_page(commission, brief, cells, "evaluation/score_criterion.html", shown)


def scored(brief: Brief, quote: queries.AnyQuote, criterion: queries.Criterion) -> Scored:
    """What one score on a page is of."""
    scale = scale_of(criterion.is_pass_fail, brief.levels_for(criterion))
    is_pass_fail = criterion.is_pass_fail
    return Scored(quote.id, criterion.id, quote.company.name, criterion.title, scale, is_pass_fail)


def _score_page(
    commission: Commission,
    brief: Brief,
    cells: Sequence[Scored],
    template: str,
    shown: Mapping[str, object],
) -> ResponseReturnValue:
    """Show cells to score, and save what was typed; a script is answered in a sentence.

    What lacks its comment is saved as well, and the page comes again and asks for it.
    """
    form = _filled(commission, cells)
    if form.validate_on_submit() and _saved(commission, form, cells):
        lacking = _ask_for_comments(form, cells)
        if _is_script():
            return _told_to_script(commission, cells, lacking)
        if lacking:
            return redirect(f"{request.path}?{_NEEDS_COMMENTS}")
        flash("Scores saved", "success")
        return redirect(url_for("evaluation.scores", ref=commission.reference))
    if form.is_submitted() and _is_script():
        return _refused(form)
    refusal = queries.why_not_score(person(), commission)
    is_saved = not form.is_submitted() and _NEEDS_COMMENTS in request.args and refusal is None
    lacking = _ask_for_comments(form, cells) if is_saved else 0
    _show_marks(commission, form, cells)
    page = render_template(
        template,
        commission=commission,
        brief=brief,
        form=form,
        cells=cells,
        is_saved=lacking > 0,
        given=queries.given_scores(commission, person()),
        refusal=refusal,
        prices_hidden=queries.hides_price(person(), commission),
        **shown,
    )
    return page, 422 if form.is_submitted() else 200


def _saved(commission: Commission, form: ScoreForm, cells: Sequence[Scored]) -> bool:
    """Save what was typed; where a rule refuses it, the form says so."""
    with refused_at(form):
        seen = _seen(form, cells)
        operations.save_scores(commission, _given(form, cells), by=person(), seen=seen)
        return True
    return False


def _ask_for_comments(form: ScoreForm, cells: Sequence[Scored]) -> int:
    """Say at each comment that is needed before submitting; how many there are."""
    given, lacking = _given(form, cells), 0
    for cell in cells:
        if fault := lacks(cell, *given[cell.quote_id, cell.criterion_id]):
            form[f"comment_{cell.name}"].errors = [fault]
            lacking += 1
    return lacking


def lacks(cell: Scored, value: int | None, comment: str) -> str | None:
    """The sentence about a score that lacks its comment."""
    fault = None if value is None else comment_fault(value, comment, cell.is_pass_fail)
    return f"{fault} on {cell.criterion}: {cell.company}" if fault else None


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
    """Let the page carry the marks of what is kept now.

    After a refusal not where another window changed what this one did, unless the form says so at
    the field: nothing is replaced unknowingly. What this page left alone is shown as it is now.
    """
    given = queries.given_scores(commission, person())
    for cell in cells:
        kept = given.get((cell.quote_id, cell.criterion_id), queries.NOTHING_GIVEN)
        score, comment = form[f"score_{cell.name}"], form[f"comment_{cell.name}"]
        seen = form[f"seen_{cell.name}"]
        if form.is_submitted() and seen.data:
            value, comment.data, differs = merged(seen.data, kept, _typed(form, cell))
            if value == kept.value:
                score.data = None if value is None else str(value)
            if differs and not score.errors:
                continue
        seen.data = mark_of(*kept)


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
    return {(cell.quote_id, cell.criterion_id): _typed(form, cell) for cell in cells}


def _typed(form: ScoreForm, cell: Scored) -> tuple[int | None, str]:
    """What was typed of one score: -1 stands for what is no score at all."""
    typed = form[f"score_{cell.name}"].data or ""
    value = next((each for each in cell.scale if str(each) == typed), -1) if typed else None
    return value, form[f"comment_{cell.name}"].data or ""


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
    commission: Commission, cells: Sequence[Scored], lacking: int
) -> ResponseReturnValue:
    need = "score here needs" if lacking == 1 else "scores here need"
    more = f". {lacking} {need} a comment before you submit" if lacking else ""
    return jsonify(said=f"Saved at {_now()}{more}", seen=_marks(commission, cells))


def _refused(form: ScoreForm) -> ResponseReturnValue:
    """The first sentence about what is wrong."""
    every = [sentence for sentences in form.errors.values() for sentence in sentences]
    first = str(every[0] if every else "Look at the page again.").rstrip(".")
    return jsonify(said=f"Not saved. {first}.", seen={}), 422
