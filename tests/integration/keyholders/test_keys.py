"""Making a key, putting it to use, losing it; rehearsing; and what a first issue asks for."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from xkcdpass import xkcd_password

from app import clock as clocks
from app import sealing
from app.access import Role
from app.commissions.operations import issue_brief
from app.database import db
from app.errors import RuleBroken
from app.keyholders import operations, queries
from app.keyholders.models import JointAct, KeyholderKey
from app.keyholders.operations import LockedKey, OpenKey, open_key
from app.keyholders.rules import ActKind, tidy_passphrase, why_not_ready
from app.people.models import Person
from app.people.operations import mark_left
from app.sealing import locking, memory
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.keyholders import (
    KEYS,
    give_key,
    made_key,
    opened_key,
    ready_keyholders,
    rehearse,
)
from tests.factories.people import make_administrator, make_person


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locking takes seconds, on purpose: here what is locked was locked beforehand."""
    monkeypatch.setattr(locking, "lock", lambda secret, _words: f"locked {secret[-5:]}")


def own_key(person: Person) -> OpenKey:
    found = opened_key(person)
    assert found is not None
    return found


def test_a_passphrase_has_six_words_that_differ_each_time() -> None:
    made = {locking.new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(len(words.split()) == 6 and words == tidy_passphrase(words) for words in made)


def test_six_words_hold_the_76_bits_that_are_stated() -> None:
    words = locking.listed_words()
    assert len(words) == len(set(words)) == 6539
    assert int(locking.WORDS * math.log2(len(words))) == 76
    assert all(word == tidy_passphrase(word) and word.isalpha() for word in words)
    assert "6,539: 76 bits" in Path(locking.__file__).read_text("utf-8")


def test_no_word_is_drawn_that_nobody_should_have_to_read_out() -> None:
    left_out = locking.LEFT_OUT.read_text("ascii").split()
    assert left_out == sorted(set(left_out))
    assert {"seducing", "icky", "corpse", "eskimo", "prozac"} & set(locking.listed_words()) == set()
    assert {"seducing", "icky", "eskimo", "prozac"} < set(left_out)


def test_each_word_that_is_left_out_stands_on_the_list_it_is_left_out_of() -> None:
    listed = Path(str(xkcd_password.locate_wordfile("eff-long"))).read_text("ascii").split()
    assert set(locking.LEFT_OUT.read_text("ascii").split()) < set(listed)


def test_what_is_locked_opens_with_its_passphrase_and_no_other(app: Flask) -> None:
    key = sealing.new_key()
    locked = locking.lock(key.secret, "six words of our own here")
    assert key.secret not in locked and locked.startswith("-----BEGIN AGE ENCRYPTED FILE")
    assert locking.unlock(locked, "six words of our own here") == key.secret
    with pytest.raises(sealing.CannotUnseal):
        locking.unlock(locked, "six words of our own there")


def test_a_key_is_opened_by_its_words_however_they_are_typed(app: Flask) -> None:
    holder = make_person(Role.KEYHOLDER)
    locked = LockedKey.of(give_key(holder))
    words = made_key(holder).passphrase
    for typed in (words, f"  {words.upper()} ", words.replace(" ", "-")):
        assert open_key(locked, typed).secret == made_key(holder).secret
    with pytest.raises(RuleBroken, match="does not open the key") as refused:
        open_key(locked, words[:-1])
    assert refused.value.field == "passphrase"
    assert made_key(holder).secret not in repr(open_key(locked, words))


@pytest.mark.usefixtures("quick")
def test_a_key_is_in_use_only_once_it_was_opened_by_its_holder(app: Flask) -> None:
    holder, other = make_person(Role.KEYHOLDER), make_person(Role.KEYHOLDER)
    key = operations.make_key("six words", is_recovery=False, by=holder)
    db.session.flush()
    assert queries.key_of_person(holder.id) is None
    opened = OpenKey(key.id, holder.id, "secret")
    with pytest.raises(RuleBroken, match="no longer waiting"):
        operations.confirm_key(opened, by=other)
    operations.confirm_key(opened, by=holder)
    assert queries.key_of_person(holder.id) is key
    with pytest.raises(RuleBroken, match="no longer waiting"):
        operations.confirm_key(opened, by=holder)


@pytest.mark.usefixtures("quick")
def test_a_new_key_retires_the_one_before(app: Flask) -> None:
    holder = make_person(Role.KEYHOLDER)
    old = give_key(holder)
    new = operations.make_key("six words", is_recovery=False, by=holder)
    db.session.flush()
    assert queries.key_of_person(holder.id) is old
    operations.confirm_key(OpenKey(new.id, holder.id, "secret"), by=holder)
    assert queries.key_of_person(holder.id) is new and old.retired_at is not None


@pytest.mark.usefixtures("quick")
def test_two_recovery_holders_and_no_more(app: Flask) -> None:
    for _ in range(2):
        holder = make_person(Role.KEYHOLDER)
        key = operations.make_key("six words", is_recovery=True, by=holder)
        db.session.flush()
        operations.confirm_key(OpenKey(key.id, holder.id, "secret"), by=holder)
    third = make_person(Role.KEYHOLDER)
    with pytest.raises(RuleBroken, match="2 recovery holders at most"):
        operations.make_key("six words", is_recovery=True, by=third)
    operations.make_key("six words", is_recovery=False, by=third)


@pytest.mark.parametrize("roles", [(Role.OFFICER,), (Role.KEYHOLDER, Role.ADMINISTRATOR)])
def test_nobody_but_keyholders_has_a_key(app: Flask, roles: tuple[Role, ...]) -> None:
    with pytest.raises(RuleBroken, match="Only keyholders"):
        operations.make_key("six words", is_recovery=False, by=make_person(*roles))


def test_a_key_counts_no_longer_when_its_holder_leaves_or_becomes_administrator(
    app: Flask,
) -> None:
    first, second, *others = ready_keyholders()
    mark_left(first, by=make_administrator())
    second.grants = [*second.grants, *make_person(Role.ADMINISTRATOR).grants]
    db.session.flush()
    assert [key.person_id for key in queries.keys_in_use()] == [one.id for one in others]
    assert queries.last_proof() is None, "it was those two who rehearsed"


def test_a_rehearsal_is_by_two_and_says_who_and_when(app: Flask, clock: GivenClock) -> None:
    first, second, third, *_ = ready_keyholders()
    clock.forward(hours=1)
    with pytest.raises(RuleBroken, match="No rehearsal waits"):
        operations.finish_rehearsal(own_key(second), by=second)
    operations.begin_rehearsal(own_key(second), by=second)
    with pytest.raises(RuleBroken, match="You began this rehearsal"):
        operations.finish_rehearsal(own_key(second), by=second)
    with pytest.raises(RuleBroken, match="no longer in use"):
        operations.finish_rehearsal(own_key(first), by=third)
    operations.finish_rehearsal(own_key(third), by=third)
    proof = queries.last_proof()
    assert proof is not None
    assert (proof.at, proof.names) == (clock.at, (second.name, third.name))
    proved = {one.name: one.proved_at for one in queries.keyholders()}
    assert proved[third.name] == clock.at and proved[first.name] == clock.at - timedelta(hours=1)


def test_a_rehearsal_lapses_after_ten_minutes(app: Flask, clock: GivenClock) -> None:
    first, second, *_ = ready_keyholders()
    operations.begin_rehearsal(own_key(first), by=first)
    clock.forward(minutes=10, seconds=1)
    with pytest.raises(RuleBroken, match="No rehearsal waits"):
        operations.finish_rehearsal(own_key(second), by=second)
    done = select(JointAct).where(JointAct.kind == ActKind.REHEARSAL, JointAct.done_at.is_(None))
    assert len(db.session.scalars(done).all()) == 1


def test_what_waits_for_the_second_opens_for_nobody_else(app: Flask) -> None:
    first, *_ = ready_keyholders()
    act = operations.begin_rehearsal(own_key(first), by=first)
    held = memory.held(queries.name_in_memory(act.kind, act.id))
    assert held is not None and b"AGE-SECRET-KEY" not in held
    assert all(made.secret.encode() not in held for made in KEYS)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_keyholders_cannot_be_sealed_for(app: Flask, count: int) -> None:
    commission = make_commission("draft")
    for key in db.session.scalars(select(KeyholderKey)).all()[count:]:
        key.retired_at = clocks.now()
    with pytest.raises(RuleBroken, match="3 keyholders or more") as refused:
        issue_brief(commission, clocks.now(), by=commission.officer)
    assert "each keyholder makes a key" in refused.value.sentence
    assert commission.issued_at is None and queries.commission_key(commission.id) is None


def test_a_first_issue_needs_a_rehearsal_since_the_commission_was_begun(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_commission("draft")
    for act in db.session.scalars(select(JointAct)):
        act.done_at = clock.at - timedelta(days=1)
    with pytest.raises(RuleBroken, match="open a test envelope: none have done so"):
        issue_brief(commission, clock.at, by=commission.officer)
    rehearse(*ready_keyholders()[:2])
    issue_brief(commission, clock.at, by=commission.officer)
    assert queries.commission_key(commission.id) is not None


def test_both_reasons_are_given_together() -> None:
    day = date(2013, 12, 4)
    assert len(why_not_ready(0, None, day)) == 2
    assert why_not_ready(3, day, day) == []
    assert len(why_not_ready(3, day - timedelta(days=1), day)) == 1
