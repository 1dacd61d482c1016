"""One-time codes from an app (RFC 6238), and recovery codes for when the app is lost.

The app's secret is kept as an age file for the server's key, which is not in the database or its
backup; together with whose it is, so that no row of another person can stand in for it.
"""

from __future__ import annotations

import secrets

from flask import current_app
from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import delete, update

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.people.models import CodeApp, Person, RecoveryCode
from app.people.operations import attempts
from app.people.operations.sign_in import Tried, tell
from app.people.operations.steps import begin_step, spend_step
from app.people.queries import code_app_of, hash_of, live_step, recovery_codes_left
from app.people.rules import (
    CODE_STEP_LIFE,
    PER_ACCOUNT,
    RECOVERY_CODES,
    StepKind,
    in_groups,
    step_of_code,
    tidy_code,
)
from app.sealing import CannotUnseal, seal, unseal
from app.sealing.server_key import server_key

WRONG = "That code is not right, or it has been used. Wait for the next one"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 or 1, which look alike on paper."""
_LONG = 16


def begin_codes(*, by: access.Person) -> CodeApp:
    """Make the secret of an app that does not count until a code of it was typed. RuleBroken."""
    person = db.session.get_one(Person, by.id)
    found = code_app_of(by)
    if found is not None and found.confirmed_at is not None:
        raise RuleBroken("You are asked for one-time codes already.")
    if found is not None:
        db.session.delete(found)
        db.session.flush()
    sealed = seal(f"{by.id} {random_base32()}".encode(), server_key().public)
    made = CodeApp(person_id=by.id, sealed_secret=sealed, made_at=clock.real_now())
    db.session.add(made)
    record("one-time codes begun", person, person.name, by=by)
    return made


def secret_to_show(person: Person) -> tuple[str, str] | None:
    """The secret in groups, and the address for the app, while they are not confirmed; else None.

    A person who has confirmed them never sees them again.
    """
    found = code_app_of(person)
    if found is None or found.confirmed_at is not None:
        return None
    secret = _secret(found)
    app = TOTP(secret)
    address = app.provisioning_uri(
        name=person.email, issuer_name=current_app.config["SERVICE_NAME"]
    )
    return in_groups(secret), address


def confirm_codes(typed: str, *, by: access.Person) -> list[str]:
    """Ask for codes from now on: a code shows that the app works. Gives the recovery codes.

    Raises RuleBroken at `code` for a wrong one.
    """
    found = code_app_of(by)
    if found is None or found.confirmed_at is not None:
        raise RuleBroken("Begin again: there is nothing to confirm.")
    step = step_of_code(tidy_code(typed), _secret(found), clock.real_now())
    if step is None:
        raise RuleBroken("That code is not right. Type the one that the app shows now", "code")
    found.last_step, found.confirmed_at = step, clock.real_now()
    person = db.session.get_one(Person, by.id)
    record("one-time codes set up", person, person.name, by=by)
    tell(person, "From now on signing in also asks for a one-time code from your app.")
    return _new_recovery_codes(person)


def renew_recovery_codes(typed: str, address: str, *, by: access.Person) -> Tried | list[str]:
    """Fresh recovery codes in place of the old ones, after a code; else why not."""
    person = db.session.get_one(Person, by.id)
    tried = _try_code(person, typed, address)
    if tried.person is None:
        return tried
    record("recovery codes renewed", person, person.name, by=by)
    tell(person, "You have new recovery codes. The old ones no longer work.")
    return _new_recovery_codes(person)


def remove_codes(typed: str, address: str, *, by: access.Person) -> Tried:
    """Ask for codes no longer, after one last code; else why not. Refusals are counted."""
    person = db.session.get_one(Person, by.id)
    tried = _try_code(person, typed, address)
    if tried.person is not None:
        forget_codes(person)
        record("one-time codes removed", person, person.name, by=by)
        tell(person, "Signing in no longer asks for a one-time code.")
    return tried


def begin_code(person: Person, next_path: str) -> str:
    """Ask somebody for a code who has shown their password or link: the token of this step."""
    return begin_step(StepKind.ENTER_CODE, CODE_STEP_LIFE, person.id, next_path)


def sign_in_with_code(token: str, typed: str, address: str) -> tuple[Tried, str]:
    """Try a code on the way in: who is in, and the path to go on to. Refusals are counted.

    Raises RuleBroken where the step has run out.
    """
    step = live_step(token, StepKind.ENTER_CODE)
    if step is None or step.person is None:
        raise RuleBroken("That took too long. Sign in again.")
    tried = _try_code(step.person, typed, address)
    if tried.person is not None:
        spend_step(token, StepKind.ENTER_CODE)
        record("signed in with a code", step.person, step.person.name, by=step.person)
    return tried, step.next_path


def forget_codes(person: Person) -> bool:
    """Drop somebody's app and recovery codes. Whether there was an app that counted."""
    found = code_app_of(person)
    for table in (CodeApp, RecoveryCode):
        db.session.execute(
            delete(table).where(table.person_id == person.id),
            execution_options={"synchronize_session": "fetch"},
        )
    return found is not None and found.confirmed_at is not None


def _try_code(person: Person, typed: str, address: str) -> Tried:
    if wait := attempts.why_wait("code", person.email, address):
        return Tried(None, wait, must_wait=True)
    code = tidy_code(typed)
    if _use_code(person, code) or _use_recovery_code(person, code):
        attempts.forget("code", person.email)
        return Tried(person)
    is_locked = attempts.count("code", person.email, address)
    record("code refused", person, person.name, by=None, why="wrong, or used before")
    if is_locked:
        minutes = int(PER_ACCOUNT.within.total_seconds() // 60)
        why = f"{PER_ACCOUNT.most} wrong codes within {minutes} minutes"
        record("sign-in locked for a while", person, person.name, by=None, why=why)
    return Tried(None, WRONG)


def _use_code(person: Person, code: str) -> bool:
    """Use up a code of the app. In one statement: of two requests at once only one has it."""
    found = code_app_of(person)
    if found is None or found.confirmed_at is None:
        return False
    try:
        step = step_of_code(code, _secret(found), clock.real_now(), found.last_step)
    except CannotUnseal:
        return False  # the server's key is another: recovery codes still work
    if step is None:
        return False
    used = db.session.execute(
        update(CodeApp)
        .where(CodeApp.id == found.id, CodeApp.last_step < step)
        .values(last_step=step)
        .returning(CodeApp.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    return bool(used)


def _use_recovery_code(person: Person, code: str) -> bool:
    used = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == _hash(person, code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.real_now())
        .returning(RecoveryCode.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    if not used:
        return False
    left = recovery_codes_left(person)
    record("recovery code used", person, person.name, by=person, after=f"{left} left")
    tell(person, f"A recovery code was used in place of a code from your app. {left} are left.")
    return True


def _new_recovery_codes(person: Person) -> list[str]:
    old = delete(RecoveryCode).where(RecoveryCode.person_id == person.id)
    db.session.execute(old, execution_options={"synchronize_session": "fetch"})
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(RECOVERY_CODES)]
    for code in codes:
        db.session.add(RecoveryCode(person_id=person.id, code_hash=_hash(person, code)))
    return [in_groups(code) for code in codes]


def _hash(person: Person, code: str) -> str:
    """Codes have 79 bits drawn at random: a plain hash cannot be guessed back."""
    return hash_of(f"recovery {person.id} {code}")


def _secret(app: CodeApp) -> str:
    whose, secret = unseal(app.sealed_secret, server_key().secret).decode("ascii").split()
    if int(whose) != app.person_id:
        raise CannotUnseal
    return secret
