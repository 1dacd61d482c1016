"""The last parts: what is due and how its dates changed, and what the audit holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app import clock
from app.audit.queries import Wanted, every_entry
from app.commissions.models import Commission
from app.delivery.queries import DeliverableStanding, deliverables, recommendations
from app.formats import day_in_words
from app.reports.wholefile.model import Block, FileIn, Files, Part, Table, row
from app.reports.wholefile.preparing import at
from app.reports.wholefile.rows import delivered_files


def the_deliverables(commission: Commission) -> Part:
    """Each thing due, every date proposed, agreed and forecast, and what was received."""
    due = deliverables([commission.id], clock.today()).get(commission.id, [])
    if not due:
        return Part(
            "deliverables",
            "Deliverables and changes of dates",
            not_yet="Not yet: nothing has been put on the list of what is to be delivered.",
        )
    dates = [
        row(
            f"{one.number}. {one.title}",
            entry.as_written,
            entry.outcome.value,
            entry.cause_name,
            entry.reason,
            _signed(entry.proposed_by, entry.proposed_on),
            _signed(entry.decided_by, entry.decided_on),
            entry.decision_reason,
        )
        for one in due
        for entry in one.dates.agreed_history
    ]
    heads = ("Deliverable", "Date", "Outcome", "Cause", "Reason", "Proposed", "Decided", "Answer")
    blocks: list[Block] = [Table("Dates proposed and agreed", heads, dates)]
    blocks += [*_expected_and_received(due), *_files_and_findings(commission)]
    return Part("deliverables", "Deliverables and changes of dates", blocks)


def _signed(who: str | None, day: date | None) -> str:
    """Who did it, and on which day, as far as either is on record."""
    return ", ".join(filter(None, (who, day_in_words(day) if day else "")))


def _expected_and_received(due: Sequence[DeliverableStanding]) -> Iterator[Block]:
    expected = [
        row(
            f"{one.number}. {one.title}",
            entry.as_written,
            day_in_words(entry.day),
            entry.reason,
            entry.by,
        )
        for one in due
        for entry in one.dates.forecast_history
    ]
    if expected:
        heads = ("Deliverable", "Expected", "Said on", "Reason", "By")
        yield Table("Forecasts", heads, expected)
    came = [
        row(
            f"{one.number}. {one.title}",
            day_in_words(each.received_on),
            each.note,
            each.by,
            {None: "waits", True: "accepted", False: "rejected"}[each.is_accepted],
            _signed(each.decided_by, each.decided_on),
            each.decision_reason,
        )
        for one in due
        for each in one.received
    ]
    if came:
        heads = ("Deliverable", "Received", "Note", "By", "Decision", "Decided", "Reason")
        yield Table("What was received", heads, came)


def _files_and_findings(commission: Commission) -> Iterator[Block]:
    files = [
        FileIn(
            f"receipt-{receipt.id}",
            "Received",
            receipt.typed_name or "file",
            receipt.size or 0,
            receipt.sha256 or "",
            receipt.stored_as or "",
        )
        for receipt in delivered_files(commission)
    ]
    if files:
        yield Files("Files received", files)
    found = [
        row(str(each.number), each.text, each.found_in, each.verdict.value if each.verdict else "")
        for each in recommendations([commission.id], clock.today()).get(commission.id, [])
    ]
    if found:
        heads = ("Number", "Recommendation", "Where it stands", "Decision")
        yield Table("Recommendations", heads, found, ("w-date",))


def the_audit(commission: Commission) -> Part:
    """Every entry of the audit about this commission, oldest first."""
    entries = list(every_entry(Wanted(commission_id=commission.id)))
    rows = [
        row(
            at(each.at),
            f"{each.who}, {each.company}" if each.company else each.who,
            f"{each.act}: {each.subject}",
            "\n".join(
                f"{when}: {words}"
                for when, words in (("Before", each.before), ("After", each.after))
                if words
            ),
            each.why,
        )
        for each in reversed(entries)
    ]
    heads = ("When", "Who", "What was done", "Before and after", "Why")
    widths = ("w-day", "w-day", "w-facts", "", "w-facts")
    return Part("audit", "Audit", [Table("Entries about this commission", heads, rows, widths)])
