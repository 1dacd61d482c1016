"""Administrators look after the group's own people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from app.access import Role
from app.people.models import Person
from app.people.queries import people_with_role, person_by_email
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.people import (
    make_administrator,
    make_company,
    make_member,
    make_officer,
    make_person,
    with_password,
)
from tests.integration.people.seen import acts, entries, link_to, mails_to

As = Callable[[Person], Browser]


@pytest.fixture
def administrator(client_as: As) -> Browser:
    return client_as(make_administrator("Ishbel Example"))


def invite(browser: Browser, **typed: str | list[str]) -> TestResponse:
    page = browser.get("/people/new")
    filled = {"name": "Mòrag 🐟 Example", "email": "Morag@Example.org", "roles": ["member"]}
    return browser.submit(page, {**filled, **typed})


def test_an_administrator_invites_somebody_by_mail(administrator: Browser) -> None:
    answer = invite(administrator, job="Volunteer", roles=["member", "keyholder"])
    assert answer.location == "/people"
    person = person_by_email("MORAG@example.org")
    assert person is not None
    assert (person.name, person.email) == ("Mòrag 🐟 Example", "morag@example.org")
    assert person.roles == {Role.MEMBER, Role.KEYHOLDER}
    assert link_to("morag@example.org", "set-password")
    (entry,) = entries()
    assert (entry.act, entry.actor_name) == ("person invited", "Ishbel Example")
    assert entry.after == "keyholder and member"
    assert "Mòrag 🐟 Example" in words_of(administrator.get("/people"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 10_000}, "Name must be 200 characters or fewer"),
        ({"email": "nobody"}, "Enter an email address in the correct format"),
        ({"email": "a" * 300 + "@example.org"}, "Email address must be 254 characters or fewer"),
        ({"roles": []}, "Select at least one role"),
        ({"roles": ["company"]}, "'company' is not a valid choice"),
    ],
)
def test_a_wrong_invitation_is_refused_in_a_sentence(
    administrator: Browser, typed: dict[str, str | list[str]], sentence: str
) -> None:
    answer = invite(administrator, **typed)
    assert answer.status_code == 422
    assert error_summary_of(answer)[0].startswith(sentence)
    assert acts() == []


def test_an_address_is_used_once(administrator: Browser) -> None:
    invite(administrator)
    answer = invite(administrator, name="Another", email="MORAG@example.ORG")
    assert error_summary_of(answer) == ["This email address belongs to Mòrag 🐟 Example"]
    company = make_company("Sample Insight CIC")
    answer = invite(administrator, email=company.contacts[0].email)
    assert error_summary_of(answer) == [
        "This email address belongs to Contact of Sample Insight CIC of Sample Insight CIC"
    ]


def test_a_change_of_roles_is_recorded_in_words(administrator: Browser) -> None:
    member = make_member("Ruaridh Example")
    page = administrator.get(f"/people/{member.id}")
    typed = {"roles": ["officer", "member"], "why": "Joins the team"}
    assert administrator.submit(page, typed).location == "/people"
    (entry,) = entries()
    assert (entry.act, entry.before, entry.after, entry.why) == (
        "roles changed",
        "member",
        "member and officer",
        "Joins the team",
    )
    assert member.roles == {Role.OFFICER, Role.MEMBER}
    assert [p.name for p in people_with_role(Role.OFFICER)] == ["Ruaridh Example"]


def test_saving_without_a_change_records_nothing(administrator: Browser) -> None:
    member = make_member()
    administrator.submit(administrator.get(f"/people/{member.id}"))
    assert acts() == []


def test_a_new_address_is_recorded_and_ends_the_links_to_the_old_one(
    administrator: Browser, client: Browser
) -> None:
    invite(administrator)
    old_link = link_to("morag@example.org", "set-password")
    person = person_by_email("morag@example.org")
    assert person is not None
    page = administrator.get(f"/people/{person.id}")
    administrator.submit(page, {"email": "morag.new@example.org"})
    assert client.get(old_link).status_code == 410
    assert (entries()[-1].before, entries()[-1].after) == (
        "morag@example.org",
        "morag.new@example.org",
    )


def test_the_last_administrator_keeps_the_role(client_as: As) -> None:
    only = make_person(Role.ADMINISTRATOR, Role.OFFICER)
    browser = client_as(only)
    page = browser.get(f"/people/{only.id}")
    answer = browser.submit(page, {"roles": ["officer"]})
    assert answer.status_code == 422
    assert error_summary_of(answer) == [
        "There must be an administrator. Make somebody else one first."
    ]
    answer = browser.submit(browser.get(f"/people/{only.id}/left"))
    assert answer.status_code == 422
    assert only.roles == {Role.ADMINISTRATOR, Role.OFFICER}
    assert only.left_on is None


def test_administrators_cannot_remove_themselves(client_as: As) -> None:
    mine = make_administrator()
    make_administrator()
    browser = client_as(mine)
    answer = browser.submit(browser.get(f"/people/{mine.id}/left"))
    assert error_summary_of(answer) == [
        "You cannot take away your own access. Ask another administrator."
    ]
    answer = browser.submit(browser.get(f"/people/{mine.id}"), {"roles": ["officer"]})
    assert answer.status_code == 422
    assert mine.roles == {Role.ADMINISTRATOR}


def test_another_administrator_can_leave(administrator: Browser) -> None:
    other = make_administrator("Other Example")
    page = administrator.get(f"/people/{other.id}/left")
    assert administrator.submit(page, {"why": "Moved away"}).location == "/people"
    (entry,) = entries()
    assert (entry.act, entry.before, entry.why) == ("person left", "administrator", "Moved away")
    assert [p.name for p in people_with_role(Role.ADMINISTRATOR)] == ["Ishbel Example"]


def test_somebody_who_left_can_be_brought_back(administrator: Browser) -> None:
    member = make_member()
    administrator.submit(administrator.get(f"/people/{member.id}/left"))
    page = administrator.get(f"/people/{member.id}/back")
    assert administrator.press(page, "Let them sign in again").status_code == 302
    assert acts() == ["person left", "person brought back"]
    assert member.left_on is None


def test_a_session_from_before_leaving_stays_ended_after_coming_back(
    administrator: Browser, client_as: As
) -> None:
    officer = make_officer()
    browser = client_as(officer)
    administrator.submit(administrator.get(f"/people/{officer.id}/left"))
    administrator.submit(administrator.get(f"/people/{officer.id}/back"))
    assert browser.get("/companies").status_code == 302


def test_who_has_a_password_is_not_invited_again(administrator: Browser) -> None:
    member = with_password(make_member("Ruaridh Example"))
    answer = administrator.post(f"/people/{member.id}/invitation")
    assert answer.status_code == 409
    assert "Ruaridh Example has set a password" in words_of(answer)
    assert mails_to(member.email) == []


def test_a_companys_contact_is_not_among_the_people(administrator: Browser) -> None:
    contact = make_company("Specimen Studio").contacts[0]
    assert "Specimen" not in words_of(administrator.get("/people"))
    for address in ("", "/left", "/back"):
        assert administrator.get(f"/people/{contact.id}{address}").status_code == 404


@pytest.mark.parametrize("address", ["/people", "/people/new", "/people/1", "/settings"])
def test_officers_and_members_do_not_look_after_people(client_as: As, address: str) -> None:
    for person in (make_officer(), make_member(), make_company().contacts[0]):
        assert client_as(person).get(address).status_code == 403


def test_a_page_of_many_people_asks_the_database_as_often_as_one_of_few(
    administrator: Browser,
) -> None:
    for _ in range(3):
        make_member()
    few = statements_of(lambda: administrator.get("/people"))
    for _ in range(60):
        make_member()
    assert statements_of(lambda: administrator.get("/people")) == few
    assert "/people?page=2" in administrator.get("/people").text
    assert "/people?page=1" in administrator.get("/people?page=2").text
