"""Dates on record as plain values: what was agreed, forecast and met, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.plans.models import Agreement
from app.plans.rules import moved_words
from app.slippage import Days, Facts

COLUMNS = (
    *("as_written", "earliest", "latest", "precision", "kind"),
    *("edtf", "is_ambiguous", "note"),
)
"""What tables and entries keep of a *when*."""


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


def written_columns(row: Any) -> dict[str, Any]:
    """The *when* of a row or an entry, as others take it."""
    return {name: getattr(row, name) for name in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionEntry(Written):
    """What an entry says since it was corrected, or would say: `why` tells what was wrong.

    `day` is the day of its decision, or of its proposal while it waits for a second person.
    """

    id: int
    corrects_id: int
    outcome: Agreement
    day: date
    cause: str
    why: str
    by_id: int | None
    by: str
    decided_by: str
    decision_reason: str
    recorded_at: datetime

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has yet to decide on it."""
        return self.outcome is Agreement.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedEntry(Written):
    """A date that was proposed, and what became of it by the day asked.

    `cause` is a key, `cause_name` what the group calls it. The words and days are those that held
    on the day asked; where they had been corrected by then, `original` has what was typed first.
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
    corrections: tuple[CorrectionEntry, ...] = ()
    original: Written | None = None


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
    by_id: int | None = None
    corrections: tuple[CorrectionEntry, ...] = ()
    original: Written | None = None


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
    def correction(self) -> CorrectionEntry | None:
        """The correction of an agreed date that waits for a second person."""
        found = (each for entry in self.agreed_history for each in entry.corrections)
        return next((each for each in found if each.is_waiting), None)

    @property
    def forecast_moves(self) -> tuple[tuple[ForecastEntry, str], ...]:
        """Every forecast with how far it had moved from the one before it."""
        befores = (None, *self.forecast_history)
        return tuple(
            (
                each,
                moved_words(
                    each.latest, before.latest if before else None, is_first=before is None
                ),
            )
            for before, each in zip(befores, self.forecast_history, strict=False)
        )

    @property
    def was_redated(self) -> bool:
        """Whether another date than the first is agreed."""
        return (
            self.agreed is not None
            and self.baseline is not None
            and self.agreed.id != self.baseline.id
        )

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
        first = self.baseline.days if self.baseline else None
        agreed = self.agreed.days if self.agreed and self.was_redated else first
        return Facts(
            baseline=first,
            agreed=agreed,
            forecast=self.forecast.days if self.forecast else None,
            actual=self.met_on,
            proposed=self.proposed.days if self.proposed else None,
            withdrawn=withdrawn,
        )
