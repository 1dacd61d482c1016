"""The award, the letters that tell of it, and the published outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app import clock
from app.access import Person
from app.commissions.models import Brief, Commission, Invitation
from app.commissions.queries import issued_brief
from app.database import db
from app.evaluation.models import Award
from app.evaluation.queries.letters import feedback_in_letters
from app.evaluation.queries.results import final_points, measures_of
from app.evaluation.queries.scoring import scores_are_open
from app.evaluation.rules import Points, bars_in_words, two_places
from app.people.models import Person as PersonRow
from app.plans.models import Agreement
from app.quotes.queries import companies_of, opened_quotes, sealed_counts, stopped_quotes


@dataclass(frozen=True)
class LetterLine:
    """One criterion, or the price, in an outcome letter: points of this quote and of the winner.

    Beside them the scores of 4 that they come from; a price has none.
    """

    title: str
    weight: int
    own: Decimal | None
    winner: Decimal | None
    own_score: Decimal | None = None
    winner_score: Decimal | None = None


@dataclass(frozen=True)
class Letter:
    """What one company is told: its own result, the winner's name and points, nobody else's."""

    quote_id: int
    company_name: str
    addresses: Sequence[str]
    is_winner: bool
    winner_name: str | None
    winner_pence: int | None
    quotes_received: int
    lines: Sequence[LetterLine]
    own_total: Decimal | None
    winner_total: Decimal | None
    own_rank: int | None
    no_award_reason: str
    why_out: Sequence[str] = ()
    feedback: str = ""
    is_set_aside: bool = False

    @property
    def has_scores(self) -> bool:
        """Whether there is a score to tell; a quote that is out has scores and no total."""
        return self.own_total is not None or any(line.own_score is not None for line in self.lines)

    @property
    def compares(self) -> bool:
        """Whether the winner's scores stand beside one's own."""
        return self.winner_total is not None and not self.is_winner


@dataclass(frozen=True)
class Outcome:
    """A published outcome: title, winner, value in pence without VAT, number of quotes."""

    reference: str
    title: str
    winner: str | None
    value_pence: int | None
    quotes_received: int
    decided_on: date
    published_on: date


def award_of(commission: Commission) -> Award | None:
    """The proposal that waits or the decision that stands.

    One that was refused or taken back is not live.
    """
    return db.session.scalar(
        select(Award).where(
            Award.commission_id == commission.id,
            Award.outcome != Agreement.REFUSED,
            Award.withdrawn_at.is_(None),
        )
    )


def proposed_award(commission: Commission) -> Award | None:
    """The proposal that waits for a decision."""
    live = award_of(commission)
    return live if live is not None and live.outcome is Agreement.PROPOSED else None


def decided_award(commission: Commission) -> Award | None:
    """The approved decision."""
    live = award_of(commission)
    return live if live is not None and live.outcome is Agreement.APPROVED else None


def refused_awards(commission: Commission) -> list[Award]:
    """Earlier proposals that were refused, oldest first."""
    return list(
        db.session.scalars(
            select(Award)
            .where(Award.commission_id == commission.id, Award.outcome == Agreement.REFUSED)
            .order_by(Award.id)
        )
    )


def taken_back_awards(commission: Commission) -> list[Award]:
    """Earlier decisions that were taken back before anybody was told, oldest first."""
    return list(
        db.session.scalars(
            select(Award)
            .where(Award.commission_id == commission.id, Award.withdrawn_at.is_not(None))
            .order_by(Award.id)
        )
    )


def name_of(person_id: int | None) -> str:
    """A person's name, for the record."""
    return db.session.scalar(select(PersonRow.name).where(PersonRow.id == person_id)) or ""


def letters(commission: Commission, award: Award) -> list[Letter]:
    """One letter for each company that quoted, by name; of what was set aside without points.

    Without points too where nothing is awarded before scores are open: the decision may be taken
    back, and nobody may have seen them then.
    """
    brief = issued_brief(commission.id)
    quotes = sorted(opened_quotes(commission), key=lambda one: one.company.name)
    points = final_points(commission)
    aside = [each for each in stopped_quotes(commission) if each.set_aside_at is not None]
    addresses = _addresses([quote.company.id for quote in quotes] + [a.company_id for a in aside])
    titles = {criterion.id: criterion.title for criterion in brief.criteria}
    winner = next((quote for quote in quotes if quote.id == award.quote_id), None)
    best = points[winner.id] if winner else None
    feedback = feedback_in_letters(award)
    received = len(quotes) + len(aside)
    told = [
        Letter(
            quote_id=quote.id,
            company_name=quote.company.name,
            addresses=addresses.get(quote.company.id, []),
            is_winner=quote is winner,
            winner_name=winner.company.name if winner else None,
            winner_pence=award.value_pence,
            quotes_received=received,
            lines=_lines(brief, points[quote.id], best),
            own_total=two_places(points[quote.id].total),
            winner_total=two_places(best.total) if best else None,
            own_rank=points[quote.id].rank,
            no_award_reason="" if winner else award.reason,
            why_out=bars_in_words(points[quote.id].bars, titles, measures_of(brief)),
            feedback=feedback.get(quote.id, ""),
        )
        for quote in quotes
    ]
    if winner is None and not scores_are_open(commission):
        told = [_without_points(each) for each in told]
    told += [
        Letter(
            quote_id=each.quote_id,
            company_name=each.company,
            addresses=addresses.get(each.company_id, []),
            is_winner=False,
            winner_name=winner.company.name if winner else None,
            winner_pence=award.value_pence,
            quotes_received=received,
            lines=(),
            own_total=None,
            winner_total=None,
            own_rank=None,
            no_award_reason="" if winner else award.reason,
            feedback=feedback.get(each.quote_id, ""),
            is_set_aside=True,
        )
        for each in aside
    ]
    return sorted(told, key=lambda one: one.company_name)


def _without_points(letter: Letter) -> Letter:
    return replace(letter, lines=(), own_total=None, own_rank=None, why_out=())


def outcome_for_company(person: Person, invitation: Invitation) -> Letter | None:
    """The letter of the person's own company; None until the letters were sent."""
    commission = invitation.commission
    award = decided_award(commission)
    if award is None or award.told_at is None or invitation.company_id != person.company_id:
        return None
    own = (letter for letter in letters(commission, award) if _is_of(letter, invitation))
    return next(own, None)


def published_outcomes(reference: str | None = None) -> list[Outcome]:
    """Every outcome whose letters were sent, newest first: open to anyone."""
    wanted = (
        select(Award, Commission)
        .join(Commission, Commission.id == Award.commission_id)
        .where(Award.outcome == Agreement.APPROVED, Award.told_at <= clock.now())
        .order_by(Award.told_at.desc(), Award.id.desc())
    )
    if reference is not None:
        wanted = wanted.where(Commission.reference == reference)
    rows = db.session.execute(wanted).all()
    winners = companies_of([award.quote_id for award, _ in rows if award.quote_id])
    received = sealed_counts([commission.id for _, commission in rows], clock.now())
    return [
        Outcome(
            commission.reference,
            commission.title,
            winners[award.quote_id] if award.quote_id else None,
            award.value_pence,
            received.get(commission.id, 0),
            clock.day_of(award.decided_at or award.proposed_at),
            clock.day_of(award.told_at or award.proposed_at),
        )
        for award, commission in rows
    ]


def _lines(brief: Brief, own: Points, best: Points | None) -> list[LetterLine]:
    quality = [
        LetterLine(
            criterion.title,
            criterion.weight,
            two_places(own.criteria[criterion.id]),
            two_places(best.criteria[criterion.id]) if best else None,
            two_places(own.means[criterion.id]),
            two_places(best.means[criterion.id]) if best else None,
        )
        for criterion in brief.criteria
        if not criterion.is_pass_fail
    ]
    price = two_places(best.price) if best else None
    return [*quality, LetterLine("Price", brief.price_weight, two_places(own.price), price)]


def _addresses(company_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = db.session.execute(
        select(PersonRow.company_id, PersonRow.email)
        .where(PersonRow.company_id.in_(company_ids), PersonRow.left_on.is_(None))
        .order_by(PersonRow.id)
    )
    found: dict[int, list[str]] = {}
    for company_id, email in rows:
        found.setdefault(company_id or 0, []).append(email)
    return found


def _is_of(letter: Letter, invitation: Invitation) -> bool:
    return letter.company_name == invitation.company.name
