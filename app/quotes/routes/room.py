"""What the pages of this room share: their blueprint, and keeping what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, g
from wtforms import Form

from app.access import person
from app.commissions.queries import Invitation
from app.errors import RuleBroken, refused_at
from app.quotes import operations
from app.quotes.operations import Attempted, Late

bp = Blueprint("quotes", __name__)

_ALWAYS_KEPT = frozenset({Attempted.SEND, Attempted.ADD_FILE})


@contextmanager
def refused(form: Form, invitation: Invitation, what: Attempted) -> Iterator[None]:
    """As `refused_at`; and the attempt is kept for the opening's record.

    Kept are late attempts of any kind, and quotes and files that were refused in time.
    """
    broken: RuleBroken | None = None
    with refused_at(form):
        try:
            yield
        except RuleBroken as caught:
            broken = caught
            raise
    if broken is None:
        return
    is_late = isinstance(broken, Late)
    if is_late or what in _ALWAYS_KEPT:
        operations.record_refused(invitation, what, is_late=is_late, by=person())
        g.keep_changes = True  # the answer is an error, and this row outlives it
