"""What waits for one person today, by their roles, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.commissions.queries import invitations_of
from app.commissions.rules import Reply, Stage, stage_on
from app.database import db
from app.delivery.queries import deliverables
from app.delivery.rules import can_decide_date as can_decide_delivery_date
from app.evaluation.models import Declaration, ScoreSheet
from app.evaluation.rules import Interest, Standing, may_score, may_see_quotes
from app.plans.queries import waiting_dates
from app.plans.rules import can_decide_date
from app.position.queries.commission_pages import CommissionLine, commission_lines
from app.position.queries.positions import MilestonePosition, all_positions
from app.position.queries.progress import awards_on
from app.position.queries.sentences import SentenceOn, sentences_on, waiting_sentences
from app.quotes.queries import openings_begun, standings
from app.quotes.rules import can_begin_opening
from app.slippage import State

_DECLARES_AT = (Stage.ISSUED, Stage.CLOSED, Stage.OPENED, Stage.RECOMMENDED)
_DECIDERS = frozenset({Role.OFFICER, Role.MEMBER})
_READERS = frozenset({Role.OFFICER, Role.MEMBER, Role.KEYHOLDER})


@dataclass(frozen=True)
class Need:
    """One thing that waits for somebody: what, about what, where, and its day.

    `day_is` says what the day means: "by" or "since". `endpoint` and `values` name the page.
    """

    what: str
    about: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    day: date | None = None
    day_is: str = "since"


def needs_of(person: Person) -> list[Need]:
    """Everything that waits for a person today, the earliest day first."""
    today = clock.today()
    found: list[Need] = []
    if person.company_id is not None:
        found.extend(_of_company(person, today))
    if person.roles & _READERS:
        positions = all_positions(today)
        lines = commission_lines(person, today, positions=positions)
        found.extend(_of_commissions(person, lines))
        if Role.OFFICER in person.roles:
            found.extend(_unsaid(positions, sentences_on(today)))
    if person.roles & _DECIDERS:
        found.extend(_dates(person))
        found.extend(_sentences(person))
    return sorted(found, key=lambda need: (need.day or date.max, need.about))


def _of_commissions(person: Person, lines: Sequence[CommissionLine]) -> Iterator[Need]:
    interests = _interests(person)
    done = set(
        db.session.scalars(
            select(ScoreSheet.commission_id).where(
                ScoreSheet.person_id == person.id, ScoreSheet.submitted_at.is_not(None)
            )
        )
    )
    begun = openings_begun([line.commission.id for line in lines])
    for line in lines:
        commission = line.commission
        interest = interests.get(commission.id, Standing.UNDECLARED)
        first = begun.get(commission.id)
        if can_begin_opening(person.roles, line.stage) and (
            first is None or first.first_id != person.id
        ):
            yield _about(line, "Open the quotes", "quotes.opening", _day(commission.quote_deadline))
        if Role.MEMBER in person.roles:
            yield from _of_member(person, line, interest, commission.id in done)
        if line.stage is Stage.RECOMMENDED and _may_decide(person, line, interest):
            day = _day(commission.recommended_at)
            yield _about(line, "Decide on the proposed award", "evaluation.decide_award", day)
        if Role.OFFICER in person.roles:
            yield from _of_officer(person, line, interest)
        yield from _delivery_dates(person, line)


def _of_member(
    person: Person, line: CommissionLine, interest: Standing, has_scored: bool
) -> Iterator[Need]:
    commission = line.commission
    if interest is Standing.UNDECLARED and line.stage in _DECLARES_AT:
        day = _day(commission.issued_at)
        yield _about(line, "Declare your interest", "evaluation.declare", day)
    if line.stage is Stage.OPENED and may_score(person.roles, interest) and not has_scored:
        yield _about(line, "Score the quotes", "evaluation.scores", _day(commission.opened_at))


def _of_officer(person: Person, line: CommissionLine, interest: Standing) -> Iterator[Need]:
    commission, progress = line.commission, line.progress
    if commission.officer_id == person.id:
        if line.stage is Stage.DRAFT:
            what = "Finish the brief and issue it"
            yield _about(line, what, "commissions.prepare", commission.since)
        if line.stage is Stage.DELIVERED:
            day = _day(commission.delivered_at)
            yield _about(line, "Complete the commission", "commissions.complete", day)
        if (
            line.stage is Stage.OPENED
            and progress.to_score == 0
            and may_see_quotes(person.roles, interest)
        ):
            day = _day(commission.opened_at)
            yield _about(line, "Propose an award", "evaluation.propose_award", day)
    if line.stage in (Stage.AWARDED, Stage.NOT_AWARDED) and not progress.is_told:
        day = _day(commission.awarded_at or commission.not_awarded_at)
        yield _about(line, "Send the outcome letters", "evaluation.letters", day)
    for each in line.due if line.stage is Stage.AWARDED else ():
        if each.waiting is not None:
            yield Need(
                f"Accept or reject “{each.title}”",
                _title(line),
                "delivery.accept",
                {"ref": commission.reference, "number": each.number},
                each.waiting.received_on,
            )


def _delivery_dates(person: Person, line: CommissionLine) -> Iterator[Need]:
    for each in line.due if line.stage is Stage.AWARDED else ():
        proposed = each.dates.proposed
        if proposed and can_decide_delivery_date(person.roles, person.id, proposed.proposed_by_id):
            yield Need(
                f"Decide on the date “{proposed.as_written}” for “{each.title}”",
                _title(line),
                "delivery.decide_date",
                {"ref": line.commission.reference, "number": each.number},
                proposed.proposed_on,
            )


def _dates(person: Person) -> Iterator[Need]:
    for each in waiting_dates():
        if can_decide_date(person.roles, person.id, each.proposed_by_id):
            yield Need(
                f"Decide on the date “{each.as_written}” for “{each.milestone_text}”",
                _place(each.plan_title, each.action_number, each.milestone_number),
                "plans.decide_date",
                {
                    "slug": each.plan_slug,
                    "action": each.action_number,
                    "number": each.milestone_number,
                    "date_id": each.id,
                },
                each.proposed_on,
            )


def _sentences(person: Person) -> Iterator[Need]:
    for each in waiting_sentences():
        if each.sentence.written_by_id != person.id:
            yield Need(
                f"Decide on the sentence about “{each.milestone_text}”",
                _place(each.plan_title, each.action_number, each.milestone_number),
                "position.decide_sentence",
                {"sentence_id": each.sentence.id},
                each.sentence.written_on,
            )


def _unsaid(
    positions: Sequence[MilestonePosition], sentences: dict[int, list[SentenceOn]]
) -> Iterator[Need]:
    """Milestones past their agreed date of which no sentence has been written since."""
    for each in positions:
        agreed = each.agreed
        if each.standing.state not in (State.OVERDUE, State.LAPSED) or agreed is None:
            continue
        due = agreed.latest or date.max
        said = sentences.get(each.milestone.id, [])
        if any(s.is_waiting or (s.is_approved and s.written_on > due) for s in said):
            continue
        yield Need(
            f"Say in the plan that “{each.milestone.text}” is {each.standing.state}",
            _place(each.milestone.plan_title, each.milestone.action_number, each.milestone.number),
            "position.sentences",
            {"slug": each.milestone.plan_slug, "milestone_id": each.milestone.id},
            agreed.latest,
        )


def _of_company(person: Person, today: date) -> Iterator[Need]:
    invitations = invitations_of(person)
    quotes = standings([each.id for each in invitations])
    ids = [each.commission_id for each in invitations]
    awards, due = awards_on(ids, clock.now()), deliverables(ids, today)
    for each in invitations:
        title = f"{each.commission.title} ({each.commission.reference})"
        deadline, award = each.commission.quote_deadline, awards.get(each.commission_id)
        stage = stage_on(each.commission, clock.now())
        is_asked = stage is Stage.ISSUED and each.reply is not Reply.DECLINED
        if is_asked and not quotes[each.id].has_sent:
            here = {"invitation_id": each.id}
            yield Need(
                "Quote, or say that you will not",
                title,
                "quotes.invitation",
                here,
                _day(deadline),
                "by",
            )
        if award and award.told_at and quotes[each.id].has_sent:
            yield Need(
                "Read the outcome",
                title,
                "evaluation.outcome",
                {"invitation_id": each.id},
                _day(award.told_at),
                "since",
            )
        is_due = stage is Stage.AWARDED and award is not None and award.told_at is not None
        if award and is_due and award.company == each.company.name:
            for item in due.get(each.commission_id, []):
                if item.accepted_on is None and item.waiting is None and item.dates.agreed:
                    yield Need(
                        f"Deliver “{item.title}”",
                        title,
                        "delivery.due",
                        {"invitation_id": each.id},
                        item.dates.agreed.latest,
                        "by",
                    )


def _interests(person: Person) -> dict[int, Standing]:
    """What a person's newest declaration says, by commission; in one statement."""
    rows = db.session.execute(
        select(Declaration.commission_id, Declaration.interest)
        .where(Declaration.person_id == person.id)
        .order_by(Declaration.id)
    )
    return {
        commission_id: Standing.FREE if interest is Interest.NONE else Standing.CONFLICT
        for commission_id, interest in rows
    }


def _may_decide(person: Person, line: CommissionLine, interest: Standing) -> bool:
    if not may_see_quotes(person.roles, interest) or not person.roles & _DECIDERS:
        return False
    return line.progress.proposed_by_id != person.id


def _about(line: CommissionLine, what: str, endpoint: str, day: date | None) -> Need:
    return Need(what, _title(line), endpoint, {"ref": line.commission.reference}, day)


def _title(line: CommissionLine) -> str:
    return f"{line.commission.title} ({line.commission.reference})"


def _place(plan: str, action: int, number: int) -> str:
    return f"{plan}, Action {action}, milestone {number}"


def _day(instant: datetime | None) -> date | None:
    return clock.day_of(instant) if instant else None
