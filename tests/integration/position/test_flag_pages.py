"""The pages of flags: who sees them, the filters, the answer that is shown back, handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.database import db
from app.people.models import Person
from app.plans.operations import publish_edition, withdraw_milestone
from app.position.models import FlagAnswer
from app.position.queries.flags import FlagOn, flags_on
from app.position.rules import FlagState
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.flags import checked, raised_on, stand_at
from tests.factories.people import make_administrator, make_member, make_officer
from tests.factories.position import CANARY, SlippedReview, make_slipped_review

SignIn = Callable[[Person], Browser]
ANSWER = {
    "cause": "Nothing came.",
    "consequence": "The group cannot begin.",
    "options": "Wait.\nAward again.",
    "proposal": "Award again.",
    "when": "by end May 2014",
}


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    found = make_slipped_review()
    checked(stand_at(2014, 5, 1))
    return found


def the_flag(about: str = "Review", on: date = date(2014, 5, 1)) -> FlagOn:
    db.session.expire_all()
    return next(flag for flag in flags_on(on) if flag.about == about)


def test_the_list_has_what_is_not_closed_and_filters_it(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_member())

    words = words_of(browser.get("/flags"))
    assert "2 flags" in words
    assert "Review , past its date since 1 May 2014" in words
    assert "Pushed back: definitely" in words
    for query, count in {
        "kind=past+its+date": "1 flag About",
        "kind=at+risk": "There are no such flags.",
        "state=closed": "There are no such flags.",
        "state=all": "2 flags",
        f"plan={review.example.plan.slug}": "2 flags",
        "plan=another": "There are no such flags.",
        f"owner={review.commission.officer_id}": "2 flags",
        "owner=nobody": "There are no such flags.",
        "as_at=2014-04-01": "There are no such flags on 1 April 2014.",
        "state=nonsense": "There are no such flags.",
    }.items():
        assert count in words_of(browser.get(f"/flags?{query}"))


def test_a_flag_tells_the_facts_then_and_now_and_leads_on(
    review: SlippedReview, client_as: SignIn
) -> None:
    flag = the_flag()
    stand_at(2014, 5, 11)
    page = client_as(review.commission.officer).get(f"/flags/{flag.id}")

    words = words_of(page)
    assert "“Review” is past its date" in words
    assert "As at 1 May 2014 it is at least 396 days late" in words
    assert "As at 11 May 2014 it is at least 406 days late" in words
    assert review.commission.reference in words
    assert f'href="{review.sentence_address}?flag={flag.id}"' in page.text
    assert f'href="/commissions/{review.commission.reference}"' in page.text
    assert CANARY not in page.text
    assert "Nobody has answered it." in words


def test_only_officers_and_members_see_any_of_it(
    review: SlippedReview, client: FlaskClient, client_as: SignIn
) -> None:
    publish_edition(review.example.plan, name="2nd Review", by=make_officer())
    db.session.commit()
    flag = the_flag()
    public = client.get(review.address)
    assert public.status_code == 200
    assert "past its date" not in public.text.lower()
    assert "/flags/" not in public.text
    admin = client_as(make_administrator())
    assert "/flags/" not in admin.get(review.address).text
    for address in ("/flags", f"/flags/{flag.id}"):
        assert client.get(address).status_code == 302
        assert admin.get(address).status_code == 403
    assert client_as(make_member()).get(f"/flags/{flag.id + 999}").status_code == 404


def test_the_plan_leads_officers_and_members_to_the_flag(
    review: SlippedReview, client_as: SignIn
) -> None:
    page = client_as(make_member()).get(review.address)

    assert f"/flags/{the_flag().id}" in page.text
    assert "Past its date since 1 May 2014" in words_of(page)


def test_an_answer_is_shown_back_kept_and_never_overwritten(
    review: SlippedReview, client_as: SignIn
) -> None:
    flag, officer = the_flag(), review.commission.officer
    browser = client_as(officer)
    address = f"/flags/{flag.id}/answer"
    back = browser.submit(browser.get(address), ANSWER)
    assert "You wrote “by end May 2014”." in words_of(back)
    assert "31 May 2014" in words_of(back)
    assert db.session.scalar(select(func.count(FlagAnswer.id))) == 0

    saved = browser.submit(back, {}, follow=True)
    assert "Answer saved" in words_of(saved)
    assert the_flag().state is FlagState.ANSWERED

    again = browser.submit(browser.get(address), {"proposal": "Wait a little."})
    browser.submit(again, {}, follow=True)
    flag = the_flag()
    assert [each.proposal for each in flag.answers] == ["Award again.", "Wait a little."]
    assert flag.answer is not None
    assert flag.answer.options == "Wait.\nAward again."
    assert "Earlier answers (1)" in words_of(browser.get(f"/flags/{flag.id}"))
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.contains("answer")))
    assert set(acts) == {"flag answered", "answer to a flag changed"}


def test_an_answer_counts_until_its_day_has_passed(
    review: SlippedReview, client_as: SignIn
) -> None:
    officer = review.commission.officer
    browser = client_as(officer)
    address = f"/flags/{the_flag().id}/answer"
    browser.submit(browser.submit(browser.get(address), ANSWER), {}, follow=True)

    assert the_flag(on=date(2014, 5, 31)).state is FlagState.ANSWERED
    spent = the_flag(on=date(2014, 6, 1))
    assert (spent.state, spent.is_spent) == (FlagState.OPEN, True)
    stand_at(2014, 6, 1)
    assert "Answer the flag: “Review” is past its date" in words_of(client_as(officer).get("/"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cause": ""}, "Enter the cause"),
        ({"when": ""}, "Enter by when"),
        ({"when": "ongoing"}, "By when must have a last day"),
        ({"when": "April 2014"}, "By when must be today or later"),
        ({"options": "x" * 3_001}, "Options must be 3,000 characters or fewer"),
    ],
)
def test_an_answer_says_what_is_missing(
    review: SlippedReview, client_as: SignIn, changed: dict[str, str], said: str
) -> None:
    browser = client_as(make_officer())
    page = browser.submit(browser.get(f"/flags/{the_flag().id}/answer"), {**ANSWER, **changed})

    assert page.status_code == 422
    assert said in " ".join(error_summary_of(page))


def test_an_answer_names_no_company_whose_outcome_is_not_public(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    address = f"/flags/{the_flag().id}/answer"
    back = browser.submit(browser.get(address), {**ANSWER, "cause": f"{CANARY} is late."})
    refused = browser.submit(back, {})

    assert refused.status_code == 422
    assert f"This names {CANARY}" in " ".join(error_summary_of(refused))
    assert the_flag().answers == ()


def test_a_member_answers_only_what_is_theirs(review: SlippedReview, client_as: SignIn) -> None:
    member, officer = make_member("Mo Member"), make_officer()
    address = f"/flags/{the_flag().id}"
    theirs = client_as(member)
    assert "Only an officer, or whoever has the flag" in words_of(theirs.get(f"{address}/answer"))
    assert theirs.get(f"{address}/owner").status_code == 403

    giver = client_as(officer)
    given = giver.submit(
        giver.get(f"{address}/owner"),
        {"person": str(member.id), "why": "She knows the company."},
        follow=True,
    )
    assert "Mo Member, given by" in words_of(given)
    assert "Answer the flag: “Review” is past its date" in words_of(theirs.get("/"))
    back = theirs.submit(theirs.get(f"{address}/answer"), ANSWER)
    assert "Answer saved" in words_of(theirs.submit(back, {}, follow=True))
    assert "Answer the flag: “Review”" not in words_of(theirs.get("/"))
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "flag handed over")).one()
    assert (entry.after, entry.why) == ("Mo Member", "She knows the company.")


def test_a_flag_is_given_only_to_somebody_who_can_answer(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    address = f"/flags/{the_flag().id}/owner"
    for person_id in (make_administrator().id, 999_999):
        page = browser.submit(browser.get(address), {"person": str(person_id), "why": "So."})
        assert "Select an officer or a member who is still there" in error_summary_of(page)


def test_a_closed_flag_needs_no_answer(review: SlippedReview, client_as: SignIn) -> None:
    officer = make_officer()
    withdraw_milestone(review.example.review, "Not wanted.", by=officer)
    raised_on(date(2014, 5, 1))
    flag, browser = the_flag(), client_as(officer)

    words = words_of(browser.get(f"/flags/{flag.id}"))
    assert "Closed on 1 May 2014 It was withdrawn." in words
    assert "This flag is closed, so it needs no answer." in words_of(
        browser.get(f"/flags/{flag.id}/answer")
    )
    assert "This flag is closed" in words_of(browser.get(f"/flags/{flag.id}/owner"))
    assert browser.post(f"/flags/{flag.id}/answer", data=ANSWER).status_code in (200, 400)
    assert the_flag().answers == ()
