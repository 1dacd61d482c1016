"""Commissions, versions of the brief, invitations."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commissions.freezing import freeze_when_issued
from app.commissions.rules import (
    FORMULAS_EXPLAINED,
    FORMULAS_IN_SHORT,
    WHOSE_PRICE_COUNTS,
    Facts,
    PriceFormula,
    Reply,
    Stage,
    TimetableStep,
    Topic,
    asked_lines,
    levels_of,
    stage_on,
)
from app.database import Base, append_only, choice
from app.files import FileColumns
from app.people.models import Company, Person
from app.plans.models import Milestone

__all__ = [
    "Brief",
    "BriefDocument",
    "Commission",
    "Criterion",
    "DraftPlan",
    "Invitation",
    "InvitationReply",
    "Question",
    "Reply",
]


def new_key() -> str:
    """What a criterion or question is known by through all versions of its brief."""
    return uuid4().hex


class Commission(Base):
    """One piece of work to be bought to meet a milestone. Its stage is derived, never stored."""

    __tablename__ = "commission"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    # The dated facts from which the stage on any day is derived (rules.stage_on).
    issued_at: Mapped[datetime | None]
    quote_deadline: Mapped[datetime | None]
    clarification_deadline: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    scores_opened_at: Mapped[datetime | None]
    recommended_at: Mapped[datetime | None]
    awarded_at: Mapped[datetime | None]
    not_awarded_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")
    few_invited_reason: Mapped[str] = mapped_column(default="")

    milestone: Mapped[Milestone] = relationship()
    officer: Mapped[Person] = relationship()
    briefs: Mapped[list[Brief]] = relationship(back_populates="commission", order_by="Brief.number")
    invitations: Mapped[list[Invitation]] = relationship(
        back_populates="commission", order_by="Invitation.id"
    )

    @property
    def facts(self) -> Facts:
        """The dated facts, as plain values for the rules."""
        return Facts(**{each.name: getattr(self, each.name) for each in fields(Facts)})

    def stage_on(self, at: datetime) -> Stage:
        """The stage at an instant (rules.stage_on)."""
        return stage_on(self.facts, at)


class Brief(Base):
    """One version of the brief: a draft until `issued_at`, frozen after it.

    `quote_deadline` and `clarification_deadline` (until when companies ask; None: as long as they
    quote) are instants; the planned issue, opening, award and start, and the delivery date, are
    *whens*. Money in pence, weights in percent.
    `price_lines` are what each company is asked to price, one a line. `levels` are what the scores
    0 to 4 mean on every criterion, where that is not the usual.
    """

    __tablename__ = "brief"
    __table_args__ = (
        UniqueConstraint("commission_id", "number"),
        CheckConstraint("price_weight BETWEEN 0 AND 100", name="price_weight"),
        CheckConstraint("budget_pence IS NULL OR budget_pence >= 0", name="budget"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    number: Mapped[int]
    background: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    outputs: Mapped[str] = mapped_column(default="")
    budget_pence: Mapped[int | None] = mapped_column(BigInteger)
    budget_withheld: Mapped[bool] = mapped_column(default=False)
    terms: Mapped[str] = mapped_column(default="")
    timetable: Mapped[str] = mapped_column(default="")
    price_weight: Mapped[int] = mapped_column(default=0)
    price_formula: Mapped[PriceFormula] = mapped_column(
        choice(PriceFormula, "price_formula"),
        default=PriceFormula.LOWEST_OVER_PRICE,
        server_default=PriceFormula.LOWEST_OVER_PRICE.value,
    )
    price_lines: Mapped[str] = mapped_column(default="", server_default="")
    hides_price: Mapped[bool] = mapped_column(default=False, server_default=false())
    levels: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    issue_written: Mapped[str] = mapped_column(default="", server_default="")
    issue_earliest: Mapped[date | None]
    issue_latest: Mapped[date | None]
    quote_deadline: Mapped[datetime | None]
    clarification_deadline: Mapped[datetime | None]
    opening_written: Mapped[str] = mapped_column(default="", server_default="")
    opening_earliest: Mapped[date | None]
    opening_latest: Mapped[date | None]
    award_written: Mapped[str] = mapped_column(default="", server_default="")
    award_earliest: Mapped[date | None]
    award_latest: Mapped[date | None]
    start_written: Mapped[str] = mapped_column(default="", server_default="")
    start_earliest: Mapped[date | None]
    start_latest: Mapped[date | None]
    delivery_written: Mapped[str] = mapped_column(default="")
    delivery_earliest: Mapped[date | None]
    delivery_latest: Mapped[date | None]
    amendment_reason: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    commission: Mapped[Commission] = relationship(back_populates="briefs")
    criteria: Mapped[list[Criterion]] = relationship(
        order_by="Criterion.number", cascade="all, delete-orphan"
    )
    questions: Mapped[list[Question]] = relationship(
        order_by="Question.number", cascade="all, delete-orphan"
    )
    documents: Mapped[list[BriefDocument]] = relationship(
        order_by="BriefDocument.id", cascade="all, delete-orphan"
    )

    @property
    def price_in_short(self) -> str:
        """How the price is scored, in a few words."""
        return FORMULAS_IN_SHORT[self.price_formula]

    @property
    def price_explained(self) -> str:
        """How the price is scored, for companies and for those who score."""
        explained = FORMULAS_EXPLAINED[self.price_formula]
        is_fixed = self.price_formula is PriceFormula.QUALITY_ONLY
        return explained if is_fixed else f"{explained} {WHOSE_PRICE_COUNTS}"

    @property
    def has_own_levels(self) -> bool:
        """Whether it says anywhere what scores mean, in words of its own."""
        return bool(self.levels) or any(each.levels for each in self.criteria)

    def levels_for(self, criterion: Criterion | None = None) -> tuple[str, ...]:
        """What the scores 0 to 4 mean on a criterion; without one, where it has no own words."""
        return levels_of(criterion.levels if criterion else (), self.levels)

    @property
    def asked_lines(self) -> list[str]:
        """The price lines that each company is asked for."""
        return asked_lines(self.price_lines)


class DraftPlan(Base):
    """What a brief that was not issued yet planned for one step, from a day on.

    A brief is overwritten while it is a draft: these rows are only added, so that its timetable can
    be told as at any day. No words: the step has no date any more.
    """

    __tablename__ = "draft_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    step: Mapped[TimetableStep] = mapped_column(choice(TimetableStep, "timetable_step"))
    as_written: Mapped[str]
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Criterion(Base):
    """One quality criterion; its weight in percent. With the price weight all total 100.

    One that is passed or failed weighs nothing. A quote whose score is below `minimum` is out.
    `key` is kept when a version is copied: the same key is the same criterion.
    `levels` are what the scores 0 to 4 mean on it, where that is not as on every other.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("brief_id", "number"),
        UniqueConstraint("brief_id", "key"),
        CheckConstraint(
            "(is_pass_fail AND weight = 0) OR (NOT is_pass_fail AND weight BETWEEN 1 AND 100)",
            name="weight",
        ),
        CheckConstraint(
            "minimum IS NULL OR (minimum BETWEEN 1 AND 4 AND NOT is_pass_fail)", name="minimum"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    brief_id: Mapped[int] = mapped_column(ForeignKey("brief.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(default=new_key)
    title: Mapped[str]
    guidance: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    weight: Mapped[int]
    is_pass_fail: Mapped[bool] = mapped_column(default=False, server_default=false())
    minimum: Mapped[int | None]


class Question(Base):
    """One question that each company answers; `criterion_key` says under which it is scored.

    `key` is kept when a version is copied, so that an answer given under one holds in the next.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("brief_id", "number"),
        UniqueConstraint("brief_id", "key"),
        CheckConstraint("word_limit IS NULL OR word_limit > 0", name="word_limit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    brief_id: Mapped[int] = mapped_column(ForeignKey("brief.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(default=new_key)
    text: Mapped[str]
    word_limit: Mapped[int | None]
    topic: Mapped[Topic] = mapped_column(
        choice(Topic, "topic"), default=Topic.WORK, server_default=Topic.WORK.value
    )
    criterion_key: Mapped[str] = mapped_column(default="", server_default="")


class BriefDocument(FileColumns, Base):
    """A document attached to a version of the brief. Versions may share one stored file."""

    __tablename__ = "brief_document"
    __table_args__ = (UniqueConstraint("brief_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    brief_id: Mapped[int] = mapped_column(ForeignKey("brief.id"), index=True)
    title: Mapped[str] = mapped_column(default="")


class Invitation(Base):
    """One company asked to quote for one commission.

    While the commission is a draft the invitation is prepared: `sent_to` is empty, and `invited_at`
    becomes the instant of issue. `reply` is the newest; `InvitationReply` keeps them all.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("commission_id", "company_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    sent_to: Mapped[str] = mapped_column(default="")
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reply: Mapped[Reply] = mapped_column(choice(Reply, "reply"), default=Reply.NONE)
    reply_reason: Mapped[str] = mapped_column(default="")
    replied_at: Mapped[datetime | None]

    commission: Mapped[Commission] = relationship(back_populates="invitations")
    company: Mapped[Company] = relationship()


class InvitationReply(Base):
    """One reply of a company to its invitation, so that the replies of any past day can be told."""

    __tablename__ = "invitation_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    at: Mapped[datetime]
    reply: Mapped[Reply] = mapped_column(choice(Reply, "invitation_reply_kind"))
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class InvitationReminder(Base):
    """A reminder that an officer sent to one company that had not replied."""

    __tablename__ = "invitation_reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


append_only(InvitationReply.__table__)
append_only(InvitationReminder.__table__)
append_only(DraftPlan.__table__)
freeze_when_issued(
    Brief.__table__, [Criterion.__table__, Question.__table__, BriefDocument.__table__]
)
