"""Passkeys: signing in with one, and each person's own page of how they sign in."""

from __future__ import annotations

from flask import (
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from app import access
from app.access import EVERYONE_SIGNED_IN, open_to, person, public
from app.errors import RuleBroken, refused_at
from app.people import operations, queries
from app.people.forms import ConfirmForm, NewPasskeyForm, PasskeyForm
from app.people.routes.room import PASSKEY_STEP, bp, straight_in
from app.people.rules import local_path, passkey_place


@bp.route("/sign-in/passkey/begin", methods=["POST"])
@public
def begin_passkey_sign_in() -> ResponseReturnValue:
    """For the page's script: what the browser needs, with a challenge of its own."""
    try:
        options, session[PASSKEY_STEP] = operations.begin_passkey_sign_in()
    except RuleBroken as broken:
        return {"sentence": broken.sentence}, 409
    return _json(options)


@bp.route("/sign-in/passkey", methods=["GET", "POST"])
@public
def use_passkey() -> ResponseReturnValue:
    """Sign in with a passkey, without a name or an address."""
    onward = local_path(request.args.get("next"))
    form, status = PasskeyForm(), 200
    if form.validate_on_submit():
        tried = operations.sign_in_with_passkey(
            form.credential.data or "", session.pop(PASSKEY_STEP, ""), access.address()
        )
        if tried.person is not None:
            return straight_in(tried.person, onward)
        g.keep_changes = True
        form.form_errors = [tried.sentence]
        status = 429 if tried.must_wait else 422
    elif form.errors:
        status = 422
        form.form_errors, form.credential.errors = [*form.credential.errors], []
    form.credential.data = ""
    return render_template(
        "people/use_passkey.html", form=form, onward=onward, place=_place()
    ), status


@bp.route("/your-sign-in")
@open_to(*EVERYONE_SIGNED_IN)
def your_sign_in() -> ResponseReturnValue:
    """How somebody signs in: their passkeys and one-time codes."""
    app = queries.code_app_of(person())
    return render_template(
        "people/your_sign_in.html",
        passkeys=queries.passkeys_of(person()),
        has_codes_since=app.confirmed_at if app else None,
        recovery_left=queries.recovery_codes_left(person()),
        is_company=person().company_id is not None,
        place=_place(),
    )


@bp.route("/your-sign-in/passkeys/begin", methods=["POST"])
@open_to(*EVERYONE_SIGNED_IN)
def begin_passkey() -> ResponseReturnValue:
    """For the page's script: what the browser needs to make a passkey."""
    try:
        options, session[PASSKEY_STEP] = operations.begin_passkey(by=person())
    except RuleBroken as broken:
        return {"sentence": broken.sentence}, 409
    return _json(options)


@bp.route("/your-sign-in/passkeys/new", methods=["GET", "POST"])
@open_to(*EVERYONE_SIGNED_IN)
def new_passkey() -> ResponseReturnValue:
    """Name a passkey and add it."""
    form = NewPasskeyForm()
    if form.validate_on_submit():
        token = session.pop(PASSKEY_STEP, "")
        with refused_at(form):
            added = operations.add_passkey(
                form.name.data or "", form.credential.data or "", token, by=person()
            )
            flash(f"You can sign in with the passkey “{added.name}”", "success")
            return redirect(url_for("people.your_sign_in"))
    elif form.credential.errors:
        form.form_errors = [] if form.name.errors else [*form.credential.errors]
        form.credential.errors = []
    form.credential.data = ""
    return render_template(
        "people/new_passkey.html", form=form, place=_place()
    ), 422 if form.is_submitted() else 200


@bp.route("/your-sign-in/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
@open_to(*EVERYONE_SIGNED_IN)
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Take away one of one's own passkeys, after asking."""
    passkey = queries.passkey_of(person(), passkey_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        name = operations.remove_passkey(passkey_id, by=person())
        flash(f"The passkey “{name}” is removed", "success")
        return redirect(url_for("people.your_sign_in"))
    return render_template("people/remove_passkey.html", form=form, passkey=passkey)


def _place() -> object:
    return passkey_place(current_app.config["BASE_URL"])


def _json(options: str) -> Response:
    answer = Response(options, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
