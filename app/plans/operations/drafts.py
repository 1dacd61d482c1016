"""Drafts of imports: files brought together, described, read in order and taken in at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.files import StoredFile, keep, path_suffix
from app.plans.importing.files import ENDINGS, KINDS_IN_WORDS, check_file
from app.plans.importing.tables import FileRefused
from app.plans.models import DraftFile, ImportDraft
from app.plans.operations.importing import Imported, import_page
from app.plans.operations.rewording import cleaned
from app.plans.queries import Incoming, files_of
from app.plans.rules import LONGEST_NAME, LONGEST_TEXT

MOST_FILES = 20
Brought = tuple[bytes, str]
"""The bytes of a file and its name as typed."""


def start_draft(brought: Sequence[Brought], *, by: Person) -> ImportDraft:
    """Keep files to be read together. Raises RuleBroken at `files` for one that is no plan."""
    draft = ImportDraft(by_id=by.id, started_at=clock.now())
    db.session.add(draft)
    db.session.flush()
    add_files(draft, brought, by=by)
    return draft


def add_files(draft: ImportDraft, brought: Sequence[Brought], *, by: Person) -> list[DraftFile]:
    """Add files to a draft; the same file twice is taken once. Raises RuleBroken at `files`."""
    if not brought:
        raise RuleBroken("Select a file", "files")
    if len(files_of(draft)) + len(brought) > MOST_FILES:
        raise RuleBroken(f"Bring {MOST_FILES} files or fewer at a time", "files")
    for content, name in brought:
        _check(content, name)
    known = {each.sha256 for each in files_of(draft)}
    added: list[DraftFile] = []
    for content, name in brought:
        file = keep(content, name, path_suffix(name).removeprefix("."))
        if file.sha256 in known:
            continue
        known.add(file.sha256)
        row = DraftFile(
            typed_name=file.typed_name,
            stored_as=file.stored_as,
            size=file.size,
            sha256=file.sha256,
            kind=file.kind,
        )
        draft.files.append(row)
        added.append(row)
    db.session.flush()
    record(
        "files brought for an import",
        draft,
        f"Import {draft.id}",
        by=by,
        after="\n".join(f"{each.typed_name}, SHA-256 {each.sha256}" for each in added),
    )
    return added


def describe_file(
    file: DraftFile,
    *,
    by: Person,
    day: date | None,
    name: str = "",
    title: str = "",
    outcome: str = "",
) -> None:
    """Say of which day and name an edition is, and what its file does not say of the plan."""
    if day is not None and day > clock.today():
        raise RuleBroken("The day of the edition must be today or earlier", "day")
    before = _in_words(file)
    file.day = day
    file.name = cleaned(name)[:LONGEST_NAME]
    file.title = cleaned(title)[:LONGEST_NAME]
    file.outcome = cleaned(outcome)[:LONGEST_TEXT]
    record("edition described", file, file.typed_name, by=by, before=before, after=_in_words(file))


def take_out_file(file: DraftFile, *, by: Person) -> None:
    """Leave a file out of its draft."""
    file.removed_at = clock.now()
    record("file taken out of an import", file, file.typed_name, by=by)


def import_draft(
    draft: ImportDraft, brought: Sequence[tuple[DraftFile, Incoming]], *, by: Person
) -> list[Imported]:
    """Take in every edition of a draft, the oldest first, or none. Raises RuleBroken."""
    if not brought:
        raise RuleBroken("There is no edition to import")
    done: list[Imported] = []
    plan = None
    for file, incoming in sorted(brought, key=lambda each: each[1].day):
        kept = _as_stored(file)
        one = import_page(
            incoming.read, incoming.day, by=by, name=incoming.name, plan=plan, file=kept
        )
        plan = one.plan
        done.append(one)
        db.session.flush()
    draft.finished_at = clock.now()
    record(
        "import finished",
        draft,
        f"Import {draft.id}",
        by=by,
        after="\n".join(each.sentence for each in done),
        plan_id=done[0].plan.id,
    )
    return done


def _check(content: bytes, name: str) -> None:
    if path_suffix(name) not in ENDINGS:
        raise RuleBroken(f"Each file must be a {KINDS_IN_WORDS} file", "files")
    try:
        check_file(content, name)
    except FileRefused as refused:
        raise RuleBroken(refused.sentence.rstrip("."), "files") from refused


def _as_stored(file: DraftFile) -> StoredFile:
    return StoredFile(file.typed_name, file.stored_as, file.size, file.sha256, file.kind)


def _in_words(file: DraftFile) -> str:
    day = file.day.isoformat() if file.day else "no day"
    return "\n".join(each for each in (day, file.name, file.title, file.outcome) if each)
