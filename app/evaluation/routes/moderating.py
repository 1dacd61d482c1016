"""Where members differ, the moderation meeting, and what it agreed on."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Commission, commission_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.moderation_forms import ConsensusForm, ModerationForm
from app.evaluation.queries import moderating
from app.evaluation.routes.blueprint import bp
from app.formats import day_in_words


def _moderated(ref: str) -> Commission:
    """The commission, for an officer who may see all its quotes and scores. Raises NotFound."""
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission) or not queries.scores_are_open(commission):
        raise NotFound
    return commission


@bp.route("/commissions/<ref>/moderation")
@open_to(Role.MEMBER, Role.OFFICER)
def moderation(ref: str) -> ResponseReturnValue:
    """Every score beside the others', where members differ most first, and what was agreed."""
    commission = commission_for(person(), ref)
    can_record = (
        is_legal(Act.MODERATE, stage_now(commission))
        and Role.OFFICER in person().roles
        and queries.may_see_all(person(), commission)
    )
    cells = moderating.apart(commission, person())
    asked = request.args.get("criterion", "")
    shown = [cell for cell in cells if str(cell.criterion.id) == asked]
    return render_template(
        "evaluation/moderation.html",
        commission=commission,
        cells=shown or cells,
        is_part=bool(shown),
        criteria=moderating.by_criterion(cells),
        closing=queries.closing_of(commission),
        meetings=moderating.moderations(commission),
        sees_all=queries.place_of(person(), commission).kept_out_of is None,
        can_record=can_record,
    )


@bp.route("/commissions/<ref>/moderation/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def record_moderation(ref: str) -> ResponseReturnValue:
    """Put a moderation meeting on record."""
    commission = _moderated(ref)
    form = ModerationForm()
    if form.validate_on_submit() and form.day.data:
        with refused_at(form):
            operations.record_moderation(
                commission,
                form.day.data,
                form.present.data or "",
                form.note.data or "",
                by=person(),
            )
            flash("The meeting is on record. Record now what it agreed on", "success")
            return redirect(url_for("evaluation.moderation", ref=ref))
    page = render_template(
        "evaluation/record_moderation.html",
        commission=commission,
        form=form,
        refusal=why_not(Act.MODERATE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route(
    "/commissions/<ref>/moderation/<int:quote_id>/<int:criterion_id>", methods=["GET", "POST"]
)
@open_to(Role.OFFICER)
def agree_score(ref: str, quote_id: int, criterion_id: int) -> ResponseReturnValue:
    """Record the score that a meeting agreed on, beside those that members gave."""
    commission = _moderated(ref)
    asked = quote_id, criterion_id
    cells = moderating.apart(commission, person())
    cell = next((one for one in cells if (one.quote_id, one.criterion.id) == asked), None)
    if cell is None:
        raise NotFound
    meetings = moderating.moderations(commission)
    scale = cell.scale
    form = ConsensusForm()
    form.value.choices = [(str(value), words) for value, words in scale.items()]
    form.meeting.choices = [
        (str(one.id), f"{day_in_words(one.day)}: {one.present}") for one in meetings
    ]
    if form.decides_on(cell.scores, cell.agreed):
        with refused_at(form):
            value = next((each for each in scale if str(each) == form.value.data), None)
            meeting = next((one.id for one in meetings if str(one.id) == form.meeting.data), 0)
            operations.agree_score(
                commission, asked, value, form.reason.data or "", meeting_id=meeting, by=person()
            )
            flash(f"Agreed: {cell.criterion.title}, {cell.company}", "success")
            return redirect(url_for("evaluation.moderation", ref=ref))
    page = render_template(
        "evaluation/agree_score.html",
        commission=commission,
        cell=cell,
        form=form,
        scale=scale,
        refusal=why_not(Act.MODERATE, stage_now(commission)),
        meetings=meetings,
    )
    return page, 422 if form.errors else 200
