"""Mails leave after the act was stored: by SMTP where it is set, else as files."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import mail
from app.database import committed, db
from app.mail import OutboxMail, deliver_posted, post
from tests.factories.people import make_officer

ANSWERS = {
    b"EHLO": b"250-mail.example.org\r\n250 AUTH PLAIN LOGIN",
    b"AUTH": b"235 ok",
    b"QUIT": b"221 bye",
}


def take_one_mail(server: socket.socket) -> list[bytes]:
    """Every line that a mail program sends to this smallest of mail servers."""
    connection, _ = server.accept()
    lines: list[bytes] = []
    with connection, connection.makefile("rwb") as stream:
        stream.write(b"220 mail.example.org\r\n")
        stream.flush()
        in_text = False
        for line in stream:
            lines.append(line)
            if in_text and line != b".\r\n":
                continue
            in_text = line.upper().startswith(b"DATA")
            answer = b"354 go on" if in_text else ANSWERS.get(line[:4].upper(), b"250 ok")
            stream.write(answer + b"\r\n")
            stream.flush()
            if line.upper().startswith(b"QUIT"):
                break
    return lines


@pytest.fixture
def mail_server(app: Flask) -> Iterator[Future[list[bytes]]]:
    """A mail server on this machine that takes one mail; its result is what it was sent."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        server.settimeout(30)
        app.config.update(
            SMTP_HOST="127.0.0.1",
            SMTP_PORT=server.getsockname()[1],
            SMTP_TLS="none",
            MAIL_FROM="group@example.org",
        )
        yield pool.submit(take_one_mail, server)


def invite() -> OutboxMail:
    officer = make_officer(name="Ailsa Nic Dhòmhnaill")
    with committed():
        posted = post(
            officer.email, "Fàilte\nand more", "set_password", person=officer, token="abc"
        )
    deliver_posted()
    return posted


def test_a_mail_goes_to_the_mail_server_that_is_set(
    app: Flask, mail_server: Future[list[bytes]]
) -> None:
    app.config.update(SMTP_USER="tracker", SMTP_PASSWORD="a password")
    posted = invite()
    lines = mail_server.result(timeout=30)
    assert any(line.startswith(b"AUTH ") for line in lines)
    assert any(line.lower().startswith(b"mail from:<group@example.org>") for line in lines)
    start = lines.index(next(line for line in lines if line.upper().startswith(b"DATA")))
    sent = message_from_bytes(b"".join(lines[start + 1 :]), policy=modern)
    assert (sent["From"], sent["To"]) == ("group@example.org", posted.to)
    assert sent["Subject"] == "Fàilte and more"
    assert "Ailsa Nic Dhòmhnaill" in sent.get_content()
    assert posted.sent_at is not None
    assert not Path(app.config["OUTBOX_FOLDER"]).exists()


def test_a_mail_is_never_sent_openly_where_the_server_must_encrypt(
    app: Flask, mail_server: Future[list[bytes]]
) -> None:
    app.config["SMTP_TLS"] = "starttls"
    posted = invite()
    lines = mail_server.result(timeout=30)
    assert not any(line.upper().startswith((b"MAIL", b"DATA")) for line in lines)
    assert posted.sent_at is None


def test_a_mail_that_cannot_leave_waits_and_leaves_later(app: Flask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=port, SMTP_TLS="none")
    posted = invite()
    assert (posted.sent_at, posted.attempts) == (None, 1)
    app.config["SMTP_HOST"] = ""
    assert mail.deliver_waiting() == 1
    assert db.session.scalars(select(OutboxMail)).one().sent_at is not None


def test_without_a_mail_server_each_mail_is_a_file(app: Flask) -> None:
    posted = invite()
    (path,) = Path(app.config["OUTBOX_FOLDER"]).glob("*.eml")
    kept = message_from_bytes(path.read_bytes(), policy=modern)
    assert (kept["To"], kept["From"]) == (posted.to, "tracker@example.org")
    assert "http://127.0.0.1:5000/set-password/abc" in kept.get_content()
