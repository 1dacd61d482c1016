"""One commission at each stage, and eight people who try every door of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from app import clock, files
from app.access import Role
from app.commissions import operations as commissions
from app.commissions.models import ClarificationFile, Commission
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.delivery import operations as delivery
from app.evaluation import operations as evaluation
from app.evaluation.rules import Course, DoubtKind, Interest, Way
from app.people.models import Person
from app.people.operations import start_sign_in
from app.plans import operations as plans
from app.plans.models import Cause
from app.plans.queries import draft_on, files_of
from app.position.operations import check_flags, propose_knock_ons, write_sentence
from app.quotes.queries import opened_quotes, own_sent
from app.quotes.rules import Stated
from tests.factories.asking import ANSWER, QUESTION, ask
from tests.factories.commissions import contact_of, make_commission, make_milestone
from tests.factories.evaluation import score_all
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import READING_KEY, make_draft, open_quotes, pass_deadline, submit_quote

STAGES = ("draft", "issued", "closed", "opened", "awarded")
PEOPLE = (
    "anonymous",
    "company",
    "other company",
    "member undeclared",
    "member declared",
    "member conflicted",
    "officer",
    "administrator",
)


@dataclass
class World:
    """A commission at a stage, the session tokens of those who try, and the parts of addresses."""

    commission: Commission
    tokens: dict[str, str | None] = field(default_factory=dict)
    parts: dict[str, object] = field(default_factory=dict)


def make_world(stage: str) -> World:
    """Everything that a route's address can name, at this stage of the commission."""
    officer = make_officer()
    milestone = make_milestone()
    plans.publish_edition(milestone.action.plan, by=officer, name="1st Review", day=clock.today())
    commission = make_commission(
        "draft", officer=officer, milestone=milestone, deadline=clock.now() + timedelta(days=14)
    )
    map_of_area = files.store(BytesIO(b"Stonehaven, Portlethen"), "Map.txt")
    document = commissions.attach_document(commission, map_of_area, by=officer)
    if stage != "draft":
        commissions.issue_brief(commission, clock.now(), by=officer)
    invitations = invited(commission)
    people = {
        "company": contact_of(invitations[0].company),
        "other company": contact_of(invitations[1].company),
        "member undeclared": make_member(),
        "member declared": make_member(),
        "member conflicted": make_member(),
        "officer": make_officer(),
        "administrator": make_person(Role.ADMINISTRATOR),
    }
    world = World(commission, parts={"document_id": document.id})
    world.parts |= _asked(commission) if stage != "draft" else _NOTHING_ASKED
    _bring_to(stage, commission, people)
    world.tokens = {name: start_sign_in(person) for name, person in people.items()}
    world.tokens["anonymous"] = None
    world.parts |= _parts(world, people)
    db.session.commit()
    return world


_NOTHING_ASKED: dict[str, object] = {"question_id": 1, "asked_file_id": 1}


def _asked(commission: Commission) -> dict[str, object]:
    """A question of the first company with a file, and an answer that is drafted."""
    question = ask(invited(commission)[0], file=("Map of ours.txt", b"Portlethen"))
    commissions.draft_answer(question, QUESTION, ANSWER, by=commission.officer)
    db.session.flush()
    file_id = db.session.query(ClarificationFile.id).scalar()
    return {"question_id": question.id, "asked_file_id": file_id}


def _bring_to(stage: str, commission: Commission, people: dict[str, Person]) -> None:
    if stage == "draft":
        return
    first, second, third = invited(commission)
    evaluation.declare(commission, Interest.NONE, "", by=people["member declared"])
    evaluation.declare(
        commission, Interest.CONFLICT, "A cousin works there.", by=people["member conflicted"]
    )
    submit_quote(first, files_given=[("Plan.txt", b"Week 1: start")], stated=Stated(1))
    submit_quote(second, unit_pence=900_000)
    make_draft(third)
    _after: dict[str, Callable[[], None]] = {
        "issued": lambda: None,
        "closed": lambda: pass_deadline(commission),
        "opened": lambda: _open(commission, people),
        "awarded": lambda: _award(commission, people),
    }
    _after[stage]()


def _open(commission: Commission, people: dict[str, Person]) -> None:
    open_quotes(commission)
    first, to = invited(commission)[0], clock.now() + timedelta(days=2)
    quote, sums = opened_quotes(commission)[0], DoubtKind.SUMS
    one = evaluation.ask_about_doubt(commission, quote.id, sums, "How?", to, by=commission.officer)
    stored = files.store(BytesIO(b"How we do it"), "How.txt")
    evaluation.respond(first, one.id, "So.", stored, by=people["company"])
    score_all(commission, people["member declared"], [3, 2], submit=False)
    evaluation.submit_scores(commission, by=people["member declared"])


def _award(commission: Commission, people: dict[str, Person]) -> None:
    _open(commission, people)
    proposer = make_officer()
    evaluation.close_scoring(commission, "The meeting is tomorrow.", by=proposer)
    evaluation.decide_few_quotes(commission, Course.GO_ON, "", "Two will do.", by=proposer)
    best = opened_quotes(commission)[0]
    sums, stand = DoubtKind.SUMS, Way.LINES_STAND
    evaluation.resolve_doubt(commission, best.id, sums, stand, "They do.", by=proposer)
    evaluation.propose_award(commission, best.id, "Best.", by=proposer)
    evaluation.decide_award(commission, True, "", by=make_officer())
    evaluation.send_letters(commission, {}, by=proposer)
    evaluation.ask_feedback(invited(commission)[0], "Why?", by=people["company"])
    deliverable = delivery.add_deliverable(commission, "Report", "end March 2014", by=proposer)
    report = files.store(BytesIO(b"What we found"), "Report.txt")
    delivery.record_received(
        commission, deliverable, clock.today(), note="", file=report, by=proposer
    )
    delivery.forecast(commission, deliverable, "May 2014", reason="Snow.", by=proposer)


def _parts(world: World, people: dict[str, Person]) -> dict[str, object]:
    commission, company = world.commission, people["company"]
    invitation = invited(commission)[0]
    issued = commission.issued_at is not None
    sent = own_sent(company, invitation, READING_KEY.secret) if issued else None
    file = sent.files[0].id if sent else 1
    question = issued_brief(commission.id).questions[0].id if issued else 1
    return {
        "ref": commission.reference,
        "invitation_id": invitation.id,
        "quote_id": sent.id if sent else 1,
        "file_id": file,
        "question": question,
        "receipt_id": 1,
        "passkey_id": 1,
        "asked_id": 1,
        "enquiry_id": 1,
        "kind": "sums-that-differ",
        "declaration_id": 1,
        "criterion_id": issued_brief(commission.id).criteria[0].id if issued else 1,
        "enquiry_file_id": 1,
        "request_id": 1,
        "due_date_id": 1,
        "due_forecast_id": 1,
        "token": "unknown",
        "upload": "unknown",
        "company_id": company.company_id,
        "person_id": people["officer"].id,
        **_plan_parts(commission),
        **_import_parts(people["officer"]),
    }


def _import_parts(officer: Person) -> dict[str, object]:
    """An import that the officer has begun, of a table whose headings nobody has checked."""
    draft = plans.start_draft([(b"What,When\nOpen the hall,May 2013\n", "plan.csv")], by=officer)
    [part] = files_of(draft)
    [head] = draft_on(draft).editions[0].heads
    return {"draft_id": draft.id, "part_id": part.id, "key": head.key}


def _plan_parts(commission: Commission) -> dict[str, object]:
    """A milestone with a date to decide, something it needs, a measure, progress, a sentence."""
    by = make_officer()
    milestone = commission.milestone
    action = milestone.action
    needed = plans.add_milestone(action, "Consultation", "January 2014", by=by)
    dependency = plans.add_dependency(milestone, needed, by=by)
    proposed = plans.propose_date(
        milestone, "June 2014", reason="Snow.", cause=Cause.WEATHER, by=by
    )
    measure = plans.add_measure(action, "clicks", by=by)
    reading = plans.add_reading(measure, clock.today(), Decimal(358), source="Report", by=by)
    entry = plans.add_progress(action, "A brief was written.", day=clock.today(), by=by)
    expected = plans.forecast(milestone, "July 2014", reason="Snow.", by=by)
    sentence = write_sentence(milestone, "It is late.", facts="It is late.", by=by)
    at_risk = plans.add_milestone(action, "Report to the group", "January 2014", by=by)
    plans.forecast(at_risk, "May 2014", reason="Snow.", cause=Cause.WEATHER, by=by)
    waits = plans.add_milestone(action, "Meeting about it", "February 2014", by=by)
    plans.add_dependency(waits, at_risk, by=by)
    bundle = propose_knock_ons(
        at_risk, {waits.id: "July 2014"}, reason="Snow.", cause=Cause.WAITING, by=by
    )
    flags = check_flags(clock.today()).raised
    return {
        "bundle_id": bundle.id,
        "flag_id": flags[0],
        "slug": action.plan.slug,
        "action": action.number,
        "number": milestone.number,
        "milestone_id": milestone.id,
        "date_id": proposed.id,
        "forecast_id": expected.id,
        "dependency_id": dependency.id,
        "measure_id": measure.id,
        "reading_id": reading.id,
        "entry_id": entry.id,
        "sentence_id": sentence.id,
        "meeting_id": plans.add_meeting(clock.today(), "Area forum", by=by).id,
        "cause_key": "weather",
        "category": "sheds",
    }
