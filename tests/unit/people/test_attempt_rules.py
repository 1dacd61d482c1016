"""How often one may try, and who may lose the role of administrator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.people.rules import (
    Limit,
    free_again,
    in_words,
    network_of,
    why_not_without_administrator,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LIMIT = Limit(most=3, within=timedelta(minutes=15))


def minutes_ago(*minutes: int) -> list[datetime]:
    return [NOON - timedelta(minutes=m) for m in minutes]


def test_fewer_attempts_than_the_limit_are_free() -> None:
    assert free_again(minutes_ago(1, 2), LIMIT, NOON) is None


def test_at_the_limit_one_waits_until_the_oldest_counted_attempt_is_past() -> None:
    assert free_again(minutes_ago(1, 2, 10), LIMIT, NOON) == NOON + timedelta(minutes=5)


def test_attempts_from_before_the_stretch_do_not_count() -> None:
    assert free_again(minutes_ago(1, 2, 15), LIMIT, NOON) is None


def test_more_attempts_than_the_limit_wait_for_the_newest_that_count() -> None:
    assert free_again(minutes_ago(1, 2, 4, 10), LIMIT, NOON) == NOON + timedelta(minutes=11)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_a_home_is_one_network_address(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("is_self", "is_administrator", "administrators", "is_refused"),
    [
        (False, True, 1, True),
        (True, True, 1, True),
        (True, True, 2, True),
        (False, True, 2, False),
        (False, False, 1, False),
    ],
)
def test_there_is_always_an_administrator_and_nobody_removes_themself(
    is_self: bool, is_administrator: bool, administrators: int, is_refused: bool
) -> None:
    reason = why_not_without_administrator(
        is_self=is_self, is_administrator=is_administrator, administrators=administrators
    )
    assert (reason is not None) == is_refused


def test_roles_are_listed_in_words() -> None:
    assert in_words(["officer", "member", "keyholder"]) == "keyholder, member and officer"
    assert in_words([]) == "none"
