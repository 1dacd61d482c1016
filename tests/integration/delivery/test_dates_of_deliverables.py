"""A deliverable's dates: the first stays, another needs a reason and another person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock as the_clock
from app.access import Role
from app.database import db
from app.delivery import operations, queries
from app.errors import RuleBroken
from app.people.models import Person
from app.plans.models import Cause
from app.slippage import State, standing
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.people import make_member, make_officer, make_person

Browsers = Callable[[Person], Browser]


def test_an_officer_lists_what_is_due(app: object, client_as: Browsers) -> None:
    commission, _ = make_deliverable("mid February 2014", title="Interim report")
    browser = client_as(make_officer())
    url = f"/commissions/{commission.reference}/deliverables"
    shown = browser.submit(
        browser.get(url), {"title": " Aithisg\r\ndheireannach ", "when": "end March 2014"}
    )
    assert "21 to 31 March 2014" in words_of(shown)
    page = browser.press(shown, "Add the deliverable", follow=True)
    assert "2. Aithisg dheireannach" in words_of(page)
    assert queries.deliverable_for(commission, 2).title == "Aithisg dheireannach"


@pytest.mark.parametrize(
    ("title", "when", "sentence"),
    [
        ("", "March 2014", "Enter what is to be delivered"),
        ("x" * 10_000, "March 2014", "The title must be 200 characters or fewer"),
        ("Report", "when pigs fly", "“when pigs fly” could not be read as a date"),
        ("Report", "ongoing", "“ongoing” could not be read as a date"),
        ("Report", "", "Enter when it is due"),
    ],
)
def test_what_cannot_be_due_is_refused_in_a_sentence(
    app: object, client_as: Browsers, title: str, when: str, sentence: str
) -> None:
    commission, _ = make_deliverable()
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{commission.reference}/deliverables")
    after = browser.submit(page, {"title": title, "when": when})
    assert after.status_code == 422
    assert error_summary_of(after) == [sentence]


def test_another_date_needs_a_reason_and_another_person(app: object, client_as: Browsers) -> None:
    commission, deliverable = make_deliverable("end March 2014")
    proposer, member = client_as(make_officer()), client_as(make_member())
    url = f"/commissions/{commission.reference}/deliverables/1/date"
    page = proposer.get(url)
    refused = proposer.submit(page, {"when": "June 2014", "reason": "", "cause": "weather"})
    assert error_summary_of(refused) == ["Enter why the date changes"]
    shown = proposer.submit(page, {"when": "June 2014", "reason": "Snow.", "cause": "weather"})
    proposer.press(shown, "Propose this date")
    assert "Another person must decide" in words_of(proposer.get(f"{url}/decision"))
    before = queries.standing_of(deliverable, the_clock.today())
    assert before.dates.agreed is not None and before.dates.agreed.as_written == "end March 2014"
    page = member.get(f"{url}/decision")
    member.submit(page, {"decision": "approve"})
    db.session.expire_all()
    after = queries.standing_of(deliverable, the_clock.today())
    assert after.dates.agreed is not None and after.dates.agreed.as_written == "June 2014"
    assert after.dates.baseline is not None and after.dates.baseline.as_written == "end March 2014"
    assert after.dates.cause == Cause.WEATHER


def test_nobody_approves_their_own_date_not_even_in_the_database(app: object) -> None:
    commission, deliverable = make_deliverable()
    officer = make_officer()
    operations.propose_date(
        commission, deliverable, "June 2014", reason="Snow.", cause=Cause.WEATHER, by=officer
    )
    with pytest.raises(RuleBroken, match="Another person must decide"):
        operations.decide_date(commission, deliverable, approve=True, by=officer)
    with pytest.raises(IntegrityError, match="another person"):
        db.session.execute(
            text(
                "INSERT INTO deliverable_date_decision (proposal_id, outcome, decided_on, "
                "agreed_is, reason, decided_by_id, recorded_at) SELECT max(id), 'approved', "
                "'2014-01-01', 'on', '', max(proposed_by_id), '2014-01-01' FROM deliverable_date"
            )
        )
    db.session.rollback()


def test_a_keyholder_alone_decides_on_no_date(app: object) -> None:

    commission, deliverable = make_deliverable()
    operations.propose_date(
        commission, deliverable, "June 2014", reason="Snow.", cause=Cause.WEATHER, by=make_officer()
    )
    with pytest.raises(RuleBroken, match="Only an officer or a member"):
        operations.decide_date(
            commission, deliverable, approve=True, by=make_person(Role.KEYHOLDER)
        )


def test_a_refused_date_changes_nothing_and_stays_on_record(app: object) -> None:
    commission, deliverable = make_deliverable("end March 2014")
    operations.propose_date(
        commission, deliverable, "2016", reason="Slow.", cause=Cause.STAFF, by=make_officer()
    )
    with pytest.raises(RuleBroken, match="why the date is refused"):
        operations.decide_date(commission, deliverable, approve=False, by=make_member())
    operations.decide_date(
        commission, deliverable, approve=False, reason="Too late.", by=make_member()
    )
    db.session.commit()
    dates = queries.standing_of(deliverable, the_clock.today()).dates
    assert dates.agreed is not None and dates.agreed.as_written == "end March 2014"
    assert [entry.decision_reason for entry in dates.agreed_history] == ["", "Too late."]


def test_a_status_as_at_a_day_uses_only_what_had_happened(app: object, clock: GivenClock) -> None:
    commission, deliverable = make_deliverable("end March 2014")
    clock.move_to(datetime(2014, 4, 24, 9, 0, tzinfo=UTC))
    operations.forecast(
        commission, deliverable, "June 2014", reason="Fieldwork is late.", by=make_officer()
    )
    db.session.commit()
    before = queries.standing_of(deliverable, date(2014, 4, 23))
    assert before.dates.forecast is None
    assert standing(queries.slippage_facts(before), date(2014, 4, 23)).state is State.LAPSED
    after = queries.standing_of(deliverable, date(2014, 4, 24))
    assert standing(queries.slippage_facts(after), date(2014, 4, 24)).state is State.OVERDUE


def test_nothing_is_due_before_an_award(app: object) -> None:
    commission = make_commission("issued")
    with pytest.raises(RuleBroken, match="companies can still send quotes"):
        operations.add_deliverable(commission, "Report", "March 2014", by=make_officer())
