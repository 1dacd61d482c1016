"""What must hold after every kill, read from the rows, the files and the keys, not from pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from app import sweeping
from app.audit import queries as audit
from app.audit.verifying import check
from app.database import db
from app.sealing import CannotUnseal, memory, unseal
from app.sealing.server_key import server_key
from tests.factories.keyholders import KEYS
from tests.soak.world import World

RECENT = 3
"""How many commissions before the newest are looked through after each kill; all at the end."""


@dataclass(frozen=True)
class Receipt:
    """What a company was told: noted outside, when the whole answer had come."""

    number: str
    digest: str
    reading_key: str = field(repr=False)
    files: frozenset[str]
    """The SHA-256 of each file as it was sent."""


def rows(query: str, **values: Any) -> list[Any]:
    """Rows of the database as they stand."""
    return list(db.session.execute(text(query), values))


def faults_in(world: World, receipts: list[Receipt], *, everything: bool = True) -> list[str]:
    """Every sentence about what does not hold; unless all is asked for, of the newest openings."""
    with world.looking():
        return [
            *_database(),
            *_files(world.uploads),
            *_drafts(world.uploads),
            *_openings(world.uploads, since=0 if everything else _newest() - RECENT),
            *(fault for one in receipts for fault in _lost(one, world.uploads)),
        ]


def swept(world: World) -> int:
    """Sweep as the daily check does, without waiting a day. How much had been left."""
    with world.acting(), patch.object(sweeping, "OLD_ENOUGH", timedelta(0)):
        done = sweeping.sweep_leftovers()
        return done.files + sum(done.others.values())


def leftovers(world: World) -> list[str]:
    """A sentence about each file that no row names, and each key of a draft that there is not."""
    with world.looking():
        keys = {row.draft_key for row in rows("SELECT draft_key FROM quote")}
        held = {path.name for path in world.app.config["MEMORY_FOLDER"].glob("draft-*")}
        there = {path.name for path in world.uploads.glob("*") if path.is_file()}
        arriving = {path.name for path in world.uploads.glob("arriving/*")}
        going_on = {row.name for row in rows("SELECT name FROM upload WHERE ended IS NULL")}
        left = sorted((there - _named()) | (held - keys) | (arriving - going_on))
        return [f"{name} is left over and was not swept" for name in left]


def opened_by_two(world: World, receipt: Receipt, first: int, second: int) -> str | None:
    """What is wrong with a quote if two keyholders open it without the tracker, by their keys."""
    with world.looking():
        ((contents, commission_id),) = rows(
            "SELECT q.contents, i.commission_id FROM quote q "
            "JOIN invitation i ON i.id = q.invitation_id WHERE q.receipt = :number",
            number=receipt.number,
        )
        one, other = KEYS[first], KEYS[second]
        ((wrapped,),) = rows(
            "SELECT w.wrapped FROM wrapped_key w "
            "JOIN commission_key k ON k.id = w.commission_key_id "
            "JOIN keyholder_key one ON one.id = w.first_key_id "
            "JOIN keyholder_key other ON other.id = w.second_key_id "
            "WHERE k.commission_id = :id AND one.public = :one AND other.public = :other",
            id=commission_id,
            one=one.public,
            other=other.public,
        )
        secret = unseal(unseal(wrapped.encode("ascii"), one.secret), other.secret)
        is_same = _sha256(unseal(contents, secret.decode("ascii"))) == receipt.digest
        return None if is_same else f"{receipt.number} is not what two keyholders open"


def _database() -> Iterator[str]:
    if (said := rows("PRAGMA integrity_check")) != [("ok",)]:
        yield f"The database is damaged: {said}"
    if broken := rows("PRAGMA foreign_key_check"):
        yield f"Rows name rows that are not there: {broken}"
    if fault := check(audit.whole_chain(), [audit.head()]).fault:
        yield f"The audit does not hold: {fault}"


def _files(uploads: Path) -> Iterator[str]:
    for name in sorted(_named() - {path.name for path in uploads.glob("*")}):
        yield f"A row names the file {name}, which is not there"


def _named() -> set[str]:
    pairs = rows("SELECT stored_as, opened_as FROM sealed_file")
    return {name for pair in pairs for name in pair if name}


def _drafts(uploads: Path) -> Iterator[str]:
    """Each draft is whole: its key is there, and everything under it can be read."""
    for draft in rows("SELECT id, draft_key, contents FROM quote WHERE state = 'draft'"):
        key = memory.held(draft.draft_key)
        if key is None:
            yield f"Draft {draft.id} has no key"
            continue
        yield from _differences(
            f"Draft {draft.id}", draft.id, draft.contents, key.decode("ascii"), uploads
        )


def _newest() -> int:
    """The commission that was begun last."""
    ((newest,),) = rows("SELECT coalesce(max(id), 0) FROM commission")
    return newest


def _openings(uploads: Path, since: int) -> Iterator[str]:
    """A commission's quotes are all open or all sealed, as its opening says."""
    found = rows(
        "SELECT q.id, q.receipt, q.opened, q.digest, c.opened_at IS NOT NULL AS is_open, "
        "(SELECT record FROM opening o WHERE o.commission_id = c.id AND o.opened_at IS NOT NULL) "
        "AS record FROM quote q JOIN invitation i ON i.id = q.invitation_id "
        "JOIN commission c ON c.id = i.commission_id WHERE q.state = 'submitted' AND c.id > :since",
        since=since,
    )
    for quote in found:
        if bool(quote.opened) != bool(quote.is_open) or bool(quote.record) != bool(quote.is_open):
            yield f"{quote.receipt} is half opened"
        if not (quote.opened and quote.record):
            continue
        listed = {
            one["receipt"]: one["is_as_received"] for one in json.loads(quote.record)["quotes"]
        }
        if listed.get(quote.receipt) is not True:
            yield f"{quote.receipt} is not as received, the record of the opening says"
        secret = server_key().secret
        yield from _differences(
            quote.receipt, quote.id, quote.opened, secret, uploads, quote.digest, "opened_as"
        )


def _lost(receipt: Receipt, uploads: Path) -> Iterator[str]:
    """The company's own key reads what it was given a receipt for, byte for byte."""
    found = rows(
        "SELECT id, digest, contents FROM quote WHERE receipt = :number AND state = 'submitted'",
        number=receipt.number,
    )
    if not found:
        yield f"{receipt.number} was acknowledged and is lost"
        return
    ((id_, digest, contents),) = found
    if digest != receipt.digest:
        yield f"{receipt.number} has another SHA-256 than its receipt"
    unlike = list(
        _differences(receipt.number, id_, contents, receipt.reading_key, uploads, receipt.digest)
    )
    yield from unlike
    if not unlike:
        listed = json.loads(unseal(contents, receipt.reading_key))["files"]
        if {each["sha256"] for each in listed} != receipt.files:
            yield f"{receipt.number} has other files than were sent"


def _differences(
    name: str,
    quote_id: int,
    sealed: bytes,
    secret: str,
    uploads: Path,
    digest: str = "",
    column: str = "stored_as",
) -> Iterator[str]:
    try:
        content = unseal(sealed, secret)
        if digest and _sha256(content) != digest:
            yield f"{name} has another SHA-256 than its receipt"
        files = json.loads(content)["files"]
        places = dict(
            rows(f"SELECT id, {column} FROM sealed_file WHERE quote_id = :id", id=quote_id)
        )
        if set(places) != {each["id"] for each in files}:
            yield f"{name} lists other files than it has rows for"
        for each in files:
            plain = unseal((uploads / places[each["id"]]).read_bytes(), secret)
            if _sha256(plain) != each["sha256"]:
                yield f"{name} has a file that is not what was sent"
    except (CannotUnseal, KeyError, OSError) as failure:
        yield f"{name} cannot be read: {type(failure).__name__}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
