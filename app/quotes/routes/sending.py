"""Checking, sending, the receipt, and taking a quote back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.commissions.queries import Invitation, invitation_for, stage_now
from app.errors import NotFound, RuleBroken
from app.quotes import operations, queries
from app.quotes.forms import ConfirmForm, SendForm
from app.quotes.operations import AlreadySent, Attempted
from app.quotes.queries import OwnQuote
from app.quotes.routes.room import bp, refused
from app.quotes.rules import can_quote, can_withdraw
from app.sealing import CannotUnseal, key_of, new_key


@bp.route("/invitations/<int:invitation_id>/quote/check", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def check(invitation_id: int) -> ResponseReturnValue:
    """Everything in the draft on one page, then the declaration and the button that sends it."""
    invitation = invitation_for(person(), invitation_id)
    form = SendForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.SEND):
            return _send(invitation, form)
    draft = queries.own_draft(person(), invitation)
    if draft is None:
        return _nothing_to_check(invitation)
    if draft.is_lost:
        return redirect(url_for("quotes.quote", invitation_id=invitation_id))
    form.seen.data = draft.seen
    if not form.is_submitted():
        form.reading_key.data = new_key().secret
    return render_template(
        "quotes/check.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        quote=draft,
        missing=queries.what_is_missing(draft, queries.unfinished_uploads(person(), invitation)),
        sent=queries.own_sent(person(), invitation),
        is_open=can_quote(stage_now(invitation.commission)),
    ), 422 if form.errors else 200


@bp.route("/invitations/<int:invitation_id>/receipt")
@open_to(Role.COMPANY)
def receipt(invitation_id: int) -> ResponseReturnValue:
    """The acknowledgement of the quote that stands, and of those before it."""
    return _receipt_page(invitation_for(person(), invitation_id))


@bp.route("/invitations/<int:invitation_id>/withdraw", methods=["GET", "POST"])
@open_to(Role.COMPANY)
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take the sent quote back, after asking."""
    invitation = invitation_for(person(), invitation_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refused(form, invitation, Attempted.WITHDRAW):
            operations.withdraw(invitation, by=person())
            flash("Your quote is withdrawn", "success")
            return redirect(url_for("quotes.invitation", invitation_id=invitation_id))
    standing = queries.standings([invitation_id])[invitation_id]
    return render_template(
        "quotes/withdraw.html",
        form=form,
        invitation=invitation,
        commission=invitation.commission,
        standing=standing,
        can_withdraw=can_withdraw(stage_now(invitation.commission), standing.has_sent),
    ), 422 if form.errors else 200


def _send(invitation: Invitation, form: SendForm) -> ResponseReturnValue:
    """Send it, and show the receipt with the reading key: here and nowhere else, so no redirect."""
    try:
        key = key_of(form.reading_key.data or "")
    except CannotUnseal:
        raise RuleBroken(
            "This page is out of date. Check your quote again, then send it."
        ) from None
    try:
        operations.submit(invitation, key.public, by=person(), seen=form.seen.data or "")
    except AlreadySent as already:
        # Nothing was changed. The very page that sent it gets its answer again.
        if already.reading_public != key.public:
            flash(already.sentence)
            return redirect(url_for("quotes.receipt", invitation_id=invitation.id))
    return _receipt_page(invitation, key.secret)


def _receipt_page(invitation: Invitation, reading_key: str | None = None) -> ResponseReturnValue:
    receipts = queries.own_receipts(person(), invitation)
    if not receipts:
        raise NotFound
    newest = next((one for one in receipts if one.is_live), receipts[0])
    sent = queries.own_sent(person(), invitation, reading_key)
    return render_template(
        "quotes/receipt.html",
        invitation=invitation,
        commission=invitation.commission,
        receipt=newest,
        reading_key=reading_key,
        sent=sent,
        earlier=[one for one in receipts if one is not newest],
        standing=queries.standings([invitation.id])[invitation.id],
        is_open=can_quote(stage_now(invitation.commission)),
    )


def _nothing_to_check(invitation: Invitation) -> ResponseReturnValue:
    sent: OwnQuote | None = queries.own_sent(person(), invitation)
    page = "quotes.receipt" if sent else "quotes.quote"
    return redirect(url_for(page, invitation_id=invitation.id))
