"""The soak in small, so that its tools are tested with everything else: see `make soak`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from app.commissions.queries import invited
from app.database import db
from tests.factories.commissions import make_commission
from tests.factories.quotes import READING_KEY, submit_quote
from tests.soak.checking import Receipt, faults_in, leftovers
from tests.soak.killing import Soak
from tests.soak.parts import Sending
from tests.soak.world import World

KILLS = 9


def test_nine_kills_lose_nothing(tmp_path: Path) -> None:
    soak = Soak(tmp_path, seed=4)
    figures = soak.run(KILLS)
    assert figures.total == KILLS
    assert figures.faults == []
    assert figures.acknowledged >= 3 and figures.parts >= 3
    assert min(soak.risked.values()) >= 2, "uploads, submits and openings"


PLAN = b"Our plan."


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Records without a server."""
    return World(tmp_path)


@pytest.fixture
def receipt(world: World) -> Receipt:
    """What a company was told of a quote that is in."""
    with world.acting():
        commission = make_commission("issued", companies=3, delivery="March 2090")
        (invitation, *_) = invited(commission)
        quote = submit_quote(invitation, files_given=[("plan.txt", PLAN)])
        files = frozenset({hashlib.sha256(PLAN).hexdigest()})
        return Receipt(quote.receipt or "", quote.digest, READING_KEY.secret, files)


def test_the_soak_finds_nothing_wrong_where_nothing_is(world: World, receipt: Receipt) -> None:
    assert faults_in(world, [receipt]) == []
    assert leftovers(world) == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM sealed_file", "lists other files than it has rows for"),
        ("UPDATE quote SET digest = 'x'", "has another SHA-256 than its receipt"),
        ("UPDATE quote SET state = 'withdrawn'", "was acknowledged and is lost"),
        ("UPDATE quote SET contents = zeroblob(9)", "cannot be read"),
        ("UPDATE quote SET opened = contents", "is half opened"),
        ("UPDATE audit_head SET number = 1", "The audit does not hold"),
    ],
)
def test_the_soak_sees_what_is_wrong(world: World, receipt: Receipt, harm: str, said: str) -> None:
    with world.acting():
        db.session.execute(text(harm))
    assert any(said in fault for fault in faults_in(world, [receipt]))


def test_the_soak_sees_what_is_gone_and_what_is_left_over(world: World, receipt: Receipt) -> None:
    (stored,) = [path for path in world.uploads.iterdir() if path.is_file()]
    moved = stored.rename(stored.with_name("ab" * 16))
    faults = faults_in(world, [receipt])
    assert any(f"names the file {stored.name}, which is not there" in each for each in faults)
    (world.uploads / "arriving" / "of-nobody").mkdir(parents=True)
    assert leftovers(world) == [
        f"{moved.name} is left over and was not swept",
        "of-nobody is left over and was not swept",
    ]


@pytest.mark.usefixtures("server")
def test_the_soak_sees_what_was_lost_of_an_upload(world: World) -> None:
    _, invitations = world.new_commission()
    (invitation, company) = next(iter(invitations.items()))
    caller, draft = world.companies[company], f"/invitations/{invitation}/quote"
    token = caller.get(f"{draft}/files").form("Add files")["csrf_token"]
    sending = Sending(caller, f"{draft}/uploads", token, "plan.txt", PLAN * 200, 500)
    sending.begin()
    assert sending.send_part().status == 204 and sending.send_part().status == 204
    assert sending.fault() is None
    (piece,) = (world.uploads / "arriving").glob("*/*")
    piece.rename(piece.with_name("000000-500"))
    assert sending.fault() == "1000 bytes were acknowledged, 500 are there"
    with world.acting():
        db.session.execute(text("DELETE FROM upload"))
    assert sending.fault() == "An upload was acknowledged and is lost: 404"
