"""Milestones and commissions for tests, made by the operations that an officer would use."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Literal

from app import clock
from app.commissions import operations
from app.commissions.models import Commission, Invitation
from app.commissions.operations import CriterionWords, QuestionWords
from app.commissions.queries import invited
from app.database import db
from app.people.models import Company, CompanySize, Person
from app.plans.models import Action, AgreedDate, Cause, Milestone, Plan
from app.plans.operations.deciding import agreed_at_once
from app.when import read_when
from tests.factories.keyholders import ready_keyholders
from tests.factories.people import make_officer

_number = count(1_001)  # of one width, so that names sort as they were made

CRITERIA = [
    CriterionWords("Method", "How the review will be done.", 40),
    CriterionWords("Experience", "Similar work, and who will do this one.", 20),
]
"""With a price weight of 40 they total 100."""

QUESTIONS = [
    QuestionWords("How will you reach people who are not online?", 300),
    QuestionWords("Who will do the work?"),
]


def make_milestone(text: str = "Review", as_written: str = "March 2014") -> Milestone:
    """A milestone of a plan and action of its own, whose first date was agreed today."""
    n = next(_number)
    today = clock.today()
    when = read_when(as_written, said_on=today)
    plan = Plan(
        slug=f"commissioned-plan-{n}",
        title=f"Commissioned plan {n}",
        outcome="People can take part in decisions.",
        group_name="Example Community Planning Group",
        since=today,
    )
    action = Action(number=1, text="Engagement will be reviewed.", since=today)
    plan.actions = [action]
    milestone = Milestone(number=1, text=text, since=today)
    action.milestones = [milestone]
    db.session.add(plan)
    db.session.flush()
    db.session.add(
        AgreedDate(
            milestone_id=milestone.id,
            as_written=as_written,
            earliest=when.earliest,
            latest=when.latest,
            precision=when.precision,
            kind=when.kind,
            edtf=when.edtf,
            cause=Cause.FIRST,
            proposed_on=today,
            recorded_at=clock.now(),
            decision=agreed_at_once(today),
        )
    )
    db.session.commit()
    return milestone


def make_commission(
    stage: Literal["empty", "draft", "issued"] = "draft",
    companies: int | list[Company] = 3,
    deadline: datetime | None = None,
    *,
    title: str = "Review of local engagement",
    officer: Person | None = None,
    milestone: Milestone | None = None,
    delivery: str = "March 2014",
    route_reason: str = "",
) -> Commission:
    """A commission, committed. "empty" has nothing prepared; a "draft" is ready to be issued.

    `deadline` is an aware instant, by default 14 days from now. `companies` are made, or given.
    `route_reason` is for one with which others of its action come to the limit of the route.
    """
    by = officer or make_officer()
    ready_keyholders()
    commission = operations.create_commission(milestone or make_milestone(), title, by, by=by)
    if stage != "empty":
        _prepare(commission, by, deadline or clock.now() + timedelta(days=14), delivery)
        given = companies if isinstance(companies, list) else make_companies(companies)
        if given:
            operations.invite_all(commission, given, by=by)
        if len(given) < 3:
            commission.few_invited_reason = "Few companies do this work."
    if stage == "issued":
        operations.issue_brief(commission, clock.now(), route_reason, by=by)
    db.session.commit()
    return commission


def invitation_of(commission: Commission, company: Company | None = None) -> Invitation:
    """The invitation of one company, by default of the first by name."""
    return next(i for i in invited(commission) if company is None or i.company is company)


def contact_of(company: Company) -> Person:
    """The person who signs in for a company."""
    return company.contacts[0]


def make_companies(number: int) -> list[Company]:
    """Companies with one contact each, made together so that hundreds take no time."""
    companies = [
        Company(
            name=f"Specimen Studio {next(_number)}", size=CompanySize.MICRO, since=clock.today()
        )
        for _ in range(number)
    ]
    for company in companies:
        n = next(_number)
        company.contacts = [
            Person(name=f"Contact {n}", email=f"contact{n}@example.org", since=clock.today())
        ]
    db.session.add_all(companies)
    db.session.commit()
    return companies


def _prepare(commission: Commission, by: Person, deadline: datetime, delivery: str) -> None:
    operations.edit_brief(
        commission,
        {
            "background": "The group asks people in many ways and does not know which work.",
            "wanted": "A review of how people are told and asked, online and face to face.",
            "outputs": "An interim report and a final report.",
            "budget_pence": 1_000_000,
            "terms": "The group's usual terms.",
            "timetable": "An interim report half way.",
            "quote_deadline": deadline,
            "delivery_written": delivery,
        },
        by=by,
    )
    operations.set_criteria(commission, 40, CRITERIA, by=by)
    operations.set_questions(commission, QUESTIONS, by=by)
