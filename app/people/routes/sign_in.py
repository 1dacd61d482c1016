"""Signing in by password, and signing out."""

from __future__ import annotations

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import access
from app.access import public
from app.people import operations
from app.people.forms import SignInForm
from app.people.routes.room import bp, come_in, leave
from app.people.rules import local_path, passkey_place


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """The group's own people by password; companies are led to their link."""
    onward = local_path(request.args.get("next"))
    if request.method == "GET" and access.signed_in():
        return redirect(onward or url_for("position.home"))
    form = SignInForm()
    status = 200
    if form.validate_on_submit():
        tried = operations.sign_in_with_password(
            form.email.data or "", form.password.data or "", access.address()
        )
        if tried.person is not None:
            return come_in(tried.person, onward)
        g.keep_changes = True
        form.email.errors = [tried.sentence]
        status = 429 if tried.must_wait else 422
    elif form.errors:
        status = 422
    is_invited = onward.startswith("/invitations")
    return render_template(
        "people/sign_in.html",
        form=form,
        place=passkey_place(current_app.config["BASE_URL"]),
        onward=onward,
        is_invited=is_invited,
    ), status


@bp.route("/sign-out", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    """End the session on the server, so that a copied cookie is worth nothing."""
    leave()
    flash("You have signed out", "success")
    return redirect(url_for("position.home"))
