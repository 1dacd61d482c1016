"""An amendment that may change what the work costs or how long it lasts: the route is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions import operations, queries
from app.commissions.models import Commission
from app.commissions.operations import BriefChanges
from app.commissions.queries import invited
from app.commissions.rules import RouteMoment, Worth
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import make_awarded

SignIn = Callable[[Person], Browser]
WHY = "The procurement team agreed on 9 December."
WIDER = BriefChanges(budget_pence=6_000_000)


def estimate(commission: Commission, pounds: int) -> None:
    operations.estimate_value(commission, Worth(pounds * 100), "", by=commission.officer)


def make_issued(estimated: int | None = None, reason: str = "") -> Commission:
    """A commission that was issued, with this estimate in pounds or its budget of £10,000."""
    commission = make_commission("draft")
    if estimated is not None:
        estimate(commission, estimated)
    operations.issue_brief(commission, calendar.now(), reason, by=commission.officer)
    db.session.commit()
    return commission


def amend(
    commission: Commission, changes: BriefChanges, reason: str = "", *, holds: bool = False
) -> None:
    by = commission.officer
    operations.begin_amendment(commission, by=by)
    operations.edit_brief(commission, changes, by=by)
    operations.issue_amendment(
        commission, "Wider.", calendar.now(), reason, value_holds=holds, by=by
    )
    db.session.commit()


def moments(commission: Commission) -> list[RouteMoment]:
    return [each.moment for each in queries.route_reasons(commission)]


def test_a_larger_budget_holds_the_amendment_until_somebody_says_why(app: Flask) -> None:
    commission = make_issued()
    with pytest.raises(RuleBroken, match=r"whole-life value is £60,000\.00") as refused:
        amend(commission, WIDER)
    assert refused.value.field == "route_reason"
    db.session.rollback()
    amend(commission, WIDER, WHY)
    assert moments(commission) == [RouteMoment.AMENDMENT]
    [entry] = db.session.query(AuditEntry).filter_by(act="route held to be right at the amendment")
    assert entry.why == WHY


def test_the_budget_counts_where_it_is_more_than_the_estimate(app: Flask) -> None:
    commission = make_issued(40_000)
    with pytest.raises(RuleBroken, match=r"value of £40,000\.00 without VAT still holds"):
        amend(commission, {"budget_pence": 3_000_000})
    db.session.rollback()
    amend(commission, {"budget_pence": 4_500_000})
    with pytest.raises(RuleBroken, match=r"whole-life value is £60,000\.00"):
        amend(commission, WIDER)


def test_what_was_said_at_the_issue_holds_for_no_larger_figure(app: Flask) -> None:
    commission = make_issued(60_000, WHY)
    amend(commission, {"wanted": "The same, said clearer."}, holds=True)
    assert moments(commission) == [RouteMoment.ISSUE]
    with pytest.raises(RuleBroken, match=r"£60,000\.01"):
        amend(commission, {"budget_pence": 6_000_001})


@pytest.mark.parametrize(
    "changes",
    [
        BriefChanges(delivery_written="June 2014"),
        BriefChanges(start_written="February 2014"),
        BriefChanges(outputs="Two reports."),
        BriefChanges(terms="One more year is possible."),
    ],
)
def test_whoever_changes_work_or_length_says_that_the_estimate_holds(
    app: Flask, changes: BriefChanges
) -> None:
    commission = make_issued(40_000)
    with pytest.raises(RuleBroken, match=r"value of £40,000\.00 without VAT still holds") as held:
        amend(commission, changes)
    assert held.value.field == "value_holds"
    db.session.rollback()
    amend(commission, changes, holds=True)
    act = "whole-life value held to be right at the amendment"
    [entry] = db.session.query(AuditEntry).filter_by(act=act)
    assert entry.after == "£40,000.00 without VAT" and moments(commission) == []


def test_more_time_to_quote_asks_for_nothing(app: Flask) -> None:
    commission = make_issued(60_000, WHY)
    deadline = commission.quote_deadline
    assert deadline is not None
    amend(commission, {"quote_deadline": deadline + timedelta(days=7)})
    amend(commission, {"background": "Twelve groups were asked in 2012."})
    assert moments(commission) == [RouteMoment.ISSUE]


def test_what_counts_since_the_issue_is_asked_about(app: Flask, clock: GivenClock) -> None:
    commission = make_issued()
    other = make_commission("draft", milestone=commission.milestone)
    estimate(other, 45_000)
    operations.issue_brief(other, calendar.now(), WHY, by=other.officer)
    with pytest.raises(RuleBroken, match=r"for the same action it is £55,000\.00"):
        amend(commission, {"wanted": "More of it."})


def test_by_clicking_nothing_typed_is_lost_and_no_company_learns_of_it(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_issued(40_000)
    officer, base = client_as(commission.officer), f"/commissions/{commission.reference}"
    operations.begin_amendment(commission, by=commission.officer)
    operations.edit_brief(commission, {"wanted": "More towns."}, by=commission.officer)
    db.session.commit()
    assert "Value over its whole life" in words_of(officer.get(f"{base}/prepare"))
    page = officer.get(f"{base}/amend")
    held = officer.submit(page, {"reason": "Four towns joined."}, button="Issue the amendment")
    assert any("£40,000.00 without VAT still holds" in each for each in error_summary_of(held))
    assert "Four towns joined." in held.get_data(as_text=True)
    officer.submit(officer.get(f"{base}/budget"), {"told": "given", "budget": "60,000"})
    page = officer.get(f"{base}/amend")
    assert "£60,000.00 (with the budget of the amendment" in words_of(page)
    held = officer.submit(page, {"reason": "Four towns joined."}, button="Issue the amendment")
    assert any("Say why this route is right" in each for each in error_summary_of(held))
    assert "Four towns joined." in held.get_data(as_text=True)
    back = officer.submit(officer.get(f"{base}/value"), {"work": "60,000"})
    assert back.location == f"{base}/prepare", "the value leads back to the amendment"
    typed = {"value_holds": "y", "reason": "More towns.", "route_reason": WHY}
    done = officer.submit(officer.get(f"{base}/amend"), typed, button="Issue the amendment")
    assert done.location == base and WHY in words_of(officer.get(base))
    company = client_as(contact_of(invited(commission)[0].company))
    page = company.get(f"/invitations/{invited(commission)[0].id}").get_data(as_text=True)
    assert WHY not in page and "whole life" not in page


def test_the_value_of_what_was_awarded_leads_back_to_the_commission(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_awarded()
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/value")
    assert "the work has been awarded" in words_of(page)
    assert f'href="/commissions/{commission.reference}"' in page.get_data(as_text=True)
