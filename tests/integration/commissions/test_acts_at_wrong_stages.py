"""Every act of this room at every stage where it is not legal: refused, nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.commissions import operations
from app.commissions.models import Commission
from app.commissions.operations import CriterionWords, QuestionWords
from app.commissions.rules import LEGAL, Act, Reply, Stage
from app.database import db
from app.errors import RuleBroken
from app.files import StoredFile
from app.mail import sent_mails
from tests.conftest import GivenClock
from tests.factories.commissions import contact_of, make_commission
from tests.factories.people import make_company, make_member

DO: dict[str, tuple[Act, Callable[[Commission], object]]] = {
    "edit": (
        Act.EDIT_BRIEF,
        lambda c: operations.edit_brief(c, {"wanted": "Other work."}, by=c.officer),
    ),
    "rename": (
        Act.EDIT_BRIEF,
        lambda c: operations.rename_commission(c, "Other", c.officer, by=c.officer),
    ),
    "criteria": (
        Act.EDIT_BRIEF,
        lambda c: operations.set_criteria(c, 0, [CriterionWords("A", "", 100)], by=c.officer),
    ),
    "questions": (
        Act.EDIT_BRIEF,
        lambda c: operations.set_questions(c, [QuestionWords("Where?")], by=c.officer),
    ),
    "remove document": (
        Act.EDIT_BRIEF,
        lambda c: operations.remove_document(c, 1, by=c.officer),
    ),
    "choose companies": (
        Act.EDIT_BRIEF,
        lambda c: operations.choose_companies(c, [], set(), "Few.", by=c.officer),
    ),
    "issue": (Act.ISSUE_BRIEF, lambda c: operations.issue_brief(c, clock.now(), by=c.officer)),
    "begin amendment": (
        Act.AMEND_BRIEF,
        lambda c: operations.begin_amendment(c, by=c.officer),
    ),
    "amend": (
        Act.AMEND_BRIEF,
        lambda c: operations.amend_brief(c, {"wanted": "Less."}, "Money.", by=c.officer),
    ),
    "invite": (Act.INVITE, lambda c: operations.invite(c, make_company(), by=c.officer)),
    "reply": (
        Act.REPLY,
        lambda c: operations.reply(
            c.invitations[0], Reply.WILL_QUOTE, "", by=contact_of(c.invitations[0].company)
        ),
    ),
    "complete": (Act.COMPLETE, lambda c: operations.complete(c, by=c.officer)),
    "cancel": (Act.CANCEL, lambda c: operations.cancel(c, "No money.", by=c.officer)),
}
FACTS: dict[Stage, tuple[str, ...]] = {
    Stage.CLOSED: (),
    Stage.OPENED: ("opened_at",),
    Stage.RECOMMENDED: ("recommended_at",),
    Stage.AWARDED: ("awarded_at",),
    Stage.NOT_AWARDED: ("opened_at", "not_awarded_at"),
    Stage.DELIVERED: ("awarded_at", "delivered_at"),
    Stage.COMPLETED: ("awarded_at", "delivered_at", "completed_at"),
}


def commission_at(stage: Stage, clock: GivenClock) -> Commission:
    """A commission at a stage; what other rooms set is set here by hand."""
    commission = make_commission("draft" if stage is Stage.DRAFT else "issued")
    if stage in (Stage.DRAFT, Stage.ISSUED):
        return commission
    if stage is Stage.CANCELLED:
        operations.cancel(commission, "No money.", by=commission.officer)
        return commission
    clock.forward(days=15)
    for fact in FACTS[stage]:
        setattr(commission, fact, clock())
    db.session.flush()
    assert commission.stage_on(clock()) is stage
    return commission


ILLEGAL = [
    pytest.param(name, stage, id=f"{name}, {stage.value}")
    for name, (act, _) in DO.items()
    for stage in Stage
    if stage not in LEGAL[act]
]


@pytest.mark.parametrize(("name", "stage"), ILLEGAL)
def test_an_act_at_a_wrong_stage_is_refused_in_words(
    app: Flask, clock: GivenClock, name: str, stage: Stage
) -> None:
    commission = commission_at(stage, clock)
    mails = len(sent_mails())
    with pytest.raises(RuleBroken) as refused:
        DO[name][1](commission)
    assert refused.value.sentence.startswith(("You cannot ", "The brief has been issued."))
    assert commission.stage_on(clock()) is stage
    assert len(sent_mails()) == mails


@pytest.mark.parametrize("name", [name for name in DO if name != "reply"])
def test_an_act_of_an_officer_is_refused_to_a_member(app: Flask, name: str) -> None:
    commission = make_commission("draft")
    commission.officer = make_member()  # so that each act above is now a member's
    with pytest.raises(RuleBroken, match="Only an officer can"):
        DO[name][1](commission)


def test_a_document_refused_at_a_wrong_stage_is_not_kept_on_disk(app: Flask) -> None:
    commission = make_commission("issued")
    folder = app.config["UPLOAD_FOLDER"]
    folder.mkdir(parents=True)
    (folder / "0123").write_bytes(b"words")
    stored = StoredFile("plan.txt", "0123", 5, "ab" * 32, "text/plain")
    with pytest.raises(RuleBroken, match="Start an amendment"):
        operations.attach_document(commission, stored, by=commission.officer)
    assert list(folder.iterdir()) == []


def test_another_officer_may_act_for_the_one_in_charge(app: Flask) -> None:
    commission = make_commission("draft")
    other = make_commission("empty").officer
    operations.issue_brief(commission, clock.now(), by=other)
    assert commission.stage_on(clock.now()) is Stage.ISSUED


def test_the_deadlines_own_instant_is_too_late_to_invite(app: Flask, clock: GivenClock) -> None:
    commission = make_commission("issued")
    assert commission.quote_deadline is not None
    clock.move_to(commission.quote_deadline - timedelta(seconds=1))
    operations.invite(commission, make_company(), by=commission.officer)
    clock.move_to(commission.quote_deadline)
    with pytest.raises(RuleBroken, match="You cannot invite a company"):
        operations.invite(commission, make_company(), by=commission.officer)
