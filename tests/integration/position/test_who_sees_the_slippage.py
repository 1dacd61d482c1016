"""Who sees what of a plan's slippage: the public only what was published and approved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.access import Role
from app.database import db
from app.people.models import Person
from app.plans.operations import publish_edition
from app.position import operations
from tests.browsing import Browser, words_of
from tests.factories.commissions import make_commission
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.position import CANARY, SlippedReview, make_sentence, make_slipped_review

SignIn = Callable[[Person], Browser]

KEPT_INSIDE = [
    "lapsed",
    "days late",
    "Slipped",
    "amber",
    "(red)",
    "Nothing had been received",
    "nothing received",
    "The commissioned work was not received",
]


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


@pytest.fixture
def published(review: SlippedReview) -> SlippedReview:
    publish_edition(review.example.plan, name="1st Review", by=make_officer())
    db.session.commit()
    return review


def approve_one(review: SlippedReview) -> None:
    sentence = make_sentence(review, "The work has not come. A new date is agreed.")
    operations.approve_sentence(sentence, by=make_member())
    db.session.commit()


def test_a_plan_without_an_edition_is_not_found_by_the_public(
    review: SlippedReview, client: FlaskClient, client_as: SignIn
) -> None:
    assert client.get(review.address).status_code == 404
    contact = review.company.contacts[0]
    assert client_as(contact).get(review.address).status_code == 404
    assert client_as(make_person(Role.KEYHOLDER)).get(review.address).status_code == 404


def test_the_public_reads_the_approved_sentence_and_nothing_else_of_the_slippage(
    published: SlippedReview, client: FlaskClient
) -> None:
    before = words_of(client.get(published.address))
    approve_one(published)
    after = words_of(client.get(published.address))

    sentence = "The work has not come. A new date is agreed."
    assert sentence not in before
    assert after.count(sentence) == 1
    assert "Approved by the group on 4 December 2013" in after
    for words in (before, after):
        assert "Review – first date: end March 2013 , date now agreed: March 2014" in words
        assert [each for each in KEPT_INSIDE if each in words] == []
        assert published.commission.reference not in words


def test_a_sentence_that_waits_or_was_refused_is_not_public(
    published: SlippedReview, client: FlaskClient
) -> None:
    sentence = make_sentence(published, "Words that wait.")
    assert "Words that wait." not in client.get(published.address).text

    operations.refuse_sentence(sentence, "No", by=make_member())
    db.session.commit()
    assert "Words that wait." not in client.get(published.address).text


def test_a_sentence_is_not_shown_twice_once_an_edition_has_it(
    published: SlippedReview, client: FlaskClient
) -> None:
    approve_one(published)
    publish_edition(published.example.plan, name="2nd Review", by=make_officer())
    db.session.commit()

    assert client.get(published.address).text.count("The work has not come.") == 1


def test_a_sentence_is_not_shown_as_at_a_day_before_it_was_approved(
    published: SlippedReview, client: FlaskClient, app: Flask
) -> None:
    app.extensions["clock"].forward(days=10)
    approve_one(published)

    assert "The work has not come." in client.get(published.address).text
    earlier = client.get(f"{published.address}?as_at=2013-12-10")
    assert "The work has not come." not in earlier.text
    assert "This shows only what had happened by that day." in words_of(earlier)


def test_before_the_first_edition_the_page_says_that_nothing_was_published(
    published: SlippedReview, client: FlaskClient
) -> None:
    page = client.get(f"{published.address}?as_at=2013-10-24")

    assert page.status_code == 404
    assert "No edition of this plan had been published by 24 October 2013." in words_of(page)


def test_companies_and_keyholders_read_what_everyone_reads(
    published: SlippedReview, client: FlaskClient, client_as: SignIn
) -> None:
    public = words_of(client.get(published.address))

    for who in (published.company.contacts[0], make_person(Role.KEYHOLDER)):
        assert words_of(client_as(who).get(published.address)) == public


def test_no_company_is_named_to_the_public_or_on_the_plans_page(
    published: SlippedReview, client: FlaskClient, client_as: SignIn
) -> None:
    approve_one(published)
    addresses = ["/", "/plans", published.address, f"{published.address}?as_at=2014-05-01"]

    for address in addresses:
        assert CANARY not in client.get(address).text
        assert CANARY not in client_as(make_officer()).get(address).text


@pytest.mark.parametrize(
    ("roles", "sees_commission", "may_act"),
    [
        ((Role.OFFICER,), True, True),
        ((Role.MEMBER,), True, False),
        ((Role.ADMINISTRATOR,), False, False),
    ],
)
def test_staff_see_the_flag_and_those_who_may_the_commission(
    published: SlippedReview,
    client_as: SignIn,
    roles: tuple[Role, ...],
    sees_commission: bool,
    may_act: bool,
) -> None:
    page = client_as(make_person(*roles)).get(published.address)

    words = words_of(page)
    assert "Nothing had been received by 4 December 2013." in words
    assert "Slipped – agreed (red)" in words
    assert (published.commission.reference in words) is sees_commission
    assert ("Propose another date" in words) is may_act
    assert ("Draft a sentence" in words) is may_act


def test_members_are_not_led_to_a_commission_that_is_a_draft(
    app: Flask, client_as: SignIn, review: SlippedReview
) -> None:
    draft = make_commission("draft", milestone=review.example.group)

    member = client_as(make_member())
    assert draft.reference not in member.get(f"{review.address}?as_at=2014-08-01").text
    officer = client_as(make_officer())
    assert draft.reference in officer.get(f"{review.address}?as_at=2014-08-01").text


def test_a_day_that_cannot_be_read_is_said(review: SlippedReview, client_as: SignIn) -> None:
    page = client_as(make_officer()).get(f"{review.address}?as_at=October 2013")

    assert page.status_code == 200
    assert (
        "The day must be written like 24 October 2013. This page shows today instead."
        in words_of(page)
    )


@pytest.mark.parametrize("written", ["24 October 2013", "24/10/2013", "2013-10-24"])
def test_a_day_may_be_typed_as_people_write_it(
    review: SlippedReview, client_as: SignIn, written: str
) -> None:
    page = client_as(make_officer()).get(review.address, query_string={"as_at": written})

    assert "As at 24 October 2013." in words_of(page)
    assert 'value="24 October 2013"' in page.text


def test_nothing_is_offered_on_a_page_that_does_not_show_today(
    review: SlippedReview, client_as: SignIn
) -> None:
    words = words_of(client_as(make_officer()).get(f"{review.address}?as_at=2013-10-24"))

    assert "Lapsed (red)" in words
    assert "Propose another date" not in words
    assert "Draft a sentence" not in words


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(
    review: SlippedReview, client_as: SignIn, day: str
) -> None:
    browser = client_as(make_officer())

    assert browser.get(f"{review.address}?as_at={day}").status_code == 200
    assert browser.get(f"/commissions?as_at={day}").status_code == 200
    is_there = day > "2013"
    page = browser.get(f"/commissions/{review.commission.reference}?as_at={day}")
    assert page.status_code == (200 if is_there else 404)
