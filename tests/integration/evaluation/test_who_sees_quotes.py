"""Declarations, and who may see what of opened quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from app.access import Role
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.rules import Interest
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, make_opened, score_all
from tests.factories.people import make_member, make_officer, make_person

Browsers = Callable[[Person], Browser]


def test_a_member_is_led_to_the_declaration_before_the_comparison(
    app: object, client_as: Browsers
) -> None:
    commission = make_opened()
    page = client_as(make_member()).get(f"/commissions/{commission.reference}/comparison")
    assert page.status_code == 302
    assert page.location == f"/commissions/{commission.reference}/declare"


def test_a_member_declares_no_interest_and_compares(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000, 10_000])
    browser = client_as(make_member())
    page = browser.get(f"/commissions/{commission.reference}/declare")
    none = {f"kind_{each.id}": "no interest" for each in invited(commission)}
    after = browser.submit(page, dict(none), follow=True)
    assert "£9,000.00" in words_of(after)
    assert "£12,000.00" in words_of(after)  # the dearer one with its VAT
    for invitation in invited(commission):
        assert invitation.company.name in words_of(after)


def test_a_conflict_must_be_described(app: object, client_as: Browsers) -> None:
    commission = make_opened()
    browser = client_as(make_member())
    page = browser.get(f"/commissions/{commission.reference}/declare")
    none = {f"kind_{each.id}": "no interest" for each in invited(commission)}
    after = browser.submit(page, {**none, "aside": "y"})
    assert after.status_code == 422
    assert "Describe the conflict of interest" in words_of(after)


def test_whoever_declared_a_conflict_sees_no_quote(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000])
    member = make_member()
    declare(commission, member, Interest.CONFLICT)
    browser = client_as(member)
    page = browser.get(f"/commissions/{commission.reference}/comparison")
    assert page.status_code == 403
    assert "£" not in words_of(page)
    quote = opened_quotes(commission)[0]
    assert browser.get(f"/commissions/{commission.reference}/quotes/{quote.id}").status_code == 404
    assert browser.get(f"/commissions/{commission.reference}/score").status_code == 404


def test_an_officer_who_declares_a_conflict_is_shut_out(app: object) -> None:
    commission = make_opened([9_000])
    officer = make_officer()
    assert queries.may_see(officer, commission)
    declare(commission, officer, Interest.CONFLICT)
    assert not queries.may_see(officer, commission)
    with pytest.raises(NotFound):
        queries.comparison(commission, officer)


@pytest.mark.parametrize(
    "roles", [{Role.KEYHOLDER}, {Role.ADMINISTRATOR}, {Role.ADMINISTRATOR, Role.OFFICER}]
)
def test_keyholders_and_administrators_see_no_contents(app: object, roles: set[Role]) -> None:
    commission = make_opened([9_000])
    with pytest.raises(NotFound):
        queries.comparison(commission, make_person(*roles))


def test_before_the_opening_nobody_compares(app: object, client_as: Browsers) -> None:
    commission = make_commission("issued")
    officer = client_as(make_officer())
    page = officer.get(f"/commissions/{commission.reference}/comparison")
    assert page.status_code == 409
    assert "sealed" in words_of(page)


def test_a_company_has_no_way_in(app: object, client_as: Browsers) -> None:
    commission = make_opened([9_000, 10_000])
    browser: FlaskClient = client_as(contact_of(invited(commission)[0].company))
    quote = opened_quotes(commission)[1]
    for path in ("comparison", "score", f"quotes/{quote.id}", "award", "letters", "declare"):
        assert browser.get(f"/commissions/{commission.reference}/{path}").status_code == 403


def test_a_new_declaration_keeps_the_old_one_on_record(app: object) -> None:
    commission = make_opened([9_000])
    member = make_member("Example Member")
    declare(commission, member)
    declare(commission, member, Interest.CONFLICT)
    record = queries.declarations(commission)
    assert [(one.interest, one.is_current) for one in record] == [
        (Interest.NONE, False),
        (Interest.CONFLICT, True),
    ]


def test_scores_of_a_member_who_steps_aside_afterwards_no_longer_count(app: object) -> None:
    commission = make_opened([9_000, 10_000])
    fair, partial = make_member(), make_member()
    for member in (fair, partial):
        declare(commission, member)
    score_all(commission, fair, [3, 3])
    score_all(commission, partial, [0, 4])
    declare(commission, partial, Interest.CONFLICT)
    view = queries.comparison(commission, fair)
    means = [set((c.points.means if c.points else {}).values()) for c in view.columns]
    assert means == [{3}, {3}]


def test_a_declaration_is_refused_once_the_award_is_made(app: object) -> None:
    commission = make_commission("draft")
    with pytest.raises(RuleBroken, match="the brief has not been issued yet"):
        operations.declare(commission, Interest.NONE, "", by=make_member())
    db.session.rollback()
