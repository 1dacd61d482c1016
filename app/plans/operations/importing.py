"""Taking a published page into the tracker, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.files import StoredFile, discard, keep, path_suffix
from app.formats import counted, day_in_words
from app.plans.importing.parts import ReadAction, ReadPlan, UnreadLine
from app.plans.models import Edition, EditionSource, Plan
from app.plans.operations.editions import publish_edition
from app.plans.operations.milestones import agree_first
from app.plans.operations.next_edition import take_edition
from app.plans.operations.page_parts import (
    met_as_published,
    new_action,
    new_milestone,
    store_progress,
    store_reading,
)
from app.plans.operations.rewording import cleaned
from app.plans.operations.writing import create_plan
from app.plans.queries import (
    Incoming,
    Succession,
    edition_of_same_name,
    edition_that_says,
    editions,
    plan_imported_from,
    plan_of_title,
    successions,
    was_changed_here,
)
from app.plans.rules import LONGEST_NAME, LONGEST_PAGE_TEXT, ordinal
from app.slippage import Change, ChangeKind

ALREADY = "This page has been imported already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan that a page became; `is_new` is False where it had been imported before."""

    plan: Plan
    edition: Edition | None
    is_new: bool
    sentence: str
    changes: tuple[Change, ...] = ()


def import_page(
    read: ReadPlan,
    day: date,
    *,
    by: Person | None,
    name: str = "",
    plan: Plan | None = None,
    file: StoredFile | None = None,
) -> Imported:
    """Store what was read of a page published on `day`, and publish it as its edition.

    The page's dates are agreed "by" that day, since it tells no more. A page of a plan that is
    here (`plan`, else the one of its title) is its next edition, and what it says otherwise goes
    into the histories. The same page a second time changes nothing. Raises RuleBroken for a page
    that cannot be stored whole, and for a later edition with a match that is in doubt.
    """
    earlier = plan_imported_from(read.fingerprint)
    if earlier is not None:
        return Imported(earlier, None, False, ALREADY)
    plan = plan or plan_of_title(read.title)
    if plan is not None:
        return _import_later(plan, Incoming(read, day, name), file, by)
    _check(read, day)
    plan = create_plan(
        read.title,
        read.outcome,
        by=by,
        period_start=read.period.earliest if read.period else None,
        period_end=read.period.latest if read.period else None,
        category=read.category or "",
        footer=read.footer or "",
        since=day,
    )
    plan.fingerprint = read.fingerprint
    plan.unread = "\n".join(unread_words(line) for line in read.unread)
    number = read.review_number or 1
    source = cleaned(name) or read.review or f"{ordinal(number)} Review"
    for action in read.actions:
        _store_action(plan, action, day, source, by)
    record("page imported", plan, plan.title, by=by, after=counted_words(read), plan_id=plan.id)
    edition = publish_edition(plan, by=by, name=source, day=day, number=number)
    _keep_source(edition, read, file, by)
    return Imported(plan, edition, True, f"Imported {counted_words(read)}.")


def import_file(
    content: bytes,
    typed_name: str,
    read: ReadPlan,
    day: date,
    *,
    by: Person | None,
    name: str = "",
    plan: Plan | None = None,
) -> Imported:
    """The same for what was read of a file, which is kept beside the edition. Raises RuleBroken."""
    kind = path_suffix(typed_name).removeprefix(".") or "txt"
    file = keep(content, typed_name or "page.txt", kind)
    try:
        done = import_page(read, day, by=by, name=name, plan=plan, file=file)
    except BaseException:
        discard(file.stored_as)
        raise
    if not done.is_new:
        discard(file.stored_as)
    return done


def _import_later(
    plan: Plan, incoming: Incoming, file: StoredFile | None, by: Person | None
) -> Imported:
    known = edition_that_says(plan, incoming)
    if known is not None:
        sentence = f"This is the {known.name}, which is here already. Nothing was changed."
        return Imported(plan, None, False, sentence)
    _check_day(incoming.day)
    if why_not := why_not_next(plan, incoming):
        raise RuleBroken(why_not)
    [found] = successions(plan, [incoming])
    if found.doubts:
        raise RuleBroken(doubts_in_words(found))
    edition, changes = take_edition(plan, incoming.read, found, by=by)
    plan.unread = "\n".join(unread_words(line) for line in incoming.read.unread)
    _keep_source(edition, incoming.read, file, by)
    moved = sum(each.kind is not ChangeKind.UNCHANGED for each in changes)
    said = counted(moved, "milestone")
    return Imported(plan, edition, True, f"Imported the {edition.name}: {said} changed.", changes)


def _keep_source(
    edition: Edition, read: ReadPlan, file: StoredFile | None, by: Person | None
) -> None:
    """Keep the file that an edition was read from beside it."""
    if file is None:
        return
    db.session.flush()
    source = EditionSource(
        edition_id=edition.id,
        fingerprint=read.fingerprint,
        unread="\n".join(unread_words(line) for line in read.unread),
        by_id=by.id if by else None,
        recorded_at=clock.now(),
        typed_name=file.typed_name,
        stored_as=file.stored_as,
        size=file.size,
        sha256=file.sha256,
        kind=file.kind,
    )
    db.session.add(source)
    record(
        "source of an edition kept",
        source,
        edition.name,
        by=by,
        after=f"{file.typed_name}, SHA-256 {file.sha256}",
        plan_id=edition.plan_id,
    )


def doubts_in_words(found: Succession) -> str:
    """What has to be answered before an edition can be imported."""
    pairs = "; ".join(f"is “{a.wording}” now “{b.wording}”?" for a, b in found.doubts)
    return f"Answer first which milestones of the {found.name} are the same: {pairs}"


def counted_words(read: ReadPlan) -> str:
    """How much was read: "2 actions, 9 milestones and 7 measures"."""
    milestones = sum(len(action.milestones) for action in read.actions)
    measures = sum(len(action.measures) for action in read.actions)
    words = [
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in (
            (len(read.actions), "action"),
            (milestones, "milestone"),
            (measures, "measure"),
        )
    ]
    return f"{words[0]}, {words[1]} and {words[2]}"


def unread_words(line: UnreadLine) -> str:
    """A line that was not understood, with its number and why: "Line 21: Notes (why)"."""
    place = f"{line.place}: " if line.place else f"Line {line.line}: " if line.line else ""
    return f"{place}{line.text} ({line.why})".replace("\n", " ")


def why_not_next(plan: Plan, incoming: Incoming) -> str | None:
    """The sentence that refuses a page as the next edition of a plan that is here, or None."""
    read = incoming.read
    whole = replace(read, title=read.title or plan.title, outcome=read.outcome or plan.outcome)
    if sentence := why_not_importable(whole):
        return sentence
    newest = next(iter(editions(plan.id)), None)
    if newest is None:
        return f"“{plan.title}” is written here and not published yet. Publish it first."
    same = edition_of_same_name(plan, incoming)
    if same is not None:
        return (
            f"There is already a {same.name} of “{plan.title}”, and this page differs from it. "
            "A published edition never changes. If this is another edition, give it its own name."
        )
    if incoming.day <= newest.day:
        return (
            f"The {newest.name} of {day_in_words(newest.day)} is here already. An edition of "
            f"{day_in_words(incoming.day)} cannot be put before it, since what came later is on "
            "record as it followed. Import all editions together into a new plan, or record the "
            "first dates on the milestones’ own pages."
        )
    if was_changed_here(plan, newest.day):
        return (
            f"“{plan.title}” was changed here after the {newest.name}, so a page from elsewhere "
            "cannot be its next edition. Change the plan here, and publish the next edition."
        )
    return None


def why_not_importable(read: ReadPlan) -> str | None:
    """The sentence that refuses a page, or None. Asked by the preview and by the import."""
    if not read.actions:
        return "No numbered action was found on the page, so it cannot be imported."
    if not cleaned(read.title):
        return "The page has no title, so it cannot be imported."
    if len(read.title) > LONGEST_NAME:
        return f"The title must be {LONGEST_NAME} characters or fewer."
    if not cleaned(read.outcome):
        return "The page has no outcome statement, so it cannot be imported."
    if twice := _first_twice(action.number for action in read.actions):
        return f"The page has two actions numbered {twice}. Number them apart and try again."
    for action in read.actions:
        if twice := _first_twice(milestone.number for milestone in action.milestones):
            return (
                f"Action {action.number} has two milestones numbered {twice}. "
                "Number them apart and try again."
            )
    if any(len(text) > LONGEST_PAGE_TEXT for text in _texts(read)):
        return f"One text on the page is longer than {LONGEST_PAGE_TEXT:,} characters."
    return None


def _check(read: ReadPlan, day: date) -> None:
    _check_day(day)
    sentence = why_not_importable(read)
    if sentence is not None:
        raise RuleBroken(sentence)


def _check_day(day: date) -> None:
    if day > clock.today():
        raise RuleBroken("The day of the edition must be today or earlier", "day")


def _texts(read: ReadPlan) -> Iterable[str]:
    yield from (read.outcome, read.category or "", read.footer or "")
    for action in read.actions:
        yield from (action.text, action.who_written, action.success, *action.progress)
        yield from (milestone.text for milestone in action.milestones)


def _first_twice(numbers: Iterable[int]) -> int | None:
    seen: set[int] = set()
    for number in numbers:
        if number in seen:
            return number
        seen.add(number)
    return None


def _store_action(plan: Plan, read: ReadAction, day: date, source: str, by: Person | None) -> None:
    action = new_action(plan, read, day)
    for line in read.milestones:
        milestone = new_milestone(action, line, day)
        if line.when_written:
            agree_first(milestone, line.when, day, by, "by", source)
        if line.is_done:
            met_as_published(milestone, line, day, source, by)
    store_progress(action, read, day, source, by)
    for measure in read.measures:
        store_reading(action, measure, day, source, by)
