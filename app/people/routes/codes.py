"""One-time codes: asked for on the way in, set up and removed by each person."""

from __future__ import annotations

import segno
from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app import access
from app.access import EVERYONE_SIGNED_IN, open_to, person, public
from app.errors import RuleBroken, refused_at
from app.people import operations, queries
from app.people.forms import CodeForm, ConfirmForm
from app.people.operations import Tried
from app.people.routes.room import CODE_STEP, bp, straight_in
from app.people.rules import StepKind


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def enter_code() -> ResponseReturnValue:
    """The code of somebody who has shown their password or opened their link."""
    token = session.get(CODE_STEP, "")
    form, status = CodeForm(), 200
    if queries.live_step(token, StepKind.ENTER_CODE) is None:
        session.pop(CODE_STEP, None)
        return render_template("people/code_spent.html"), 410
    if form.validate_on_submit():
        tried, onward = operations.sign_in_with_code(token, form.code.data or "", access.address())
        if tried.person is not None:
            return straight_in(tried.person, onward)
        status = _refused(form, tried)
    elif form.errors:
        status = 422
    return render_template("people/enter_code.html", form=form), status


@bp.route("/your-sign-in/codes", methods=["POST"])
@open_to(*EVERYONE_SIGNED_IN)
def begin_codes() -> ResponseReturnValue:
    """Make a secret for somebody's app; it counts once a code of it was typed."""
    if ConfirmForm().validate_on_submit():
        operations.begin_codes(by=person())
        return redirect(url_for("people.new_codes"))
    return redirect(url_for("people.your_sign_in"))


@bp.route("/your-sign-in/codes/new", methods=["GET", "POST"])
@open_to(*EVERYONE_SIGNED_IN)
def new_codes() -> ResponseReturnValue:
    """The picture and the secret for the app, then a code; after it the recovery codes, once."""
    form = CodeForm()
    if form.validate_on_submit():
        with refused_at(form):
            codes = operations.confirm_codes(form.code.data or "", by=person())
            return _recovery_page(codes)
    shown = operations.secret_to_show(queries.person_for(person()))
    if shown is None:
        return redirect(url_for("people.your_sign_in"))
    secret, address = shown
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white")
    return render_template(
        "people/new_codes.html", form=form, secret=secret, picture=picture
    ), 422 if form.errors else 200


@bp.route("/your-sign-in/codes/recovery", methods=["GET", "POST"])
@open_to(*EVERYONE_SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """Fresh recovery codes, after a code."""
    form, status = _own_code_form(), 200
    if form.validate_on_submit():
        done = operations.renew_recovery_codes(form.code.data or "", access.address(), by=person())
        if isinstance(done, list):
            return _recovery_page(done)
        status = _refused(form, done)
    elif form.errors:
        status = 422
    return render_template("people/renew_recovery.html", form=form), status


@bp.route("/your-sign-in/codes/remove", methods=["GET", "POST"])
@open_to(*EVERYONE_SIGNED_IN)
def remove_codes() -> ResponseReturnValue:
    """Be asked for codes no longer, after one last code."""
    form, status = _own_code_form(), 200
    if form.validate_on_submit():
        tried = operations.remove_codes(form.code.data or "", access.address(), by=person())
        if tried.person is not None:
            flash("You are no longer asked for one-time codes", "success")
            return redirect(url_for("people.your_sign_in"))
        status = _refused(form, tried)
    elif form.errors:
        status = 422
    return render_template("people/remove_codes.html", form=form), status


def _own_code_form() -> CodeForm:
    """The form for one last code. Raises RuleBroken for whoever has none."""
    if not queries.has_codes(person()):
        raise RuleBroken("You are not asked for one-time codes.")
    return CodeForm()


def _refused(form: CodeForm, tried: Tried) -> int:
    """Say why a code was refused, and keep that it was tried. The status of the answer."""
    g.keep_changes = True
    form.code.errors = [tried.sentence]
    return 429 if tried.must_wait else 422


def _recovery_page(codes: list[str]) -> ResponseReturnValue:
    """The recovery codes, here and nowhere else: so no redirect."""
    return render_template("people/recovery_codes.html", codes=codes)
