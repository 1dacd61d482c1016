"""The list of a draft's parts; checking and issuing it; amending what was issued."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.access import Role, open_to, person
from app.commissions import operations, queries
from app.commissions.differences import differences
from app.commissions.forms import AmendForm, ConfirmForm, IssueForm
from app.commissions.progress import invitation_gaps, key_gaps, linked, parts_of
from app.commissions.queries import Commission
from app.commissions.routes.room import bp, download_of, draft_of, to_overview
from app.commissions.rules import Act, RouteMoment, gaps, may_change_value
from app.errors import refused_at
from app.formats import counted


@bp.route("/commissions/<ref>/prepare")
@open_to(Role.OFFICER)
def prepare(ref: str) -> ResponseReturnValue:
    """Each part of the draft, and how far it is."""
    commission, brief = draft_of(ref)
    found = gaps(queries.prepared(brief), clock.now())
    return render_template(
        "commissions/prepare.html",
        commission=commission,
        brief=brief,
        is_amendment=commission.issued_at is not None,
        parts=parts_of(commission, brief, queries.invited_count(commission), found),
    )


@bp.route("/commissions/<ref>/issue", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def issue(ref: str) -> ResponseReturnValue:
    """Everything on one page; what is missing; then issue."""
    commission, brief = draft_of(ref)
    operations.require(commission, Act.ISSUE_BRIEF)
    form = IssueForm()
    invitations = queries.invited(commission)
    if form.validate_on_submit():
        with refused_at(form):
            operations.issue_brief(
                commission, clock.now(), form.route_reason.data or "", by=person()
            )
            number = counted(len(invitations), "company", "companies")
            return to_overview(commission, f"Brief issued to {number}")
    missing = [
        *gaps(queries.prepared(brief), clock.now()),
        *invitation_gaps(commission, len(invitations)),
        *key_gaps(commission),
    ]
    return render_template(
        "commissions/issue.html",
        form=form,
        commission=commission,
        brief=brief,
        document_url=download_of(commission),
        invitations=invitations,
        valued=queries.value_of(commission),
        route=queries.route_at_issue(commission),
        missing=linked(missing),
    ), 422 if form.errors else 200


@bp.route("/commissions/<ref>/amend", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def amend(ref: str) -> ResponseReturnValue:
    """Begin an amendment; once it is begun, see what it changes, say why, and issue it."""
    commission = queries.commission_for(person(), ref)
    operations.require(commission, Act.AMEND_BRIEF)
    draft = queries.draft_brief(commission)
    if draft is None:
        return _begin(commission)
    form = AmendForm()
    if form.is_submitted() and "drop" in request.form:
        operations.drop_amendment(commission, by=person())
        return to_overview(commission, "Amendment dropped")
    if form.validate_on_submit():
        with refused_at(form):
            operations.issue_amendment(
                commission,
                form.reason.data or "",
                clock.now(),
                form.route_reason.data or "",
                value_holds=form.value_holds.data,
                by=person(),
            )
            return to_overview(commission, "Amendment issued, and every invited company told")
    changes = differences(queries.issued_brief(commission.id), draft, clock.zone())
    route = queries.route_at_amendment(commission)
    return render_template(
        "commissions/amend.html",
        form=form,
        commission=commission,
        brief=draft,
        missing=linked(gaps(queries.prepared(draft), clock.now())),
        changes=changes,
        valued=queries.value_of(commission),
        route=route if may_change_value(each.part for each in changes) else None,
        is_said=queries.is_justified(commission, RouteMoment.AMENDMENT, route),
        route_reasons=queries.route_reasons(commission),
        held=[(each.wording, each.answer) for each in queries.held_for_the_brief(commission)],
    ), 422 if form.errors else 200


def _begin(commission: Commission) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.validate_on_submit():
        operations.begin_amendment(commission, by=person())
        flash("Amendment begun: nobody sees it until you issue it", "success")
        return redirect(url_for("commissions.prepare", ref=commission.reference))
    return render_template(
        "commissions/begin_amendment.html", form=form, commission=commission
    ), 422 if form.errors else 200
