"""Where passkeys belong, when one may be a copy, and which code is whose step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pyotp.totp import TOTP

from app.people.rules import (
    PasskeyPlace,
    in_groups,
    may_be_copied,
    passkey_place,
    step_of_code,
    tidy_code,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2013, 12, 4, 10, 0, tzinfo=UTC)
STEP = int(AT.timestamp()) // 30


@pytest.mark.parametrize(
    ("base_url", "place"),
    [
        ("https://tracker.example.org", ("tracker.example.org", "https://tracker.example.org")),
        (
            "https://Tracker.Example.org:443/",
            ("tracker.example.org", "https://tracker.example.org"),
        ),
        ("https://example.org:8443/tracker", ("example.org", "https://example.org:8443")),
        ("http://localhost:5000", ("localhost", "http://localhost:5000")),
        ("http://tracker.localhost:80", ("tracker.localhost", "http://tracker.localhost")),
        ("http://tracker.example.org", None),
        ("http://127.0.0.1:5000", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::7]:8443", None),
        ("https://", None),
    ],
)
def test_passkeys_belong_to_a_name_with_tls(base_url: str, place: tuple[str, str] | None) -> None:
    assert passkey_place(base_url) == (PasskeyPlace(*place) if place else None)


@pytest.mark.parametrize(
    ("counted", "now", "is_copy"),
    [(0, 0, False), (0, 1, False), (5, 6, False), (5, 5, True), (5, 4, True), (5, 0, True)],
)
def test_a_count_only_goes_up(counted: int, now: int, is_copy: bool) -> None:
    assert may_be_copied(counted, now) is is_copy


@pytest.mark.parametrize("off", [-2, -1, 0, 1, 2])
def test_a_code_is_known_one_step_before_and_after(off: int) -> None:
    code = TOTP(SECRET).at(AT, counter_offset=off)
    assert step_of_code(code, SECRET, AT) == (STEP + off if abs(off) < 2 else None)


def test_a_step_that_was_used_is_used_up_with_those_before_it() -> None:
    for off in (-1, 0, 1):
        code = TOTP(SECRET).at(AT, counter_offset=off)
        assert step_of_code(code, SECRET, AT, STEP) == (STEP + 1 if off == 1 else None)
        assert step_of_code(code, SECRET, AT + timedelta(seconds=29), STEP + 1) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "é", "a" * 100])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert step_of_code(tidy_code(typed), SECRET, AT) is None


@pytest.mark.parametrize("typed", ["123 456", "123-456", " 123456\t", "１２３４５６"])
def test_a_code_may_be_typed_in_groups(typed: str) -> None:
    assert tidy_code(typed) == "123456"


def test_groups_of_four() -> None:
    assert in_groups("abcdefghij") == "abcd efgh ij"
