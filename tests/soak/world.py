"""The records that the soak works on: keyholders, companies, and one commission after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade

from app import clock, create_app
from app.commissions.models import Commission, Invitation
from app.database import db, reading
from app.people.models import Company, Person
from app.people.operations import start_sign_in
from tests.factories.commissions import contact_of, make_commission, make_companies
from tests.factories.keyholders import made_key, ready_keyholders
from tests.factories.people import make_officer
from tests.factories.quotes import make_draft
from tests.soak.caller import Caller
from tests.soak.served import AHEAD, ClockAhead
from tests.soak.server import environment

COMPANIES = 3
OPEN_FOR = 3_600
"""Seconds from a brief's issue to its deadline, by the soak's clock."""


class World:
    """The records in a folder, as a process of its own sees them beside the server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / AHEAD).write_text("0", "ascii")
        self.app: Flask = create_app(environment(folder), folder)
        self.app.extensions["clock"] = ClockAhead(folder)
        self.callers: list[Caller] = []
        with self.app.app_context():
            upgrade()
        with self.acting():
            self.officer_id = make_officer().id
            holders = ready_keyholders()
            companies = make_companies(COMPANIES)
            self.company_ids = [company.id for company in companies]
            self.companies = {one.id: self._caller(contact_of(one)) for one in companies}
            self.keyholders = {one.id: self._caller(one) for one in holders}
            self.passphrases = {one.id: made_key(one).passphrase for one in holders}

    @property
    def uploads(self) -> Path:
        """Where the server keeps sealed files."""
        return self.app.config["UPLOAD_FOLDER"]

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Do something to the records, committed at the end."""
        with self.app.app_context():
            yield
            db.session.commit()
            db.session.remove()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Read the records, and hold nobody up."""
        with self.app.app_context(), reading():
            yield
            db.session.remove()

    def new_commission(self) -> tuple[str, dict[int, int]]:
        """Issue a brief, and begin a draft for each company: the reference, and the invitations.

        Each invitation by its id, with the company's.
        """
        reference, invitations = self.issue()
        with self.acting():
            for id_ in invitations:
                make_draft(db.session.get_one(Invitation, id_), 1_000_000 + id_)
        return reference, invitations

    def issue(self) -> tuple[str, dict[int, int]]:
        """Issue a brief to every company: the reference, and each invitation with its company."""
        with self.acting():
            companies = [db.session.get_one(Company, id_) for id_ in self.company_ids]
            made: Commission = make_commission(
                "issued",
                companies,
                clock.now() + timedelta(seconds=OPEN_FOR),
                officer=db.session.get_one(Person, self.officer_id),
                delivery="March 2090",
            )
            return made.reference, {one.id: one.company_id for one in made.invitations}

    def pass_deadline(self) -> None:
        """Let the deadline of the newest commission come, for the server as well."""
        file = self.folder / AHEAD
        ahead = int(file.read_text("ascii")) + OPEN_FOR
        part = file.with_suffix(".part")
        part.write_text(str(ahead), "ascii")
        part.rename(file)

    def tell(self, port: int) -> None:
        """Say to everybody where the server is now."""
        for caller in self.callers:
            caller.port = port

    def _caller(self, person: Person) -> Caller:
        token = start_sign_in(person)
        sessions = self.app.session_interface
        assert isinstance(sessions, SecureCookieSessionInterface)
        signer = sessions.get_signing_serializer(self.app)
        assert signer is not None
        made = Caller(signer.dumps({"_user_id": token, "_fresh": True}))
        self.callers.append(made)
        return made
