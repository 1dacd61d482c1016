"""The award makes the deliverables from the timetable of the quote that won, once checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from app import clock as the_clock
from app.access import Role
from app.audit.models import AuditEntry
from app.commissions import operations as commissions
from app.commissions.models import Commission
from app.commissions.operations import QuestionWords
from app.commissions.queries import invited
from app.commissions.rules import OfferedDue, Topic
from app.database import db
from app.delivery import operations, queries
from app.delivery.rules.offered import CheckedDue, DraftedFrom
from app.errors import NotFound, RuleBroken
from app.evaluation import operations as evaluation
from app.evaluation.rules import Interest
from app.people.models import Person
from app.plans.models import Agreement
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.commissions import make_commission
from tests.factories.evaluation import declare, make_awarded, propose, score_all
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import open_quotes, submit_quote

Browsers = Callable[[Person], Browser]
OFFER = "Interim report by mid February 2014\nFinal report – end March 2014"
PRESSED = "Put 2 deliverables on the list"


def awarded(
    offer: str = OFFER,
    *,
    told: bool = True,
    timetable: str = "",
    conflicted: Person | None = None,
    dues: Sequence[OfferedDue] = (),
) -> Commission:
    """A commission whose brief asks for dates; the quote that won answers with `offer`.

    `dues` are the timetable in that quote.
    """
    commission, officer = make_commission("draft"), make_officer()
    asked = [
        QuestionWords("How will you do it?"),
        QuestionWords("What will you deliver when?", topic=Topic.DELIVERY),
    ]
    commissions.set_questions(commission, asked, by=officer)
    if timetable:
        commissions.edit_brief(commission, {"timetable": timetable}, by=officer)
    commissions.issue_brief(commission, the_clock.now(), by=officer)
    for place, invitation in enumerate(invited(commission)):
        answers = ("With care.", offer if place == 0 else "Second report – May 2015")
        submit_quote(invitation, 900_000 + place, answers, dues=dues if place == 0 else ())
    open_quotes(commission)
    if conflicted is not None:
        declare(commission, conflicted, Interest.CONFLICT)
    member = make_member()
    declare(commission, member)
    score_all(commission, member, [4, 2, 1])
    propose(commission)
    evaluation.decide_award(commission, True, "", by=make_officer())
    if told:
        evaluation.send_letters(commission, {}, by=officer)
    db.session.commit()
    return commission


def as_offered(commission: Commission, by: Person) -> list[CheckedDue]:
    offer = queries.offered_timetable(commission, by)
    return [CheckedDue(due.title, due.when, "", place) for place, due in enumerate(offer.dues)]


def address(commission: Commission) -> str:
    return f"/commissions/{commission.reference}/deliverables/offered"


def entries_of(commission: Commission, act: str) -> list[AuditEntry]:
    found = db.session.query(AuditEntry).filter_by(commission_id=commission.id, act=act)
    return found.order_by(AuditEntry.id).all()


def test_the_officer_checks_what_was_offered_and_confirms_it_once(
    app: object, client_as: Browsers
) -> None:
    commission = awarded()
    browser = client_as(make_officer())
    home = browser.get("/")
    assert "Check what is to be delivered, and by when" in words_of(home)
    page = browser.get(address(commission))
    assert "Interim report by mid February 2014" in words_of(page)
    # Both readings of a doubtful date are said.
    for reading in ("That is any day up to 20 February 2014", "It could also be any day up to 15"):
        assert reading in words_of(page)
    shown = browser.submit(page, button="Continue")
    assert "Nothing has been saved yet" in words_of(shown)
    assert queries.highest_number(commission) == 0
    made = browser.press(shown, PRESSED, follow=True)
    assert "1. Interim report" in words_of(made)
    due = queries.deliverables([commission.id], the_clock.today())[commission.id]
    assert [(one.title, one.dates.baseline and one.dates.baseline.as_written) for one in due] == [
        ("Interim report", "by mid February 2014"),
        ("Final report", "end March 2014"),
    ]
    assert all(one.dates.agreed_history[0].outcome is Agreement.APPROVED for one in due)
    (entry,) = entries_of(commission, "timetable checked")
    assert entry.after.startswith("2 deliverables from the quote of ")
    assert "Check what is to be delivered" not in words_of(browser.get("/"))


def test_a_timetable_in_the_quote_comes_before_what_its_answers_say(
    app: object, client_as: Browsers
) -> None:
    dues = (OfferedDue("A short report", "end February 2014"), OfferedDue("A session", "week 3"))
    commission = awarded(dues=dues)
    browser = client_as(make_officer())
    page = browser.get(address(commission))
    assert "The lines below are the timetable in the quote of" in words_of(page)
    assert "A short report" in page.text
    assert 'value="Interim report"' not in page.text
    # What could not be read is not guessed: it has to be asked about, and written anew.
    refused = browser.submit(page, button="Continue")
    assert error_summary_of(refused) == ["“week 3” in line 2 could not be read as a date"]
    given = {"dues-1-when": "21 March 2014", "dues-1-reason": "Asked: they mean that Friday."}
    shown = browser.submit(refused, given, button="Continue")
    browser.press(shown, PRESSED, follow=True)
    due = queries.deliverables([commission.id], the_clock.today())[commission.id]
    assert [(one.title, one.dates.baseline and one.dates.baseline.as_written) for one in due] == [
        ("A short report", "end February 2014"),
        ("A session", "21 March 2014"),
    ]
    (entry,) = entries_of(commission, "timetable checked")
    assert entry.after.startswith("2 deliverables from the timetable in the quote of ")
    _, second = entries_of(commission, "deliverable added")
    assert second.before == "A session: week 3"


def test_a_change_and_what_is_left_out_have_reasons_and_are_on_record(
    app: object, client_as: Browsers
) -> None:
    commission = awarded()
    browser = client_as(make_officer())
    page = browser.get(address(commission))
    changed = {"dues-0-when": "14 February 2014", "dues-1-leave_out": True}
    refused = browser.submit(page, changed, button="Continue")
    assert error_summary_of(refused) == [
        "Enter why line 1 is not as it was offered",
        "Enter why line 2 is left out",
    ]
    assert b"14 February 2014" in refused.data
    longer = browser.submit(refused, {}, button="Add another line")
    given = {
        "dues-0-reason": "The day was agreed by telephone.",
        "dues-1-reason": "One report is enough.",
        "dues-2-title": "A session with the group",
        "dues-2-when": "April 2014",
    }
    shown = browser.submit(longer, given, button="Continue")
    assert "One report is enough." in words_of(shown)
    back = browser.press(shown, "Change what you wrote")
    assert b"The day was agreed by telephone." in back.data
    shown = browser.submit(back, {}, button="Continue")
    browser.press(shown, PRESSED, follow=True)
    due = queries.deliverables([commission.id], the_clock.today())[commission.id]
    assert [one.title for one in due] == ["Interim report", "A session with the group"]
    assert due[0].dates.baseline is not None
    assert due[0].dates.baseline.reason == "The day was agreed by telephone."
    first, second = entries_of(commission, "deliverable added")
    assert (first.before, first.after) == (
        "Interim report: by mid February 2014",
        "14 February 2014",
    )
    assert not second.before
    (left_out,) = entries_of(commission, "offered deliverable left out")
    assert (left_out.before, left_out.why) == (
        "Final report: end March 2014",
        "One report is enough.",
    )


@pytest.mark.parametrize(
    ("timetable", "drafted_from", "said"),
    [
        ("Draft by May 2014, report in June 2014.", DraftedFrom.BRIEF, "No date could be read"),
        ("As agreed.", DraftedFrom.BRIEF, "The finished work"),
    ],
)
def test_without_dates_in_the_quote_those_of_the_brief_are_offered_and_said_so(
    app: object, client_as: Browsers, timetable: str, drafted_from: DraftedFrom, said: str
) -> None:
    commission = awarded("Our plan has two weeks to spare.", timetable=timetable)
    officer = make_officer()
    assert queries.offered_timetable(commission, officer).drafted_from is drafted_from
    page = words_of(client_as(officer).get(address(commission)))
    assert "The lines below are those of the brief." in page
    assert said in page or said in client_as(officer).get(address(commission)).text


def test_two_officers_at_once_make_it_once(app: object, client_as: Browsers) -> None:
    commission = awarded()
    first, second = client_as(make_officer()), client_as(make_officer())
    pages = [one.submit(one.get(address(commission)), button="Continue") for one in (first, second)]
    first.press(pages[0], PRESSED, follow=True)
    late = second.press(pages[1], PRESSED)
    assert operations.ALREADY in words_of(late)
    assert queries.highest_number(commission) == 2
    assert len(entries_of(commission, "timetable checked")) == 1


def test_nothing_is_offered_before_the_letters_have_left(app: Flask, client_as: Browsers) -> None:
    commission = awarded(told=False)
    officer = make_officer()
    app.config["LETTERS_WAIT"] = 60
    for _ in range(2):
        evaluation.order_letters(commission, {}, by=officer)
        assert client_as(officer).get(address(commission)).status_code == 404
        evaluation.stop_letters(commission, "A name is wrong.", by=officer)
        assert "Check what is to be delivered" not in words_of(client_as(officer).get("/"))
    evaluation.send_letters(commission, {}, by=officer)
    assert client_as(officer).get(address(commission)).status_code == 200


def test_whoever_may_not_see_the_quotes_does_not_read_the_offer(
    app: object, client_as: Browsers
) -> None:
    conflicted = make_person(Role.OFFICER, Role.MEMBER)
    commission = awarded(conflicted=conflicted)
    browser = client_as(conflicted)
    assert browser.get(address(commission)).status_code == 404
    assert "Check what is to be delivered" not in words_of(browser.get("/"))
    with pytest.raises(NotFound):
        queries.offered_timetable(commission, conflicted)


def test_every_offered_line_comes_back_once(app: object) -> None:
    commission, officer = awarded(), make_officer()
    lines = as_offered(commission, officer)
    for wrong in (lines[:1], [*lines, lines[0]], []):
        with pytest.raises(RuleBroken, match="Not every line that was offered came back"):
            operations.make_deliverables(commission, wrong, by=officer)
    left_out = [CheckedDue(one.title, one.when, "No.", one.offered, True) for one in lines]
    with pytest.raises(RuleBroken, match="Keep or add at least one line"):
        operations.make_deliverables(commission, left_out, by=officer)
    assert queries.highest_number(commission) == 0


def test_what_was_put_on_the_list_by_hand_is_not_put_there_again(app: object) -> None:
    commission, officer = awarded(), make_officer()
    lines = as_offered(commission, officer)
    operations.add_deliverable(commission, "Final report", "March 2014", by=officer)
    with pytest.raises(RuleBroken, match="on the list already"):
        operations.make_deliverables(commission, lines, by=officer)


def test_an_award_of_before_there_were_such_questions_offers_the_brief(app: object) -> None:
    offer = queries.offered_timetable(make_awarded(), make_officer())
    assert offer.drafted_from is DraftedFrom.BRIEF
    assert [(due.title, due.when) for due in offer.dues] == [("The finished work", "March 2014")]


def test_the_offer_takes_as_many_statements_for_many_lines(app: object) -> None:
    officer = make_officer()
    few, many = awarded(), awarded("\n".join(f"Part {n} – March 2014" for n in range(30)))
    counted = [
        statements_of(lambda one=one: queries.offered_timetable(one, officer))
        for one in (few, many)
    ]
    assert len(queries.offered_timetable(many, officer).dues) == 30
    assert counted[0] == counted[1] <= 17
