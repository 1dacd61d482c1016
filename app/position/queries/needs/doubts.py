"""What waits of doubts about prices: resolving them, or confirming as the second person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.access import Person, Role
from app.commissions.rules import Stage
from app.evaluation.queries import open_doubts
from app.evaluation.queries.confirming import asides_to_confirm
from app.evaluation.rules import Standing, may_judge_all
from app.position.queries.commission_pages import CommissionLine
from app.position.queries.needs.need import Need, day_of, need_about, title_of


class Doubts:
    """The doubts of these commissions, read once: `own` are those whose officer this person is."""

    def __init__(self, person: Person, lines: Sequence[CommissionLine], own: Sequence[int]) -> None:
        self.person = person
        self.still_open = open_doubts(own, with_waiting=False) if own else {}
        opened = [each.commission for each in lines if each.stage is Stage.OPENED]
        self.proposed = asides_to_confirm(person, opened)

    def needs(self, line: CommissionLine, interest: Standing) -> Iterator[Need]:
        """What waits for the person in one commission; nothing for whoever may not see it."""
        commission = line.commission
        if not may_judge_all(self.person.roles, interest):
            return
        if commission.id in self.still_open and Role.OFFICER in self.person.roles:
            day = day_of(commission.opened_at)
            yield need_about(line, "Resolve the doubts about prices", "evaluation.doubts", day)
        for each in self.proposed.get(commission.id, ()):
            yield Need(
                "Decide on setting a quote aside for its price",
                title_of(line),
                "evaluation.decide_doubt_aside",
                {"ref": commission.reference, "quote_id": each.quote_id, "kind": each.kind.slug},
                day_of(each.at),
            )
