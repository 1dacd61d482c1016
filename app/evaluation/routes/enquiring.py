"""Asking companies about their opened quotes, and what they answer."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock, files
from app.access import Role, open_to, person
from app.commissions.queries import commission_for, invitation_for, stage_now
from app.commissions.rules import Act, is_legal, why_not
from app.errors import NotFound, refused_at
from app.evaluation import operations, queries
from app.evaluation.asking_forms import EnquireForm, RespondForm
from app.evaluation.queries import enquiries as asked
from app.evaluation.routes.blueprint import bp
from app.kept_first import keeps_file, kept_file
from app.sealed_files import kept_as_download, store_sealed


@bp.route("/commissions/<ref>/enquiries")
@open_to(Role.MEMBER, Role.OFFICER)
def enquiries(ref: str) -> ResponseReturnValue:
    """What companies were asked about their quotes, and their answers; as the quotes are read."""
    commission = commission_for(person(), ref)
    can_ask = is_legal(Act.ENQUIRE, stage_now(commission)) and Role.OFFICER in person().roles
    return render_template(
        "evaluation/enquiries.html",
        commission=commission,
        made=asked.enquiries(person(), commission),
        can_ask=can_ask,
    )


@bp.route("/commissions/<ref>/enquiries/new", methods=["GET", "POST"])
@open_to(Role.OFFICER)
def enquire(ref: str) -> ResponseReturnValue:
    """Ask one company, or several the same, about their quotes."""
    commission = commission_for(person(), ref)
    if not queries.may_see(person(), commission):
        raise NotFound
    form = EnquireForm()
    form.companies.choices = [
        (str(each.invitation_id), each.company.name)
        for each in queries.quotes_to_see(commission, person())
    ]
    answer_by = form.answer_by.data
    if form.validate_on_submit() and answer_by is not None:
        with refused_at(form):
            ticked = form.companies.data or []
            chosen = [each for each, _ in form.companies.choices if each in ticked]
            operations.enquire(
                commission,
                {int(each) for each in chosen},
                form.text.data or "",
                answer_by,
                by=person(),
            )
            flash("The question is sent", "success")
            return redirect(url_for("evaluation.enquiries", ref=ref))
    page = render_template(
        "evaluation/enquire.html",
        commission=commission,
        form=form,
        refusal=why_not(Act.ENQUIRE, stage_now(commission)),
    )
    return page, 422 if form.errors else 200


@bp.route("/commissions/<ref>/enquiries/files/<int:enquiry_file_id>")
@open_to(Role.MEMBER, Role.OFFICER)
def enquiry_file(ref: str, enquiry_file_id: int) -> ResponseReturnValue:
    """A file of an answer, as a download."""
    commission = commission_for(person(), ref)
    return kept_as_download(asked.enquiry_file(person(), commission, enquiry_file_id))


@bp.route("/invitations/<int:invitation_id>/enquiries")
@open_to(Role.COMPANY)
def own_enquiries(invitation_id: int) -> ResponseReturnValue:
    """What the company was asked about its quote."""
    invitation = invitation_for(person(), invitation_id)
    return render_template(
        "evaluation/own_enquiries.html",
        invitation=invitation,
        made=asked.own_enquiries(person(), invitation),
    )


@bp.route("/invitations/<int:invitation_id>/enquiries/<int:enquiry_id>", methods=["GET", "POST"])
@open_to(Role.COMPANY)
@keeps_file(store_sealed)
def respond(invitation_id: int, enquiry_id: int) -> ResponseReturnValue:
    """A company reads what it is asked about its quote, and answers. Its quote stays as it is."""
    invitation = invitation_for(person(), invitation_id)
    enquiry = asked.own_enquiry(person(), invitation, enquiry_id)
    form = RespondForm()
    if form.validate_on_submit():
        with refused_at(form):
            answer = operations.respond(
                invitation, enquiry_id, form.text.data or "", kept_file(), by=person()
            )
            late = ", after the time to answer: it is marked as late" if answer.is_late else ""
            flash(f"Your answer has been received{late}", "success")
            return redirect(
                url_for("evaluation.respond", invitation_id=invitation_id, enquiry_id=enquiry_id)
            )
    page = render_template(
        "evaluation/respond.html",
        invitation=invitation,
        enquiry=enquiry,
        form=form,
        refusal=why_not(Act.RESPOND, stage_now(invitation.commission)),
        is_late=clock.now() >= enquiry.answer_by,
        kinds=files.ALLOWED_IN_WORDS,
        accept=",".join(sorted(files.ENDINGS)),
    )
    return page, 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/enquiries/files/<int:enquiry_file_id>")
@open_to(Role.COMPANY)
def own_enquiry_file(invitation_id: int, enquiry_file_id: int) -> ResponseReturnValue:
    """A file of the company's own answer, as a download."""
    invitation = invitation_for(person(), invitation_id)
    return kept_as_download(asked.own_enquiry_file(person(), invitation, enquiry_file_id))
