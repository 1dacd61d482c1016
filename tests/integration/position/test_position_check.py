"""`flask position check`: once, twice, at once, and days late; what it prints and whom it mails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.commissions.operations import reply
from app.commissions.rules import Reply
from app.database import db
from app.delivery.operations import record_received
from app.delivery.queries import winning_invitation
from app.mail import OutboxMail
from app.people.operations import mark_left
from app.position.models import Flag, FlagEvent, Reminder
from app.position.operations import days_to_check
from app.position.queries.flags import flags_on
from tests.factories.commissions import contact_of, invitation_of, make_commission
from tests.factories.delivery import make_deliverable
from tests.factories.evaluation import make_awarded
from tests.factories.flags import last_checked, stand_at
from tests.factories.people import make_company, make_member, make_officer
from tests.factories.plans import WorkedExample, make_worked_example
from tests.factories.quotes import submit_quote

ROOT = Path(__file__).parents[3]


def check(app: Flask, *words: str) -> str:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["position", "check", *words])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.stdout


def mails_to(address: str) -> list[OutboxMail]:
    wanted = select(OutboxMail).where(OutboxMail.to == address, OutboxMail.subject.like("To do:%"))
    return list(db.session.scalars(wanted.order_by(OutboxMail.id)))


def plain(app: Flask, *words: str) -> dict[str, object]:
    return json.loads(check(app, "--json", *words))


@pytest.fixture
def example(app: Flask) -> WorkedExample:
    make_officer("Ada First")
    return make_worked_example()


def test_it_says_in_a_line_or_as_json_what_it_did(app: Flask, example: WorkedExample) -> None:
    last_checked(2014, 3, 30)
    stand_at(2014, 4, 1)

    assert check(app) == (
        "1 April 2014, 2 days checked: 1 flag raised, 0 changed, 0 opened again, 0 closed; "
        "1 mail with 1 thing to do.\n"
    )

    again = plain(app)
    assert again["on"] == "2014-04-01"
    assert (again["days_checked"], again["raised"], again["reminded"]) == (1, [], [])


def test_run_twice_on_a_day_it_does_everything_once(app: Flask, example: WorkedExample) -> None:
    last_checked(2014, 4, 28)
    stand_at(2014, 5, 1)
    check(app)
    first = _counts()
    assert first[0] > 0
    assert first[2] > 0

    check(app)
    check(app)

    assert _counts() == first


def test_days_late_each_flag_has_its_own_day(app: Flask, example: WorkedExample) -> None:
    last_checked(2014, 3, 30)
    on = stand_at(2014, 5, 3)
    done = plain(app)

    assert done["days_checked"] == 34
    raised = {flag.about: flag.raised_on for flag in flags_on(on) if not flag.closing}
    assert raised == {"Review": date(2014, 4, 1), "Partnership Group": date(2014, 4, 30)}
    assert flags_on(date(2014, 4, 1))[0].raised_on == date(2014, 4, 1)


def test_it_looks_back_no_further_than_it_must(app: Flask, example: WorkedExample) -> None:
    stand_at(2016, 1, 1)
    assert len(days_to_check(date(2016, 1, 1))) == 401

    last_checked(2015, 12, 30)
    assert days_to_check(date(2016, 1, 1)) == [date(2015, 12, 31), date(2016, 1, 1)]
    assert days_to_check(date(2015, 12, 30)) == [date(2015, 12, 30)]
    assert days_to_check(date(2015, 12, 29)) == []


def test_a_day_before_the_last_check_changes_nothing(app: Flask, example: WorkedExample) -> None:
    last_checked(2014, 4, 30)
    stand_at(2014, 5, 1)
    check(app)
    counted = _counts()

    assert "nothing done, for 1 May 2014 was checked already" in check(app, "--on", "2014-04-02")
    assert _counts() == counted


def test_a_day_to_come_is_refused(app: Flask, example: WorkedExample) -> None:
    result = app.test_cli_runner().invoke(args=["position", "check", "--on", "2030-01-01"])

    assert result.exit_code == 1
    assert "1 January 2030 is still to come" in result.output
    assert _counts() == (0, 0, 0, 0)


def test_a_day_gone_by_raises_flags_and_sends_no_mail(app: Flask, example: WorkedExample) -> None:
    last_checked(2014, 4, 1)
    stand_at(2014, 5, 1)

    done = plain(app, "--on", "2014-04-02")

    assert done["raised"]
    assert done["reminded"] == []


def test_two_processes_at_once_do_it_once(tmp_path: Path) -> None:
    """Both start on a real database that lies some days behind; every row is there once."""
    environ = {
        **os.environ,
        "TRACKER_ENV": "test",
        "SECRET_KEY": "a key for tests only, not a secret",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'tracker.sqlite3'}",
        "OUTBOX_FOLDER": str(tmp_path / "outbox"),
    }
    program = [sys.executable, "-m", "flask", "--app", "app"]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program, *words], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
        )

    run("db", "upgrade")
    story = tmp_path / "story.py"
    story.write_text(STORY, "utf-8")
    made = subprocess.run(
        [sys.executable, str(story)], cwd=ROOT, env={**environ, "PYTHONPATH": str(ROOT)}, check=True
    )
    assert made.returncode == 0
    both = [
        subprocess.Popen(
            [*program, "position", "check", "--json"],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    done = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], done
    answers = [json.loads(out) for out, _ in done]
    raised = [flag for answer in answers for flag in answer["raised"]]
    reminded = [each["person"] for answer in answers for each in answer["reminded"]]
    assert sorted(raised) == [1, 2]
    assert reminded == ["Ada First"]
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


STORY = """
from datetime import timedelta
from app import clock, create_app
from app.access import Role
from app.database import db
from app.people.models import Person, RoleGrant
from app.plans import operations as plans
from app.formats import day_in_words

app = create_app()
with app.app_context():
    today = clock.today()
    start = today - timedelta(days=20)
    officer = Person(name="Ada First", email="ada@example.org", since=start)
    officer.grants = [RoleGrant(role=Role.OFFICER)]
    db.session.add(officer)
    plan = plans.create_plan("A plan", "Much is done.", by=None, since=start)
    action = plans.add_action(plan, "Do it.", by=None, since=start)
    for days in (9, 4):
        due = day_in_words(today - timedelta(days=days))
        plans.add_milestone(action, f"Due {days} days ago", due, by=None, agreed_on=start)
    db.session.commit()
"""


def _counts() -> tuple[int, ...]:
    db.session.expire_all()
    return tuple(
        db.session.scalar(select(func.count(table.id))) or 0
        for table in (Flag, FlagEvent, Reminder, OutboxMail)
    )


class TestReminders:
    """Who is reminded of what, and when."""

    def test_an_owner_is_told_before_and_on_the_day(
        self, app: Flask, example: WorkedExample
    ) -> None:
        last_checked(2014, 3, 10)
        told: list[date] = []
        for days in range(20, -3, -1):
            on = date(2014, 3, 31) - timedelta(days=days)
            stand_at(on.year, on.month, on.day)
            for each in plain(app)["reminded"]:  # pyright: ignore[reportGeneralTypeIssues]
                if "“Review” is due" in each["of"]:
                    told.append(on)
        assert told == [date(2014, 3, day) for day in (17, 24, 30, 31)]

    def test_a_company_is_told_of_its_deadline_until_it_has_sent_or_declined(
        self, app: Flask
    ) -> None:
        sends, declines, silent = (make_company() for _ in range(3))
        commission = make_commission("issued", [sends, declines, silent])
        submit_quote(invitation_of(commission, sends))
        reply(
            invitation_of(commission, declines), Reply.DECLINED, "No time.", by=contact_of(declines)
        )
        stand_at(2013, 12, 12)
        check(app)

        assert mails_to(contact_of(sends).email) == []
        assert mails_to(contact_of(declines).email) == []
        (mail,) = mails_to(contact_of(silent).email)
        assert mail.subject == "To do: Quote, or say that you will not"
        assert commission.title in mail.text
        for other in (sends, declines):
            assert other.name not in mail.text

    def test_days_late_there_is_one_reminder_and_only_of_what_is_still_so(self, app: Flask) -> None:
        company = make_company()
        commission = make_commission("issued", [company, make_company(), make_company()])
        stand_at(2013, 12, 4)
        check(app)
        before = len(mails_to(contact_of(company).email))
        stand_at(2013, 12, 17)  # both the 14 and the 7 days have gone by
        check(app)
        assert len(mails_to(contact_of(company).email)) == before + 1

        submit_quote(invitation_of(commission, company))
        stand_at(2013, 12, 18)
        check(app)
        assert len(mails_to(contact_of(company).email)) == before + 1

    def test_a_deliverable_that_fell_due_while_nobody_checked_is_told_of_once(
        self, app: Flask
    ) -> None:
        commission, _due = make_deliverable("28 February 2014", make_awarded())
        won = winning_invitation(commission)
        assert won is not None
        winner = contact_of(won.company).email
        last_checked(2014, 2, 25)
        for month, day in ((2, 26), (3, 3), (3, 4)):
            stand_at(2014, month, day)
            check(app)
        told = mails_to(winner)
        assert ["Deliver “Final report”" in mail.text for mail in told] == [True, True]
        assert [mail.written_at.date() for mail in told] == [date(2014, 2, 26), date(2014, 3, 3)]

    def test_nothing_is_said_of_what_came_meanwhile(self, app: Flask) -> None:
        commission, deliverable = make_deliverable("28 February 2014", make_awarded())
        won = winning_invitation(commission)
        assert won is not None
        last_checked(2014, 2, 25)
        day = stand_at(2014, 2, 27)
        record_received(commission, deliverable, day, note="By post.", file=None, by=make_officer())
        stand_at(2014, 3, 2)
        check(app)

        assert mails_to(contact_of(won.company).email) == []

    def test_a_member_is_told_to_declare_and_nobody_who_left_is(self, app: Flask) -> None:
        here, gone = make_member(), make_member()
        make_commission("issued")
        mark_left(gone, by=make_officer())
        stand_at(2013, 12, 11)
        check(app)

        assert "Declare your interests" in mails_to(here.email)[0].text
        assert mails_to(gone.email) == []

    def test_one_mail_a_day_tells_of_everything(self, app: Flask, example: WorkedExample) -> None:
        officer = make_officer()
        last_checked(2014, 4, 28)
        stand_at(2014, 5, 1)
        check(app)
        owner = flags_on(date(2014, 5, 1))[0].owner
        assert owner is not None
        addresses = db.session.scalars(
            select(OutboxMail.to).where(OutboxMail.subject.like("To do:%"))
        ).all()
        assert len(addresses) == len(set(addresses))
        (mail,) = [m for m in db.session.scalars(select(OutboxMail)) if m.subject.startswith("To")]
        assert "Answer the flag: “Review” is past its date" in mail.text
        assert "Answer the flag: “Partnership Group” is pushed back" in mail.text
        assert "/flags/" in mail.text
        assert officer.email not in addresses
