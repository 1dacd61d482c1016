"""Passwords hashed cheaply: these tests hash hundreds. One of them looks at the real ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.people.operations import sign_in


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cheap = Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1)
    sign_in.nobodys_hash.cache_clear()
    monkeypatch.setattr(sign_in, "hasher", PasswordHash((cheap,)))
    yield
    sign_in.nobodys_hash.cache_clear()
