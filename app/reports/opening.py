"""The record of an opening on paper, made to be kept, with its list as data in the same file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from app import clock
from app.access import Person, Role
from app.audit.queries import place_of, signed_head_over, signed_line
from app.audit.verifying import Head, SignedHead
from app.commissions.queries import Commission, commission_for
from app.errors import NotFound
from app.evaluation.queries.setting_aside import ProposedAside, settings_aside
from app.quotes.queries import (
    AttemptMade,
    OpeningRecord,
    Stopped,
    TriedLater,
    attempts,
    later_openings,
    opening_record,
    stopped_quotes,
)
from app.reports.front import Front, front
from app.reports.printing import Attached

FORM = 1
"""The number of this form of the manifest; another would be read by other code."""
NAME = "manifest.json"


@dataclass(frozen=True)
class OpeningFacts:
    """The record, what came after it, and where it stands in the audit."""

    reference: str
    title: str
    record: OpeningRecord
    stopped: Sequence[Stopped]
    aside: Sequence[ProposedAside]
    tried: Sequence[TriedLater]
    attempts_since: Sequence[AttemptMade]
    entry: Head | None
    signed: SignedHead | None


@dataclass(frozen=True)
class OpeningReport:
    """What is printed: the facts, the same as data, and the SHA-256 of that."""

    front: Front
    facts: OpeningFacts
    manifest: Attached
    manifest_sha256: str


def opening_report(person: Person, reference: str) -> OpeningReport:
    """The record of a commission's opening. Raises NotFound before it, and to administrators."""
    if Role.ADMINISTRATOR in person.roles:
        raise NotFound  # never, whatever else the person is
    facts = _facts(commission_for(person, reference))
    manifest = Attached(
        NAME, f"The quotes of {reference} as received, as data", _as_text(_manifest(facts))
    )
    return OpeningReport(
        front=front(f"Record of the opening: {reference}", clock.day_of(facts.record.opened_at)),
        facts=facts,
        manifest=manifest,
        manifest_sha256=hashlib.sha256(manifest.text.encode()).hexdigest(),
    )


def _facts(commission: Commission) -> OpeningFacts:
    record = opening_record(commission)
    if record is None:
        raise NotFound
    stopped = stopped_quotes(commission)
    proposed = settings_aside([each.quote_id for each in stopped])
    entry = place_of("opening", record.id, "quotes opened")
    return OpeningFacts(
        reference=commission.reference,
        title=commission.title,
        record=record,
        stopped=stopped,
        aside=[each for quote in stopped for each in proposed[quote.quote_id]],
        tried=later_openings(commission),
        attempts_since=attempts(commission, after=record.opened_at),
        entry=entry,
        signed=signed_head_over(entry.number) if entry else None,
    )


def _manifest(facts: OpeningFacts) -> dict[str, Any]:
    record = facts.record
    receipts = {each.quote_id: each.receipt for each in facts.stopped}
    return {
        "form": FORM,
        "commission": {"reference": facts.reference, "title": facts.title},
        "deadline": record.deadline,
        "opening": {
            "begun_at": record.begun_at,
            "opened_at": record.opened_at,
            "opened_by": record.opened_by,
        },
        "quotes": [asdict(each) for each in record.quotes],
        "ended_before_the_opening": [asdict(each) for each in record.ended],
        "without_quote": [asdict(each) for each in record.without_quote],
        "refused_attempts": [asdict(each) for each in (*record.attempts, *facts.attempts_since)],
        "later_openings": [asdict(each) for each in facts.tried],
        "set_aside": [
            {
                "receipt": receipts[each.quote_id],
                "reason": each.reason,
                "outcome": each.outcome,
                "proposed_by": each.proposed_by,
                "proposed_at": each.proposed_at,
                "decided_by": each.decided_by,
                "decided_at": each.decided_at,
            }
            for each in facts.aside
        ],
        "audit": {
            "entry_of_the_opening": asdict(facts.entry) if facts.entry else None,
            "signed_head": json.loads(signed_line(facts.signed)) if facts.signed else None,
        },
    }


def _as_text(manifest: dict[str, Any]) -> str:
    return json.dumps(manifest, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"A manifest holds no {type(value).__name__}.")
