"""What waits of the recommendations of delivered work: to be considered, to enter the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.access import Person
from app.commissions.rules import Act, is_legal
from app.delivery.queries import recommendations
from app.position.queries.commission_pages import CommissionLine
from app.position.queries.needs.need import Need, title_of


def of_recommendations(person: Person, lines: Sequence[CommissionLine], on: date) -> Iterator[Need]:
    """The recommendations that wait on the commissions of an officer, in four statements."""
    own = [
        line
        for line in lines
        if line.commission.officer_id == person.id and is_legal(Act.CONSIDER, line.stage)
    ]
    listed = recommendations([line.commission.id for line in own], on) if own else {}
    for line in own:
        for each in listed.get(line.commission.id, []):
            if each.waits:
                yield Need(
                    f"Recommendation {each.number} waits {each.waits}",
                    title_of(line),
                    "delivery.recommendation",
                    {"ref": line.commission.reference, "number": each.number},
                    each.newest.considered_on if each.newest else each.since,
                )
