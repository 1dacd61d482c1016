"""Scores are saved as one goes, in either of two ways, and nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.database import committed, db
from app.errors import RuleBroken
from app.evaluation import operations, queries
from app.evaluation.rules import mark_of
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]
SCRIPT = {"Accept": "application/json"}


def cell_of(commission: Commission) -> tuple[int, int]:
    return opened_quotes(commission)[0].id, issued_brief(commission.id).criteria[0].id


def make_scorer(commission: Commission) -> Person:
    member = make_member()
    declare(commission, member)
    return member


def test_every_quote_stands_beside_the_others_under_one_criterion(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000, 12_000])
    member = make_scorer(commission)
    criterion = issued_brief(commission.id).criteria[0]
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/score/criteria/{criterion.id}"
    page = browser.get(address)
    quotes = opened_quotes(commission)
    for quote in quotes:
        assert quote.company.name in words_of(page)
        for answer in quote.answers.values():
            assert answer.text in words_of(page)
    typed = {f"score_{quote.id}_{criterion.id}": "2" for quote in quotes}
    after = browser.submit(page, dict(typed), follow=True)
    assert "1 of 2 scored" in words_of(after)
    kept = queries.given_scores(commission, member)
    assert {key: one.value for key, one in kept.items()} == {
        (quote.id, criterion.id): 2 for quote in quotes
    }


def test_a_script_is_told_in_a_sentence_what_was_saved_and_what_was_not(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_scorer(commission)
    quote_id, criterion_id = cell_of(commission)
    name = f"{quote_id}_{criterion_id}"
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/score/{quote_id}"
    typed = {f"score_{name}": "3", f"seen_{name}": mark_of(None, "")}
    answer = browser.post(address, data=typed, headers=SCRIPT)
    assert answer.status_code == 200 and answer.json is not None
    assert answer.json["said"].startswith("Saved at ")
    assert answer.json["seen"][f"seen_{name}"] == mark_of(3, "")
    seen = answer.json["seen"]
    wrong = browser.post(address, data={**seen, f"score_{name}": "7"}, headers=SCRIPT)
    assert wrong.status_code == 422 and wrong.json is not None
    assert wrong.json["said"].startswith("Not saved. Choose one of")


def test_saving_what_did_not_change_leaves_no_entry(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_scorer(commission)
    quote_id, _ = cell_of(commission)
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/score/{quote_id}"
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    browser.submit(browser.get(address))
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_a_page_that_is_out_of_date_overwrites_nothing_unless_asked_again(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_scorer(commission)
    quote_id, criterion_id = cell_of(commission)
    score, comment = f"score_{quote_id}_{criterion_id}", f"comment_{quote_id}_{criterion_id}"
    browser = client_as(member)
    address = f"/commissions/{commission.reference}/score/{quote_id}"
    old, new = browser.get(address), browser.get(address)
    browser.submit(new, {score: "3", comment: "From the second window."})
    untouched = browser.submit(old)
    assert untouched.status_code == 302
    assert queries.given_scores(commission, member)[quote_id, criterion_id].value == 3
    refused = browser.submit(old, {score: "1", comment: "From the first window."})
    (sentence,) = error_summary_of(refused)
    assert "a score of 3 with the comment “From the second window.” is there" in sentence
    assert "From the first window.</textarea>" in refused.text
    browser.submit(refused)
    assert queries.given_scores(commission, member)[quote_id, criterion_id].value == 1


def test_what_is_typed_while_the_officer_closes_scoring_is_shown_again_with_the_reason(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_scorer(commission)
    quote_id, criterion_id = cell_of(commission)
    browser = client_as(member)
    page = browser.get(f"/commissions/{commission.reference}/score/{quote_id}")
    operations.close_scoring(commission, "The meeting is now.", by=make_officer())
    name = f"{quote_id}_{criterion_id}"
    typed = {f"score_{name}": "4", f"comment_{name}": "A long comment, nearly done."}
    late = browser.submit(page, dict(typed))
    assert late.status_code == 422
    assert "The officer has closed scoring." in error_summary_of(late)[0]
    assert "A long comment, nearly done." in words_of(late)
    assert "came too late and is not part of the record" in words_of(late)
    script = browser.post(page.request.path, data=typed, headers=SCRIPT)
    assert script.json is not None and "The officer has closed scoring" in script.json["said"]
    assert queries.given_scores(commission, member) == {}


def test_two_members_who_submit_at_the_same_moment_both_do(app: Flask) -> None:
    commission = make_opened([9_000, 10_000])
    members = [make_scorer(commission) for _ in range(2)]
    for member in members:
        score_all(commission, member, [3, 2], submit=False)
    commission_id, ids = commission.id, [member.id for member in members]
    db.session.remove()
    together, faults = threading.Barrier(2), []

    def submit(person_id: int) -> None:
        with app.app_context():
            try:
                together.wait()
                with committed():
                    whole = db.session.get_one(Commission, commission_id)
                    operations.submit_scores(whole, by=db.session.get_one(Person, person_id))
            except Exception as fault:
                faults.append(fault)

    threads = [threading.Thread(target=submit, args=(each,)) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    after = db.session.get_one(Commission, commission_id)
    assert queries.submitted_people(after) == set(ids)
    assert after.scores_opened_at is not None


def test_another_member_reads_nothing_of_scores_on_any_scoring_page(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    early, late = make_scorer(commission), make_scorer(commission)
    quote_id, criterion_id = cell_of(commission)
    given = {(quote_id, criterion_id): (4, "Nobody else may read this yet.")}
    operations.save_scores(commission, given, by=early)
    db.session.commit()
    start = f"/commissions/{commission.reference}"
    for person, paths in (
        (late, ["score", f"score/{quote_id}", f"score/criteria/{criterion_id}", "comparison"]),
        (make_officer(), ["comparison", "declarations", "award", "enquiries"]),
    ):
        for path in paths:
            page = client_as(person).get(f"{start}/{path}")
            assert page.status_code == 200 and "Nobody else may" not in page.text


def test_a_page_of_scores_asks_no_more_for_more_quotes(app: Flask, client_as: Browsers) -> None:
    def statements_with(prices: list[int]) -> int:
        commission = make_opened(prices)
        browser = client_as(make_scorer(commission))
        criterion = issued_brief(commission.id).criteria[0]
        address = f"/commissions/{commission.reference}/score/criteria/{criterion.id}"
        return statements_of(lambda: browser.get(address))

    few, many = statements_with([9_000, 9_500]), statements_with([9_000 + n for n in range(6)])
    assert few == many


def test_a_quote_of_another_commission_cannot_be_scored(app: Flask) -> None:
    commission, foreign = make_opened([9_000]), make_opened([9_000])
    member = make_scorer(commission)
    _, criterion_id = cell_of(commission)
    with pytest.raises(RuleBroken, match="not part of the comparison"):
        cell = (opened_quotes(foreign)[0].id, criterion_id)
        operations.save_scores(commission, {cell: (3, "")}, by=member)
    db.session.rollback()
