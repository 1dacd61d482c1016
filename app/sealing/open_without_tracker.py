#!/usr/bin/env python3
"""Opens one commission's quotes without the tracker, by two keyholders' passphrases.

    python3 open_without_tracker.py DATABASE UPLOADS REFERENCE KEYHOLDER KEYHOLDER INTO

DATABASE is a copy of tracker.sqlite3 and UPLOADS of the folder of uploads; a KEYHOLDER is named by
email address. Needs Python 3.9 or later and the program `age` (Debian: apt install age), which
asks at the terminal for each passphrase. What was in each quote is written into the folder INTO:
quote.json, its SHA-256 being the one on the receipt, and the files under the numbers of its list.
It asks nobody whether the deadline has passed: that two people agree is what stands behind it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

WRAP = """
SELECT w.wrapped, first.locked, second.locked
FROM wrapped_key w
JOIN commission_key k ON k.id = w.commission_key_id
JOIN commission c ON c.id = k.commission_id
JOIN keyholder_key first ON first.id = w.first_key_id
JOIN person one ON one.id = first.person_id
JOIN keyholder_key second ON second.id = w.second_key_id
JOIN person other ON other.id = second.person_id
WHERE c.reference = ? AND one.email = ? AND other.email = ? ORDER BY w.id DESC
"""
QUOTES = """
SELECT q.id, q.receipt, q.digest, q.contents FROM quote q
JOIN invitation i ON i.id = q.invitation_id JOIN commission c ON c.id = i.commission_id
WHERE c.reference = ? AND q.state = 'submitted' AND q.contents IS NOT NULL ORDER BY q.submitted_at
"""


def age(sealed: Path, key: bytes | None = None) -> bytes:
    """What `age` makes of a file: with a key from its standard input, else with a passphrase."""
    words = ["age", "--decrypt", *(["--identity", "-"] if key else []), str(sealed)]
    return subprocess.run(words, input=key, stdout=subprocess.PIPE, check=True).stdout


def main(database: str, uploads: str, reference: str, one: str, other: str, into: str) -> int:
    """Open every quote that was in. Returns how many are not what their receipts say."""
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    found = rows.execute(WRAP, (reference, one, other)).fetchone()
    if found is None:
        sys.exit(f"Nothing of {reference} is wrapped for {one} and {other}.")
    folder = Path(into)
    folder.mkdir()
    sealed = folder / "sealed.age"

    def opened(content: bytes, key: bytes | None = None) -> bytes:
        sealed.write_bytes(content)
        return age(sealed, key)

    wrapped, first, second = (words.encode("ascii") for words in found)
    print(f"Passphrase of {one}:", flush=True)
    half = opened(wrapped, opened(first))
    print(f"Passphrase of {other}:", flush=True)
    key = opened(half, opened(second))
    wrong = 0
    for quote_id, receipt, digest, contents in rows.execute(QUOTES, (reference,)).fetchall():
        content = opened(contents, key)
        place = folder / receipt
        place.mkdir()
        (place / "quote.json").write_bytes(content)
        is_same = hashlib.sha256(content).hexdigest() == digest
        stored = dict(
            rows.execute("SELECT id, stored_as FROM sealed_file WHERE quote_id = ?", (quote_id,))
        )
        for number, file in enumerate(json.loads(content)["files"], 1):
            plain = age(Path(uploads) / stored[file["id"]], key)
            (place / f"file-{number}").write_bytes(plain)
            is_same = is_same and hashlib.sha256(plain).hexdigest() == file["sha256"]
        wrong += not is_same
        print(f"{receipt}: {'as received' if is_same else 'NOT as received'}")
    sealed.unlink()
    return wrong


if __name__ == "__main__":
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
