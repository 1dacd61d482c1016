"""What companies do about their quotes, and what two keyholders do to open them."""

from __future__ import annotations

from app.quotes.operations.attempts import Attempted, record_refused, record_refused_opening
from app.quotes.operations.drafts import (
    add_file,
    discard_draft,
    key_to_seal_for,
    remove_file,
    save_answer,
    save_prices,
    save_timetable,
    start_quote,
)
from app.quotes.operations.keeping import LOST
from app.quotes.operations.marking import save_marks
from app.quotes.operations.opening import begin_opening, confirm_opening, may_open
from app.quotes.operations.opening_later import (
    begin_later,
    confirm_later,
    may_open_later,
    put_aside,
)
from app.quotes.operations.rewrapping import begin_rewrapping, finish_rewrapping
from app.quotes.operations.sending import AlreadySent, check, submit, withdraw
from app.quotes.operations.turns import Late, take_turn
from app.quotes.operations.uploads import (
    DAMAGED,
    begin_upload,
    end_upload,
    hold_upload,
    refuse_upload,
    remove_upload,
    sweep_uploads,
    turn_to_receive,
)

__all__ = [
    "DAMAGED",
    "LOST",
    "AlreadySent",
    "Attempted",
    "Late",
    "add_file",
    "begin_later",
    "begin_opening",
    "begin_rewrapping",
    "begin_upload",
    "check",
    "confirm_later",
    "confirm_opening",
    "discard_draft",
    "end_upload",
    "finish_rewrapping",
    "hold_upload",
    "key_to_seal_for",
    "may_open",
    "may_open_later",
    "put_aside",
    "record_refused",
    "record_refused_opening",
    "refuse_upload",
    "remove_file",
    "remove_upload",
    "save_answer",
    "save_marks",
    "save_prices",
    "save_timetable",
    "start_quote",
    "submit",
    "sweep_uploads",
    "take_turn",
    "turn_to_receive",
    "withdraw",
]
