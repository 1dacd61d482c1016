"""How safe a result is, as a page: what would change it, and that it changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation import operations
from app.evaluation.queries import people_yet_to_submit
from app.evaluation.rules import Interest
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, words_of
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_administrator, make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote
from tests.factories.results import make_varied

SignIn = Callable[[Person], Browser]


def address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/comparison/how-safe"


def make_close() -> tuple[Commission, str, str]:
    """£8,000 with scores of 2 (40 + 30 = 70), £10,000 with scores of 3 (32 + 45 = 77)."""
    commission = make_opened([8_000, 10_000])
    member = make_member("Morag")
    declare(commission, member)
    score_all(commission, member, [2, 3])
    cheap, good = (quote.company.name for quote in opened_quotes(commission))
    return commission, cheap, good


def test_the_page_says_which_weights_and_which_single_score_would_change_the_winner(
    app: Flask, client_as: SignIn
) -> None:
    commission, cheap, good = make_close()
    told = words_of(client_as(make_officer()).get(address(commission)))
    assert f"{good} is first, 7.00 points before {cheap}." in told
    # Quality alone 50 and 75; at price weight p 50 + p/2 and 75 + p/20: equal at 500/9.
    assert f"Price 40 from 0 to about 55.56 from about 55.56 to 100: {cheap}" in told
    # One whole score on Method moves 10: one is enough, either way. On Experience 5: two are.
    assert f"Morag {cheap} Method 2 3 {cheap}" in told
    assert f"Morag {good} Method 3 2 {cheap}" in told
    assert f"Morag {cheap} Experience 2 4 {cheap}" in told
    assert "nothing of it can be saved as the result" in told


def test_pictures_come_with_their_tables(app: Flask, client_as: SignIn) -> None:
    commission, cheap, good = make_close()
    soup = BeautifulSoup(client_as(make_officer()).get(address(commission)).data, "html5lib")
    titles = [svg.title.string for svg in soup.select("svg.tracker-picture") if svg.title]
    assert titles == [
        "Points by what they were earned for",
        "Price against quality",
        "Rank against the weight of the price",
    ]
    tables = [" ".join(t.get_text(" ").split()) for t in soup.select("figure table")]
    assert f"{good} 32.00 30.00 15.00 77.00" in tables[0]
    assert f"{cheap} B £8,000.00 30.00" in tables[1]
    assert f"{good} A 1 from 0 to about 55.56; 2 from about 55.56 to 100" in tables[2]


def test_reading_it_changes_nothing_and_it_takes_no_form(app: Flask, client_as: SignIn) -> None:
    commission, _, _ = make_close()
    browser = client_as(make_officer())
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    page = browser.get(address(commission))
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before
    main = BeautifulSoup(page.data, "html5lib").find("main")
    assert main is not None
    assert not main.find_all("form")
    assert browser.post(address(commission)).status_code == 405


def test_a_member_who_steps_aside_after_scoring_counts_no_more(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened([8_000, 8_000])
    first, second = make_member(), make_member()
    for member, scores in ((first, [4, 1]), (second, [2, 3])):
        declare(commission, member)
        score_all(commission, member, scores)
    one, other = (quote.company.name for quote in opened_quotes(commission))
    browser = client_as(make_officer())
    assert f"{one} is first" in words_of(browser.get(address(commission)))
    declare(commission, first, Interest.CONFLICT)
    told = words_of(browser.get(address(commission)))
    assert f"{other} is first" in told
    assert first.name not in told


def test_with_a_missing_score_a_quote_is_named_as_without_rank(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened([8_000, 9_000])
    member, silent = make_member(), make_member()
    for one in (member, silent):
        declare(commission, one)
    quote = opened_quotes(commission)[0]
    criteria = issued_brief(commission.id).criteria
    operations.save_scores(commission, {(quote.id, criteria[0].id): (3, "")}, by=member)
    officer = make_officer()
    operations.close_scoring(commission, "The meeting is today.", by=officer)
    db.session.commit()
    told = words_of(client_as(officer).get(address(commission)))
    assert "No quote has a rank, so none is first. Without a rank, since not all their" in told
    assert "Out, since" not in told


def test_a_score_that_fails_a_quote_or_brings_it_back_is_named_and_so_is_a_consensus(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_varied()
    told = words_of(client_as(make_officer()).get(address(commission)))
    first, second, failed, below, aside, _ = (i.company.name for i in invited(commission)[:6])
    assert f"Member A {first} Insured Pass Fail" in told
    # Below the minimum at £8,000: 2½ on Method would bring it back with 40 + 25 + 20 = 85, and the
    # price points of the first, at £10,000, would fall from 40 to 32: 82.
    assert f"Member A {below} Method 1 3 {below}" in told
    assert f"Consensus {second} Method 3 4 {second}" in told
    assert f"below a minimum score or were set aside: {failed}, {below}, {aside}." in told


def test_where_all_failed_it_says_so_and_what_would_bring_one_back(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_commission("draft", companies=2)
    criteria = [
        CriterionWords("Method", "", 60),
        CriterionWords("Insured", "", 0, is_pass_fail=True),
    ]
    commissions.set_criteria(commission, 40, criteria, by=commission.officer)
    commissions.issue_brief(commission, clock.now(), by=commission.officer)
    for invitation in invited(commission):
        submit_quote(invitation)
    open_quotes(commission)
    member = make_member("Morag")
    declare(commission, member)
    score_all(commission, member, [0, 0])
    one, other = (quote.company.name for quote in opened_quotes(commission))
    told = words_of(client_as(make_officer()).get(address(commission)))
    assert "No quote has a rank, so none is first. Out, since they failed" in told
    assert f"Morag {one} Insured Fail Pass {one}" in told
    assert f"Morag {other} Insured Fail Pass {other}" in told


def test_a_price_that_weighs_nothing_is_drawn_as_if_it_did(app: Flask, client_as: SignIn) -> None:
    commission = make_commission("draft", companies=2)
    criteria = [CriterionWords("Method", "", 100)]
    commissions.set_criteria(commission, 0, criteria, by=commission.officer)
    commissions.issue_brief(commission, clock.now(), by=commission.officer)
    for invitation, pence in zip(invited(commission), (500_000, 1_000_000), strict=True):
        submit_quote(invitation, pence)
    open_quotes(commission)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [3, 4])
    cheap, good = (quote.company.name for quote in opened_quotes(commission))
    page = client_as(make_officer()).get(address(commission))
    # 75 + p/4 and 100 - p/2: equal at 33⅓.
    assert f"Price 0 from 0 to about 33.33 from about 33.33 to 100: {cheap}" in words_of(page)
    assert "Rank against the weight of the price" in words_of(page)
    assert f"{good} is first, 25.00 points before {cheap}." in words_of(page)


def test_quotes_of_one_price_are_equal_where_only_the_price_weighs(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened([8_000, 8_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [2, 3])
    one, other = (quote.company.name for quote in opened_quotes(commission))
    told = words_of(client_as(make_officer()).get(address(commission)))
    assert f"Price 40 whatever it weighs at exactly 100: {one} and {other}, equal" in told


def test_nobody_sees_it_early_and_only_those_who_may_ever(app: Flask, client_as: SignIn) -> None:
    commission = make_opened([8_000, 9_000])
    member, other = make_member(), make_member()
    for one in (member, other):
        declare(commission, one)
    score_all(commission, other, [1, 4])
    told = words_of(client_as(member).get(address(commission)))
    assert "This can be told once scores are open" in told
    assert "is first" not in told
    score_all(commission, member, [2, 3])
    conflicted = make_member()
    declare(commission, conflicted, Interest.CONFLICT)
    company = contact_of(invited(commission)[0].company)
    for person in (make_member(), conflicted, make_administrator(), company):
        assert client_as(person).get(address(commission)).status_code in (403, 404)


def _statements(client_as: SignIn, prices: list[int]) -> int:
    commission = make_opened(prices)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [1 + n % 4 for n in range(len(prices))])
    if people_yet_to_submit(commission):
        operations.close_scoring(commission, "Today.", by=make_officer())
    browser = client_as(make_officer())
    browser.get(address(commission))
    return statements_of(lambda: browser.get(address(commission)))


def test_statements_do_not_grow_with_quotes(app: Flask, client_as: SignIn) -> None:
    few = _statements(client_as, [8_000, 9_000])
    assert _statements(client_as, [8_000 + n for n in range(6)]) == few
