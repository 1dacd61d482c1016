"""What is known for imports: editions and their files, what headings mean, answers, drafts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import inspect, select

from app.access import Person
from app.database import db
from app.errors import NotFound
from app.plans.importing.tables import Column
from app.plans.models import (
    ColumnMeaning,
    DraftFile,
    Edition,
    EditionSource,
    ImportDraft,
    MatchAnswer,
    Plan,
)
from app.plans.queries.plans import plan_of_fingerprint
from app.slippage import Answers


@dataclass(frozen=True, slots=True)
class KnownHeadings:
    """What the columns of one set of headings hold."""

    headings: tuple[str, ...]
    columns: tuple[Column, ...]


def plan_imported_from(fingerprint: str) -> Plan | None:
    """The plan of which an edition was imported from a page with this fingerprint."""
    earlier = plan_of_fingerprint(fingerprint)
    if earlier is not None:
        return earlier
    return db.session.scalar(
        select(Plan)
        .join(Edition, Edition.plan_id == Plan.id)
        .join(EditionSource, EditionSource.edition_id == Edition.id)
        .where(EditionSource.fingerprint == fingerprint)
    )


def source_of(edition_id: int) -> EditionSource | None:
    """The file from which an edition was imported."""
    return db.session.scalar(select(EditionSource).where(EditionSource.edition_id == edition_id))


def sources_of(plan_id: int) -> dict[int, EditionSource]:
    """The files of a plan's imported editions, by the number of the edition."""
    rows = db.session.execute(
        select(Edition.number, EditionSource)
        .join(EditionSource, EditionSource.edition_id == Edition.id)
        .where(Edition.plan_id == plan_id)
    )
    return {number: source for number, source in rows}


def are_plans_kept() -> bool:
    """Whether there are tables to ask: files can be compared where no tracker was set up."""
    return inspect(db.engine).has_table(EditionSource.__tablename__)


def day_of_file(content: bytes) -> date | None:
    """The day of the edition that was imported from a file with these bytes, if one was."""
    return db.session.scalar(
        select(Edition.day)
        .join(EditionSource, EditionSource.edition_id == Edition.id)
        .where(EditionSource.sha256 == sha256(content).hexdigest())
        .order_by(Edition.day.desc())
        .limit(1)
    )


def known_headings() -> dict[str, KnownHeadings]:
    """What every known set of headings means, by its key; what was said last holds."""
    found: dict[str, KnownHeadings] = {}
    for row in db.session.scalars(select(ColumnMeaning).order_by(ColumnMeaning.id)):
        columns = tuple(Column(each) for each in json.loads(row.columns))
        found[row.headings_key] = KnownHeadings(tuple(json.loads(row.headings)), columns)
    return found


def remembered_columns() -> dict[str, tuple[Column, ...]]:
    """The same without the headings' words."""
    return {key: known.columns for key, known in known_headings().items()}


def title_key(title: str) -> str:
    """A plan's title as answers about its milestones are filed under it."""
    return " ".join(title.casefold().split())


def answers_for(title: str) -> Answers:
    """What was answered about doubtful matches in a plan; what was said last holds."""
    asked = select(MatchAnswer).where(MatchAnswer.plan_title == title_key(title))
    said = {
        (row.before, row.after): row.is_same
        for row in db.session.scalars(asked.order_by(MatchAnswer.id))
    }
    return Answers(
        same=frozenset(pair for pair, is_same in said.items() if is_same),
        different=frozenset(pair for pair, is_same in said.items() if not is_same),
    )


def draft_for(person: Person, draft_id: int) -> ImportDraft:
    """Somebody's own draft that is not finished. Raises NotFound."""
    draft = db.session.get(ImportDraft, draft_id)
    if draft is None or draft.by_id != person.id or draft.finished_at is not None:
        raise NotFound
    return draft


def drafts_of(person: Person) -> list[ImportDraft]:
    """Somebody's drafts that are not finished, the newest first."""
    return list(
        db.session.scalars(
            select(ImportDraft)
            .where(ImportDraft.by_id == person.id, ImportDraft.finished_at.is_(None))
            .order_by(ImportDraft.id.desc())
        )
    )


def draft_file_for(person: Person, draft_id: int, file_id: int) -> DraftFile:
    """One file of somebody's own draft. Raises NotFound."""
    draft = draft_for(person, draft_id)
    for file in files_of(draft):
        if file.id == file_id:
            return file
    raise NotFound


def files_of(draft: ImportDraft) -> list[DraftFile]:
    """The files of a draft that were not taken out again."""
    return [file for file in draft.files if file.removed_at is None]


def source_for(plan_id: int, number: int) -> EditionSource:
    """The file of one of a plan's imported editions. Raises NotFound."""
    found = sources_of(plan_id).get(number)
    if found is None:
        raise NotFound
    return found
