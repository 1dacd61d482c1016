"""What each person is to be reminded of on a day: what needs them, and what they own falls due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.people.models import Person
from app.position.models import Reminder
from app.position.queries.needs import Need, needs_of
from app.position.queries.positions import all_positions
from app.position.queries.watching import Subject, subjects_on
from app.position.rules import mark_after, mark_before

REMINDED = frozenset(
    {
        "commissions.clarification",
        "delivery.accept",
        "delivery.decide_date",
        "delivery.due",
        "evaluation.decide_award",
        "evaluation.respond",
        "evaluation.declare",
        "evaluation.scores",
        "plans.decide_date",
        "position.decide_sentence",
        "position.flag",
        "position.knock_on_bundle",
        "quotes.invitation",
        "quotes.opening",
    }
)
"""Of all that needs somebody, what a mail reminds of: acts for which others wait."""


@dataclass(frozen=True)
class DueReminder:
    """One thing of which a person has not been reminded yet at this mark."""

    need: Need
    about: str
    mark: int


def due_reminders(
    on: date, marks: Sequence[int], last_check: date | None
) -> list[tuple[Person, list[DueReminder]]]:
    """What everybody who is still there is to be reminded of, by name; nobody twice on one day.

    `last_check` is the day as of which was checked before this time.
    """
    positions = all_positions(on)
    owned = _owned(subjects_on(on, positions))
    sent = {(r.person_id, r.about, r.mark) for r in db.session.scalars(select(Reminder))}
    had_mail = set(db.session.scalars(select(Reminder.person_id).where(Reminder.day == on)))
    found: list[tuple[Person, list[DueReminder]]] = []
    for person in _people():
        if person.id in had_mail:
            continue
        needs = [each for each in needs_of(person, on, positions) if each.endpoint in REMINDED]
        mine = list(_marked([*needs, *owned[person.id]], on, marks, last_check))
        fresh = [each for each in mine if (person.id, each.about, each.mark) not in sent]
        if fresh:
            found.append((person, fresh))
    return found


def _people() -> Iterable[Person]:
    everybody = select(Person).where(Person.left_on.is_(None)).options(selectinload(Person.company))
    return db.session.scalars(everybody.order_by(Person.name, Person.id)).all()


def _owned(subjects: Iterable[Subject]) -> dict[int, list[Need]]:
    """What falls due, by whose it is."""
    found: dict[int, list[Need]] = defaultdict(list)
    for subject in subjects:
        if subject.owner_id is not None:
            found[subject.owner_id] += [
                Need(each.what, each.about, each.endpoint, each.values, each.latest, "by")
                for each in subject.due
            ]
    return found


def _marked(
    needs: Iterable[Need], on: date, marks: Sequence[int], last_check: date | None
) -> Iterator[DueReminder]:
    for need in needs:
        if need.day is None:
            continue
        is_owned = need.endpoint not in REMINDED
        if need.day_is == "since":
            mark = mark_after(need.day, on, marks)
        else:
            # What its owner let pass has a flag, which reminds of itself.
            mark = mark_before(need.day, on, marks, None if is_owned else last_check)
        if mark is not None:
            yield DueReminder(need, _about(need), mark)


def _about(need: Need) -> str:
    """The thing and its date: with another date it is another reminder."""
    values = " ".join(f"{key}={need.values[key]}" for key in sorted(need.values))
    day = need.day.isoformat() if need.day else ""
    return f"{need.endpoint} {values} {need.day_is} {day}"
