"""What tests of this room look at: mails, links in them, and the audit."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.database import db
from app.mail import OutboxMail
from tests.browsing import Browser


def fresh(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return cast(Browser, app.test_client())


def mails_to(address: str) -> list[OutboxMail]:
    """The mails to an address, oldest first."""
    wanted = select(OutboxMail).where(OutboxMail.to == address).order_by(OutboxMail.id)
    return list(db.session.scalars(wanted))


def sent_text(mail: OutboxMail) -> str:
    """What left as the text of a mail; the tracker itself keeps no personal link."""
    if mail.sent_at is None:
        return mail.text
    outbox: Path = current_app.config["OUTBOX_FOLDER"]
    left = message_from_bytes((outbox / f"{mail.id:06}.eml").read_bytes(), policy=SMTP)
    return left.get_content().replace("\r\n", "\n")


def link_to(address: str, of: str) -> str:
    """The path of the newest link with `of` in it that was mailed to an address."""
    text = sent_text(mails_to(address)[-1])
    found = re.search(rf"http://127\.0\.0\.1:5000(/\S*{of}/\S+)", text)
    assert found, f"no link to {of} in: {text}"
    return found[1]


def entries() -> list[AuditEntry]:
    """Every audit entry, oldest first."""
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def acts() -> list[str]:
    """What was done, in words, oldest first."""
    return [entry.act for entry in entries()]
