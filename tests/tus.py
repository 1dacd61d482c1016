"""A sender of files in parts (tus 1.0), over the test client or a real line."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from app.commissions.models import Invitation
from app.database import db
from app.quotes.queries import own_draft
from tests.browsing import Browser
from tests.factories.commissions import contact_of

PART = "application/offset+octet-stream"


def metadata(name: str) -> str:
    """The header that says a file's name."""
    return f"filename {b64encode(name.encode()).decode()}"


class Sender:
    """Sends files of one invitation's draft from a browser of its company."""

    def __init__(self, browser: Browser, invitation_id: int) -> None:
        self.browser = browser
        self.uploads = f"/invitations/{invitation_id}/quote/uploads"
        self.has_token = True
        """Whether its requests carry what our own page gives it."""

    def ask(
        self, method: str, address: str, body: bytes = b"", cut: int | None = None, **headers: str
    ) -> TestResponse:
        """One request; `cut` is after how many bytes of the body the line breaks."""
        named = {name.replace("_", "-"): value for name, value in headers.items() if value}
        given: dict[str, Any] = {"Tus-Resumable": "1.0.0", **named}
        if cut is not None:
            options: dict[str, Any] = {
                "input_stream": BytesIO(body[:cut]),
                "content_length": len(body),
            }
        else:
            options = {"data": body}
        options |= {"method": method, "headers": given, "token": self.has_token}
        return self.browser.open(address, check=False, **options)

    def begin(self, name: str, size: int | str, **headers: str) -> TestResponse:
        """Ask to send a file."""
        named = {"Upload_Length": str(size), "Upload_Metadata": metadata(name), **headers}
        return self.ask("POST", self.uploads, b"", None, **named)

    def begun(self, name: str, size: int) -> str:
        """The address of an upload that was begun."""
        answer = self.begin(name, size)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def part(
        self, address: str, offset: int | str, body: bytes, cut: int | None = None, **headers: str
    ) -> TestResponse:
        """Send a part from an offset on."""
        named = {"Content_Type": PART, "Upload_Offset": str(offset), **headers}
        return self.ask("PATCH", address, body, cut, **named)

    def offset(self, address: str) -> int:
        """How far an upload is, as the server says."""
        answer = self.ask("HEAD", address)
        assert answer.status_code == 200, answer.status
        return int(answer.headers["Upload-Offset"])


def files_of(invitation: Invitation) -> list[tuple[str, str]]:
    """The name and SHA-256 of each file in the draft of an invitation's company."""
    db.session.expire_all()
    draft = own_draft(contact_of(invitation.company), invitation)
    assert draft is not None
    return [(each.typed_name, each.sha256) for each in draft.files]
