"""Wrapping what runs again for the keyholders of now: after a loss, a leaver, a joiner."""

from __future__ import annotations

import json
from functools import partial

from app import clock
from app.access import Person
from app.audit import operations as audit
from app.database import after_commit, db
from app.errors import RuleBroken
from app.formats import counted
from app.keyholders.models import JointAct
from app.keyholders.operations import (
    OpenKey,
    must_be_own_key,
    peeled,
    unwrapped,
    wrap_again,
)
from app.keyholders.queries import begun, commission_key, name_in_memory
from app.keyholders.rules import TIME_TO_JOIN, ActKind
from app.quotes.queries.wrapping import Running, running_commissions
from app.sealing import memory


def begin_rewrapping(opened: OpenKey | None, *, by: Person) -> JointAct:
    """The first of two opens their half of every running commission's key.

    Raises RuleBroken to others, where nothing runs, where nothing is wrapped for them, and while
    another's beginning waits.
    """
    own, opened = must_be_own_key(opened, by)
    waiting = begun(ActKind.REWRAPPING)
    if waiting is not None and waiting.first_id != by.id:
        raise RuleBroken(f"{waiting.first_name} has begun. Join them instead.")
    memory.drop_older("rewrapping-", TIME_TO_JOIN.total_seconds())
    halves = {
        str(each.commission_id): peeled(each.key, opened)
        for each in _outdated()
        if own.id in each.wrapped_for
    }
    if not halves:
        raise RuleBroken("Nothing that has to be wrapped again is wrapped for you.")
    act = JointAct(
        kind=ActKind.REWRAPPING,
        first_key_id=own.id,
        begun_at=clock.now(),
        begun_really_at=clock.real_now(),
    )
    db.session.add(act)
    db.session.flush()
    memory.keep(name_in_memory(act.kind, act.id), json.dumps(halves).encode("ascii"))
    audit.record("re-wrapping begun", act, "commissions’ keys", by=by)
    return act


def finish_rewrapping(opened: OpenKey | None, *, by: Person) -> JointAct:
    """The second opens the rest; each key is wrapped for every pair of now, and no other.

    Raises RuleBroken to others, to the one who began, and where nothing is wrapped for both.
    """
    _, opened = must_be_own_key(opened, by)
    waiting = begun(ActKind.REWRAPPING)
    if waiting is None:
        raise RuleBroken("Nothing waits for a second keyholder. Begin again.")
    if waiting.first_id == by.id:
        raise RuleBroken("You began this. Another keyholder must join you.")
    name = name_in_memory(ActKind.REWRAPPING, waiting.id)
    halves = json.loads(memory.held(name) or b"{}")
    done = [
        _wrap(each, unwrapped(each.key, halves[str(each.commission_id)], opened), by)
        for each in _outdated()
        if str(opened.key_id) in halves.get(str(each.commission_id), {})
    ]
    if not done:
        raise RuleBroken("Nothing is wrapped for the two of you. Another pair must do it.")
    act = db.session.get_one(JointAct, waiting.id)
    act.second_key_id, act.done_at = opened.key_id, clock.now()
    after_commit(partial(memory.drop, name))
    audit.record(
        "re-wrapping done",
        act,
        "commissions’ keys",
        by=by,
        before=f"begun by {waiting.first_name}",
        after=f"{counted(len(done), 'commission')}: {', '.join(done)}",
    )
    return act


def _outdated() -> list[Running]:
    return [each for each in running_commissions() if each.is_outdated]


def _wrap(running: Running, secret: str, by: Person) -> str:
    key = commission_key(running.commission_id)
    if key is None:
        raise RuleBroken("This commission has no key.")
    holders = wrap_again(key, secret)
    audit.record(
        "commission’s key wrapped again",
        key,
        running.reference,
        by=by,
        before=f"for {counted(len(running.wrapped_for), 'keyholder')}",
        after=f"for {counted(holders, 'keyholder')}",
        commission_id=running.commission_id,
    )
    return running.reference
