"""Members declare of each company; an officer records what follows; scores are struck by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.rules import Interest, InterestIn, InterestKind, Part, Standing
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import (
    declare,
    declare_interest,
    make_opened,
    propose,
    rule,
    score_all,
)
from tests.factories.people import make_company, make_member, make_officer

Browsers = Callable[[Person], Browser]


def test_an_interest_keeps_the_quotes_closed_until_the_officer_has_recorded_what_follows(
    app: Flask, client_as: Browsers
) -> None:
    commission, member = make_opened([9_000, 10_000]), make_member()
    declared = declare_interest(commission, member)
    browser = client_as(member)
    waiting = browser.get(f"/commissions/{commission.reference}/comparison")
    assert waiting.status_code == 403
    assert "once an officer has recorded that you take part" in words_of(waiting)
    assert browser.get(f"/commissions/{commission.reference}/score").status_code == 404

    rule(commission, declared, Part.TAKES_PART)

    assert "£9,000.00" in words_of(browser.get(f"/commissions/{commission.reference}/comparison"))


def test_each_company_asks_for_an_answer_and_an_interest_for_its_description(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    first, second = invited(commission)
    browser = client_as(make_member())
    page = browser.get(f"/commissions/{commission.reference}/declare")
    unanswered = browser.submit(page, {f"kind_{first.id}": "no interest"})
    assert error_summary_of(unanswered) == [
        f"Say whether you have an interest in {second.company.name}"
    ]
    typed = {f"kind_{first.id}": "potential", f"kind_{second.id}": "no interest"}
    undescribed = browser.submit(page, dict(typed))
    assert error_summary_of(undescribed) == ["Describe the interest"]
    assert 'value="potential" checked' in undescribed.text


def test_words_about_an_interest_are_not_put_on_record_as_no_interest(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    first, second = invited(commission)
    browser = client_as(make_member())
    page = browser.get(f"/commissions/{commission.reference}/declare")
    typed = {f"kind_{each.id}": "no interest" for each in (first, second)}
    typed[f"description_{second.id}"] = "My brother works there."
    refused = browser.submit(page, dict(typed))
    assert error_summary_of(refused) == [
        "Choose what kind of interest this is, or leave the description empty"
    ]
    assert "My brother works there.</textarea>" in refused.text
    assert queries.declarations(commission) == []


def test_boxes_that_a_form_leaves_out_are_empty_boxes(app: Flask, client_as: Browsers) -> None:
    commission = make_opened()
    member = make_member()
    none = {f"kind_{each.id}": "no interest" for each in invited(commission)}
    page = client_as(member).post(f"/commissions/{commission.reference}/declare", data=none)
    assert page.status_code == 302
    assert queries.standing_of(member, commission) is Standing.FREE


def test_somebody_who_keeps_out_of_one_company_sees_nothing_of_it_by_any_page(
    app: Flask, client_as: Browsers
) -> None:
    commission, member = make_opened([9_000, 10_000]), make_member()
    rule(commission, declare_interest(commission, member), Part.ALL_BUT_ONE)
    kept_out, other = invited(commission)
    quote_of = {quote.invitation_id: quote for quote in opened_quotes(commission)}
    hidden = quote_of[kept_out.id]
    browser, start = client_as(member), f"/commissions/{commission.reference}"

    seen = browser.get(f"{start}/comparison")
    assert other.company.name in seen.text and kept_out.company.name not in seen.text
    assert "£9,000.00" not in seen.text and hidden.receipt not in seen.text
    assert kept_out.company.name not in browser.get(f"{start}/score").text
    for path in (f"quotes/{hidden.id}", f"score/{hidden.id}", f"quotes/{hidden.id}/files/1"):
        assert browser.get(f"{start}/{path}").status_code == 404
    with pytest.raises(RuleBroken, match="not part of the comparison"):
        operations.save_scores(commission, {(hidden.id, 1): (3, "")}, by=member)
    db.session.rollback()


def test_nobody_who_keeps_out_of_a_company_is_shown_points_or_proposes_or_decides(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    scorer, partial, officer = make_member(), make_member(), make_officer()
    for person in (partial, officer):
        rule(commission, declare_interest(commission, person), Part.ALL_BUT_ONE)
    declare(commission, scorer)
    score_all(commission, scorer, [3, 2])
    operations.close_scoring(commission, "The meeting is tomorrow.", by=make_officer())
    page = words_of(client_as(partial).get(f"/commissions/{commission.reference}/comparison"))
    assert "Points and ranks are not shown to you" in page
    assert "Total points" not in page and "Price points (of" not in page
    quote = opened_quotes(commission)[1]
    with pytest.raises(RuleBroken, match="may see all the quotes"):
        operations.propose_award(commission, quote.id, "Best.", by=officer)
    db.session.rollback()
    assert client_as(officer).get(f"/commissions/{commission.reference}/award").status_code == 404


def test_a_member_scores_and_submits_all_but_the_company_that_they_keep_out_of(app: Flask) -> None:
    commission = make_opened([9_000, 10_000, 12_000])
    whole, partial = make_member(), make_member()
    declare(commission, whole)
    rule(commission, declare_interest(commission, partial), Part.ALL_BUT_ONE)
    score_all(commission, whole, [3, 3, 3])
    score_all(commission, partial, [2, 2])
    points = queries.final_points(commission)
    means = [set(points[quote.id].means.values()) for quote in opened_quotes(commission)]
    assert means[0] == {3} and means[1] == means[2] != {3}


def test_what_a_declaration_would_strike_is_shown_before_it_is_made(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    fair, partial = make_member(), make_member()
    for member in (fair, partial):
        declare(commission, member)
    score_all(commission, fair, [2, 3])
    score_all(commission, partial, [3, 0])
    first, second = invited(commission)
    browser = client_as(partial)
    page = browser.get(f"/commissions/{commission.reference}/declare")
    typed = {f"kind_{first.id}": "actual", f"description_{first.id}": "My cousin’s firm."}
    checked = browser.submit(page, {**typed, f"kind_{second.id}": "no interest"})
    words = words_of(checked)
    assert f"Taking part except for {first.company.name}" in words and "Stepping aside" in words
    assert f"2 scores of {first.company.name}" in words
    assert "The order of the quotes changes." in words
    assert queries.standing_of(partial, commission) is Standing.FREE

    other = browser.submit(checked, {"aside": "y"})  # not what was checked
    assert "You step aside from the whole commission." in words_of(other)
    assert queries.standing_of(partial, commission) is Standing.FREE

    browser.submit(checked)

    assert queries.standing_of(partial, commission) is Standing.WAITING
    (latest,) = [one for one in queries.declarations(commission) if one.waits]
    assert latest.interests[0].description == "My cousin’s firm."


def test_the_officer_is_shown_what_each_choice_strikes_and_the_result_with_and_without(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    fair, partial = make_member(), make_member()
    for member in (fair, partial):
        declare(commission, member)
    score_all(commission, fair, [2, 3])
    score_all(commission, partial, [3, 0])
    declared = declare_interest(commission, partial)
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{commission.reference}/declarations/{declared.id}")
    # 40 % price, 60 % quality: 40 + 2.5/4·60 and 36 + 1.5/4·60; without: 40 + 30 and 36 + 45.
    assert "77.50, rank 1" in words_of(page) and "58.50, rank 2" in words_of(page)
    assert "70.00, rank 2" in words_of(page) and "81.00, rank 1" in words_of(page)
    assert "No score is struck" in words_of(page)
    before = queries.final_points(commission)

    after = browser.submit(page, {"part": "steps aside", "reason": "A cousin."}, follow=True)

    assert "Steps aside" in words_of(after)
    assert queries.final_points(commission) != before
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None and entry.act == "interest ruled on" and "steps aside" in entry.after


def test_the_record_says_which_scores_no_longer_count(app: Flask, client_as: Browsers) -> None:
    commission = make_opened([9_000, 10_000])
    fair, partial = make_member(), make_member()
    for member in (fair, partial):
        declare(commission, member)
        score_all(commission, member, [2, 3], submit=member is fair)
    operations.submit_scores(commission, by=partial)
    record, officer = f"/commissions/{commission.reference}/declarations", make_officer()
    rule(commission, declare_interest(commission, partial), Part.ALL_BUT_ONE)
    first, second = (each.company.name for each in invited(commission))
    words = words_of(client_as(officer).get(record))
    assert f"Scores that no longer count 2 scores of {first}" in words
    assert f"2 scores of {second}" not in words
    declare(commission, partial, Interest.CONFLICT)
    words = words_of(client_as(officer).get(record))
    assert f"2 scores of {first} 2 scores of {second}" in words


def test_an_officer_who_waits_or_steps_aside_is_told_no_result(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    officer, member = make_officer(), make_member()
    declare(commission, member)
    score_all(commission, member, [3, 2])
    declared = declare_interest(commission, member)
    declare_interest(commission, officer)
    page = client_as(officer).get(f"/commissions/{commission.reference}/declarations/{declared.id}")
    assert "Another officer does it" in words_of(page) and "rank" not in words_of(page)


def test_nobody_rules_on_their_own_declaration_nor_a_member_on_any(app: Flask) -> None:
    commission, officer, member = make_opened([9_000]), make_officer(), make_member()
    own = declare_interest(commission, officer)
    with pytest.raises(RuleBroken, match="Another officer records"):
        operations.rule_on_declaration(commission, own.id, Part.TAKES_PART, "Mine.", by=officer)
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.rule_on_declaration(commission, own.id, Part.TAKES_PART, "His.", by=member)
    foreign = make_opened([9_000])
    with pytest.raises(NotFound):
        operations.rule_on_declaration(foreign, own.id, Part.ASIDE, "No.", by=make_officer())
    db.session.rollback()


def test_whoever_steps_aside_stays_aside_and_a_new_declaration_waits_again(app: Flask) -> None:
    commission, member = make_opened([9_000]), make_member()
    rule(commission, declare_interest(commission, member), Part.TAKES_PART)
    declare(commission, member)
    assert queries.standing_of(member, commission) is Standing.WAITING
    (newest,) = [one for one in queries.declarations(commission) if one.is_current]
    rule(commission, newest, Part.ASIDE)
    with pytest.raises(RuleBroken, match="cannot be taken back"):
        rule(commission, newest, Part.TAKES_PART)
    db.session.rollback()
    with pytest.raises(RuleBroken, match="cannot be taken back"):
        declare(commission, member)
    db.session.rollback()


def test_an_award_waits_for_what_follows_from_a_declared_interest(app: Flask) -> None:
    commission = make_opened([9_000, 10_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3, 2])
    declared = declare_interest(commission, member)
    with pytest.raises(RuleBroken, match="waits for an officer"):
        propose(commission)
    db.session.rollback()
    rule(commission, declared, Part.TAKES_PART)
    propose(commission)
    late = declare_interest(commission, member)
    with pytest.raises(RuleBroken, match="waits for an officer"):
        operations.decide_award(commission, True, "", by=make_officer())
    db.session.rollback()
    rule(commission, late, Part.TAKES_PART)
    operations.decide_award(commission, True, "", by=make_officer())


def test_a_company_that_is_invited_later_asks_for_a_new_declaration(app: Flask) -> None:
    commission, member = make_commission("issued"), make_member()
    declare(commission, member)
    assert queries.standing_of(member, commission) is Standing.FREE
    commissions.invite(commission, make_company(), by=commission.officer)
    db.session.flush()
    assert queries.standing_of(member, commission) is Standing.UNDECLARED


def test_the_record_of_declarations_cannot_be_changed(app: Flask) -> None:
    commission, member = make_opened([9_000]), make_member()
    rule(commission, declare_interest(commission, member), Part.TAKES_PART)
    for table in ("declaration", "declared_interest", "declaration_ruling"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 100"):
            with pytest.raises(IntegrityError, match="append-only"):
                db.session.execute(text(statement))
            db.session.rollback()


def test_an_interest_in_a_company_of_another_commission_is_refused(app: Flask) -> None:
    commission, foreign = make_opened([9_000]), invited(make_opened([9_000]))[0]
    about = [InterestIn(foreign.id, InterestKind.ACTUAL, "Mine.")]
    with pytest.raises(RuleBroken, match="was not invited"):
        operations.declare(commission, Interest.DESCRIBED, "", by=make_member(), about=about)
    db.session.rollback()


def test_the_declarations_are_read_in_as_many_statements_however_many_there_are(
    app: Flask, client_as: Browsers
) -> None:
    commission = make_opened([9_000, 10_000])
    browser = client_as(make_officer())
    start = f"/commissions/{commission.reference}/declarations"
    counts = []
    for _ in range(2):
        for _ in range(3):
            rule(commission, declare_interest(commission, make_member()), Part.TAKES_PART)
        counts.append(statements_of(lambda: browser.get(start)))
    assert counts[0] == counts[1]
