"""A slippage sentence: drafted, edited, approved by another person, and read by everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app import mail
from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.evaluation.models import Award
from app.people.models import Person
from app.plans.models import Agreement, ProgressEntry
from app.plans.operations import publish_edition
from app.position import operations
from app.position.models import SlippageSentence
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.evaluation import make_awarded
from tests.factories.people import make_member, make_officer
from tests.factories.position import (
    CANARY,
    SlippedReview,
    make_sentence,
    make_slipped_review,
)

SignIn = Callable[[Person], Browser]

DRAFT = (
    "Milestone 1, “Review”, was first planned for end March 2013. Nothing had been received by 4 "
    "December 2013. The date now agreed is March 2014. As at 4 December 2013 it is 365 days late "
    "against the first date (at least 335 and up to 375 days) and on time against the agreed date."
)


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


def entries() -> list[ProgressEntry]:
    db.session.expire_all()
    return list(db.session.scalars(select(ProgressEntry)))


def test_an_officer_is_given_a_draft_of_the_facts(review: SlippedReview, client_as: SignIn) -> None:
    page = client_as(make_officer()).get(review.sentence_address)

    assert DRAFT in words_of(page)


def test_the_sentence_is_edited_saved_approved_and_published(
    review: SlippedReview, client_as: SignIn, client: FlaskClient
) -> None:
    publish_edition(review.example.plan, name="1st Review", by=make_officer())
    db.session.commit()
    author, member = make_officer("Ada Author"), make_member("Mo Member")
    browser = client_as(author)
    saved = browser.submit(
        browser.get(review.sentence_address), {"text": "The review is a year late."}, follow=True
    )
    assert "Sentence that waits The review is a year late. Written by Ada Author" in words_of(saved)
    assert entries() == []
    assert "a year late" not in client.get(review.address).text

    sentence = db.session.scalars(select(SlippageSentence)).one()
    other = client_as(member)
    decided = other.submit(
        other.get(f"/sentences/{sentence.id}"), {"decision": "approve"}, follow=True
    )

    (entry,) = entries()
    assert (entry.text, entry.is_slippage) == ("The review is a year late.", True)
    assert entry.source == "Approved by the group on 4 December 2013"
    assert (entry.by_id, entry.approved_by_id) == (author.id, member.id)
    assert entry.milestone_id == review.example.review.id
    assert "approved by Mo Member on 4 December 2013" in words_of(decided)
    public = words_of(client.get(review.address))
    assert "The review is a year late." in public
    assert "Approved by the group on 4 December 2013" in public
    assert "Mo Member" not in public


def test_the_next_edition_has_the_sentence(review: SlippedReview) -> None:
    sentence = make_sentence(review)
    operations.approve_sentence(sentence, by=make_member())

    edition = publish_edition(review.example.plan, name="2nd Review", by=make_officer())

    assert "The review has slipped." in edition.content


def test_the_author_cannot_approve_what_they_wrote(
    review: SlippedReview, client_as: SignIn
) -> None:
    author = make_officer()
    sentence = make_sentence(review, by=author)

    page = client_as(author).get(f"/sentences/{sentence.id}")
    assert "You wrote this sentence, so another person must decide on it." in words_of(page)
    answer = client_as(author).post(f"/sentences/{sentence.id}", data={"decision": "approve"})
    assert answer.status_code == 422
    assert entries() == []


def test_the_database_refuses_a_decision_by_the_author(review: SlippedReview) -> None:
    author = make_officer()
    sentence = make_sentence(review, by=author)

    with pytest.raises(IntegrityError, match="two_people"):
        db.session.execute(
            update(SlippageSentence)
            .where(SlippageSentence.id == sentence.id)
            .values(decided_by_id=author.id)
        )


def test_one_sentence_waits_for_a_milestone_and_its_last_editor_is_its_author(
    review: SlippedReview,
) -> None:
    first, second = make_officer(), make_officer()
    make_sentence(review, "First words.", by=first)
    sentence = make_sentence(review, "Second words.", by=second)

    assert db.session.scalars(select(SlippageSentence.text)).all() == ["Second words."]
    with pytest.raises(RuleBroken, match="You wrote this sentence"):
        operations.approve_sentence(sentence, by=second)
    operations.approve_sentence(sentence, by=first)


def test_a_refusal_needs_a_reason_and_tells_the_author(
    review: SlippedReview, client_as: SignIn
) -> None:
    author = make_officer()
    sentence = make_sentence(review, by=author)
    browser = client_as(make_officer("Rae Refuser"))
    page = browser.get(f"/sentences/{sentence.id}")

    assert error_summary_of(browser.submit(page, {"decision": "refuse"})) == [
        "Enter why you refuse the sentence"
    ]
    browser.submit(page, {"decision": "refuse", "reason": "Too long"})

    db.session.expire_all()
    assert sentence.outcome is Agreement.REFUSED
    (sent,) = [each for each in mail.sent_mails() if each.to == author.email]
    assert "Rae Refuser has refused your sentence" in sent.text
    assert "Too long" in sent.text
    assert entries() == []


def test_what_was_decided_cannot_be_decided_again(review: SlippedReview) -> None:
    sentence = make_sentence(review)
    operations.approve_sentence(sentence, by=make_member())

    with pytest.raises(RuleBroken, match=r"This sentence has already been decided\."):
        operations.refuse_sentence(sentence, "No", by=make_member())


@pytest.mark.parametrize("named", [CANARY, "specimen  canary studio", "Specimen-Canary Studio"])
def test_a_company_cannot_be_named_before_the_outcome_is_public(
    review: SlippedReview, client_as: SignIn, named: str
) -> None:
    browser = client_as(make_officer())
    page = browser.submit(browser.get(review.sentence_address), {"text": f"{named} was late."})

    assert page.status_code == 422
    assert error_summary_of(page) == [
        f"The sentence names {CANARY}. Everyone can read it, and the outcome of that commission "
        "is not public: say “the company” instead"
    ]


def test_a_name_is_looked_for_again_when_the_sentence_is_approved(review: SlippedReview) -> None:
    sentence = make_sentence(review)
    sentence.text = f"{CANARY} was late."

    with pytest.raises(RuleBroken, match="The sentence names"):
        operations.approve_sentence(sentence, by=make_member())


def test_a_company_may_be_named_once_all_have_been_told(app: Flask) -> None:
    commission = make_awarded(told=True)
    assert db.session.scalars(select(Award.told_at)).one() is not None
    name = commission.invitations[0].company.name

    operations.write_sentence(
        commission.milestone, f"{name} is at work.", facts="", by=make_officer()
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter the sentence"),
        ("x" * 1501, "The sentence must be 1,500 characters or fewer"),
    ],
)
def test_a_sentence_has_words_and_an_end(
    review: SlippedReview, client_as: SignIn, text: str, sentence: str
) -> None:
    browser = client_as(make_officer())

    page = browser.submit(browser.get(review.sentence_address), {"text": text})

    assert error_summary_of(page) == [sentence]


def test_every_step_is_in_the_audit(review: SlippedReview) -> None:
    sentence = make_sentence(review, "One.")
    make_sentence(review, "Two.")
    operations.approve_sentence(sentence, by=make_member())

    acts = db.session.scalars(
        select(AuditEntry.act).where(AuditEntry.subject_type == "slippage_sentence")
    ).all()

    assert acts == [
        "slippage sentence written",
        "slippage sentence changed",
        "slippage sentence approved",
    ]


def test_members_decide_but_do_not_write(review: SlippedReview, client_as: SignIn) -> None:
    browser = client_as(make_member())

    assert browser.get(review.sentence_address).status_code == 403
    assert browser.get(f"/sentences/{make_sentence(review).id}").status_code == 200
