"""A decision is taken back while nobody has been told: its record stays, quotes are as before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import route_at_issue, stage_now, value_of
from app.commissions.rules import Stage
from app.database import db
from app.delivery import operations as delivery
from app.delivery.queries import deliverables, due_now, may_check_offer
from app.errors import RuleBroken
from app.evaluation import operations, queries
from app.evaluation.models import Award, LettersOrder
from app.evaluation.rules import Interest
from app.mail import sent_mails
from app.people.models import Person
from app.position.queries.commission_pages import commission_position
from app.quotes.queries import opened_quotes
from app.reports.wholefile import whole_file
from app.seen import CHANGED
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.evaluation import (
    declare,
    make_awarded,
    make_opened,
    make_scored,
    propose,
    score_all,
)
from tests.factories.people import make_member, make_officer

SignIn = Callable[[Person], Browser]
WHY = "The second envelope was read as the first."


@pytest.fixture
def decided(app: Flask) -> Commission:
    """A commission that was awarded, of which nobody has been told."""
    return make_awarded(told=False)


def take_back(commission: Commission, reason: str = WHY, *, by: Person | None = None) -> Award:
    award = delivery.take_decision_back(commission, reason, by=by or commission.officer)
    db.session.commit()
    return award


def outcome_mails() -> list[str]:
    return [mail.to for mail in sent_mails() if mail.subject.startswith("Outcome")]


def test_the_quotes_stand_as_before_and_the_decision_stays_on_record(decided: Commission) -> None:
    kept = take_back(decided)
    assert stage_now(decided) is Stage.OPENED
    assert (decided.awarded_at, decided.recommended_at) == (None, None)
    assert queries.award_of(decided) is None
    assert queries.taken_back_awards(decided) == [kept]
    assert (kept.outcome.value, kept.withdrawal_reason) == ("approved", WHY)
    [entry] = db.session.query(AuditEntry).filter_by(act="decision taken back")
    winner = next(q for q in opened_quotes(decided) if q.id == kept.quote_id)
    assert (entry.before, entry.why) == (f"approved: {winner.company.name}", WHY)


def test_another_quote_is_proposed_approved_and_told(decided: Commission) -> None:
    take_back(decided)
    other = opened_quotes(decided)[1]
    propose(decided, other)
    operations.decide_award(decided, True, "", by=make_officer())
    operations.send_letters(decided, {}, by=make_officer())
    db.session.commit()
    [told] = queries.published_outcomes()
    assert told.winner == other.company.name
    assert value_of(decided).company_id == other.company.id


def test_no_award_is_taken_back_too(app: Flask) -> None:
    commission = make_scored()
    operations.propose_award(commission, None, "Too dear.", by=make_officer())
    operations.decide_award(commission, True, "", by=make_officer())
    db.session.commit()
    assert stage_now(commission) is Stage.NOT_AWARDED
    take_back(commission)
    assert stage_now(commission) is Stage.OPENED
    [entry] = db.session.query(AuditEntry).filter_by(act="decision taken back")
    assert entry.before == "approved: no award"


def test_letters_of_no_award_tell_no_scores_that_are_hidden_still(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened()
    first, second = make_member(), make_member()
    for member in (first, second):
        declare(commission, member)
    score_all(commission, first, [3, 2, 1])
    operations.propose_award(commission, None, "The money is gone.", by=commission.officer)
    operations.decide_award(commission, True, "", by=make_officer())
    db.session.commit()
    award = queries.decided_award(commission)
    assert award is not None
    assert not any(each.has_scores or each.own_rank for each in queries.letters(commission, award))
    officer, base = client_as(commission.officer), f"/commissions/{commission.reference}"
    page = words_of(officer.get(f"{base}/letters"))
    assert "No award is made. The money is gone." in page
    assert "Points of" not in page and "Why 3." not in officer.get(f"{base}/letters").text
    take_back(commission)
    score_all(commission, second, [3, 3, 3])
    assert queries.scores_are_open(commission)


def test_letters_that_wait_are_stopped_and_never_leave(
    app: Flask, decided: Commission, clock: GivenClock, client: FlaskClient
) -> None:
    operations.order_letters(decided, {}, by=make_officer())
    db.session.commit()
    take_back(decided)
    order = db.session.query(LettersOrder).one()
    assert order.stopped_at is not None and WHY in order.stop_reason
    clock.forward(hours=2)
    app.test_cli_runner().invoke(args=["send-mail"])
    assert outcome_mails() == []
    assert "No outcome has been published yet" in words_of(client.get("/outcomes"))
    for act in (
        operations.send_ordered_letters,
        lambda c, by: operations.order_letters(c, {}, by=by),
    ):
        with pytest.raises(RuleBroken, match="You cannot send the outcome letters"):
            act(decided, by=make_officer())


def test_letters_that_are_due_and_have_not_left_are_no_bar(
    decided: Commission, clock: GivenClock
) -> None:
    operations.order_letters(decided, {}, by=make_officer())
    clock.forward(hours=3)
    take_back(decided)
    assert operations.send_due_letters() == 0


def test_what_was_told_stands_and_a_sentence_says_what_can_be_done(app: Flask) -> None:
    commission = make_awarded()
    with pytest.raises(RuleBroken, match="letters have left") as refused:
        take_back(commission)
    assert "cancel the commission" in refused.value.sentence
    none = make_scored()
    operations.propose_award(none, None, "Too dear.", by=make_officer())
    operations.decide_award(none, True, "", by=make_officer())
    operations.send_letters(none, {}, by=make_officer())
    with pytest.raises(RuleBroken, match="commission the work again for the same milestone"):
        take_back(none)


def test_the_database_takes_back_nothing_that_was_told_or_has_no_reason(app: Flask) -> None:
    make_awarded()
    change = "UPDATE award SET withdrawn_at = decided_at, withdrawn_by_id = proposed_by_id"
    for further in (", withdrawal_reason = 'Late.'", ", told_at = NULL"):
        with pytest.raises(DBAPIError, match="taken_back"):
            db.session.execute(text(change + further))
        db.session.rollback()


def test_officers_and_approvers_take_it_back_and_nobody_else(app: Flask) -> None:
    commission = make_scored()
    propose(commission)
    approver, other, conflicted = make_member(), make_member(), make_officer()
    for person in (approver, other):
        declare(commission, person)
    declare(commission, conflicted, Interest.CONFLICT)
    operations.decide_award(commission, True, "", by=approver)
    with pytest.raises(RuleBroken, match="Only an officer, or somebody who approved"):
        take_back(commission, by=other)
    with pytest.raises(RuleBroken, match="Only people who may see all the quotes"):
        take_back(commission, by=conflicted)
    with pytest.raises(RuleBroken, match="Enter why you take the decision back") as refused:
        take_back(commission, " ", by=approver)
    assert refused.value.field == "reason"
    take_back(commission, by=approver)


def test_it_is_taken_back_once_and_a_proposal_is_refused_not_taken_back(app: Flask) -> None:
    commission = make_scored()
    propose(commission)
    with pytest.raises(RuleBroken, match="waits for a decision"):
        take_back(commission)
    operations.decide_award(commission, True, "", by=make_officer())
    take_back(commission)
    with pytest.raises(RuleBroken, match="You cannot take the decision back"):
        take_back(commission)


def test_what_was_on_the_list_is_withdrawn_and_numbers_are_not_used_again(
    decided: Commission, clock: GivenClock
) -> None:
    officer = decided.officer
    made = delivery.add_deliverable(decided, "Draft report", "end March 2014", by=officer)
    db.session.commit()
    decided_on = calendar.today()
    clock.move_to(calendar.now() + timedelta(days=1))
    take_back(decided)
    assert due_now(decided) == [] and deliverables([decided.id], calendar.today()) == {}
    [then] = deliverables([decided.id], decided_on)[decided.id]
    assert then.id == made.id, "on the day before it was due"
    [entry] = db.session.query(AuditEntry).filter_by(act="deliverable withdrawn")
    assert "Draft report" in entry.subject_name and WHY in entry.why
    propose(decided, opened_quotes(decided)[1])
    operations.decide_award(decided, True, "", by=make_officer())
    operations.send_letters(decided, {}, by=officer)
    assert may_check_offer(decided, officer)
    again = delivery.add_deliverable(decided, "Draft report", "April 2014", by=officer)
    assert again.number == 2


def test_its_price_counts_no_more_for_the_route(decided: Commission) -> None:
    assert value_of(decided).source == "as awarded"
    award = take_back(decided)
    assert value_of(decided).source == "from the budget"
    companies = [q.company for q in opened_quotes(decided) if q.id == award.quote_id]
    ids = [each.id for each in companies]
    other = make_commission("draft", milestone=decided.milestone)
    [counted] = route_at_issue(other).counted
    assert counted.other.company_id not in ids
    assert counted.other.worth.work_pence != award.value_pence


def test_a_past_day_shows_what_was_so_then(decided: Commission, clock: GivenClock) -> None:
    officer, then = decided.officer, calendar.today()
    clock.move_to(calendar.now() + timedelta(days=2))
    take_back(decided)
    now = commission_position(officer, decided.reference, calendar.today())
    past = commission_position(officer, decided.reference, then)
    assert (now.line.stage, now.award) == (Stage.OPENED, None)
    assert past.line.stage is Stage.AWARDED and past.award is not None
    assert past.award.company == opened_quotes(decided)[0].company.name


def test_from_the_commission_and_the_letters_by_clicking(
    decided: Commission, client_as: SignIn
) -> None:
    officer, base = client_as(decided.officer), f"/commissions/{decided.reference}"
    for path in (base, f"{base}/letters"):
        assert f'href="{base}/award/take-back"' in officer.get(path).get_data(as_text=True)
    letters = officer.get(f"{base}/letters")
    officer.press(letters, "Send all letters")
    page = officer.get(f"{base}/award/take-back")
    assert "They are stopped with it" in words_of(page)
    silent = officer.submit(page, {"reason": ""})
    assert "Enter why you take the decision back" in error_summary_of(silent)
    done = officer.submit(page, {"reason": WHY}, follow=True)
    assert "The decision is taken back" in words_of(done)
    assert "Propose an award" in words_of(officer.get("/"))
    assert f"before anybody was told: {WHY}" in words_of(officer.get(base))
    told = words_of(officer.get(f"{base}/award"))
    assert WHY in told and opened_quotes(decided)[0].company.name in told
    late = officer.submit(page, {"reason": "Again."})
    assert CHANGED in error_summary_of(late)
    assert "no decision stands" in words_of(officer.get(f"{base}/letters"))
    unsent = officer.press(letters, "Send all letters")
    assert unsent.status_code == 409 and "Nothing has been sent" in words_of(unsent)


def test_whoever_may_not_is_shown_why_and_no_form(app: Flask, client_as: SignIn) -> None:
    decided = make_scored()
    member = make_member()
    declare(decided, member)
    propose(decided)
    operations.decide_award(decided, True, "", by=make_officer())
    db.session.commit()
    base = f"/commissions/{decided.reference}"
    browser = client_as(member)
    assert "Take the decision back" not in words_of(browser.get(base))
    page = browser.get(f"{base}/award/take-back")
    assert "Only an officer, or somebody who approved" in words_of(page)
    assert "Why you take the decision back" not in words_of(page)
    assert client_as(make_member()).get(f"{base}/award/take-back").status_code == 404
    operations.send_letters(decided, {}, by=decided.officer)
    db.session.commit()
    officer = client_as(decided.officer)
    assert "Take the decision back" not in words_of(officer.get(base))
    assert "letters have left" in words_of(officer.get(f"{base}/award/take-back"))


def test_the_whole_file_tells_of_it_and_of_the_letters_that_were_stopped(
    decided: Commission,
) -> None:
    operations.order_letters(decided, {}, by=make_officer())
    take_back(decided)
    made = _said(decided, "award")
    assert WHY in made and decided.officer.name in made and "Best by far." in made
    propose(decided, opened_quotes(decided)[1])
    operations.decide_award(decided, True, "", by=make_officer())
    operations.send_letters(decided, {}, by=decided.officer)
    db.session.commit()
    assert "Proposal 2" in _said(decided, "award")
    assert f"The decision is taken back: {WHY}" in _said(decided, "letters")


def _said(commission: Commission, key: str) -> str:
    [part] = [each for each in whole_file(commission.officer, commission).parts if each.key == key]
    return repr(part)
