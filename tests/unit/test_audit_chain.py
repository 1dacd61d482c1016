"""The chain of the audit, checked offline: whatever is done to an export, it is found."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.audit import verifying
from app.audit.signing import signing_key
from app.audit.verifying import (
    FIRST_PREVIOUS,
    Checked,
    Head,
    SignedHead,
    Unreadable,
    check,
    check_file,
    entries_of,
    entry_of,
    hash_of,
    is_signed,
    line_of,
)

SCRIPT = Path(verifying.__file__)
LENGTH = 60
TAMPERINGS = 1_000


def chain(length: int = LENGTH) -> Iterator[bytes]:
    previous = FIRST_PREVIOUS
    for number in range(1, length + 1):
        entry = {
            "act": "brief issued",
            "actor_id": number % 7 or None,
            "actor_name": "Mòrag “Mo” O’Example\n🦭",
            "after": f"version {number}",
            "at": f"2013-12-04T10:00:{number % 60:02}.000001Z",
            "before": "",
            "commission_id": 3,
            "day": "2013-12-04",
            "number": number,
            "plan_id": None,
            "previous": previous,
            "subject_id": number,
            "subject_name": "KM-2013-01",
            "subject_type": "brief",
            "why": "\u0001\u2028 tab\t",
        }
        entry["hash"] = previous = hash_of(entry)
        yield (line_of(entry) + "\n").encode()


LINES = list(chain())
HEAD = Head(LENGTH, str(entry_of(LINES[-1])["hash"]))


def checked(lines: list[bytes]) -> Checked:
    return check(entries_of(b"".join(lines).splitlines(keepends=True)), [HEAD])


def test_a_whole_chain_holds() -> None:
    assert checked(LINES) == Checked(LENGTH, HEAD)


def test_an_empty_export_holds_where_nothing_was_kept_of_it() -> None:
    assert check([]) == Checked(0, Head(0, FIRST_PREVIOUS))
    assert checked([]).fault == f"The export ends with entry 0, and entry {LENGTH} was there."


def changed(place: int, **values: object) -> list[bytes]:
    """The chain with one entry changed by somebody who also gives it its right hash."""
    entry = {**entry_of(LINES[place]), **values}
    entry["hash"] = hash_of(entry)
    return [*LINES[:place], (line_of(entry) + "\n").encode(), *LINES[place + 1 :]]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (changed(9, why="Another"), "Entry 11 does not follow from the entry before it."),
        (changed(LENGTH - 1, why="x"), "Entry 60 is not the one that was kept elsewhere"),
        (changed(9, number=99), "Entry 10 is missing: the one in its place has number 99."),
        ([*LINES[:9], *LINES[10:]], "Entry 10 is missing"),
        ([*LINES[:9], LINES[10], LINES[9], *LINES[11:]], "Entry 10 is missing"),
        (LINES[:-1], "The export ends with entry 59, and entry 60 was there."),
        ([*LINES[:-1], LINES[-1][:-1]], "Entry 60 is cut short."),
        ([b"[" * 100_000 + b"\n"], "Entry 1 cannot be read as an entry."),
        ([b"{}\n"], "Entry 1 cannot be read as an entry."),
        ([b'{"number": 1}\n'], "Entry 1 cannot be read as an entry."),
        ([b" " + LINES[0]], "Entry 1 is not written as the tracker writes it."),
        ([LINES[0].replace(b'"number":1,', b'"number":1.0,')], "Entry 1 was changed"),
        ([LINES[0].replace(b"version 1", b"version 2")], "Entry 1 was changed"),
    ],
)
def test_the_first_bad_entry_is_named(lines: list[bytes], said: str) -> None:
    assert (checked(lines).fault or "").startswith(said)


def flip(lines: list[bytes], chance: random.Random) -> list[bytes]:
    joined = bytearray(b"".join(lines))
    joined[chance.randrange(len(joined))] ^= 1 << chance.randrange(8)
    return [bytes(joined)]


def delete(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(lines))
    return lines[:place] + lines[place + 1 :]


def swap(lines: list[bytes], chance: random.Random) -> list[bytes]:
    one, other = chance.sample(range(len(lines)), 2)
    moved = list(lines)
    moved[one], moved[other] = moved[other], moved[one]
    return moved


def insert(lines: list[bytes], chance: random.Random) -> list[bytes]:
    place = chance.randrange(len(lines) + 1)
    return [*lines[:place], chance.choice([*lines, b"\n"]), *lines[place:]]


def truncate(lines: list[bytes], chance: random.Random) -> list[bytes]:
    joined = b"".join(lines)
    return [joined[: chance.randrange(len(joined))]]


@pytest.mark.parametrize("tamper", [flip, delete, swap, insert, truncate])
def test_a_thousand_random_tamperings_are_all_found(
    tamper: Callable[[list[bytes], random.Random], list[bytes]],
) -> None:
    chance = random.Random(2013)
    missed = [
        lines
        for lines in (tamper(LINES, chance) for _ in range(TAMPERINGS // 5))
        if checked(lines).fault is None
    ]
    assert missed == []


def test_an_entry_is_read_back_as_it_was_written() -> None:
    for line in LINES:
        assert (line_of(entry_of(line)) + "\n").encode() == line
    with pytest.raises(Unreadable):
        entry_of(b"\xff\n")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(b"".join(LINES))
    return file


def signed(folder: Path, head: Head = HEAD) -> SignedHead:
    key = signing_key(folder / "audit-key.pem")
    day = date(2013, 12, 4)
    return SignedHead(str(day), head, key.public, key.sign(day, head))


def test_a_signed_head_is_checked_against_the_chain_and_its_key(
    export: Path, tmp_path: Path
) -> None:
    good = signed(tmp_path)
    assert check_file(export, signed=[good], key=good.key).fault is None
    other = "00" * 32
    assert "signature" in (check_file(export, signed=[good], key=other).fault or "")
    moved = SignedHead("2013-12-05", good.head, good.key, good.signature)
    assert not is_signed(moved)
    longer = signed(tmp_path, Head(LENGTH + 1, "a" * 64))
    assert "was there" in (check_file(export, signed=[longer]).fault or "")


def test_the_key_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    first, again = signing_key(tmp_path / "k.pem"), signing_key(tmp_path / "k.pem")
    assert first.public == again.public
    assert (tmp_path / "k.pem").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["k.pem"]


def test_the_script_runs_alone(export: Path, tmp_path: Path) -> None:
    script = tmp_path / "alone" / "verifying.py"
    script.parent.mkdir()
    script.write_bytes(SCRIPT.read_bytes())

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", str(script), str(export), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=script.parent,
        )

    good = run("--head", f"{LENGTH}:{HEAD.hash}")
    assert (good.returncode, good.stdout) == (0, f"60 entries hold. Head: {HEAD.hash}\n")
    found = signed(tmp_path)
    mail = tmp_path / "mail.txt"
    mail.write_text(
        "Keep this.\n"
        + verifying.canonical(
            {
                "day": found.day,
                "hash": found.head.hash,
                "key": found.key,
                "number": found.head.number,
                "signature": found.signature,
            }
        ),
        "utf-8",
    )
    assert run("--heads", str(mail), "--key", found.key).returncode == 0
    export.write_bytes(b"".join(LINES[:-1]))
    bad = run("--heads", str(mail))
    assert (bad.returncode, bad.stdout) == (
        1,
        "The export ends with entry 59, and entry 60 was there.\n",
    )
