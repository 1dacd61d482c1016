"""Taking in a later edition of a plan: what it says otherwise goes on record, with its day.

Nothing is made up: a date that differs is agreed "by" the day of the edition, with the edition as
its source and no reason but that the page gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.formats import counted
from app.plans.content import PlanContent
from app.plans.importing.parts import ReadAction, ReadMilestone, ReadPlan
from app.plans.models import Action, Cause, Edition, Milestone, Plan
from app.plans.operations.dependencies import fix_gaps
from app.plans.operations.editions import freeze
from app.plans.operations.milestones import agree_first, name_of
from app.plans.operations.page_parts import (
    measure_name,
    met_as_published,
    new_action,
    new_milestone,
    store_progress,
    store_reading,
)
from app.plans.operations.placing import bring_back, leave_out, place_actions, place_milestones
from app.plans.operations.rewording import cleaned, reword
from app.plans.operations.writing import note_on, partners_of
from app.plans.queries import milestone_dates, plan_content
from app.plans.queries.succession import Succession
from app.slippage import (
    Change,
    ChangeKind,
    EditionAction,
    EditionMilestone,
    has_moved,
    same_actions,
)
from app.when import read_when

Place = tuple[int, int]
NO_DATE = "no date"


@dataclass(slots=True)
class _Taking:
    """One edition on its way into its plan."""

    plan: Plan
    read: ReadPlan
    changes: tuple[Change, ...]
    day: date
    number: int
    name: str
    by: Person | None
    rows: dict[int, Milestone]

    @property
    def why(self) -> str:
        return f"Read from the {self.name}, which gives no reason"


def take_edition(
    plan: Plan, read: ReadPlan, found: Succession, *, by: Person | None
) -> tuple[Edition, tuple[Change, ...]]:
    """Store what a later edition changes, and freeze it. `found` was checked by the caller."""
    rows = {each.id: each for action in plan.actions for each in action.milestones}
    taking = _Taking(plan, read, found.changes, found.day, found.number, found.name, by, rows)
    _reword_plan(taking)
    actions = _place_actions(taking)
    placed = _place_milestones(taking, actions)
    _take_dates(taking, placed)
    for each in read.actions:
        _take_words(taking, actions[each.number], each)
    db.session.flush()
    content = as_on_the_page(plan_content(plan.id, found.day), read)
    record(
        "edition imported", plan, plan.title, by=by, after=_counted(found.changes),
        plan_id=plan.id,
    )  # fmt: skip
    edition = freeze(plan, found.number, found.name, found.day, content, by)
    return edition, found.changes


def as_on_the_page(content: PlanContent, read: ReadPlan) -> PlanContent:
    """A plan's content in the words of the page that it was read from, and with no more."""
    pages = {action.number: action for action in read.actions}
    actions = []
    for action in content.actions:
        page = pages[action.number]
        progress = {cleaned(text) for text in page.progress}
        measures = {measure_name(each) for each in page.measures}
        lines = {each.number: each for each in page.milestones}
        milestones = tuple(
            replace(each, as_written=lines[each.number].when_written)
            if lines[each.number].when_written
            else each
            for each in action.milestones
            if each.number in lines
        )
        kept = tuple(each for each in action.progress if each.text in progress or each.is_slippage)
        shown = tuple(each for each in action.measures if each.name in measures)
        actions.append(replace(action, milestones=milestones, progress=kept, measures=shown))
    return replace(content, actions=tuple(actions))


def _reword_plan(taking: _Taking) -> None:
    read, plan = taking.read, taking.plan
    changes = {
        "outcome": cleaned(read.outcome) or plan.outcome,
        "footer": cleaned(read.footer or "") or plan.footer,
        "category": cleaned(read.category or "") or plan.category,
        "period_start": read.period.earliest if read.period else plan.period_start,
        "period_end": read.period.latest if read.period else plan.period_end,
    }
    reword(
        plan, changes, act="plan edited", name=plan.title, plan_id=plan.id, by=taking.by,
        why=taking.why, on=taking.day,
    )  # fmt: skip


def _place_actions(taking: _Taking) -> dict[int, Action]:
    """The actions of the page by its numbers: known ones renumbered, new ones added."""
    plan = taking.plan
    known = {each.number: each for each in plan.actions}
    same = _same_actions(taking)
    wanted = {known[before]: after for after, before in same.items()}
    leave = [each for each in plan.actions if each not in wanted and each.withdrawn_on is None]
    leave_out(leave, f"Not in the {taking.name}", plan, taking.day, taking.by)
    place_actions(plan, wanted, taking.read, taking.day, taking.by)
    bring_back(wanted, f"In the {taking.name} again", plan, taking.day, taking.by)
    found = {number: action for action, number in wanted.items()}
    for each in taking.read.actions:
        if each.number not in found:
            found[each.number] = new_action(plan, each, taking.day)
            record(
                "action added", found[each.number], f"Action {each.number}", by=taking.by,
                after=found[each.number].text, plan_id=plan.id,
            )  # fmt: skip
    return found


def _same_actions(taking: _Taking) -> dict[int, int]:
    """The action of the plan that each action of the page is, both by number; none for new ones.

    One that had been left out comes back only by its words.
    """
    live = [_said(each) for each in taking.plan.actions if each.withdrawn_on is None]
    gone = [_said(each) for each in taking.plan.actions if each.withdrawn_on is not None]
    new = [EditionAction(each.number, each.text) for each in taking.read.actions]
    found = {after: before for before, after in same_actions(live, new, ()).items()}
    numbers = {each.number for each in new}
    found = {after: before for after, before in found.items() if after in numbers}
    rest = [each for each in new if each.number not in found]
    back = same_actions(gone, rest, (), by_number=False)
    return found | {after: before for before, after in back.items()}


def _said(action: Action) -> EditionAction:
    return EditionAction(action.number, action.text)


def _place_milestones(taking: _Taking, actions: dict[int, Action]) -> dict[Place, Milestone]:
    """The milestones of the page by their place: those known moved there, new ones added."""
    plan, day = taking.plan, taking.day
    known: dict[Place, Milestone] = {}
    for change in taking.changes:
        heir = change.heir
        if change.before is not None and heir is not None:
            known[heir.action, heir.number] = taking.rows[change.before.identity or 0]
    stays = set(known.values())
    leave = [each for each in taking.rows.values() if each not in stays and not each.withdrawn_on]
    leave_out(leave, f"Not in the {taking.name}", plan, day, taking.by)
    wanted = {row: (actions[action], number) for (action, number), row in known.items()}
    place_milestones(plan, wanted, taking.read, day, taking.by)
    bring_back(known.values(), f"In the {taking.name} again", plan, day, taking.by)
    for action in taking.read.actions:
        for line in action.milestones:
            place = (action.number, line.number)
            if place not in known:
                known[place] = new_milestone(actions[action.number], line, day)
    return known


def _take_dates(taking: _Taking, placed: dict[Place, Milestone]) -> None:
    """What each line of When says otherwise than before: its words, its date, that it is met."""
    dates = milestone_dates([each.id for each in placed.values()], clock.today())
    change_at = {
        (part.action, part.number): change for change in taking.changes for part in change.after
    }
    for action in taking.read.actions:
        for line in action.milestones:
            place = (action.number, line.number)
            row, change = placed[place], change_at[place]
            is_heir = change.before is not None and change.heir in _at(change, place)
            if is_heir:
                _reword_milestone(taking, row, line)
                if has_moved(change):
                    _agree(taking, row, line)
            else:
                _agree_new(taking, row, line, change)
            if line.is_done and dates[row.id].met_on is None:
                met_as_published(row, line, taking.day, taking.name, taking.by)


def _at(change: Change, place: Place) -> list[EditionMilestone]:
    return [part for part in change.after if (part.action, part.number) == place]


def _reword_milestone(taking: _Taking, row: Milestone, line: ReadMilestone) -> None:
    reword(
        row, {"text": cleaned(line.text)}, act="milestone edited", name=name_of(row),
        plan_id=taking.plan.id, by=taking.by, why=taking.why, on=taking.day,
    )  # fmt: skip


def _agree(taking: _Taking, row: Milestone, line: ReadMilestone) -> None:
    """Another date than before: agreed by the day of the edition, for a reason that is not told."""
    when = line.when if line.when_written else read_when(NO_DATE)
    agree_first(
        row, when, taking.day, taking.by, "by", taking.name, cause=Cause.OTHER, reason=taking.why
    )
    record(
        "date read from an edition", row, name_of(row), by=taking.by, after=when.raw,
        why=taking.why, plan_id=taking.plan.id,
    )  # fmt: skip
    fix_gaps(row, by=taking.by)


def _agree_new(taking: _Taking, row: Milestone, line: ReadMilestone, change: Change) -> None:
    """The first date of what is new. A part of a split one keeps the first date of the whole."""
    whole = taking.rows.get(change.before.identity or 0) if change.before else None
    record(
        "milestone added", row, name_of(row), by=taking.by, plan_id=taking.plan.id,
        after=f"{row.text} – {line.when_written or NO_DATE}",
    )  # fmt: skip
    if whole is not None:
        first = milestone_dates([whole.id], clock.today())[whole.id].baseline
        if first is not None and first.latest is not None and first.decided_on is not None:
            when = read_when(first.as_written, said_on=first.decided_on)
            agree_first(row, when, first.decided_on, taking.by, "by", first.source)
            if (when.earliest, when.latest) != (line.when.earliest, line.when.latest):
                _agree(taking, row, line)
            return
    if line.when_written:
        agree_first(row, line.when, taking.day, taking.by, "by", taking.name)


def _take_words(taking: _Taking, action: Action, page: ReadAction) -> None:
    """An action's own words, its new paragraphs of progress, and its readings."""
    who = cleaned(page.who_written)
    if who != action.who_written:
        action.partners = partners_of(who)
    changes = {
        "text": cleaned(page.text) or action.text,
        "who_written": who,
        "who_note": note_on(who),
        "success": cleaned(page.success),
    }
    reword(
        action, changes, act="action edited", name=f"Action {action.number}",
        plan_id=taking.plan.id, by=taking.by, why=taking.why, on=taking.day,
    )  # fmt: skip
    store_progress(action, page, taking.day, taking.name, taking.by)
    for measure in page.measures:
        store_reading(action, measure, taking.day, taking.name, taking.by)


def _counted(changes: tuple[Change, ...]) -> str:
    """How many milestones did what, the worst first: "later: 2 milestones"."""
    kinds = [kind for kind in ChangeKind if any(kind in each.kinds for each in changes)]
    return "\n".join(
        f"{kind}: {counted(sum(kind in each.kinds for each in changes), 'milestone')}"
        for kind in kinds
    )
