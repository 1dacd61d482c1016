"""Scores typed in two windows, and scores that lack their comment: what is said, what is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.commissions.models import Commission
from app.commissions.queries import issued_brief
from app.evaluation import operations, queries
from app.evaluation.rules import given_in_words, mark_of, merged
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.evaluation import declare, make_opened
from tests.factories.people import make_member, make_officer

Browsers = Callable[[Person], Browser]
SCRIPT = {"Accept": "application/json"}


def begun(client_as: Browsers, quotes: int = 3) -> tuple[Commission, Person, Browser, str]:
    """A member before the side by side page of the first criterion, and its address."""
    commission = make_opened([9_000 + place for place in range(quotes)])
    member = make_member()
    declare(commission, member)
    criterion = issued_brief(commission.id).criteria[0].id
    address = f"/commissions/{commission.reference}/score/criteria/{criterion}"
    return commission, member, client_as(member), address


def names_in(commission: Commission) -> list[str]:
    """What the fields of each quote end with, in order of receipt."""
    criterion = issued_brief(commission.id).criteria[0].id
    return [f"{quote.id}_{criterion}" for quote in opened_quotes(commission)]


def kept_by(commission: Commission, member: Person) -> list[tuple[int | None, str]]:
    """The member's score and comment of each quote on the first criterion."""
    criterion = issued_brief(commission.id).criteria[0].id
    given = queries.given_scores(commission, member)
    return [
        given.get((quote.id, criterion), queries.NOTHING_GIVEN)
        for quote in opened_quotes(commission)
    ]


def test_each_score_that_another_window_changed_is_named_before_any_is_replaced(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as)
    one, two, three = names_in(commission)
    old = browser.get(address)
    browser.submit(browser.get(address), {f"score_{one}": "3", f"score_{two}": "2"})
    typed = {f"score_{one}": "2", f"score_{two}": "3", f"score_{three}": "2"}
    refused = browser.submit(old, dict(typed))
    assert refused.status_code == 422
    told = error_summary_of(refused)
    assert len(told) == 2 and all("changed in another window" in each for each in told)
    assert kept_by(commission, member) == [(3, ""), (2, ""), (None, "")]
    assert browser.submit(refused).status_code == 302
    assert kept_by(commission, member) == [(2, ""), (3, ""), (2, "")]


def test_what_one_window_left_alone_is_never_put_back_to_what_it_showed(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as)
    one, two, _ = names_in(commission)
    old = browser.get(address)
    browser.submit(browser.get(address), {f"score_{one}": "3", f"score_{two}": "2"})
    refused = browser.submit(old, {f"score_{one}": "2"})  # and of the second nothing
    assert browser.submit(refused).status_code == 302
    assert kept_by(commission, member)[:2] == [(2, ""), (2, "")]


def test_a_score_from_one_window_and_a_comment_from_another_are_both_kept(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as, quotes=1)
    (name,) = names_in(commission)
    old = browser.get(address)
    browser.submit(browser.get(address), {f"score_{name}": "2"})
    assert browser.submit(old, {f"comment_{name}": "Read twice."}).status_code == 302
    assert kept_by(commission, member) == [(2, "Read twice.")]


@pytest.mark.parametrize(
    ("there", "typed", "kept"),
    [
        ((None, ""), (3, "New"), (3, "New", False)),
        ((2, ""), (None, "New"), (2, "New", False)),  # each window changed another part
        ((2, "Old"), (None, ""), (2, "Old", False)),  # this one changed nothing
        ((2, ""), (2, ""), (2, "", False)),  # both the same
        ((2, ""), (3, ""), (3, "", True)),
        ((2, "Old"), (None, "New"), (2, "New", True)),
        ((2, "Two\nlines"), (2, "Two\r\nlines "), (2, "Two\nlines", False)),
    ],
)
def test_what_two_windows_changed_is_put_together(
    there: tuple[int | None, str],
    typed: tuple[int | None, str],
    kept: tuple[int | None, str, bool],
) -> None:
    assert merged(mark_of(None, ""), there, typed) == kept


def test_a_comment_that_is_too_long_does_not_hide_that_another_window_changed_a_score(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as)
    one, two, _ = names_in(commission)
    old = browser.get(address)
    browser.submit(browser.get(address), {f"score_{one}": "3"})
    long = browser.submit(old, {f"score_{one}": "2", f"comment_{two}": "a" * 4_001})
    assert error_summary_of(long) == ["The comment must be 4,000 characters or fewer"]
    assert "a" * 4_001 in long.text
    refused = browser.submit(long, {f"comment_{two}": "Short."})
    assert "changed in another window: a score of 3 without a comment" in words_of(refused)
    assert kept_by(commission, member)[0] == (3, "")


def test_a_score_that_needs_a_comment_is_saved_and_its_comment_asked_for_at_its_field(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as)
    one, two, three = names_in(commission)
    typed = {f"score_{one}": "4", f"score_{two}": "0", f"score_{three}": "3"}
    page = browser.submit(browser.get(address), dict(typed), follow=True)
    told = error_summary_of(page)
    assert [each.split(" on ")[0] for each in told] == [
        "Explain a score of 4 in a comment",
        "Explain a score of 0 in a comment",
    ]
    assert f'href="#comment_{one}"' in page.text and f'href="#comment_{two}"' in page.text
    assert "What you entered is saved" in words_of(page)
    assert kept_by(commission, member) == [(4, ""), (0, ""), (3, "")]
    words = {f"comment_{one}": "Far beyond it.", f"comment_{two}": "Nothing on it."}
    assert browser.submit(page, dict(words)).status_code == 302
    assert kept_by(commission, member)[0] == (4, "Far beyond it.")


def test_a_script_is_told_how_many_comments_are_needed(app: Flask, client_as: Browsers) -> None:
    commission, _, browser, address = begun(client_as)
    one, two, _ = names_in(commission)
    marks = {f"seen_{name}": mark_of(None, "") for name in (one, two)}
    answer = browser.post(address, data={**marks, f"score_{one}": "4"}, headers=SCRIPT)
    assert answer.status_code == 200 and answer.json is not None
    assert answer.json["said"].endswith(". 1 score here needs a comment before you submit")


def test_a_refused_hand_in_leads_to_each_comment_that_is_needed(
    app: Flask, client_as: Browsers
) -> None:
    commission, _, browser, address = begun(client_as, quotes=1)
    quote = opened_quotes(commission)[0]
    criteria = issued_brief(commission.id).criteria
    every = f"/commissions/{commission.reference}/score/{quote.id}"
    browser.submit(browser.get(every), {f"score_{quote.id}_{each.id}": "1" for each in criteria})
    hub = browser.get(f"/commissions/{commission.reference}/score")
    refused = browser.press(hub, "Submit my scores")
    assert error_summary_of(refused) == ["2 scores need a comment before you submit."]
    assert f'href="{address}#comment_{quote.id}_{criteria[0].id}"' in refused.text


def test_once_scoring_is_closed_its_page_says_who_closed_it_and_whose_scores_do_not_count(
    app: Flask, client_as: Browsers
) -> None:
    commission, member, browser, address = begun(client_as)
    browser.submit(browser.get(address), {f"score_{names_in(commission)[0]}": "3"})
    officer = make_officer()
    office = client_as(officer)
    close = f"/commissions/{commission.reference}/score/close"
    page = office.get(close)
    assert "Nobody has submitted" in words_of(page)
    office.submit(page, {"reason": "The meeting is tomorrow."})
    again = office.get(close)
    assert "Scoring is already closed." in words_of(again)
    assert f"{officer.name} closed scoring at" in words_of(again)
    assert f"without {member.name}: The meeting is tomorrow." in words_of(again)
    assert "<textarea" not in again.text
    hub = words_of(browser.get(f"/commissions/{commission.reference}/score"))
    assert "You had not submitted yours: they do not count." in hub
    assert "Submit my scores" not in hub and "Not started" not in hub


def test_scoring_that_is_complete_or_over_is_not_closed(app: Flask, client_as: Browsers) -> None:
    commission, member, _, _ = begun(client_as, quotes=1)
    quote, criteria = opened_quotes(commission)[0], issued_brief(commission.id).criteria
    given: dict[tuple[int, int], tuple[int | None, str]] = {
        (quote.id, each.id): (3, "") for each in criteria
    }
    operations.save_scores(commission, given, by=member)
    operations.submit_scores(commission, by=member)
    page = client_as(make_officer()).get(f"/commissions/{commission.reference}/score/close")
    assert "Everybody who scores has submitted" in words_of(page)
    assert "<textarea" not in page.text


def test_a_score_with_its_comment_in_words() -> None:
    assert given_in_words(None, "Later.") == "no score with the comment “Later.”"
    assert given_in_words(3, "") == "a score of 3 without a comment"
