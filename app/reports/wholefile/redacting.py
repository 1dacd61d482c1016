"""The variant of a whole file for others: what an officer decides to withhold is not in it.

Every text passes through here, and nothing else reaches the archive or the paper. The reasons are
exemptions of the Freedom of Information (Scotland) Act 2002: section 33(1)(b), whose commercial
interests it would harm; section 38(1)(b), personal data of others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.reports.wholefile.model import (
    Block,
    FileIn,
    Files,
    Gives,
    Heading,
    Part,
    Prose,
    Redaction,
    Said,
    Table,
    WholeFile,
)

PERSONAL = "s.38 personal data"
COMMERCIAL = "s.33 commercial interests"
MARKED = "parts that a company considers confidential"
_AMOUNT = re.compile(r"£([0-9,]+\.[0-9]{2})")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_CONFIDENTIAL = re.compile(r"\b(confidential|in confidence|trade secret)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_PENCE = 100_00
"""A smaller amount may stand for anything: it is not looked for in other texts."""


@dataclass(frozen=True)
class Decided:
    """What an officer decided to withhold. Invitations by id, files and marked parts by key."""

    company_people: bool = True
    group_people: bool = True
    officers: bool = False
    company_names: bool = False
    line_prices: bool = True
    totals: bool = False
    contents_of: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Who and what may stand in any text: names by what they are, the winner, the companies."""

    company_people: tuple[str, ...]
    group_people: tuple[str, ...]
    officers: tuple[str, ...]
    companies: Mapping[int, str]
    winner_id: int | None


def mark(reason: str) -> str:
    """What stands in the place of what is redacted."""
    return f"[redacted: {reason}]"


def redacted(file: WholeFile, known: Known, decided: Decided) -> WholeFile:
    """The file without what is withheld, and with the list of it."""
    work = _Work(_hidden_words(file, known, decided), known.winner_id, decided)
    parts = [work.part(each) for each in file.parts]
    work.at = "Head of the file"
    head = {name: work.text(getattr(file, name)) for name in ("title", "group", "made_by")}
    order = {each.title: place for place, each in enumerate(parts)}
    found = sorted(work.times.items(), key=lambda each: (order.get(each[0][0], 99), each[0]))
    listed = [Redaction(*key, times) for key, times in found]
    return replace(file, parts=parts, redactions=listed, marked=(), **head)


def still_there(file: WholeFile, known: Known, decided: Decided) -> dict[str, list[str]]:
    """Single words of withheld people's names that still stand in the redacted file, and where.

    "Una" may be somebody's name and "Page" a word: an officer looks at each.
    """
    people = replace(decided, company_names=False, words=())
    names = [name for name, _ in _names(known, people) if "@" not in name]
    words = {word for name in names for word in _WORD.findall(name)}
    found: dict[str, list[str]] = {}
    for part in file.parts:
        for word in sorted(words & set(_WORD.findall(" ".join(_texts(part))))):
            found.setdefault(word, []).append(part.title)
    return found


def marked_confidential(file: WholeFile) -> list[int]:
    """The invitations whose answers say themselves that something in them is confidential."""
    return sorted(
        {
            said.invitation_id
            for part in file.parts
            for said in _sayings(part)
            if said.gives is Gives.CONTENTS
            and said.invitation_id is not None
            and _CONFIDENTIAL.search(said.words)
        }
    )


@dataclass
class _Work:
    """Redacts part by part, and counts."""

    hidden: Mapping[str, tuple[str, str]]
    winner_id: int | None
    decided: Decided
    at: str = ""
    times: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        ordered = sorted(self.hidden, key=len, reverse=True)
        said = "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered)
        self.pattern = re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE) if said else None

    def part(self, part: Part) -> Part:
        """The part without what is withheld."""
        self.at = part.title
        blocks = [self.block(each) for each in part.blocks if not self.is_of_marks(each)]
        return replace(part, blocks=blocks, not_yet=self.text(part.not_yet))

    def is_of_marks(self, block: Block) -> bool:
        """Whether it tells what a company considers confidential, which is told nobody else."""
        rows = block.rows if isinstance(block, Table) else ()
        if not any(cell.gives is Gives.MARKS for row in rows for cell in row):
            return False
        self.marked(Gives.MARKS.value, COMMERCIAL)
        return True

    def block(self, block: Block) -> Block:
        """One block of it."""
        if isinstance(block, Heading):
            return Heading(self.said(block.words))
        if isinstance(block, Prose):
            return Prose(self.text(block.head), self.said(block.said))
        if isinstance(block, Files):
            return Files(self.text(block.caption), [self.file(each) for each in block.files])
        rows = [[self.said(cell) for cell in row] for row in block.rows]
        heads = [self.text(each) for each in block.heads]
        return Table(self.text(block.caption), heads, rows, block.widths)

    def said(self, said: Said) -> Said:
        """Words, or the mark in their place."""
        if said.words and (what := self.withheld(said)):
            return Said(self.marked(what, COMMERCIAL))
        return Said(self.text(said.words))

    def withheld(self, said: Said) -> str:
        """As what these words are withheld; empty where they are not."""
        is_of_winner = said.invitation_id is None or said.invitation_id == self.winner_id
        if said.gives is Gives.CONTENTS and said.invitation_id in self.decided.contents_of:
            return Gives.CONTENTS.value
        if said.part and said.key in self.decided.parts:
            return MARKED
        if is_of_winner:
            return ""
        if said.gives is Gives.LINE_PRICE and self.decided.line_prices:
            return Gives.LINE_PRICE.value
        return Gives.TOTAL.value if said.gives is Gives.TOTAL and self.decided.totals else ""

    def file(self, file: FileIn) -> FileIn:
        """A file that is released as it is, or only that there is one."""
        folder = self.text(file.folder)
        if file.key in self.decided.released:
            return replace(file, folder=folder, typed_name=self.text(file.typed_name))
        withheld = self.marked("files", COMMERCIAL)
        return FileIn(file.key, folder, withheld, 0, "", "", withheld=withheld)

    def text(self, words: str) -> str:
        """Words in which every withheld name and amount is marked."""
        plain = unicodedata.normalize("NFC", words)
        if self.pattern is None or not plain:
            return plain

        def put(found: re.Match[str]) -> str:
            what, reason = self.hidden[_folded(found[0])]
            return self.marked(what, reason)

        return self.pattern.sub(put, plain)

    def marked(self, what: str, reason: str) -> str:
        """The mark, counted."""
        self.times[self.at, what, reason] += 1
        return mark(reason)


def _hidden_words(file: WholeFile, known: Known, decided: Decided) -> dict[str, tuple[str, str]]:
    """Every name and amount to look for in every text, folded, with what it is and why."""
    found: dict[str, tuple[str, str]] = {}
    for amount in _amounts(file, known, decided):
        found[_folded(amount)] = ("amounts named in texts", COMMERCIAL)
    if decided.company_people:
        # Somebody may have had another address when a letter was sent.
        ours = {_folded(each) for each in (*known.group_people, *known.officers)}
        for address in _addresses_in(file):
            if _folded(address) not in ours:
                found[_folded(address)] = ("addresses of companies’ people", PERSONAL)
    for name, what in _names(known, decided):
        reason = COMMERCIAL if what == "names of companies" else PERSONAL
        found[_folded(name)] = (what, reason)
    return {words: said for words, said in found.items() if words}


def _names(known: Known, decided: Decided) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if decided.company_names:
        losers = [name for key, name in known.companies.items() if key != known.winner_id]
        found += [(name, "names of companies") for name in losers]
    if decided.officers:
        found += [(name, "names of officers") for name in known.officers]
    if decided.group_people:
        found += [(name, "names of members and keyholders") for name in known.group_people]
    if decided.company_people:
        found += [(name, "names of companies’ people") for name in known.company_people]
    return [*found, *((each, "other words") for each in decided.words)]


def _amounts(file: WholeFile, known: Known, decided: Decided) -> set[str]:
    """The withheld amounts as they may stand in other texts, where no other amount is the same."""
    work = _Work({}, known.winner_id, decided)
    hidden: set[str] = set()
    kept: set[str] = set()
    for part in file.parts:
        for said in _sayings(part):
            found = set(_AMOUNT.findall(said.words))
            is_price = said.gives in (Gives.LINE_PRICE, Gives.TOTAL)
            if is_price:
                (hidden if work.withheld(said) else kept).update(found)
    amounts = {each for each in hidden - kept if int(re.sub(r"\D", "", each)) >= _LEAST_PENCE}
    return {form for each in amounts for form in _forms(each)}


def _addresses_in(file: WholeFile) -> set[str]:
    texts = (text for part in file.parts for text in _texts(part))
    return {address for text in texts for address in _ADDRESS.findall(text)}


def _forms(amount: str) -> Iterable[str]:
    """An amount as people write it: "£3,560.00", "3560.00", "£3,560", "3560"."""
    whole, pence = amount.rsplit(".", 1)
    for pounds in {whole, whole.replace(",", "")}:
        yield from (f"{pounds}.{pence}",) if pence != "00" else (f"{pounds}.{pence}", pounds)


def _sayings(part: Part) -> Iterable[Said]:
    for block in part.blocks:
        if isinstance(block, Heading):
            yield block.words
        elif isinstance(block, Prose):
            yield block.said
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def _texts(part: Part) -> Sequence[str]:
    names = [f"{each.folder} {each.typed_name}" for each in part.files]
    return [*(each.words for each in _sayings(part)), *names]


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())
