"""Reminding companies that have not replied, and extending the deadline."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.asking_forms import ExtendForm, RemindForm
from app.commissions.forms import LONGEST_REASON
from app.commissions.routes.room import bp, to_overview
from app.commissions.rules import Act
from app.errors import refused_at
from app.formats import instant_in_words


@bp.route("/commissions/<ref>/remind", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def remind(ref: str) -> ResponseReturnValue:
    """Which companies have said nothing; a mail to those that are chosen."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.REMIND)
    silent = queries.silent_companies(commission)
    form = RemindForm(data={"companies": [str(each.invitation_id) for each in silent]})
    form.companies.choices = [(str(each.invitation_id), each.company) for each in silent]
    if form.validate_on_submit():
        with refused_at(form):
            chosen = {each for each in form.companies.data or [] if each.isdecimal()}
            names = operations.remind(
                commission, {int(each) for each in chosen if len(each) < 10}, by=person()
            )
            return to_overview(commission, f"Reminded: {', '.join(names)}")
    reminded = {
        str(each.invitation_id): f"Last reminded at {instant_in_words(at, clock.zone())}"
        for each in silent
        if (at := each.reminded_at)
    }
    return render_template(
        "commissions/remind.html",
        form=form,
        commission=commission,
        silent=silent,
        hints=reminded,
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/extend", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def extend(ref: str) -> ResponseReturnValue:
    """A later deadline for quotes, with the reason that every company is told."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.AMEND_BRIEF)
    form = ExtendForm(data={"reason": request.args.get("reason", "")[:LONGEST_REASON]})
    deadline = form.quote_deadline.data
    is_good = form.decides_on(commission.quote_deadline, commission.clarification_deadline)
    if is_good and deadline is not None:
        with refused_at(form):
            operations.extend_deadline(
                commission,
                deadline,
                form.clarification_deadline.data,
                form.reason.data or "",
                by=person(),
            )
            words = instant_in_words(deadline, clock.zone())
            return to_overview(commission, f"Deadline extended to {words}, and every company told")
    return render_template(
        "commissions/extend.html",
        form=form,
        commission=commission,
        number=queries.invited_count(commission),
        has_amendment=queries.draft_brief(commission) is not None,
    ), 422 if form.errors else 200
