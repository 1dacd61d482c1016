"""A passkey in software, as a browser and its device would answer; and an app for codes."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app
from pyotp.totp import TOTP

from app import clock
from app.database import db
from app.people.models import Passkey, Person
from app.people.operations import (
    add_passkey,
    begin_codes,
    begin_passkey,
    confirm_codes,
    secret_to_show,
)

AT = "https://tracker.example.org"
USER_HERE, USER_PROVED, HAS_KEY = 0x01, 0x04, 0x40


def text_of(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Device:
    """Keeps one passkey. What it answers can be bent by each attribute."""

    origin: str = AT
    name: str = "tracker.example.org"
    flags: int = USER_HERE | USER_PROVED
    count: int = 0
    handle: str = ""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create` brings, as JSON."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        length = len(self.credential_id).to_bytes(2, "big")
        data = self._data(HAS_KEY) + bytes(16) + length + self.credential_id + public
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=said, attestationObject=whole)

    def use(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get` brings, as JSON."""
        data, said = self._data(), self._said("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(said).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        given = json.loads(
            self._answer(clientDataJSON=said, authenticatorData=data, signature=signature)
        )
        given["response"]["userHandle"] = self.handle
        return json.dumps(given)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, more: int = 0) -> bytes:
        flags, count = bytes([self.flags | more]), self.count.to_bytes(4, "big")
        return hashlib.sha256(self.name.encode()).digest() + flags + count

    def _answer(self, **parts: bytes) -> str:
        named = {name: text_of(content) for name, content in parts.items()}
        own = text_of(self.credential_id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": named})


def at_a_name() -> None:
    """Put the tracker at an address at which browsers have passkeys."""
    current_app.config["BASE_URL"] = AT


def make_passkey(person: Person, device: Device, name: str = "Work laptop") -> Passkey:
    """A passkey of a person, which the device keeps."""
    options, token = begin_passkey(by=person)
    added = add_passkey(name, device.make(json.loads(options)), token, by=person)
    db.session.commit()
    return added


@dataclass
class App:
    """An app for one-time codes, with the recovery codes that came with it."""

    secret: str
    recovery: list[str] = field(default_factory=list)

    def code(self, steps: int = 0) -> str:
        """The code that it shows now, or some steps of 30 seconds from now."""
        return TOTP(self.secret).at(clock.real_now(), counter_offset=steps)


def make_code_app(person: Person) -> App:
    """An app that a person has set up. Its present code is used up by that."""
    begin_codes(by=person)
    shown = secret_to_show(person)
    assert shown
    app = App(shown[0].replace(" ", ""))
    app.recovery = confirm_codes(app.code(), by=person)
    db.session.commit()
    return app
