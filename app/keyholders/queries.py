"""What pages read of keyholders: who has a key, who proved it last, and what waits for a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager

from app import clock
from app.access import Person, Role
from app.database import db
from app.keyholders.models import CommissionKey, JointAct, KeyholderKey, WrappedKey
from app.keyholders.rules import (
    LEAST_KEYHOLDERS,
    TIME_TO_JOIN,
    ActKind,
    may_hold_key,
    why_not_ready,
)
from app.people.models import Person as PersonRow
from app.people.queries import people_with_role
from app.sealing import memory


@dataclass(frozen=True)
class Keyholder:
    """One keyholder: whether they have a key, of which kind, and when they last proved it."""

    id: int
    name: str
    job: str
    key_id: int | None
    is_recovery: bool
    has_since: datetime | None
    proved_at: datetime | None


@dataclass(frozen=True)
class Begun:
    """Something that one keyholder began and that waits for another (real time)."""

    id: int
    first_id: int
    first_name: str
    begun_really_at: datetime

    @property
    def lapses_at(self) -> datetime:
        """Until when, by the world's clock, another may join."""
        return self.begun_really_at + TIME_TO_JOIN


@dataclass(frozen=True)
class Proof:
    """The last rehearsal: when, and by whom."""

    at: datetime
    names: tuple[str, str]


def keyholders() -> list[Keyholder]:
    """Everybody who may have a key, by name, in a few statements however many there are."""
    keys = {key.person_id: key for key in keys_in_use()}
    proved = _last_proofs()
    return [
        _keyholder(person, keys.get(person.id), proved)
        for person in people_with_role(Role.KEYHOLDER)
        if may_hold_key(person.roles)
    ]


def keys_in_use() -> list[KeyholderKey]:
    """Every key that its holder has confirmed, of those who are still keyholders, in order."""
    found = db.session.scalars(_keys_in_use()).unique()
    return [key for key in found if may_hold_key(key.person.roles)]


def key_of_person(person_id: int) -> KeyholderKey | None:
    """Somebody's key in use; None where they have none, have left, or are no keyholder."""
    found = db.session.scalars(_keys_in_use().where(KeyholderKey.person_id == person_id)).first()
    return found if found is not None and may_hold_key(found.person.roles) else None


def unconfirmed_key(person: Person) -> KeyholderKey | None:
    """The key that somebody made last and has not confirmed."""
    wanted = select(KeyholderKey).where(
        KeyholderKey.person_id == person.id,
        KeyholderKey.confirmed_at.is_(None),
        KeyholderKey.retired_at.is_(None),
    )
    return db.session.scalar(wanted.order_by(KeyholderKey.id.desc()).limit(1))


def last_proof() -> Proof | None:
    """The last rehearsal by two keys that are both still in use."""
    in_use = {key.id for key in keys_in_use()}
    for act in db.session.scalars(_done(ActKind.REHEARSAL)):
        if act.second is not None and act.done_at is not None and _keys_of(act) <= in_use:
            return Proof(act.done_at, (act.first.person.name, act.second.person.name))
    return None


def not_ready(since: date) -> list[str]:
    """What keeps a commission that was begun on this day from its first issue."""
    proof = last_proof()
    proved_on = clock.day_of(proof.at) if proof else None
    return why_not_ready(len(keys_in_use()), proved_on, since)


def begun(kind: ActKind) -> Begun | None:
    """What waits for a second keyholder; None where nothing does or its time is over."""
    wanted = (
        select(JointAct, PersonRow.id, PersonRow.name)
        .join(KeyholderKey, KeyholderKey.id == JointAct.first_key_id)
        .join(PersonRow, PersonRow.id == KeyholderKey.person_id)
        .where(
            JointAct.kind == kind,
            JointAct.done_at.is_(None),
            JointAct.begun_really_at >= clock.real_now() - TIME_TO_JOIN,
        )
        .order_by(JointAct.id.desc())
        .limit(1)
    )
    row = db.session.execute(wanted).first()
    if row is None or memory.held(name_in_memory(kind, row[0].id)) is None:
        return None  # the server was restarted since: it must be begun again
    return Begun(row[0].id, row[1], row[2], row[0].begun_really_at)


def name_in_memory(kind: ActKind, act_id: int) -> str:
    """Under which name the first keyholder's half of the work waits for the second."""
    return f"{'rehearsal' if kind is ActKind.REHEARSAL else 'rewrapping'}-{act_id}"


def commission_key(commission_id: int) -> CommissionKey | None:
    """A commission's key; None for one that was issued before there were any."""
    return db.session.scalar(
        select(CommissionKey).where(CommissionKey.commission_id == commission_id)
    )


def wraps_by_first(key: CommissionKey, first_key_id: int) -> list[WrappedKey]:
    """What is wrapped for one keyholder first: one for each who could be the second."""
    wanted = select(WrappedKey).where(
        WrappedKey.commission_key_id == key.id, WrappedKey.first_key_id == first_key_id
    )
    return list(db.session.scalars(wanted.order_by(WrappedKey.second_key_id)))


def has_enough(keys: Sequence[KeyholderKey]) -> bool:
    """Whether there are as many keys as sealing needs."""
    return len(keys) >= LEAST_KEYHOLDERS


def _keys_in_use() -> Select[KeyholderKey]:
    return (
        select(KeyholderKey)
        .join(KeyholderKey.person)
        .options(contains_eager(KeyholderKey.person))
        .where(
            KeyholderKey.confirmed_at.is_not(None),
            KeyholderKey.retired_at.is_(None),
            PersonRow.left_on.is_(None),
        )
        .order_by(KeyholderKey.id)
    )


def _done(kind: ActKind) -> Select[JointAct]:
    first, second = aliased(KeyholderKey), aliased(KeyholderKey)
    one, other = aliased(PersonRow), aliased(PersonRow)
    return (
        select(JointAct)
        .join(first, JointAct.first)
        .join(one, first.person)
        .join(second, JointAct.second)
        .join(other, second.person)
        .options(
            contains_eager(JointAct.first.of_type(first)).contains_eager(first.person.of_type(one)),
            contains_eager(JointAct.second.of_type(second)).contains_eager(
                second.person.of_type(other)
            ),
        )
        .where(JointAct.kind == kind, JointAct.done_at.is_not(None))
        .order_by(JointAct.id.desc())
    )


def _keys_of(act: JointAct) -> set[int]:
    return {act.first_key_id} | ({act.second_key_id} if act.second_key_id else set())


def _last_proofs() -> dict[int, datetime]:
    """When each key was last proved in a rehearsal, by the key's id."""
    found: dict[int, datetime] = {}
    rows = db.session.execute(
        select(JointAct.first_key_id, JointAct.second_key_id, JointAct.done_at)
        .where(JointAct.kind == ActKind.REHEARSAL, JointAct.done_at.is_not(None))
        .order_by(JointAct.id)
    )
    for first, second, at in rows:
        if second is not None and at is not None:
            found[first] = found[second] = at
    return found


def _keyholder(
    person: PersonRow, key: KeyholderKey | None, proved: dict[int, datetime]
) -> Keyholder:
    return Keyholder(
        id=person.id,
        name=person.name,
        job=person.job,
        key_id=key.id if key else None,
        is_recovery=bool(key and key.is_recovery),
        has_since=key.confirmed_at if key else None,
        proved_at=proved.get(key.id) if key else None,
    )
