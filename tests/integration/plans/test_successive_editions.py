"""Editions of a plan that was never kept here, one after another: the histories they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from app.audit.models import AuditEntry
from app.database import db
from app.errors import RuleBroken
from app.people.models import Person
from app.plans import operations, queries
from app.plans.content import from_json
from app.plans.importing import ReadPlan
from app.plans.importing.files import read_file
from app.plans.models import AgreedDate, Edition, Plan
from app.plans.queries import MilestoneDates
from tests.conftest import GivenClock
from tests.factories.reviews import FORMATS, REVIEWS, TITLE, Review, as_csv, as_text

TODAY = date(2014, 6, 30)
DOUBTFUL = (
    (
        "Condition report on the hall roof – September 2012",
        "Paint the hall – September 2014",
        False,
    ),
    ("Working party – June 2014", "Walkers’ forum – June 2014", True),
)


@pytest.fixture(autouse=True)
def later(clock: GivenClock) -> None:
    clock.move_to(datetime(2014, 6, 30, 10, tzinfo=UTC))


def read(
    review: Review, write: Callable[[Review], bytes] = as_csv, ending: str = ".csv"
) -> ReadPlan:
    return read_file(write(review), f"review{ending}", said_on=review.day)


def import_all(
    by: Person | None,
    *,
    upto: int = 5,
    write: Callable[[Review], bytes] = as_csv,
    ending: str = ".csv",
) -> Plan:
    for before, after, is_same in DOUBTFUL:
        operations.answer_match(TITLE, before, after, is_same=is_same, by=by)
    plan = None
    for review in REVIEWS[:upto]:
        page = read(review, write, ending)
        plan = operations.import_page(page, review.day, by=by).plan
        db.session.commit()
    assert plan is not None
    return plan


def dates_of(plan: Plan, text: str, on: date = TODAY) -> MilestoneDates:
    """The dates of the milestone with this text on a day, also of one that is gone."""
    [found] = [each for each in queries.milestones_on(on, plan.id) if each.text == text]
    return queries.milestone_dates([found.id], on)[found.id]


def agreed(dates: MilestoneDates) -> list[tuple[str, date | None, str, str]]:
    return [(e.as_written, e.decided_on, e.agreed_is, e.source) for e in dates.agreed_history]


@pytest.mark.parametrize(("ending", "write"), FORMATS, ids=lambda each: str(each)[:5])
def test_the_histories_are_the_same_whatever_the_format(
    app: Flask, officer: Person, ending: str, write: Callable[[Review], bytes]
) -> None:
    plan = import_all(officer, write=write, ending=ending)
    assert agreed(dates_of(plan, "Path study")) == [
        ("December 2012", date(2012, 6, 1), "by", "1st Review"),
        ("June 2013", date(2012, 12, 3), "by", "2nd Review"),
        ("December 2013", date(2013, 6, 3), "by", "3rd Review"),
        ("March 2014", date(2013, 12, 2), "by", "4th Review"),
        ("ongoing", date(2014, 6, 2), "by", "5th Review"),
    ]
    assert [each.number for each in queries.editions(plan.id)] == [5, 4, 3, 2, 1]
    for review, kept in zip(REVIEWS, queries.editions(plan.id)[::-1], strict=True):
        content = from_json(kept.content)
        assert [
            (a.number, a.text, m.number, m.text, m.as_written)
            for a in content.actions
            for m in a.milestones
        ] == [(p.number, p.text, s.number, s.text, s.when) for p in review.parts for s in p.steps]
        assert [[e.text for e in a.progress] for a in content.actions] == [
            [part.progress] for part in review.parts
        ]


def test_no_reason_is_made_up(app: Flask, officer: Person) -> None:
    plan = import_all(officer)
    moves = dates_of(plan, "Path study").agreed_history[1:]
    assert {each.cause for each in moves} == {"other"}
    assert moves[0].reason == "Read from the 2nd Review, which gives no reason"


def test_a_lost_date_and_a_gained_one_are_on_record(app: Flask, officer: Person) -> None:
    plan = import_all(officer)
    dates = dates_of(plan, "Walkers’ forum")
    assert [words for words, *_ in agreed(dates)] == ["March 2013", "TBC", "June 2014"]
    assert dates.baseline is not None and dates.baseline.latest == date(2013, 3, 31)


def test_what_was_split_keeps_the_first_date_of_the_whole(app: Flask, officer: Person) -> None:
    plan = import_all(officer, upto=3)
    assert agreed(dates_of(plan, "Waymarkers", REVIEWS[2].day)) == [
        ("Autumn 2013", date(2012, 6, 1), "by", "1st Review")
    ]
    assert agreed(dates_of(plan, "Benches", REVIEWS[2].day)) == [
        ("Autumn 2013", date(2012, 6, 1), "by", "1st Review"),
        ("May 2014", date(2013, 6, 3), "by", "3rd Review"),
    ]


def test_what_vanished_and_came_back_was_away_in_between(app: Flask, officer: Person) -> None:
    plan = import_all(officer)
    for review, is_there in zip(REVIEWS, (True, False, True, True, True), strict=True):
        content = queries.plan_content(plan.id, review.day)
        texts = {m.text for a in content.actions for m in a.milestones}
        assert ("Train key holders" in texts) is is_there, review.name
    assert [words for words, *_ in agreed(dates_of(plan, "Train key holders"))] == [
        "June 2013",
        "December 2013",
    ]


def test_the_plan_as_at_each_day_says_what_its_edition_said(app: Flask, officer: Person) -> None:
    plan = import_all(officer)
    for review in REVIEWS:
        content = queries.plan_content(plan.id, review.day)
        assert [
            (a.number, a.text, m.number, m.text) for a in content.actions for m in a.milestones
        ] == [(p.number, p.text, s.number, s.text) for p in review.parts for s in p.steps]
        live = [
            (each.action_number, each.number, each.text)
            for each in queries.milestones_on(review.day, plan.id)
            if each.withdrawn_on is None
        ]
        assert live == [(p.number, s.number, s.text) for p in review.parts for s in p.steps]


def test_what_is_called_done_was_met_by_the_day_of_the_edition(app: Flask, officer: Person) -> None:
    plan = import_all(officer)
    dates = dates_of(plan, "Condition report on the hall roof")
    [met] = dates.met_history
    assert (met.met_on, met.day) == (date(2012, 12, 3), date(2012, 12, 3))
    assert met.note.endswith("it had been met by 3 December 2012")


def test_a_day_on_the_page_is_the_day_it_was_met(app: Flask, officer: Person) -> None:
    review = REVIEWS[1]
    content = as_text(review).replace(b"(completed)", b"(completed 12 October 2012)")
    operations.import_page(read(REVIEWS[0]), REVIEWS[0].day, by=officer)
    page = read_file(content, "page.txt", said_on=review.day)
    plan = operations.import_page(page, review.day, by=officer).plan
    assert dates_of(plan, "Survey of the hall roof").met_on == date(2012, 10, 12)


def test_a_doubtful_match_is_asked_about_and_stores_nothing(app: Flask, officer: Person) -> None:
    plan = import_all(officer, upto=4)
    asked = operations.import_page
    last = REVIEWS[4]
    db.session.execute(db.text("DROP TRIGGER match_answer_no_delete"))
    db.session.execute(db.text("DELETE FROM match_answer"))
    with pytest.raises(RuleBroken, match="is “Working party – June 2014” now “Walkers’ forum"):
        asked(read(last), last.day, by=officer)
    db.session.rollback()
    assert len(queries.editions(plan.id)) == 4


def test_the_answer_no_keeps_two_milestones_apart(app: Flask, officer: Person) -> None:
    plan = import_all(officer, upto=4)
    before, after = DOUBTFUL[1][:2]
    assert operations.answer_match(TITLE, before, after, is_same=False, by=officer)
    last = REVIEWS[4]
    operations.import_page(read(last), last.day, by=officer)
    assert agreed(dates_of(plan, "Walkers’ forum")) == [
        ("June 2014", date(2014, 6, 2), "by", "5th Review")
    ]
    entry = db.session.query(AuditEntry).filter_by(act="match answered").all()[-1]
    assert entry.before == "the same milestone"
    assert entry.after.endswith("not the same milestone")


@pytest.mark.parametrize("at", range(5))
def test_importing_an_edition_again_changes_nothing(app: Flask, officer: Person, at: int) -> None:
    plan = import_all(officer)
    rows = [db.session.query(each).count() for each in (AgreedDate, Edition, AuditEntry)]
    again = operations.import_page(read(REVIEWS[at], as_text, ".txt"), REVIEWS[at].day, by=officer)
    db.session.commit()
    assert not again.is_new and again.plan.id == plan.id
    assert "Nothing was changed" in again.sentence
    assert rows == [db.session.query(each).count() for each in (AgreedDate, Edition, AuditEntry)]


def test_an_older_edition_afterwards_is_refused_in_a_sentence(app: Flask, officer: Person) -> None:
    for review in (REVIEWS[0], REVIEWS[2]):
        operations.import_page(read(review), review.day, by=officer)
    with pytest.raises(RuleBroken, match="cannot be put before it"):
        operations.import_page(read(REVIEWS[1]), REVIEWS[1].day, by=officer)


def test_a_differing_page_of_an_edition_that_is_here_is_refused(
    app: Flask, officer: Person
) -> None:
    import_all(officer, upto=2)
    other = as_text(REVIEWS[1]).replace(b"June 2013", b"July 2013")
    page = read_file(other, "page.txt", said_on=TODAY)
    with pytest.raises(RuleBroken, match="already a 2nd Review"):
        operations.import_page(page, TODAY, by=officer)


def test_a_plan_that_was_changed_here_takes_no_edition_from_elsewhere(
    app: Flask, officer: Person
) -> None:
    plan = import_all(officer, upto=2)
    [_, hall] = plan.actions
    operations.edit_milestone(hall.milestones[0], "Other words", by=officer)
    with pytest.raises(RuleBroken, match="was changed here after the 2nd Review"):
        operations.import_page(read(REVIEWS[2]), REVIEWS[2].day, by=officer)


def test_an_edition_may_be_imported_under_a_name_of_its_own(app: Flask, officer: Person) -> None:
    import_all(officer, upto=1)
    page = replace(read(REVIEWS[1]), review=None, review_number=None)
    done = operations.import_page(page, REVIEWS[1].day, by=officer, name="Winter Review")
    assert done.edition is not None
    assert (done.edition.number, done.edition.name) == (2, "Winter Review")
    assert done.changes[0].kind == "laundered"
