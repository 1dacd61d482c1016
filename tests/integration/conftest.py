"""Fixtures of those who send a company's files in parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.commissions.models import Invitation
from app.people.models import Person
from tests.browsing import Browser
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import make_draft
from tests.tus import Sender


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    """An invitation whose company has a complete draft."""
    found = invitation_of(make_commission("issued"))
    make_draft(found)
    return found


@pytest.fixture
def sender(invitation: Invitation, client_as: Callable[[Person], Browser]) -> Sender:
    """The company of `invitation`, which sends files in parts."""
    return Sender(client_as(contact_of(invitation.company)), invitation.id)


@pytest.fixture
def arriving(app: Flask) -> Path:
    """Where the pieces of a file wait until all of it has arrived."""
    folder: Path = app.config["UPLOAD_FOLDER"]
    return folder / "arriving"
