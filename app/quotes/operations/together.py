"""What each opening by two people asks: may they, now, and what unseals the quotes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app import clock
from app.access import Person
from app.audit.queries import last_instant
from app.commissions.models import Commission
from app.commissions.operations.checks import lock_commission
from app.commissions.rules import Act, stage_to_act, why_not
from app.database import db
from app.errors import RuleBroken
from app.keyholders.operations import OpenKey, must_be_own_key, peeled, unwrapped
from app.keyholders.queries import commission_key
from app.people.models import Person as PersonRow
from app.quotes.queries.openings import OpeningBegun
from app.quotes.rules import TIME_TO_CONFIRM, can_confirm_opening, can_take_part_in_opening
from app.sealing import memory
from app.sealing.server_key import server_key


def locked_to(act: Act, commission: Commission, by: Person) -> Commission:
    """The commission, held, where somebody may take part in this act now. Raises RuleBroken."""
    if not can_take_part_in_opening(by.roles):
        raise RuleBroken("Only keyholders who are not administrators can open quotes.")
    locked = lock_commission(commission.id)
    if refusal := why_not(act, stage_to_act(locked, clock.now())):
        raise RuleBroken(refusal)
    last = last_instant()
    if last is not None and clock.real_now() < last:
        raise RuleBroken(
            "The server’s clock stands before the last entry of the audit, so nobody can tell "
            "whether the deadline has passed. Have the clock set right, then try again."
        )
    return locked


def must_be_first(begun: OpeningBegun | None, by: Person) -> None:
    """Raise RuleBroken where somebody has begun already."""
    if begun is not None and begun.first_id == by.id:
        raise RuleBroken("You have begun the opening. Another keyholder must now confirm it.")
    if begun is not None:
        raise RuleBroken(f"{begun.first_name} has begun the opening. Confirm it instead.")


def must_be_second(begun: OpeningBegun | None, by: Person) -> OpeningBegun:
    """What another has begun within ten minutes, and may still take part in. Raises RuleBroken."""
    if begun is None:
        raise RuleBroken(
            "No opening waits to be confirmed. It must be confirmed within 10 minutes of its "
            "beginning. Begin again."
        )
    if not can_confirm_opening(
        by.roles, by.id, begun.first_id, begun.begun_really_at, clock.real_now()
    ):
        raise RuleBroken("You began this opening. A different keyholder must confirm it.")
    first = db.session.get_one(PersonRow, begun.first_id)
    if first.left_on is not None or not can_take_part_in_opening(first.roles):
        raise RuleBroken(f"{first.name} can no longer open quotes. Begin again in 10 minutes.")
    return begun


def first_half(commission: Commission, opened: OpenKey | None, by: Person) -> Mapping[str, str]:
    """What the first keyholder's key leaves for each who could be the second; empty without key."""
    key = commission_key(commission.id)
    return peeled(key, must_be_own_key(opened, by)[1]) if key else {}


def keep_first_half(prefix: str, name: str, left: Mapping[str, str]) -> None:
    """Let it wait in the server's memory for ten minutes."""
    memory.drop_older(prefix, TIME_TO_CONFIRM.total_seconds())
    memory.keep(name, json.dumps(dict(left)).encode("ascii"))


def secret_of(commission: Commission, name: str, opened: OpenKey | None, by: Person) -> str:
    """What unseals the commission's quotes: the server's key where it has none of its own."""
    key = commission_key(commission.id)
    if key is None:
        return server_key().secret
    left = json.loads(memory.held(name) or b"{}")
    return unwrapped(key, left, must_be_own_key(opened, by)[1])
