"""A file of 1 GB in parts, cut fifty times, and by form: the server's memory, its SHA-256, time.

A real gunicorn. Memory is the growth of the most that its workers have held at once; the time is a
ratio to saving the same bytes as they are, flushed to the same disk. MEGABYTES=100 does less.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app import create_app
from app.commissions.models import Invitation
from app.database import db
from app.people.models import Person
from app.people.operations import start_sign_in
from app.quotes import operations, queries
from tests.e2e import tracker as served
from tests.e2e.tracker import Tracker, flask
from tests.tus import PART, metadata

SIZE = int(os.environ.get("MEGABYTES", "1000")) * 1_000_000
BLOCK = random.Random(5).randbytes(3_000_000).hex().encode()
"""6 MB of letters that a text may hold."""
CUTS = 50
MOST_GROWTH = 64 * 1024 * 1024


def content() -> Iterator[bytes]:
    for start in range(0, SIZE, len(BLOCK)):
        yield BLOCK[: SIZE - start]


def part(start: int, length: int) -> bytes:
    whole = BLOCK + BLOCK
    length = min(length, SIZE - start)
    return whole[start % len(BLOCK) :][:length]


@dataclass
class Line:
    """A company's line to a running server."""

    tracker: Tracker
    place: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        return self.tracker.address.removeprefix("http://")

    def ask(
        self, method: str, path: str, body: bytes | Iterator[bytes] = b"", **headers: str
    ) -> http.client.HTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection(self.host, timeout=600)
        line.request(method, path, body, {**self.headers, **named})
        answer = line.getresponse()
        answer.read()
        return answer

    def cut(self, path: str, offset: int, body: bytes, after: int) -> None:
        """Send a part and break the line in the middle of it."""
        named = {**self.headers, "Upload-Offset": str(offset), "Content-Type": PART}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        first = f"PATCH {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Length: {len(body)}\r\n"
        name, _, port = self.host.partition(":")
        with socket.create_connection((name, int(port))) as line:
            line.sendall(f"{first}{head}\r\n".encode() + body[:after])

    def memory(self) -> int:
        """The most bytes that each process of the server has held, together."""
        return sum(_status(pid, "VmHWM") for pid in self.pids())

    def pids(self) -> list[int]:
        master = self.tracker.process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text("ascii").split()
        return [master, *(int(worker) for worker in workers)]


def _status(pid: int, name: str) -> int:
    for row in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if row.startswith(name):
            return int(row.split()[1]) * 1024
    raise AssertionError(f"No {name} of {pid}.")


def signed_in(app: Flask, tracker: Tracker) -> Line:
    with app.app_context():
        rory = db.session.scalars(
            select(Person).where(Person.email == "rory@specimen.example")
        ).one()
        invitation = db.session.get_one(Invitation, 10)
        operations.start_quote(invitation, by=rory)
        raw = hashlib.sha256(b"bench").hexdigest()
        session = {"_user_id": start_sign_in(rory), "_fresh": True, "csrf_token": raw}
        db.session.commit()
        interface = app.session_interface
        assert isinstance(interface, SecureCookieSessionInterface)
        signer = interface.get_signing_serializer(app)
        assert signer is not None
        key = str(app.secret_key)
        token = URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(raw)
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(session)}"
    headers = {"Cookie": cookie, "X-CSRFToken": str(token), "Tus-Resumable": "1.0.0"}
    return Line(tracker, "/invitations/10/quote", headers)


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    as_usual = served.environment

    def larger(folder: Path, address: str) -> dict[str, str]:
        return {**as_usual(folder, address), "MAX_FILE_MB": "2000"}

    monkeypatch.setattr(served, "environment", larger)
    made = tmp_path / "made"
    flask(made, "db", "upgrade")
    flask(made, "demo", "load")
    tracker = Tracker.start(made, tmp_path / "instance")
    app = create_app(larger(tracker.folder, tracker.address), instance=tracker.folder)
    found = signed_in(app, tracker)
    for _ in range(12):  # both workers have shown the page
        assert found.ask("GET", f"{found.place}/files").status == 200
    yield found
    tracker.stop()


def plainly(folder: Path) -> float:
    """Seconds to save the same bytes as they are."""
    began = perf_counter()
    with (folder / "plain").open("wb") as target:
        for block in content():
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    (folder / "plain").unlink()
    return perf_counter() - began


def in_parts(line: Line, cuts: int) -> int:
    """Send the file in parts and break the line so many times. How many parts were kept in part."""
    named = {"Upload_Length": str(SIZE), "Upload_Metadata": metadata("large.txt")}
    address = line.ask("POST", f"{line.place}/uploads", b"", **named).headers["Location"]
    where = random.Random(3).sample(range(SIZE // 4_194_304), min(cuts, SIZE // 4_194_304))
    offset, number, kept = 0, 0, 0
    while offset < SIZE:
        body = part(offset, 4_194_304)
        if number in where:
            line.cut(address, offset, body, after=len(body) // 2)
            before, offset = offset, _settled(line, address, offset)
            kept += offset > before
            body = part(offset, 4_194_304)
        given = {"Upload_Offset": str(offset), "Content_Type": PART}
        try:
            answer = line.ask("PATCH", address, body, **given)
        except ConnectionError:  # refused before all of it was read: the cut part is still kept
            sleep(0.1)
            offset = int(line.ask("HEAD", address).headers["Upload-Offset"])
            continue
        if answer.status in (409, 423):
            sleep(0.1)
            offset = int(line.ask("HEAD", address).headers["Upload-Offset"])
            continue
        assert answer.status == 204, answer.status
        offset, number = int(answer.headers["Upload-Offset"]), number + 1
    return kept


def _settled(line: Line, address: str, before: int) -> int:
    """How far the upload is once the server has noticed the cut."""
    for _ in range(200):
        found = int(line.ask("HEAD", address).headers["Upload-Offset"])
        if found > before:
            return found
        sleep(0.05)
    return before


def by_form(line: Line) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="large.txt"\r\n\r\n'
    tail = b"\r\n--x--\r\n"

    def body() -> Iterator[bytes]:
        yield head
        yield from content()
        yield tail

    answer = line.ask(
        "POST",
        f"{line.place}/files",
        body(),
        Content_Type="multipart/form-data; boundary=x",
        Content_Length=str(len(head) + SIZE + len(tail)),
    )
    assert answer.status == 302, answer.status


def digest_kept(line: Line, app: Flask) -> str:
    with app.app_context():
        rory = db.session.scalars(
            select(Person).where(Person.email == "rory@specimen.example")
        ).one()
        draft = queries.own_draft(rory, db.session.get_one(Invitation, 10))
        assert draft is not None
        return draft.files[-1].sha256


@pytest.mark.parametrize("way", ["in parts", "in parts, cut 50 times", "by form"])
def test_a_large_file_arrives_in_bounded_memory(
    line: Line, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = plainly(tmp_path)
    before, began = line.memory(), perf_counter()
    kept = 0
    if way == "by form":
        by_form(line)
    else:
        kept = in_parts(line, CUTS if "cut" in way else 0)
    took = perf_counter() - began
    growth = line.memory() - before
    environ = served.environment(line.tracker.folder, line.tracker.address)
    app = create_app(environ, instance=line.tracker.folder)
    expected = hashlib.sha256()
    for block in content():
        expected.update(block)
    print(
        f"\n{SIZE // 1_000_000:,} MB {way}: {took / alone:.1f} × saving it as it is "
        f"({SIZE / took / 1e6:.0f} MB/s); server's memory +{growth / 1024 / 1024:.1f} MB"
        + (f"; {kept} cut parts kept in part" if kept else "")
    )
    assert digest_kept(line, app) == expected.hexdigest()
    assert growth < MOST_GROWTH
