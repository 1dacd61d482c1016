"""The parts about quotes: receipts, the opening, what is in the quotes, what was asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.access import Person
from app.commissions.models import Commission
from app.evaluation.queries import Comparison
from app.evaluation.queries.enquiries import enquiries
from app.evaluation.queries.setting_aside import settings_aside
from app.formats import pounds
from app.plans.rules import shortened
from app.quotes.marks import PRICES, TIMETABLE, answer_part, file_part
from app.quotes.queries import (
    HeldFile,
    OpenedQuote,
    UnpricedQuote,
    attempts,
    later_openings,
    opened_files,
    opening_record,
    sealed_quotes,
    stopped_quotes,
)
from app.reports.wholefile.model import (
    Block,
    FileIn,
    Files,
    Gives,
    Heading,
    MarkedPart,
    Part,
    Prose,
    Said,
    Table,
    facts,
    part_key,
    row,
)
from app.reports.wholefile.preparing import at
from app.reports.wholefile.rows import secret_of

SEALED = "Not yet: the quotes are sealed until two keyholders have opened them."


def the_receipts(commission: Commission) -> Part:
    """Which quotes were received when. Before the opening nothing else is known of them."""
    received = [
        row(each.company.name, each.receipt, at(each.received_at))
        for each in sealed_quotes(commission)
    ]
    tried = [
        row(
            each.company, each.person, at(each.at), each.what, "late" if each.is_late else "refused"
        )
        for each in attempts(commission)
    ]
    blocks: list[Block] = []
    if received:
        blocks.append(Table("Quotes received", ("Company", "Receipt", "Received"), received))
    if tried:
        heads = ("Company", "Who", "When", "Tried to", "Refused as")
        blocks.append(Table("Refused attempts", heads, tried))
    return Part("receipts", "Receipts", blocks, "" if blocks else "No quote was received.")


def the_opening(commission: Commission) -> Part:
    """The record of the opening as it was written, and what became of quotes that were stopped."""
    record = opening_record(commission)
    if record is None:
        return Part("opening", "Record of the opening", not_yet=SEALED)
    blocks: list[Block] = [
        facts(
            "The opening",
            [
                ("Begun", at(record.begun_at)),
                ("Opened", at(record.opened_at)),
                ("Opened by", " and ".join(record.opened_by)),
                ("Deadline", at(record.deadline)),
            ],
        ),
        Table(
            "Quotes as received",
            ("Company", "Receipt", "Received", "SHA-256", "As received"),
            [
                row(
                    each.company,
                    each.receipt,
                    at(each.received_at),
                    each.digest,
                    "Yes" if each.is_as_received else f"No. {each.fault}",
                )
                for each in record.quotes
            ],
        ),
    ]
    if record.ended:
        rows = [row(e.company, e.receipt, e.how, at(e.ended_at)) for e in record.ended]
        heads = ("Company", "Receipt", "What became of it", "When")
        blocks.append(Table("Withdrawn or replaced before the deadline", heads, rows))
    if record.without_quote:
        rows = [row(each.company, each.said, each.reason) for each in record.without_quote]
        heads = ("Company", "What it did", "Reason")
        blocks.append(Table("Companies without a quote", heads, rows))
    blocks += _settled(commission)
    return Part("opening", "Record of the opening", blocks)


def _settled(commission: Commission) -> Iterator[Block]:
    stopped = stopped_quotes(commission)
    if not stopped:
        return
    rows = [
        row(each.company, each.receipt, each.fault, at(each.opened_late_at), at(each.set_aside_at))
        for each in stopped
    ]
    heads = ("Company", "Receipt", "Why it was stopped", "Opened later", "Set aside")
    yield Table("Quotes stopped at the opening", heads, rows)
    later = [row(at(each.at), " and ".join(each.by)) for each in later_openings(commission)]
    if later:
        yield Table("Later openings", ("When", "By"), later)
    proposed = settings_aside([each.quote_id for each in stopped])
    aside = [
        row(
            each.company,
            one.reason,
            one.outcome.value,
            f"{one.proposed_by}, {at(one.proposed_at)}",
            f"{one.decided_by or ''} {at(one.decided_at)}".strip(),
        )
        for each in stopped
        for one in proposed[each.quote_id]
    ]
    if aside:
        heads = ("Company", "Reason", "Outcome", "Proposed by", "Decided by")
        yield Table("Setting aside", heads, aside)


def the_quotes(commission: Commission, view: Comparison | None) -> Part:
    """What each opened quote says: answers, timetable, prices, files. Raises nothing before it."""
    if view is None:
        return Part("quotes", "Quotes", not_yet=SEALED)
    files = opened_files(commission)
    words = {each.key: each.text for each in view.brief.questions}
    blocks: list[Block] = []
    quotes = sorted((column.quote for column in view.columns), key=lambda one: one.received_at)
    for quote in quotes:
        blocks += _quote(quote, words, files.get(quote.id, []))
    return Part("quotes", "Quotes", blocks, "" if blocks else "No quote was opened.")


def _quote(
    quote: OpenedQuote | UnpricedQuote, words: Mapping[str, str], files: Sequence[HeldFile]
) -> Iterator[Block]:
    company, about = quote.company.name, quote.invitation_id
    yield Heading(Said(company))
    received = [
        ("Receipt", quote.receipt),
        ("Received", at(quote.received_at)),
        ("SHA-256 on the receipt", quote.digest),
    ]
    yield facts(f"Receipt of {company}", received)
    for key, given in quote.answers.items():
        question, part = words.get(key, given.question), answer_part(key)
        yield Prose(question, Said(given.text or "No answer", Gives.CONTENTS, about, part))
    if quote.timetable:
        yield _timetable(quote)
    if isinstance(quote, OpenedQuote):
        yield from _prices(quote)
    else:
        yield facts(
            f"Prices of {company}", [("Prices", "Hidden from you until your scores are in.")]
        )
    if files:
        listed = [
            FileIn(
                f"quote-{each.id}",
                company,
                each.typed_name,
                each.size,
                each.sha256,
                each.stored_as,
                each.secret,
                about,
            )
            for each in files
        ]
        yield Files(f"Files of {company}", listed)
    if marks := _marked(quote, words):
        rows = [
            [
                Said(said, Gives.MARKS, about)
                for said in (each.what, each.mark.until, each.mark.reason)
            ]
            for each in marks
        ]
        yield Table(f"What {company} considers confidential", ("Part", "Until", "Reason"), rows)


def marked_parts(view: Comparison | None) -> list[MarkedPart]:
    """Every part that a company considers confidential, of the quotes that are opened."""
    if view is None:
        return []
    words = {each.key: each.text for each in view.brief.questions}
    return [each for column in view.columns for each in _marked(column.quote, words)]


def _marked(quote: UnpricedQuote, words: Mapping[str, str]) -> list[MarkedPart]:
    about, company = quote.invitation_id, quote.company.name
    named = {
        answer_part(key): (f"answer to “{shortened(words.get(key, given.question), 100)}”", "")
        for key, given in quote.answers.items()
    }
    named |= {PRICES: ("price lines", ""), TIMETABLE: ("timetable", "")}
    for file in quote.files:
        named[file_part(file.id)] = (f"file {file.typed_name}", f"quote-{file.id}")
    return [
        MarkedPart(part_key(about, each.part), f"{company}: {what}", each, file_key)
        for each in quote.marks
        if (each.part != PRICES or quote.has_price) and each.part in named
        for what, file_key in [named[each.part]]
    ]


def _timetable(quote: UnpricedQuote) -> Table:
    """What it offers to deliver and when, in its own words and as they were read."""
    about = quote.invitation_id
    rows = [
        [
            Said(words, Gives.CONTENTS, about, TIMETABLE)
            for words in (due.title, due.when.raw, due.meant)
        ]
        for due in quote.dues
    ]
    heads = ("What", "When, as written", "What that means")
    return Table(f"Timetable of {quote.company.name}", heads, rows)


def _prices(quote: OpenedQuote) -> Iterator[Block]:
    company, about = quote.company.name, quote.invitation_id

    def line_price(words: str) -> Said:
        return Said(words, Gives.LINE_PRICE, about, PRICES)

    rows = [
        (
            line_price(line.description),
            line_price(f"{line.quantity.normalize():f}"),
            line_price(pounds(line.unit_pence)),
            line_price(f"{line.vat_percent}%"),
            line_price(pounds(line.net_pence)),
        )
        for line in quote.lines
    ]
    heads = ("Line", "Quantity", "Unit price", "VAT", "Without VAT")
    yield Table(f"Price lines of {company}", heads, rows)
    totals = quote.totals
    yield facts(
        f"Totals of {company}",
        [
            ("Without VAT", Said(pounds(totals.net_pence), Gives.TOTAL, about)),
            ("VAT", Said(pounds(totals.vat_pence), Gives.TOTAL, about)),
            ("With VAT", Said(pounds(totals.gross_pence), Gives.TOTAL, about)),
        ],
    )


def the_enquiries(commission: Commission, person: Person, view: Comparison | None) -> Part:
    """What was asked about the opened quotes and answered."""
    if view is None:
        return Part("enquiries", "Questions about the quotes", not_yet=SEALED)
    made = enquiries(person, commission)
    blocks: list[Block] = []
    for each in made:
        blocks.append(Heading(Said(f"To {each.company}, {at(each.asked_at)}")))
        blocks.append(Prose("Asked", Said(each.text, Gives.CONTENTS, each.invitation_id)))
        for answer in each.answers:
            when = f"Answered {at(answer.at)} by {answer.by}{', late' if answer.is_late else ''}"
            blocks.append(Prose(when, Said(answer.text, Gives.CONTENTS, each.invitation_id)))
            if answer.files:
                listed = [
                    FileIn(
                        f"enquiry-{file.id}",
                        each.company,
                        file.typed_name,
                        file.size,
                        file.sha256,
                        file.stored_as,
                        secret_of(file),
                        each.invitation_id,
                    )
                    for file in answer.files
                ]
                blocks.append(Files(f"Files with an answer of {each.company}", listed))
    nothing = "" if blocks else "Nothing was asked about the quotes."
    return Part("enquiries", "Questions about the quotes", blocks, nothing)
