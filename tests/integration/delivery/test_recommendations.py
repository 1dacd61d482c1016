"""What delivered work recommends, what the group made of it, and where it stands in the plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import clock as the_clock
from app.commissions.models import Commission
from app.database import db
from app.delivery import operations, queries
from app.delivery.models import Recommendation
from app.delivery.rules import Term, Verdict
from app.errors import RuleBroken
from app.people.models import Person
from app.plans.operations import publish_edition, withdraw_milestone
from app.plans.queries import plan_content
from app.position.queries.needs import needs_of
from app.seen import CHANGED
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.delivery import make_deliverable, make_delivered
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]
SHORT = Term.SHORT


def listed(commission: Commission, words: str = "Put up notices in every shop.") -> Recommendation:
    row = operations.list_recommendation(commission, words, term=SHORT, by=make_officer())
    db.session.commit()
    return row


def decided(
    commission: Commission, row: Recommendation, verdict: Verdict = Verdict.TAKEN_UP
) -> None:
    operations.consider(
        commission,
        row,
        verdict,
        words="Put up notices in two shops." if verdict is Verdict.CHANGED else "",
        reason="The group agrees.",
        considered_on=the_clock.today(),
        by=make_member(),
    )
    db.session.commit()


def test_a_recommendation_becomes_a_milestone_that_says_where_it_comes_from(
    app: object, client_as: Browsers
) -> None:
    commission = make_delivered()
    officer, member = client_as(make_officer()), client_as(make_member())
    at = f"/commissions/{commission.reference}/recommendations"
    assert "Recommendations" in words_of(officer.get(f"/commissions/{commission.reference}"))
    page = officer.submit(
        officer.get(f"{at}/new"),
        {"text": "Post on Gàidhlig days 🎉.", "found_in": "Page 9", "term": "short term"},
        follow=True,
    )
    assert "Not considered yet" in words_of(page)
    page = member.submit(
        member.get(f"{at}/1/consideration"),
        {"verdict": "taken up", "reason": "It costs nothing."},
        follow=True,
    )
    assert "Taken up" in words_of(page)
    shown = officer.submit(officer.get(f"{at}/1/new-milestone"), {"when": "September 2014"})
    page = officer.press(shown, "Add the milestone", follow=True)
    assert "in the plan as milestone" in words_of(page)
    words = words_of(officer.get(f"/plans/{commission.milestone.action.plan.slug}"))
    assert "Post on Gàidhlig days 🎉." in words
    assert f"From: Recommendation 1 of the commissioned work “{commission.title}”" in words


def test_the_published_plan_says_it_too(app: object, client: Browser) -> None:
    commission = make_delivered()
    row = listed(commission)
    decided(commission, row)
    operations.carry_by_new_action(
        commission,
        row,
        commission.milestone.action.plan,
        "Notices are put up.",
        "First notices",
        "June 2014",
        who="CPG, CLD",
        by=make_officer(),
    )
    plan = commission.milestone.action.plan
    publish_edition(plan, by=make_officer())
    db.session.commit()
    assert f"From: recommendation 1 of the commissioned work “{commission.title}”" in words_of(
        client.get(f"/plans/{plan.slug}")
    )


def test_a_milestone_in_the_plan_can_carry_several(app: object) -> None:
    commission = make_delivered()
    officer = make_officer()
    other = operations.carry_by_new_milestone
    first, second = listed(commission), listed(commission, "Ask at the school gate.")
    for row in (first, second):
        decided(commission, row)
    milestone = other(
        commission, first, commission.milestone.action, "Short-term", "June 2014", by=officer
    )
    operations.carry_by_milestone(commission, second, milestone, by=officer)
    db.session.commit()
    sources = queries.sources_of_milestones(milestone.action.plan_id, the_clock.today())
    assert [each.number for each in sources[milestone.id]] == [1, 2]
    with pytest.raises(RuleBroken, match="carries the recommendation already"):
        operations.carry_by_milestone(commission, second, milestone, by=officer)
    own = commission.milestone
    with pytest.raises(RuleBroken, match="the commission itself was for"):
        operations.carry_by_milestone(commission, second, own, by=officer)


@pytest.mark.parametrize("verdict", [None, Verdict.DECLINED])
def test_only_what_the_group_took_up_enters_the_plan(app: object, verdict: Verdict | None) -> None:
    commission = make_delivered()
    row = listed(commission)
    if verdict:
        decided(commission, row, verdict)
    with pytest.raises(RuleBroken, match="declined" if verdict else "not considered"):
        operations.carry_by_new_milestone(
            commission, row, commission.milestone.action, "Notices", "June 2014", by=make_officer()
        )


def test_what_is_in_the_plan_is_declined_only_after_it_left_it(app: object) -> None:
    commission = make_delivered()
    row = listed(commission)
    decided(commission, row)
    officer = make_officer()
    milestone = operations.carry_by_new_milestone(
        commission, row, commission.milestone.action, "Notices", "June 2014", by=officer
    )
    with pytest.raises(RuleBroken, match="Withdraw its milestones there first"):
        decided(commission, row, Verdict.DECLINED)
    withdraw_milestone(milestone, "Not wanted any more.", by=officer)
    decided(commission, row, Verdict.DECLINED)
    one = queries.recommendation_on(commission, 1, the_clock.today())
    assert [entry.verdict for entry in one.considered] == [Verdict.TAKEN_UP, Verdict.DECLINED]
    assert one.carried_by[0].is_withdrawn


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"verdict": "changed", "reason": "Cheaper."}, "Enter what the recommendation became"),
        ({"verdict": "declined"}, "Enter why"),
        ({"reason": "Cheaper."}, "Select what the group decided"),
        (
            {
                "verdict": "taken up",
                "reason": "Good.",
                "considered_on-day": "1",
                "considered_on-month": "1",
                "considered_on-year": "2031",
            },
            "The day it was considered must be today or earlier",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_refused_at_its_field(
    app: object, client_as: Browsers, typed: dict[str, str], said: str
) -> None:
    commission = make_delivered()
    listed(commission)
    member = client_as(make_member())
    at = f"/commissions/{commission.reference}/recommendations/1/consideration"
    assert said in error_summary_of(member.submit(member.get(at), typed))


def test_nothing_is_listed_before_the_work_was_delivered(app: object, client_as: Browsers) -> None:
    commission, _ = make_deliverable()
    with pytest.raises(RuleBroken, match="the work has been awarded"):
        listed(commission)
    officer = client_as(make_officer())
    page = officer.get(f"/commissions/{commission.reference}/recommendations/new")
    assert "You cannot record or consider recommendations" in words_of(page)


def test_a_decision_on_what_another_has_decided_meanwhile_is_shown_again(
    app: object, client_as: Browsers
) -> None:
    commission = make_delivered()
    row = listed(commission)
    member = client_as(make_member())
    page = member.get(f"/commissions/{commission.reference}/recommendations/1/consideration")
    decided(commission, row)
    again = member.submit(page, {"verdict": "declined", "reason": "No money."})
    assert error_summary_of(again) == [CHANGED]


def test_a_past_day_knows_nothing_of_what_came_later(app: object, clock: GivenClock) -> None:
    commission = make_delivered()
    row = listed(commission)
    day = the_clock.today()
    clock.forward(days=3)
    decided(commission, row)
    officer = make_officer()
    milestone = operations.carry_by_new_milestone(
        commission, row, commission.milestone.action, "Notices", "June 2014", by=officer
    )
    db.session.commit()
    then = queries.recommendation_on(commission, 1, day)
    assert (then.verdict, then.carried_by, then.waits) == (None, (), "to be considered")
    plan_id = milestone.action.plan_id
    assert queries.sources_of_milestones(plan_id, day) == {}
    assert "recommendation" not in str(plan_content(plan_id, day)).casefold()


def test_the_record_cannot_be_changed(app: object) -> None:
    commission = make_delivered()
    decided(commission, listed(commission))
    for table in ("recommendation", "consideration"):
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(f"UPDATE {table} SET recorded_at = '2013-01-01'"))
        db.session.rollback()


def test_many_recommendations_cost_as_many_statements_as_a_few(
    app: object, client_as: Browsers
) -> None:
    commission = make_delivered()
    officer = client_as(make_officer())
    at = f"/commissions/{commission.reference}/recommendations"

    def cost(upto: int) -> int:
        while queries.highest_recommendation(commission.id) < upto:
            decided(commission, listed(commission))
        return statements_of(lambda: officer.get(at))

    assert cost(3) == cost(30)


def test_the_commissions_officer_is_reminded_until_it_is_in_the_plan_or_declined(
    app: object,
) -> None:
    commission = make_delivered()
    first, second = listed(commission), listed(commission, "Ask at the school gate.")

    def waiting() -> list[str]:
        return [
            need.what
            for need in needs_of(commission.officer)
            if need.endpoint == "delivery.recommendation"
        ]

    assert waiting() == [
        "Recommendation 1 waits to be considered",
        "Recommendation 2 waits to be considered",
    ]
    decided(commission, first)
    decided(commission, second, Verdict.DECLINED)
    assert waiting() == ["Recommendation 1 waits to be taken into the plan"]
    operations.carry_by_new_milestone(
        commission, first, commission.milestone.action, "Notices", "June 2014", by=make_officer()
    )
    db.session.commit()
    assert waiting() == []
