"""Every date of a milestone or deliverable: on which day, who said it, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.delivery.queries import DeliverableStanding, Received
from app.formats import day_in_words
from app.plans.models import Agreement
from app.plans.queries import AgreedEntry, ForecastEntry, MetEntry, MilestoneDates, shown
from app.reports.exceptions.names import Unnamed


@dataclass(frozen=True)
class Said:
    """One entry: the day in words, what it was, the date in full, who, and why."""

    day: str
    what: str
    when: str
    who: str
    why: str


Entries = list[tuple[date, Said]]


def entries_of(
    dates: MilestoneDates, due: DeliverableStanding | None, unnamed: Unnamed, *, of: str = ""
) -> Entries:
    """What was agreed, proposed, forecast, received and met by the day that it was read for.

    `of` names the deliverable where its dates stand among those of its milestone.
    """
    found = [
        *(_agreed(each, dates, unnamed) for each in dates.agreed_history),
        *(_forecast(each, unnamed) for each in dates.forecast_history),
        *(_met(each, unnamed) for each in dates.met_history),
        *(one for each in (due.received if due else ()) for one in _received(each, unnamed)),
    ]
    if not of:
        return found
    return [(day, replace(said, what=f"{of}: {said.what}")) for day, said in found]


def in_order(entries: Entries) -> tuple[Said, ...]:
    """The entries by their days, those of one day as they were given."""
    return tuple(said for _, said in sorted(entries, key=lambda entry: entry[0]))


def _agreed(entry: AgreedEntry, dates: MilestoneDates, unnamed: Unnamed) -> tuple[date, Said]:
    is_first = dates.baseline is not None and entry.id == dates.baseline.id
    day = entry.decided_on or entry.proposed_on
    prefix = "by " if entry.decided_on and entry.agreed_is == "by" else ""
    what = {
        Agreement.APPROVED: "First date" if is_first else "Agreed",
        Agreement.PROPOSED: "Proposed, not decided",
    }.get(entry.outcome, "Proposed and refused")
    who = entry.proposed_by
    if entry.decided_by and entry.decided_by != entry.proposed_by:
        who = f"{who}; decided by {entry.decided_by}"
    return day, Said(
        f"{prefix}{day_in_words(day)}",
        what,
        _in_full(entry),
        who,
        unnamed(
            _sentences(
                "" if is_first and not entry.reason else entry.cause_name,
                entry.reason,
                f"Meeting: {entry.meeting}" if entry.meeting else "",
                f"Source: {entry.source}" if entry.source else "",
                f"Decision: {entry.decision_reason}" if entry.decision_reason else "",
            )
        ),
    )


def _forecast(entry: ForecastEntry, unnamed: Unnamed) -> tuple[date, Said]:
    why = unnamed(_sentences(entry.cause_name, entry.reason))
    return entry.day, Said(day_in_words(entry.day), "Forecast", _in_full(entry), entry.by, why)


def _met(entry: MetEntry, unnamed: Unnamed) -> tuple[date, Said]:
    what = "Met" if entry.met_on else "Record of being met taken back"
    when = day_in_words(entry.met_on) if entry.met_on else ""
    return entry.day, Said(
        day_in_words(entry.day), what, when, entry.by, unnamed(_sentences(entry.note))
    )


def _received(one: Received, unnamed: Unnamed) -> Entries:
    day = day_in_words(one.received_on)
    found = [(one.received_on, Said(day, "Received", "", one.by, unnamed(_sentences(one.note))))]
    if one.decided_on is not None:
        what = "Accepted" if one.is_accepted else "Rejected"
        why = unnamed(_sentences(one.decision_reason))
        decided = Said(day_in_words(one.decided_on), what, "", one.decided_by, why)
        found.append((one.decided_on, decided))
    return found


def _in_full(entry: AgreedEntry | ForecastEntry) -> str:
    when = shown(entry)
    return when.in_full if when else ""


def _sentences(*parts: str) -> str:
    """The parts that say something, each ended like a sentence and begun like one."""
    said = [part.strip() for part in parts if part and part.strip()]
    ended = [part if part[-1] in ".!?" else f"{part}." for part in said]
    return " ".join(f"{part[:1].upper()}{part[1:]}" for part in ended)
