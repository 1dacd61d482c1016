"""A draft of an import as its page shows it: each file as read, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.errors import NotFound
from app.files import path_of
from app.plans.importing.files import columns_of, heads_in, read_file
from app.plans.importing.parts import ReadPlan
from app.plans.importing.tables import Column, FileRefused, Head, Proposal, proposed
from app.plans.models import DraftFile, ImportDraft, Plan
from app.plans.queries.importing import files_of, remembered_columns
from app.plans.queries.plans import plan_of_title
from app.plans.queries.succession import Incoming, Succession, edition_that_says, successions


@dataclass(frozen=True, slots=True)
class DraftEdition:
    """One file of a draft. `to_map` are its sets of headings that nobody has confirmed yet."""

    file: DraftFile
    read: ReadPlan | None
    refused: str
    heads: tuple[Head, ...]
    to_map: tuple[Head, ...]
    already: str = ""

    @property
    def day(self) -> date | None:
        """The day of the edition, as the officer gave it."""
        return self.file.day

    @property
    def incoming(self) -> Incoming | None:
        """The page with its day, where both are known."""
        if self.read is None or self.file.day is None:
            return None
        return Incoming(self.read, self.file.day, self.file.name)

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken in as far as this file goes."""
        return self.incoming is not None and not self.to_map and not self.refused


@dataclass(frozen=True, slots=True)
class DraftOn:
    """A whole draft, its editions in order, and what they change where all are ready."""

    draft: ImportDraft
    editions: tuple[DraftEdition, ...]
    plan: Plan | None
    successions: tuple[Succession, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every file is described and its headings are confirmed."""
        return bool(self.editions) and all(each.is_ready for each in self.editions)

    @property
    def new(self) -> tuple[DraftEdition, ...]:
        """Those that are not here already."""
        return tuple(each for each in self.editions if not each.already)

    @property
    def doubts(self) -> tuple[tuple[str, str, str], ...]:
        """What has to be answered: the edition's name, and the wordings before and after."""
        pairs = {
            (before.wording, after.wording): each.name
            for each in self.successions
            for before, after in each.doubts
        }
        return tuple((name, before, after) for (before, after), name in pairs.items())


def draft_on(draft: ImportDraft) -> DraftOn:
    """Read every file of a draft again, and compare each edition with the one before it."""
    known = remembered_columns()
    read = [_edition(file, known) for file in files_of(draft)]
    title = next((each.read.title for each in read if each.read and each.read.title), "")
    plan = plan_of_title(title) if title else None
    ordered = sorted(
        (_filled(each, title, plan) for each in read),
        key=lambda each: (each.day is None, each.day or date.max, each.file.id),
    )
    found = DraftOn(draft, tuple(ordered), plan, ())
    if not found.is_ready:
        return found
    return replace(found, successions=tuple(_successions(plan, found.new)))


def head_of(file: DraftFile, key: str) -> tuple[Head, list[Column], tuple[Proposal, ...]]:
    """One set of headings of a file: what its columns hold, and what was proposed. NotFound."""
    known = remembered_columns()
    for head in heads_in(_content(file), file.typed_name, known):
        if head.key == key:
            return head, columns_of(head, known), proposed(head.headings)
    raise NotFound


def _successions(plan: Plan | None, editions: Sequence[DraftEdition]) -> list[Succession]:
    return successions(plan, [each.incoming for each in editions if each.incoming is not None])


def _edition(file: DraftFile, known: Mapping[str, Sequence[Column]]) -> DraftEdition:
    content = _content(file)
    try:
        heads = tuple(heads_in(content, file.typed_name, known))
        read = read_file(content, file.typed_name, said_on=file.day, remembered=known)
    except FileRefused as refused:
        return DraftEdition(file, None, refused.sentence, (), ())
    return DraftEdition(
        file, read, "", heads, tuple(each for each in heads if each.key not in known)
    )


def _filled(each: DraftEdition, title: str, plan: Plan | None) -> DraftEdition:
    """With what the officer, the other files or the plan say where the file itself is silent."""
    if each.read is None:
        return each
    read = replace(
        each.read,
        title=each.read.title or each.file.title or title or (plan.title if plan else ""),
        outcome=each.read.outcome or each.file.outcome or (plan.outcome if plan else ""),
    )
    filled = replace(each, read=read)
    incoming = filled.incoming
    known = edition_that_says(plan, incoming) if plan is not None and incoming else None
    return replace(filled, already=known.name if known is not None else "")


def _content(file: DraftFile) -> bytes:
    path = path_of(file.stored_as)
    if not path.is_file():
        raise NotFound
    return path.read_bytes()
