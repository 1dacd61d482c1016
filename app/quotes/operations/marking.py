"""What a company considers confidential in its quote, sealed with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.access import Person
from app.audit import operations as audit
from app.commissions.models import Invitation
from app.errors import NotFound, RuleBroken
from app.quotes.marks import Marked, mark_faults
from app.quotes.operations import keeping
from app.quotes.operations.turns import draft_to_change, take_turn
from app.quotes.queries.own import own_draft


def save_marks(invitation: Invitation, marks: Sequence[Marked], *, by: Person) -> None:
    """Keep which parts are confidential, and why, instead of what was marked before.

    Raises Late, NotFound, and RuleBroken at `parts` for a mark without its reason or its end, and
    for a part that is not in the draft.
    """
    now = take_turn(invitation, by)
    draft, own = draft_to_change(invitation), own_draft(by, invitation)
    if own is None:
        raise NotFound
    if faults := mark_faults(marks, own.parts):
        raise RuleBroken(faults[0].sentence, "parts")
    given = {mark.part: mark for mark in marks}
    tidy = tuple(
        Marked(part, given[part].reason.strip(), given[part].until.strip())
        for part in own.parts
        if part in given
    )
    keeping.keep(draft, replace(keeping.written_in(draft), marks=tidy))
    draft.changed_at = now
    # Neither what was marked nor how much: entries are read by others.
    audit.record(
        "quote's confidential parts saved",
        draft,
        "draft quote",
        by=by,
        commission_id=invitation.commission_id,
    )
