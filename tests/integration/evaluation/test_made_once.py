"""A comparison that was made stays in memory; what changed shows at the next look all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from flask import Flask

from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.database import db
from app.evaluation import operations
from app.evaluation.queries.comparing import columns_made_once
from app.evaluation.queries.matrix import matrix_made_once
from app.evaluation.queries.safety import safety_made_once
from app.evaluation.rules import Interest, Part
from app.people.models import Company, Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, words_of
from tests.factories.evaluation import declare, declare_interest, make_opened, rule, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.results import leave_out_for_its_price

SignIn = Callable[[Person], Browser]


class Judged(NamedTuple):
    """A commission of three quotes, the third far below the others, and those who score it."""

    commission: Commission
    officer: Person
    first: Person
    second: Person

    @property
    def address(self) -> str:
        return f"/commissions/{self.commission.reference}/comparison"


@pytest.fixture(autouse=True)
def memory() -> Iterator[None]:
    """Nothing is in memory before a test, nor after it."""
    forget()
    yield
    forget()


def forget() -> None:
    for made in (columns_made_once, matrix_made_once, safety_made_once):
        made.cache.clear()


@pytest.fixture
def judged(app: Flask) -> Judged:
    commission = make_opened([10_000, 11_000, 4_000])
    members = make_member("Ailsa"), make_member("Fergus")
    for member in members:
        declare(commission, member)
    return Judged(commission, make_officer(), *members)


def scored(judged: Judged) -> None:
    score_all(judged.commission, judged.first, [3, 2, 1])
    score_all(judged.commission, judged.second, [2, 4, 2])


def a_member_steps_aside(judged: Judged) -> None:
    declare(judged.commission, judged.second, Interest.CONFLICT)


def a_member_is_kept_out_of_one_company(judged: Judged) -> None:
    declared = declare_interest(judged.commission, judged.second)
    rule(judged.commission, declared, Part.ALL_BUT_ONE)


def a_meeting_agrees(judged: Judged) -> None:
    commission, by = judged.commission, judged.officer
    day = commission.opened_at.date() if commission.opened_at else None
    assert day is not None
    meeting = operations.record_moderation(commission, day, "All.", "", by=by)
    cell = opened_quotes(commission)[2].id, issued_brief(commission.id).criteria[0].id
    operations.agree_score(commission, cell, 4, "It covers all.", meeting_id=meeting.id, by=by)
    db.session.commit()


def a_company_is_renamed(judged: Judged) -> None:
    company = db.session.get(Company, opened_quotes(judged.commission)[0].company.id)
    assert company is not None
    company.name = "Example Renamed Ltd"
    db.session.commit()


def a_member_is_renamed(judged: Judged) -> None:
    judged.second.name = "Fergus MacNew"
    db.session.commit()


def a_quote_is_set_aside(judged: Judged) -> None:
    quote = opened_quotes(judged.commission)[2]
    leave_out_for_its_price(judged.commission, quote.id, judged.officer)
    db.session.commit()


CHANGES = (
    a_quote_is_set_aside,
    a_member_steps_aside,
    a_member_is_kept_out_of_one_company,
    a_meeting_agrees,
    a_company_is_renamed,
    a_member_is_renamed,
)


@pytest.mark.parametrize("path", ["", "?sort=price", "/how-safe"])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_shows_as_if_nothing_had_been_made(
    judged: Judged, client_as: SignIn, change: Callable[[Judged], None], path: str
) -> None:
    scored(judged)
    browser, address = client_as(judged.officer), judged.address + path
    before = words_of(browser.get(address))
    assert words_of(browser.get(address)) == before
    change(judged)
    kept = browser.get(address)
    forget()
    anew = browser.get(address)
    assert words_of(kept) == words_of(anew) != before


def test_one_s_own_scores_and_the_end_of_scoring_show_at_once(
    judged: Judged, client_as: SignIn
) -> None:
    browsers = [client_as(judged.first), client_as(judged.second)]
    told = [words_of(browser.get(judged.address)) for browser in browsers]
    assert told[0] == told[1]
    score_all(judged.commission, judged.first, [3, 2, 1], submit=False)
    own, other = (words_of(browser.get(judged.address)) for browser in browsers)
    assert "You: 3 – Why 3." in own
    assert other == told[1]
    score_all(judged.commission, judged.second, [3, 2, 1])
    assert "You: 3 – Why 3." in words_of(browsers[1].get(judged.address))
    assert "Fergus: " not in own
    operations.submit_scores(judged.commission, by=judged.first)
    db.session.commit()
    own, other = (words_of(browser.get(judged.address)) for browser in browsers)
    assert "You: 3 – Why 3. Fergus: 3 – Why 3." in own
    assert "Ailsa: 3 – Why 3. You: 3 – Why 3." in other


def test_members_who_gave_the_same_are_each_told_of_their_own(
    judged: Judged, client_as: SignIn
) -> None:
    for member in (judged.first, judged.second):
        score_all(judged.commission, member, [3, 2, 1], submit=False)
        assert "You: 3 – Why 3." in words_of(client_as(member).get(judged.address))


def test_whoever_keeps_out_of_a_company_gets_no_column_that_was_made_for_another(
    judged: Judged, client_as: SignIn
) -> None:
    scored(judged)
    name = opened_quotes(judged.commission)[0].company.name
    assert name in words_of(client_as(judged.officer).get(judged.address))
    third = make_member()
    rule(judged.commission, declare_interest(judged.commission, third), Part.ALL_BUT_ONE)
    told = words_of(client_as(third).get(judged.address))
    assert name not in told
    assert "Total points" not in told


def test_nothing_is_kept_in_memory_of_scores_that_no_name_stands_for(
    judged: Judged, client_as: SignIn
) -> None:
    scored(judged)
    forget()
    db.session.execute(db.text("UPDATE score_sheet SET digest = ''"))
    db.session.commit()
    assert client_as(judged.officer).get(judged.address).status_code == 200
    assert not columns_made_once.cache
    assert not matrix_made_once.cache
