"""Knock-ons agreed together: one reason, one approval, a row in each history, the gaps kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app import mail
from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.plans import operations as plans
from app.plans.models import AgreedDate, Agreement, Cause, KnockOnDate, Milestone
from app.plans.queries import bundle_dates, knock_on_links
from app.position import operations
from app.position.queries.knock_ons import chain_of
from app.position.queries.needs import needs_of
from app.slippage import Days
from app.when import read_when
from tests.counting import statements_of
from tests.factories.flags import stand_at
from tests.factories.knock_ons import (
    FURTHER_TO,
    GROUP_TO,
    Chain,
    dates_of,
    expect,
    gap_before,
    make_chain,
    need,
    propose_all,
    pushed_days,
)
from tests.factories.people import make_member, make_officer
from tests.factories.plans import make_action, make_milestone


@pytest.fixture
def chain(app: Flask) -> Chain:
    return make_chain()


def agreed(milestone: Milestone) -> str:
    found = dates_of(milestone).agreed
    assert found is not None
    return found.as_written


def proposals() -> int:
    return db.session.scalar(select(func.count()).select_from(KnockOnDate)) or 0


def test_the_chain_goes_through_actions_and_plans_and_says_days_and_dates(chain: Chain) -> None:
    group, further = chain_of(chain.example.review.id).lines

    assert (group.pushed.days, group.gap_days, group.wording) == (94, 62, GROUP_TO)
    assert group.cause == "milestone 1, “Review”"
    assert (further.pushed.days, further.pushed.days_possible) == (36, 65)
    assert (further.gap_days, further.wording) == (63, FURTHER_TO)
    assert f"of the plan “{chain.example.plan.title}”" in further.cause


def test_dates_are_proposed_together_and_count_once_another_person_approves(chain: Chain) -> None:
    bundle = propose_all(chain)
    assert [agreed(chain.example.group), agreed(chain.further)] == ["June 2014", "September 2014"]

    decided = plans.decide_together(bundle, approve=True, by=make_member())
    db.session.commit()

    assert decided.words == "2 dates approved"
    assert [agreed(chain.example.group), agreed(chain.further)] == [GROUP_TO, FURTHER_TO]
    found = dates_of(chain.further)
    assert found.baseline is not None and found.baseline.as_written == "September 2014"
    assert found.agreed is not None
    assert found.agreed.cause == Cause.WAITING
    assert found.agreed.reason == "The review is late."


def test_the_gaps_that_a_push_keeps_stay_and_nothing_is_pushed_any_more(chain: Chain) -> None:
    plans.decide_together(propose_all(chain), approve=True, by=make_member())
    db.session.commit()

    assert gap_before(chain.example.group) == [62]
    assert gap_before(chain.further) == [63]
    assert pushed_days(chain.example.review) == {}
    expect(chain.example.review, "6 August 2014")
    assert pushed_days(chain.example.review) == {"Partnership Group": (5, 5), "Further": (0, 5)}


def test_a_correction_of_an_agreed_push_keeps_the_gap(chain: Chain) -> None:
    plans.decide_together(propose_all(chain), approve=True, by=make_member())
    found = dates_of(chain.example.group).agreed
    assert found is not None
    plans.correct_agreed(
        chain.example.group, found.id, "1 October 2014", why="A digit.", by=make_officer()
    )

    assert gap_before(chain.example.group) == [62]


def test_a_date_agreed_by_itself_fixes_the_gap_anew(chain: Chain) -> None:
    proposed = plans.propose_date(
        chain.example.group, "August 2014", reason="Holidays.", cause=Cause.STAFF, by=make_officer()
    )
    plans.decide_date(proposed, approve=True, by=make_member())

    assert gap_before(chain.example.group) == [123]


def test_nobody_decides_on_what_they_proposed(chain: Chain) -> None:
    proposer = make_officer()
    bundle = propose_all(chain, proposer)

    with pytest.raises(RuleBroken, match="You proposed these dates"):
        plans.decide_together(bundle, approve=True, by=proposer)
    assert all(each.is_waiting for each in bundle_dates(bundle))


def test_a_refusal_needs_words_and_keeps_every_date(chain: Chain) -> None:
    bundle = propose_all(chain)
    with pytest.raises(RuleBroken) as broken:
        plans.decide_together(bundle, approve=False, by=make_member(), reason="  ")
    assert broken.value.field == "reason"

    plans.decide_together(bundle, approve=False, by=make_member(), reason="Too far.")

    assert agreed(chain.further) == "September 2014"
    entry = dates_of(chain.further).agreed_history[-1]
    assert (entry.outcome, entry.decision_reason) == (Agreement.REFUSED, "Too far.")
    with pytest.raises(RuleBroken, match="decided already"):
        plans.decide_together(bundle, approve=True, by=make_member())


def test_one_can_be_decided_alone_and_the_rest_together(chain: Chain) -> None:
    bundle, member = propose_all(chain), make_member()
    alone = dates_of(chain.further).proposed
    assert alone is not None
    row = db.session.get_one(AgreedDate, alone.id)
    plans.decide_date(row, approve=False, by=member, reason="It can wait less.")

    assert plans.decide_together(bundle, approve=True, by=member).words == "1 date approved"
    assert [agreed(chain.example.group), agreed(chain.further)] == [GROUP_TO, "September 2014"]


def met(chain: Chain) -> None:
    plans.record_met(chain.further, stand_at(2013, 12, 10), by=None)


def withdrawn(chain: Chain) -> None:
    plans.withdraw_milestone(chain.further, "Not wanted.", by=make_officer())


def corrected(chain: Chain) -> None:
    found = dates_of(chain.further).agreed
    assert found is not None
    plans.correct_agreed(chain.further, found.id, "August 2014", why="Typed.", by=make_officer())


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (met, "It was met on 10 December 2013."),
        (withdrawn, "It was withdrawn on 4 December 2013."),
        (corrected, "Its date has been corrected since and reads “August 2014”."),
    ],
)
def test_what_changed_meanwhile_is_left_out_and_said(
    chain: Chain, happens: Callable[[Chain], None], why: str
) -> None:
    bundle = propose_all(chain)
    happens(chain)
    db.session.commit()
    (_, overtaken) = bundle_dates(bundle)
    assert overtaken.left_out == why
    before = agreed(chain.further)

    decided = plans.decide_together(bundle, approve=True, by=make_member())
    db.session.commit()

    assert decided.words == "1 date approved, 1 date left out"
    assert [agreed(chain.example.group), agreed(chain.further)] == [GROUP_TO, before]
    entry = next(e for e in dates_of(chain.further).agreed_history if e.as_written == FURTHER_TO)
    assert (entry.outcome, entry.decision_reason) == (
        Agreement.REFUSED,
        f"Left out: {why[:1].lower()}{why[1:]}",
    )
    (sent,) = [each for each in mail.sent_mails() if each.subject.startswith("Dates decided")]
    assert f"September 2014 to {FURTHER_TO}. {why}" in sent.text


def test_what_was_overtaken_cannot_be_approved_alone_either(chain: Chain) -> None:
    propose_all(chain)
    alone = dates_of(chain.further).proposed
    assert alone is not None
    met(chain)

    with pytest.raises(RuleBroken, match="cannot be approved any more: it was met on"):
        row = db.session.get_one(AgreedDate, alone.id)
        plans.decide_date(row, approve=True, by=make_member())


def test_all_or_none_is_proposed(chain: Chain) -> None:
    officer = make_officer()

    def propose(dates: dict[int, str]) -> None:
        with db.session.begin_nested():
            operations.propose_knock_ons(
                chain.example.review, dates, reason="Late.", cause=Cause.WAITING, by=officer
            )

    with pytest.raises(RuleBroken) as broken:
        propose({**chain.both, chain.further.id: "ongoing"})
    assert broken.value.field == f"when_{chain.further.id}"
    assert "Action 1, milestone 1, “Further”" in broken.value.sentence
    with pytest.raises(RuleBroken, match="enter a date whose last day is after “September 2014”"):
        propose({**chain.both, chain.further.id: "end August 2014"})
    with pytest.raises(RuleBroken, match="Select at least one milestone"):
        propose({})
    met(chain)
    with pytest.raises(RuleBroken, match=r"“Further”, has been met\. Nothing has been proposed"):
        propose(chain.both)
    assert proposals() == 0
    assert dates_of(chain.example.group).proposed is None


def test_what_waits_already_is_not_proposed_again(chain: Chain) -> None:
    propose_all(chain)

    assert [line.blocked for line in chain_of(chain.example.review.id).lines] == [
        f"“{GROUP_TO}” is proposed for it and waits for a decision.",
        f"“{FURTHER_TO}” is proposed for it and waits for a decision.",
    ]
    with pytest.raises(RuleBroken, match=r"waits for a decision\. Nothing has been proposed"):
        propose_all(chain)


def test_only_officers_propose_and_only_officers_and_members_decide(
    chain: Chain, app: Flask
) -> None:
    with pytest.raises(RuleBroken, match="Only an officer"):
        propose_all(chain, make_member())


def test_what_would_still_be_pushed_is_known_before_anything_is_kept(chain: Chain) -> None:
    def days(words: str) -> Days:
        when = read_when(words)
        return Days(when.earliest, when.latest)

    found = chain_of(chain.example.review.id)
    group, further = chain.example.group.id, chain.further.id

    assert found.left_over({group: days(GROUP_TO), further: days(FURTHER_TO)}) == {}
    left = found.left_over({group: days("October 2014"), further: days(FURTHER_TO)})
    assert {key: tuple(each.push) for key, each in left.items()} == {further: (0, 29)}
    left = found.left_over({further: days(FURTHER_TO)})
    assert set(left) == {group}


def test_what_waits_for_a_decision_names_them_once_and_not_to_their_proposer(chain: Chain) -> None:
    proposer = make_officer()
    propose_all(chain, proposer)

    (need,) = [n for n in needs_of(make_member()) if n.endpoint == "position.knock_on_bundle"]

    assert need.what == (
        f"Decide on 2 knock-ons proposed together: “{GROUP_TO}” for “Partnership Group”, "
        f"“{FURTHER_TO}” for “Further”"
    )
    endpoints = {each.endpoint for each in needs_of(make_member())}
    assert "plans.decide_date" not in endpoints
    assert "position.knock_on_bundle" not in {n.endpoint for n in needs_of(proposer)}


def test_the_audit_and_a_mail_tell_each_step(chain: Chain) -> None:
    proposer, member = make_officer(), make_member("Mo Member")
    bundle = propose_all(chain, proposer)
    plans.decide_together(bundle, approve=True, by=member, reason="As the forum said.")
    db.session.commit()

    acts = db.session.scalars(
        select(AuditEntry.act).where(AuditEntry.actor_id.in_([proposer.id, member.id]))
    ).all()
    assert acts == [
        *("date proposed", "date proposed", "knock-ons proposed"),
        *("date approved", "date approved", "knock-ons approved"),
    ]
    (sent,) = [each for each in mail.sent_mails() if each.to == proposer.email]
    assert sent.subject == "Dates decided: 2 dates approved"
    assert f"“Partnership Group”: June 2014 to {GROUP_TO}" in sent.text
    assert "As the forum said." in sent.text
    assert f"/knock-ons/{bundle.id}" in sent.text


def test_each_history_says_what_pushed_the_date(chain: Chain) -> None:
    bundle = propose_all(chain)

    (link,) = knock_on_links(chain.example.group.id).values()
    assert link.words == "Pushed back by 94 days by milestone 1, “Review”"
    assert (link.bundle_id, link.action, link.number) == (bundle.id, 2, 1)
    (link,) = knock_on_links(chain.further.id).values()
    assert link.words.startswith("Pushed back by at least 36 days by Action 2, milestone 2")


@pytest.mark.parametrize(
    "statement", ["UPDATE knock_on_date SET gap_days = 0", "DELETE FROM knock_on_bundle"]
)
def test_the_database_keeps_what_was_proposed(chain: Chain, statement: str) -> None:
    propose_all(chain)

    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))


def test_a_diamond_keeps_every_gap(chain: Chain) -> None:
    """The last waits for two that were pushed by different days."""
    action = chain.example.action
    other, last = (
        make_milestone(action, "Other", "July 2014"),
        make_milestone(action, "Last", "December 2014"),
    )
    need(other, chain.example.review)
    need(last, other)
    need(last, chain.further)
    gaps = gap_before(last)
    found = chain_of(chain.example.review.id)
    assert "Last" in {line.position.milestone.text for line in found.lines}
    bundle = operations.propose_knock_ons(
        chain.example.review,
        {line.id: line.wording for line in found.lines},
        reason="Late.",
        cause=Cause.WAITING,
        by=make_officer(),
    )
    plans.decide_together(bundle, approve=True, by=make_member())

    assert gap_before(last) == gaps
    assert pushed_days(chain.example.review) == {}


def test_the_statements_do_not_grow_with_the_chain(app: Flask) -> None:
    def statements(number: int) -> tuple[int, int]:
        action = make_action()
        before = make_milestone(action, "Late", "January 2014")
        first = before
        for step in range(number):
            after = make_milestone(action, f"Step {step}", "February 2014")
            need(after, before, 0)
            before = after
        expect(first, "August 2014")
        found = chain_of(first.id)
        assert len(found.lines) == number
        bundle = operations.propose_knock_ons(
            first,
            {line.id: line.wording for line in found.lines},
            reason="Late.",
            cause=Cause.WAITING,
            by=make_officer(),
        )
        db.session.commit()
        return statements_of(lambda: chain_of(first.id)), statements_of(
            lambda: bundle_dates(bundle)
        )

    assert statements(2) == statements(9)
