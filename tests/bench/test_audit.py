"""The audit's chain: checking an export beside reading it, and several writers beside one."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from time import perf_counter, process_time

from flask import Flask

from app import create_app
from app.audit import queries
from app.audit.verifying import check, check_file, entry_of, hash_of, line_of
from app.database import committed, db
from app.people.operations import keep_setting
from tests.conftest import environment

ENTRIES = 100_000
MOST_SECONDS = 10
"""Of one processor, for all entries."""
WRITERS, EACH = 8, 1_000


def test_checking_an_export_beside_reading_it(tmp_path: Path, app: Flask) -> None:
    keep_setting("group_name", "Example Group")
    db.session.commit()
    model = next(queries.whole_chain())
    export = tmp_path / "audit.jsonl"
    previous = model["previous"]
    with export.open("wb") as out:
        for number in range(1, ENTRIES + 1):
            entry = {**model, "number": number, "previous": previous}
            entry["hash"] = previous = hash_of(entry)
            out.write((line_of(entry) + "\n").encode())
    start = perf_counter()
    with export.open("rb") as lines:
        for line in lines:
            json.loads(line)
    bare = perf_counter() - start
    start, worked = perf_counter(), process_time()
    checked = check_file(export)
    took, worked = perf_counter() - start, process_time() - worked
    assert (checked.fault, checked.number) == (None, ENTRIES)
    last = export.read_bytes().splitlines(keepends=True)[-1]
    assert entry_of(last)["hash"] == previous
    assert worked < MOST_SECONDS
    print(
        f"\n{ENTRIES:,} entries checked in {took:.2f} s ({worked:.2f} s of one processor), "
        f"{took / bare:.1f} times reading them"
    )


def write(folder: str, name: str, number: int) -> None:
    """One process that records `number` acts, each in its own transaction."""
    app = create_app(environment(Path(folder)), instance=Path(folder))
    with app.app_context():
        for each in range(number):
            with committed():
                keep_setting(f"key of {name}", str(each))


def _writing(app: Flask, writers: int, number: int) -> float:
    db.session.remove()
    db.engine.dispose()
    start = multiprocessing.get_context("spawn")
    running = [
        start.Process(target=write, args=(app.instance_path, f"{writers}, {place}", number))
        for place in range(writers)
    ]
    began = perf_counter()
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert [each.exitcode for each in running] == [0] * writers
    return perf_counter() - began


def test_writers_at_once_beside_one(app: Flask) -> None:
    one = _writing(app, 1, WRITERS * EACH)
    many = _writing(app, WRITERS, EACH)
    head = queries.head()
    assert head.number == 2 * WRITERS * EACH
    assert check(queries.whole_chain(), [head]).fault is None
    print(
        f"\n{WRITERS} writers, {EACH:,} entries each: no fork, no error; {many:.1f} s, "
        f"{many / one:.1f} times one writer"
    )
