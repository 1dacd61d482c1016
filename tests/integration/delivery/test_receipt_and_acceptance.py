"""What was received, by whom it may be sent, and whether it is accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from app import clock as the_clock
from app.commissions.queries import invited, stage_now
from app.commissions.rules import Stage
from app.database import db
from app.delivery import operations, queries
from app.errors import RuleBroken
from app.mail import sent_mails
from app.people.models import Person
from app.plans.queries import milestone_dates
from app.position.queries.positions import all_positions
from tests.browsing import Browser, error_summary_of, words_of
from tests.factories.commissions import contact_of
from tests.factories.delivery import make_deliverable
from tests.factories.people import make_officer

Browsers = Callable[[Person], Browser]
REPORT = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def test_the_company_sends_its_report_and_the_officer_accepts_it(
    app: object, client_as: Browsers
) -> None:
    commission, deliverable = make_deliverable()
    invitation = invited(commission)[0]
    company, officer = client_as(contact_of(invitation.company)), client_as(make_officer())
    page = company.get(f"/invitations/{invitation.id}/deliverables/1/send")
    page = company.submit(page, {"file": (BytesIO(REPORT), "Aithisg 📄.pdf")}, follow=True)
    assert "has arrived" in words_of(page)
    assert any("has arrived" in mail.text for mail in sent_mails())
    start = f"/commissions/{commission.reference}/deliverables/1"
    page = officer.get(start)
    assert "Aithisg 📄.pdf" in words_of(page)
    receipt = queries.waiting_receipt(deliverable)
    assert receipt is not None
    file = officer.get(f"{start}/received/{receipt.id}")
    assert file.data == REPORT
    assert file.headers["Content-Disposition"].startswith("attachment")
    officer.submit(officer.get(f"{start}/acceptance"), {"decision": "accept"})
    db.session.expire_all()
    assert stage_now(commission) is Stage.DELIVERED
    (position,) = all_positions(the_clock.today(), commission.milestone.action.plan_id)
    assert position.actual is not None and position.actual.latest == date(2013, 12, 18)


def test_a_rejection_needs_a_reason_and_the_company_is_told(
    app: object, client_as: Browsers
) -> None:
    commission, deliverable = make_deliverable()
    officer = make_officer()
    operations.record_received(
        commission, deliverable, the_clock.today(), note="On paper.", file=None, by=officer
    )
    db.session.commit()
    browser = client_as(officer)
    url = f"/commissions/{commission.reference}/deliverables/1/acceptance"
    page = browser.submit(browser.get(url), {"decision": "reject"})
    assert error_summary_of(page) == ["Enter why you reject what was received"]
    browser.submit(browser.get(url), {"decision": "reject", "reason": "Half is missing."})
    assert any("Half is missing." in mail.text for mail in sent_mails())
    db.session.expire_all()
    assert stage_now(commission) is Stage.AWARDED
    standing = queries.standing_of(deliverable, the_clock.today())
    assert (standing.received_on, standing.rejected_on) == (None, the_clock.today())


def test_nothing_is_recorded_for_a_day_to_come_or_without_saying_what(app: object) -> None:
    commission, deliverable = make_deliverable()
    officer = make_officer()
    with pytest.raises(RuleBroken, match="today or earlier"):
        operations.record_received(
            commission, deliverable, date(2030, 1, 1), note="Report", file=None, by=officer
        )
    with pytest.raises(RuleBroken, match="say what was received"):
        operations.record_received(
            commission, deliverable, the_clock.today(), note=" ", file=None, by=officer
        )


def test_only_the_company_that_won_sees_and_sends(app: object, client_as: Browsers) -> None:
    commission, _ = make_deliverable()
    loser, winner = invited(commission)[1], invited(commission)[0]
    browser = client_as(contact_of(loser.company))
    for invitation in (loser, winner):
        assert browser.get(f"/invitations/{invitation.id}/deliverables").status_code == 404
        assert browser.get(f"/invitations/{invitation.id}/deliverables/1/send").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.exe", b"MZ\x90\x00", "The selected file must be"),
        ("report.pdf", b"MZ\x90\x00" + b"\x00" * 200, "is not what its name says"),
        ("report.pdf", b"", "report.pdf is empty"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    app: object, client_as: Browsers, name: str, content: bytes, sentence: str
) -> None:
    commission, _ = make_deliverable()
    invitation = invited(commission)[0]
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/deliverables/1/send")
    after = browser.submit(page, {"file": (BytesIO(content), name)})
    assert after.status_code == 422
    assert sentence in error_summary_of(after)[0]


def test_what_was_never_received_leaves_the_milestone_unmet(app: object) -> None:
    commission, _ = make_deliverable("end March 2014")
    milestone = commission.milestone_id
    assert milestone_dates([milestone], date(2014, 6, 1))[milestone].met_on is None
    (position,) = all_positions(date(2014, 6, 1), commission.milestone.action.plan_id)
    assert position.actual is None
    assert "Nothing had been received" in position.received
