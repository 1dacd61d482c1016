"""What each score means stands in the brief, where companies read it, and beside the radios."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.queries import draft_brief, invited, issued_brief, issued_versions
from app.database import db
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission
from tests.factories.evaluation import declare, score_all
from tests.factories.people import make_member
from tests.factories.quotes import open_quotes, submit_quote

SignIn = Callable[[Person], Browser]
FOR_ALL = ["says nothing of it", "", "", "shows how, with dates", ""]
OF_METHOD = ["", "", "", "reaches people who are not online", ""]


def make_explained() -> Commission:
    """Its brief says of all criteria what 0 and 3 mean, and of Method what 3 does."""
    commission = make_commission("draft")
    criteria = [CRITERIA[0]._replace(levels=OF_METHOD), CRITERIA[1]]
    commissions.set_criteria(commission, 40, criteria, None, FOR_ALL, by=commission.officer)
    commissions.issue_brief(commission, clock.now(), by=commission.officer)
    db.session.commit()
    return commission


def test_an_officer_writes_it_for_all_criteria_and_for_one(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    assert "does not meet the need" in page.text  # the usual words are offered
    typed = {"levels-level_0": FOR_ALL[0], "criteria-0-levels-level_3": OF_METHOD[3]}
    browser.submit(page, typed, button="Save")
    db.session.expire_all()
    brief = draft_brief(commission)
    assert brief is not None
    assert brief.levels == [FOR_ALL[0], "", "", "", ""]
    method, experience = brief.criteria
    assert (method.levels, experience.levels) == (OF_METHOD, [])
    assert brief.levels_for(method)[0] == FOR_ALL[0]
    assert brief.levels_for(method)[3] == OF_METHOD[3]
    assert brief.levels_for(experience)[3] == "meets all of it"
    assert method.guidance == "How the review will be done."
    again = browser.get(f"/commissions/{commission.reference}/criteria")
    browser.submit(again, {}, button="Save")
    db.session.expire_all()
    kept = draft_brief(commission)
    assert kept is not None and kept.levels == [FOR_ALL[0], "", "", "", ""]


def test_words_that_are_too_long_are_refused_where_they_were_typed(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("draft")
    browser = client_as(commission.officer)
    page = browser.get(f"/commissions/{commission.reference}/criteria")
    refused = browser.submit(page, {"criteria-0-levels-level_2": "a" * 501}, button="Save")
    assert refused.status_code == 422
    assert len(error_summary_of(refused)) == 1
    assert "a" * 501 in refused.text


def test_every_company_reads_it_in_the_brief(app: Flask, client_as: SignIn) -> None:
    commission = make_explained()
    for invitation in invited(commission)[:2]:
        page = words_of(
            client_as(contact_of(invitation.company)).get(f"/invitations/{invitation.id}")
        )
        assert "What each score means" in page
        assert "0 – says nothing of it 1 – meets little of it" in page
        assert f"3 – {OF_METHOD[3]}" in page and f"3 – {FOR_ALL[3]}" in page


def test_members_read_it_beside_each_score(app: Flask, client_as: SignIn) -> None:
    commission = make_explained()
    for invitation in invited(commission):
        submit_quote(invitation)
    open_quotes(commission)
    member = make_member()
    declare(commission, member)
    browser = client_as(member)
    quote, method = opened_quotes(commission)[0], issued_brief(commission.id).criteria[0]
    one = words_of(browser.get(f"/commissions/{commission.reference}/score/{quote.id}"))
    assert f"3 – {OF_METHOD[3]}" in one and f"3 – {FOR_ALL[3]}" in one
    address = f"/commissions/{commission.reference}/score/criteria/{method.id}"
    side_by_side = words_of(browser.get(address))
    assert f"3 – {OF_METHOD[3]}" in side_by_side
    assert FOR_ALL[3] not in side_by_side
    score_all(commission, member, [3, 2, 1])
    kept = words_of(browser.get(f"/commissions/{commission.reference}/score/{quote.id}"))
    assert f"3 – {OF_METHOD[3]}" in kept


def test_it_is_kept_in_an_amendment_told_as_a_change_and_frozen(app: Flask) -> None:
    commission = make_explained()
    changes: commissions.BriefChanges = {"wanted": "A shorter review."}
    commissions.amend_brief(commission, changes, "Less money.", by=commission.officer)
    db.session.commit()
    first, second = issued_versions(commission)
    assert second.levels == first.levels == FOR_ALL
    assert [each.levels for each in second.criteria] == [OF_METHOD, []]
    second.levels = []
    with pytest.raises(IntegrityError, match="frozen"):
        db.session.flush()
