"""A rehearsal: two keyholders open a test envelope, sealed just as quotes are."""

from __future__ import annotations

import json
import secrets
from functools import partial

from app import clock, sealing
from app.access import Person
from app.audit import operations as audit
from app.database import after_commit, db
from app.errors import RuleBroken
from app.keyholders.models import JointAct, KeyholderKey
from app.keyholders.operations.opening_keys import OpenKey
from app.keyholders.queries import begun, key_of_person, keys_in_use, name_in_memory
from app.keyholders.rules import TIME_TO_JOIN, ActKind, may_hold_key
from app.sealing import memory


def begin_rehearsal(opened: OpenKey | None, *, by: Person) -> JointAct:
    """The first of two opens their half of a test envelope.

    Raises RuleBroken to others, with another's key, alone, and while another's rehearsal waits.
    """
    own, opened = must_be_own_key(opened, by)
    waiting = begun(ActKind.REHEARSAL)
    if waiting is not None and waiting.first_id != by.id:
        raise RuleBroken(f"{waiting.first_name} has begun a rehearsal. Join it instead.")
    others = [key for key in keys_in_use() if key.id != own.id]
    if not others:
        raise RuleBroken("Nobody else has a key yet, so there is nobody to rehearse with.")
    memory.drop_older("rehearsal-", TIME_TO_JOIN.total_seconds())
    act = JointAct(
        kind=ActKind.REHEARSAL,
        first_key_id=own.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(act)
    db.session.flush()
    memory.keep(name_in_memory(act.kind, act.id), _half_open(own, opened, others))
    audit.record("rehearsal begun", act, "test envelope", by=by)
    return act


def finish_rehearsal(opened: OpenKey | None, *, by: Person) -> JointAct:
    """The second opens the rest and reads the words. Raises RuleBroken, also when it fails."""
    _, opened = must_be_own_key(opened, by)
    waiting = begun(ActKind.REHEARSAL)
    kept = memory.held(name_in_memory(ActKind.REHEARSAL, waiting.id)) if waiting else None
    if waiting is None or kept is None:
        raise RuleBroken("No rehearsal waits for a second keyholder. Begin one.")
    if waiting.first_id == by.id:
        raise RuleBroken("You began this rehearsal. Another keyholder must join it.")
    left = json.loads(kept)
    half = left["halves"].get(str(opened.key_id))
    if half is None:
        raise RuleBroken("The test envelope was made before your key. Begin another rehearsal.")
    secret = sealing.unseal(bytes.fromhex(half), opened.secret).decode("ascii")
    read = sealing.unseal(bytes.fromhex(left["envelope"]), secret).decode("ascii")
    if read != left["words"]:
        raise RuleBroken("The test envelope holds other words than were put into it.")
    act = db.session.get_one(JointAct, waiting.id)
    act.second_key_id, act.done_at = opened.key_id, clock.now()
    after_commit(partial(memory.drop, name_in_memory(act.kind, act.id)))
    audit.record(
        "rehearsal done",
        act,
        "test envelope",
        by=by,
        before=f"begun by {waiting.first_name}",
        after=f"opened by {waiting.first_name} and {by.name}",
    )
    return act


def must_be_own_key(opened: OpenKey | None, by: Person) -> tuple[KeyholderKey, OpenKey]:
    """The key in use of whoever acts, and that it is open. RuleBroken to others, and for none."""
    own = key_of_person(by.id)
    if not may_hold_key(by.roles) or own is None:
        raise RuleBroken("Only keyholders who have a key and are not administrators can do this.")
    if opened is None:
        raise RuleBroken("Enter your passphrase: what is to be opened is sealed.", "passphrase")
    if own.id != opened.key_id:
        raise RuleBroken("This key is no longer in use. Enter the passphrase of your newest one.")
    return own, opened


def _half_open(own: KeyholderKey, opened: OpenKey, others: list[KeyholderKey]) -> bytes:
    """A fresh envelope, wrapped for the pairs as a commission's key is, its first layer opened."""
    made = sealing.new_key()
    words = secrets.token_hex(16)
    wraps = {
        other.id: sealing.seal_for_pair(made.secret, own.public, other.public) for other in others
    }
    halves = {
        other_id: sealing.unseal(wrap.encode("ascii"), opened.secret).hex()
        for other_id, wrap in wraps.items()
    }
    envelope = sealing.seal(words.encode("ascii"), made.public).hex()
    return json.dumps({"envelope": envelope, "words": words, "halves": halves}).encode("ascii")
