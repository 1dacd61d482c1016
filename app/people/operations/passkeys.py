"""Passkeys (WebAuthn): adding one, signing in with it, removing it.

A passkey proves two things at once, the device and its owner (by PIN, finger or face, which is
always asked for): whoever signs in with one is asked for no code. What the browser answers is
checked by the library `webauthn` against the challenge of this browser, the name and the origin of
BASE_URL, and the public key.
"""

from __future__ import annotations

import hashlib

from flask import current_app
from sqlalchemy import select, update
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app import access, clock
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.people.models import Passkey, Person
from app.people.operations import attempts
from app.people.operations.sign_in import Tried, tell
from app.people.operations.steps import begin_step, spend_step
from app.people.queries import passkey_of, passkeys_of
from app.people.rules import (
    MOST_PASSKEYS,
    PASSKEY_STEP_LIFE,
    PasskeyPlace,
    StepKind,
    may_be_copied,
    passkey_place,
)

NOT_HERE = "Passkeys cannot be used at this address of the tracker."
NOT_TAKEN = "That passkey was not accepted. Try again, or sign in another way"
TOO_LATE = "That took too long. Try again"

# What the library raises for an answer that is malformed on purpose.
_MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError, RecursionError)
_MILLISECONDS = int(PASSKEY_STEP_LIFE.total_seconds() * 1000)


def begin_passkey(by: access.Person) -> tuple[str, str]:
    """What a browser needs to make a passkey (JSON), and the token of this step. RuleBroken."""
    place = _place()
    own = passkeys_of(by)
    if len(own) >= MOST_PASSKEYS:
        raise RuleBroken(f"You have {MOST_PASSKEYS} passkeys. Remove one first.")
    person = db.session.get_one(Person, by.id)
    token = begin_step(StepKind.ADD_PASSKEY, PASSKEY_STEP_LIFE, person.id)
    options = generate_registration_options(
        rp_id=place.name,
        rp_name=current_app.config["SERVICE_NAME"],
        user_id=_handle(own, token),
        user_name=person.email,
        user_display_name=person.name,
        challenge=base64url_to_bytes(token),
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each.credential_id) for each in own],
    )
    return options_to_json(options), token


def add_passkey(name: str, answer: str, token: str, *, by: access.Person) -> Passkey:
    """Keep a passkey that a browser has made. Raises RuleBroken where its answer is not right."""
    place = _place()
    step = spend_step(token, StepKind.ADD_PASSKEY)
    if step is None or step.person_id != by.id:
        raise RuleBroken(TOO_LATE)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except _MALFORMED:
        raise RuleBroken("That passkey was not accepted. Try again") from None
    if _passkey(made.credential_id) is not None:
        raise RuleBroken("That passkey has been added already")
    person = db.session.get_one(Person, by.id)
    added = Passkey(
        person_id=person.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        handle=_handle(passkeys_of(by), token),
        sign_count=made.sign_count,
        added_at=clock.real_now(),
    )
    db.session.add(added)
    record("passkey added", person, person.name, by=by, after=name)
    tell(person, f"The passkey “{name}” was added: whoever has it can sign in as you.")
    return added


def remove_passkey(passkey_id: int, *, by: access.Person) -> str:
    """Take away one of one's own passkeys; gives its name. Raises NotFound for another's."""
    gone = passkey_of(by, passkey_id)
    person, name = gone.person, gone.name
    db.session.delete(gone)
    record("passkey removed", person, person.name, by=by, before=name)
    tell(person, f"The passkey “{name}” was removed: it cannot sign in any more.")
    return name


def begin_passkey_sign_in() -> tuple[str, str]:
    """What a browser needs to sign in with any passkey it has (JSON), and this step's token."""
    place = _place()
    token = begin_step(StepKind.USE_PASSKEY, PASSKEY_STEP_LIFE)
    options = generate_authentication_options(
        rp_id=place.name,
        challenge=base64url_to_bytes(token),
        timeout=_MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options), token


def sign_in_with_passkey(answer: str, token: str, address: str) -> Tried:
    """Whoever's passkey a browser has answered with. Refusals are counted: keep the changes."""
    place = _place()
    if wait := attempts.why_wait("passkey", None, address):
        return Tried(None, wait, must_wait=True)
    if spend_step(token, StepKind.USE_PASSKEY) is None:
        return Tried(None, TOO_LATE)
    try:
        given = parse_authentication_credential_json(answer)
        passkey = _passkey(given.raw_id)
        proved = _proved(given, passkey, token, place) if passkey else None
    except _MALFORMED:
        return _refuse(None, address, "")
    if passkey is None or proved is None:
        return _refuse(passkey, address, "its proof is not right")
    if passkey.person.left_on is not None:
        return _refuse(passkey, address, "has left")
    if passkey.stopped_at is not None:
        return _refuse(passkey, address, "it was stopped, as it may have been copied")
    if not _count_on(passkey, proved.new_sign_count):
        _stop(passkey)
        return _refuse(passkey, address, "its count went back")
    record("signed in by passkey", passkey.person, passkey.person.name, by=passkey.person)
    return Tried(passkey.person)


def _place() -> PasskeyPlace:
    place = passkey_place(current_app.config["BASE_URL"])
    if place is None:
        raise RuleBroken(NOT_HERE)
    return place


def _handle(own: list[Passkey], token: str) -> bytes:
    """What stands for a person in the lists of browsers: of no meaning, one for all of theirs."""
    return own[0].handle if own else hashlib.sha256(token.encode()).digest()


def _passkey(credential_id: bytes) -> Passkey | None:
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def _proved(
    given: AuthenticationCredential, passkey: Passkey, token: str, place: PasskeyPlace
) -> VerifiedAuthentication | None:
    """What the library finds proved; None where it finds a fault. The count is judged after it."""
    if given.response.user_handle != passkey.handle:
        return None
    try:
        return verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(token),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except _MALFORMED:
        return None


def _count_on(passkey: Passkey, count: int) -> bool:
    """Keep a passkey's new count. False where it went back, or another request was first."""
    if may_be_copied(passkey.sign_count, count):
        return False
    kept = db.session.execute(
        update(Passkey)
        .where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
        .values(sign_count=count, last_used_at=clock.real_now())
        .returning(Passkey.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    return bool(kept)


def _stop(passkey: Passkey) -> None:
    passkey.stopped_at = clock.real_now()
    person, name = passkey.person, passkey.name
    record("passkey stopped", person, person.name, by=None, before=name, why="its count went back")
    tell(person, f"The passkey “{name}” was stopped: there may be a copy of it. Remove it.")


def _refuse(passkey: Passkey | None, address: str, why: str) -> Tried:
    attempts.count("passkey", None, address)
    if passkey is not None:
        person = passkey.person
        why = f"passkey “{passkey.name}”: {why}"
        record("sign-in refused", person, person.name, by=None, why=why)
    return Tried(None, NOT_TAKEN)
