"""The room's blueprint, and what every page shares on which two keyholders act together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint

from app.access import Person, address, person
from app.database import committed, let_go
from app.errors import NotFound, RuleBroken
from app.keyholders import queries
from app.keyholders.forms import TogetherForm
from app.keyholders.operations import (
    LockedKey,
    Occasion,
    OpenKey,
    count_try,
    open_key,
    record_tries,
)
from app.keyholders.rules import may_hold_key
from app.people.queries import staff_member

bp = Blueprint("keyholders", __name__)


@dataclass(frozen=True)
class Present:
    """Somebody who acts, with their key while they do; None where no key is asked for."""

    opened: OpenKey | None
    by: Person


def keyholder() -> Person:
    """Whoever is signed in, who may have a key. Raises NotFound to any other."""
    if not may_hold_key(person().roles):
        raise NotFound  # an administrator, whatever else they are
    return person()


def together_form() -> TogetherForm:
    """The form for one or two passphrases; the other can be anybody else with a key."""
    form = TogetherForm()
    form.offer(
        [
            (str(each.id), each.name)
            for each in queries.keyholders()
            if each.key_id is not None and each.id != person().id
        ]
    )
    return form


def those_present(form: TogetherForm, occasion: Occasion) -> list[Present] | None:
    """Whoever typed a passphrase, the person signed in first; None where a sentence was added.

    Opening a key takes a second or more: meanwhile no transaction is held. The try is counted
    before it, and what was wrong is on record after it, whatever the request answers.
    """
    typed = _typed(form)
    if typed is None:
        return None
    let_go()
    try:
        with committed():
            count_try(person(), address())
    except RuleBroken as broken:
        form.passphrase.errors = [broken.sentence]
        return None
    keys: list[OpenKey] = []
    wrong: list[LockedKey] = []
    for locked, words, name in typed:
        try:
            keys.append(open_key(locked, words, name))
        except RuleBroken as broken:
            form[name].errors = [broken.sentence]
            wrong.append(locked)
    with committed():
        record_tries(wrong, occasion, address(), by=person())
    return None if wrong else [Present(key, _holder(key)) for key in keys]


def _holder(key: OpenKey) -> Person:
    return person() if key.person_id == person().id else staff_member(key.person_id)


def act_together(
    present: list[Present],
    first_id: int | None,
    is_told: bool,
    begin: Callable[[Present], object],
    finish: Callable[[Present], object],
) -> bool:
    """Begin, or finish what another began; with two at one screen both. Whether it is finished.

    `first_id` is whoever has begun, if anybody has; `is_told` whether the page said so. Raises
    RuleBroken.
    """
    own, *others = present
    if first_id is not None and first_id != own.by.id:
        if not is_told:
            raise RuleBroken("Another keyholder has begun meanwhile. Read the page, then join.")
        finish(own)
        return True
    if first_id is None:
        begin(own)
    elif not others:
        raise RuleBroken("You have begun. Another keyholder must now join you within 10 minutes.")
    for other in others:
        finish(other)
    return bool(others)


def _typed(form: TogetherForm) -> list[tuple[LockedKey, str, str]] | None:
    own = queries.key_of_person(person().id)
    if own is None:
        form.form_errors = ["You have no key. Make one on the page Keys."]
        return None
    typed = [(LockedKey.of(own), form.passphrase.data or "", "passphrase")]
    words = form.other_passphrase.data or ""
    if form.other_id is None:
        if words:
            form.other.errors = ["Choose whose passphrase the second one is"]
            return None
        return typed
    other = queries.key_of_person(form.other_id)
    if other is None:
        form.other.errors = ["This keyholder has no key in use"]
        return None
    if not words:
        form.other_passphrase.errors = [f"Enter the passphrase of {other.person.name}"]
        return None
    return [*typed, (LockedKey.of(other), words, "other_passphrase")]
