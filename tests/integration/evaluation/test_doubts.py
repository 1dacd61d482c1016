"""A doubt about a price is asked about in writing and resolved before anything is awarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app import clock as calendar
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords, PriceWanted
from app.commissions.queries import invited
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations, queries
from app.evaluation.models import DoubtResolution, Enquiry
from app.evaluation.rules import DoubtKind, Interest, Part, Way
from app.mail import sent_mails
from app.people.models import Person
from app.quotes.queries import OpenedQuote, opened_quotes
from app.quotes.rules import Stated
from app.seen import CHANGED
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.counting import statements_of
from tests.factories.commissions import CRITERIA, contact_of, make_commission
from tests.factories.evaluation import (
    declare,
    declare_interest,
    make_opened,
    make_scored,
    propose,
    rule,
    score_all,
)
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote

SignIn = Callable[[Person], Browser]
LOW, SUMS = DoubtKind.LOW_PRICE, DoubtKind.SUMS
POUNDS = (4_000, 10_000, 12_000)
"""The first is 60% below the median."""
TOLD = "£4,000.00 without VAT is 60% below the median of the 3 prices, £10,000.00."


def opened_with(criteria: list[CriterionWords], *, hides_price: bool = False) -> Commission:
    """A commission of these criteria, opened with a quote for each of POUNDS."""
    commission = make_commission("draft", companies=len(POUNDS))
    wanted = PriceWanted(is_hidden=hides_price)
    commissions.set_criteria(commission, 40, criteria, wanted, by=commission.officer)
    commissions.issue_brief(commission, calendar.now(), by=commission.officer)
    for invitation, pounds in zip(invited(commission), POUNDS, strict=True):
        submit_quote(invitation, unit_pence=pounds * 100)
    open_quotes(commission)
    return commission


def cheapest(commission: Commission) -> OpenedQuote:
    return min(opened_quotes(commission), key=lambda quote: quote.price_pence)


def ask(commission: Commission, kind: DoubtKind = LOW, *, by: Person | None = None) -> Enquiry:
    until = calendar.now() + timedelta(days=2)
    officer = by or commission.officer
    quote = cheapest(commission)
    made = operations.ask_about_doubt(commission, quote.id, kind, "Why?", until, by=officer)
    db.session.commit()
    return made


def answer(commission: Commission, enquiry: Enquiry) -> None:
    quote = cheapest(commission)
    invitation = next(i for i in invited(commission) if i.id == quote.invitation_id)
    by = contact_of(invitation.company)
    operations.respond(invitation, enquiry.id, "We live next door.", by=by)
    db.session.commit()


def resolve(
    commission: Commission, way: Way = Way.EXPLAINED, kind: DoubtKind = LOW
) -> DoubtResolution:
    quote = cheapest(commission)
    made = operations.resolve_doubt(
        commission, quote.id, kind, way, "They live here.", by=commission.officer
    )
    db.session.commit()
    return made


def confirm(commission: Commission, kind: DoubtKind = LOW) -> None:
    """A second person confirms that the cheapest quote is set aside."""
    quote = cheapest(commission)
    operations.decide_aside(commission, quote.id, kind, True, "", by=make_officer())
    db.session.commit()


def with_sums_that_differ() -> Commission:
    """The first quote states a total that its line does not come to."""
    commission = make_commission("issued", companies=3)
    first, *others = invited(commission)
    submit_quote(first, unit_pence=900_000, stated=Stated(890_000, 1_080_000))
    for invitation in others:
        submit_quote(invitation, unit_pence=1_000_000)
    open_quotes(commission)
    return commission


def test_a_low_price_holds_the_award_until_the_company_has_explained_it(app: Flask) -> None:
    commission = make_scored(POUNDS)
    with pytest.raises(RuleBroken, match="1 doubt about prices is open"):
        propose(commission)
    enquiry = ask(commission)
    with pytest.raises(RuleBroken, match="has not answered in writing yet"):
        resolve(commission)
    answer(commission, enquiry)
    with pytest.raises(RuleBroken, match="is open"):
        propose(commission)
    resolve(commission)
    assert propose(commission).value_pence == 400_000, "the quote is what it was"


def test_a_doubt_about_another_quote_holds_it_too_and_no_award_is_never_held(app: Flask) -> None:
    commission = make_scored(POUNDS)
    other = next(q for q in opened_quotes(commission) if q.id != cheapest(commission).id)
    with pytest.raises(RuleBroken, match="is open"):
        operations.propose_award(commission, other.id, "Best.", by=commission.officer)
    operations.propose_award(commission, None, "The work is not needed.", by=commission.officer)


def test_a_doubt_that_comes_up_after_the_proposal_holds_the_approval(
    app: Flask,
) -> None:
    commission = make_scored((9_000, 10_000, 12_000))
    propose(commission)
    app.config["LOW_PRICE_PERCENT"] = 10
    with pytest.raises(RuleBroken, match="is open"):
        operations.decide_award(commission, True, "", by=make_officer())
    operations.decide_award(commission, False, "Ask first.", by=make_officer())


def test_a_quote_is_set_aside_only_once_its_company_had_its_time(
    app: Flask, clock: GivenClock
) -> None:
    commission = make_scored(POUNDS)
    with pytest.raises(RuleBroken, match="Ask the company in writing first"):
        resolve(commission, Way.LEFT_OUT)
    enquiry = ask(commission)
    with pytest.raises(RuleBroken, match="wait for its answer"):
        resolve(commission, Way.LEFT_OUT)
    clock.move_to(enquiry.answer_by)
    resolve(commission, Way.LEFT_OUT)
    confirm(commission)
    low = cheapest(commission)
    points = queries.final_points(commission)
    assert points[low.id].rank is None
    # The lowest price is now another's: 40 points of price for £10,000.
    assert sorted(p.price or 0 for p in points.values())[-1] == 40
    with pytest.raises(RuleBroken, match="This quote is out"):
        propose(commission, low)
    best = next(q for q in opened_quotes(commission) if points[q.id].rank == 1)
    propose(commission, best)
    operations.decide_award(commission, True, "", by=make_officer())
    award = queries.decided_award(commission)
    assert award is not None
    [told] = [one for one in queries.letters(commission, award) if one.quote_id == low.id]
    assert told.why_out == [
        "It was set aside: a doubt about its price was not resolved in writing."
    ]


def test_a_quote_that_is_out_by_its_scores_need_not_be_asked(app: Flask) -> None:
    commission = opened_with([CRITERIA[0]._replace(minimum=3), CRITERIA[1]])
    member = make_member()
    declare(commission, member)
    with pytest.raises(RuleBroken, match="not out by its scores"):
        resolve(commission, Way.OUT_ANYWAY)
    score_all(commission, member, [2, 3, 4])
    resolve(commission, Way.OUT_ANYWAY)
    meeting = operations.record_moderation(
        commission, calendar.today(), "All.", "", by=commission.officer
    )
    criterion = queries.comparison(commission, commission.officer).brief.criteria[0]
    low = cheapest(commission)
    operations.agree_score(
        commission,
        (low.id, criterion.id),
        3,
        "It meets it.",
        meeting_id=meeting.id,
        by=commission.officer,
    )
    with pytest.raises(RuleBroken, match="is open"):
        propose(commission, low)


def test_what_was_recorded_first_is_kept_and_the_newest_holds(app: Flask) -> None:
    commission = make_scored(POUNDS)
    answer(commission, ask(commission))
    resolve(commission, Way.LEFT_OUT)
    resolve(commission)
    [doubt] = queries.doubts_to_see(commission.officer, commission)
    assert [each.way for each in doubt.resolutions] == [Way.LEFT_OUT, Way.EXPLAINED]
    assert queries.final_points(commission)[cheapest(commission).id].rank == 1


def test_sums_that_differ_are_pointed_out_and_the_quote_stays_as_it_was_sent(app: Flask) -> None:
    commission = with_sums_that_differ()
    [doubt] = queries.doubts_to_see(commission.officer, commission)
    assert doubt.doubt.kind is SUMS
    assert doubt.doubt.sentence == (
        "The total without VAT is stated as £8,900.00, and the price lines come to £9,000.00."
    )
    before = opened_quotes(commission)
    answer(commission, ask(commission, SUMS))
    resolve(commission, Way.LINES_STAND, SUMS)
    assert opened_quotes(commission) == before
    assert queries.open_doubts([commission.id]) == {}


def test_neither_mail_nor_audit_says_what_is_doubted(app: Flask) -> None:
    commission = make_scored(POUNDS)
    answer(commission, ask(commission))
    resolve(commission)
    entries = db.session.query(AuditEntry).filter_by(commission_id=commission.id).all()
    said = " ".join(f"{e.before} {e.after} {e.why}" for e in entries if "doubt" in e.act)
    assert "accepted as the company explained it" in said
    for words in ("4,000", "10,000", "They live here", "low", "median"):
        assert words not in said
    assert not any("4,000" in mail.text or "median" in mail.text for mail in sent_mails())
    raw = db.session.execute(db.text("SELECT doubt, reason FROM doubt_resolution")).all()
    assert not any("60%" in each or "They live" in each for row in raw for each in row)


def test_who_may_not_see_every_price_sees_no_doubt(app: Flask) -> None:
    commission = make_scored(POUNDS)
    conflicted, one_out, free = make_member(), make_member(), make_member()
    declare(commission, conflicted, Interest.CONFLICT)
    rule(commission, declare_interest(commission, one_out, 1), Part.ALL_BUT_ONE)
    declare(commission, free)
    assert len(queries.doubts_to_see(free, commission)) == 1
    assert queries.doubts_to_see(conflicted, commission) == []
    assert queries.doubts_to_see(one_out, commission) == []
    with pytest.raises(NotFound):
        queries.doubt_to_see(one_out, commission, cheapest(commission).id, LOW)
    with pytest.raises(NotFound):
        operations.ask_about_doubt(
            commission, cheapest(commission).id, SUMS, "Why?", calendar.now(), by=make_officer()
        )


def test_where_prices_are_hidden_no_scorer_finds_a_doubt(app: Flask, client_as: SignIn) -> None:
    commission = opened_with(CRITERIA, hides_price=True)
    member = make_member()
    declare(commission, member)
    browser, base = client_as(member), f"/commissions/{commission.reference}"
    for path in (base, f"{base}/comparison"):
        page = words_of(browser.get(path))
        assert "doubt" not in page.lower()
        assert "median" not in page
    assert browser.get(f"{base}/doubts").status_code == 404
    score_all(commission, member, [3, 3, 3])
    assert TOLD in words_of(browser.get(f"{base}/doubts"))


def test_from_the_start_page_to_the_resolution_by_clicking(app: Flask, client_as: SignIn) -> None:
    commission = make_scored(POUNDS)
    officer, base = client_as(commission.officer), f"/commissions/{commission.reference}"
    assert "Resolve the doubts about prices" in words_of(officer.get("/"))
    for path in (base, f"{base}/comparison", f"{base}/award", f"{base}/doubts"):
        assert TOLD in words_of(officer.get(path)), path
    quote = cheapest(commission)
    page = officer.get(f"{base}/doubts/{quote.id}/low-price/ask")
    draft = page.get_data(as_text=True)
    assert "Your price is £4,000.00 without VAT." in draft
    typed = {"text": "How do you come to it?", "answer_by-day": "", "answer_by-month": ""}
    refused = officer.submit(page, typed)
    assert refused.status_code == 422
    assert "How do you come to it?" in refused.get_data(as_text=True)
    by = calendar.today() + timedelta(days=3)
    when = {
        "answer_by-day": str(by.day),
        "answer_by-month": str(by.month),
        "answer_by-year": str(by.year),
        "answer_by-time": "noon",
    }
    sent = officer.submit(page, {"text": "How do you come to it?", **when}, follow=True)
    assert "The question is sent to" in words_of(sent)
    invitation = next(i for i in invited(commission) if i.id == quote.invitation_id)
    company = client_as(contact_of(invitation.company))
    assert "Answer a question about your quote" in words_of(company.get("/"))
    asked = queries.doubts_to_see(commission.officer, commission)[0].asked[0]
    page = company.get(f"/invitations/{invitation.id}/enquiries/{asked.id}")
    assert "median" not in words_of(page)
    company.submit(page, {"text": "We live next door."}, button="Send the answer")
    page = officer.get(f"{base}/doubts/{quote.id}/low-price/resolve")
    assert "We live next door." in words_of(page)
    empty = officer.submit(page, {"way": Way.EXPLAINED.value})
    assert "Enter the reason" in error_summary_of(empty)
    done = officer.submit(
        page, {"way": Way.EXPLAINED.value, "reason": "No travel at all."}, follow=True
    )
    assert "No travel at all." in words_of(done)
    assert "Resolve the doubts" not in words_of(officer.get("/"))


def test_a_resolution_is_of_what_its_page_showed(app: Flask, client_as: SignIn) -> None:
    commission = make_scored(POUNDS)
    answer(commission, ask(commission))
    officer = client_as(commission.officer)
    path = f"/commissions/{commission.reference}/doubts/{cheapest(commission).id}/low-price/resolve"
    page = officer.get(path)
    resolve(commission, Way.LEFT_OUT)
    late = officer.submit(page, {"way": Way.EXPLAINED.value, "reason": "Enough."})
    assert CHANGED in error_summary_of(late)
    assert db.session.query(DoubtResolution).count() == 1


def test_members_read_doubts_and_only_officers_resolve_them(app: Flask, client_as: SignIn) -> None:
    commission = make_scored(POUNDS)
    answer(commission, ask(commission))
    member = make_member()
    declare(commission, member)
    base = f"/commissions/{commission.reference}/doubts"
    page = client_as(member).get(base)
    assert TOLD in words_of(page)
    assert "Record how this is resolved" not in words_of(page)
    with pytest.raises(RuleBroken, match="Only an officer"):
        operations.resolve_doubt(
            commission, cheapest(commission).id, LOW, Way.EXPLAINED, "Yes.", by=member
        )


def test_what_waits_takes_as_many_statements_however_many_quotes(app: Flask) -> None:
    few, many = make_opened(POUNDS), make_opened((*POUNDS, 10_000, 11_000, 12_000, 13_000))
    one, both = [few.id], [few.id, many.id]
    assert queries.open_doubts(both) == dict.fromkeys(both, 1)
    alone = statements_of(lambda: queries.open_doubts(one))
    assert statements_of(lambda: queries.open_doubts(both)) == alone
    assert alone <= 8, "six, and what begins a transaction"
