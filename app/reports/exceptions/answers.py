"""What has been answered to the flags of each milestone and deliverable, and who is to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.formats import day_in_words
from app.position.queries.flag_owners import Owners, commissions_on, owners_on
from app.position.queries.flags import FlagOn, flags_on
from app.position.queries.sentences import person_of
from app.position.rules import FlagKind, FlagState
from app.reports.exceptions.names import Unnamed

Subject = tuple[int, int | None]
"""A milestone's id, and a deliverable's where it is about that."""
NOBODY = "the officers"


@dataclass(frozen=True)
class Answer:
    """The newest answer in words; each part is empty where none was given.

    `flag` says which flag is open and since when; empty where none is.
    """

    owner: str
    flag: str = ""
    cause: str = ""
    consequence: str = ""
    options: str = ""
    proposal: str = ""
    said: str = ""

    @property
    def is_given(self) -> bool:
        """Whether somebody has answered."""
        return bool(self.said)

    @property
    def whose(self) -> str:
        """The flag and who has it; who would have it, where none has been raised yet."""
        if self.flag:
            return f"{self.flag}. {_capital(self.owner)} has it."
        return f"No flag has been raised yet. It would go to {self.owner}."

    @property
    def missing(self) -> str:
        """What is said in the place of an answer."""
        return f"No answer has been recorded yet. {_capital(self.owner)} is to answer."


@dataclass(frozen=True)
class Answers:
    """The open flags of a day by what they are about, and whose everything else is."""

    flags: Mapping[Subject, Sequence[FlagOn]]
    owners: Owners
    on: date

    def of(
        self, subject: Subject, plan_id: int, commission_id: int | None, unnamed: Unnamed
    ) -> Answer:
        """The answer about a milestone or deliverable, of the flag that was answered last."""
        flags = self.flags.get(subject, ())
        answered = [(each.answer.id, each) for each in flags if each.answer is not None]
        flag = max(answered, key=lambda pair: pair[0])[1] if answered else next(iter(flags), None)
        owner = self._owner(flag, subject, plan_id, commission_id)
        if flag is None:
            return Answer(owner)
        named = f"{_capital(flag.kind_words)}, raised on {day_in_words(flag.raised_on)}"
        if flag.answer is None:
            return Answer(owner, named)
        answer = flag.answer
        by_when = f" To be done: {answer.by_when}." if answer.by_when else ""
        spent = " That day has passed." if flag.is_spent else ""
        return Answer(
            owner,
            named,
            unnamed(answer.cause),
            unnamed(answer.consequence),
            unnamed(answer.options),
            unnamed(answer.proposal),
            f"Answered by {answer.by} on {day_in_words(answer.day)}.{by_when}{spent}",
        )

    def _owner(
        self, flag: FlagOn | None, subject: Subject, plan_id: int, commission_id: int | None
    ) -> str:
        if flag is not None and flag.owner is not None:
            return flag.owner.name
        found = self.owners.of(commission_id, subject[0], plan_id)
        return person_of(found).name if found else NOBODY


def answers_on(on: date, plan_id: int | None) -> Answers:
    """Every open flag of a day with its answer, in a constant number of statements."""
    by_subject: dict[Subject, list[FlagOn]] = defaultdict(list)
    for flag in flags_on(on, plan_id):
        if flag.state is not FlagState.CLOSED:
            by_subject[flag.milestone_id, flag.deliverable_id].append(flag)
    kinds = list(FlagKind)
    for flags in by_subject.values():
        flags.sort(key=lambda flag: kinds.index(flag.kind))
    return Answers(by_subject, owners_on(commissions_on(on), on), on)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
