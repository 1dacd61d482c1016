"""Comparing editions: every milestone that moved, vanished, came back or was reworded (rule 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.slippage.change_wording import sentence_of
from app.slippage.editions import (
    DOUBTFUL_BELOW,
    NO_ANSWERS,
    SEVERITY,
    Answers,
    Change,
    ChangeKind,
    EditionAction,
    EditionMilestone,
    PublishedEdition,
    ends_last,
    plan_order,
)
from app.slippage.laundering import laundering, whole_months
from app.slippage.likeness import Likeness, said_alike, same_actions, same_date
from app.slippage.matching import Pairing, pair
from app.slippage.moves import Move, move
from app.slippage.splitting import splits


@dataclass(frozen=True, slots=True)
class Trail:
    """One milestone through the editions: as it was said last, whether it still stands there."""

    milestone: EditionMilestone
    first_latest: date | None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one edition made of a milestone that stood before it, or of none."""

    before: Trail | None
    after: tuple[EditionMilestone, ...]
    certainty: float
    possible_match: EditionMilestone | None = None


def compare(
    before: PublishedEdition,
    after: PublishedEdition,
    earlier: Iterable[PublishedEdition] = (),
    answers: Answers = NO_ANSWERS,
) -> tuple[Change, ...]:
    """What became of every milestone, the worst first; the order within an edition is no matter.

    ``earlier`` editions, the oldest first, show what came back and what was first promised.
    ``answers`` are those that people gave about doubtful pairs.
    Time in line with the milestones and editions.
    """
    trails: list[Trail] = []
    actions: tuple[EditionAction, ...] = ()
    for edition in (*earlier, before):
        trails = _carried(_steps(trails, actions, edition, answers))
        actions = edition.actions
    steps = _steps(trails, actions, after, answers)
    changes = [_change(step, after.day) for step in steps if step.after or _just_left(step)]
    return tuple(sorted(changes, key=worst_first))


def worst_first(change: Change) -> tuple[int, int, tuple[int, int, str, str, int]]:
    """The order of a comparison: by kind, the longest move first, then by place."""
    return SEVERITY[change.kind], -abs(change.days or 0), plan_order(change.subject)


def _just_left(step: Step) -> bool:
    return step.before is not None and not step.before.is_gone


def _steps(
    trails: Sequence[Trail],
    actions: Sequence[EditionAction],
    edition: PublishedEdition,
    answers: Answers,
) -> list[Step]:
    """Each trail with what the edition made of it, and what is new."""
    known = sorted(trails, key=lambda each: (plan_order(each.milestone), each.is_gone))
    old = [each.milestone for each in known]
    new = sorted(edition.milestones, key=plan_order)
    gone = frozenset(at for at, each in enumerate(known) if each.is_gone)
    numbers = {each.action for each in old}
    likeness = Likeness(old, new, same_actions(actions, edition.actions, numbers))
    pairing = pair(old, new, likeness, gone, answers)
    split = splits(old, new, pairing, likeness, gone, answers)
    parts = {right for rights, _ in split.values() for right in rights}
    heirs = {left: (right, sure) for right, (left, sure) in pairing.old_of.items()}
    alone = _strangers(pairing, parts)
    steps: list[Step] = []
    for left, trail in enumerate(known):
        if left in split:
            rights, sure = split[left]
            steps.append(Step(trail, tuple(new[right] for right in rights), sure))
        elif left in heirs:
            right, sure = heirs[left]
            steps.append(Step(trail, (new[right],), sure))
        else:
            sure, other = alone.get((0, left), (1.0, None))
            steps.append(Step(trail, (), sure, None if other is None else new[other]))
    unheard = [at for at in range(len(new)) if at not in pairing.old_of and at not in parts]
    for at in unheard:
        sure, other = alone.get((1, at), (1.0, None))
        steps.append(Step(None, (new[at],), sure, None if other is None else old[other]))
    return steps


def _strangers(pairing: Pairing, parts: set[int]) -> dict[tuple[int, int], tuple[float, int]]:
    """How sure it is that one without a match has none, by side (0 old, 1 new) and place.

    That is how unlike it is to the nearest other one that is left over, which is named too.
    """
    matched = pairing.matched_old
    sure: dict[tuple[int, int], tuple[float, int]] = {}
    for (left, right), alike in pairing.near.items():
        if left not in matched and right not in pairing.old_of and right not in parts:
            for side, other in (((0, left), right), ((1, right), left)):
                sure[side] = min(sure.get(side, (1.0, other)), (1 - alike, other))
    return sure


def _carried(steps: Iterable[Step]) -> list[Trail]:
    """The trails after an edition: each part of a split one keeps its first date."""
    trails: list[Trail] = []
    for step in steps:
        trails += [Trail(each, _first_latest(step, each) or each.latest) for each in step.after]
        if step.before and not step.after:
            trails.append(replace(step.before, is_gone=True))
    return trails


def _first_latest(step: Step, after: EditionMilestone | None = None) -> date | None:
    """The last day first named: by an edition of its time, or by a later one as the first."""
    named = (step.before.first_latest if step.before else None, after and after.first_latest)
    return min((day for day in named if day), default=None)


def _change(step: Step, on: date) -> Change:
    kinds, moved = _kinds(step, on)
    is_laundered = ChangeKind.LAUNDERED in kinds
    before = step.before.milestone if step.before else None
    first = _first_latest(step, step.after[0] if step.after else None)
    last = max((each.latest for each in step.after if each.latest), default=None)
    change = Change(
        kinds=kinds,
        before=before,
        after=step.after,
        days=moved.days,
        interval=moved.interval,
        days_since_first=(last - first).days if last and first else None,
        certainty=round(step.certainty, 2),
        sentence="",
        possible_match=step.possible_match,
        months_late=whole_months(first, on) if first and is_laundered else None,
    )
    asked = change.certainty < DOUBTFUL_BELOW
    return replace(change, sentence=sentence_of(change, first, on, is_asked=asked))


def _kinds(step: Step, on: date) -> tuple[tuple[ChangeKind, ...], Move]:
    if step.before is None:
        return (ChangeKind.NEW,), Move(None)
    before = step.before.milestone
    if not step.after:
        return (ChangeKind.VANISHED,), Move(None)
    latest_part = max(step.after, key=ends_last)
    says_done_instead = latest_part.met_on is not None and not latest_part.as_written.strip()
    moved = Move(None) if says_done_instead else move(before, latest_part)
    kinds = {moved.kind} if moved.kind else set[ChangeKind]()
    if len(step.after) > 1:
        # The part that ends last says how the whole moved; that it is narrower says nothing.
        kinds = (kinds & {ChangeKind.LATER, ChangeKind.WIDENED}) | {ChangeKind.SPLIT}
        return _ordered(kinds, ChangeKind.SPLIT), moved
    if laundering(before, latest_part, _first_latest(step, latest_part), on):
        kinds.add(ChangeKind.LAUNDERED)
    if not (said_alike(before.text, latest_part.text) and _date_said_alike(before, latest_part)):
        is_after_met = before.met_on is not None
        kinds.add(ChangeKind.REWORDED_AFTER_MET if is_after_met else ChangeKind.REWORDED)
    if step.before.is_gone:
        return _ordered(kinds | {ChangeKind.RETURNED}, ChangeKind.RETURNED), moved
    return _ordered(kinds or {ChangeKind.UNCHANGED}), moved


def _date_said_alike(before: EditionMilestone, after: EditionMilestone) -> bool:
    """Another date is a rewording only where it was met already, or where neither is a date."""
    if before.met_on is None and (before.is_dated or after.is_dated):
        return True
    return same_date(before, after)


def _ordered(kinds: set[ChangeKind], lead: ChangeKind | None = None) -> tuple[ChangeKind, ...]:
    return tuple(sorted(kinds, key=lambda kind: (kind is not lead, SEVERITY[kind])))
