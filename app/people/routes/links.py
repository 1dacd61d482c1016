"""Links in mails: asking for one, and using it by a button, so that mail scanners cannot."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access, mail
from app.access import public
from app.errors import RuleBroken, refused_at
from app.people import operations, queries
from app.people.forms import AddressForm, ConfirmForm, PasswordForm
from app.people.routes.room import bp, come_in
from app.people.rules import LinkPurpose, local_path


@bp.route("/sign-in/link", methods=["GET", "POST"])
@public
def ask_link() -> ResponseReturnValue:
    """A company asks for a sign-in link. The answer is the same for every address."""
    onward = local_path(request.args.get("next"))
    form = AddressForm()
    if form.validate_on_submit():
        wait = operations.ask_sign_in_link(form.email.data or "", onward, access.address())
        if wait is None:
            return _answered(url_for("people.link_sent", next=onward or None))
        form.email.errors = [wait]
        return render_template("people/ask_link.html", form=form, onward=onward), 429
    return _form_page("people/ask_link.html", form, onward=onward)


@bp.route("/sign-in/link-sent")
@public
def link_sent() -> ResponseReturnValue:
    """What to do next; says nothing of any address."""
    return render_template("people/link_sent.html", onward=local_path(request.args.get("next")))


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> ResponseReturnValue:
    """A button confirms the link: only that spends it."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            person, onward = operations.use_sign_in_link(token)
        except RuleBroken:
            return _spent("people.ask_link")
        return come_in(person, onward)
    if queries.live_link(token, LinkPurpose.SIGN_IN) is None:
        return _spent("people.ask_link")
    return _form_page("people/use_link.html", form)


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    """One of the group's own people asks for a new password. The same for every address."""
    form = AddressForm()
    if form.validate_on_submit():
        wait = operations.ask_new_password(form.email.data or "", access.address())
        if wait is None:
            return _answered(url_for("people.password_link_sent"))
        form.email.errors = [wait]
        return render_template("people/forgotten_password.html", form=form), 429
    return _form_page("people/forgotten_password.html", form)


@bp.route("/forgotten-password/sent")
@public
def password_link_sent() -> ResponseReturnValue:
    """What to do next; says nothing of any address."""
    return render_template("people/password_link_sent.html")


@bp.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str) -> ResponseReturnValue:
    """Choose a password: only a good one spends the link."""
    link = queries.live_link(token, LinkPurpose.SET_PASSWORD)
    if link is None:
        return _spent("people.forgotten_password")
    form = PasswordForm()
    if form.validate_on_submit():
        with refused_at(form):
            operations.choose_password(token, form.password.data or "")
            flash("Your password is set. Sign in with it", "success")
            return redirect(url_for("people.sign_in"))
    return _form_page("people/set_password.html", form, email=link.person.email)


def _form_page(
    template: str, form: AddressForm | ConfirmForm | PasswordForm, **shown: str
) -> ResponseReturnValue:
    return render_template(template, form=form, **shown), 422 if form.errors else 200


def _spent(ask_again: str) -> ResponseReturnValue:
    """One page for a link that is used, expired or unknown."""
    return render_template("people/link_spent.html", ask_again=url_for(ask_again)), 410


def _answered(address: str) -> Response:
    response = make_response(redirect(address))
    mail.deliver_once_answered(response)
    return response
