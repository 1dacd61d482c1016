"""The exception report as plain values: each thing beyond tolerance, the most days late first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.access import Person
from app.formats import counted
from app.pictures import DatedRow as PictureRow
from app.pictures import Picture, TrendOf, timelines, trend
from app.plans.queries import cause_sentences, plan_for
from app.position.queries.pictures import (
    deliverable_rows,
    deliverable_trend_of,
    milestone_rows,
    milestone_trend_of,
)
from app.position.queries.positions import MilestonePosition, all_positions, thresholds
from app.position.rules import Pushed, placed
from app.reports.dated import Asked, DatedRow, deliverable_row, milestone_row
from app.reports.exceptions.answers import Answer, Answers, answers_on
from app.reports.exceptions.histories import Said, entries_of, in_order
from app.reports.exceptions.names import Unnamed
from app.reports.exceptions.subjects import (
    Late,
    subjects_on,
    unnamed_by_milestone,
)
from app.reports.front import Front, front
from app.slippage import Certainty, Thresholds

TITLE = "Exception report"
MOST_DAYS = 9_999
"""The largest tolerance that can be asked for."""
Places = Mapping[tuple[str, int, int], MilestonePosition]


@dataclass(frozen=True)
class Consequence:
    """What it pushes back, how surely, and by how many days."""

    what: str
    certainty: str
    days: str


@dataclass(frozen=True)
class Exceptional:
    """One milestone or deliverable beyond tolerance.

    `facts` are pairs of a head and words; `timelines` fit on a page each, and each has its table.
    What `trend` draws stands in the history.
    """

    name: str
    place: str
    row: DatedRow
    cause: str
    facts: tuple[tuple[str, str], ...]
    consequences: tuple[Consequence, ...]
    answer: Answer
    history: tuple[Said, ...]
    timelines: tuple[Picture, ...]
    trend: Picture | None


@dataclass(frozen=True)
class ExceptionReport:
    """The whole report. `done` are those beyond tolerance for which nobody waits any more."""

    front: Front
    tolerance: str
    looked_at: int
    exceptions: tuple[Exceptional, ...]
    done: tuple[DatedRow, ...]

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(each.answer.is_given for each in self.exceptions)


def exception_report(
    person: Person, on: date, slug: str | None = None, tolerance: int | None = None
) -> ExceptionReport:
    """What is more days late than the tolerance against the first or the agreed date.

    The tolerance is the days that still rate amber, unless another is given. Of one plan if asked.
    Raises NotFound where there is no such plan.
    """
    plan = plan_for(person, slug) if slug else None
    limits = thresholds()
    most = limits.amber if tolerance is None else tolerance
    asked = Asked(on, Thresholds(min(limits.green, most), most), cause_sentences(on))
    positions = all_positions(on, limits=asked.limits)
    subjects = subjects_on(person, positions, asked, plan.id if plan else None)
    late = sorted((each for each in subjects if each.days > most), key=lambda each: -each.days)
    writer = _Writer(
        person,
        asked,
        {_place(each): each for each in positions},
        answers_on(on, plan.id if plan else None),
        unnamed_by_milestone(),
    )
    return ExceptionReport(
        front=front(f"{TITLE}: {plan.title}" if plan else TITLE, on),
        tolerance=counted(most, "day"),
        looked_at=sum(not each.is_done for each in subjects),
        exceptions=tuple(writer.written(each) for each in late if not each.is_done),
        done=tuple(writer.row(each) for each in late if each.is_done),
    )


def _place(position: MilestonePosition) -> tuple[str, int, int]:
    of = position.milestone
    return of.plan_slug, of.action_number, of.number


@dataclass(frozen=True)
class _Writer:
    """Writes one subject after the other from what was read for all of them."""

    person: Person
    asked: Asked
    places: Places
    answers: Answers
    unnamed: Mapping[int, Unnamed]

    def written(self, late: Late) -> Exceptional:
        """One of them in full."""
        unnamed = self.unnamed.get(late.milestone_id, Unnamed(()))
        row = self.row(late)
        drawn, moved = self._pictures(late)
        notes = dict(row.notes)
        subject = (late.milestone_id, late.due.id if late.line is None and late.due else None)
        commission_id = late.commission.commission.id if late.commission else None
        answer = self.answers.of(subject, late.plan_id, commission_id, unnamed)
        facts = (
            ("State", row.state_words),
            ("Late against the first date", row.against_first),
            ("Late against the agreed date", row.against_agreed),
            ("Received", notes.get("Received", "")),
            ("Pushed back", notes.get("Pushed back", "")),
            ("Proposed date", notes.get("Proposed date", "")),
            ("Commission", _commission(late)),
            ("Flag", answer.whose),
        )
        return Exceptional(
            name=row.name,
            place=_placed_in(late),
            row=row,
            cause=unnamed(notes.get("Why", "No cause is on record.")),
            facts=tuple((head, unnamed(words)) for head, words in facts if words),
            consequences=tuple(_consequence(each) for each in _pushes(late)),
            answer=answer,
            history=_history(late, unnamed),
            timelines=drawn,
            trend=moved,
        )

    def row(self, late: Late) -> DatedRow:
        """Its dates and how late it is, by a name that says where it stands."""
        if late.line is not None:
            of = late.line.position.milestone
            named = f"Action {of.action_number}, milestone {of.number}: {of.text}"
            return milestone_row(late.line, named=named)
        if late.due is None or late.commission is None:
            raise ValueError("A deliverable without its commission")
        reference = late.commission.commission.reference
        named = f"{reference}, deliverable {late.due.number}: {late.due.title}"
        return deliverable_row(late.due, self.asked, named=named)

    def _pictures(self, late: Late) -> tuple[tuple[Picture, ...], Picture | None]:
        """Its timeline with what it pushes back, and how its date has moved."""
        on, of = self.asked.on, self.row(late).name
        rows: list[PictureRow] = []
        series: list[TrendOf] = []
        if late.line is not None:
            position = late.line.position
            pushed = [
                found
                for each in position.pushes
                if (found := self.places.get((each.plan_slug, each.action, each.number)))
            ]
            rows = milestone_rows([position, *pushed])
            series = [milestone_trend_of(position, key="M")]
        elif late.commission is not None:
            rows = deliverable_rows(late.commission, on, self.asked.limits, only=late.due)
        if late.due is not None:
            series.append(deliverable_trend_of(late.due))
        return timelines(of, rows, on), trend(of, series, on)


def _commission(late: Late) -> str:
    """Its commission, which is there only for whoever may enter it."""
    line = late.commission
    return f"{line.commission.reference}, {line.commission.title} ({line.stage})" if line else ""


def _placed_in(late: Late) -> str:
    if late.line is not None:
        return f"In the plan “{late.line.position.milestone.plan_title}”"
    if late.commission is None or late.commission.line is None:
        return ""
    of = late.commission.line.position.milestone
    return (
        f"For milestone {of.number} of Action {of.action_number}, “{of.text}”, "
        f"in the plan “{of.plan_title}”"
    )


def _pushes(late: Late) -> Sequence[Pushed]:
    return late.line.position.pushes if late.line is not None else ()


def _consequence(pushed: Pushed) -> Consequence:
    is_definite = pushed.certainty is Certainty.DEFINITE
    most = f", up to {counted(pushed.days_possible, 'day')}"
    days = counted(pushed.days, "day")
    what = placed(pushed)
    return Consequence(
        what=f"{what[:1].upper()}{what[1:]}",
        certainty="Definitely" if is_definite else "Possibly",
        days=f"{days}{most if is_definite and pushed.days_possible > pushed.days else ''}"
        if is_definite
        else f"up to {days}",
    )


def _history(late: Late, unnamed: Unnamed) -> tuple[Said, ...]:
    if late.line is None:
        return in_order(entries_of(late.due.dates, late.due, unnamed)) if late.due else ()
    entries = entries_of(late.line.position.dates, None, unnamed)
    if late.due is not None:
        of = f"Deliverable {late.due.number}, {late.due.title}"
        entries += entries_of(late.due.dates, late.due, unnamed, of=of)
    return in_order(entries)
