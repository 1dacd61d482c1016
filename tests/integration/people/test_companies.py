"""Officers keep the register of companies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.people.models import Company, Person
from tests.browsing import Browser, error_summary_of, words_of
from tests.counting import statements_of
from tests.factories.people import make_administrator, make_company, make_member, make_officer
from tests.integration.people.seen import acts, entries

As = Callable[[Person], Browser]
TYPED = {
    "name": "Sample Insight CIC",
    "contact_name": "Eilidh Sample",
    "contact_email": "Eilidh@Example.org",
    "postcode": "ab39 2aa",
    "size": "micro",
    "is_social_enterprise": True,
    "note": "Met at the gala.\nGood on rural work.",
}


@pytest.fixture
def officer(client_as: As) -> Browser:
    return client_as(make_officer("Ailsa Example"))


def add(browser: Browser, **typed: str) -> TestResponse:
    return browser.submit(browser.get("/companies/new"), {**TYPED, **typed})


def test_an_officer_adds_a_company_with_its_contact(officer: Browser) -> None:
    answer = add(officer)
    company = db.session.scalars(select(Company)).one()
    assert answer.location == f"/companies/{company.id}"
    assert (company.name, company.postcode, company.size) == (
        "Sample Insight CIC",
        "AB39 2AA",
        "micro",
    )
    assert (company.is_third_sector, company.is_social_enterprise) == (False, True)
    assert company.note == "Met at the gala.\nGood on rural work."
    (contact,) = company.contacts
    assert (contact.name, contact.email) == ("Eilidh Sample", "eilidh@example.org")
    assert acts() == ["company registered", "contact added"]
    assert "Eilidh Sample" in words_of(officer.get(answer.location))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Enter the company's name"),
        ({"name": "x" * 10_000}, "Name must be 200 characters or fewer"),
        ({"postcode": "Stonehaven"}, "Enter a full UK postcode, like AB39 2AA"),
        ({"postcode": ""}, "Enter the company's postcode"),
        ({"contact_email": "eilidh"}, "Enter an email address in the correct format"),
        ({"contact_name": ""}, "Enter the contact's name"),
        ({"size": None}, "Select the company's size"),
        ({"note": "x" * 2_001}, "Note must be 2,000 characters or fewer"),
    ],
)
def test_a_wrong_company_is_refused_in_a_sentence(
    officer: Browser, typed: dict[str, str], sentence: str
) -> None:
    answer = add(officer, **typed)
    assert answer.status_code == 422
    assert error_summary_of(answer)[0].startswith(sentence)
    assert db.session.scalars(select(Company)).all() == []


@pytest.mark.parametrize(
    "name", ["Fèisean nan Gàidheal Example", "Studio 👩‍🎨 Specimen", "<b>&amp;"]
)
def test_any_name_is_kept_and_shown_as_typed(officer: Browser, name: str) -> None:
    answer = add(officer, name=name)
    page = officer.get(answer.location, check="&" not in name)
    assert name in words_of(page)


def test_a_name_cannot_turn_the_words_after_it(officer: Browser) -> None:
    add(officer, name="Sample \u202eDTL\x00\x07 Insight")
    assert db.session.scalars(select(Company.name)).one() == "Sample DTL Insight"


def test_the_same_name_is_refused_whatever_its_case(officer: Browser) -> None:
    add(officer)
    answer = add(officer, name="sample  INSIGHT cic", contact_email="other@example.org")
    assert answer.status_code == 422
    assert error_summary_of(answer) == ["Sample Insight CIC is already in the register"]
    assert 'href="#name"' in answer.text


def test_the_same_address_is_refused_at_its_field(officer: Browser) -> None:
    add(officer)
    answer = add(officer, name="Specimen Studio", contact_email="EILIDH@example.org")
    assert answer.status_code == 422
    assert error_summary_of(answer) == [
        "This email address belongs to Eilidh Sample of Sample Insight CIC"
    ]
    assert 'href="#contact_email"' in answer.text
    assert len(db.session.scalars(select(Company)).all()) == 1
    assert acts().count("company registered") == 1


def test_a_change_is_recorded_with_what_was_there_before(officer: Browser) -> None:
    company = make_company("Example Research Ltd")
    page = officer.get(f"/companies/{company.id}/edit")
    typed = {"name": "Example Research and Design Ltd", "size": "medium", "is_third_sector": True}
    assert officer.submit(page, typed).status_code == 302
    (entry,) = entries()
    assert entry.before == "Example Research Ltd, AB39 2AA, small"
    assert entry.after == "Example Research and Design Ltd, AB39 2AA, medium, third sector"


def test_saving_without_a_change_records_nothing(officer: Browser) -> None:
    company = make_company()
    assert officer.submit(officer.get(f"/companies/{company.id}/edit")).status_code == 302
    assert acts() == []


def test_a_contact_is_added_and_removed_and_comes_back(officer: Browser) -> None:
    company = make_company()
    form = {"name": "Niall Sample", "email": "niall@example.org"}
    officer.submit(officer.get(f"/companies/{company.id}/contacts/new"), form)
    niall = next(c for c in company.contacts if c.name == "Niall Sample")
    page = officer.get(f"/companies/{company.id}/contacts/{niall.id}/remove")
    assert officer.press(page, "Remove the contact").status_code == 302
    assert niall.left_on is not None
    assert "Niall Sample, niall@example.org, until" in words_of(
        officer.get(f"/companies/{company.id}")
    )
    officer.submit(officer.get(f"/companies/{company.id}/contacts/new"), form)
    assert niall.left_on is None
    assert acts() == ["contact added", "contact removed", "contact added"]


def test_a_removed_contact_is_signed_out_at_once(officer: Browser, client_as: As) -> None:
    company = make_company()
    contact = company.contacts[0]
    browser = client_as(contact)
    form = {"name": "Niall Sample", "email": "niall@example.org"}
    officer.submit(officer.get(f"/companies/{company.id}/contacts/new"), form)
    officer.press(
        officer.get(f"/companies/{company.id}/contacts/{contact.id}/remove"), "Remove the contact"
    )
    assert "/sign-in" in browser.get("/companies").location
    form = {"name": contact.name, "email": contact.email}
    officer.submit(officer.get(f"/companies/{company.id}/contacts/new"), form)
    assert contact.left_on is None
    assert "/sign-in" in browser.get("/companies").location


def test_the_last_contact_stays(officer: Browser) -> None:
    company = make_company("Specimen Studio")
    page = officer.get(f"/companies/{company.id}/contacts/{company.contacts[0].id}/remove")
    answer = officer.press(page, "Remove the contact")
    assert answer.status_code == 422
    assert error_summary_of(answer)[0].startswith("Specimen Studio needs a contact.")


def test_another_companys_contact_cannot_be_removed_through_this_one(officer: Browser) -> None:
    mine, other = make_company(), make_company()
    address = f"/companies/{mine.id}/contacts/{other.contacts[0].id}/remove"
    assert officer.get(address).status_code == 404
    assert officer.post(address).status_code == 404


def test_the_register_is_searched_by_name_without_case_and_accents(officer: Browser) -> None:
    make_company("Àrd na Mara Example")
    make_company("Placeholder Consulting Ltd")
    words = words_of(officer.get("/companies?q=ard NA"))
    assert "1 company with" in words
    assert "Placeholder" not in words
    assert "No companies with “100%” in the name" in words_of(officer.get("/companies?q=100%25"))


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "99999999999999", "٣"])
def test_any_page_number_is_answered(officer: Browser, page: str) -> None:
    make_company()
    assert officer.get(f"/companies?page={page}").status_code == 200


def test_a_page_of_many_companies_asks_the_database_as_often_as_one_of_few(
    officer: Browser,
) -> None:
    for _ in range(3):
        make_company()
    few = statements_of(lambda: officer.get("/companies"))
    for _ in range(60):
        make_company()
    assert statements_of(lambda: officer.get("/companies")) == few
    assert "Companies 1 to 50 of 63" in words_of(officer.get("/companies"))
    assert "Companies 51 to 63 of 63" in words_of(officer.get("/companies?page=2"))


@pytest.mark.parametrize("address", ["/companies", "/companies/new", "/companies/1"])
def test_only_officers_see_the_register(client_as: As, address: str) -> None:
    company = make_company()
    for person in (make_member(), make_administrator(), company.contacts[0]):
        assert client_as(person).get(address).status_code == 403
