"""Fixtures of tests that go through the app: reports printed at once, files sent in parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.commissions.models import Invitation
from app.people.models import Person
from app.reports import printing
from tests.browsing import Browser
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import make_draft
from tests.printed import printed_here
from tests.tus import Sender


@pytest.fixture(autouse=True)
def printing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are printed in the test's own process: to start one for each takes a second.

    The process and its limits are tested in tests/unit/reports, and served in tests/e2e.
    """
    monkeypatch.setattr(printing, "pdf_of", printed_here)


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    """An invitation whose company has a complete draft."""
    found = invitation_of(make_commission("issued"))
    make_draft(found)
    return found


@pytest.fixture
def browser(invitation: Invitation, client_as: Callable[[Person], Browser]) -> Browser:
    """The company of `invitation` at its browser."""
    return client_as(contact_of(invitation.company))


@pytest.fixture
def sender(invitation: Invitation, client_as: Callable[[Person], Browser]) -> Sender:
    """The company of `invitation`, which sends files in parts."""
    return Sender(client_as(contact_of(invitation.company)), invitation.id)


@pytest.fixture
def arriving(app: Flask) -> Path:
    """Where the pieces of a file wait until all of it has arrived."""
    folder: Path = app.config["UPLOAD_FOLDER"]
    return folder / "arriving"
