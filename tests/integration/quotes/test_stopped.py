"""A quote that was stopped at its opening: opened later by two people, or set aside by two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import files
from app.audit.models import AuditEntry
from app.commissions.models import Commission
from app.database import db
from app.errors import NotFound, RuleBroken
from app.evaluation import operations as evaluation
from app.evaluation.queries import letters
from app.evaluation.rules import Interest
from app.mail import OutboxMail
from app.people.models import Person
from app.people.operations import mark_left
from app.quotes import operations, queries
from app.quotes.models import LaterOpening, Quote, SealedFile
from tests.backups import back_up
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, propose, score_all
from tests.factories.keyholders import opened_key, ready_keyholders
from tests.factories.people import make_administrator, make_member, make_officer
from tests.factories.quotes import open_quotes, submit_quote


class Stop:
    """A commission of three quotes, of which the first was stopped: its file was away."""

    def __init__(self) -> None:
        self.commission = make_commission("issued", 3)
        first, second, third = self.commission.invitations
        self.quote = submit_quote(first, 900_000, files_given=[("plan.txt", b"Our plan.")])
        self.others = [submit_quote(second), submit_quote(third)]
        (file,) = db.session.scalars(select(SealedFile).filter_by(quote_id=self.quote.id))
        self.path = files.path_of(file.stored_as)
        self.away = self.path.with_name("away")
        self.path.rename(self.away)
        open_quotes(self.commission)

    def put_back(self) -> None:
        self.away.rename(self.path)

    def open_later(self, first: Person | None = None, second: Person | None = None) -> None:
        one, other = (first, second) if first and second else ready_keyholders()[:2]
        operations.begin_later(self.commission, opened_key(one), by=one)
        operations.confirm_later(self.commission, opened_key(other), by=other)
        db.session.commit()


@pytest.fixture
def stop(app: Flask) -> Stop:
    return Stop()


def mails(subject: str) -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.subject.contains(subject))))


def acts(commission: Commission) -> list[str]:
    wanted = select(AuditEntry.act).where(AuditEntry.commission_id == commission.id)
    return list(db.session.scalars(wanted.order_by(AuditEntry.number)))


def test_when_a_quote_is_stopped_its_company_and_the_officer_are_told(stop: Stop) -> None:
    (told,) = mails("Your quote could not be opened yet")
    assert told.to == contact_of(stop.quote.invitation.company).email
    assert (stop.quote.receipt or "") in told.text and "The fault is on our side" in told.text
    (officer,) = mails("1 quote stopped at the opening")
    assert officer.to == stop.commission.officer.email
    assert f"/commissions/{stop.commission.reference}/opening/stopped" in officer.text


def test_an_opening_without_a_stop_tells_nobody(app: Flask) -> None:
    commission = make_commission("issued")
    submit_quote(commission.invitations[0])
    open_quotes(commission)
    assert mails("could not be opened") == mails("stopped") == []
    assert queries.stopped_quotes(commission) == []
    assert queries.why_held(commission) is None


def test_once_its_file_is_back_two_keyholders_open_it_and_all_are_told(stop: Stop) -> None:
    stop.put_back()
    stop.open_later()
    assert len(queries.opened_quotes(stop.commission)) == 3
    (stopped,) = queries.stopped_quotes(stop.commission)
    assert stopped.opened_late_at is not None and stopped.is_settled
    (told,) = mails("Your quote has been opened")
    assert told.to == contact_of(stop.quote.invitation.company).email
    assert len(mails("1 stopped quote opened")) == 1
    assert acts(stop.commission)[-2:] == ["later opening begun", "stopped quotes opened"]
    assert queries.opened_file(stop.commission, stop.quote.id, 1).typed_name == "plan.txt"


def test_the_record_shows_the_stop_and_the_later_opening(stop: Stop, clock: GivenClock) -> None:
    ann, bo = ready_keyholders()[2:4]
    clock.forward(hours=3)
    stop.open_later(ann, bo)
    clock.forward(hours=1)
    stop.put_back()
    stop.open_later(bo, ann)
    record = queries.opening_record(stop.commission)
    assert record is not None
    assert "file 1" in record.quotes[0].fault, "what was found at the opening stays"
    failed, done = queries.later_openings(stop.commission)
    assert failed.by == (ann.name, bo.name) and "file 1" in failed.quotes[0].fault
    assert done.by == (bo.name, ann.name) and done.quotes[0].is_as_received
    assert (done.at - failed.at).total_seconds() == 3_600
    assert acts(stop.commission).count("stopped quotes tried") == 1


def test_what_still_differs_stays_sealed(stop: Stop) -> None:
    stop.path.write_bytes(b"Another file.")
    stop.open_later()
    assert len(queries.opened_quotes(stop.commission)) == 2
    assert mails("Your quote has been opened") == []
    assert queries.why_held(stop.commission) is not None


def test_the_later_opening_has_the_rules_of_the_opening(stop: Stop, clock: GivenClock) -> None:
    ann, bo, *_ = ready_keyholders()
    stop.put_back()
    operations.begin_later(stop.commission, opened_key(ann), by=ann)
    with pytest.raises(RuleBroken, match="different keyholder"):
        operations.confirm_later(stop.commission, opened_key(ann), by=ann)
    with pytest.raises(RuleBroken, match="Confirm it instead"):
        operations.begin_later(stop.commission, opened_key(bo), by=bo)
    clock.forward(minutes=10, seconds=1)
    with pytest.raises(RuleBroken, match="within 10 minutes"):
        operations.confirm_later(stop.commission, opened_key(bo), by=bo)
    with pytest.raises(RuleBroken, match="Only keyholders"):
        operations.begin_later(stop.commission, None, by=make_officer())
    clock.forward(minutes=-11)
    with pytest.raises(RuleBroken, match="clock stands before"):
        operations.begin_later(stop.commission, opened_key(bo), by=bo)
    assert len(queries.opened_quotes(stop.commission)) == 2


def test_it_is_opened_once(stop: Stop) -> None:
    stop.put_back()
    stop.open_later()
    with pytest.raises(RuleBroken, match="waits to be opened later"):
        stop.open_later()


def test_scores_and_award_are_held_until_it_is_settled(stop: Stop) -> None:
    member = make_member()
    declare(stop.commission, member)
    score_all(stop.commission, member, [3, 2], submit=False)
    with pytest.raises(RuleBroken, match="stopped at the opening"):
        evaluation.submit_scores(stop.commission, by=member)
    with pytest.raises(RuleBroken, match="stopped at the opening"):
        evaluation.close_scoring(stop.commission, "Enough.", by=stop.commission.officer)
    with pytest.raises(RuleBroken, match="stopped at the opening"):
        evaluation.propose_award(stop.commission, None, "None.", by=stop.commission.officer)
    stop.put_back()
    stop.open_later()
    with pytest.raises(RuleBroken, match="scores are missing"):
        evaluation.submit_scores(stop.commission, by=member)
    score_all(stop.commission, member, [1, 3, 2])
    assert propose(stop.commission).proposed_by_id


def test_an_officer_and_a_second_person_set_it_aside_and_its_company_is_told(stop: Stop) -> None:
    commission, quote = stop.commission, stop.quote
    officer, member = commission.officer, make_member()
    declare(commission, member)
    evaluation.propose_setting_aside(commission, quote.id, "No backup has it.", by=officer)
    assert queries.why_held(commission) is not None, "a proposal alone settles nothing"
    with pytest.raises(RuleBroken, match="Another person must decide"):
        evaluation.decide_setting_aside(commission, quote.id, True, "", by=officer)
    evaluation.decide_setting_aside(commission, quote.id, True, "", by=member)
    db.session.commit()
    assert queries.why_held(commission) is None
    (told,) = mails("Your quote is set aside")
    assert "No backup has it." in told.text
    with pytest.raises(RuleBroken, match="waits to be opened later"):
        stop.open_later()
    score_all(commission, member, [3, 2])
    award = propose(commission)
    told_of_outcome = {each.company_name: each for each in letters(commission, award)}
    letter = told_of_outcome[quote.invitation.company.name]
    assert letter.is_set_aside and letter.own_total is None and letter.quotes_received == 3


def test_a_refused_proposal_leaves_it_waiting_and_another_can_be_made(stop: Stop) -> None:
    commission, quote = stop.commission, stop.quote
    other = make_officer()
    evaluation.propose_setting_aside(commission, quote.id, "Gone.", by=other)
    with pytest.raises(RuleBroken, match="proposed already"):
        evaluation.propose_setting_aside(commission, quote.id, "Gone.", by=commission.officer)
    with pytest.raises(RuleBroken, match="Enter why you refuse it"):
        evaluation.decide_setting_aside(commission, quote.id, False, " ", by=commission.officer)
    evaluation.decide_setting_aside(
        commission, quote.id, False, "Look again", by=commission.officer
    )
    assert queries.why_held(commission) is not None
    evaluation.propose_setting_aside(commission, quote.id, "Looked again.", by=other)


def test_whoever_may_not_see_the_quotes_decides_nothing(stop: Stop) -> None:
    commission, quote = stop.commission, stop.quote
    conflicted, undeclared = make_officer(), make_member()
    declare(commission, conflicted, Interest.CONFLICT)
    for person in (conflicted, undeclared, make_administrator()):
        with pytest.raises(NotFound):
            evaluation.propose_setting_aside(commission, quote.id, "Gone.", by=person)
    with pytest.raises(NotFound):
        evaluation.propose_setting_aside(
            commission, stop.others[0].id, "It is open.", by=commission.officer
        )
    member = make_member()
    declare(commission, member)
    with pytest.raises(RuleBroken, match="Only an officer"):
        evaluation.propose_setting_aside(commission, quote.id, "Gone.", by=member)


def test_the_key_of_a_stopped_quote_is_still_wrapped_again(stop: Stop) -> None:
    ann, bo, cy, *_, leaver = ready_keyholders()
    mark_left(leaver, by=make_administrator())
    (running,) = queries.running_commissions()
    assert running.is_outdated and running.reference == stop.commission.reference
    operations.begin_rewrapping(opened_key(ann), by=ann)
    operations.finish_rewrapping(opened_key(bo), by=bo)
    db.session.commit()
    stop.put_back()
    stop.open_later(bo, cy)
    assert queries.running_commissions() == []


def test_what_a_backup_holds_is_put_back_sealed(app: Flask, tmp_path: Path) -> None:
    commission = make_commission("issued")
    quote = submit_quote(commission.invitations[0], files_given=[("plan.txt", b"Our plan.")])
    copy = back_up(str(db.engine.url.database), tmp_path / "copy.sqlite3")
    quote.contents = (quote.contents or b"")[:-9]
    db.session.commit()
    open_quotes(commission)
    (stopped,) = queries.stopped_quotes(commission)
    assert "cannot be unsealed" in stopped.fault
    runner = app.test_cli_runner()
    done = runner.invoke(args=["quotes", "restore", quote.receipt or "", str(copy)])
    assert (done.exit_code, done.output) == (0, "")
    db.session.rollback()
    assert db.session.get_one(Quote, quote.id).opened is None, "nobody reads it by that"
    assert acts(commission)[-1] == "sealed quote put back from a copy"
    one, other = ready_keyholders()[:2]
    operations.begin_later(commission, opened_key(one), by=one)
    operations.confirm_later(commission, opened_key(other), by=other)
    assert [each.receipt for each in queries.opened_quotes(commission)] == [quote.receipt]
    again = runner.invoke(args=["quotes", "restore", quote.receipt or "", str(copy)])
    assert again.exit_code == 1 and "nothing is to be put back" in again.output


@pytest.mark.parametrize(
    ("receipt", "content", "sentence"),
    [("R-2013-NONE22", None, "holds no sealed quote"), ("R-2013-NONE22", b"x" * 99, "is no copy")],
)
def test_what_is_no_copy_puts_nothing_back(
    app: Flask, tmp_path: Path, receipt: str, content: bytes | None, sentence: str
) -> None:
    copy = tmp_path / "copy.sqlite3"
    if content is None:
        back_up(str(db.engine.url.database), copy)
    else:
        copy.write_bytes(content)
    done = app.test_cli_runner().invoke(args=["quotes", "restore", receipt, str(copy)])
    assert done.exit_code == 1 and sentence in done.output


def test_a_record_kept_of_a_later_opening_names_no_file_and_no_price(stop: Stop) -> None:
    stop.put_back()
    stop.open_later()
    (kept,) = db.session.scalars(select(LaterOpening.record))
    assert "plan.txt" not in kept and "900000" not in kept
    assert json.loads(kept)[0]["receipt"] == stop.quote.receipt
