"""What companies ask, and are asked about their quotes, lies sealed: words, file names, files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from app import clock
from app.commissions import operations as commissions
from app.commissions.models import Clarification, ClarificationFile
from app.database import db
from app.evaluation import operations as evaluation
from app.evaluation.models import Enquiry, EnquiryAnswer, EnquiryFile
from app.mail import deliver_posted
from app.people.models import Person
from app.sealed_files import store_sealed
from tests.backups import back_up
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import make_opened

ClientAs = Callable[[Person], Browser]
CANARY = "canary-7f3a"
FILE = (f"{CANARY}-name.txt", f"Words of a file: {CANARY}-bytes.".encode())


def everywhere(app: Flask) -> dict[str, bytes]:
    """Everything on the disk: database with its WAL, a backup, files, mails."""
    db.session.commit()
    deliver_posted()
    database = Path(str(db.engine.url.database))
    copy = back_up(database, Path(app.config["OUTBOX_FOLDER"]).parent / "copy.sqlite3")
    found = {path.name: path.read_bytes() for path in [copy, *database.parent.glob("tracker.*")]}
    for folder in (app.config["UPLOAD_FOLDER"], app.config["OUTBOX_FOLDER"]):
        found |= {path.name: path.read_bytes() for path in Path(folder).glob("*")}
    return found


def with_canary(app: Flask) -> list[str]:
    return [name for name, content in everywhere(app).items() if CANARY.encode() in content]


def test_a_question_and_its_drafted_answer_are_nowhere_until_they_are_published(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    stored = store_sealed(BytesIO(FILE[1]), FILE[0])
    question = commissions.ask(
        invitation, f"{CANARY}: do you pay our boat?", stored, by=contact_of(invitation.company)
    )
    officer = commission.officer
    commissions.draft_answer(question, f"{CANARY} asked", f"{CANARY} answered", by=officer)
    attached = store_sealed(BytesIO(FILE[1] + b" Ours."), FILE[0])
    commissions.attach_to_answer(question, attached, by=officer)
    assert with_canary(app) == []
    file = db.session.scalars(select(ClarificationFile).order_by(ClarificationFile.id)).first()
    assert file is not None and (file.is_sealed, file.typed_name) == (True, FILE[0])
    page = f"/commissions/{commission.reference}/clarifications"
    got = client_as(officer).get(f"{page}/files/{file.id}")
    assert got.data == FILE[1] and FILE[0] in got.headers["Content-Disposition"]
    assert CANARY in client_as(officer).get(f"{page}/{question.id}").text
    commissions.publish_answer(question, clock.now(), by=officer)
    assert "copy.sqlite3" in with_canary(app), "what is published is for all"
    rows = db.session.execute(text("SELECT text, wording, answer FROM clarification")).one()
    assert all(str(each).startswith("-----BEGIN AGE ENCRYPTED FILE-----") for each in rows)


def test_what_is_asked_about_a_quote_and_answered_is_nowhere(
    app: Flask, client_as: ClientAs
) -> None:
    commission = make_opened()
    invitation = commission.invitations[0]
    company = contact_of(invitation.company)
    at = clock.now().replace(year=2030)
    enquiry = evaluation.enquire(
        commission, {invitation.id}, f"{CANARY}: is the boat in?", at, by=commission.officer
    )
    stored = store_sealed(BytesIO(FILE[1]), FILE[0])
    evaluation.respond(invitation, enquiry.id, f"{CANARY}: it is.", stored, by=company)
    assert with_canary(app) == []
    (file,) = db.session.scalars(select(EnquiryFile))
    page = f"/commissions/{commission.reference}/enquiries"
    officer = client_as(commission.officer)
    assert f"{CANARY}: it is." in officer.get(page).text
    assert officer.get(f"{page}/files/{file.id}").data == FILE[1]
    other = client_as(contact_of(commission.invitations[1].company))
    own = f"/invitations/{invitation.id}/enquiries"
    assert client_as(company).get(f"{own}/files/{file.id}").data == FILE[1]
    assert other.get(f"{own}/files/{file.id}").status_code == 404


def test_forms_keep_their_files_sealed(app: Flask, client_as: ClientAs) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    browser = client_as(contact_of(invitation.company))
    page = browser.get(f"/invitations/{invitation.id}/questions/ask")
    sent = {"text": f"{CANARY}?", "file": (BytesIO(FILE[1]), FILE[0])}
    assert browser.submit(page, sent).status_code == 302
    (file,) = db.session.scalars(select(ClarificationFile))
    assert file.is_sealed and with_canary(app) == []


@pytest.fixture
def old(app: Flask, tmp_path: Path) -> Path:
    """A database of before, with a question, an enquiry and its answer, in words as they were."""
    commission = make_opened()
    invitation = commission.invitations[0]
    company = contact_of(invitation.company)
    db.session.add(
        Clarification(
            invitation_id=invitation.id,
            text="Which streets?",
            asked_at=clock.now(),
            asked_by_id=company.id,
            answer="All.",
        )
    )
    at = clock.now().replace(year=2030)
    enquiry = evaluation.enquire(
        commission, {invitation.id}, "Is the boat in?", at, by=commission.officer
    )
    evaluation.respond(invitation, enquiry.id, "It is.", by=company)
    db.session.commit()
    return Path(app.instance_path) / "tracker.sqlite3"


def test_rows_of_before_are_sealed_by_the_migration_and_it_goes_back(app: Flask, old: Path) -> None:
    db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    db.session.execute(text("INSERT INTO alembic_version VALUES ('0019')"))
    db.session.commit()
    tables = ("text FROM enquiry", "text FROM enquiry_answer", "answer FROM clarification")
    kept = " UNION ".join(f"SELECT {each}" for each in tables)
    downgrade(revision="0018")
    db.session.remove()
    plain = set(db.session.execute(text(kept)).scalars())
    assert plain == {"Is the boat in?", "It is.", "All."}
    db.session.remove()
    upgrade(revision="0019")
    db.session.remove()
    sealed = set(db.session.execute(text(kept)).scalars())
    assert all(each.startswith("-----BEGIN AGE ENCRYPTED FILE-----") for each in sealed)
    assert db.session.scalars(select(Enquiry.text)).one() == "Is the boat in?"
    assert db.session.scalars(select(EnquiryAnswer.text)).one() == "It is."
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(text("UPDATE enquiry SET text = 'x'"))


def test_going_back_is_refused_while_a_file_is_sealed(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    commission = make_commission("issued")
    invitation = commission.invitations[0]
    stored = store_sealed(BytesIO(FILE[1]), FILE[0])
    commissions.ask(invitation, "Which?", stored, by=contact_of(invitation.company))
    db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    db.session.execute(text("INSERT INTO alembic_version VALUES ('0019')"))
    db.session.commit()
    with pytest.raises(SystemExit):
        downgrade(revision="0018")
    assert "going back would lose them" in caplog.text
    db.session.remove()
