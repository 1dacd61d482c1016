"""The comparison of 50 quotes × 20 criteria × 15 members × 40 price lines: statements and time.

Its time is printed as a ratio to rendering the same template from plain values in memory (aim:
1.3), beside how many statements it sends (under 15, with the two that begin the transaction).
`again` is every look at what nobody changed since it was looked at; `anew` is the first look of a
process that has read none of it yet. All are fetched in turns in one run, in time of the processor,
so that a busy machine says the same. Nothing is asserted on a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import insert

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords, PriceWanted
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation.models import Score, ScoreSheet
from app.evaluation.queries.comparing import columns_made_once
from app.evaluation.queries.matrix import matrix_made_once
from app.evaluation.queries.safety import safety_made_once
from app.evaluation.rules import digest_of_scores
from app.people.models import Person
from app.people.operations import start_sign_in
from app.quotes import operations as quoting
from app.quotes.queries import opened_quotes
from app.quotes.queries.contents import read_opened
from app.quotes.rules import PricedLine
from tests.counting import statements_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import make_draft, open_quotes, send_draft

QUOTES, CRITERIA, MEMBERS, LINES = 50, 20, 15, 40
FETCHES = 9
MOST_STATEMENTS = 15


def _compared(quotes: int) -> Commission:
    """So many quotes of 20 criteria and 40 price lines, scored by 15 members."""
    commission = make_commission("draft", companies=quotes)
    officer = commission.officer
    criteria = [CriterionWords(f"Criterion {n}", "", 3) for n in range(1, CRITERIA + 1)]
    words = [f"Part {n} of the work" for n in range(1, LINES + 1)]
    wanted = PriceWanted(lines="\n".join(words))
    commissions.set_criteria(commission, 40, criteria, wanted, by=officer)
    commissions.issue_brief(commission, clock.now(), by=officer)
    for number, invitation in enumerate(invited(commission)):
        person = contact_of(invitation.company)
        make_draft(invitation, by=person)
        lines = [PricedLine(w, Decimal("1.5"), 10_001 + 7 * number, 20) for w in words]
        quoting.save_prices(invitation, lines, by=person)
        send_draft(invitation, by=person)
    open_quotes(commission)
    _score(commission)
    return commission


def _score(commission: Commission) -> None:
    """Every member's scores of every quote, written at once: 15,000 of them."""
    quote_ids = [quote.id for quote in opened_quotes(commission)]
    criteria = [criterion.id for criterion in issued_brief(commission.id).criteria]
    for number in range(MEMBERS):
        member = make_member()
        declare(commission, member)
        sheet = ScoreSheet(
            commission_id=commission.id,
            person_id=member.id,
            begun_at=clock.now(),
            submitted_at=clock.now(),
        )
        db.session.add(sheet)
        db.session.flush()
        rows = [
            {
                "sheet_id": sheet.id,
                "quote_id": quote_id,
                "criterion_id": criterion_id,
                "value": (quote_id * 7 + criterion_id * 3 + number) % 5,
                "comment": "The method is clear and the people are known.",
            }
            for quote_id in quote_ids
            for criterion_id in criteria
        ]
        db.session.execute(insert(Score), rows)
        sheet.nonce = f"{sheet.id:032x}"
        sheet.digest = digest_of_scores(
            sheet.nonce,
            [(r["quote_id"], r["criterion_id"], r["value"], r["comment"]) for r in rows],
        )
    commission.scores_opened_at = clock.now()
    db.session.commit()


def test_a_large_comparison_sends_as_many_statements_as_a_small_one(app: Flask) -> None:
    app.test_client_class = FlaskClient
    small, large = _compared(3), _compared(QUOTES)
    browser = _browser(app, make_officer())
    lines: list[str] = []
    for path in ("comparison", "comparison/how-safe"):
        few = _count(app, browser, f"/commissions/{small.reference}/{path}")
        address = f"/commissions/{large.reference}/{path}"
        keeper = _Keeper()
        with template_rendered.connected_to(keeper, app):
            _fetch(app, browser, address)
        again, anew, bare = _times(
            partial(_fetch, app, browser, address),
            partial(_fetch_anew, app, browser, address),
            partial(_render, app, address, keeper),
        )
        _forget()
        anew_statements = statements_of(partial(_fetch, app, browser, address))
        many = _count(app, browser, address)
        lines += [
            f"{path:24} {how} {count:3} statements {taken * 1000:8.1f} ms"
            f" {taken / bare:6.2f} × its template from memory ({bare * 1000:.1f} ms)"
            for how, count, taken in (("again", many, again), ("anew ", anew_statements, anew))
        ]
        assert few == many <= anew_statements < MOST_STATEMENTS
    print("\n" + "\n".join(lines))


def _count(app: Flask, browser: FlaskClient, address: str) -> int:
    _fetch(app, browser, address)
    return statements_of(partial(_fetch, app, browser, address))


class _Keeper:
    """Keeps the template that a page renders, and what it is given."""

    template: Any
    context: dict[str, Any]

    def __call__(self, _sender: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:
        self.template, self.context = template, context


def _browser(app: Flask, person: Person) -> FlaskClient:
    token = start_sign_in(person)
    db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    return browser


def _fetch(app: Flask, browser: FlaskClient, address: str) -> None:
    with app.app_context():
        assert browser.get(address, buffered=True).status_code == 200


def _fetch_anew(app: Flask, browser: FlaskClient, address: str) -> None:
    _forget()
    _fetch(app, browser, address)


def _forget() -> None:
    """As a process that has just begun: nothing of a comparison is in its memory."""
    for made in (columns_made_once, matrix_made_once, safety_made_once, read_opened):
        made.cache.clear()


def _render(app: Flask, address: str, keeper: _Keeper) -> None:
    with app.test_request_context(address):
        keeper.template.render(keeper.context)


def _times(*acts: Callable[[], object]) -> list[float]:
    """The median time of the processor that each act takes, in seconds; in turns."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(FETCHES):
        for act, taken in zip(acts, times, strict=True):
            start = process_time()
            act()
            taken.append(process_time() - start)
    return [median(taken) for taken in times]
