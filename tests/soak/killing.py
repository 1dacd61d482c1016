"""Kill the server at random moments while companies upload and send, and keyholders open."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from threading import Timer
from time import monotonic

from app.commissions.models import Commission
from app.database import db
from app.quotes.queries import opening_begun
from app.quotes.queries.contents import contents_of
from tests.soak.caller import Answer, Cut
from tests.soak.checking import Receipt, faults_in, leftovers, opened_by_two, rows, swept
from tests.soak.server import Server
from tests.soak.world import World

RECEIPT = re.compile(r"R-\d{4}-[2-9A-Z]{6}")
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
LARGEST = 3_000_000
"""Bytes of the largest file that is sent."""
BEYOND, NEAR_THE_END = 1.2, 0.6
"""Kills are spread over these parts of what the step takes on a fresh server nobody kills."""


@dataclass
class Figures:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    """By what was going on and what had become of it."""
    acknowledged: int = 0
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
            f"{self.acknowledged} quotes acknowledged, {lost} lost; "
            f"{self.swept} leftovers swept; {len(self.faults)} faults"
        )


class Soak:
    """One run: the same seed does the same things at the same parts of each step."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.world = World(folder)
        self.figures = Figures()
        self.receipts: list[Receipt] = []
        self.durations: dict[str, list[float]] = {}
        self._restart()

    def run(self, kills: int) -> Figures:
        """Practise each step, then kill this many times; the server is gone at the end."""
        began = monotonic()
        try:
            self._lap(lambda: False)
            while self.figures.total < kills:
                self._lap(lambda: self.figures.total < kills)
            self._check(everything=True)
        finally:
            self.server.kill()
            self.figures.seconds = monotonic() - began
        return self.figures

    def _lap(self, is_deadly: Callable[[], bool]) -> None:
        """One commission: each company uploads and sends, then two keyholders open."""
        reference, invitations = self.world.new_commission()
        for invitation, company in invitations.items():
            for _ in range(self.chance.randint(1, 2)):
                self._upload(invitation, company, is_deadly())
            while not self._submit(invitation, company, is_deadly()):
                pass
        self.world.pass_deadline()
        while not self._open(reference, is_deadly()):
            pass

    def _upload(self, invitation: int, company: int, is_deadly: bool) -> None:
        self._be_fresh("upload", is_deadly)
        caller = self.world.companies[company]
        page = f"/invitations/{invitation}/quote/files"
        form = caller.get(page).form("Add files")
        number = self.chance.randrange(10**9)
        content = b"%PDF-1.4\n" + self.chance.randbytes(self.chance.randint(10, LARGEST))
        sent = {**form, "files": (f"plan-{number}.pdf", content)}
        answer = self._at_risk("upload", lambda: caller.post(page, sent), is_deadly)
        is_there = hashlib.sha256(content).hexdigest() in self._files_of(invitation)
        if answer is not None:
            assert answer.status == 302, answer.words
            if not is_there:
                self.figures.faults.append(f"A file was acknowledged to {invitation} and is lost")
        if is_deadly:
            self._count("an upload", is_there, answer)

    def _submit(self, invitation: int, company: int, is_deadly: bool) -> bool:
        """Whether the quote is in; it is acknowledged then, at the second press at the latest."""
        self._be_fresh("submit", is_deadly)
        caller = self.world.companies[company]
        page = f"/invitations/{invitation}/quote/check"
        sent = {**caller.get(page).form("Send your quote"), "may_send": "y"}
        files = frozenset(self._files_of(invitation))
        answer = self._at_risk("submit", lambda: caller.post(page, sent), is_deadly)
        with self.world.looking():
            is_in = bool(
                rows(
                    "SELECT 1 FROM quote WHERE invitation_id = :id AND state = 'submitted'",
                    id=invitation,
                )
            )
        if is_deadly:
            self._count("a submit", is_in, answer)
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

    def _open(self, reference: str, is_deadly: bool) -> bool:
        """Two keyholders, at one screen or at two; whether the quotes are open."""
        self._be_fresh("opening", is_deadly)
        one, other = self.chance.sample(sorted(self.world.keyholders), 2)
        page = f"/commissions/{reference}/opening"
        is_together = self.chance.random() < 0.5
        begun = self._begun(reference)
        if begun is not None and one == begun:
            one, other = other, one
        caller = self.world.keyholders[one]
        button = "Begin the opening" if begun is None else "Confirm and open"
        form = caller.get(page).form(button)
        sent = {**form, "passphrase": self.world.passphrases[one]}
        if begun is None and is_together:
            sent |= {"other": str(other), "other_passphrase": self.world.passphrases[other]}
        answer = self._at_risk("opening", lambda: caller.post(page, sent), is_deadly)
        assert answer is None or answer.status == 302, answer.words
        with self.world.looking():
            ((is_open,),) = rows(
                "SELECT opened_at IS NOT NULL FROM commission WHERE reference = :reference",
                reference=reference,
            )
        if is_deadly:
            is_done = self._begun(reference) is not None or bool(is_open)
            words = "an opening's beginning" if button.startswith("Begin") else "a confirmation"
            what = "an opening" if begun is None and is_together else words
            self._count(what, bool(is_open) if begun is not None else is_done, answer)
        return bool(is_open)

    def _at_risk(self, step: str, act: Callable[[], Answer], is_deadly: bool) -> Answer | None:
        """Do it, and kill the server meanwhile or soon after; None where no whole answer came."""
        began = monotonic()
        if not is_deadly:
            answer = act()
            self.durations.setdefault(step, [monotonic() - began])
            return answer
        killer = Timer(self._moment(step), self.server.kill)
        killer.start()
        try:
            answer = act()
            self.durations[step].append(monotonic() - began)
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
        usual = median(self.durations[step])
        earliest = self.chance.choice([0, NEAR_THE_END])
        return self.chance.uniform(earliest, BEYOND) * usual

    def _be_fresh(self, step: str, is_deadly: bool) -> None:
        """The first time that a step is practised, its server has only just started."""
        if not is_deadly and step not in self.durations:
            self.server.kill()
            self._restart()

    def _restart(self) -> None:
        self.server = Server.start(self.world.folder)
        self.world.tell(self.server.port)

    def _check(self, *, everything: bool = False) -> None:
        """After a kill: sweep, then look at everything that must hold."""
        kept = self.receipts if everything else self.receipts[-12:]
        self.figures.faults += faults_in(self.world, kept)
        self.figures.swept += swept(self.world)
        self.figures.faults += leftovers(self.world)

    def _count(self, what: str, is_done: bool, answer: Answer | None) -> None:
        became = "answered" if answer else "done, not answered" if is_done else "undone"
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
