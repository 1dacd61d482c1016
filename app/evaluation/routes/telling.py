"""Outcome letters, and the outcome as published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app import clock
from app.access import Role, open_to, person, public
from app.commissions.queries import Commission, commission_for, invitation_for
from app.errors import NotFound, RuleBroken, refused_at
from app.evaluation import operations, queries
from app.evaluation.forms import SendNowForm, StopLettersForm, letters_form
from app.evaluation.queries import Award, Letter
from app.evaluation.queries.feedback import own_feedback
from app.evaluation.routes.blueprint import bp
from app.formats import counted

_NO_DRAFTS: Mapping[int, queries.Draft] = {}
TOLD = "Every company has been told, and the outcome is published"


@bp.route("/commissions/<ref>/letters", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def letters(ref: str) -> ResponseReturnValue:
    """Check every company's letter, add feedback, and order them all to leave together."""
    commission, award = _decided(ref)
    written = queries.letters(commission, award)
    kept = queries.feedback_in_letters(award)
    drafts = _drafts(commission, award, {one.quote_id for one in written} - kept.keys())
    form = letters_form(
        {letter.quote_id: letter.company_name for letter in written},
        {one.quote_id: kept.get(one.quote_id, drafts[one.quote_id].text) for one in written},
    )()
    if form.validate_on_submit():
        with refused_at(form):
            feedback = {
                one.quote_id: form[f"feedback_{one.quote_id}"].data or "" for one in written
            }
            if "keep" in request.form:
                operations.keep_feedback(commission, feedback, by=person())
                flash("The feedback is kept. Nobody has been told", "success")
                return redirect(url_for("evaluation.letters", ref=ref))
            minutes = operations.order_letters(commission, feedback, by=person())
            if minutes:
                flash(f"The letters leave in {counted(minutes, 'minute')}", "success")
                return redirect(url_for("evaluation.letters", ref=ref))
            flash(TOLD, "success")
            return redirect(url_for("position.commission", ref=ref))
    return _letters_page(commission, award, form, written, drafts)


def _drafts(
    commission: Commission, award: Award, without: Collection[int]
) -> dict[int, queries.Draft]:
    """Feedback drafted for the letters for which nobody has written any, while they can be."""
    found = {} if award.told_at or not without else queries.feedback_drafts(commission)
    return defaultdict(
        lambda: queries.NO_DRAFT, {key: found[key] for key in found if key in without}
    )


@bp.post("/commissions/<ref>/letters/stop")
@open_to(Role.OFFICER)
def stop_letters(ref: str) -> ResponseReturnValue:
    """Stop the letters that wait; what was written for them stays."""
    commission, award = _decided(ref)
    form = StopLettersForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.stop_letters(commission, form.reason.data or "", by=person())
            flash("The letters are stopped. Nobody has been told", "success")
            return redirect(url_for("evaluation.letters", ref=ref))
    return _letters_page(commission, award, form, queries.letters(commission, award))


@bp.post("/commissions/<ref>/letters/send")
@open_to(Role.OFFICER)
def send_ordered_letters(ref: str) -> ResponseReturnValue:
    """Send the letters whose time to be stopped is over, where no timer has."""
    commission, award = _decided(ref)
    form = SendNowForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.send_ordered_letters(commission, by=person())
            flash(TOLD, "success")
            return redirect(url_for("position.commission", ref=ref))
    return _letters_page(commission, award, form, queries.letters(commission, award))


def _decided(ref: str) -> tuple[Commission, Award]:
    """The commission and its decision, for whoever may see the quotes.

    Raises NotFound to others, and RuleBroken where no decision stands: it may have been taken back
    while the letters were open somewhere.
    """
    commission = commission_for(person(), ref)
    if not queries.may_see_all(person(), commission):
        raise NotFound
    award = queries.decided_award(commission)
    if award is None:
        raise RuleBroken(
            "There are no outcome letters: no decision stands. It was not made yet, or was taken "
            "back. Nothing has been sent."
        )
    return commission, award


def _letters_page(
    commission: Commission,
    award: Award,
    form: FlaskForm,
    written: Sequence[Letter],
    drafts: Mapping[int, queries.Draft] = _NO_DRAFTS,
) -> ResponseReturnValue:
    order = queries.letters_order(commission)
    page = render_template(
        "evaluation/letters.html",
        commission=commission,
        award=award,
        letters=written,
        drafts=drafts,
        form=form,
        order=order,
        wait=current_app.config["LETTERS_WAIT"],
        is_due=order is not None and order.leaves_at <= clock.real_now(),
        stop_form=form if isinstance(form, StopLettersForm) else StopLettersForm(formdata=None),
        send_form=SendNowForm(formdata=None),
    )
    return page, 422 if form.errors else 200


@bp.route("/outcomes")
@public
def outcomes() -> ResponseReturnValue:
    """Every published outcome."""
    return render_template("evaluation/outcomes.html", outcomes=queries.published_outcomes())


@bp.route("/invitations/<int:invitation_id>/outcome")
@open_to(Role.COMPANY)
def outcome(invitation_id: int) -> ResponseReturnValue:
    """What the company was told."""
    invitation = invitation_for(person(), invitation_id)
    letter = queries.outcome_for_company(person(), invitation)
    if letter is None:
        raise NotFound
    return render_template(
        "evaluation/outcome.html",
        commission=invitation.commission,
        invitation=invitation,
        letter=letter,
        asked=own_feedback(person(), invitation),
    )
