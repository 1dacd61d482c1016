"""Where members differ most comes first; a meeting agrees on a score beside the originals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.queries.moderating import apart, moderations
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.evaluation import declare, make_opened, propose, score_all
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]


def make_disputed() -> Commission:
    """Two members agree on the first quote and lie three apart on the second."""
    commission = make_opened([9_000, 10_000])
    first, second = make_member(), make_member()
    for member in (first, second):
        declare(commission, member)
    score_all(commission, first, [3, 4])
    score_all(commission, second, [3, 1])
    return commission


def test_where_members_differ_most_comes_first(app: Flask) -> None:
    commission = make_disputed()
    cells = apart(commission, make_officer())
    assert [cell.spread for cell in cells] == [3, 3, 0, 0]
    assert {cell.quote_id for cell in cells[:2]} == {opened_quotes(commission)[1].id}


def test_nobody_reads_the_spread_while_scores_are_hidden(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    for person in (member, make_officer()):
        with pytest.raises(NotFound):
            apart(commission, person)
        address = f"/commissions/{commission.reference}/moderation"
        assert client_as(person).get(address).status_code == 404


def test_an_officer_records_the_meeting_and_what_it_agreed_on_and_the_originals_stay(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_disputed()
    quote = opened_quotes(commission)[1]
    criterion = issued_brief(commission.id).criteria[0]
    before = queries.final_points(commission)[quote.id]
    browser, start = client_as(make_officer()), f"/commissions/{commission.reference}/moderation"
    day = clock.today()
    named = {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    page = browser.get(f"{start}/new")
    page = browser.submit(page, {**named, "present": "Isla and Callum"}, follow=True)
    assert "Isla and Callum" in words_of(page)

    (meeting,) = moderations(commission)
    page = browser.get(f"{start}/{quote.id}/{criterion.id}")
    lacking = browser.submit(page, {"meeting": str(meeting.id), "value": "2"})
    assert error_summary_of(lacking) == ["Enter the reason for the score"]
    after = browser.submit(lacking, {"reason": "The method covers half."}, follow=True)

    words = words_of(after)
    assert "The method covers half." in words and "Why 4." in words and "Why 1." in words
    points = queries.final_points(commission)[quote.id]
    assert before.means[criterion.id] == Fraction(5, 2)
    assert points.means[criterion.id] == 2
    assert before.total is not None and points.total is not None
    assert before.total - points.total == Fraction(1, 2) / 4 * criterion.weight


def test_a_later_consensus_replaces_an_earlier_one_and_both_stay_on_record(app: Flask) -> None:
    commission, officer = make_disputed(), make_officer()
    cell = opened_quotes(commission)[1].id, issued_brief(commission.id).criteria[0].id
    meeting = operations.record_moderation(commission, clock.today(), "Both", by=officer)
    for value in (2, 3):
        operations.agree_score(
            commission, cell, value, f"Why {value}.", meeting_id=meeting.id, by=officer
        )
    (told,) = [
        one for one in apart(commission, officer) if (one.quote_id, one.criterion.id) == cell
    ]
    assert [one.value for one in told.agreed] == [2, 3]
    assert queries.final_points(commission)[cell[0]].means[cell[1]] == 3
    db.session.commit()
    for table in ("moderation", "consensus"):
        with pytest.raises(IntegrityError, match="append-only"):
            db.session.execute(text(f"UPDATE {table} SET id = id + 100"))
        db.session.rollback()


def test_who_may_not_record_a_moderation_is_told_why(app: Flask) -> None:
    commission, officer = make_disputed(), make_officer()
    cell = opened_quotes(commission)[1].id, issued_brief(commission.id).criteria[0].id
    member = make_member()
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.record_moderation(commission, clock.today(), "Both", by=member)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(RuleBroken, match="today or in the past"):
        operations.record_moderation(commission, tomorrow, "Both", by=officer)
    with pytest.raises(RuleBroken, match="Choose the meeting"):
        operations.agree_score(commission, cell, 2, "So.", meeting_id=999, by=officer)
    own = operations.record_moderation(commission, clock.today(), "Both", by=officer)
    with pytest.raises(RuleBroken, match="Choose the score"):
        operations.agree_score(commission, cell, 5, "So.", meeting_id=own.id, by=officer)
    propose(commission)
    with pytest.raises(RuleBroken, match="an award has been proposed"):
        operations.agree_score(commission, cell, 2, "So.", meeting_id=own.id, by=officer)
    db.session.rollback()
