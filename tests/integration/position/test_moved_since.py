"""A sentence whose facts have moved, an edition on what its page showed, and names kept back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import Cause, Edition
from app.position import operations
from app.position.models import SlippageSentence
from app.position.queries.flags import flags_on
from app.position.queries.needs import needs_of
from app.position.queries.publishing import before_publishing
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import make_commission
from tests.factories.flags import checked, stand_at
from tests.factories.people import make_company, make_member, make_officer
from tests.factories.plans import make_action
from tests.factories.position import CANARY, SlippedReview, make_sentence, make_slipped_review

SignIn = Callable[[Person], Browser]


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    """Its 1st Review is of 4 December 2013; on 1 May 2014 a sentence says that it is late."""
    found = make_slipped_review()
    plans.publish_edition(found.example.plan, by=None)
    checked(stand_at(2014, 5, 1))
    return found


def approved(review: SlippedReview) -> SlippageSentence:
    sentence = make_sentence(review)
    operations.approve_sentence(sentence, by=make_member())
    db.session.commit()
    return sentence


def expect(review: SlippedReview, when: str) -> None:
    plans.forecast(
        review.example.review, when, reason="Late.", cause=Cause.FUNDING, by=make_officer()
    )
    db.session.commit()


def moved(review: SlippedReview) -> list[str]:
    day = stand_at(2014, 5, 20)
    found = before_publishing(review.example.plan.id, day).unanswered
    own = review.example.review.id
    return [each.moved for each in found if each.line.position.milestone.id == own]


def left(review: SlippedReview) -> dict[str, str]:
    """What is said of the partnership group, which is pushed and has no sentence."""
    return {f"left_{review.example.group.id}": "It waits for the review."}


def editions() -> int:
    db.session.expire_all()
    return len(db.session.scalars(select(Edition)).all())


def test_a_sentence_is_asked_for_again_once_the_facts_have_moved(review: SlippedReview) -> None:
    approved(review)
    assert moved(review) == []  # days that pass are no news
    expect(review, "December 2014")

    assert moved(review) == ["Expected: was nothing, is December 2014"]
    with pytest.raises(RuleBroken):
        operations.publish_checked(review.example.plan, name="", left={}, by=make_officer())
    approved(review)
    assert moved(review) == []


def test_a_date_that_was_corrected_moves_the_facts_too(review: SlippedReview) -> None:
    approved(review)
    plan = review.example
    found = plans.propose_date(
        plan.review, "December 2014", reason="Late.", cause=Cause.STAFF, by=make_officer()
    )
    plans.decide_date(found, approve=True, by=make_member())
    db.session.commit()

    assert moved(review) == ["Date now agreed: was March 2014, is December 2014"]


def test_the_officers_are_told_where_the_facts_have_moved(
    review: SlippedReview, client_as: SignIn
) -> None:
    officer = make_officer()
    approved(review)
    say = "Say in the plan that “Review” is"
    assert not [each for each in needs_of(officer) if each.what.startswith(say)]
    expect(review, "May 2014")
    expect(review, "April 2014")

    assert [each for each in needs_of(officer) if each.what.startswith(say)]
    page = client_as(officer).get(review.address)
    assert "Expected: was nothing, is April 2014." in words_of(page)


def test_who_decides_is_told_what_moved_since_it_was_written(
    review: SlippedReview, client_as: SignIn
) -> None:
    sentence = make_sentence(review)
    member = client_as(make_member())
    page = member.get(f"/sentences/{sentence.id}")
    assert "The facts have moved" not in page.text
    expect(review, "December 2014")

    answer = member.submit(page, {"decision": "approve"})
    assert answer.status_code == 422
    assert "This was changed after you opened the page" in error_summary_of(answer)[0]
    assert "Expected: was nothing, is December 2014." in words_of(answer)
    assert member.submit(answer, {"decision": "approve"}).status_code == 302


def test_of_two_who_publish_at_once_one_is_told(review: SlippedReview, client_as: SignIn) -> None:
    first, second = client_as(make_officer()), client_as(make_officer())
    approved(review)
    address = f"{review.address}/publish"
    one, other = first.get(address), second.get(address)
    assert first.submit(one, left(review)).status_code == 302

    answer = second.submit(other, {"name": "Another name"})

    assert answer.status_code == 422
    assert "This was changed after you opened the page" in error_summary_of(answer)[0]
    assert 'value="Another name"' in answer.text
    assert editions() == 2


def test_what_changed_after_the_page_was_read_is_not_published_unread(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    approved(review)
    page = browser.get(f"{review.address}/publish")
    plans.edit_milestone(review.example.group, "Partnership <Group>", by=make_officer())
    db.session.commit()

    answer = browser.submit(page, left(review))
    assert answer.status_code == 422
    assert editions() == 1
    assert browser.submit(answer).status_code == 302


def test_no_company_is_named_in_an_edition_before_its_outcome_is_public(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer("Olive Officer"))
    approved(review)
    plans.add_progress(
        review.example.action, f"{CANARY} had not answered.", stand_at(2014, 5, 1), by=None
    )
    db.session.commit()
    page = browser.get(f"{review.address}/publish")
    assert f"Action 2, Action Progress names {CANARY}" in words_of(page)
    answer = browser.submit(page, left(review))
    assert error_summary_of(answer) == [
        "Take the names of companies out of the plan, or answer for it that they may be published"
    ]
    assert editions() == 1

    browser.submit(answer, {"names_checked": True})

    assert editions() == 2
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.act == "edition published with companies named")
    ).one()
    assert (entry.actor_name, entry.after) == (
        "Olive Officer",
        f"Action 2, Action Progress: {CANARY}",
    )
    assert before_publishing(review.example.plan.id, stand_at(2014, 5, 1)).named == ()


def test_a_partner_that_the_plan_names_may_be_named(review: SlippedReview) -> None:
    action = make_action(review.example.plan, "Ask again.", who=CANARY)
    plans.add_progress(action, f"{CANARY} met twice.", stand_at(2014, 5, 1), by=None)
    db.session.commit()

    assert before_publishing(review.example.plan.id, stand_at(2014, 5, 1)).named == ()


def test_a_company_asked_for_other_work_is_not_named_either(review: SlippedReview) -> None:
    other = make_company("Elsewhere Example Partnership")
    make_commission("issued", [other, make_company(), make_company()], delivery="December 2014")

    with pytest.raises(RuleBroken, match="The sentence names Elsewhere Example Partnership"):
        make_sentence(review, "Elsewhere Example Partnership is busy.")


def test_a_sentence_and_its_flag_lead_to_each_other(
    review: SlippedReview, client_as: SignIn
) -> None:
    [flag] = [each for each in flags_on(stand_at(2014, 5, 1)) if each.about == "Review"]
    officer, member = client_as(make_officer()), client_as(make_member())
    page = officer.get(f"{review.sentence_address}?flag={flag.id}")
    assert f'href="/flags/{flag.id}"' in page.text
    officer.submit(page, {"text": "It is late."})
    sentence = db.session.scalars(select(SlippageSentence)).one()
    assert sentence.flag_id == flag.id

    assert f'href="/flags/{flag.id}"' in member.get(f"/sentences/{sentence.id}").text
    assert f'href="/sentences/{sentence.id}"' in member.get(f"/flags/{flag.id}").text
    operations.approve_sentence(sentence, by=make_member())
    assert "It is late. Approved on 1 May 2014." in words_of(member.get(f"/flags/{flag.id}"))


@pytest.mark.parametrize("typed", ["999", "²", "-1", "x" * 400, "9" * 19])
def test_a_made_up_flag_is_not_answered(
    review: SlippedReview, client_as: SignIn, typed: str
) -> None:
    page = client_as(make_officer()).get(f"{review.sentence_address}?flag={typed}")
    assert page.status_code == 200
    [flag] = [each for each in flags_on(stand_at(2014, 5, 1)) if each.about == "Review"]
    assert f'href="/flags/{flag.id}"' in page.text


def test_the_flag_of_another_milestone_is_not_answered(review: SlippedReview) -> None:
    [other] = [each for each in flags_on(stand_at(2014, 5, 1)) if each.about != "Review"]

    sentence = operations.write_sentence(
        review.example.review, "Late.", facts="", by=make_officer(), flag_id=other.id
    )

    assert sentence.flag_id not in (None, other.id)


def test_an_edition_is_not_published_on_a_day_before_the_last(review: SlippedReview) -> None:
    stand_at(2013, 12, 3)
    said = {review.example.review.id: "Later.", review.example.group.id: "Later."}
    with pytest.raises(RuleBroken, match="A later edition cannot have an earlier day"):
        operations.publish_checked(review.example.plan, name="", left=said, by=make_officer())
