"""Choosing a report and fetching it: who may, under which name, and what is said if it fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access import Role
from app.people.models import Person
from app.plans.operations import publish_edition
from app.reports.exceptions import ExceptionReport
from app.reports.printing import NotPrinted
from app.reports.routes import printed as routes
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import make_commission
from tests.factories.people import make_administrator, make_member, make_officer, make_person
from tests.factories.position import SlippedReview, make_slipped_review
from tests.printed import words_of_pdf

SignIn = Callable[[Person], Browser]


@pytest.fixture
def review(app: Flask) -> SlippedReview:
    return make_slipped_review()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The reports that would have been printed, since printing takes its time."""
    reports: list[object] = []

    def keep(_template: str, *, report: object) -> bytes:
        reports.append(report)
        return b"%PDF-1.7"

    monkeypatch.setattr(routes, "printed", keep)
    return reports


def test_an_officer_chooses_a_report_and_prints_it(
    review: SlippedReview, client_as: SignIn
) -> None:
    browser = client_as(make_officer())
    page = browser.get("/reports")
    assert f"{review.commission.reference}, Review of local engagement" in words_of(page)

    fetched = browser.get(
        f"/reports/status.pdf?commission={review.commission.reference}&as_at=2013-10-24"
    )

    assert fetched.status_code == 200
    assert fetched.mimetype == "application/pdf"
    assert fetched.headers["Content-Disposition"] == (
        f"inline; filename=commissioning-status-{review.commission.reference}-2013-10-24.pdf"
    )
    assert fetched.headers["Cache-Control"] == "no-store"
    words = words_of_pdf(fetched.data)
    assert "As at 24 October 2013" in words
    assert "at least 207 days late" in words


def test_all_commissions_today_are_the_default(
    review: SlippedReview, client_as: SignIn, seen: list[object]
) -> None:
    for query in ("", "?commission=&as_at="):
        fetched = client_as(make_officer()).get(f"/reports/status.pdf{query}")
        assert fetched.headers["Content-Disposition"] == (
            "inline; filename=commissioning-status-2013-12-04.pdf"
        )
    assert len(seen) == 2


@pytest.mark.parametrize("written", ["yesterday", "2013-02-30", "December 2013", "-", "9" * 9_000])
def test_a_day_that_cannot_be_read_gets_a_sentence_and_no_report(
    review: SlippedReview, client_as: SignIn, seen: list[object], written: str
) -> None:
    browser = client_as(make_officer())

    page = browser.get(
        "/reports/status.pdf",
        query_string={"as_at": written, "commission": review.commission.reference},
        follow_redirects=True,
    )
    assert page.request.path == "/reports"
    assert error_summary_of(page) == ["The day must be written like 24 October 2013"]
    assert f'value="{written}"' in page.text
    assert f'value="{review.commission.reference}" selected' in page.text

    page = browser.get(f"{review.address}/plan.pdf?as_at={written}", follow_redirects=True)
    assert page.request.path == review.address
    assert "The day must be written like 24 October 2013" in error_summary_of(page)[0]
    assert seen == []


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_days(
    review: SlippedReview, client_as: SignIn, seen: list[object], written: str
) -> None:
    assert client_as(make_officer()).get(f"/reports/status.pdf?as_at={written}").status_code == 200
    assert (
        client_as(make_officer()).get(f"{review.address}/plan.pdf?as_at={written}").status_code
        == 200
    )


def test_a_commission_that_is_not_there_is_not_found(
    review: SlippedReview, client_as: SignIn, seen: list[object]
) -> None:
    draft = make_commission("draft").reference

    assert client_as(make_officer()).get("/reports/status.pdf?commission=no").status_code == 404
    assert (
        client_as(make_member()).get(f"/reports/status.pdf?commission={draft}").status_code == 404
    )
    assert draft not in client_as(make_member()).get("/reports").text
    assert (
        client_as(make_officer()).get(f"/reports/status.pdf?commission={draft}").status_code == 200
    )


def test_those_who_do_not_enter_commissions_get_no_status(
    review: SlippedReview, client_as: SignIn, client: Browser, seen: list[object]
) -> None:
    for person in (make_administrator(), review.company.contacts[0]):
        for address in ("/reports", "/reports/status.pdf"):
            assert client_as(person).get(address).status_code == 403
    assert client.get("/reports/status.pdf").status_code == 302
    assert client_as(make_person(Role.KEYHOLDER)).get("/reports").status_code == 200
    assert seen == []


def test_a_plan_is_printed_for_everyone_once_it_is_published(
    review: SlippedReview, client_as: SignIn, client: Browser, seen: list[object]
) -> None:
    address = f"{review.address}/plan.pdf"
    assert client.get(address).status_code == 404
    assert client_as(make_member()).get(address).status_code == 200

    publish_edition(review.example.plan, by=make_officer())
    for browser in (client, client_as(review.company.contacts[0])):
        fetched = browser.get(address)
        assert fetched.headers["Content-Disposition"] == (
            f"inline; filename={review.example.plan.slug}-2013-12-04.pdf"
        )
        assert fetched.headers["Cache-Control"] == "no-store"
    assert "Slipped" not in repr(seen[-2:])
    assert client.get(f"{address}?as_at=2013-12-03").status_code == 404
    assert client.get("/plans/no-such-plan/plan.pdf").status_code == 404
    assert client.get("/plans/no-such-plan/plan.pdf?as_at=x").status_code == 404


def test_a_report_that_could_not_be_printed_says_so_on_the_page(
    review: SlippedReview, client_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_template: str, **_plain: object) -> bytes:
        raise NotPrinted("This report is too long to print.")

    monkeypatch.setattr(routes, "printed", fail)
    browser = client_as(make_officer())

    for address in ("/reports/status.pdf", f"{review.address}/plan.pdf"):
        page = browser.get(address, follow_redirects=True)
        assert page.status_code == 200
        assert "This report is too long to print." in words_of(page)


def test_an_officer_or_a_member_asks_for_the_exceptions(
    review: SlippedReview, client_as: SignIn, seen: list[object]
) -> None:
    slug = review.example.plan.slug
    for person in (make_officer(), make_member()):
        browser = client_as(person)
        assert "Open the exception report (PDF)" in words_of(browser.get("/reports"))
        fetched = browser.get(
            f"/reports/exceptions.pdf?plan={slug}&as_at=24+October+2013&tolerance=31"
        )
        assert fetched.headers["Content-Disposition"] == (
            f"inline; filename=exceptions-{slug}-2013-10-24.pdf"
        )
        assert fetched.headers["Cache-Control"] == "no-store"
    report = seen[-1]
    assert isinstance(report, ExceptionReport)
    assert (report.tolerance, len(report.exceptions)) == ("31 days", 1)


def test_a_keyholder_is_offered_no_exceptions(
    review: SlippedReview, client_as: SignIn, seen: list[object]
) -> None:
    browser = client_as(make_person(Role.KEYHOLDER))
    assert "exception report" not in words_of(browser.get("/reports"))
    assert browser.get("/reports/exceptions.pdf").status_code == 403


@pytest.mark.parametrize("typed", ["-1", "a month", "1.5", "٣", "10000", "9" * 9_000])
def test_days_that_are_no_number_get_a_sentence_and_no_report(
    review: SlippedReview, client_as: SignIn, seen: list[object], typed: str
) -> None:
    page = client_as(make_officer()).get(
        "/reports/exceptions.pdf",
        query_string={"tolerance": typed, "plan": review.example.plan.slug},
        follow_redirects=True,
    )
    assert error_summary_of(page) == [
        "The days late must be a whole number from 0 to 9,999, like 31"
    ]
    assert f'value="{review.example.plan.slug}" selected' in page.text
    assert seen == []


def test_a_day_of_the_exceptions_that_cannot_be_read_is_said_beside_its_own_field(
    review: SlippedReview, client_as: SignIn, seen: list[object]
) -> None:
    page = client_as(make_officer()).get(
        "/reports/exceptions.pdf?as_at=yesterday", follow_redirects=True
    )
    assert error_summary_of(page) == ["The day must be written like 24 October 2013"]
    assert 'href="#exceptions_as_at"' in page.text
    assert seen == []
    assert client_as(make_officer()).get("/reports/exceptions.pdf?plan=no").status_code == 404


def test_the_reports_are_in_the_menu_of_those_who_may_read_them(
    review: SlippedReview, client_as: SignIn
) -> None:
    assert 'href="/reports"' in client_as(make_member()).get("/plans").text
    assert 'href="/reports"' not in client_as(make_administrator()).get("/plans").text
