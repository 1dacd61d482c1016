"""A company's way from its invitation to its receipt, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from app.commissions.models import Invitation
from app.people.models import Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import READING_KEY, make_draft, open_quotes, pass_deadline, submit_quote

ClientAs = Callable[[Person], Browser]


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    return invitation_of(make_commission("issued"))


def test_a_company_goes_from_invitation_to_receipt(
    invitation: Invitation, browser: Browser
) -> None:
    here = f"/invitations/{invitation.id}"
    assert invitation.commission.title in words_of(browser.get("/invitations"))
    page = browser.get(here)
    assert "Time left: 14 days" in words_of(page)
    tasks = browser.press(page, "Start your quote", follow=True)
    assert words_of(tasks).count("Not answered") == 2
    for _ in range(2):
        link = _next_link(tasks, "Not answered")
        tasks = browser.submit(browser.get(link), {"text": "A good answer."}, follow=True)
    prices = browser.get(f"{here}/quote/prices")
    saved = browser.submit(
        prices,
        {
            "lines-0-description": "Interviews",
            "lines-0-quantity": "2.5",
            "lines-0-unit_price": "1,000",
            "lines-0-vat": "20",
        },
        follow=True,
    )
    assert "£2,500.00" in words_of(saved) and "£3,000.00" in words_of(saved)
    check = browser.get(f"{here}/quote/check")
    receipt = browser.submit(check, {"may_send": True})
    assert receipt.status_code == 200 and "Quote received" in words_of(receipt)
    assert "4 December 2013 at 10:00:00 GMT" in words_of(receipt)
    assert "Nobody can read your quote before the opening" in words_of(receipt)
    key = re.search(r"AGE-SECRET-KEY-1\w+", words_of(receipt))
    assert key
    assert key[0] not in browser.get(f"{here}/receipt").text
    read = browser.submit(browser.get(f"{here}/quote"), {"reading_key": key[0]})
    assert "A good answer." in words_of(read) and "£3,000.00" in words_of(read)


def test_it_cannot_be_sent_without_the_declaration(
    invitation: Invitation, browser: Browser
) -> None:
    make_draft(invitation)
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    refused = browser.submit(page)
    assert refused.status_code == 422
    assert error_summary_of(refused) == ["Confirm that you may send this quote for your company"]


def test_a_second_press_ends_at_the_same_receipt(invitation: Invitation, browser: Browser) -> None:
    make_draft(invitation)
    page = browser.get(f"/invitations/{invitation.id}/quote/check")
    other_page = browser.get(f"/invitations/{invitation.id}/quote/check")
    first = browser.submit(page, {"may_send": True})
    again = browser.submit(page, {"may_send": True})
    assert words_of(again) == words_of(first), "over a poor line: receipt and reading key again"
    second = browser.submit(other_page, {"may_send": True}, follow=True)
    assert "It was not sent twice" in words_of(second)
    number = words_of(first).split("Receipt ")[1][:13]
    assert number in words_of(second)
    assert "AGE-SECRET-KEY" not in second.text


def test_every_page_of_a_sent_quote_can_be_read(invitation: Invitation, browser: Browser) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    here = f"/invitations/{invitation.id}"
    for path in ("", "/quote", "/receipt", "/replace", "/withdraw"):
        assert browser.get(here + path).status_code == 200
    page = browser.get(f"{here}/replace")
    assert error_summary_of(browser.press(page, "Make a copy")) == [
        "Enter your reading key, or start with an empty quote"
    ]
    typed = {"reading_key": READING_KEY.secret}
    replaced = browser.submit(page, typed, button="Make a copy", follow=True)
    assert "Until then that quote stands" in words_of(replaced)
    for path in ("", "/quote", "/quote/prices", "/quote/files", "/quote/check", "/quote/discard"):
        assert browser.get(here + path).status_code == 200
    sent = browser.submit(browser.get(f"{here}/quote/check"), {"may_send": True}, follow=True)
    assert "Replaced 4 December 2013" in words_of(sent)


def test_the_receipts_page_names_the_companys_own_files_with_their_hashes(
    invitation: Invitation, browser: Browser
) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    assert "plan.txt" not in browser.get(f"/invitations/{invitation.id}/receipt").text
    typed = {"reading_key": READING_KEY.secret}
    page = browser.get(f"/invitations/{invitation.id}/replace")
    browser.submit(page, typed, button="Make a copy")
    check = browser.get(f"/invitations/{invitation.id}/quote/check")
    receipt = words_of(browser.submit(check, {"may_send": True}))
    assert f"File 1: plan.txt 9 {sha256(b'Our plan.').hexdigest()}" in receipt


def test_files_of_a_sealed_quote_are_had_with_the_reading_key(
    invitation: Invitation, browser: Browser
) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    page = browser.get(f"/invitations/{invitation.id}/quote")
    read = browser.submit(page, {"reading_key": READING_KEY.secret})
    file = browser.press(read, "Download")
    assert file.data == b"Our plan."
    assert file.headers["Content-Disposition"] == "attachment; filename=plan.txt"
    refused = browser.submit(page, {"reading_key": "AGE-SECRET-KEY-1NOT"})
    assert "does not open your quote" in error_summary_of(refused)[0]
    assert "plan.txt" not in refused.text


def test_a_draft_whose_key_is_gone_is_said_to_be_lost_and_can_be_started_again(
    app: Flask, invitation: Invitation, browser: Browser
) -> None:
    sent = submit_quote(invitation)
    make_draft(invitation, files_given=[("plan.txt", b"Our plan.")])
    rmtree(app.config["MEMORY_FOLDER"])  # as after a restart of the machine
    here = f"/invitations/{invitation.id}"
    lost = words_of(browser.get(f"{here}/quote"))
    assert "Your draft is lost" in lost and f"{sent.receipt} is not touched by this" in lost
    for part in ("/prices", "/files"):
        refused = browser.get(f"{here}/quote{part}")
        assert refused.status_code == 409 and "the server was restarted" in words_of(refused)
    assert browser.get(f"{here}/quote/check").location == f"{here}/quote"
    tasks = browser.press(browser.get(f"{here}/quote"), "Start again", follow=True)
    assert words_of(tasks).count("Not answered") == 2
    folder: Path = app.config["UPLOAD_FOLDER"]
    assert list(folder.iterdir()) == []
    standing = words_of(browser.get(f"{here}/receipt"))
    assert str(sent.receipt) in standing


def test_a_quote_is_withdrawn_after_asking(invitation: Invitation, browser: Browser) -> None:
    submit_quote(invitation)
    page = browser.get(f"/invitations/{invitation.id}/withdraw")
    done = browser.press(page, "Withdraw your quote", follow=True)
    assert "You withdrew your quote" in words_of(done)
    receipt = browser.get(f"/invitations/{invitation.id}/receipt")
    assert "Quote withdrawn" in words_of(receipt)


def test_the_list_says_that_the_company_declined(invitation: Invitation, browser: Browser) -> None:
    page = browser.get(f"/invitations/{invitation.id}/reply")
    browser.submit(page, {"reply": "declined", "reason": "We are busy until May."})
    assert "Declined" in words_of(browser.get("/invitations"))
    make_draft(invitation)
    listed = words_of(browser.get("/invitations"))
    assert "Draft, not sent" in listed and "Declined" not in listed


def test_a_draft_is_thrown_away_after_asking(invitation: Invitation, browser: Browser) -> None:
    make_draft(invitation)
    page = browser.get(f"/invitations/{invitation.id}/quote/discard")
    done = browser.press(page, "Throw the draft away", follow=True)
    assert "Start your quote" in words_of(done)


def test_after_the_deadline_pages_say_so_and_the_receipt_stays(
    invitation: Invitation, client_as: ClientAs
) -> None:
    submit_quote(invitation)
    pass_deadline(invitation.commission)
    browser = client_as(contact_of(invitation.company))
    here = f"/invitations/{invitation.id}"
    assert "The deadline has passed" in words_of(browser.get(here))
    assert "Closed" in words_of(browser.get("/invitations"))
    assert "can no longer be withdrawn" in words_of(browser.get(f"{here}/withdraw"))
    assert "can no longer be replaced" in words_of(browser.get(f"{here}/replace"))
    page = browser.get(f"{here}/quote")
    read = browser.submit(page, {"reading_key": READING_KEY.secret})
    assert "Our answer 1." in words_of(read)
    assert browser.get(f"{here}/receipt").status_code == 200


def test_after_the_opening_a_company_reads_its_quote_without_its_key(
    invitation: Invitation, client_as: ClientAs
) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    open_quotes(invitation.commission)
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/quote")
    assert "Our answer 1." in words_of(page) and "reading key" not in words_of(page)
    link = BeautifulSoup(page.data, "html5lib").find("a", string="plan.txt")
    assert link is not None and browser.get(str(link["href"])).data == b"Our plan."


def test_a_draft_that_was_not_sent_can_still_be_read_after_the_deadline(
    invitation: Invitation, client_as: ClientAs
) -> None:
    make_draft(invitation)
    pass_deadline(invitation.commission)
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/quote")
    assert "was not sent" in words_of(page) and "Our answer 1." in words_of(page)


def test_an_answer_may_be_too_long_for_now_and_the_page_says_so(
    invitation: Invitation, browser: Browser
) -> None:
    make_draft(invitation, answers=["word " * 301])
    tasks = browser.get(f"/invitations/{invitation.id}/quote")
    assert "Too long" in words_of(tasks)
    check = words_of(browser.get(f"/invitations/{invitation.id}/quote/check"))
    assert "Shorten your answer to question 1 by 1 word" in check


def test_an_answer_far_too_long_is_refused_and_not_lost(
    invitation: Invitation, browser: Browser
) -> None:
    make_draft(invitation)
    link = _next_link(browser.get(f"/invitations/{invitation.id}/quote"), "Answered")
    refused = browser.submit(browser.get(link), {"text": "x" * 50_001})
    assert error_summary_of(refused) == ["Your answer must be 50,000 characters or fewer"]
    assert "x" * 50_001 in refused.text


def test_gaelic_and_emoji_come_back_as_they_were_typed(
    invitation: Invitation, browser: Browser
) -> None:
    make_draft(invitation)
    words = "Dè cho fada? Tìoraidh! 👩‍👩‍👧 “£5” <b>\n\nSecond line"
    link = _next_link(browser.get(f"/invitations/{invitation.id}/quote"), "Answered")
    browser.submit(browser.get(link), {"text": words.replace("\n", "\r\n")}, follow=True)
    page = browser.get(link)
    assert "Dè cho fada? Tìoraidh! 👩‍👩‍👧 “£5” &lt;b&gt;" in page.text


@pytest.mark.parametrize(
    "path",
    ["/quote/prices", "/quote/files", "/quote/discard", "/receipt", "/quote/answers/1"],
)
def test_pages_of_a_quote_that_is_not_there_are_not_found(
    invitation: Invitation, browser: Browser, path: str
) -> None:
    assert browser.get(f"/invitations/{invitation.id}{path}").status_code == 404


def test_the_time_left_is_said_to_the_minute(
    invitation: Invitation, client_as: ClientAs, clock: GivenClock
) -> None:
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(hours=3, minutes=7))
    browser = client_as(contact_of(invitation.company))
    assert "3 hours 7 minutes" in words_of(browser.get(f"/invitations/{invitation.id}"))


def _next_link(page: TestResponse, status: str) -> str:
    soup = BeautifulSoup(page.data, "html5lib")
    return next(
        str(link["href"])
        for item in soup.select(".govuk-task-list__item")
        for link in item.select("a")
        if status in item.get_text()
    )


def test_who_lost_the_receipt_sees_it_again_and_who_lost_the_key_is_told_what_can_be_done(
    invitation: Invitation, browser: Browser, client_as: ClientAs
) -> None:
    sent = submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    again = words_of(browser.get(f"/invitations/{invitation.id}/receipt"))
    assert sent.receipt and sent.receipt in again and sent.digest in again
    assert READING_KEY.secret not in again
    told = words_of(browser.get(f"/invitations/{invitation.id}/quote"))
    assert "Our answer 1." not in told
    assert "If you have lost your reading key Your quote is opened and considered" in told
    assert "replace it before the deadline: the new quote starts empty" in told
    pass_deadline(invitation.commission)
    browser = client_as(contact_of(invitation.company))
    told = words_of(browser.get(f"/invitations/{invitation.id}/quote"))
    assert "after the opening you can read it here without the key" in told
    assert "replace it" not in told
    open_quotes(invitation.commission)
    assert "Our answer 1." in words_of(browser.get(f"/invitations/{invitation.id}/quote"))
