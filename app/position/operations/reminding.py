"""Reminding people: one mail a day to each, and of each thing once for each number of days."""

from __future__ import annotations

from datetime import date

from flask import current_app

from app import clock, mail
from app.database import db
from app.people.models import Person
from app.position.models import Reminder
from app.position.operations.checking import wait_for_turn
from app.position.queries.reminding import DueReminder, due_reminders
from app.position.rules import digest_subject
from app.shell import group_name


def remind(on: date, last_check: date | None) -> list[tuple[Person, list[DueReminder]]]:
    """Write what is due as one mail to each person, and note it. Gives who was reminded of what.

    `last_check` is the day as of which was checked before: what fell due since is not forgotten.
    """
    wait_for_turn()
    found = due_reminders(on, current_app.config["REMINDER_DAYS"], last_check)
    for person, things in found:
        for thing in things:
            db.session.add(
                Reminder(
                    person_id=person.id,
                    about=thing.about,
                    mark=thing.mark,
                    day=on,
                    recorded_at=clock.real_now(),
                )
            )
        mail.post(
            person.email,
            digest_subject([thing.need.what for thing in things]),
            "digest",
            person=person,
            needs=[thing.need for thing in things],
            group_name=group_name(),
            on=on,
        )
    db.session.flush()
    return found
