"""A quote is set aside for its price by two people: proposed, confirmed, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import clock as calendar
from app.access import Role
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.models import AsideDecision
from app.evaluation.queries.confirming import who_can_confirm
from app.evaluation.rules import DoubtKind, Interest, Part, Way
from app.people.models import Person
from app.quotes.queries import OpenedQuote, opened_quotes
from app.seen import CHANGED
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.commissions import CRITERIA
from tests.factories.evaluation import declare, declare_interest, make_scored, propose, rule
from tests.factories.people import make_administrator, make_member, make_officer
from tests.integration.evaluation.test_doubts import (
    LOW,
    POUNDS,
    answer,
    ask,
    cheapest,
    opened_with,
    resolve,
)

SignIn = Callable[[Person], Browser]
NEED = "Decide on setting a quote aside for its price"


@pytest.fixture
def proposed(app: Flask) -> Commission:
    """The cheapest quote is proposed to be set aside, after its company has answered."""
    commission = make_scored(POUNDS)
    answer(commission, ask(commission))
    resolve(commission, Way.LEFT_OUT)
    return commission


def decide(commission: Commission, confirm: bool, reason: str = "", *, by: Person) -> None:
    operations.decide_aside(commission, cheapest(commission).id, LOW, confirm, reason, by=by)
    db.session.commit()


def take_back(commission: Commission, reason: str, *, by: Person) -> None:
    operations.take_back_aside(commission, cheapest(commission).id, LOW, reason, by=by)
    db.session.commit()


def rank_of(commission: Commission, quote: OpenedQuote) -> int | None:
    return queries.final_points(commission)[quote.id].rank


def free_member(commission: Commission) -> Person:
    member = make_member()
    declare(commission, member)
    return member


def address_of(commission: Commission, page: str = "decision") -> str:
    quote = cheapest(commission)
    return f"/commissions/{commission.reference}/doubts/{quote.id}/low-price/{page}"


def test_a_proposal_leaves_the_quote_in_and_holds_the_award(proposed: Commission) -> None:
    assert rank_of(proposed, cheapest(proposed)) == 1
    for quote in opened_quotes(proposed):
        with pytest.raises(RuleBroken, match="1 doubt about prices is open"):
            operations.propose_award(proposed, quote.id, "Best.", by=proposed.officer)


@pytest.mark.parametrize("make", [lambda _: make_officer(), free_member])
def test_another_officer_or_a_member_confirms_and_the_quote_is_out(
    proposed: Commission, make: Callable[[Commission], Person]
) -> None:
    second = make(proposed)
    decide(proposed, True, by=second)
    assert rank_of(proposed, cheapest(proposed)) is None
    [doubt] = queries.doubts_to_see(proposed.officer, proposed)
    assert doubt.resolved is not None and doubt.resolved.decision is not None
    assert (doubt.resolved.by, doubt.resolved.decision.by) == (proposed.officer.name, second.name)
    best = next(q for q in opened_quotes(proposed) if rank_of(proposed, q) == 1)
    assert propose(proposed, best).value_pence == 1_000_000


def test_nobody_confirms_their_own_and_the_database_refuses_it_too(proposed: Commission) -> None:
    with pytest.raises(RuleBroken, match="You proposed this"):
        decide(proposed, True, by=proposed.officer)
    with pytest.raises(RuleBroken, match="You proposed this"):
        decide(proposed, False, "No.", by=proposed.officer)
    [doubt] = queries.doubts_to_see(proposed.officer, proposed)
    own = AsideDecision(resolution_id=doubt.resolutions[0].id, is_confirmed=True)
    own.at, own.by_id = calendar.now(), proposed.officer.id
    db.session.add(own)
    with pytest.raises(DBAPIError, match="a quote is set aside by a second person"):
        db.session.flush()


def test_a_decision_stands_as_it_was_recorded(proposed: Commission) -> None:
    decide(proposed, True, by=make_officer())
    for change in (
        "UPDATE aside_decision SET is_confirmed = 0",
        "DELETE FROM aside_decision",
        "INSERT OR REPLACE INTO aside_decision (resolution_id, is_confirmed, reason, at, by_id)"
        " SELECT resolution_id, 0, '', at, by_id FROM aside_decision",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            db.session.execute(text(change))
        db.session.rollback()


def test_a_refusal_needs_a_reason_and_the_doubt_is_open_again(proposed: Commission) -> None:
    second = make_officer()
    with pytest.raises(RuleBroken, match="Enter why you refuse it") as refused:
        decide(proposed, False, " ", by=second)
    assert refused.value.field == "reason"
    decide(proposed, False, "It is explained well enough.", by=second)
    assert queries.open_doubts([proposed.id]) == {proposed.id: 1}
    with pytest.raises(RuleBroken, match="Nothing waits"):
        decide(proposed, True, by=make_officer())
    resolve(proposed, Way.LEFT_OUT)
    decide(proposed, True, by=second)
    assert queries.open_doubts([proposed.id]) == {}


def test_it_is_proposed_once_until_it_is_decided_or_taken_back(proposed: Commission) -> None:
    with pytest.raises(RuleBroken, match="another person must confirm it already"):
        resolve(proposed, Way.LEFT_OUT)
    decide(proposed, True, by=make_officer())
    with pytest.raises(RuleBroken, match="is done already"):
        resolve(proposed, Way.LEFT_OUT)


def test_what_is_set_aside_is_taken_back_with_a_reason_before_the_award(
    proposed: Commission,
) -> None:
    decide(proposed, True, by=make_officer())
    with pytest.raises(RuleBroken, match="Enter why you take it back"):
        take_back(proposed, "", by=proposed.officer)
    with pytest.raises(RuleBroken, match="Only an officer"):
        take_back(proposed, "Mine.", by=free_member(proposed))
    take_back(proposed, "The company sent its sums.", by=proposed.officer)
    assert rank_of(proposed, cheapest(proposed)) == 1
    assert queries.open_doubts([proposed.id]) == {proposed.id: 1}
    with pytest.raises(RuleBroken, match="not set aside for this"):
        take_back(proposed, "Again.", by=proposed.officer)
    [doubt] = queries.doubts_to_see(proposed.officer, proposed)
    taken = doubt.resolutions[-1].taken_back
    assert taken is not None and taken.reason == "The company sent its sums."
    resolve(proposed)
    propose(proposed, cheapest(proposed))
    with pytest.raises(RuleBroken, match="an award has been proposed"):
        take_back(proposed, "Late.", by=proposed.officer)


def test_it_can_be_taken_back_also_where_it_is_pointed_out_no_more(
    app: Flask, proposed: Commission
) -> None:
    decide(proposed, True, by=make_officer())
    app.config["LOW_PRICE_PERCENT"] = 90
    [doubt] = queries.doubts_to_see(proposed.officer, proposed)
    assert doubt.can_be_taken_back and not doubt.is_open
    take_back(proposed, "The setting is another.", by=proposed.officer)
    assert queries.doubts_to_see(proposed.officer, proposed) == []
    assert rank_of(proposed, cheapest(proposed)) == 1


def test_who_has_a_conflict_or_may_not_see_every_quote_decides_nothing(
    proposed: Commission,
) -> None:
    conflicted, one_out = make_officer(), make_member()
    declare(proposed, conflicted, Interest.CONFLICT)
    rule(proposed, declare_interest(proposed, one_out, 1), Part.ALL_BUT_ONE)
    for person in (conflicted, one_out, make_member(), make_administrator()):
        with pytest.raises(NotFound):
            decide(proposed, True, by=person)


def test_who_can_confirm_is_said_by_name_and_who_can_later_with_what_is_missing(
    app: Flask,
) -> None:
    commission = opened_with(CRITERIA, hides_price=True)
    officer, second = make_officer(), make_officer()
    scorer, undeclared, aside = make_member(), make_member(), make_member()
    make_administrator()
    declare(commission, scorer)
    declare(commission, aside, Interest.CONFLICT)
    found = who_can_confirm(commission, officer.id)
    assert second.name in found.now
    assert {officer.name, aside.name} & {*found.now, *dict(found.later)} == set()
    assert dict(found.later) == {
        scorer.name: "once they have handed in their scores",
        undeclared.name: "once they have declared their interests",
    }
    alone = statements_of(lambda: who_can_confirm(commission, officer.id))
    for _ in range(3):
        make_officer()
    db.session.commit()
    assert statements_of(lambda: who_can_confirm(commission, officer.id)) == alone


def test_an_installation_without_a_second_person_is_told_what_to_do(
    proposed: Commission, client_as: SignIn
) -> None:
    for person in db.session.query(Person).all():
        if person.roles & {Role.OFFICER, Role.MEMBER} and person.id != proposed.officer_id:
            person.left_on = calendar.today()
    db.session.commit()
    page = words_of(client_as(proposed.officer).get(address_of(proposed)))
    assert "Nobody else can confirm it" in page
    assert "An administrator can invite one" in page


def test_neither_price_nor_reason_is_in_the_audit_and_reasons_lie_sealed(
    proposed: Commission,
) -> None:
    decide(proposed, True, "Half of £10,000.", by=make_officer())
    take_back(proposed, "£4,000 is fair.", by=proposed.officer)
    entries = db.session.query(AuditEntry).filter_by(commission_id=proposed.id).all()
    assert [each.act for each in entries if "aside" in each.act] == [
        "setting aside over a doubt proposed",
        "quote set aside over a doubt",
        "setting aside over a doubt taken back",
    ]
    told = [each for each in entries if "aside" in each.act]
    assert not any("£" in f"{each.before}{each.after}{each.why}" for each in told)
    raw = "SELECT reason FROM aside_decision UNION ALL SELECT reason FROM aside_taken_back"
    kept = list(db.session.scalars(text(raw)))
    assert len(kept) == 2 and not any("£" in each for each in kept)


def test_from_the_start_page_to_the_comparison_by_clicking(
    proposed: Commission, client_as: SignIn
) -> None:
    first, base = proposed.officer, f"/commissions/{proposed.reference}"
    officer, member = client_as(first), free_member(proposed)
    browser = client_as(member)
    start = words_of(officer.get("/"))
    assert NEED not in start and "Resolve the doubts" not in start
    assert NEED in words_of(browser.get("/"))
    for path in (base, f"{base}/comparison"):
        assert f"Proposed to be set aside by {first.name}" in words_of(browser.get(path))
    assert "To be confirmed" in words_of(officer.get(f"{base}/doubts"))
    own = words_of(officer.get(address_of(proposed)))
    assert "You proposed this" in own and f"{member.name} can confirm it" in own
    page = browser.get(address_of(proposed))
    assert "We live next door." in words_of(page)
    refused = browser.submit(page, {"decision": "refuse"})
    assert "Enter why you refuse it" in error_summary_of(refused)
    done = browser.submit(page, {"decision": "confirm"}, follow=True)
    assert "The quote is set aside" in words_of(done)
    told = words_of(browser.get(f"{base}/comparison"))
    assert f"Proposed by {first.name}, confirmed by {member.name}" in told
    assert NEED not in words_of(browser.get("/"))
    page = officer.get(address_of(proposed, "take-back"))
    back = words_of(officer.submit(page, {"reason": "New facts."}, follow=True))
    assert f"Taken back by {first.name}" in back
    assert "Resolve the doubts" in words_of(officer.get("/"))


def test_a_decision_is_on_what_its_page_showed_and_is_made_once(
    proposed: Commission, client_as: SignIn
) -> None:
    first, second = client_as(make_officer()), client_as(make_officer())
    pages = first.get(address_of(proposed)), second.get(address_of(proposed))
    first.submit(pages[0], {"decision": "refuse", "reason": "Explained."})
    late = second.submit(pages[1], {"decision": "confirm"})
    assert CHANGED in error_summary_of(late)
    assert db.session.query(AsideDecision).one().is_confirmed is False


def test_a_member_declares_first_and_a_made_up_kind_is_nothing(
    proposed: Commission, client_as: SignIn
) -> None:
    path = address_of(proposed)
    sent = client_as(make_member()).get(path)
    assert sent.location.startswith(f"/commissions/{proposed.reference}/declar")
    assert client_as(make_officer()).get(path.replace("low-price", "dear")).status_code == 404
    assert {each.slug for each in DoubtKind} == {"low-price", "sums-that-differ"}
