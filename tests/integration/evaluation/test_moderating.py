"""Where members differ most comes first; a meeting agrees on a score beside the originals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.queries.moderating import apart, by_criterion, moderations
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


def test_the_criteria_are_told_where_members_differ_most_first(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    first, second = issued_brief(commission.id).criteria
    one, other = opened_quotes(commission)
    given = {
        "A": {(one.id, first.id): 3, (other.id, first.id): 3},
        "B": {(one.id, first.id): 2, (other.id, first.id): 3},
    }
    members = {name: make_member(f"Member {name}") for name in given}
    for name, scores in given.items():
        member = members[name]
        declare(commission, member)
        of_second = {(one.id, second.id): 1 if name == "A" else 3, (other.id, second.id): 2}
        operations.save_scores(
            commission,
            {cell: (value, "So.") for cell, value in (scores | of_second).items()},
            by=member,
        )
        operations.submit_scores(commission, by=member)
    db.session.commit()
    told = by_criterion(apart(commission, make_officer()))
    assert [(each.criterion.id, each.widest, each.differing, each.quotes) for each in told] == [
        (second.id, 2, 1, 2),
        (first.id, 1, 1, 2),
    ]
    browser, start = client_as(make_officer()), f"/commissions/{commission.reference}/moderation"
    whole, part = browser.get(start), browser.get(f"{start}?criterion={first.id}")
    assert f"{second.title}: {one.company.name}" in words_of(whole)
    assert f"{first.title}: {one.company.name}" in words_of(part)
    assert f"{second.title}: {one.company.name}" not in words_of(part)


def test_a_consensus_is_on_what_its_page_showed(app: Flask, client_as: Browsers) -> None:
    commission = make_disputed()
    cell = opened_quotes(commission)[1].id, issued_brief(commission.id).criteria[0].id
    officer, other = make_officer(), make_officer()
    meeting = operations.record_moderation(commission, clock.today(), "Both", by=officer)
    db.session.commit()
    browser = client_as(officer)
    page = browser.get(f"/commissions/{commission.reference}/moderation/{cell[0]}/{cell[1]}")
    operations.agree_score(commission, cell, 3, "All of it.", meeting_id=meeting.id, by=other)
    db.session.commit()
    typed = {"meeting": str(meeting.id), "value": "2", "reason": "Most of it."}
    refused = browser.submit(page, dict(typed))
    assert "changed after you opened the page" in error_summary_of(refused)[0]
    assert "All of it." in words_of(refused) and "Most of it.</textarea>" in refused.text
    assert queries.final_points(commission)[cell[0]].means[cell[1]] == 3
    browser.submit(refused)
    assert queries.final_points(commission)[cell[0]].means[cell[1]] == 2


def test_the_audit_says_that_a_score_was_agreed_and_never_which_or_why(app: Flask) -> None:
    commission, officer = make_disputed(), make_officer()
    quote, criterion = opened_quotes(commission)[1], issued_brief(commission.id).criteria[0]
    meeting = operations.record_moderation(
        commission, clock.today(), "Both", "They asked about the van.", by=officer
    )
    operations.agree_score(
        commission, (quote.id, criterion.id), 3, "The van.", meeting_id=meeting.id, by=officer
    )
    db.session.commit()
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [each.act for each in entries] == [
        "consensus recorded",
        "moderation meeting recorded",
    ]
    assert entries[0].after == f"{quote.company.name}: {criterion.title}"
    assert not any("van" in f"{each.before}{each.after}{each.why}" for each in entries)


def test_a_meeting_is_recorded_once_and_not_before_the_opening(app: Flask) -> None:
    commission, officer = make_disputed(), make_officer()
    operations.record_moderation(commission, clock.today(), "Both", by=officer)
    with pytest.raises(RuleBroken, match="on record already"):
        operations.record_moderation(commission, clock.today(), "Both ", by=officer)
    earlier = clock.today() - timedelta(days=1)
    with pytest.raises(RuleBroken, match="before the day of the opening"):
        operations.record_moderation(commission, earlier, "Both", by=officer)


def test_where_one_member_scored_it_is_said_and_a_consensus_counts_as_elsewhere(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [2])
    officer = make_officer()
    browser, start = client_as(officer), f"/commissions/{commission.reference}/moderation"
    words = words_of(browser.get(start))
    assert "Only one member’s score counts" in words and "No difference" not in words
    cell = opened_quotes(commission)[0].id, issued_brief(commission.id).criteria[0].id
    meeting = operations.record_moderation(commission, clock.today(), "All", by=officer)
    operations.agree_score(commission, cell, 4, "So.", meeting_id=meeting.id, by=officer)
    assert queries.final_points(commission)[cell[0]].means[cell[1]] == 4


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
