"""Opening by two people: when, by whom, and what the record keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.access import Role
from app.commissions.models import Commission
from app.commissions.operations import reply
from app.commissions.rules import Reply
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import path_of
from app.keyholders.queries import commission_key
from app.quotes import operations, queries
from app.quotes.models import Quote, SealedFile
from app.quotes.operations import Attempted
from app.quotes.written import Written
from app.sealing import seal
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_person
from tests.factories.quotes import (
    READING_KEY,
    begin_opening,
    confirm_opening,
    make_keyholder,
    open_quotes,
    pass_deadline,
    submit_quote,
)


@pytest.fixture
def commission(app: Flask) -> Commission:
    return make_commission("issued", 4)


def test_quotes_are_sealed_until_two_people_have_opened_them(commission: Commission) -> None:
    quote = submit_quote(commission.invitations[0], 123_400, ["One", "Two"])
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)
    open_quotes(commission)
    (opened,) = queries.opened_quotes(commission)
    assert opened.receipt == quote.receipt
    assert [answer.text for answer in opened.answers.values()] == ["One", "Two"]
    assert (opened.price_pence, opened.totals.gross_pence) == (123_400, 148_080)


def test_an_instant_on_the_commission_alone_opens_nothing(
    commission: Commission, clock: GivenClock
) -> None:
    submit_quote(commission.invitations[0])
    commission.opened_at = clock.at
    db.session.commit()
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)
    with pytest.raises(queries.NotOpened):
        queries.opened_file(commission, 1, 1)


def test_an_opening_that_was_only_begun_opens_nothing(
    commission: Commission, clock: GivenClock
) -> None:
    submit_quote(commission.invitations[0])
    pass_deadline(commission)
    begin_opening(commission, by=make_keyholder())
    commission.opened_at = clock.at
    db.session.commit()
    with pytest.raises(queries.NotOpened):
        queries.opened_quotes(commission)


def test_an_opening_begins_at_the_deadline_and_not_a_second_before(
    commission: Commission, clock: GivenClock
) -> None:
    deadline = commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="companies can still send quotes"):
        begin_opening(commission, by=make_keyholder())
    clock.move_to(deadline)
    assert begin_opening(commission, by=make_keyholder()).opened_at is None
    assert commission.opened_at is None


def test_one_person_cannot_be_both(commission: Commission) -> None:
    pass_deadline(commission)
    keyholder = make_keyholder()
    begin_opening(commission, by=keyholder)
    with pytest.raises(RuleBroken, match="different keyholder"):
        confirm_opening(commission, by=keyholder)
    with pytest.raises(RuleBroken, match="Another keyholder"):
        begin_opening(commission, by=keyholder)
    assert commission.opened_at is None


def test_the_database_refuses_an_opening_by_one_person(commission: Commission) -> None:
    pass_deadline(commission)
    keyholder = make_keyholder()
    opening = begin_opening(commission, by=keyholder)
    opening.second_id = keyholder.id
    with pytest.raises(Exception, match="two_people"):
        db.session.flush()


@pytest.mark.parametrize(
    "roles",
    [
        (Role.OFFICER,),
        (Role.MEMBER,),
        (Role.ADMINISTRATOR,),
        (Role.KEYHOLDER, Role.ADMINISTRATOR),
    ],
)
def test_nobody_but_keyholders_opens(commission: Commission, roles: tuple[Role, ...]) -> None:
    pass_deadline(commission)
    other = make_person(*roles)
    with pytest.raises(RuleBroken, match="Only keyholders"):
        begin_opening(commission, by=other)
    begin_opening(commission, by=make_keyholder())
    with pytest.raises(RuleBroken, match="Only keyholders"):
        confirm_opening(commission, by=other)


def test_the_second_person_has_ten_minutes(commission: Commission, clock: GivenClock) -> None:
    pass_deadline(commission)
    begin_opening(commission, by=make_keyholder())
    clock.forward(minutes=10, seconds=1)
    with pytest.raises(RuleBroken, match="within 10 minutes"):
        confirm_opening(commission, by=make_keyholder())
    begin_opening(commission, by=make_keyholder())
    clock.forward(minutes=10)
    assert confirm_opening(commission, by=make_keyholder()).opened_at == clock.at


def test_quotes_are_opened_once(commission: Commission) -> None:
    open_quotes(commission)
    with pytest.raises(RuleBroken, match="have been opened"):
        begin_opening(commission, by=make_keyholder())


def test_the_record_tells_who_opened_what_and_who_sent_nothing(
    commission: Commission, clock: GivenClock
) -> None:
    first, second, third, fourth = commission.invitations
    quote = submit_quote(first, files_given=[("plan.txt", b"Our plan.")])
    withdrawn = submit_quote(second)
    operations.withdraw(second, by=contact_of(second.company))
    reply(third, Reply.DECLINED, "We are busy.", by=contact_of(third.company))
    pass_deadline(commission)
    operations.record_refused(fourth, Attempted.SEND, is_late=True, by=contact_of(fourth.company))
    opening = open_quotes(commission, make_keyholder("First Keyholder"), make_keyholder("Second"))
    record = queries.opening_record(commission)
    assert record is not None
    assert record.opened_at == opening.opened_at
    assert record.opened_by == ("First Keyholder", "Second")
    (line,) = record.quotes
    assert (line.receipt, line.company, line.digest) == (
        quote.receipt,
        first.company.name,
        quote.digest,
    )
    assert line.is_as_received and line.files[0].is_as_received
    assert [(e.receipt, e.how) for e in record.ended] == [(withdrawn.receipt, "withdrawn")]
    assert {(s.company, s.said) for s in record.without_quote} == {
        (second.company.name, "withdrew its quote"),
        (third.company.name, "declined"),
        (fourth.company.name, "did not reply"),
    }
    (attempt,) = record.attempts
    assert attempt.is_late and attempt.at == commission.quote_deadline


Tampering = Callable[[Quote, SealedFile], None]


def replace_the_file(_quote: Quote, file: SealedFile) -> None:
    path_of(file.stored_as).write_bytes(b"Another.")


def seal_another_file(quote: Quote, file: SealedFile) -> None:
    """As somebody could who has the disk and the commission's public key, and no secret."""
    key = commission_key(quote.invitation.commission_id)
    assert key is not None
    path_of(file.stored_as).write_bytes(seal(b"Another.", key.public))


def remove_the_file(_quote: Quote, file: SealedFile) -> None:
    path_of(file.stored_as).unlink()


def cut_the_contents(quote: Quote, _file: SealedFile) -> None:
    quote.contents = (quote.contents or b"")[:-20]


def seal_other_contents(quote: Quote, _file: SealedFile) -> None:
    key = commission_key(quote.invitation.commission_id)
    assert key is not None
    cheaper = Written().sent(quote.receipt or "", quote.submitted_at or quote.started_at)
    quote.contents = seal(cheaper.as_bytes(), key.public)


def seal_no_quote(quote: Quote, _file: SealedFile) -> None:
    key = commission_key(quote.invitation.commission_id)
    assert key is not None
    quote.contents = seal(b"[]", key.public)


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (replace_the_file, "file 1"),
        (seal_another_file, "file 1"),
        (remove_the_file, "file 1"),
        (cut_the_contents, "cannot be unsealed"),
        (seal_other_contents, "SHA-256 is not the one"),
        (seal_no_quote, "cannot be unsealed"),
    ],
)
def test_a_quote_that_is_not_as_it_was_received_stays_sealed_and_the_record_says_why(
    commission: Commission, tamper: Tampering, fault: str
) -> None:
    first, second = commission.invitations[:2]
    quote = submit_quote(first, files_given=[("plan.txt", b"Our plan.")])
    sound = submit_quote(second, files_given=[("plan.txt", b"Their plan.")])
    tamper(quote, db.session.scalars(select(SealedFile).filter_by(quote_id=quote.id)).one())
    open_quotes(commission)
    assert [one.receipt for one in queries.opened_quotes(commission)] == [sound.receipt]
    assert quote.opened is None
    record = queries.opening_record(commission)
    assert record is not None
    (stopped, opened) = record.quotes
    assert not stopped.is_as_received and fault in stopped.fault
    assert opened.is_as_received and opened.files[0].is_as_received and not opened.fault


def test_the_clock_must_not_stand_before_the_last_entry_of_the_audit(
    commission: Commission, clock: GivenClock
) -> None:
    pass_deadline(commission)
    clock.forward(minutes=1)
    first, second = make_keyholder(), make_keyholder()
    begin_opening(commission, by=first)
    clock.forward(seconds=-1)
    with pytest.raises(RuleBroken, match="clock stands before the last entry"):
        confirm_opening(commission, by=second)
    clock.forward(seconds=1)
    assert confirm_opening(commission, by=second).opened_at == clock.at


def test_an_opening_without_quotes_is_recorded_too(commission: Commission) -> None:
    open_quotes(commission)
    record = queries.opening_record(commission)
    assert record is not None
    assert record.quotes == () and len(record.without_quote) == 4
    assert queries.opened_quotes(commission) == []


def test_a_replaced_or_withdrawn_quote_is_never_opened(commission: Commission) -> None:
    first, second = commission.invitations[:2]
    submit_quote(first, 1_000, files_given=[("old.txt", b"Old plan.")])
    old = queries.own_sent(contact_of(first.company), first, READING_KEY.secret)
    new = submit_quote(first, 2_000)
    submit_quote(second)
    operations.withdraw(second, by=contact_of(second.company))
    open_quotes(commission)
    assert [q.receipt for q in queries.opened_quotes(commission)] == [new.receipt]
    assert old is not None
    with pytest.raises(NotFound):
        queries.opened_file(commission, old.id, old.files[0].id)


def test_a_file_is_had_only_through_its_own_quote_and_commission(commission: Commission) -> None:
    quote = submit_quote(commission.invitations[0], files_given=[("plan.txt", b"Our plan.")])
    other = make_commission("issued")
    open_quotes(commission)
    open_quotes(other)
    (opened,) = queries.opened_quotes(commission)
    file_id = opened.files[0].id
    assert queries.opened_file(commission, quote.id, file_id).typed_name == "plan.txt"
    with pytest.raises(NotFound):
        queries.opened_file(other, quote.id, file_id)
