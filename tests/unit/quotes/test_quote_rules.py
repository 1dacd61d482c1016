"""Time left, receipts, what is missing, and who may open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.access import Role
from app.commissions.rules import Stage
from app.formats import time_left
from app.quotes.rules import (
    AnswerGiven,
    can_begin_opening,
    can_confirm_opening,
    can_quote,
    can_withdraw,
    file_room_fault,
    is_late,
    missing_from,
    receipt_number,
)

DEADLINE = datetime(2014, 1, 10, 12, 0, tzinfo=UTC)
KEYHOLDER = frozenset({Role.KEYHOLDER})


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=3, hours=4, minutes=59), "3 days 4 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour 1 minute"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(minutes=10, seconds=3), "10 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(microseconds=1), "less than a minute"),
        (timedelta(0), "passed"),
        (timedelta(days=-1), "passed"),
    ],
)
def test_the_time_left_is_said_in_words(before: timedelta, words: str) -> None:
    assert time_left(DEADLINE, DEADLINE - before) == words


def test_the_deadline_itself_is_too_late_and_a_second_before_is_not() -> None:
    assert is_late(DEADLINE, DEADLINE)
    assert not is_late(DEADLINE, DEADLINE - timedelta(seconds=1))


def test_a_receipt_has_its_year_and_six_letters_that_nobody_misreads() -> None:
    letters = iter("7K3M9Q")
    assert receipt_number(2013, lambda _choice: next(letters)) == "R-2013-7K3M9Q"
    offered: list[str] = []

    def pick(choice: str) -> str:
        offered.append(choice)
        return choice[0]

    receipt_number(2014, pick)
    assert len(offered) == 6
    assert not set("01ILOU") & set("".join(offered))


def test_every_question_needs_an_answer_within_its_limit_and_there_must_be_a_price() -> None:
    answers = [
        AnswerGiven(1, "Two words", 2),
        AnswerGiven(2, "  \n ", None),
        AnswerGiven(3, "one two three four", 2),
    ]
    missing = missing_from(answers, 0)
    assert [m.sentence for m in missing] == [
        "Answer question 2",
        "Shorten your answer to question 3 by 2 words",
        "Add at least one price line",
    ]
    assert [m.question for m in missing] == [2, 3, None]
    assert missing_from(answers[:1], 1) == []


def test_a_quote_has_room_for_twenty_files_and_five_times_the_largest() -> None:
    assert file_room_fault(19, 0, 10, 100) is None
    assert file_room_fault(20, 0, 10, 100) is not None
    assert file_room_fault(1, 490, 10, 100) is None
    assert file_room_fault(1, 491, 10, 100) is not None


def test_a_company_writes_and_withdraws_only_while_quotes_are_asked_for() -> None:
    assert [stage for stage in Stage if can_quote(stage)] == [Stage.ISSUED]
    assert can_withdraw(Stage.ISSUED, has_sent=True)
    assert not can_withdraw(Stage.ISSUED, has_sent=False)
    assert not can_withdraw(Stage.CLOSED, has_sent=True)


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (KEYHOLDER, True),
        (KEYHOLDER | {Role.OFFICER}, True),
        (KEYHOLDER | {Role.MEMBER}, True),
        (KEYHOLDER | {Role.ADMINISTRATOR}, False),
        (frozenset({Role.OFFICER}), False),
        (frozenset({Role.COMPANY}), False),
    ],
)
def test_only_keyholders_who_are_no_administrators_open(roles: frozenset[Role], may: bool) -> None:
    assert can_begin_opening(roles, Stage.CLOSED) is may
    assert not can_begin_opening(roles, Stage.ISSUED)
    assert not can_begin_opening(roles, Stage.OPENED)


def test_an_opening_is_confirmed_by_another_person_within_ten_minutes() -> None:
    ten = DEADLINE + timedelta(minutes=10)
    assert can_confirm_opening(KEYHOLDER, 2, 1, DEADLINE, ten)
    assert not can_confirm_opening(KEYHOLDER, 1, 1, DEADLINE, ten)
    assert not can_confirm_opening(KEYHOLDER, 2, 1, DEADLINE, ten + timedelta(seconds=1))
    assert not can_confirm_opening(frozenset({Role.OFFICER}), 2, 1, DEADLINE, ten)
