"""The list of commissions and one commission, for staff, stage by stage and as at a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.access import Role
from app.asat import FAULT
from app.commissions import operations
from app.commissions.models import Commission
from app.database import db
from app.delivery.operations import add_deliverable, decide_receipt, record_received
from app.evaluation.rules import Interest
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import invitation_of, make_commission
from tests.factories.evaluation import declare, make_awarded, make_opened, make_scored, propose
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.position import CANARY, SlippedReview, make_slipped_review
from tests.factories.quotes import pass_deadline, submit_quote

SignIn = Callable[[Person], Browser]


def page_of(browser: Browser, commission: Commission, as_at: str = "") -> str:
    page = browser.get(f"/commissions/{commission.reference}{f'?as_at={as_at}' if as_at else ''}")
    assert page.status_code == 200
    return words_of(page)


def test_a_draft_is_for_officers(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    officer = client_as(make_officer())

    words = page_of(officer, commission)
    assert "Next step: Finish the brief and issue it." in words
    assert "Check and issue the brief" in words
    assert commission.reference in words_of(officer.get("/commissions"))
    for role in (Role.MEMBER, Role.KEYHOLDER):
        other = client_as(make_person(role))
        assert other.get(f"/commissions/{commission.reference}").status_code == 404
        assert commission.reference not in words_of(other.get("/commissions"))


def test_administrators_and_companies_do_not_enter(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    contact = invitation_of(commission).company.contacts[0]

    for who in (make_person(Role.ADMINISTRATOR), contact):
        assert client_as(who).get("/commissions").status_code == 403
        assert client_as(who).get(f"/commissions/{commission.reference}").status_code == 403


def test_an_issued_commission_counts_replies_and_names_companies_to_officers(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    invitation = invitation_of(commission)
    submit_quote(invitation, files_given=[("canary-file.txt", b"words")], unit_pence=7_777_700)
    name = invitation.company.name

    officer = page_of(client_as(make_officer()), commission)
    member = page_of(client_as(make_member()), commission)

    for words in (officer, member):
        assert "3 companies invited. No reply yet: 2. Will quote: 1. 1 quote received." in words
        assert "Companies quote until 10am on Wednesday 18 December 2013" in words
        assert "canary-file" not in words
        assert "77,777" not in words
    assert f"{name} Will quote 4 December 2013 at 10:00:00 GMT" in officer
    assert name not in member
    assert "Amend the brief" in officer
    assert "Amend the brief" not in member
    assert "Declare your interests" in member


def test_a_closed_commission_waits_for_keyholders(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("issued")
    pass_deadline(commission)

    words = page_of(client_as(make_person(Role.KEYHOLDER)), commission)

    assert "Closed" in words
    assert "Next step: Open the quotes. Who has it: two keyholders." in words
    assert "What you can do now Open the quotes" in words
    assert "What you can do now Open" not in page_of(client_as(make_member()), commission)


def test_an_opened_commission_leads_to_the_comparison_those_who_may_see(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened()
    free, conflicted = make_member(), make_member()
    declare(commission, free)
    declare(commission, conflicted, Interest.CONFLICT)

    assert "Compare the quotes" in page_of(client_as(free), commission)
    assert "Score the quotes" in page_of(client_as(free), commission)
    assert "Compare the quotes" not in page_of(client_as(conflicted), commission)
    assert "Compare the quotes" not in page_of(client_as(make_member()), commission)
    officer = page_of(client_as(make_officer()), commission)
    assert "Opened by Keyholder" in officer
    # Who has declared and who has not; only the conflicted is not awaited.
    assert "Who has it: 2 members." in officer


def test_a_proposed_award_is_decided_by_another(app: Flask, client_as: SignIn) -> None:
    commission = make_scored()
    award = propose(commission)
    proposer = db.session.get_one(Person, award.proposed_by_id)

    words = page_of(client_as(make_officer()), commission)
    assert f"An award has been proposed by {proposer.name}" in words
    assert "Decide on the proposed award" in words.split("What you can do now")[1]
    mine = page_of(client_as(proposer), commission)
    assert "Decide on the proposed award" not in mine.split("What you can do now")[1]


def test_the_award_is_kept_from_the_conflicted_until_all_are_told(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_awarded(told=False)
    conflicted = make_member()
    db.session.commit()
    winner = commission.invitations[0].company.name

    assert f"Awarded to {winner} for £9,000.00 without VAT" in page_of(
        client_as(make_officer()), commission
    )
    kept = page_of(client_as(conflicted), commission)
    assert winner not in kept
    assert "You can read it once the companies have been told." in kept


def test_deliverables_stand_with_their_days_late(app: Flask, client_as: SignIn) -> None:
    commission = make_awarded()
    officer = make_officer()
    add_deliverable(commission, "Interim report", "January 2014", by=officer)
    final = add_deliverable(commission, "Final report", "March 2014", by=officer)
    db.session.commit()
    app.extensions["clock"].move_to(datetime(2014, 4, 24, 10, 0, tzinfo=UTC))

    words = page_of(client_as(officer), commission)
    assert "1. Interim report Lapsed (red) January 2014 January 2014 none nothing not yet" in words
    assert "at least 83 days late against the first date" in words
    assert "at least 24 days late against the agreed date" in words
    assert (
        f"{commission.invitations[0].company.name} delivers “Interim report” by January 2014"
        in words
    )

    record_received(commission, final, date(2014, 4, 20), note="By post", file=None, by=officer)
    db.session.commit()
    assert "The work was received on 20 April 2014 and waits for acceptance." in page_of(
        client_as(officer), commission
    )
    decide_receipt(commission, final, accept=True, reason="", by=officer)
    db.session.commit()
    assert "The work was accepted on 24 April 2014." in page_of(client_as(officer), commission)


def test_a_commission_as_at_an_earlier_day_shows_what_was_so_then(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_awarded()
    issued_on = commission.issued_at
    assert issued_on is not None

    words = page_of(client_as(make_officer()), commission, str(issued_on.date()))

    assert "Issued" in words
    assert "The quotes have not been opened." in words
    assert "Nothing has been decided yet." in words
    assert "0 quotes" not in words
    assert "What you can do now" not in words
    before = client_as(make_officer()).get(f"/commissions/{commission.reference}?as_at=2013-01-01")
    assert before.status_code == 404


def test_the_slipped_review_says_why_and_what_it_pushes(app: Flask, client_as: SignIn) -> None:
    review: SlippedReview = make_slipped_review()

    words = page_of(client_as(make_officer()), review.commission, "2014-05-01")

    assert "Nothing had been received by 1 May 2014." in words
    assert "at least 396 days late" in words
    assert "The work that was asked for has not been received." in words
    assert "It pushes back milestone 2, “Partnership Group”, by 2 days." in words
    assert CANARY in words
    assert CANARY not in page_of(client_as(make_member()), review.commission)


def test_a_cancelled_commission_carries_its_milestone_no_more(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("issued")
    operations.cancel(commission, "The funding fell through.", by=make_officer())
    db.session.commit()

    words = page_of(client_as(make_officer()), commission)

    assert "Why it was cancelled: The funding fell through." in words
    assert "This commission does not carry the milestone" in words
    assert "not counted" in words_of(client_as(make_officer()).get("/commissions"))


@pytest.mark.parametrize(
    ("stage", "shown"),
    [("issued", "issued"), ("draft", "draft"), ("", "both"), ("no such", "both")],
)
def test_the_list_is_filtered_by_stage(
    app: Flask, client_as: SignIn, stage: str, shown: str
) -> None:
    draft, issued = make_commission("draft"), make_commission("issued")

    words = words_of(client_as(make_officer()).get(f"/commissions?stage={stage}"))

    assert (draft.reference in words) is (shown in ("draft", "both"))
    assert (issued.reference in words) is (shown in ("issued", "both"))


def test_the_list_asks_for_another_day_and_leads_on_as_at_that_day(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_scored()
    officer = client_as(make_officer())
    page = officer.get("/commissions?stage=opened")
    assert commission.reference in words_of(page)
    assert "Show this list as at another day" in words_of(page)
    assert '<input type="hidden" name="stage" value="opened">' in page.text
    before = officer.get("/commissions?stage=opened&as_at=1+January+2013")
    assert "No commission was at the stage “opened” on that day" in words_of(before)
    assert 'href="?stage=opened">Show today' in before.text
    later = officer.get("/commissions?as_at=2014-06-01")
    assert f'href="/commissions/{commission.reference}?as_at=2014-06-01"' in later.text
    wrong = officer.get("/commissions?stage=opened&as_at=31+Febuary+%22%3E")
    assert error_summary_of(wrong) == [FAULT]
    assert 'value="31 Febuary &#34;&gt;"' in wrong.text
    assert '<input type="hidden" name="stage" value="opened">' in wrong.text
    assert commission.reference in words_of(wrong)


def test_only_officers_are_offered_a_new_commission(app: Flask, client_as: SignIn) -> None:
    assert "New commission" in words_of(client_as(make_officer()).get("/commissions"))
    assert "New commission" not in words_of(client_as(make_member()).get("/commissions"))
