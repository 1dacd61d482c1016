"""Check an exported audit offline: `python verifying.py EXPORT`, `--help` for more.

Needs Python 3.11 and nothing of the tracker; `cryptography` too where signatures are to be checked.

An export has one entry a line, oldest first, as canonical JSON (RFC 8785: UTF-8, names in order, no
blanks). `hash` is the SHA-256 of the line without its `hash`; `previous` is the hash of the entry
before, 64 noughts for the first. So a changed, removed, added or moved entry shows itself and all
that follows; only entries cut off at the end need a head that was kept elsewhere: a signed one from
a mail to the auditor, or from a printed opening record.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIRST_PREVIOUS = "0" * 64
FIELDS = (
    "act",
    "actor_id",
    "actor_name",
    "after",
    "at",
    "before",
    "commission_id",
    "day",
    "number",
    "plan_id",
    "previous",
    "subject_id",
    "subject_name",
    "subject_type",
    "why",
)

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """The last entry of the chain at some time: its number from 1, and its hash."""

    number: int
    hash: str


@dataclass(frozen=True)
class SignedHead:
    """The head at the end of a day, signed: all hexadecimal but the day (ISO)."""

    day: str
    head: Head
    key: str
    signature: str


@dataclass(frozen=True)
class Checked:
    """What a check found: how many entries hold, the last that does, and what is wrong first."""

    number: int
    head: Head
    fault: str | None = None


class Unreadable(ValueError):
    """A line that is not an entry, or not written in the one canonical way."""


def canonical(values: Mapping[str, Any]) -> str:
    """The one way to write an entry (RFC 8785, for text, whole numbers and null)."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(entry: Entry) -> str:
    """The SHA-256 (hexadecimal) of an entry's fields, without its own hash."""
    plain = canonical({name: entry[name] for name in FIELDS})
    return hashlib.sha256(plain.encode()).hexdigest()


def line_of(entry: Entry) -> str:
    """An entry as a line of an export, without the line's end."""
    return canonical({name: entry[name] for name in (*FIELDS, "hash")})


def entry_of(line: bytes) -> Entry:
    """The entry on a line. Raises Unreadable."""
    if not line.endswith(b"\n"):
        raise Unreadable("is cut short")
    try:
        words = line[:-1].decode()
        entry = json.loads(words)
        is_canonical = isinstance(entry, dict) and line_of(entry) == words
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable("cannot be read as an entry") from None
    if not is_canonical:
        raise Unreadable("is not written as the tracker writes it")
    return entry


def check(entries: Iterable[Entry], heads: Iterable[Head] = ()) -> Checked:
    """Follow the chain from its first entry; stops at the first that does not hold.

    Each of `heads` must stand in the chain. An entry that raises Unreadable is the first bad one.
    """
    head = Head(0, FIRST_PREVIOUS)
    kept: dict[int, set[str]] = {}
    for each in heads:
        if each == head:
            continue  # kept before there was any entry
        kept.setdefault(each.number, set()).add(each.hash)
    following = iter(entries)
    while True:
        number = head.number + 1
        try:
            entry = next(following, None)
        except Unreadable as fault:
            return Checked(head.number, head, f"Entry {number} {fault}.")
        if entry is None:
            break
        if fault := _fault(entry, head, kept.pop(number, set())):
            return Checked(head.number, head, f"Entry {number} {fault}.")
        head = Head(number, entry["hash"])
    if beyond := sorted(kept):
        return Checked(
            head.number,
            head,
            f"The export ends with entry {head.number}, and entry {beyond[0]} was there.",
        )
    return Checked(head.number, head)


def _fault(entry: Entry, head: Head, kept: set[str]) -> str | None:
    if entry["number"] != head.number + 1:
        return f"is missing: the one in its place has number {entry['number']}"
    if entry["previous"] != head.hash:
        return "does not follow from the entry before it"
    if entry["hash"] != hash_of(entry):
        return "was changed: it does not have its hash"
    if kept - {entry["hash"]}:
        return "is not the one that was kept elsewhere as the head"
    return None


def entries_of(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries of an export. Raises Unreadable at the first line that is none."""
    for line in lines:
        yield entry_of(line)


def message_of(day: str, head: Head) -> bytes:
    """What is signed at the end of a day."""
    return canonical({"day": day, "hash": head.hash, "number": head.number}).encode()


def signed_head_of(line: str) -> SignedHead:
    """A signed head from its line of JSON. Raises ValueError."""
    try:
        found = json.loads(line)
        head = Head(int(found["number"]), str(found["hash"]))
        return SignedHead(str(found["day"]), head, str(found["key"]), str(found["signature"]))
    except (KeyError, TypeError):
        raise ValueError("A line is not a signed head") from None


def is_signed(signed: SignedHead, key: str | None = None) -> bool:
    """Whether a head was signed by the key that it names, and that this is the key given (hex).

    Raises ImportError where the package `cryptography` is missing.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if key is not None and signed.key != key:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key))
        public.verify(bytes.fromhex(signed.signature), message_of(signed.day, signed.head))
    except (InvalidSignature, ValueError):
        return False
    return True


def signed_heads_in(words: str) -> list[SignedHead]:
    """The signed heads in a file or a mail: each line that begins with a brace."""
    return [signed_head_of(line) for line in words.splitlines() if line.startswith("{")]


def check_file(
    export: Path, heads: Iterable[Head] = (), signed: Iterable[SignedHead] = (), key: str = ""
) -> Checked:
    """Check an export against heads kept elsewhere. A head with a wrong signature is the fault."""
    kept = list(heads)
    for each in signed:
        if not is_signed(each, key or None):
            nothing = Head(0, FIRST_PREVIOUS)
            return Checked(0, nothing, f"The head of {each.day} has not the signature of the key.")
        kept.append(each.head)
    with export.open("rb") as lines:
        return check(entries_of(lines), kept)


def _head(written: str) -> Head:
    number, _, digest = written.partition(":")
    if not number.isdecimal() or len(digest) != len(FIRST_PREVIOUS):
        raise argparse.ArgumentTypeError("a head is written NUMBER:HASH")
    return Head(int(number), digest)


def main(arguments: list[str]) -> int:
    """0 where all holds, 1 where something does not, 2 where it could not be checked."""
    parser = argparse.ArgumentParser(description="Check an exported audit.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--head", type=_head, action="append", default=[], help="NUMBER:HASH")
    parser.add_argument("--heads", type=Path, help="a file or mail with signed heads")
    parser.add_argument("--key", default="", help="the public key (hex) that must have signed")
    asked = parser.parse_args(arguments)
    try:
        signed = signed_heads_in(asked.heads.read_text("utf-8")) if asked.heads else []
        checked = check_file(asked.export, asked.head, signed, asked.key)
    except ImportError:
        print("To check signatures, install the package cryptography.", file=sys.stderr)
        return 2
    except (OSError, ValueError) as fault:
        print(f"It could not be checked: {fault}", file=sys.stderr)
        return 2
    print(checked.fault or f"{checked.number} entries hold. Head: {checked.head.hash}")
    return 1 if checked.fault else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
