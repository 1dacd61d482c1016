"""The commissioning status on paper: what it says, on which day, and to whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from app.access import Role
from app.commissions import operations
from app.commissions.models import Commission
from app.commissions.queries import invited
from app.commissions.rules import Reply
from app.database import db
from app.delivery.operations import add_deliverable, decide_receipt, record_received
from app.errors import NotFound
from app.evaluation.operations import decide_award
from app.evaluation.rules import Interest
from app.people.models import Person
from app.reports.printing import printed
from app.reports.status import Section, StatusReport, status_report
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import (
    declare,
    make_awarded,
    make_opened,
    make_scored,
    propose,
    score_all,
)
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.position import CANARY, SlippedReview, make_slipped_review
from tests.factories.quotes import submit_quote
from tests.printed import bookmarks_of, tags_of, ua_faults, words_of_pdf

TODAY = date(2013, 12, 4)


def section_of(report: StatusReport, commission: Commission) -> Section:
    return next(each for each in report.sections if each.reference == commission.reference)


def fact(report: StatusReport, commission: Commission, head: str) -> str:
    return dict(section_of(report, commission).facts)[head]


@pytest.fixture
def officer(app: Flask) -> Person:
    return make_officer()


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


def test_the_printed_report_says_where_the_review_stands(
    review: SlippedReview, officer: Person
) -> None:
    pdf = printed("pdf/status.html", report=status_report(officer, TODAY))

    words = words_of_pdf(pdf)
    assert ua_faults(pdf) == []
    for said in (
        "Example Community Planning Group",
        "As at 4 December 2013",
        "Printed at 10am on Wednesday 4 December 2013",
        "Page 1 of 1",
        "1 commission, 1 late.",
        f"{review.commission.reference}, Review of local engagement",
        "For milestone 1 of Action 2, “Review”, in the plan",
        "Issued on 1 February 2013. Quotes closed on 22 February 2013.",
        "Open the quotes",
        "Two keyholders",
        "Budget £10,000.00.",
        "3 companies invited.",
        "No quotes received.",
        "Slipped – agreed (red)",
        "end March 2013",
        "365 days late (at least 335 and up to 375 days)",
        "Nothing had been received by 4 December 2013.",
        "The work that was asked for has not been received.",
    ):
        assert said in words


def test_the_printed_report_can_be_read_by_a_screen_reader(
    review: SlippedReview, officer: Person
) -> None:
    report = status_report(officer, TODAY)
    pdf = printed("pdf/status.html", report=report)

    tags = tags_of(pdf)
    names = [tag for tag, _ in tags]
    assert {"/H1", "/H2", "/Table", "/Caption", "/TH", "/TD"} <= set(names)
    assert "/H3" not in names
    assert names.count("/Caption") == names.count("/Table")
    assert {scope for tag, scope in tags if tag == "/TH"} == {"/Column", "/Row"}
    assert bookmarks_of(pdf) == [
        "Commissioning status",
        "  All commissions",
        f"  {report.sections[0].name}",
    ]
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.Lang == "en-GB"
        assert document.docinfo.Title == "Commissioning status, As at 4 December 2013"
        assert document.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize(
    ("on", "against_first", "against_agreed", "state"),
    [
        (date(2013, 3, 30), "on time", "on time", "On track (green)"),
        (
            date(2013, 10, 24),
            "at least 207 days late",
            "at least 207 days late",
            "Lapsed (red)",
        ),
        (
            date(2013, 12, 4),
            "365 days late (at least 335 and up to 375 days)",
            "on time",
            "Slipped – agreed (red)",
        ),
        (date(2014, 4, 24), "at least 389 days late", "at least 24 days late", "Lapsed (red)"),
    ],
    ids=str,
)
def test_it_counts_the_days_late_as_at_any_day(
    review: SlippedReview,
    officer: Person,
    on: date,
    against_first: str,
    against_agreed: str,
    state: str,
) -> None:
    (row,) = section_of(status_report(officer, on), review.commission).dates

    assert (row.against_first, row.against_agreed) == (against_first, against_agreed)
    assert row.state_words == state


def test_an_earlier_day_knows_nothing_of_what_came_after(
    review: SlippedReview, officer: Person, clock: GivenClock
) -> None:
    later = make_commission("issued", title="A later commission")

    before = status_report(officer, date(2013, 1, 31))
    after_issue = status_report(officer, date(2013, 2, 10))

    assert before.sections == ()
    assert [each.reference for each in after_issue.sections] == [review.commission.reference]
    assert fact(after_issue, review.commission, "Stage") == "Issued"
    assert "closed" not in fact(after_issue, review.commission, "So far")
    assert later.reference in {each.reference for each in status_report(officer, TODAY).sections}


def test_replies_are_those_of_the_day(app: Flask, officer: Person, clock: GivenClock) -> None:
    commission = make_commission("issued")
    first, second, third = invited(commission)
    clock.forward(days=2)
    submit_quote(first)
    operations.reply(second, Reply.DECLINED, "No time.", by=contact_of(second.company))
    db.session.commit()

    before = status_report(officer, TODAY)
    now = status_report(officer, date(2013, 12, 6))

    names = sorted(each.company.name for each in (first, second, third))
    assert fact(before, commission, "Replies") == (
        f"Will quote: 0. Declined: 0. No reply yet: 3 ({', '.join(names)})."
    )
    assert fact(before, commission, "Quotes") == "No quotes received."
    assert fact(now, commission, "Replies") == (
        f"Will quote: 1 ({first.company.name}). Declined: 1 ({second.company.name}). "
        f"No reply yet: 1 ({third.company.name})."
    )
    assert fact(now, commission, "Quotes") == "1 quote received."


def test_only_officers_read_the_names_of_invited_companies(review: SlippedReview) -> None:
    for role in (Role.MEMBER, Role.KEYHOLDER):
        report = status_report(make_person(role), TODAY)
        assert CANARY not in repr(report)
        assert not report.names_companies
        assert fact(report, review.commission, "Replies") == (
            "Will quote: 0. Declined: 0. No reply yet: 3."
        )
    officers = status_report(make_officer(), TODAY)
    assert CANARY in fact(officers, review.commission, "Replies")
    assert officers.names_companies


def test_a_draft_is_printed_for_officers_only(app: Flask, officer: Person) -> None:
    draft = make_commission("draft")

    report = status_report(officer, TODAY)
    assert fact(report, draft, "Stage") == "Draft"
    assert fact(report, draft, "Invitations") == "None sent yet."
    assert fact(report, draft, "Value") == "No budget given yet."
    assert status_report(make_member(), TODAY).sections == ()
    with pytest.raises(NotFound):
        status_report(make_member(), TODAY, draft.reference)


def test_the_value_is_the_budget_before_the_decision_and_the_price_after_it(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    commission = make_scored()
    propose(commission)
    proposed_on = clock.at.date()
    clock.forward(days=1)
    decide_award(commission, True, "", by=make_officer())
    db.session.commit()

    before = status_report(officer, proposed_on)
    after = status_report(officer, clock.at.date())

    assert fact(before, commission, "Value") == "Budget £10,000.00."
    assert "9,000" not in repr(before)
    assert fact(after, commission, "Value").startswith("£9,000.00 without VAT, ")


def test_a_withheld_budget_is_not_printed(app: Flask, officer: Person) -> None:
    commission = make_commission("draft")
    draft = commission.briefs[0]
    draft.budget_withheld = True
    operations.issue_brief(commission, datetime(2013, 12, 4, 10, tzinfo=UTC), by=officer)
    db.session.commit()

    assert fact(status_report(officer, TODAY), commission, "Value") == "Budget withheld."


def test_an_award_that_is_not_told_yet_is_for_those_who_see_the_quotes(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    commission = make_opened()
    free, conflicted = make_member(), make_officer()
    declare(commission, free)
    score_all(commission, free, [3, 2, 1])
    declare(commission, conflicted, Interest.CONFLICT)
    propose(commission)
    decide_award(commission, True, "", by=make_officer())
    db.session.commit()
    today = clock.at.date()

    for reader in (officer, free):
        told = fact(status_report(reader, today), commission, "Value")
        assert told.startswith("£9,000.00 without VAT, Specimen Studio")
    for reader in (make_member(), conflicted, make_person(Role.KEYHOLDER)):
        report = status_report(reader, today)
        assert "9,000" not in repr(report)
        assert fact(report, commission, "Value").startswith("Decided.")


def test_deliverables_stand_with_their_dates_and_what_was_received(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    commission = make_awarded()
    interim = add_deliverable(commission, "Interim report", "20 December 2013", by=officer)
    record_received(commission, interim, clock.at.date(), note="By mail.", file=None, by=officer)
    clock.forward(days=1)
    decide_receipt(commission, interim, accept=False, reason="Pages are missing.", by=officer)
    db.session.commit()

    rows = section_of(status_report(officer, clock.at.date()), commission).dates
    row = next(each for each in rows if each.name == "1. Interim report")
    assert (row.first, row.agreed, row.actual) == ("20 December 2013",) * 2 + ("not yet",)
    assert dict(row.notes)["Received"].startswith("Received on 18 December 2013; rejected on 19 ")
    assert "Pages are missing." in dict(row.notes)["Received"]


def test_the_most_days_late_stand_first_and_what_has_ended_last(
    review: SlippedReview, officer: Person
) -> None:
    on_time = make_commission("issued", title="On time")
    ended = make_commission("issued", title="Ended")
    operations.cancel(ended, "No longer wanted.", by=officer)
    db.session.commit()

    report = status_report(officer, TODAY)

    assert [each.reference for each in report.summary] == [
        review.commission.reference,
        on_time.reference,
        ended.reference,
    ]
    assert report.late_count == 1
    assert [each.reference for each in report.sections] == [
        each.reference for each in report.summary
    ]
    assert "Reason: No longer wanted." in fact(report, ended, "So far")


def test_nothing_is_late_of_what_was_cancelled(
    app: Flask, officer: Person, clock: GivenClock
) -> None:
    commission = make_awarded()
    add_deliverable(commission, "Final report", "20 December 2013", by=officer)
    operations.cancel(commission, "Nothing came.", by=officer)
    db.session.commit()

    report = status_report(officer, date(2014, 6, 1))

    (line,) = report.summary
    assert line.row is not None
    assert (line.row.state, line.row.against_first) == ("withdrawn", "withdrawn")
    assert report.late_count == 0


def test_one_commission_is_printed_alone(review: SlippedReview, officer: Person) -> None:
    make_commission("issued", title="Another commission")

    report = status_report(officer, TODAY, review.commission.reference)
    words = words_of_pdf(printed("pdf/status.html", report=report))

    assert f"Commissioning status: {review.commission.reference}" in words
    assert "Another commission" not in words
    with pytest.raises(NotFound):
        status_report(officer, TODAY, "KM-0000-00")


def test_a_day_without_commissions_is_a_report_too(app: Flask, officer: Person) -> None:
    pdf = printed("pdf/status.html", report=status_report(officer, date(2001, 1, 1)))

    assert ua_faults(pdf) == []
    assert "There was no commission on this day." in words_of_pdf(pdf)


def test_a_day_to_come_says_so(review: SlippedReview, officer: Person) -> None:
    pdf = printed("pdf/status.html", report=status_report(officer, date(2014, 4, 24)))

    assert "what will be so if nothing more happens" in words_of_pdf(pdf)


def test_whatever_was_typed_is_printed_as_words(app: Flask, officer: Person) -> None:
    commission = make_commission("issued", companies=1)
    commission.title = '<img src="file:///etc/passwd"><h6>Big</h6> Fàilte \U0001f389'
    commission.milestone.text = "x" * 10_000
    commission.invitations[0].company.name = "Example & Sons <b>Ltd</b> " * 400
    officer.name = "{{ 7 * 7 }}"
    db.session.commit()

    pdf = printed("pdf/status.html", report=status_report(officer, TODAY))

    words = words_of_pdf(pdf)
    assert ua_faults(pdf) == []
    assert '<img src="file:///etc/passwd"><h6>Big</h6> Fàilte [party popper]' in words
    assert "Example & Sons <b>Ltd</b>" in words
    assert "root:" not in words
