"""The only way to what is in a quote (architecture.md, "Sealing lives in one place").

Before the opening everybody but the own company gets `SealedQuote`: company, instant and receipt.
"""

from __future__ import annotations

from app.quotes.queries.opened import (
    Bidder,
    NotOpened,
    OpenedFile,
    OpenedQuote,
    QuoteMark,
    UnpricedQuote,
    opened_file,
    opened_files,
    opened_marks,
    opened_quotes,
    opened_quotes_in,
)
from app.quotes.queries.openings import (
    AttemptMade,
    OpeningBegun,
    OpeningRecord,
    attempts,
    has_been_opened,
    opening_begun,
    opening_record,
    openings_begun,
)
from app.quotes.queries.own import (
    OwnAnswer,
    OwnQuote,
    own_draft,
    own_file,
    own_quote,
    own_sent,
    what_is_missing,
)
from app.quotes.queries.own_receipts import OwnReceipt, own_receipts
from app.quotes.queries.parts import HeldFile
from app.quotes.queries.passed import invitations_with_quote, passed_in_quotes
from app.quotes.queries.sealed import (
    SealedQuote,
    Standing,
    companies_of,
    sealed_counts,
    sealed_quotes,
    standings,
)
from app.quotes.queries.stopped import (
    Stopped,
    TriedLater,
    later_begun,
    later_openings,
    stopped_quotes,
    unsettled,
    unsettled_counts,
    why_held,
)
from app.quotes.queries.uploads import (
    Arriving,
    Gone,
    metadata_in,
    unfinished_uploads,
    upload_named,
)
from app.quotes.queries.wrapping import Running, running_commissions

__all__ = [
    "Arriving",
    "AttemptMade",
    "Bidder",
    "Gone",
    "HeldFile",
    "NotOpened",
    "OpenedFile",
    "OpenedQuote",
    "OpeningBegun",
    "OpeningRecord",
    "OwnAnswer",
    "OwnQuote",
    "OwnReceipt",
    "QuoteMark",
    "Running",
    "SealedQuote",
    "Standing",
    "Stopped",
    "TriedLater",
    "UnpricedQuote",
    "attempts",
    "companies_of",
    "has_been_opened",
    "invitations_with_quote",
    "later_begun",
    "later_openings",
    "metadata_in",
    "opened_file",
    "opened_files",
    "opened_marks",
    "opened_quotes",
    "opened_quotes_in",
    "opening_begun",
    "opening_record",
    "openings_begun",
    "own_draft",
    "own_file",
    "own_quote",
    "own_receipts",
    "own_sent",
    "passed_in_quotes",
    "running_commissions",
    "sealed_counts",
    "sealed_quotes",
    "standings",
    "stopped_quotes",
    "unfinished_uploads",
    "unsettled",
    "unsettled_counts",
    "upload_named",
    "what_is_missing",
    "why_held",
]
