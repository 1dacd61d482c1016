"""Parts that a company considers confidential: marked, sealed, shown to officers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.audit.models import AuditEntry
from app.commissions.models import Invitation
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.marks import PRICES, TIMETABLE, Marked, answer_part, file_part
from app.quotes.queries import OwnQuote, opened_quotes
from tests.browsing import Browser, Value, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.evaluation import declare
from tests.factories.people import make_member, make_officer
from tests.factories.quotes import READING_KEY, make_draft, open_quotes, send_draft, submit_quote

ClientAs = Callable[[Person], Browser]
RATES = Marked(PRICES, "Our rates for all clients.", "end 2016")


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    found = invitation_of(make_commission("issued"))
    make_draft(found, files_given=[("Plan.txt", b"Our plan.")])
    return found


def address(invitation: Invitation) -> str:
    return f"/invitations/{invitation.id}/quote/confidential"


def draft_of(invitation: Invitation) -> OwnQuote:
    draft = queries.own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return draft


def ticked(place: int, why: str, until: str) -> dict[str, Value]:
    row = f"parts-{place}"
    return {f"{row}-is_marked": True, f"{row}-reason": why, f"{row}-until": until}


def place_of(invitation: Invitation, part: str) -> int:
    return list(draft_of(invitation).parts).index(part)


def test_each_part_is_marked_with_why_and_until_when(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    said = words_of(page)
    for part in ("Your answer to question 1", "Your price lines", "Your file Plan.txt"):
        assert part in said
    assert "Your timetable" not in said  # there is none
    assert "The law leaves the decision to us" in said
    (file,) = draft_of(invitation).files
    prices = ticked(place_of(invitation, PRICES), RATES.reason, RATES.until)
    plan = ticked(place_of(invitation, file_part(file.id)), "Our method.", "until the award")
    tasks = browser.submit(page, {**prices, **plan}, follow=True)
    assert "2 parts marked" in words_of(tasks)
    check = words_of(browser.get(f"/invitations/{invitation.id}/quote/check"))
    assert "You consider the price lines confidential. Until: end 2016. Reason: Our rates" in check
    (entry,) = db.session.query(AuditEntry).filter_by(act="quote's confidential parts saved")
    assert "rates" not in f"{entry.before}{entry.after}{entry.why}{entry.subject_name}"
    # Taken back by unticking, and gone with its file.
    again = browser.get(address(invitation))
    place = place_of(invitation, PRICES)
    cleared: dict[str, Value] = {f"parts-{place}-reason": "", f"parts-{place}-until": ""}
    browser.submit(again, {**cleared, f"parts-{place}-is_marked": None})
    assert list(draft_of(invitation).marked) == [file_part(file.id)]
    operations.remove_file(invitation, file.id, by=contact_of(invitation.company))
    assert draft_of(invitation).marks == ()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    place = place_of(invitation, PRICES)
    untold = {**ticked(place, "", "end 2016"), "parts-0-reason": "A reason without its tick"}
    refused = browser.submit(page, untold)
    assert refused.status_code == 422
    assert error_summary_of(refused) == [
        "Tick your answer to question 1, or clear its reason and until when",
        "Enter a reason for your price lines",
    ]
    assert f'href="#parts-{place}-reason"' in refused.text
    assert 'value="A reason without its tick"' in refused.text
    assert draft_of(invitation).marks == ()


def test_a_part_that_is_not_in_the_quote_is_refused(
    invitation: Invitation, browser: Browser
) -> None:
    page = browser.get(address(invitation))
    made_up = {"parts-0-part": answer_part("another"), **ticked(0, "Why.", "2016")}
    refused = browser.submit(page, made_up)
    assert error_summary_of(refused) == ["This part is not in your quote any more"]
    with pytest.raises(RuleBroken):
        marks = [Marked(TIMETABLE, "Why.", "2016")]
        operations.save_marks(invitation, marks, by=contact_of(invitation.company))


def test_at_the_deadline_nothing_is_marked_any_more(
    invitation: Invitation, clock: GivenClock, client_as: ClientAs
) -> None:
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))
    browser = client_as(contact_of(invitation.company))
    page = browser.get(address(invitation))
    clock.forward(seconds=1)
    refused = browser.submit(page, ticked(0, "Why.", "2016"))
    assert "The deadline" in error_summary_of(refused)[0]
    assert 'value="Why."' in refused.text
    assert draft_of(invitation).marks == ()


def test_marks_are_part_of_what_is_checked_sent_and_copied(invitation: Invitation) -> None:
    person = contact_of(invitation.company)
    (file,) = draft_of(invitation).files
    marks = [RATES, Marked(file_part(file.id), "Our method.", "the award")]
    before = draft_of(invitation).seen
    operations.save_marks(invitation, marks, by=person)
    with pytest.raises(RuleBroken, match="was changed after you opened this page"):
        send_draft(invitation, by=person, seen=before)
    db.session.rollback()
    operations.save_marks(invitation, marks, by=person)
    send_draft(invitation, by=person, seen=draft_of(invitation).seen)
    sent = queries.own_sent(person, invitation, READING_KEY.secret)
    assert sent is not None
    assert sent.marks == tuple(marks)
    operations.start_quote(invitation, by=person, reading_key=READING_KEY.secret)
    copied = draft_of(invitation)
    assert copied.files[0].id != file.id
    assert list(copied.marked) == [PRICES, file_part(copied.files[0].id)]


def test_after_the_opening_officers_see_them_and_members_do_not(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("issued")
    first, second = invited(commission)[:2]
    key = issued_brief(commission.id).questions[0].key
    marks = [RATES, Marked(answer_part(key), "Nobody else does it so.", "2020")]
    submit_quote(first, marks=marks)
    submit_quote(second)
    open_quotes(commission)
    quote = next(each for each in opened_quotes(commission) if each.marks)
    officer, member = make_officer(), make_member()
    page = f"/commissions/{commission.reference}/quotes/{quote.id}"
    seen = words_of(client_as(officer).get(page))
    assert "The company considers this confidential. Until: 2020. Reason: Nobody else" in seen
    assert RATES.sentence in seen
    declare(commission, member)
    browser = client_as(member)
    for path in (page, f"/commissions/{commission.reference}/score/{quote.id}"):
        told = words_of(browser.get(path))
        assert "Our answer 1." in told
        assert "confidential" not in told
    loser = client_as(contact_of(second.company))
    for path in (f"/invitations/{second.id}", f"/invitations/{second.id}/quote"):
        assert "Nobody else does it so." not in loser.get(path).text
