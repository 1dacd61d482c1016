"""Who has a key; making one, and typing its passphrase back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import Role, open_to, person
from app.database import let_go
from app.errors import refused_at
from app.keyholders import operations, queries
from app.keyholders.forms import MakeKeyForm, SheetForm, TypeBackForm
from app.keyholders.operations import LockedKey, open_key
from app.keyholders.routes.room import bp, keyholder
from app.keyholders.rules import LEAST_KEYHOLDERS, may_hold_key
from app.sealing import locking


@bp.route("/keys")
@open_to(Role.OFFICER, Role.KEYHOLDER, Role.ADMINISTRATOR)
def keys() -> ResponseReturnValue:
    """Every keyholder, whether they have a key, and who last proved it and when."""
    holders = queries.keyholders()
    can_have = may_hold_key(person().roles)
    return render_template(
        "keyholders/keys.html",
        keyholders=holders,
        with_key=[each for each in holders if each.key_id is not None],
        least=LEAST_KEYHOLDERS,
        proof=queries.last_proof(),
        can_have=can_have,
        own=next((each for each in holders if each.id == person().id), None),
        unconfirmed=queries.unconfirmed_key(person()) if can_have else None,
    )


@bp.route("/keys/mine", methods=["GET", "POST"])
@open_to(Role.KEYHOLDER)
def make_key() -> ResponseReturnValue:
    """Make a key: its words are shown once, on the answer to this form."""
    keyholder()
    form = MakeKeyForm()
    if form.validate_on_submit():
        words = locking.new_passphrase()
        with refused_at(form):
            operations.make_key(words, is_recovery=form.is_recovery.data, by=person())
            sheet = SheetForm(formdata=None)
            sheet.words.data = words
            return render_template(
                "keyholders/words.html",
                words=words.split(),
                form=TypeBackForm(formdata=None),
                sheet=sheet,
                is_recovery=form.is_recovery.data,
            )
    return render_template(
        "keyholders/make_key.html", form=form, own=queries.key_of_person(person().id)
    ), 422 if form.errors else 200


@bp.route("/keys/mine/confirm", methods=["GET", "POST"])
@open_to(Role.KEYHOLDER)
def confirm_key() -> ResponseReturnValue:
    """Type the words back: what was written down opens the key, and the key is in use."""
    keyholder()
    made = queries.unconfirmed_key(person())
    if made is None:
        return redirect(url_for("keyholders.keys"))
    form = TypeBackForm()
    if form.validate_on_submit():
        locked = LockedKey.of(made)
        let_go()
        with refused_at(form):
            operations.confirm_key(open_key(locked, form.passphrase.data or ""), by=person())
            flash("Your key is in use", "success")
            return redirect(url_for("keyholders.keys"))
    return render_template("keyholders/confirm_key.html", form=form), 422 if form.errors else 200
