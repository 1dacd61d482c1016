"""What people's declarations come to, and who therefore may see which quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, func, select

from app import access
from app.commissions.models import Commission, Invitation, Question
from app.commissions.queries import issued_brief
from app.database import db
from app.errors import NotFound
from app.evaluation.models import (
    Declaration,
    DeclarationRuling,
    DeclaredInterest,
    ScoreSheet,
)
from app.evaluation.rules import (
    Part,
    Standing,
    Stated,
    is_price_hidden,
    may_judge_all,
    may_see_quotes,
    standing_after,
)
from app.quotes.queries import OpenedQuote, UnpricedQuote, opened_quotes


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a commission; `excepted_id` is the invitation they keep out of."""

    standing: Standing = Standing.UNDECLARED
    excepted_id: int | None = None

    @property
    def kept_out_of(self) -> int | None:
        """The invitation of the one company that somebody keeps out of, if there is one."""
        return self.excepted_id if self.standing is Standing.ALL_BUT_ONE else None


def places(
    commission_ids: Collection[int] | None = None,
    *,
    person_id: int | None = None,
    at: datetime | None = None,
) -> dict[tuple[int, int], Place]:
    """Where everybody who has declared stands, by commission and person; in one statement.

    Of all commissions where none are named, of one person if asked, as at an instant if asked.
    """
    covered = (
        select(func.count())
        .where(DeclaredInterest.declaration_id == Declaration.id)
        .scalar_subquery()
    )
    there = select(func.count()).where(Invitation.commission_id == Declaration.commission_id)
    follows = DeclarationRuling.declaration_id == Declaration.id
    if at is not None:
        there = there.where(Invitation.invited_at <= at)
        follows = and_(follows, DeclarationRuling.at <= at)
    made = select(Declaration, DeclarationRuling, covered, there.scalar_subquery())
    made = made.outerjoin(DeclarationRuling, follows)
    if commission_ids is not None:
        made = made.where(Declaration.commission_id.in_(commission_ids))
    if person_id is not None:
        made = made.where(Declaration.person_id == person_id)
    if at is not None:
        made = made.where(Declaration.declared_at <= at)
    rows = db.session.execute(made.order_by(Declaration.id, DeclarationRuling.id))
    history: dict[tuple[int, int], list[Stated]] = defaultdict(list)
    excepted: dict[tuple[int, int], int | None] = {}
    for _, of_one in groupby(rows, key=lambda row: row[0].id):
        each = list(of_one)
        declaration, newest, spoken_of, invited = each[-1]
        key = (declaration.commission_id, declaration.person_id)
        was_aside = any(ruling and ruling.part is Part.ASIDE for _, ruling, _, _ in each)
        part = newest.part if newest else None
        stated = Stated(declaration.interest, part, was_aside, spoken_of >= invited)
        history[key].append(stated)
        excepted[key] = newest.excepted_id if newest else None
    return {key: Place(standing_after(past), excepted[key]) for key, past in history.items()}


def place_of(person: access.Person, commission: Commission) -> Place:
    """Where a person stands in a commission."""
    found = places([commission.id], person_id=person.id)
    return found.get((commission.id, person.id), Place())


def standing_of(person: access.Person, commission: Commission) -> Standing:
    """What a person's declarations come to; undeclared where there is none."""
    return place_of(person, commission).standing


def may_see(person: access.Person, commission: Commission) -> bool:
    """Whether a person may see opened quotes of this commission: all, or all but one."""
    if commission.opened_at is None:
        return False
    return may_see_quotes(person.roles, standing_of(person, commission))


def may_see_all(person: access.Person, commission: Commission) -> bool:
    """Whether a person may see every opened quote, as whoever proposes or decides must."""
    if commission.opened_at is None:
        return False
    return may_judge_all(person.roles, standing_of(person, commission))


def hides_price(person: access.Person, commission: Commission) -> bool:
    """Whether prices are hidden from a person: the brief says so, and they have yet to score."""
    if access.Role.MEMBER not in person.roles or commission.scores_opened_at is not None:
        return False
    handed_in = select(ScoreSheet.id).where(
        ScoreSheet.commission_id == commission.id,
        ScoreSheet.person_id == person.id,
        ScoreSheet.submitted_at.is_not(None),
    )
    return is_price_hidden(
        person.roles,
        issued_brief(commission.id).hides_price,
        are_scores_open=False,
        has_handed_in=db.session.scalar(handed_in) is not None,
    )


def quotes_to_see(
    commission: Commission, person: access.Person
) -> list[OpenedQuote] | list[UnpricedQuote]:
    """The opened quotes that a person may see, in order of receipt; without prices where hidden.

    Raises NotFound for whoever may see none.
    """
    place = place_of(person, commission)
    must_see(person, commission, place)
    return quotes_from(commission, place, without_price=hides_price(person, commission))


def must_see(person: access.Person, commission: Commission, place: Place) -> None:
    """Raises NotFound for a person who, standing at `place`, may see no quote."""
    if commission.opened_at is None or not may_see_quotes(person.roles, place.standing):
        raise NotFound


def quotes_from(
    commission: Commission, place: Place, known: Iterable[Question] = (), *, without_price: bool
) -> list[OpenedQuote] | list[UnpricedQuote]:
    """The opened quotes but the one that is kept out of; for whoever has asked `must_see`.

    `known` are questions that were read already.
    """
    kept_out = place.kept_out_of
    seen = [quote for quote in opened_quotes(commission, known) if quote.invitation_id != kept_out]
    return [quote.without_price() for quote in seen] if without_price else seen


def quote_to_see(
    commission: Commission, person: access.Person, quote_id: int
) -> OpenedQuote | UnpricedQuote:
    """One opened quote. Raises NotFound for whoever may not see it."""
    for quote in quotes_to_see(commission, person):
        if quote.id == quote_id:
            return quote
    raise NotFound
