"""The route check at issue and at award: the value over the whole life, and what counts with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions import operations, queries
from app.commissions.models import Commission, RouteReason, WholeLifeValue
from app.commissions.queries import invited
from app.commissions.rules import Worth
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations as evaluation
from app.evaluation.models import Award
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission, make_companies, make_milestone
from tests.factories.evaluation import declare, make_awarded, make_scored, propose
from tests.factories.people import make_member, make_officer

SignIn = Callable[[Person], Browser]
WHY = "The procurement team agreed on 2 December."


def estimate(
    commission: Commission, pounds: int, extension: int = 0, words: str = ""
) -> WholeLifeValue:
    worth = Worth(pounds * 100, extension * 100)
    return operations.estimate_value(commission, worth, words, by=commission.officer)


def issue(commission: Commission, reason: str = "") -> None:
    operations.issue_brief(commission, calendar.now(), reason, by=commission.officer)
    db.session.commit()


def test_a_value_of_the_limit_holds_the_issue_until_somebody_says_why(app: Flask) -> None:
    commission = make_commission("draft")
    estimate(commission, 40_000, 10_000, "One more year.")
    with pytest.raises(RuleBroken, match=r"whole-life value is £50,000\.00") as refused:
        issue(commission)
    assert refused.value.field == "route_reason"
    db.session.rollback()
    estimate(commission, 40_000, 10_000, "One more year.")
    issue(commission, WHY)
    [said] = queries.route_reasons(commission)
    assert (said.reason, said.by) == (WHY, commission.officer.name)
    assert "£50,000.00" in said.found
    [entry] = db.session.query(AuditEntry).filter_by(act="route held to be right at the issue")
    assert entry.why == WHY


def test_a_penny_less_needs_no_reason_and_keeps_none(app: Flask) -> None:
    commission = make_commission("draft")
    worth = Worth(4_999_999)
    operations.estimate_value(commission, worth, "", by=commission.officer)
    issue(commission, "Not asked for.")
    assert queries.route_reasons(commission) == []


def test_until_it_is_estimated_the_budget_counts(app: Flask) -> None:
    commission = make_commission("draft")
    assert queries.value_of(commission).worth == Worth(1_000_000)
    operations.edit_brief(commission, {"budget_withheld": True}, by=commission.officer)
    with pytest.raises(RuleBroken, match="is not estimated"):
        issue(commission)
    estimate(commission, 9_000)
    issue(commission)


def test_the_newest_estimate_holds_and_each_is_kept(app: Flask) -> None:
    commission = make_commission("draft")
    estimate(commission, 60_000)
    estimate(commission, 20_000, 5_000, "Half a year.")
    valued = queries.value_of(commission)
    assert (valued.worth.whole_pence, valued.extensions) == (2_500_000, "Half a year.")
    assert db.session.query(WholeLifeValue).count() == 2


@pytest.mark.parametrize(
    ("extension", "words", "field"), [(5_000, " ", "extensions"), (0, "A year.", "extension")]
)
def test_extensions_have_words_and_a_sum(
    app: Flask, extension: int, words: str, field: str
) -> None:
    commission = make_commission("draft")
    with pytest.raises(RuleBroken) as refused:
        estimate(commission, 20_000, extension, words)
    assert refused.value.field == field


def test_only_an_officer_estimates_and_not_once_it_is_awarded(app: Flask) -> None:
    commission = make_commission("draft")
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.estimate_value(commission, Worth(1), "", by=make_member())
    with pytest.raises(RuleBroken, match="the work has been awarded"):
        estimate(make_awarded(), 1)


def test_two_commissions_for_the_same_action_are_added_up(app: Flask, clock: GivenClock) -> None:
    milestone = make_milestone()
    first = make_commission("draft", milestone=milestone)
    estimate(first, 30_000)
    issue(first)
    clock.move_to(calendar.now() + timedelta(days=365))
    second = make_commission("draft", milestone=milestone, delivery="March 2016")
    estimate(second, 20_000)
    with pytest.raises(RuleBroken, match=r"for the same action it is £50,000\.00"):
        issue(second)
    db.session.rollback()
    clock.move_to(calendar.now() + timedelta(days=1))
    later = make_commission("draft", milestone=milestone, delivery="March 2016")
    estimate(later, 20_000)
    issue(later)
    assert queries.route_reasons(later) == [], "the first was issued more than twelve months ago"


def test_what_was_cancelled_before_an_award_does_not_count(app: Flask) -> None:
    milestone = make_milestone()
    first = make_commission("draft", milestone=milestone)
    estimate(first, 45_000)
    issue(first)
    operations.cancel(first, "Not needed.", by=first.officer)
    second = make_commission("draft", milestone=milestone)
    issue(second)


def test_what_an_invited_company_was_awarded_counts(app: Flask) -> None:
    awarded = make_awarded()
    winner = db.session.get_one(WholeLifeValue, 1)
    assert (winner.work_pence, winner.company_id) == (900_000, invited(awarded)[0].company_id)
    companies = [invited(awarded)[0].company, *make_companies(2)]
    second = make_commission("draft", companies=companies)
    [counted] = queries.route_at_issue(second).counted
    assert counted.other.reference == awarded.reference
    app.config["ROUTE_LIMIT"] = 19_000
    with pytest.raises(RuleBroken, match=r"With other awards to .* it is £19,000\.00"):
        issue(second)
    others = make_commission("draft", companies=3)
    issue(others)


def test_at_the_award_the_price_and_the_extensions_count(app: Flask) -> None:
    commission = make_scored((42_000, 44_000, 46_000))
    estimate(commission, 30_000, 8_000, "One more year.")
    with pytest.raises(RuleBroken, match=r"whole-life value is £50,000\.00"):
        propose(commission)
    best = opened_quotes(commission)[0]
    evaluation.propose_award(commission, best.id, "Best.", WHY, by=commission.officer)
    assert [each.reason for each in queries.route_reasons(commission)] == [WHY]
    evaluation.decide_award(commission, True, "", by=make_member_who_may_approve(commission))
    evaluation.decide_award(commission, True, "", by=make_member_who_may_approve(commission))
    valued = queries.value_of(commission)
    assert (valued.worth, valued.source) == (Worth(4_200_000, 800_000), "as awarded")


def make_member_who_may_approve(commission: Commission) -> Person:
    member = make_member()
    declare(commission, member)
    return member


def test_a_reason_said_of_one_company_is_none_for_another(app: Flask) -> None:
    commission = make_scored((51_000, 52_000, 53_000))
    first, second, _ = opened_quotes(commission)
    evaluation.propose_award(commission, first.id, "Best.", WHY, by=commission.officer)
    evaluation.decide_award(commission, False, "Not yet.", by=make_officer())
    evaluation.propose_award(commission, first.id, "Best.", by=commission.officer)
    evaluation.decide_award(commission, False, "Not yet.", by=make_officer())
    with pytest.raises(RuleBroken, match="whole-life value is £52,000"):
        evaluation.propose_award(commission, second.id, "Best.", by=commission.officer)


def test_what_counts_since_the_proposal_holds_the_approval(app: Flask) -> None:
    commission = make_scored((9_000, 10_000, 12_000))
    propose(commission)
    other = make_commission("draft", milestone=commission.milestone)
    estimate(other, 45_000)
    issue(other, WHY)
    with pytest.raises(RuleBroken, match="This was not so when the award was proposed"):
        evaluation.decide_award(commission, True, "", by=make_officer())
    evaluation.decide_award(commission, False, "The route.", by=make_officer())
    assert db.session.query(Award).one().decided_at is not None


def test_no_award_is_never_held_by_the_route(app: Flask) -> None:
    commission = make_scored((51_000, 52_000, 53_000))
    evaluation.propose_award(commission, None, "Too dear.", by=commission.officer)


def test_an_award_that_is_proposed_tells_its_price_to_no_audit(app: Flask) -> None:
    commission = make_scored((51_357, 52_000, 53_000))
    best = opened_quotes(commission)[0]
    evaluation.propose_award(commission, best.id, "Best.", WHY, by=commission.officer)
    entries = db.session.query(AuditEntry).filter_by(commission_id=commission.id).all()
    assert not any("51,357" in f"{each.before}{each.after}{each.why}" for each in entries)
    assert "51,357" in db.session.query(RouteReason).one().found


def test_from_the_value_to_the_issue_by_clicking(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    officer, base = client_as(commission.officer), f"/commissions/{commission.reference}"
    assert "Value over its whole life" in words_of(officer.get(f"{base}/prepare"))
    page = officer.get(f"{base}/value")
    wrong = officer.submit(page, {"work": "many", "extension": "5,000"})
    assert "Value of the work must be an amount of money" in str(error_summary_of(wrong))
    officer.submit(page, {"work": "48,000", "extension": "5,000", "extensions": "Half a year."})
    page = officer.get(f"{base}/issue")
    assert "£53,000.00 (estimated, of it £5,000.00 for extensions)" in words_of(page)
    held = officer.submit(page, button="Issue the brief")
    assert held.status_code == 422
    assert any("whole-life value is £53,000.00" in each for each in error_summary_of(held))
    officer.submit(held, {"route_reason": WHY}, button="Issue the brief")
    assert "Issued" in words_of(officer.get(base))
    assert WHY in words_of(officer.get(base))
    company = client_as(contact_of(invited(commission)[0].company))
    for path in ("", "/documents"):
        page = company.get(f"/invitations/{invited(commission)[0].id}{path}")
        assert "53,000" not in page.get_data(as_text=True)
        assert "48,000" not in page.get_data(as_text=True)


def test_the_proposal_and_the_decision_show_the_route(app: Flask, client_as: SignIn) -> None:
    commission = make_scored((51_000, 52_000, 53_000))
    officer, base = client_as(commission.officer), f"/commissions/{commission.reference}"
    page = officer.get(f"{base}/award")
    assert "The whole-life value is £51,000.00." in words_of(page)
    best = opened_quotes(commission)[0]
    typed = {"quote": str(best.id), "reason": "By far the best."}
    held = officer.submit(page, typed)
    assert "By far the best." in held.get_data(as_text=True)
    officer.submit(held, {**typed, "route_reason": WHY})
    assert WHY in words_of(client_as(make_officer()).get(f"{base}/award/decision"))
    member = make_member()
    assert WHY not in words_of(client_as(member).get(base)), "before they have declared"


def test_the_check_takes_as_many_statements_however_many_count(app: Flask) -> None:
    milestone = make_milestone()
    commission = make_commission("draft", milestone=milestone)
    alone = statements_of(lambda: queries.route_at_issue(commission))
    for _ in range(3):
        issue(make_commission("draft", milestone=milestone))
    db.session.refresh(commission)
    assert len(queries.route_at_issue(commission).counted) == 3
    assert statements_of(lambda: queries.route_at_issue(commission)) == alone
