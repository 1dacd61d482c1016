"""Who can be the second person where a quote is to be set aside for a doubt about its price."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import access
from app.access import Role
from app.commissions.models import Brief, Commission
from app.commissions.queries import issued_brief
from app.database import db
from app.evaluation.models import ScoreSheet
from app.evaluation.queries.resolutions import AsideProposed, asides_proposed
from app.evaluation.queries.scoring import places_in, submitted_people
from app.evaluation.queries.standings import Place
from app.evaluation.rules import Standing, is_price_hidden, may_judge_all
from app.people.models import Person

_DECIDES = frozenset({Role.OFFICER, Role.MEMBER})
_LATER = {
    Standing.UNDECLARED: "once they have declared their interests",
    Standing.WAITING: "once an officer has recorded what follows from the interest they declared",
}


@dataclass(frozen=True)
class Confirmers:
    """Who can confirm now, by name; and who can later, each with what is missing."""

    now: Sequence[str]
    later: Sequence[tuple[str, str]]


def who_can_confirm(commission: Commission, proposer_id: int) -> Confirmers:
    """The officers and members, but for the proposer, who may see every quote with its price.

    In a constant number of statements. Of whoever declared an interest that keeps them out, and of
    administrators, nothing is said: they can't. The delegated limits of an award don't count here:
    what is decided is that a price is not awarded.
    """
    known = places_in(commission)
    hides = issued_brief(commission.id).hides_price
    handed_in = submitted_people(commission)
    now: list[str] = []
    later: list[tuple[str, str]] = []
    wanted = select(Person).where(Person.left_on.is_(None), Person.company_id.is_(None))
    for each in db.session.scalars(wanted.order_by(Person.name)):
        if each.id == proposer_id or not each.roles & _DECIDES or Role.ADMINISTRATOR in each.roles:
            continue
        standing = known.get(each.id, Place()).standing
        can_judge = may_judge_all(each.roles, standing)
        is_hidden = is_price_hidden(
            each.roles,
            hides,
            are_scores_open=commission.scores_opened_at is not None,
            has_handed_in=each.id in handed_in,
        )
        if can_judge and not is_hidden:
            now.append(each.name)
        elif can_judge:
            later.append((each.name, "once they have handed in their scores"))
        elif standing in _LATER:
            later.append((each.name, _LATER[standing]))
    return Confirmers(now, later)


def asides_to_confirm(
    person: access.Person, commissions: Collection[Commission]
) -> dict[int, list[AsideProposed]]:
    """What others proposed to set aside in these commissions, where no price is hidden from the
    person; by commission, in three statements. Whether they may see every quote is not asked here.
    """
    if not commissions or not person.roles & _DECIDES:
        return {}
    waiting = asides_proposed([each.id for each in commissions])
    hidden = _hidden(person, [each for each in commissions if each.id in waiting])
    others = {
        commission_id: [each for each in proposed if each.by_id != person.id]
        for commission_id, proposed in waiting.items()
        if commission_id not in hidden
    }
    return {commission_id: proposed for commission_id, proposed in others.items() if proposed}


def _hidden(person: access.Person, commissions: Collection[Commission]) -> set[int]:
    """The commissions whose prices are hidden from a person."""
    ids = [each.id for each in commissions if each.scores_opened_at is None]
    if not ids or Role.MEMBER not in person.roles:
        return set()
    briefs = (
        select(Brief.commission_id, Brief.hides_price)
        .where(Brief.commission_id.in_(ids), Brief.issued_at.is_not(None))
        .order_by(Brief.number)
    )
    hides = {commission_id: is_hidden for commission_id, is_hidden in db.session.execute(briefs)}
    sheets = select(ScoreSheet.commission_id).where(
        ScoreSheet.commission_id.in_(ids),
        ScoreSheet.person_id == person.id,
        ScoreSheet.submitted_at.is_not(None),
    )
    handed_in = set(db.session.scalars(sheets))
    return {each for each in ids if hides.get(each) and each not in handed_in}
