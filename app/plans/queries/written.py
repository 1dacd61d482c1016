"""Dates on record as plain values: what was agreed, forecast and met, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.plans.models import Agreement
from app.slippage import Days, Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A *when* as written, with the days it means."""

    as_written: str
    earliest: date | None
    latest: date | None
    precision: str
    kind: str
    edtf: str | None
    is_ambiguous: bool
    note: str

    @property
    def days(self) -> Days:
        """The days for the rules of slippage."""
        return Days(self.earliest, self.latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedEntry(Written):
    """A date that was proposed, and what became of it by the day asked.

    `cause` is a key, `cause_name` what the group calls it.
    """

    id: int
    outcome: Agreement
    cause: str
    reason: str
    meeting: str
    source: str
    proposed_on: date
    decided_on: date | None
    agreed_is: str
    decision_reason: str
    proposed_by_id: int | None
    proposed_by: str
    decided_by: str
    recorded_at: datetime
    cause_name: str = ""
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastEntry(Written):
    """What the owner expected on a day."""

    id: int
    day: date
    cause: str
    reason: str
    by: str
    recorded_at: datetime
    cause_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetEntry:
    """A record of when it was met; `met_on` None takes an earlier record back."""

    id: int
    met_on: date | None
    day: date
    note: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDates:
    """Every date of one milestone that was on record by a day.

    `forecast` is the newest, unless a later date was agreed after it was made (see
    `rules.is_stale`); the histories hold them all, the oldest first.
    """

    milestone_id: int
    baseline: AgreedEntry | None
    agreed: AgreedEntry | None
    proposed: AgreedEntry | None
    forecast: ForecastEntry | None
    met_on: date | None
    agreed_history: tuple[AgreedEntry, ...]
    forecast_history: tuple[ForecastEntry, ...]
    met_history: tuple[MetEntry, ...]

    @property
    def was_redated(self) -> bool:
        """Whether another date than the first is agreed."""
        return self.agreed is not None and self.agreed != self.baseline

    @property
    def cause(self) -> str | None:
        """The cause of the last re-dating, by its key."""
        return self.agreed.cause if self.agreed is not None and self.was_redated else None

    @property
    def reason(self) -> str:
        """The reason of the last re-dating."""
        return self.agreed.reason if self.agreed is not None and self.was_redated else ""

    def facts(self, *, withdrawn: bool = False) -> Facts:
        """What the rules of slippage ask of a milestone that no deliverable carries."""
        return Facts(
            baseline=self.baseline.days if self.baseline else None,
            agreed=self.agreed.days if self.agreed else None,
            forecast=self.forecast.days if self.forecast else None,
            actual=self.met_on,
            proposed=self.proposed.days if self.proposed else None,
            withdrawn=withdrawn,
        )
