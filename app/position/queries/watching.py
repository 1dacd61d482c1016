"""Everything that can be flagged on a day: milestones, and deliverables that carry none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.delivery.queries import DeliverableStanding, deliverables, slippage_facts
from app.plans.queries import dates_moved_by_knock_ons
from app.position.queries.carrying import rejected_last
from app.position.queries.dated_rows import (
    agreed_dates,
    deliverable_dates,
    expected_rows,
    forecast_rows,
)
from app.position.queries.flag_owners import Bought, Owners, commissions_on, owners_on
from app.position.queries.needs.need import place_of
from app.position.queries.positions import MilestonePosition, all_positions, thresholds
from app.position.rules import (
    Finding,
    FlagKind,
    PushedBy,
    SoFar,
    Watched,
    against_both_words,
    findings,
    kept_green_words,
    newest_move,
    pushed_words,
    received_words,
    with_deliverable,
)
from app.slippage import Standing, State, Thresholds, is_bought_green, standing

_OVER = frozenset({State.MET, State.MET_LATE, State.WITHDRAWN, State.RECEIVED})


@dataclass(frozen=True)
class DueOn:
    """Something that is not met yet and has a last day, and its page."""

    what: str
    about: str
    endpoint: str
    values: dict[str, Any]
    latest: date


@dataclass(frozen=True)
class Subject:
    """A milestone or a deliverable on a day, with its findings and whose it is.

    A milestone that a deliverable carries has that deliverable's findings too.
    """

    milestone_id: int
    deliverable_id: int | None
    name: str
    plan_id: int | None
    commission_id: int | None
    owner_id: int | None
    watched: Watched
    found: tuple[Finding, ...]
    told: str
    told_of_push: str
    told_of_moving: str
    due: tuple[DueOn, ...] = ()

    @property
    def key(self) -> tuple[int, int | None]:
        """By what its flags know it."""
        return self.milestone_id, self.deliverable_id

    def words(self, kind: FlagKind) -> str:
        """The facts of the day in words."""
        if kind is FlagKind.KEPT_GREEN:
            return " ".join(part for part in (self.told_of_moving, self.told) if part)
        return self.told_of_push if kind is FlagKind.PUSHED else self.told


def subjects_on(on: date, positions: Sequence[MilestonePosition] | None = None) -> list[Subject]:
    """All that can be flagged on a day, in a constant number of statements.

    `positions` are those of all milestones on that day, where the caller has them already.
    """
    positions = all_positions(on) if positions is None else positions
    commissions = commissions_on(on)
    owners = owners_on(commissions, on)
    knock_ons = dates_moved_by_knock_ons()
    found = [_of_milestone(each, owners, on, knock_ons) for each in positions]
    by_milestone = {each.milestone.id: each for each in positions}
    due = deliverables([each.id for each in commissions.values() if each.is_running], on)
    for commission_id, rows in due.items():
        commission = commissions[commission_id]
        position = by_milestone.get(commission.milestone_id)
        found += _of_deliverables(commission, rows, position, owners, on)
    return found


def carried_or_cancelled(deliverable_ids: Iterable[int], on: date) -> dict[int, str]:
    """Why a deliverable is not watched by itself on a day, in a sentence, by its id."""
    commissions = commissions_on(on)
    due = deliverables(list(commissions), on)
    wanted = set(deliverable_ids)
    return {
        row.id: f"The commission {commissions[commission_id].reference} was cancelled."
        if commissions[commission_id].was_cancelled
        else "It carries its milestone now, whose own flag tells it."
        for commission_id, rows in due.items()
        for row in rows
        if row.id in wanted
    }


def _of_milestone(
    position: MilestonePosition, owners: Owners, on: date, knock_ons: Collection[int]
) -> Subject:
    milestone, carrier = position.milestone, position.carrier
    watched = Watched(
        facts=position.facts,
        state=position.standing.state,
        agreed=tuple(agreed_dates(position, knock_ons)),
        expected=tuple(expected_rows(position)),
        pushed=_pushed(position),
        is_bought=position.is_bought,
        is_green_by_moving=is_bought_green(position.standing),
    )
    last = carrier.last if carrier else None
    carrying = findings(_watched(last, on), on) if last else []
    told = [position.draft]
    if last and carrying and not any(f.kind is not FlagKind.PUSHED for f in findings(watched, on)):
        told.append(_told(last, carrier.reference if carrier else "", on))
    by = position.pushed_by
    commission_id = carrier.id if carrier else None
    return Subject(
        milestone_id=milestone.id,
        deliverable_id=None,
        name=f"Action {milestone.action_number}, milestone {milestone.number}",
        plan_id=milestone.plan_id,
        commission_id=commission_id,
        owner_id=owners.of(commission_id, milestone.id, milestone.plan_id),
        watched=watched,
        found=tuple(with_deliverable(findings(watched, on), carrying)),
        told=" ".join(told),
        told_of_push=pushed_words(by.pushed, by.cause_named) if by else "",
        told_of_moving=_moved(watched, position.standing),
        due=tuple(_due(position, watched, last)),
    )


def _of_deliverables(
    commission: Bought,
    rows: Iterable[DeliverableStanding],
    position: MilestonePosition | None,
    owners: Owners,
    on: date,
) -> Iterator[Subject]:
    carrier = position.carrier if position else None
    last = carrier.last if carrier else None
    plan_id = position.milestone.plan_id if position else None
    for row in rows:
        if last is not None and last.id == row.id:
            continue  # it is told with the milestone that it carries
        watched = _watched(row, on)
        yield Subject(
            milestone_id=commission.milestone_id,
            deliverable_id=row.id,
            name=f"“{row.title}” of {commission.reference}",
            plan_id=plan_id,
            commission_id=commission.id,
            owner_id=owners.of(commission.id, commission.milestone_id, plan_id),
            watched=watched,
            found=tuple(findings(watched, on)),
            told=_told(row, commission.reference, on),
            told_of_push="",
            told_of_moving=_moved(watched, standing(watched.facts, on, thresholds())),
            due=tuple(_due_deliverable(row, commission.reference, watched)),
        )


def _due(
    position: MilestonePosition, watched: Watched, last: DeliverableStanding | None
) -> Iterator[DueOn]:
    """The milestone, and the deliverable that carries it where that is due on another day."""
    milestone, carrier = position.milestone, position.carrier
    latest = position.agreed.latest if position.agreed else None
    if latest is not None and _is_awaited(watched):
        place = {"action": milestone.action_number, "number": milestone.number}
        yield DueOn(
            f"“{milestone.text}” is due",
            place_of(milestone.plan_title, milestone.action_number, milestone.number),
            "plans.milestone",
            {"slug": milestone.plan_slug, **place},
            latest,
        )
    if last is not None and carrier is not None:
        due = _due_deliverable(last, carrier.reference, watched)
        yield from (each for each in due if each.latest != latest)


def _due_deliverable(row: DeliverableStanding, reference: str, watched: Watched) -> Iterator[DueOn]:
    latest = row.dates.agreed.latest if row.dates.agreed else None
    if latest is not None and _is_awaited(watched):
        page = {"ref": reference, "number": row.number}
        yield DueOn(f"“{row.title}” is due", reference, "delivery.deliverable", page, latest)


def _is_awaited(watched: Watched) -> bool:
    return watched.state not in _OVER


def _watched(row: DeliverableStanding, on: date, limits: Thresholds | None = None) -> Watched:
    facts = slippage_facts(row)
    stands = standing(facts, on, limits or thresholds())
    return Watched(
        facts=facts,
        state=stands.state,
        agreed=tuple(deliverable_dates(row.dates)),
        expected=tuple(forecast_rows("deliverable_forecast", row.dates.forecast_history)),
        is_bought=True,
        is_green_by_moving=is_bought_green(stands),
    )


def _pushed(position: MilestonePosition) -> PushedBy | None:
    """The push with where its chain begins."""
    by = position.pushed_by
    return PushedBy(by.root, by.root_named, by.pushed.certainty) if by else None


def _moved(watched: Watched, stands: Standing) -> str:
    """How its date moved while it was green; empty where it did not."""
    rows = newest_move(watched.agreed)
    if not rows or not rows[0].is_quiet:
        return ""
    was = watched.agreed[len(watched.agreed) - len(rows) - 1]
    now = watched.agreed[-1]
    return kept_green_words(
        was.as_written, now.as_written, watched.facts.baseline, stands.effective
    )


def _told(row: DeliverableStanding, reference: str, on: date) -> str:
    """A deliverable's facts in words. No company is named."""
    facts = slippage_facts(row)
    lateness = against_both_words(standing(facts, on, thresholds()))
    agreed = row.dates.agreed
    parts = [
        f"“{row.title}” of {reference} is due: {agreed.as_written}." if agreed else "",
        received_words(facts, on, True, SoFar(rejected=rejected_last(row))),
        f"As at {on.day} {on:%B %Y} it is {lateness}." if lateness else "",
    ]
    return " ".join(part for part in parts if part)
