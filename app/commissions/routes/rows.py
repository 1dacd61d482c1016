"""The criteria and the questions of a draft."""

from __future__ import annotations

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions import operations
from app.commissions.operations import CriterionWords, PriceWanted, QuestionWords
from app.commissions.queries import Brief
from app.commissions.routes.room import bp, draft_of, saved
from app.commissions.row_forms import ROWS_AT_FIRST, CriteriaForm, QuestionsForm, typed_levels
from app.commissions.rules import FORMULAS_EXPLAINED, PriceFormula, Topic, weights_fault
from app.errors import refused_at


@bp.route("/commissions/<ref>/criteria", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def criteria(ref: str) -> ResponseReturnValue:
    """The criteria with their weights, and the weight of the price."""
    commission, brief = draft_of(ref)
    form = CriteriaForm(data=_criteria_of(brief))
    if not form.is_submitted():
        form.lengthen(ROWS_AT_FIRST)
    elif "add" in request.form:
        form.lengthen()
    elif form.validate():
        price = form.price_weight.number or 0
        written = [
            CriterionWords(
                row.title.data,
                row.guidance.data,
                row.weight.number or 0,
                row.key.data or "",
                row.is_pass_fail.data,
                row.minimum.number,
                row.levels.form.words,
            )
            for row in form.filled()
        ]
        with refused_at(form):
            wanted = PriceWanted(
                PriceFormula(form.price_formula.data),
                form.price_lines.data or "",
                form.hides_price.data,
            )
            levels = form.levels.form.words
            operations.set_criteria(commission, price, written, wanted, levels, by=person())
            if fault := weights_fault(price, [words.weight for words in written]):
                flash(fault, "warning")
            return saved(commission, "Criteria and weights saved")
    price = form.price_weight.number or (0 if form.is_submitted() else brief.price_weight)
    weights = form.weights if form.is_submitted() else [c.weight for c in brief.criteria]
    return render_template(
        "commissions/criteria.html",
        form=form,
        commission=commission,
        total=price + sum(weights),
        fault=weights_fault(price, weights),
        explained={each.value: said for each, said in FORMULAS_EXPLAINED.items()},
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/questions", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def questions(ref: str) -> ResponseReturnValue:
    """The questions that each company answers."""
    commission, brief = draft_of(ref)
    form = QuestionsForm(data=_questions_of(brief))
    under = [("", "No criterion in particular"), *((c.key, c.title) for c in brief.criteria)]
    if not form.is_submitted():
        form.lengthen(ROWS_AT_FIRST)
    elif "add" in request.form:
        form.lengthen()
    elif form.validate():
        written = [
            QuestionWords(
                row.text.data,
                row.word_limit.number,
                row.key.data or "",
                Topic(row.topic.data),
                row.criterion_key.data or "",
            )
            for row in form.filled()
        ]
        with refused_at(form):
            operations.set_questions(commission, written, by=person())
            return saved(commission, "Questions saved")
    for entry in form.questions:
        entry.form.criterion_key.choices = under
    return render_template(
        "commissions/questions.html", form=form, commission=commission
    ), 422 if form.errors else 200


def _criteria_of(brief: Brief) -> dict[str, object]:
    is_begun = bool(brief.price_weight or brief.criteria)
    return {
        "price_lines": brief.price_lines,
        "price_formula": brief.price_formula.value,
        "price_weight": str(brief.price_weight) if is_begun else "",
        "hides_price": brief.hides_price,
        "levels": typed_levels(brief.levels_for()),
        "criteria": [
            {
                "key": item.key,
                "title": item.title,
                "guidance": item.guidance,
                "weight": "" if item.is_pass_fail else str(item.weight),
                "minimum": str(item.minimum) if item.minimum else "",
                "is_pass_fail": item.is_pass_fail,
                "levels": typed_levels(item.levels),
            }
            for item in brief.criteria
        ],
    }


def _questions_of(brief: Brief) -> dict[str, object]:
    return {
        "questions": [
            {
                "key": item.key,
                "text": item.text,
                "word_limit": str(item.word_limit) if item.word_limit else "",
                "topic": item.topic.value,
                "criterion_key": item.criterion_key,
            }
            for item in brief.questions
        ]
    }
