"""Where members' scores differ, the meetings that talked them over, and what was agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app import access
from app.commissions.models import Commission, Criterion
from app.database import db
from app.errors import NotFound
from app.evaluation.models import Consensus, Moderation
from app.evaluation.queries.comparing import MemberScore, comparison
from app.evaluation.rules import scale_of
from app.evaluation.rules.spread import most_apart_first, most_apart_of_groups, spread
from app.people.models import Person


@dataclass(frozen=True)
class Agreed:
    """A score that a meeting agreed on, with its reason."""

    value: int
    reason: str
    day: date
    present: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Apart:
    """One quote on one criterion: every score that counts, and what was agreed, oldest first.

    `scale` is what may be given on it, in the brief's words.
    """

    quote_id: int
    company: str
    criterion: Criterion
    scores: Sequence[MemberScore]
    agreed: Sequence[Agreed]
    scale: Mapping[int, str]

    @property
    def spread(self) -> int:
        """The highest score less the lowest."""
        return spread([one.value for one in self.scores])


@dataclass(frozen=True)
class CriterionApart:
    """How far members lie apart on one criterion: on how many of the quotes, and at most.

    `agreed` is the number of quotes on which a meeting agreed.
    """

    criterion: Criterion
    widest: int
    differing: int
    agreed: int
    quotes: int


@dataclass(frozen=True)
class MeetingHeld:
    """A moderation meeting on record."""

    id: int
    day: date
    present: str
    note: str


def apart(commission: Commission, person: access.Person) -> list[Apart]:
    """Every quote on every criterion, where members differ most first.

    Raises NotFound while scores are hidden, and for whoever may not see the quotes.
    """
    view = comparison(commission, person)
    if not view.are_scores_open:
        raise NotFound
    agreed = _agreed(commission)
    columns = sorted(view.columns, key=lambda column: column.quote.company.name)
    found = {
        (column.quote.id, criterion.id): Apart(
            column.quote.id,
            column.quote.company.name,
            criterion,
            column.scores.get(criterion.id, ()),
            agreed[column.quote.id, criterion.id],
            scale_of(criterion.is_pass_fail, view.brief.levels_for(criterion)),
        )
        for criterion in view.brief.criteria
        for column in columns
    }
    values = {key: [one.value for one in cell.scores] for key, cell in found.items()}
    return [found[key] for key in most_apart_first(values)]


def by_criterion(cells: Sequence[Apart]) -> list[CriterionApart]:
    """The criteria of these cells, where members differ most first.

    By the widest difference, then by how much they differ on all quotes together.
    """
    found: dict[int, list[Apart]] = defaultdict(list)
    for cell in sorted(cells, key=lambda each: each.criterion.number):
        found[cell.criterion.id].append(cell)
    values = {
        key: [[one.value for one in cell.scores] for cell in each] for key, each in found.items()
    }
    return [
        CriterionApart(
            found[key][0].criterion,
            max(cell.spread for cell in found[key]),
            sum(cell.spread > 0 for cell in found[key]),
            sum(bool(cell.agreed) for cell in found[key]),
            len(found[key]),
        )
        for key in most_apart_of_groups(values)
    ]


def moderations(commission: Commission) -> list[MeetingHeld]:
    """The moderation meetings on record, newest first."""
    rows = db.session.scalars(
        select(Moderation)
        .where(Moderation.commission_id == commission.id)
        .order_by(Moderation.day.desc(), Moderation.id.desc())
    )
    return [MeetingHeld(row.id, row.day, row.present, row.note) for row in rows]


def _agreed(commission: Commission) -> dict[tuple[int, int], list[Agreed]]:
    rows = db.session.execute(
        select(Consensus, Moderation, Person.name)
        .join(Moderation, Moderation.id == Consensus.moderation_id)
        .join(Person, Person.id == Consensus.by_id)
        .where(Moderation.commission_id == commission.id)
        .order_by(Consensus.id)
    )
    found: dict[tuple[int, int], list[Agreed]] = defaultdict(list)
    for row, meeting, by in rows:
        told = Agreed(row.value, row.reason, meeting.day, meeting.present, by, row.at)
        found[row.quote_id, row.criterion_id].append(told)
    return found
