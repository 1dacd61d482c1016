"""Before the opening nothing of a quote is anywhere on the machine, on a server that really runs.

gunicorn as the README says, with every request in its log. A company writes, uploads by form and in
parts, is refused, cut off and late, and sends; the disk, the temporary folder, open files, logs,
mails, a backup, arguments and environments are searched on the way, also in the middle of a file.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.commissions.queries import issued_brief
from tests.backups import back_up
from tests.canaries import Canaries, changed, in_folder, in_processes, wait_for
from tests.newcomers import Newcomers
from tests.soak.caller import Answer, Caller, Cut
from tests.soak.checking import Receipt, faults_in
from tests.soak.killing import RECEIPT, SHA256
from tests.soak.parts import Sending
from tests.soak.server import Server
from tests.soak.world import World

ALL_IS_LOGGED = ("--access-logfile", "-", "--log-level", "debug")
FOR_EVERYBODY = (Path("/", "tmp"), Path("/", "var", "tmp"), Path("/", "dev", "shm"))


@dataclass
class Place:
    """A machine on which the tracker runs, and what is looked for on it."""

    world: World
    temporary: Path
    server: Server
    canaries: Canaries
    hits: dict[str, set[str]] = field(default_factory=dict)
    began: float = field(default_factory=time.time)

    @property
    def kept(self) -> Path:
        """Where its backups are."""
        return self.world.folder.with_name("kept")

    def look(self) -> dict[str, set[str]]:
        """Search everything that is on the machine now; what has been found so far."""
        for folder in (self.world.folder, self.temporary, self.kept):
            self.hits |= in_folder(self.canaries, folder)
        self.hits |= in_processes(self.canaries, self.server.pids())
        for folder in FOR_EVERYBODY:
            for path in folder.iterdir() if folder.is_dir() else ():
                # Other tests keep their own there; what they plant is not ours.
                if not path.name.startswith("pytest-of-") and changed(path) >= self.began:
                    self.hits |= in_folder(self.canaries, path, self.began)
        return self.hits

    def back_up(self) -> None:
        """As the README says: all that is kept but the server's key, the database by itself."""
        instance = self.world.folder
        self.kept.mkdir()
        back_up(instance / "tracker.sqlite3", self.kept / "tracker.sqlite3")
        with tarfile.open(self.kept / "instance.tar", "w") as archive:
            for path in instance.rglob("*"):
                if "tracker.sqlite3" not in path.name and path.name != "server-key.txt":
                    archive.add(path, path.relative_to(instance), recursive=False)


@pytest.fixture
def world(tmp_path: Path) -> World:
    folder = tmp_path / "instance"
    folder.mkdir()
    return World(folder)


@contextmanager
def place(world: World, **served: str) -> Iterator[Place]:
    """The tracker, running."""
    temporary = world.folder.with_name("temporary")
    temporary.mkdir()
    server = Server.start(world.folder, *ALL_IS_LOGGED, temporary=temporary, **served)
    world.tell(server.port)
    try:
        yield Place(world, temporary, server, Canaries())
    finally:
        server.kill()


class Company:
    """Writes a quote of canaries, page by page."""

    def __init__(self, machine: Place) -> None:
        self.machine, self.canaries = machine, machine.canaries
        self.reference, invitations = machine.world.issue()
        self.invitation, company = next(iter(invitations.items()))
        self.here = f"/invitations/{self.invitation}/quote"
        self.caller: Caller = machine.world.companies[company]
        self.token = self.caller.get(self.here).form("Start")["csrf_token"]

    def post(self, path: str, **values: Any) -> Answer:
        """Send a form of the quote's pages."""
        return self.caller.post(f"{self.here}{path}", {"csrf_token": self.token, **values})

    def write(self) -> None:
        """Answers and prices."""
        assert self.post("").status == 302
        with self.machine.world.looking():
            questions = [one.id for one in issued_brief(1).questions]
        for question in questions:
            answer = f"{self.canaries.answer} " * 100
            assert self.post(f"/answers/{question}", text=answer).status == 302
        price = {
            "lines-0-description": self.canaries.line,
            "lines-0-quantity": "1",
            "lines-0-unit_price": self.canaries.price,
            "lines-0-vat": "20",
        }
        assert self.post("/prices", **price).status == 302

    def replace(self, receipt: Receipt) -> None:
        """Begin another quote as a copy of the one that was sent."""
        page = f"/invitations/{self.invitation}/replace"
        values = {"csrf_token": self.token, "reading_key": receipt.reading_key}
        assert self.caller.post(page, values).status == 302
        assert self.canaries.answer in self.caller.get(f"{self.here}/check").text

    def content(self, size: int, word: str = "") -> bytes:
        """A text of about so many bytes, no two of a size alike."""
        word = f"{word or self.canaries.content} "
        return (word * (size // len(word))).encode()

    def add_by_form(self, size: int, name: str = "") -> Answer:
        """One file, as without JavaScript."""
        chosen = name or f"{self.canaries.name}-by-form.txt"
        return self.post("/files", files=(chosen, self.content(size)))

    def in_parts(self, name: str, size: int, part: int, word: str = "") -> Sending:
        """One file, begun."""
        content = self.content(size, word)
        made = Sending(self.caller, f"{self.here}/uploads", self.token, name, content, part)
        made.begin()
        return made

    @contextmanager
    def midway(self, act: Callable[[], Any]) -> Iterator[None]:
        """Do something when the server has taken in half of what is sent meanwhile."""

        before = self.pieces()

        def when_half_is_there() -> None:
            wait_for(lambda: bool(self.pieces() - before))
            act()

        self.caller.midway = when_half_is_there
        yield
        self.caller.midway = None

    def pieces(self) -> set[Path]:
        """What lies on the disk of what is still arriving."""
        return set(self.machine.world.uploads.glob("arriving/*/*"))


def settled(sending: Sending) -> None:
    """Wait until the server has noticed that the line was cut; nothing acknowledged is lost."""
    headers = {"Tus_Resumable": "1.0.0"}

    def is_in_use() -> bool:
        told = sending.caller.ask("GET", sending.address, b"", **headers)
        return bool(json.loads(told.content)["is_in_use"])

    wait_for(lambda: not is_in_use())
    assert sending.fault() is None


def cut() -> None:
    """The line breaks."""
    raise Cut


def be_refused(company: Company) -> None:
    """All that goes wrong with what is sent, each with canaries in it."""
    refused = company.canaries.refused
    as_pdf = {"files": (f"{refused}.pdf", company.content(70_000, refused))}
    assert company.post("/files", **as_pdf).status == 422
    sending = company.in_parts(f"{refused}.pdf", 70_000, 70_000, refused)
    assert sending.send_part().status == 422
    sending = company.in_parts(f"{refused}.txt", 70_000, 70_000, refused)
    wrong = f"sha256 {b64encode(bytes(32)).decode()}"
    assert sending.send_part(Upload_Checksum=wrong).status == 460
    with company.midway(cut), suppress(Cut):
        company.post("/files", files=(f"{refused}.txt", company.content(2_400_000, refused)))
    assert company.caller.ask("DELETE", sending.address, b"", **tokens(company)).status == 204
    company.token, kept = "wrong", company.token
    assert company.post("/prices", **{"lines-0-description": refused}).status == 400
    company.token = kept


def tokens(company: Company) -> dict[str, str]:
    return {"Tus_Resumable": "1.0.0", "X_CSRFToken": company.token}


def send(company: Company, files: list[bytes]) -> Receipt:
    page = f"{company.here}/check"
    shown = company.caller.get(page)
    form = shown.form("Send your quote")
    company.canaries.others.append(form["reading_key"])
    for written in (company.canaries.answer, company.canaries.line, company.canaries.name):
        assert written in shown.text
    answer = company.caller.post(page, {**form, "may_send": "y"})
    number = RECEIPT.search(answer.words)
    assert answer.status == 200 and number, answer.words
    digest, *of_files = SHA256.findall(answer.words)
    assert of_files == [hashlib.sha256(each).hexdigest() for each in files]
    return Receipt(number[0], digest, form["reading_key"], frozenset(of_files))


def begin_opening(machine: Place, reference: str) -> None:
    """The deadline comes, and the first of two keyholders enters a passphrase."""
    machine.world.pass_deadline()
    holder = min(machine.world.keyholders)
    page, caller = f"/commissions/{reference}/opening", machine.world.keyholders[holder]
    passphrase = machine.world.passphrases[holder]
    machine.canaries.others.append(passphrase)
    form = caller.get(page).form("Begin the opening")
    assert caller.post(page, {**form, "passphrase": passphrase}).status == 302


def test_before_the_opening_nothing_of_a_quote_is_anywhere_on_the_machine(world: World) -> None:
    with place(world) as machine, closing(Newcomers(machine.temporary)) as newcomers:
        company = Company(machine)
        company.write()
        with company.midway(machine.look):
            assert company.add_by_form(2_400_000).status == 302
        sending = company.in_parts(f"{company.canaries.name}-in-parts.txt", 4_500_000, 2_400_000)
        with company.midway(machine.look):
            assert sending.send_part().status == 204
        with company.midway(cut), suppress(Cut):
            sending.send_part()
        settled(sending)
        assert sending.go_on().status == 204
        be_refused(company)
        assert machine.look() == {}
        receipt = send(company, [company.content(2_400_000), sending.content])
        assert machine.look() == {}
        company.replace(receipt)
        begin_opening(machine, company.reference)
        late = company.add_by_form(100_000, f"{company.canaries.refused}-late.txt")
        assert "The deadline was" in late.words
        machine.back_up()
        assert machine.look() == {}
        assert list((world.folder / "outbox").glob("*.eml"))
        assert "PATCH /invitations/" in (world.folder / "gunicorn.log").read_text("utf-8")
        # And yet all of it is there, for whoever has the company's own key.
        assert faults_in(world, [receipt]) == []
        # What gunicorn's workers show that they are alive by; nothing else ever came there.
        assert {name.split("-")[0] for name in newcomers.names()} <= {"wgunicorn"}


def test_the_same_search_finds_what_flask_alone_would_write(world: World) -> None:
    with place(world, served="tests.soak.spooled:app") as machine:
        company = Company(machine)
        company.write()
        seen: list[dict[str, set[str]]] = []

        def look_at_last() -> None:
            wait_for(lambda: bool(machine.look()))
            seen.append(machine.hits)

        company.caller.midway = look_at_last
        company.add_by_form(2_400_000)
        (hits,) = seen
        assert [found for found in hits.values()] == [{company.canaries.content}]
        assert all(path.startswith("/proc/") and "/fd/" in path for path in hits)
