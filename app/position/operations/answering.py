"""What people do about a flag: answer it, and hand it to somebody else. Closing is not theirs."""

from __future__ import annotations

from dataclasses import dataclass, fields

from app import clock
from app.access import Person
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.plans.operations import read_for
from app.plans.operations.milestones import columns_of
from app.position.models import Flag, FlagAnswer, FlagOwner
from app.position.queries.flag_owners import who_can_own
from app.position.queries.flags import FlagOn, flag_on
from app.position.queries.sentences import milestone_of, names_not_to_be_told
from app.position.rules import LONGEST_ANSWER, company_named_in, why_not_answer, why_not_hand_over
from app.when import When


@dataclass(frozen=True)
class Answer:
    """What is said to a flag, in words."""

    cause: str
    consequence: str
    options: str
    proposal: str


_MISSING = {
    "cause": "Enter the cause",
    "consequence": "Enter the consequence",
    "options": "Enter the options",
    "proposal": "Enter what is proposed",
}


def answer_flag(flag: Flag, answer: Answer, by_when: str, *, by: Person) -> FlagAnswer:
    """Answer a flag; a changed answer is kept beside the earlier ones. Raises RuleBroken.

    Refused where it is closed, a part is missing, the day has passed or cannot be read, or a
    company is named whose commission has no public outcome: members read answers too.
    """
    stands = flag_on(by, flag.id, clock.today())
    owner = stands.owner.person_id if stands.owner else None
    if refusal := why_not_answer(by.roles, by.id, owner, stands.state):
        raise RuleBroken(refusal)
    kept = _checked(flag, answer)
    when = read_by_when(flag, by_when)
    before = stands.answer
    row = FlagAnswer(
        flag_id=flag.id,
        **{each.name: getattr(kept, each.name) for each in fields(kept)},
        **columns_of(when),
        day=clock.today(),
        recorded_at=clock.real_now(),
        by_id=by.id,
    )
    db.session.add(row)
    _record(
        "flag answered" if before is None else "answer to a flag changed",
        flag,
        stands,
        by=by,
        before=f"{before.proposal} By {before.by_when}." if before else "",
        after=f"{row.proposal} By {row.as_written}.",
    )
    return row


def hand_over_flag(flag: Flag, person_id: int, why: str, *, by: Person) -> FlagOwner:
    """Give a flag to another officer or member. Raises RuleBroken."""
    stands = flag_on(by, flag.id, clock.today())
    if refusal := why_not_hand_over(by.roles, stands.state):
        raise RuleBroken(refusal)
    names = {each.id: each.name for each in who_can_own()}
    if person_id not in names:
        raise RuleBroken("Select an officer or a member who is still there", "person")
    if stands.owner is not None and stands.owner.person_id == person_id:
        raise RuleBroken(f"{names[person_id]} has this flag already", "person")
    row = FlagOwner(
        flag_id=flag.id,
        person_id=person_id,
        why=" ".join(why.split()),
        day=clock.today(),
        recorded_at=clock.real_now(),
        by_id=by.id,
    )
    db.session.add(row)
    before = stands.owner.name if stands.owner else "nobody"
    _record("flag handed over", flag, stands, by=by, before=before, after=names[person_id], why=why)
    return row


def read_by_when(flag: Flag, words: str) -> When:
    """What the words of an answer's day mean. Raises RuleBroken: it needs a last day to come."""
    if not words.strip():
        raise RuleBroken("Enter by when", "when")
    when = read_for(milestone_of(flag.milestone_id).action, words)
    if not when.is_read or when.latest is None:
        raise RuleBroken("By when must have a last day, like 31 March 2014 or by June 2014", "when")
    if when.latest < clock.today():
        raise RuleBroken("By when must be today or later", "when")
    return when


def _checked(flag: Flag, answer: Answer) -> Answer:
    names = names_not_to_be_told(flag.milestone_id)
    kept: dict[str, str] = {}
    for part, missing in _MISSING.items():
        words = str(getattr(answer, part)).strip()
        if not words:
            raise RuleBroken(missing, part)
        if len(words) > LONGEST_ANSWER:
            raise RuleBroken(f"This must be {LONGEST_ANSWER:,} characters or fewer", part)
        if name := company_named_in(words, names):
            raise RuleBroken(
                f"This names {name}. Members read it too, and the outcome of that commission is "
                "not public: say “the company” instead",
                part,
            )
        kept[part] = words
    return Answer(**kept)


def _record(
    act: str, flag: Flag, stands: FlagOn, *, by: Person, before: str, after: str, why: str = ""
) -> None:
    record(
        act,
        flag,
        f"“{stands.about}” ({stands.kind})",
        by=by,
        before=before,
        after=after,
        why=why,
        plan_id=stands.plan_id,
    )
