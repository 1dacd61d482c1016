"""Scores that were handed in can be shown to be what they were then."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, text

from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.database import db
from app.evaluation.queries import comparison
from app.evaluation.queries.handed_in import sheets_handed_in
from app.people.models import Person
from app.reports.wholefile.deciding import the_scores
from app.reports.wholefile.model import Table
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_member, make_officer


def _told(commission: Commission, officer: Person) -> str:
    """What the whole file says of whether the one sheet is still the same."""
    part = the_scores(commission, comparison(commission, officer))
    (table,) = [
        block
        for block in part.blocks
        if isinstance(block, Table) and block.caption == "Scores as they were handed in"
    ]
    ((_, _, _, said),) = table.rows
    return said.words


def test_the_audit_holds_the_sha_256_of_what_was_handed_in(app: Flask) -> None:
    commission, member = make_opened([9_000, 10_000]), make_member()
    declare(commission, member)
    score_all(commission, member, [3, 4], submit=False)
    assert sheets_handed_in(commission) == []
    score_all(commission, member, [3, 4])
    (sheet,) = sheets_handed_in(commission)
    assert (sheet.member, sheet.is_unchanged) == (member.name, True)
    wanted = select(AuditEntry.after).where(AuditEntry.act == "scores submitted")
    assert db.session.scalars(wanted).all() == [f"SHA-256 {sheet.digest}"]


def test_two_who_hand_in_the_same_have_digests_of_their_own(app: Flask) -> None:
    commission = make_opened([9_000])
    members = [make_member(), make_member()]
    for member in members:
        declare(commission, member)
    for member in members:
        score_all(commission, member, [3])
    first, second = sheets_handed_in(commission)
    assert first.digest != second.digest


def test_the_whole_file_tells_what_was_changed_behind_the_tracker_s_back(app: Flask) -> None:
    commission, member, officer = make_opened([9_000]), make_member(), make_officer()
    declare(commission, member)
    score_all(commission, member, [3])
    assert _told(commission, officer) == "yes"
    db.session.execute(text("UPDATE score SET comment = 'Another.'"))
    db.session.commit()
    assert [one.is_unchanged for one in sheets_handed_in(commission)] == [False]
    assert _told(commission, officer) == "no"


def test_of_scores_from_before_there_were_digests_nothing_is_told(app: Flask) -> None:
    commission, member = make_opened([9_000]), make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    db.session.execute(text("UPDATE score_sheet SET digest = '', nonce = ''"))
    db.session.commit()
    assert [one.is_unchanged for one in sheets_handed_in(commission)] == [None]
    assert _told(commission, make_officer()) == "not known: it was not noted then"
