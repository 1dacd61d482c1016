"""What a company needs to know before it sends anything is there for everybody (Article 22(6))."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.people.models import Person
from tests.browsing import Browser, words_of
from tests.factories.commissions import contact_of, make_commission

PAGE = "/how-quotes-are-sent"


def test_anybody_reads_what_is_needed_how_it_is_encrypted_and_when_it_is_received(
    app: Flask, client: FlaskClient
) -> None:
    app.config["MAX_FILE_BYTES"] = 7_000_000
    words = words_of(client.get(PAGE))
    for said in (
        "There is no program to install",
        "No electronic signature",
        "PDF, Word, Excel",
        "7 MB a file at most; 20 files and 35 MB together at most",
        "to the second, in the time of Europe/London",
        "the public format age (X25519 and ChaCha20-Poly1305)",
        "two of them open all quotes together",
        "SHA-256",
    ):
        assert said in words, said


@pytest.mark.parametrize(("clamd", "is_said"), [("", False), ("/run/clamd", True)])
def test_it_says_that_files_are_checked_for_viruses_only_where_they_are(
    app: Flask, client: FlaskClient, clamd: str, is_said: bool
) -> None:
    app.config["CLAMD"] = clamd
    assert ("checked for viruses" in words_of(client.get(PAGE))) is is_said


def test_the_invitation_leads_there(app: Flask, client_as: Callable[[Person], Browser]) -> None:
    invitation = make_commission("issued").invitations[0]
    page = client_as(contact_of(invitation.company)).get(f"/invitations/{invitation.id}")
    assert f'href="{PAGE}"' in page.text
