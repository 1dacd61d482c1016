"""Who enters which page of this room: each page × each person × draft and issued."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access import Role
from app.commissions.models import Commission
from app.people.models import Person
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission, make_milestone
from tests.factories.people import make_company, make_member, make_officer, make_person

SignIn = Callable[[Person], Browser]
OF_A_DRAFT = (
    "prepare",
    "title",
    "brief",
    "budget",
    "terms",
    "criteria",
    "questions",
    "documents",
    "invite",
    "issue",
    "cancel",
)
OF_AN_ISSUED = ("amend", "invite", "cancel")
OUTSIDERS: dict[str, Callable[[Commission], Person]] = {
    "a member": lambda _c: make_member(),
    "a keyholder": lambda _c: make_person(Role.KEYHOLDER),
    "an administrator": lambda _c: make_person(Role.ADMINISTRATOR),
    "an invited company": lambda c: contact_of(c.invitations[0].company),
    "another company": lambda _c: contact_of(make_company()),
}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_officers_enter_the_pages_that_prepare_and_change(
    app: Flask, client_as: SignIn, who: str
) -> None:
    draft, issued = make_commission("draft"), make_commission("issued")
    for commission, parts in ((draft, OF_A_DRAFT), (issued, OF_AN_ISSUED)):
        browser = client_as(OUTSIDERS[who](commission))
        for part in parts:
            address = f"/commissions/{commission.reference}/{part}"
            assert browser.get(address).status_code == 403, address
            assert browser.post(address).status_code in (403, 405), address
    assert client_as(OUTSIDERS[who](draft)).get("/commissions/new").status_code == 403


def test_strangers_are_led_to_sign_in(app: Flask, client: Browser) -> None:
    draft = make_commission("draft")
    for part in OF_A_DRAFT:
        answer = client.get(f"/commissions/{draft.reference}/{part}")
        assert answer.status_code == 302
        assert "/sign-in" in answer.location
    invitation = draft.invitations[0]
    assert client.get(f"/invitations/{invitation.id}/reply").status_code == 302


def test_any_officer_enters_whoever_is_in_charge(app: Flask, client_as: SignIn) -> None:
    draft, issued = make_commission("draft"), make_commission("issued")
    browser = client_as(make_officer())
    for commission, parts in ((draft, OF_A_DRAFT), (issued, OF_AN_ISSUED)):
        for part in parts:
            address = f"/commissions/{commission.reference}/{part}"
            assert browser.get(address).status_code == 200, address
    assert browser.get(f"/commissions/new?milestone={make_milestone().id}").status_code == 200


@pytest.mark.parametrize("role", [Role.MEMBER, Role.KEYHOLDER])
def test_members_and_keyholders_read_a_brief_from_issue_on(
    app: Flask, client_as: SignIn, role: Role
) -> None:
    draft, issued = make_commission("draft"), make_commission("issued")
    browser = client_as(make_person(role))
    assert browser.get(f"/commissions/{draft.reference}/brief/1").status_code == 404
    assert browser.get(f"/commissions/{issued.reference}/brief/1").status_code == 200


def test_administrators_and_companies_read_no_version_of_the_staffs(
    app: Flask, client_as: SignIn
) -> None:
    issued = make_commission("issued")
    address = f"/commissions/{issued.reference}/brief/1"
    for who in ("an administrator", "an invited company", "another company"):
        assert client_as(OUTSIDERS[who](issued)).get(address).status_code == 403


def test_a_reply_is_the_invited_companys_alone(app: Flask, client_as: SignIn) -> None:
    issued = make_commission("issued")
    address = f"/invitations/{issued.invitations[0].id}/reply"
    expected = {
        "an invited company": 200,
        "another company": 404,
        "a member": 403,
        "a keyholder": 403,
        "an administrator": 403,
    }
    for who, status in expected.items():
        assert client_as(OUTSIDERS[who](issued)).get(address).status_code == status, who
    assert client_as(issued.officer).get(address).status_code == 403


def test_a_prepared_invitation_is_not_there_for_its_company(app: Flask, client_as: SignIn) -> None:
    draft = make_commission("draft")
    invitation = draft.invitations[0]
    browser = client_as(contact_of(invitation.company))
    assert browser.get(f"/invitations/{invitation.id}/reply").status_code == 404


def test_a_reference_that_does_not_exist_is_not_found(app: Flask, client_as: SignIn) -> None:
    browser = client_as(make_officer())
    for part in (*OF_A_DRAFT, "amend", "complete", "brief/1"):
        assert browser.get(f"/commissions/C-1999-99/{part}").status_code == 404
