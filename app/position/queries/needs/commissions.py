"""What waits in the commissions: openings, declarations, scores, awards, deliveries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app import clock
from app.access import Person, Role
from app.commissions.queries import Commission, WaitingQuestion, waiting_questions
from app.commissions.rules import Act, Stage, is_legal
from app.database import db
from app.delivery.queries import waiting_of
from app.delivery.rules import can_decide_date as can_decide_delivery_date
from app.evaluation.models import ScoreSheet
from app.evaluation.queries import Place, places, unsettled_quotes
from app.evaluation.queries.feedback import feedback_waiting
from app.evaluation.queries.letters import letters_leaving
from app.evaluation.queries.setting_aside import asides_waiting
from app.evaluation.rules import (
    Standing,
    may_judge_all,
    may_score,
    ruling_refusal,
)
from app.health.queries import suggested_for
from app.position.queries.commission_pages import CommissionLine
from app.position.queries.needs.doubts import Doubts
from app.position.queries.needs.need import Need, day_of, need_about, title_of
from app.quotes.queries import openings_begun, sealed_counts
from app.quotes.rules import can_begin_opening, can_take_part_in_opening

_DECLARES_AT = (Stage.ISSUED, Stage.CLOSED, Stage.OPENED, Stage.RECOMMENDED)

_DECIDERS = frozenset({Role.OFFICER, Role.MEMBER})


def of_commissions(person: Person, lines: Sequence[CommissionLine]) -> Iterator[Need]:
    """What waits for a person in these commissions, in twenty-two statements at most."""
    known = places([line.commission.id for line in lines])
    done = set(
        db.session.scalars(
            select(ScoreSheet.commission_id).where(
                ScoreSheet.person_id == person.id, ScoreSheet.submitted_at.is_not(None)
            )
        )
    )
    begun = openings_begun([line.commission.id for line in lines])
    answered_here = [
        line.commission.id
        for line in lines
        if line.commission.officer_id == person.id and is_legal(Act.ANSWER, line.stage)
    ]
    asked = waiting_questions(answered_here) if answered_here else {}
    told = [line.commission for line in lines if line.commission.told_at is not None]
    leaving = set[int]()
    if Role.OFFICER in person.roles:
        yield from _feedback(told, known, person)
        leaving = letters_leaving([line.commission.id for line in lines])
    stopped = [line.commission.id for line in lines if line.progress.stopped]
    asides = asides_waiting(stopped) if stopped else {}
    failed = suggested_for(_own(person, lines, Stage.ISSUED))
    opened = [each.id for each in _own(person, lines, Stage.OPENED)]
    few = unsettled_quotes(sealed_counts(opened, clock.now())) if opened else set[int]()
    doubts = Doubts(person, lines, opened)
    for line in lines:
        commission = line.commission
        if commission.id in failed:
            yield _to_extend(line, failed[commission.id].reason)
        interest = known.get((commission.id, person.id), Place()).standing
        first = begun.get(commission.id)
        if can_begin_opening(person.roles, line.stage) and (
            first is None or first.first_id != person.id
        ):
            yield need_about(
                line, "Open the quotes", "quotes.opening", day_of(commission.quote_deadline)
            )
        if line.progress.stopped:
            yield from _stopped(person, line)
            yield from _asides(person, line, interest, asides.get(commission.id, []))
        if Role.MEMBER in person.roles:
            yield from _of_member(person, line, interest, commission.id in done)
        if line.stage is Stage.RECOMMENDED and _may_decide(person, line, interest):
            day = day_of(commission.recommended_at)
            yield need_about(line, "Decide on the proposed award", "evaluation.decide_award", day)
        yield from doubts.needs(line, interest)
        if Role.OFFICER in person.roles:
            yield from _of_officer(person, line, interest, leaving, few)
            yield from _rulings(person, line, known)
            yield from _questions(line, asked.get(commission.id, []))
        yield from _delivery_dates(person, line)


def _own(person: Person, lines: Sequence[CommissionLine], stage: Stage) -> list[Commission]:
    """The commissions at a stage whose officer this person is."""
    return [
        line.commission
        for line in lines
        if line.commission.officer_id == person.id and line.stage is stage
    ]


def _stopped(person: Person, line: CommissionLine) -> Iterator[Need]:
    """Quotes stopped at the opening, for those who can open or set them aside."""
    may_open = can_take_part_in_opening(person.roles)
    if may_open or Role.OFFICER in person.roles:
        what = "Open the stopped quotes" if may_open else "Settle the stopped quotes"
        yield need_about(line, what, "quotes.stopped", day_of(line.commission.opened_at))


def _asides(
    person: Person,
    line: CommissionLine,
    interest: Standing,
    waiting: Sequence[tuple[int, int, datetime]],
) -> Iterator[Need]:
    """Proposals to set a stopped quote aside, for whoever can be the second person."""
    if not person.roles & _DECIDERS or not may_judge_all(person.roles, interest):
        return
    for quote_id, proposed_by_id, at in waiting:
        if proposed_by_id != person.id:
            yield Need(
                "Decide on setting aside a stopped quote",
                title_of(line),
                "evaluation.decide_set_aside",
                {"ref": line.commission.reference, "quote_id": quote_id},
                day_of(at),
            )


def _of_member(
    person: Person, line: CommissionLine, interest: Standing, has_scored: bool
) -> Iterator[Need]:
    commission = line.commission
    if interest is Standing.UNDECLARED and line.stage in _DECLARES_AT:
        is_open = line.stage is Stage.ISSUED
        day = day_of(line.deadline if is_open else commission.issued_at)
        need = need_about(line, "Declare your interests", "evaluation.declare", day)
        yield replace(need, day_is="by") if is_open else need
    if line.stage is Stage.OPENED and may_score(person.roles, interest) and not has_scored:
        yield need_about(
            line, "Score the quotes", "evaluation.scores", day_of(commission.opened_at)
        )


def _of_officer(
    person: Person,
    line: CommissionLine,
    interest: Standing,
    leaving: Collection[int],
    few: Collection[int],
) -> Iterator[Need]:
    commission, progress = line.commission, line.progress
    if commission.officer_id == person.id:
        if line.stage is Stage.DRAFT:
            what = "Finish the brief and issue it"
            yield need_about(line, what, "commissions.prepare", commission.since)
        if line.stage is Stage.DELIVERED:
            day = day_of(commission.delivered_at)
            yield need_about(line, "Complete the commission", "commissions.complete", day)
        if commission.id in few:
            what = "Say how it goes on with few quotes"
            day = day_of(commission.opened_at)
            yield need_about(line, what, "evaluation.few_quotes", day)
        elif (
            line.stage is Stage.OPENED
            and progress.to_score == 0
            and not progress.stopped
            and may_judge_all(person.roles, interest)
        ):
            day = day_of(commission.opened_at)
            yield need_about(line, "Propose an award", "evaluation.propose_award", day)
    is_to_tell = line.stage in (Stage.AWARDED, Stage.NOT_AWARDED) and not progress.is_told
    if is_to_tell and commission.id not in leaving and may_judge_all(person.roles, interest):
        day = day_of(commission.awarded_at or commission.not_awarded_at)
        yield need_about(line, "Send the outcome letters", "evaluation.letters", day)
    if line.stage is Stage.AWARDED:
        yield from _of_deliveries(line, may_judge_all(person.roles, interest))


def _of_deliveries(line: CommissionLine, judges: bool) -> Iterator[Need]:
    """The offered dates to check first; then what was received and waits for acceptance."""
    commission = line.commission
    if line.progress.is_told and not line.due and judges:
        day = day_of(commission.told_at)
        what = "Check what is to be delivered, and by when"
        yield need_about(line, what, "delivery.check_offered", day)
    for each in line.due:
        if each.waiting is not None:
            yield Need(
                f"Accept or reject “{each.title}”",
                title_of(line),
                "delivery.accept",
                {"ref": commission.reference, "number": each.number},
                each.waiting.received_on,
            )


def _to_extend(line: CommissionLine, reason: str) -> Need:
    """Something of ours failed shortly before the deadline."""
    return Need(
        "Decide whether to extend the deadline: our service failed",
        title_of(line),
        "commissions.extend",
        {"ref": line.commission.reference, "reason": reason},
        day_of(line.deadline),
        "by",
    )


def _questions(line: CommissionLine, asked: Sequence[WaitingQuestion]) -> Iterator[Need]:
    """What companies have asked, for the officer of the commission while it can be answered."""
    for each in asked:
        yield Need(
            "Answer a question about the brief",
            title_of(line),
            "commissions.clarification",
            {"ref": line.commission.reference, "question_id": each.id},
            day_of(each.asked_at),
        )


def _feedback(
    told: Sequence[Commission], known: Mapping[tuple[int, int], Place], person: Person
) -> Iterator[Need]:
    """What companies ask about an outcome, for officers who may see the quotes."""
    seen = {
        each.id: each
        for each in told
        if may_judge_all(person.roles, known.get((each.id, person.id), Place()).standing)
    }
    for asked in feedback_waiting(seen) if seen else ():
        commission = seen[asked.commission_id]
        yield Need(
            f"Give {asked.company} the feedback that it asked for",
            f"{commission.title} ({commission.reference})",
            "evaluation.give_feedback",
            {"ref": commission.reference, "request_id": asked.id},
            day_of(asked.at),
        )


def _delivery_dates(person: Person, line: CommissionLine) -> Iterator[Need]:
    for each in line.due if line.stage is Stage.AWARDED else ():
        proposed = waiting_of(each)
        if proposed and can_decide_delivery_date(person.roles, person.id, proposed.by_id):
            yield Need(
                f"Decide on the date “{proposed.as_written}” for “{each.title}”",
                title_of(line),
                "delivery.decide_date",
                {"ref": line.commission.reference, "number": each.number},
                proposed.day,
            )


def _rulings(
    person: Person, line: CommissionLine, known: Mapping[tuple[int, int], Place]
) -> Iterator[Need]:
    """Declared interests from which an officer has not recorded what follows."""
    own = known.get((line.commission.id, person.id), Place()).standing
    waiting = [
        person_id
        for (commission_id, person_id), place in known.items()
        if commission_id == line.commission.id and place.standing is Standing.WAITING
    ]
    if any(ruling_refusal(person.roles, own, person.id, each) is None for each in waiting):
        what = "Record what follows from a declared interest"
        yield need_about(line, what, "evaluation.declarations", None)


def _may_decide(person: Person, line: CommissionLine, interest: Standing) -> bool:
    if not may_judge_all(person.roles, interest) or not person.roles & _DECIDERS:
        return False
    has_had = (line.progress.proposed_by_id, line.progress.first_approved_by_id)
    return person.id not in has_had
