"""What a commission is worth over its whole life, and why its route of buying is right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.commissions.rules import RouteMoment
from app.database import Base, append_only, choice


class WholeLifeValue(Base):
    """The value of a commission in pence without VAT. The newest row holds.

    Estimated by an officer, until it is awarded: then it is the price, and `company_id` is who won.
    `extension_pence` is what all possible extensions together could cost; `extensions` says which.
    """

    __tablename__ = "whole_life_value"
    __table_args__ = (CheckConstraint("work_pence >= 0 AND extension_pence >= 0", name="pence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    work_pence: Mapped[int] = mapped_column(BigInteger)
    extension_pence: Mapped[int] = mapped_column(BigInteger)
    extensions: Mapped[str] = mapped_column(default="")
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RouteReason(Base):
    """Why an officer holds the route to be right at issue or award, for which figures (pence).

    `found` is what the check had said, `counted` the references that counted, one a line.
    `whole_pence` is None where the value was not known.
    """

    __tablename__ = "route_reason"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commission.id"), index=True)
    moment: Mapped[RouteMoment] = mapped_column(choice(RouteMoment, "route_moment"))
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    whole_pence: Mapped[int | None] = mapped_column(BigInteger)
    most_pence: Mapped[int] = mapped_column(BigInteger)
    counted: Mapped[str] = mapped_column(default="")
    found: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


append_only(WholeLifeValue.__table__)
append_only(RouteReason.__table__)
