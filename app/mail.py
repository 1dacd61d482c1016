"""The outbox: a mail is written in the transaction of the act, and sent after it was committed.

Without SMTP_HOST each mail becomes an .eml file in the outbox folder.
"""

from __future__ import annotations

import hmac
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Response, current_app, render_template
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.database import Base, db

ATTEMPTS = 20

NOT_KEPT = "This mail held a personal link. It was sent, and its text was not kept.\n"


class OutboxMail(Base):
    """One mail to one address: waiting until `sent_at` is set."""

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    holds_link: Mapped[bool] = mapped_column(default=False)


def post(to: str, subject: str, template: str, **context: Any) -> OutboxMail:
    """Write a mail from templates/mail/<template>.txt. It leaves after the commit.

    One that is given a `token` holds a personal link: its text is not kept once it was sent.
    """
    text = render_template(f"mail/{template}.txt", **{"url_for": address_of, **context})
    one_line = " ".join(subject.split())
    mail = OutboxMail(
        to=to,
        subject=one_line,
        text=text.strip() + "\n",
        written_at=clock.now(),
        attempts=0,
        holds_link="token" in context,
    )
    db.session.add(mail)
    db.session.info.setdefault("posted", []).append(mail)
    return mail


def link(path: str) -> str:
    """The full address of a page ("/invitations/7") for a mail: from BASE_URL."""
    return current_app.config["BASE_URL"].rstrip("/") + path


def address_of(endpoint: str, **values: Any) -> str:
    """The full address of a page for a mail: from BASE_URL, never from what a request claims."""
    values.pop("_external", None)
    base = urlsplit(current_app.config["BASE_URL"])
    pages = current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    )
    return pages.build(endpoint, values, force_external=True)


def deliver_once_answered(response: Response) -> None:
    """Send what this request has posted after its answer has left.

    For answers whose time must not tell whether a mail was sent.
    """
    db.session.flush()
    posted: list[OutboxMail] = db.session.info.pop("posted", [])
    ids = [mail.id for mail in posted]
    context = current_app.app_context()  # of its own: the request's is gone by then

    def send() -> None:
        with context:
            _deliver(ids)

    if ids:
        response.call_on_close(send)


def deliver_posted() -> None:
    """Send what this request or command has posted; call it after the commit.

    What was committed stands and is answered also where nothing more can be written: a mail whose
    sending could not be recorded waits, and is sent by `deliver_waiting`.
    """
    posted: list[OutboxMail] = db.session.info.pop("posted", [])
    try:
        _deliver([mail.id for mail in posted])
    except DBAPIError as fault:
        db.session.rollback()
        structlog.get_logger().error("mails wait", kind=type(fault).__name__)


def deliver_waiting() -> int:
    """Send every mail that still waits (for a timer). Returns how many left."""
    waiting = select(OutboxMail.id).where(
        OutboxMail.sent_at.is_(None), OutboxMail.attempts < ATTEMPTS
    )
    return _deliver(list(db.session.scalars(waiting.order_by(OutboxMail.id))))


def forget_posted() -> None:
    """Drop the list of mails of a request that was rolled back."""
    db.session.info.pop("posted", None)


def sent_mails(limit: int = 200) -> list[OutboxMail]:
    """The newest mails first, for the demonstration's page."""
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(limit)))


def _deliver(ids: list[int]) -> int:
    left = 0
    for mail_id in ids:
        mail = db.session.get(OutboxMail, mail_id)
        if mail is None:
            continue  # the request that wrote it was undone
        mail.attempts += 1
        try:
            _send(mail)
        except (OSError, smtplib.SMTPException) as fault:
            structlog.get_logger().error("mail not sent", mail=mail_id, kind=type(fault).__name__)
        else:
            mail.sent_at = clock.real_now()
            left += 1
            if mail.holds_link and not current_app.config["IS_DEMONSTRATION"]:
                mail.text = NOT_KEPT
        db.session.commit()
    return left


def _send(mail: OutboxMail) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = mail.written_at
    message["Message-ID"] = f"<{_mark_of(mail)}@tracker.invalid>"
    message.set_content(mail.text)
    if current_app.config["SMTP_HOST"]:
        _send_by_smtp(message)
    else:
        folder: Path = current_app.config["OUTBOX_FOLDER"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{mail.id:06}.eml").write_bytes(message.as_bytes())


def _mark_of(mail: OutboxMail) -> str:
    """The same at each attempt, and tells nobody how many mails others got."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"mail {mail.id}".encode(), "sha256").hexdigest()[:32]


def _send_by_smtp(message: EmailMessage) -> None:
    config = current_app.config
    context = ssl.create_default_context()
    host, port = config["SMTP_HOST"], config["SMTP_PORT"]
    if config["SMTP_TLS"] == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=30, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=30)
    with server:
        if config["SMTP_TLS"] == "starttls":
            server.starttls(context=context)
        if config["SMTP_USER"]:
            server.login(config["SMTP_USER"], config["SMTP_PASSWORD"])
        server.send_message(message)
