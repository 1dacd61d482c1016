"""The start page: public in a few lines, and what waits for each person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.access import Role
from app.commissions.operations import cancel, reply
from app.commissions.rules import Reply
from app.database import db
from app.delivery.operations import add_deliverable, propose_date, record_received
from app.evaluation.rules import Interest
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import Cause
from tests.browsing import Browser, words_of
from tests.factories.commissions import invitation_of, make_commission
from tests.factories.evaluation import declare, make_awarded, make_opened, make_scored, propose
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.position import make_sentence, make_slipped_review
from tests.factories.quotes import begin_opening, make_keyholder, pass_deadline, submit_quote

SignIn = Callable[[Person], Browser]


def needs_of(client_as: SignIn, who: Person) -> str:
    return words_of(client_as(who).get("/")).split(" Pages ")[0]


def test_everyone_is_led_to_plans_outcomes_and_the_way_in(client: FlaskClient) -> None:
    page = client.get("/")

    words = words_of(page)
    assert "Action plans and commissions of Example Community Planning Group" in words
    for text in ("Published plans", "Published outcomes of commissions", "Sign in"):
        assert text in words
    assert "ask for a sign-in link" in words


def test_somebody_without_anything_to_do_is_told_so(app: Flask, client_as: SignIn) -> None:
    assert "Nothing waits for you today." in needs_of(client_as, make_officer())


def test_an_officer_finishes_their_own_drafts(app: Flask, client_as: SignIn) -> None:
    mine = make_officer()
    commission = make_commission("draft", officer=mine)

    assert (
        f"Finish the brief and issue it (Review of local engagement ({commission.reference}))"
        in needs_of(client_as, mine)
    )
    assert "Finish the brief" not in needs_of(client_as, make_officer())


def test_keyholders_open_and_the_first_of_them_waits_for_another(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    first, second = make_keyholder(), make_keyholder()
    assert "Open the quotes" not in needs_of(client_as, first)
    pass_deadline(commission)
    assert "Open the quotes" in needs_of(client_as, first)
    assert "since 18 December 2013" in needs_of(client_as, first)

    begin_opening(commission, by=first)
    db.session.commit()

    assert "Open the quotes" not in needs_of(client_as, first)
    assert "Open the quotes" in needs_of(client_as, second)
    assert "Open the quotes" not in needs_of(client_as, make_officer())


def test_a_member_declares_then_scores_and_is_left_alone_after_a_conflict(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened()
    member, conflicted = make_member(), make_member()
    assert "Declare your interests" in needs_of(client_as, member)

    declare(commission, member)
    declare(commission, conflicted, Interest.CONFLICT)

    assert "Score the quotes" in needs_of(client_as, member)
    assert "Declare your interests" not in needs_of(client_as, member)
    assert "Nothing waits for you today." in needs_of(client_as, conflicted)


def test_awards_are_proposed_by_the_officer_and_decided_by_another(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_scored()
    assert "Propose an award" in needs_of(client_as, commission.officer)
    award = propose(commission)
    proposer = db.session.get_one(Person, award.proposed_by_id)

    assert "Decide on the proposed award" in needs_of(client_as, make_officer())
    assert "Decide on the proposed award" not in needs_of(client_as, proposer)
    assert "Decide on the proposed award" not in needs_of(client_as, make_member())


def test_no_award_is_asked_for_while_a_member_is_awaited(app: Flask, client_as: SignIn) -> None:
    make_member()
    commission = make_scored()
    assert "Propose an award" not in needs_of(client_as, commission.officer)


def test_letters_wait_until_they_are_sent(app: Flask, client_as: SignIn) -> None:
    make_awarded(told=False)

    assert "Send the outcome letters" in needs_of(client_as, make_officer())


def test_deliveries_are_accepted_and_their_dates_decided_by_another(
    app: Flask, client_as: SignIn
) -> None:
    commission, officer = make_awarded(), make_officer()
    final = add_deliverable(commission, "Final report", "March 2014", by=officer)
    record_received(commission, final, clock.today(), note="By post", file=None, by=officer)
    propose_date(commission, final, "May 2014", reason="Snow", cause=Cause.WEATHER, by=officer)
    db.session.commit()

    other = needs_of(client_as, make_officer())
    assert "Accept or reject “Final report”" in other
    assert "Decide on the date “May 2014” for “Final report”" in other
    assert "Decide on the date" not in needs_of(client_as, officer)
    assert "Accept or reject" not in needs_of(client_as, make_member())


def test_dates_and_sentences_of_the_plan_wait_for_another_person(
    app: Flask, client_as: SignIn
) -> None:
    review, officer = make_slipped_review(), make_officer()
    plans.propose_date(
        review.example.review,
        "June 2014",
        reason="Snow",
        cause=Cause.WEATHER,
        by=officer,
    )
    make_sentence(review, by=officer)

    for who in (make_officer(), make_member()):
        words = needs_of(client_as, who)
        assert "Decide on the date “June 2014” for “Review”" in words
        assert "Decide on the sentence about “Review”" in words
    assert "Decide on" not in needs_of(client_as, officer)


def test_a_lapsed_milestone_asks_for_its_sentence(app: Flask, client_as: SignIn) -> None:
    review, officer = make_slipped_review(), make_officer()
    assert "Say in the plan" not in needs_of(client_as, officer)
    app.extensions["clock"].move_to(datetime(2014, 5, 1, 10, 0, tzinfo=UTC))

    assert "Say in the plan that “Review” is lapsed" in needs_of(client_as, officer)
    assert "since 31 March 2014" in needs_of(client_as, officer)
    assert "Say in the plan" not in needs_of(client_as, make_member())

    make_sentence(review)
    assert "Say in the plan" not in needs_of(client_as, officer)


def test_a_company_quotes_by_the_deadline_and_delivers_by_the_date(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    contact = invitation.company.contacts[0]
    words = needs_of(client_as, contact)
    assert "Quote, or say that you will not" in words
    assert "by 18 December 2013" in words

    submit_quote(invitation)
    assert "Nothing waits for you today." in needs_of(client_as, contact)


def test_only_the_company_that_won_is_told_to_deliver(app: Flask, client_as: SignIn) -> None:
    commission = make_awarded()
    add_deliverable(commission, "Final report", "March 2014", by=make_officer())
    db.session.commit()
    winner, loser = (each.company.contacts[0] for each in commission.invitations[:2])

    assert "Deliver “Final report”" in needs_of(client_as, winner)
    assert "by 31 March 2014" in needs_of(client_as, winner)
    assert "Deliver" not in needs_of(client_as, loser)


def test_a_company_that_declined_is_not_asked_again(app: Flask, client_as: SignIn) -> None:
    invitation = invitation_of(make_commission("issued"))
    contact = invitation.company.contacts[0]
    reply(invitation, Reply.DECLINED, "We have no time.", by=contact)
    db.session.commit()

    assert "Nothing waits for you today." in needs_of(client_as, contact)


def test_nothing_is_due_under_a_commission_that_was_cancelled(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_awarded()
    officer = make_officer()
    add_deliverable(commission, "Final report", "March 2014", by=officer)
    cancel(commission, "Nothing was received.", by=officer)
    db.session.commit()

    winner = commission.invitations[0].company.contacts[0]
    assert "Deliver" not in needs_of(client_as, winner)


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.ADMINISTRATOR, ["Plans", "People and their roles", "Settings", "Published outcomes"]),
        (Role.OFFICER, ["Plans", "Position", "Commissions", "Flags", "Published outcomes"]),
    ],
)
def test_each_role_is_led_to_its_pages(
    app: Flask, client_as: SignIn, role: Role, pages: list[str]
) -> None:
    words = words_of(client_as(make_person(role)).get("/"))

    assert words.endswith(" ".join(pages))
