"""`flask setup`: a new installation begins with its group and first officer."""

from __future__ import annotations

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.database import db
from app.people.models import Person
from app.people.queries import kept_setting
from tests.browsing import Browser
from tests.integration.people.seen import acts, link_to

WORDS = ("--group-name", "Example Group", "--officer-name", "Ailsa Example")


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=["setup", *words], input=typed)


def test_setting_up_asks_and_prints_where_to_set_a_password(app: Flask, client: Browser) -> None:
    result = run(app, typed="Example Group\nAilsa Example\nAilsa@Example.org\n")
    assert result.exit_code == 0, result.output
    link = link_to("ailsa@example.org", "set-password")
    assert result.output.rstrip().endswith(f"http://127.0.0.1:5000{link}")
    person = db.session.scalars(select(Person)).one()
    assert person.roles == {Role.OFFICER, Role.ADMINISTRATOR}
    assert kept_setting("group_name") == "Example Group"
    assert acts() == ["setting kept", "person invited"]
    assert client.get(link).status_code == 200


def test_setting_up_twice_is_refused_in_a_sentence(app: Flask) -> None:
    assert run(app, *WORDS, "--officer-email", "ailsa@example.org").exit_code == 0
    result = run(app, *WORDS, "--officer-email", "other@example.org")
    assert result.exit_code == 1
    assert "This tracker has been set up already." in result.output
    assert len(db.session.scalars(select(Person)).all()) == 1


def test_a_wrong_address_is_refused_before_anything_is_stored(app: Flask) -> None:
    result = run(app, *WORDS, "--officer-email", "ailsa")
    assert result.exit_code == 2
    assert "Enter an email address in the correct format" in result.output
    assert db.session.scalars(select(Person)).all() == []
