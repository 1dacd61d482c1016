"""What keyholders do: make and confirm a key, open it, rehearse, and wrap for one another."""

from __future__ import annotations

from app.keyholders.operations.keys import confirm_key, make_key
from app.keyholders.operations.opening_keys import LockedKey, OpenKey, open_key
from app.keyholders.operations.rehearsing import begin_rehearsal, finish_rehearsal, must_be_own_key
from app.keyholders.operations.wrapping import (
    Peeled,
    make_commission_key,
    peeled,
    unwrapped,
    wrap_again,
)

__all__ = [
    "LockedKey",
    "OpenKey",
    "Peeled",
    "begin_rehearsal",
    "confirm_key",
    "finish_rehearsal",
    "make_commission_key",
    "make_key",
    "must_be_own_key",
    "open_key",
    "peeled",
    "unwrapped",
    "wrap_again",
]
