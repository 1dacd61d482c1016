"""The comparison as a page: like for like, picked, pinned and sorted by its address alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import PriceWanted, QuestionWords
from app.commissions.queries import invited
from app.commissions.rules import PriceFormula, Topic
from app.people.models import Person
from app.quotes import operations as quoting
from app.quotes.queries import opened_quotes
from app.quotes.rules import PricedLine
from tests.browsing import Browser, words_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import make_draft, open_quotes, send_draft

SignIn = Callable[[Person], Browser]
LINES = ["Fieldwork", "Final report", "Option: a public evening"]


def heads(page: TestResponse) -> list[str]:
    soup = BeautifulSoup(page.data, "html5lib")
    return [th.get_text(strip=True) for th in soup.select("#comparison thead th")][1:]


def row(page: TestResponse, head: str) -> list[str]:
    """The words of the cells of the first row whose head begins so."""
    for tr in BeautifulSoup(page.data, "html5lib").select("#comparison tbody tr"):
        th = tr.find("th")
        if th is not None and th.get_text(" ", strip=True).startswith(head):
            return [" ".join(td.get_text(" ").split()) for td in tr.find_all("td")]
    raise AssertionError(f"no row “{head}”")


def make_priced(prices: list[dict[str, int]], formula: PriceFormula) -> Commission:
    """An opened commission whose brief asks for LINES; each quote prices some, in pounds."""
    commission = make_commission("draft", companies=len(prices))
    officer = commission.officer
    weight = 0 if formula is PriceFormula.QUALITY_ONLY else 40
    method = CRITERIA if weight else [CRITERIA[0]._replace(weight=80), CRITERIA[1]]
    wanted = PriceWanted(formula, "\n".join(LINES))
    commissions.set_criteria(commission, weight, method, wanted, by=officer)
    questions = [
        QuestionWords("How will you do it?"),
        QuestionWords("What could go wrong?", topic=Topic.RISKS),
        QuestionWords("When will each report come?", topic=Topic.DELIVERY),
    ]
    commissions.set_questions(commission, questions, by=officer)
    commissions.issue_brief(commission, clock.now(), by=officer)
    for invitation, priced in zip(invited(commission), prices, strict=True):
        person = contact_of(invitation.company)
        make_draft(invitation, by=person)
        lines = [PricedLine(words, Decimal(1), p * 100, 20) for words, p in priced.items()]
        quoting.save_prices(invitation, lines, by=person)
        send_draft(invitation, by=person)
    open_quotes(commission)
    return commission


def test_lines_stand_like_for_like_and_gaps_and_extras_are_marked(
    app: Flask, client_as: SignIn
) -> None:
    first = {"Final report": 3_000, "fieldwork": 5_000, "Option: a public evening": 400}
    second = {"Fieldwork": 4_000, "Final report": 2_000, "Travel": 150}
    commission = make_priced([first, second], PriceFormula.LINEAR)
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/comparison")
    assert row(page, "Fieldwork")[0].startswith("£5,000.00")
    assert row(page, "Final report")[1].startswith("£2,000.00 1 × £2,000.00, VAT 20%")
    assert row(page, "Option: a public evening option, not priced by all")[1] == "Not priced"
    assert row(page, "Travel extra: not asked for")[0] == "Not priced"
    assert row(page, "Whole cost without VAT") == [
        "£8,400.00",
        "£6,150.00 Without 1 line asked for With £150.00 not asked for",
    ]
    assert row(page, "VAT")[0] == "£1,680.00 20% of £8,400.00"
    assert row(page, "Whole cost with VAT") == ["£10,080.00", "£7,380.00"]
    assert row(page, "Of it options") == ["£400.00", "£0.00"]
    assert row(page, "Without options") == ["£8,000.00", "£6,150.00"]


def test_risks_and_delivery_dates_stand_under_their_own_headings(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_priced([{"Fieldwork": 1}, {"Fieldwork": 2}], PriceFormula.LINEAR)
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/comparison")
    told = words_of(page)
    assert "Risks What could go wrong? Our answer 2." in told
    assert "Delivery dates offered When will each report come? Our answer 3." in told


def test_a_quote_that_is_not_at_the_fixed_price_is_marked(app: Flask, client_as: SignIn) -> None:
    commission = make_priced(
        [{"Fieldwork": 10_000}, {"Fieldwork": 9_999}], PriceFormula.QUALITY_ONLY
    )
    page = client_as(commission.officer).get(f"/commissions/{commission.reference}/comparison")
    assert row(page, "Whole cost without VAT") == [
        "£10,000.00 Without 2 lines asked for",
        "£9,999.00 Not the fixed price of £10,000.00 Without 2 lines asked for",
    ]


@pytest.fixture
def scored(app: Flask) -> Commission:
    """Three quotes: the dearest has the best scores, and is first."""
    commission = make_opened([8_000, 10_000, 16_000])
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [1, 2, 4])
    return commission


def test_columns_are_picked_pinned_and_sorted_by_the_address(
    scored: Commission, client_as: SignIn
) -> None:
    cheap, middle, dear = (quote.company.name for quote in opened_quotes(scored))
    ids = {quote.company.name: quote.id for quote in opened_quotes(scored)}
    browser = client_as(make_officer())
    address = f"/commissions/{scored.reference}/comparison"
    page = browser.get(address)
    assert heads(page) == [dear, middle, cheap]
    assert row(page, "Rank") == ["1", "2", "3"]
    assert heads(browser.get(f"{address}?sort=price")) == [cheap, middle, dear]
    assert heads(browser.get(f"{address}?pin={ids[cheap]}")) == [cheap, dear, middle]
    assert heads(browser.get(f"{address}?company={ids[middle]}&company={ids[dear]}")) == [
        dear,
        middle,
    ]
    assert heads(browser.get(f"{address}?company=999999&pin=x&sort=colour&two=%C2%B2")) == [
        dear,
        middle,
        cheap,
    ]


def test_the_form_of_the_page_asks_for_it_without_scripts(
    scored: Commission, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{scored.reference}/comparison")
    soup = BeautifulSoup(page.data, "html5lib")
    form = soup.select_one("form[method=get]")
    assert form is not None
    boxes = form.select("input[name=company]")
    assert len(boxes) == 3
    assert all(box.has_attr("checked") for box in boxes)
    assert [option["value"] for option in form.select("select[name=sort] option")][:4] == [
        "rank",
        "name",
        "price",
        "received",
    ]


def test_two_companies_are_marked_for_a_small_screen_with_a_way_to_the_next(
    scored: Commission, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    page = browser.get(f"/commissions/{scored.reference}/comparison?sort=name")
    soup = BeautifulSoup(page.data, "html5lib")
    first_row = soup.select("#comparison tbody tr")[1]
    assert [("tracker-pair" in td["class"]) for td in first_row.select("td")] == [True, True, False]
    link = soup.select_one(".tracker-pairs a")
    assert link is not None
    assert "sort=name" in link["href"]
    after = BeautifulSoup(browser.get(str(link["href"]).split("#")[0]).data, "html5lib")
    second = after.select("#comparison tbody tr")[1]
    assert [("tracker-pair" in td["class"]) for td in second.select("td")] == [False, False, True]


def test_before_scores_are_open_no_order_by_points_is_offered_or_obeyed(
    app: Flask, client_as: SignIn
) -> None:
    commission = make_opened([9_000, 8_000])
    member, other = make_member(), make_member()
    for one in (member, other):
        declare(commission, one)
    score_all(commission, other, [1, 4])
    page = client_as(member).get(f"/commissions/{commission.reference}/comparison?sort=rank")
    assert heads(page) == sorted(heads(page))
    assert "Best result first" not in page.text
    assert "Why 4." not in page.text
    assert "Total points" not in page.text
