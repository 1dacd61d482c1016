"""The pages of knock-ons: chosen, shown back, proposed together, decided by another person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.people.models import Person
from app.plans import operations as plans
from app.plans.models import KnockOnBundle
from app.plans.queries import bundle_dates
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.flags import raised_on, stand_at
from tests.factories.knock_ons import (
    FURTHER_TO,
    GROUP_TO,
    Chain,
    dates_of,
    make_chain,
    propose_all,
)
from tests.factories.people import make_member, make_officer
from tests.factories.plans import EDITION_DAY, make_worked_example
from tests.factories.position import make_slipped_review

SignIn = Callable[[Person], Browser]


@pytest.fixture
def chain(app: Flask) -> Chain:
    return make_chain()


def bundles() -> list[KnockOnBundle]:
    db.session.expire_all()
    return list(db.session.scalars(select(KnockOnBundle)))


def test_all_are_ticked_shown_back_proposed_and_approved_together(
    chain: Chain, client_as: SignIn
) -> None:
    browser = client_as(make_officer("Ola Officer"))
    plan = browser.get(f"/plans/{chain.example.plan.slug}")
    assert f'href="{chain.address}"' in plan.text
    page = browser.get(chain.address)
    said = words_of(page)
    assert "Date it has June 2014" in said
    assert "Gap to keep 62 days" in said
    assert "Pushed back at least 36 days, possibly 65 days" in said
    assert page.text.count(" checked") == 3  # two milestones, and the cause

    shown = browser.submit(page, {"reason": "The review is <late>."})
    said = words_of(shown)
    assert f"You wrote “{GROUP_TO}”, in place of “June 2014”." in said
    assert "It ends on the day that the knock-on asks for." in said
    assert "nothing of this chain is pushed back any more" in said
    assert bundles() == []

    done = browser.press(shown, "Propose these dates", follow=True)
    assert "2 dates proposed. Another person must approve them." in done.text
    assert "You proposed these dates. Another person must decide on them." in words_of(done)
    (bundle,) = bundles()

    member = client_as(make_member("Mo Member"))
    start = member.get("/")
    assert f'href="/knock-ons/{bundle.id}"' in start.text
    decided = member.submit(
        member.get(f"/knock-ons/{bundle.id}"), {"decision": "approve"}, follow=True
    )
    assert "Approved by Mo Member on 4 December 2013." in words_of(decided)
    assert "Nothing here waits for a decision." in words_of(decided)
    agreed = dates_of(chain.further).agreed
    assert agreed is not None and agreed.as_written == FURTHER_TO
    history = words_of(member.get(f"/plans/{chain.example.plan.slug}/actions/2/milestones/2"))
    assert "Pushed back by 94 days by milestone 1, “Review”." in history


def test_some_can_be_chosen_and_words_changed(chain: Chain, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    page = browser.get(chain.address)
    group, further = chain.example.group.id, chain.further.id
    shown = browser.submit(
        page,
        {
            "reason": "Late.",
            f"choose_{further}": None,
            f"when_{group}": "by October 2014",
        },
    )
    said = words_of(shown)
    assert "It ends 29 days later than the knock-on asks for." in said
    assert (
        "Action 1, milestone 1 of “Another plan”, Further: possibly, by up to 94 days (not chosen)"
        in said
    )
    back = browser.press(shown, "Change what you wrote")
    assert 'value="by October 2014"' in back.text
    browser.press(browser.submit(back), "Propose these dates")
    (bundle,) = bundles()
    assert [each.entry.as_written for each in bundle_dates(bundle)] == ["by October 2014"]


def test_other_words_than_those_shown_back_are_shown_back_again(
    chain: Chain, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    shown = browser.submit(browser.get(chain.address), {"reason": "Late."})
    again = browser.submit(shown, {f"when_{chain.further.id}": "2015"})
    assert "You wrote “2015”" in words_of(again)
    assert bundles() == []


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, ["Enter why the dates change"]),
        ({"reason": "x", "group": "ongoing"}, ["must have a last day"]),
        ({"reason": "x", "group": ""}, ["Enter the new date of Action 2, milestone 2"]),
        ({"reason": "x", "group": "x" * 201}, ["must be 200 characters or fewer"]),
        ({"reason": "x", "group": "June 2014"}, ["this is the date that is agreed already"]),
        ({"reason": "x", "group": "1 May 2014"}, ["whose last day is after “June 2014”"]),
        ({"reason": "x", "cause": "made up"}, ["Not a valid choice"]),
        ({"reason": "x", "group": "<b>never</b>"}, ["must have a last day"]),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(
    chain: Chain, client_as: SignIn, typed: dict[str, str], errors: list[str]
) -> None:
    browser = client_as(make_officer())
    values = dict(typed)
    if "group" in values:
        values[f"when_{chain.example.group.id}"] = values.pop("group")
    page = browser.submit(browser.get(chain.address), values)
    if page.status_code == 200:
        page = browser.press(page, "Propose these dates")
    assert page.status_code == 422
    found = error_summary_of(page)
    assert len(found) == len(errors)
    assert all(want in said for want, said in zip(errors, found, strict=True))
    assert bundles() == []
    assert ">x</textarea>" in page.text or "reason" not in typed


def test_none_chosen_is_said(chain: Chain, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    none = {f"choose_{each}": None for each in chain.both}
    page = browser.submit(browser.get(chain.address), {"reason": "Late.", **none})
    assert error_summary_of(page) == ["Select at least one milestone"]


def test_what_was_met_while_the_page_was_open_is_said(chain: Chain, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    page = browser.get(chain.address)
    plans.record_met(chain.further, EDITION_DAY, by=None)
    answer = browser.submit(page, {"reason": "Late."})
    assert error_summary_of(answer) == [
        "Action 1, milestone 1, “Further”, has been met. Nothing has been proposed: check the "
        "list again."
    ]
    assert bundles() == []


def test_a_decision_is_on_what_the_page_showed(chain: Chain, client_as: SignIn) -> None:
    bundle = propose_all(chain)
    member = client_as(make_member())
    page = member.get(f"/knock-ons/{bundle.id}")
    plans.record_met(chain.further, EDITION_DAY, by=None)
    answer = member.submit(page, {"decision": "approve"})
    assert answer.status_code == 422
    assert "This was changed after you opened the page" in error_summary_of(answer)[0]
    assert "It was met on 4 December 2013. This date will be left out" in words_of(answer)
    done = member.submit(answer, {"decision": "approve"}, follow=True)
    assert "1 date approved, 1 date left out" in done.text


def test_a_milestone_that_pushes_nothing_says_so(app: Flask, client_as: SignIn) -> None:
    example = make_worked_example()
    page = client_as(make_officer()).get(
        f"/plans/{example.plan.slug}/actions/2/milestones/2/knock-ons"
    )
    assert "Today it pushes nothing back." in words_of(page)


def test_where_nobody_says_when_it_ends_the_days_are_the_least(
    app: Flask, client_as: SignIn
) -> None:
    review = make_slipped_review()
    stand_at(2014, 5, 1)
    page = client_as(make_officer()).get(f"{review.address}/actions/2/milestones/1/knock-ons")
    said = words_of(page)
    assert "Nobody says when “Review” will be finished" in said
    assert "Pushed back 2 days" in said


def test_the_flag_of_a_push_leads_to_the_chain_from_its_beginning(
    chain: Chain, client_as: SignIn
) -> None:
    flags = {each.about: each for each in raised_on(EDITION_DAY)}
    browser = client_as(make_officer())
    for about in ("Review", "Partnership Group", "Further"):
        page = browser.get(f"/flags/{flags[about].id}")
        assert f'href="{chain.address}"' in page.text
    assert chain.address not in client_as(make_member()).get(f"/flags/{flags['Review'].id}").text


def test_the_position_leads_officers_to_it_from_where_the_chain_begins(
    chain: Chain, client_as: SignIn
) -> None:
    page = client_as(make_officer()).get("/position")
    assert page.text.count("/knock-ons") == 1
    assert f'href="{chain.address}"' in page.text
    assert "/knock-ons" not in client_as(make_officer()).get("/position?as_at=2013-12-05").text
    assert "/knock-ons" not in client_as(make_member()).get("/position").text


def test_a_made_up_bundle_is_not_found(app: Flask, client_as: SignIn) -> None:
    assert client_as(make_member()).get("/knock-ons/7").status_code == 404
