"""Sending a quote in: to the second, once, and never losing the one before."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.commissions import operations as commissions
from app.commissions.models import Invitation
from app.commissions.queries import issued_brief
from app.commissions.rules import Reply
from app.database import db
from app.errors import NotFound, RuleBroken
from app.files import path_of
from app.mail import OutboxMail
from app.people.models import Person
from app.quotes import operations, queries
from app.quotes.models import Quote, QuoteState, SealedFile
from app.sealing import new_key, unseal
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.quotes import READING_KEY, commit, make_draft, pass_deadline, submit_quote


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    return invitation_of(make_commission("issued"))


@pytest.fixture
def contact(invitation: Invitation) -> Person:
    return contact_of(invitation.company)


def states(invitation: Invitation) -> list[QuoteState]:
    wanted = select(Quote.state).where(Quote.invitation_id == invitation.id).order_by(Quote.id)
    return list(db.session.scalars(wanted))


def test_a_sent_quote_is_sealed_and_acknowledged(invitation: Invitation) -> None:
    quote = submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    (sealed,) = queries.sealed_quotes(invitation.commission)
    assert (sealed.receipt, sealed.received_at) == (quote.receipt, quote.submitted_at)
    assert set(vars(sealed)) == {"company", "received_at", "receipt"}
    assert invitation.reply is Reply.WILL_QUOTE
    own = queries.own_sent(contact_of(invitation.company), invitation)
    assert own is not None and own.is_sealed
    assert (own.answers, own.lines, own.files) == ((), (), [])


def test_a_company_reads_its_sealed_quote_with_its_own_key_and_with_no_other(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation, 77_700, ["First", "Second"], [("plan.txt", b"Our plan.")])
    own = queries.own_sent(contact, invitation, READING_KEY.secret)
    assert own is not None
    assert [answer.text for answer in own.answers] == ["First", "Second"]
    assert own.totals.net_pence == 77_700
    (file,) = own.files
    assert (file.typed_name, file.size) == ("plan.txt", 9)
    assert file.sha256 == hashlib.sha256(b"Our plan.").hexdigest()
    for other in (new_key().secret, "AGE-SECRET-KEY-1", ""):
        with pytest.raises(RuleBroken, match="does not open your quote"):
            queries.own_sent(contact, invitation, other)


def test_the_receipts_hash_is_that_of_what_was_sealed(invitation: Invitation) -> None:
    quote = submit_quote(invitation)
    assert quote.contents is not None
    content = unseal(quote.contents, READING_KEY.secret)
    assert hashlib.sha256(content).hexdigest() == quote.digest
    again = submit_quote(invitation)
    assert again.digest != quote.digest, "the same words twice cannot be told from their hashes"


def test_the_receipt_is_mailed_with_each_hash_and_no_content(
    invitation: Invitation, contact: Person
) -> None:
    quote = submit_quote(invitation, 123_456, files_given=[("secret-name.txt", b"Our plan.")])
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.subject.like("Receipt%"))).one()
    assert mail.to == contact.email
    assert str(quote.receipt) in mail.subject
    assert "4 December 2013 at 10:00:00 GMT" in mail.text
    assert hashlib.sha256(b"Our plan.").hexdigest() in mail.text
    assert "secret-name" not in mail.text
    assert "1,234" not in mail.text
    assert "Our answer" not in mail.text


def test_a_quote_is_accepted_one_second_before_the_deadline(
    invitation: Invitation, contact: Person, clock: GivenClock
) -> None:
    make_draft(invitation)
    deadline = invitation.commission.quote_deadline
    assert deadline is not None
    clock.move_to(deadline - timedelta(seconds=1))
    assert operations.submit(invitation, READING_KEY.public, by=contact).submitted_at == clock.at


def test_nothing_is_accepted_at_the_deadline_itself(
    invitation: Invitation, contact: Person, clock: GivenClock
) -> None:
    make_draft(invitation)
    pass_deadline(invitation.commission)
    with pytest.raises(operations.Late):
        operations.submit(invitation, READING_KEY.public, by=contact)
    question = issued_brief(invitation.commission_id).questions[0]
    with pytest.raises(operations.Late):
        operations.save_answer(invitation, question.id, "Later words", by=contact)
    with pytest.raises(operations.Late):
        operations.save_prices(invitation, [], by=contact)
    with pytest.raises(operations.Late):
        operations.discard_draft(invitation, by=contact)
    with pytest.raises(operations.Late):
        operations.start_quote(invitation, by=contact)


def test_a_sent_quote_cannot_be_withdrawn_after_the_deadline(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation)
    pass_deadline(invitation.commission)
    with pytest.raises(operations.Late):
        operations.withdraw(invitation, by=contact)


def test_an_incomplete_quote_is_refused_and_says_everything_that_is_missing(
    invitation: Invitation, contact: Person
) -> None:
    operations.start_quote(invitation, by=contact)
    question = issued_brief(invitation.commission_id).questions[0]
    operations.save_answer(invitation, question.id, "word " * 301, by=contact)
    with pytest.raises(RuleBroken) as refused:
        operations.submit(invitation, READING_KEY.public, by=contact)
    assert "Shorten your answer to question 1 by 1 word." in refused.value.sentence
    assert "Answer question 2." in refused.value.sentence
    assert "Add at least one price line." in refused.value.sentence
    assert len(operations.check(invitation, by=contact)) == 3


def test_the_second_press_sends_nothing_twice(invitation: Invitation, contact: Person) -> None:
    quote = submit_quote(invitation)
    with pytest.raises(operations.AlreadySent, match=str(quote.receipt)):
        operations.submit(invitation, READING_KEY.public, by=contact)
    assert states(invitation) == [QuoteState.SUBMITTED]


def test_what_was_changed_after_the_check_is_not_sent_unseen(
    invitation: Invitation, contact: Person
) -> None:
    make_draft(invitation)
    draft = queries.own_draft(contact, invitation)
    assert draft is not None
    operations.save_answer(invitation, draft.answers[0].question_id, "A colleague's", by=contact)
    with pytest.raises(RuleBroken, match="changed after you opened"):
        operations.submit(invitation, READING_KEY.public, by=contact, seen=draft.seen)


def test_a_quote_is_not_sent_against_a_brief_that_was_amended_since_the_check(
    invitation: Invitation, contact: Person
) -> None:
    make_draft(invitation)
    draft = queries.own_draft(contact, invitation)
    assert draft is not None
    officer = invitation.commission.officer
    commissions.amend_brief(
        invitation.commission, {"wanted": "Twice as much."}, "More money.", by=officer
    )
    with pytest.raises(RuleBroken, match="or the brief was changed after you opened"):
        operations.submit(invitation, READING_KEY.public, by=contact, seen=draft.seen)
    again = queries.own_draft(contact, invitation)
    assert again is not None
    operations.submit(invitation, READING_KEY.public, by=contact, seen=again.seen)
    assert states(invitation) == [QuoteState.SUBMITTED]


def test_the_old_quote_stands_until_the_new_one_is_in(
    invitation: Invitation, contact: Person
) -> None:
    old = submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    operations.start_quote(invitation, by=contact, reading_key=READING_KEY.secret)
    assert states(invitation) == [QuoteState.SUBMITTED, QuoteState.DRAFT]
    assert [s.receipt for s in queries.sealed_quotes(invitation.commission)] == [old.receipt]
    new = operations.submit(invitation, READING_KEY.public, by=contact)
    assert states(invitation) == [QuoteState.REPLACED, QuoteState.SUBMITTED]
    assert [s.receipt for s in queries.sealed_quotes(invitation.commission)] == [new.receipt]
    assert new.receipt != old.receipt
    assert [receipt.state for receipt in queries.own_receipts(contact, invitation)] == [
        "submitted",
        "replaced",
    ]


def test_a_new_draft_is_a_copy_of_the_sent_quote(invitation: Invitation, contact: Person) -> None:
    submit_quote(invitation, 77_700, ["First", "Second"], [("plan.txt", b"Our plan.")])
    operations.start_quote(invitation, by=contact, reading_key=READING_KEY.secret)
    draft = queries.own_draft(contact, invitation)
    sent = queries.own_sent(contact, invitation, READING_KEY.secret)
    assert draft is not None and sent is not None
    assert [a.text for a in draft.answers] == [a.text for a in sent.answers] == ["First", "Second"]
    assert draft.lines == sent.lines
    assert [f.sha256 for f in draft.files] == [f.sha256 for f in sent.files]


def test_a_file_removed_from_the_new_draft_stays_in_the_sent_quote(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    operations.start_quote(invitation, by=contact, reading_key=READING_KEY.secret)
    draft = queries.own_draft(contact, invitation)
    sent = queries.own_sent(contact, invitation, READING_KEY.secret)
    assert draft is not None and sent is not None
    operations.remove_file(invitation, draft.files[0].id, by=contact)
    commit()
    assert path_of(sent.files[0].stored_as).is_file()
    assert not path_of(draft.files[0].stored_as).exists()
    assert len(list(db.session.scalars(select(SealedFile)))) == 1


def test_without_its_reading_key_a_new_draft_begins_empty(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation, 77_700, ["First", "Second"])
    operations.start_quote(invitation, by=contact)
    draft = queries.own_draft(contact, invitation)
    assert draft is not None
    assert ([a.text for a in draft.answers], draft.lines) == (["", ""], ())


def test_a_copy_is_refused_with_another_key(invitation: Invitation, contact: Person) -> None:
    submit_quote(invitation)
    with pytest.raises(RuleBroken, match="does not open your quote") as refused:
        operations.start_quote(invitation, by=contact, reading_key=new_key().secret)
    assert refused.value.field == "reading_key"


def test_a_withdrawn_quote_is_not_among_the_sealed_and_can_be_sent_again(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation, 77_700)
    operations.withdraw(invitation, by=contact)
    assert queries.sealed_quotes(invitation.commission) == []
    operations.start_quote(invitation, by=contact, reading_key=READING_KEY.secret)
    draft = queries.own_draft(contact, invitation)
    assert draft is not None and draft.totals.net_pence == 77_700
    operations.submit(invitation, READING_KEY.public, by=contact)
    assert states(invitation) == [QuoteState.WITHDRAWN, QuoteState.SUBMITTED]


def test_a_draft_that_is_thrown_away_leaves_the_sent_quote_as_it_was(
    invitation: Invitation, contact: Person
) -> None:
    submit_quote(invitation, files_given=[("plan.txt", b"Our plan.")])
    operations.start_quote(invitation, by=contact)
    operations.discard_draft(invitation, by=contact)
    commit()
    sent = queries.own_sent(contact, invitation, READING_KEY.secret)
    assert sent is not None and len(sent.files) == 1 and len(sent.answers) == 2
    assert path_of(sent.files[0].stored_as).is_file()


def test_another_company_cannot_touch_a_quote(invitation: Invitation) -> None:
    submit_quote(invitation)
    stranger = next(
        contact_of(i.company) for i in invitation.commission.invitations if i.id != invitation.id
    )
    for act in (operations.withdraw, operations.start_quote):
        with pytest.raises(NotFound):
            act(invitation, by=stranger)
    with pytest.raises(NotFound):
        operations.submit(invitation, READING_KEY.public, by=stranger)
    with pytest.raises(NotFound):
        queries.own_sent(stranger, invitation, READING_KEY.secret)
    for read in (queries.own_quote, queries.own_receipts):
        with pytest.raises(NotFound):
            read(stranger, invitation)


def test_answers_outlive_an_amendment_of_the_brief(
    invitation: Invitation, contact: Person, clock: GivenClock
) -> None:
    make_draft(invitation, answers=["First", "Second"])
    old_id = issued_brief(invitation.commission_id).questions[0].id
    officer = invitation.commission.officer
    clock.forward(hours=1)
    commissions.begin_amendment(invitation.commission, by=officer)
    commissions.edit_brief(invitation.commission, {"timetable": "Two reports."}, by=officer)
    commissions.issue_amendment(invitation.commission, "Said clearer.", clock.at, by=officer)
    db.session.commit()
    new_id = issued_brief(invitation.commission_id).questions[0].id
    assert new_id != old_id
    operations.save_answer(invitation, old_id, "First, again", by=contact)
    operations.submit(invitation, READING_KEY.public, by=contact)
    kept = queries.own_sent(contact, invitation, READING_KEY.secret)
    assert kept is not None
    assert [a.text for a in kept.answers] == ["First, again", "Second"]
    assert kept.answers[0].question_id == new_id


def test_a_quote_whose_file_is_gone_is_not_acknowledged(
    invitation: Invitation, contact: Person
) -> None:
    make_draft(invitation, files_given=[("plan.txt", b"Our plan.")])
    draft = queries.own_draft(contact, invitation)
    assert draft is not None
    path_of(draft.files[0].stored_as).unlink()
    with pytest.raises(RuleBroken, match="not safely stored"):
        operations.submit(invitation, READING_KEY.public, by=contact)


def test_the_database_holds_one_sent_quote_for_each_invitation(invitation: Invitation) -> None:
    quote = submit_quote(invitation)
    db.session.add(
        Quote(
            invitation_id=invitation.id,
            state=QuoteState.SUBMITTED,
            started_at=quote.started_at,
            changed_at=quote.changed_at,
            submitted_at=quote.submitted_at,
            receipt="R-2013-SECOND",
        )
    )
    with pytest.raises(Exception, match="UNIQUE"):
        db.session.flush()
