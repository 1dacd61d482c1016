"""Members score; nobody sees another's scores early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.commissions.queries import issued_brief
from app.database import db
from app.errors import RuleBroken
from app.evaluation import operations, queries
from app.evaluation.rules import Interest
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]


def test_a_member_scores_each_quote_and_submits(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000, 10_000])
    member = make_member()
    declare(commission, member)
    browser = client_as(member)
    start = f"/commissions/{commission.reference}/score"
    for quote in opened_quotes(commission):
        page = browser.get(f"{start}/{quote.id}")
        values: dict[str, str] = {}
        for criterion in issued_brief(commission.id).criteria:
            values[f"score_{quote.id}_{criterion.id}"] = "3"
            values[f"comment_{quote.id}_{criterion.id}"] = "Sàr-mhath 👍"
        browser.submit(page, dict(values))
    page = browser.get(start)
    assert "Completed" in words_of(page)
    after = browser.press(page, "Submit my scores", follow=True)
    assert "Your scores are submitted" in words_of(after)
    assert "Sàr-mhath 👍" in words_of(after)
    assert "Rank 1" in words_of(after)


def test_scores_may_be_saved_in_part_and_are_there_again(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    browser = client_as(member)
    quote = opened_quotes(commission)[0]
    first = issued_brief(commission.id).criteria[0]
    url = f"/commissions/{commission.reference}/score/{quote.id}"
    browser.submit(browser.get(url), {f"score_{quote.id}_{first.id}": "2"})
    assert 'type="radio" value="2" checked' in browser.get(url).text
    page = browser.get(f"/commissions/{commission.reference}/score")
    assert "1 of 2 scored" in words_of(page)
    after = browser.press(page, "Submit my scores")
    assert after.status_code == 422
    assert "One score is missing" in error_summary_of(after)[0]


def test_a_comment_is_kept_before_its_score_and_a_made_up_score_is_refused(
    app: object, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    browser = client_as(member)
    quote = opened_quotes(commission)[0]
    first = issued_brief(commission.id).criteria[0]
    url = f"/commissions/{commission.reference}/score/{quote.id}"
    browser.submit(browser.get(url), {f"comment_{quote.id}_{first.id}": "Good"})
    page = browser.submit(browser.get(url), {f"score_{quote.id}_{first.id}": "9"})
    assert page.status_code == 422
    assert "Choose one of: 0 – does not meet the need" in error_summary_of(page)[0]
    assert "Good</textarea>" in browser.get(url).text
    hub = browser.get(f"/commissions/{commission.reference}/score")
    assert "One score is missing" not in words_of(hub) and "Not started" in words_of(hub)
    after = browser.press(hub, "Submit my scores")
    assert "2 scores are missing" in error_summary_of(after)[0]


def test_a_score_at_either_end_without_a_comment_cannot_be_submitted(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    criteria = issued_brief(commission.id).criteria
    quote = opened_quotes(commission)[0]
    operations.save_scores(
        commission, {(quote.id, criterion.id): (4, "") for criterion in criteria}, by=member
    )
    with pytest.raises(RuleBroken, match="2 scores need a comment before you submit"):
        operations.submit_scores(commission, by=member)


def test_nobody_sees_another_members_scores_until_all_have_submitted(app: object) -> None:
    commission = make_opened([9_000, 10_000])
    early, late = make_member("Early Member"), make_member("Late Member")
    for member in (early, late):
        declare(commission, member)
    score_all(commission, early, [4, 0])
    for person in (late, make_officer()):
        view = queries.comparison(commission, person)
        assert not view.are_scores_open
        assert all(not column.scores for column in view.columns)
        assert all(column.points is None for column in view.columns)
    score_all(commission, late, [2, 2])
    view = queries.comparison(commission, early)
    assert view.are_scores_open
    assert [column.points.rank if column.points else None for column in view.columns] == [1, 2]


def test_the_comparison_asks_an_officer_for_no_score(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000, 10_000])
    member = make_member()
    declare(commission, member)
    address = f"/commissions/{commission.reference}/comparison"
    officers, members = (words_of(client_as(one).get(address)) for one in (make_officer(), member))
    assert "Hidden until all have scored" in officers and "No score of yours yet" not in officers
    assert "No score of yours yet" in members


def test_a_member_who_has_not_declared_is_awaited_and_one_with_a_conflict_is_not(
    app: object,
) -> None:
    commission = make_opened([9_000])
    member, undeclared = make_member(), make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    assert not queries.comparison(commission, member).are_scores_open
    declare(commission, undeclared, Interest.CONFLICT)
    assert queries.comparison(commission, member).are_scores_open


def test_a_submitted_sheet_can_no_longer_be_changed(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    with pytest.raises(RuleBroken, match="can no longer be changed"):
        score_all(commission, member, [4])


def test_who_has_submitted_reads_their_scores_where_they_gave_them(
    app: object, client_as: Browsers
) -> None:
    commission = make_opened([9_000])
    member = make_member()
    make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    start = f"/commissions/{commission.reference}/score"
    quote = opened_quotes(commission)[0]
    page = client_as(member).get(f"{start}/{quote.id}")
    assert "You have submitted your scores." in words_of(page)
    assert "3 – meets all of it Why 3." in words_of(page)
    assert "Save scores" not in page.text
    assert "Submit my scores" not in client_as(member).get(start).text


def test_an_officer_closes_scoring_and_who_was_missing_is_on_record(app: object) -> None:
    commission = make_opened([9_000])
    here, away = make_member("Member Here"), make_member("Member Away")
    for member in (here, away):
        declare(commission, member)
    score_all(commission, here, [3])
    score_all(commission, away, [1], submit=False)
    operations.close_scoring(commission, "The meeting is tomorrow.", by=make_officer())
    db.session.commit()
    view = queries.comparison(commission, here)
    assert view.closed_without == "Member Away"
    assert view.columns[0].points is not None
    assert set(view.columns[0].points.means.values()) == {3}
    with pytest.raises(RuleBroken, match="closed scoring"):
        score_all(commission, away, [1])


def test_the_database_holds_one_score_per_member_quote_and_criterion(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3], submit=False)
    again = text(
        "INSERT INTO score (sheet_id, quote_id, criterion_id, value, comment) "
        "SELECT sheet_id, quote_id, criterion_id, 1, '' FROM score LIMIT 1"
    )
    with pytest.raises(IntegrityError):
        db.session.execute(again)
    db.session.rollback()


@pytest.mark.parametrize("value", [-1, 5])
def test_the_database_refuses_a_score_outside_0_to_4(app: object, value: int) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3], submit=False)
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE score SET value = :value"), {"value": value})
    db.session.rollback()


def test_every_change_of_a_score_keeps_what_was_there_before(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    quote = opened_quotes(commission)[0]
    criterion = issued_brief(commission.id).criteria[0].id
    given: list[tuple[int | None, str]] = [(1, "Thin."), (1, "Thin."), (3, "Better."), (None, "")]
    for one in given:
        operations.save_scores(commission, {(quote.id, criterion): one}, by=member)
        db.session.flush()
    changes = db.session.execute(
        text(
            "SELECT value_before, comment_before, value_after, comment_after "
            "FROM score_change ORDER BY id"
        )
    ).all()
    assert [tuple(row) for row in changes] == [
        (None, "", 1, "Thin."),
        (1, "Thin.", 3, "Better."),
        (3, "Better.", None, ""),
    ]
    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text("DELETE FROM score_change"))
    db.session.rollback()


def test_whoever_joins_later_neither_hides_open_scores_nor_adds_to_them(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3])
    assert queries.comparison(commission, member).are_scores_open
    late = make_member()
    declare(commission, late)
    assert queries.comparison(commission, member).are_scores_open
    with pytest.raises(RuleBroken, match="Scoring has ended"):
        score_all(commission, late, [0])
