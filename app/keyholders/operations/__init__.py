"""What keyholders do: make and confirm a key, open it, rehearse, and wrap for one another."""

from __future__ import annotations

from app.keyholders.operations.keys import confirm_key, make_key
from app.keyholders.operations.opening_keys import LockedKey, OpenKey, open_key
from app.keyholders.operations.rehearsing import begin_rehearsal, finish_rehearsal, must_be_own_key
from app.keyholders.operations.trying import Occasion, count_try, record_tries
from app.keyholders.operations.wrapping import (
    Peeled,
    make_commission_key,
    peeled,
    unwrapped,
    wrap_again,
)

__all__ = [
    "LockedKey",
    "Occasion",
    "OpenKey",
    "Peeled",
    "begin_rehearsal",
    "confirm_key",
    "count_try",
    "finish_rehearsal",
    "make_commission_key",
    "make_key",
    "must_be_own_key",
    "open_key",
    "peeled",
    "record_tries",
    "unwrapped",
    "wrap_again",
]
