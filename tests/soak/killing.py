"""Kill the server at random moments while companies upload and send, and keyholders open."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

from app.commissions.models import Commission
from app.database import db
from app.quotes.queries import opening_begun
from app.quotes.queries.contents import contents_of
from tests.soak.caller import Answer, Cut
from tests.soak.checking import Receipt, faults_in, leftovers, opened_by_two, rows, swept
from tests.soak.parts import Sending
from tests.soak.server import Nursery, environment
from tests.soak.world import World

RECEIPT = re.compile(r"R-\d{4}-[2-9A-Z]{6}")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
LARGEST = 3_000_000
"""Bytes of the largest file that is sent."""
PART = 100_000, 1_200_000
"""Bytes of the parts in which a file is sent: the smallest and the largest."""
BEYOND, NEAR_THE_END = 1.2, 0.6
"""Kills are spread over these parts of what the step takes on a fresh server nobody kills."""
SOONER, LATER = 0.92, 1.09
"""By how much the next kill of a step comes sooner after one that was done, later after another."""
AHEAD = 2
"""By how many kills one of upload, submit and opening may be ahead of another."""


@dataclass
class Figures:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    """By what was going on and what had become of it."""
    acknowledged: int = 0
    parts: int = 0
    swept: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def total(self) -> int:
        """How often the server was killed."""
        return self.kills.total()

    def lines(self, seed: int) -> str:
        """The figures as they are printed."""
        lost = sum("lost" in fault for fault in self.faults)
        told = "\n".join(f"  {number:4}  {what}" for what, number in sorted(self.kills.items()))
        return (
            f"{self.total} kills (seed {seed}) in {self.seconds / 60:.1f} minutes:\n{told}\n"
            f"{self.acknowledged} quotes and {self.parts} parts of files acknowledged, "
            f"{lost} lost; {self.swept} leftovers swept; {len(self.faults)} faults"
        )


class Soak:
    """One run: the same seed does the same things at the same parts of each step."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.world = World(folder)
        self.nursery = Nursery(folder, environment(folder))
        self.figures = Figures()
        self.receipts: list[Receipt] = []
        self.usual: dict[str, float] = {}
        """The seconds that each step takes, as far as is known by now."""
        self.sendings: list[Sending] = []
        """The files that companies are sending in parts, of which not all has been acknowledged."""
        self.risked: Counter[str] = Counter()
        """How often the server was killed in each third: upload, submit, opening."""
        self.wanted = 0
        self._restart()

    def run(self, kills: int) -> Figures:
        """Practise each step, then kill this many times; the server is gone at the end."""
        began = monotonic()
        try:
            self._lap()
            self.wanted = kills
            while self.figures.total < kills:
                self._lap()
            self._check(everything=True)
        finally:
            self.server.kill()
            self.nursery.close()
            self.figures.seconds = monotonic() - began
        return self.figures

    def _lap(self) -> None:
        """One commission: some companies upload and send, then two keyholders open."""
        reference, invitations = self.world.new_commission()
        for invitation in self.chance.sample(sorted(invitations), self.chance.randint(1, 2)):
            company = invitations[invitation]
            ways = [self._by_form, self._in_parts]
            for way in self.chance.sample(ways, 2 if not self.wanted else 1):
                while not way(invitation, company):
                    pass
            while not self._submit(invitation, company):
                pass
        self.world.pass_deadline()
        while not self._open(reference):
            pass

    def _is_due(self, third: str, step: str) -> bool:
        """Whether to kill the server in this step: it was practised, and its third is not ahead."""
        least = min(self.risked[each] for each in ("upload", "submit", "opening"))
        return (
            self.figures.total < self.wanted
            and step in self.usual
            and self.risked[third] < least + AHEAD
        )

    def _by_form(self, invitation: int, company: int) -> bool:
        """Whether the file is in the draft."""
        is_deadly = self._is_due("upload", "an upload by form")
        self._be_fresh("an upload by form")
        caller = self.world.companies[company]
        page = f"/invitations/{invitation}/quote/files"
        form = caller.get(page).form("Add files")
        name, content = self._file()
        sent = {**form, "files": (name, content)}
        answer = self._at_risk("an upload by form", lambda: caller.post(page, sent), is_deadly)
        is_there = hashlib.sha256(content).hexdigest() in self._files_of(invitation)
        if answer is not None:
            assert answer.status == 302, answer.words
            if not is_there:
                self.figures.faults.append(f"A file was acknowledged to {invitation} and is lost")
        if is_deadly:
            self._count("upload", "an upload by form", is_there, answer)
        return is_there

    def _in_parts(self, invitation: int, company: int) -> bool:
        """Whether the file is in the draft: begun if need be, gone on with after a kill."""
        is_deadly = self._is_due("upload", "an upload in parts")
        self._be_fresh("an upload in parts")
        if not self.sendings:
            self.sendings.append(self._begun_sending(invitation, company))
        (sending,) = self.sendings
        before = sending.parts
        answer = self._at_risk("an upload in parts", sending.go_on, is_deadly)
        self.figures.parts += sending.parts - before
        is_there = sending.sha256 in self._files_of(invitation)
        if answer is not None:
            assert answer.status == 204, answer.text
            if not is_there:
                self.figures.faults.append(f"A file was acknowledged to {invitation} and is lost")
        if answer is not None or (is_there and sending.is_whole):
            self.sendings.clear()
        if is_deadly:
            self._count("upload", "an upload in parts", is_there, answer)
        return is_there

    def _begun_sending(self, invitation: int, company: int) -> Sending:
        caller, draft = self.world.companies[company], f"/invitations/{invitation}/quote"
        token = caller.get(f"{draft}/files").form("Add files")["csrf_token"]
        name, content = self._file()
        size = self.chance.randint(*PART)
        made = Sending(caller, f"{draft}/uploads", token, name, content, size)
        made.begin()
        return made

    def _file(self) -> tuple[str, bytes]:
        content = b"%PDF-1.4\n" + self.chance.randbytes(self.chance.randint(10, LARGEST))
        return f"plan-{self.chance.randrange(10**9)}.pdf", content

    def _submit(self, invitation: int, company: int) -> bool:
        """Whether the quote is in; it is acknowledged then, at the second press at the latest."""
        is_deadly = self._is_due("submit", "a submit")
        self._be_fresh("a submit")
        caller = self.world.companies[company]
        page = f"/invitations/{invitation}/quote/check"
        sent = {**caller.get(page).form("Send your quote"), "may_send": "y"}
        files = frozenset(self._files_of(invitation))
        answer = self._at_risk("a submit", lambda: caller.post(page, sent), is_deadly)
        with self.world.looking():
            is_in = bool(
                rows(
                    "SELECT 1 FROM quote WHERE invitation_id = :id AND state = 'submitted'",
                    id=invitation,
                )
            )
        if is_deadly:
            self._count("submit", "a submit", is_in, answer)
        if answer is None and is_in:
            answer = caller.post(page, sent)  # the page was still open: the button again
        if answer is None:
            return False
        found = RECEIPT.search(answer.words)
        assert answer.status == 200 and found, answer.words
        digests = SHA256.findall(answer.words)
        receipt = Receipt(found[0], digests[0], sent["reading_key"], files)
        if frozenset(digests[1:]) != files:
            self.figures.faults.append(f"{found[0]} lists other files than were sent")
        self.receipts.append(receipt)
        self.figures.acknowledged += 1
        pair = self.chance.sample(range(5), 2)
        self.figures.faults += filter(None, [opened_by_two(self.world, receipt, *pair)])
        return True

    def _open(self, reference: str) -> bool:
        """Two keyholders, at one screen or at two; whether the quotes are open."""
        one, other = self.chance.sample(sorted(self.world.keyholders), 2)
        page = f"/commissions/{reference}/opening"
        is_together = self.chance.random() < 0.5
        begun = self._begun(reference)
        if begun is not None and one == begun:
            one, other = other, one
        caller = self.world.keyholders[one]
        together = "an opening by two at one screen"
        step = "an opening's beginning" if begun is None else "a confirmation"
        step = together if begun is None and is_together else step
        is_deadly = self._is_due("opening", step)
        self._be_fresh(step)
        button = "Begin the opening" if begun is None else "Confirm and open"
        form = caller.get(page).form(button)
        sent = {**form, "passphrase": self.world.passphrases[one]}
        if step == together:
            sent |= {"other": str(other), "other_passphrase": self.world.passphrases[other]}
        answer = self._at_risk(step, lambda: caller.post(page, sent), is_deadly)
        assert answer is None or answer.status == 302, answer.words
        with self.world.looking():
            ((is_open,),) = rows(
                "SELECT opened_at IS NOT NULL FROM commission WHERE reference = :reference",
                reference=reference,
            )
        if is_deadly:
            is_begun = self._begun(reference) is not None or bool(is_open)
            self._count("opening", step, bool(is_open) if begun is not None else is_begun, answer)
        return bool(is_open)

    def _at_risk(self, step: str, act: Callable[[], Answer], is_deadly: bool) -> Answer | None:
        """Do it, and kill the server meanwhile or soon after; None where no whole answer came."""
        began = monotonic()
        if not is_deadly:
            answer = act()
            self.usual.setdefault(step, monotonic() - began)
            return answer
        killer = Timer(self._moment(step), self.server.kill)
        killer.start()
        try:
            answer = act()
        except Cut:
            answer = None
        killer.join()
        self._restart()
        self._check()
        return answer

    def _moment(self, step: str) -> float:
        """After how many seconds to kill: anywhere in the step, each other time near its end.

        The end is where it is committed and answered.
        """
        earliest = self.chance.choice([0, NEAR_THE_END])
        return self.chance.uniform(earliest, BEYOND) * self.usual[step]

    def _be_fresh(self, step: str) -> None:
        """The first time that a step is practised, its server has only just started."""
        if step not in self.usual:
            self.server.kill()
            self._restart()

    def _restart(self) -> None:
        self.server = self.nursery.start()
        self.world.tell(self.server.port)

    def _check(self, *, everything: bool = False) -> None:
        """After a kill: what was acknowledged is there; sweep, then look at all that must hold."""
        kept = self.receipts if everything else self.receipts[-12:]
        self.figures.faults += filter(None, [sending.fault() for sending in self.sendings])
        self.figures.faults += faults_in(self.world, kept, everything=everything)
        self.figures.swept += swept(self.world)
        self.figures.faults += leftovers(self.world)

    def _count(self, third: str, what: str, is_done: bool, answer: Answer | None) -> None:
        became = "answered" if answer else "done, not answered" if is_done else "undone"
        # What is killed tells no time; so that about half of it is done, the guess is moved.
        self.usual[what] *= SOONER if is_done else LATER
        self.risked[third] += 1
        self.figures.kills[f"during {what}: {became}"] += 1

    def _begun(self, reference: str) -> int | None:
        with self.world.looking():
            commission = db.session.query(Commission).filter_by(reference=reference).one()
            begun = opening_begun(commission)
            return begun.first_id if begun else None

    def _files_of(self, invitation: int) -> set[str]:
        """The SHA-256 of each file in the draft of an invitation."""
        with self.world.looking():
            ((draft,),) = rows(
                "SELECT id FROM quote WHERE invitation_id = :id AND state = 'draft'", id=invitation
            )
            return {file.sha256 for file in contents_of([draft])[draft].files}
