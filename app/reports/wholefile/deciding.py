"""The parts about judging: declarations, scores, moderation, the award and its letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from app.access import Person
from app.commissions.models import Commission
from app.evaluation.models import Award
from app.evaluation.queries import (
    Column,
    Comparison,
    Letter,
    award_of,
    decided_award,
    declarations,
    letters,
    refused_awards,
    taken_back_awards,
)
from app.evaluation.queries.doubts import doubts_to_see
from app.evaluation.queries.feedback import feedback_asked
from app.evaluation.queries.few_quotes import few_quotes_decisions
from app.evaluation.queries.handed_in import sheets_handed_in
from app.evaluation.queries.moderating import apart, moderations
from app.evaluation.queries.resolutions import Resolved
from app.evaluation.rules import two_places
from app.formats import pounds
from app.reports.wholefile.model import (
    Block,
    Gives,
    Heading,
    Part,
    Prose,
    Said,
    Table,
    facts,
    row,
)
from app.reports.wholefile.preparing import at, name_of
from app.reports.wholefile.quoting import SEALED
from app.reports.wholefile.routing import the_route
from app.reports.wholefile.rows import Somebody, letters_orders

HIDDEN = (
    "Not yet: scores are hidden from one another until every member has submitted or the officer "
    "has closed scoring."
)


def the_declarations(commission: Commission) -> Part:
    """What everybody declared, and what followed from it."""
    blocks: list[Block] = []
    made = declarations(commission)
    if made:
        rows = [
            row(each.name, at(each.declared_at), each.interest.value, each.description)
            for each in made
        ]
        blocks.append(Table("Declarations", ("Who", "When", "Interest", "Described"), rows))
    about = [
        row(each.name, at(each.declared_at), one.company, one.kind.value, one.description)
        for each in made
        for one in each.interests
    ]
    if about:
        heads = ("Who", "Declared", "Company", "Interest", "Described")
        blocks.append(Table("Interests by company", heads, about))
    ruled = [
        row(each.name, at(one.at), one.part.value, one.company, one.reason, one.by)
        for each in made
        for one in each.rulings
    ]
    if ruled:
        heads = ("Who", "When", "What follows", "Except for", "Reason", "By")
        blocks.append(Table("What followed", heads, ruled))
    nothing = "" if blocks else "Nobody has declared yet."
    return Part("declarations", "Declarations of interest", blocks, nothing)


def the_scores(commission: Commission, view: Comparison | None) -> Part:
    """Each member's scores as given, and what they come to; nothing while scores are hidden."""
    if view is None or not view.are_scores_open:
        return Part("scores", "Scores", not_yet=SEALED if view is None else HIDDEN)
    titles = {each.id: each.title for each in view.brief.criteria}
    blocks: list[Block] = []
    if view.closed_without:
        blocks.append(facts("Closing of the scores", [("Closed without", view.closed_without)]))
    blocks.append(_result(view))
    blocks += _as_handed_in(commission)
    for column in sorted(view.columns, key=lambda each: each.quote.company.name):
        company = column.quote.company.name
        rows = [
            row(titles[criterion_id], each.member, str(each.value), each.comment)
            for criterion_id, given in column.scores.items()
            if criterion_id in titles
            for each in given
        ]
        if rows:
            heads = ("Criterion", "Member", "Score", "Comment")
            blocks.append(Table(f"Scores of {company}", heads, rows))
    return Part("scores", "Scores", blocks)


_UNCHANGED = {True: "yes", False: "no", None: "not known: it was not noted then"}


def _as_handed_in(commission: Commission) -> list[Block]:
    """What each member handed in, by its SHA-256 in the audit, and whether it still is that."""
    rows = [
        row(each.member, at(each.at), each.digest, _UNCHANGED[each.is_unchanged])
        for each in sheets_handed_in(commission)
    ]
    heads = ("Member", "Handed in", "SHA-256 of the scores", "Still the same")
    return [Table("Scores as they were handed in", heads, rows)] if rows else []


def _result(view: Comparison) -> Table:
    """Points by criterion. Of the price and in total they tell a price: they are marked so."""
    criteria = [each for each in view.brief.criteria if not each.is_pass_fail]
    heads = ("Company", *(each.title for each in criteria), "Price", "Total", "Rank")
    rows: list[Sequence[Said]] = []
    for column in view.columns:
        points, about = column.points, column.quote.invitation_id
        if points is None:
            rows.append(row(column.quote.company.name, *[""] * (len(criteria) + 3)))
            continue
        rows.append(
            row(
                column.quote.company.name,
                *(_two(points.criteria[each.id]) for each in criteria),
                Said(_two(points.price), Gives.TOTAL, about),
                Said(_two(points.total), Gives.TOTAL, about),
                "out" if points.bars else str(points.rank or ""),
            )
        )
    return Table("Points", heads, rows)


def _two(points: Fraction | None) -> str:
    found = two_places(points)
    return "" if found is None else str(found)


def the_moderation(commission: Commission, person: Person, view: Comparison | None) -> Part:
    """The meetings, and each score agreed beside the originals."""
    if view is None or not view.are_scores_open:
        return Part("moderation", "Moderation", not_yet=SEALED if view is None else HIDDEN)
    blocks: list[Block] = []
    meetings = moderations(commission)
    held = [row(str(each.day), each.present, each.note) for each in reversed(meetings)]
    if held:
        blocks.append(Table("Meetings", ("Day", "Present", "Note"), held))
    found = sorted(apart(commission, person), key=lambda one: (one.company, one.criterion.number))
    agreed = [
        row(
            each.company,
            each.criterion.title,
            ", ".join(f"{one.member} {one.value}" for one in each.scores),
            str(one.value),
            one.reason,
            f"{one.by}, {at(one.at)}",
        )
        for each in found
        for one in each.agreed
    ]
    if agreed:
        heads = ("Company", "Criterion", "Scores given", "Agreed", "Reason", "Recorded")
        blocks.append(Table("Scores agreed", heads, agreed))
    nothing = "" if blocks else "No score has been agreed in moderation."
    return Part("moderation", "Moderation", blocks, nothing)


def the_doubts(commission: Commission, person: Person, view: Comparison | None) -> Part:
    """Low prices and sums that do not add up: each with how it was resolved."""
    if view is None:
        return Part("doubts", "Prices and sums pointed out", not_yet=SEALED)
    found = doubts_to_see(person, commission)
    rows = [
        row(
            each.quote.company.name,
            Said(one.doubt, Gives.TOTAL, each.quote.invitation_id),
            "to set the quote aside" if one.sets_aside else one.way.value,
            one.reason,
            f"{one.by}, {at(one.at)}",
            _confirmed(one),
        )
        for each in found
        for one in each.resolutions
    ]
    rows += [
        row(
            each.quote.company.name,
            Said(each.doubt.sentence, Gives.TOTAL, each.quote.invitation_id),
            "Not resolved",
        )
        for each in found
        if not each.resolutions
    ]
    heads = (
        *("Company", "What was pointed out", "How it was resolved", "Reason", "By"),
        "What a second person did",
    )
    blocks = [Table("Prices and sums pointed out", heads, [_wide(each) for each in rows])]
    nothing = "" if rows else "Nothing is pointed out of a price or a sum."
    return Part("doubts", "Prices and sums pointed out", blocks if rows else (), nothing)


def _wide(cells: Sequence[Said]) -> Sequence[Said]:
    return [*cells, *[Said("")] * (6 - len(cells))]


def _confirmed(given: Resolved) -> str:
    """What became of a proposal to set a quote aside."""
    if not given.sets_aside:
        return ""
    is_confirmed = given.decision is not None and given.decision.is_confirmed
    steps = [
        ("Confirmed" if is_confirmed else "Refused", given.decision),
        ("Taken back", given.taken_back),
    ]
    told = [
        f"{what} by {step.by}, {at(step.at)}{f': {step.reason}' if step.reason else ''}"
        for what, step in steps
        if step is not None
    ]
    return "; ".join(told) or "Not confirmed yet"


def the_award(
    commission: Commission, view: Comparison | None, people: Mapping[int, Somebody]
) -> Part:
    """Each proposal with its decisions, and how it went on with few quotes."""
    if view is None:
        return Part("award", "Award", not_yet=SEALED)
    columns = {column.quote.id: column for column in view.columns}
    live = award_of(commission)
    made = [*refused_awards(commission), *taken_back_awards(commission), *([live] if live else [])]
    made.sort(key=lambda each: each.id)
    blocks: list[Block] = []
    few = [
        row(at(each.at), str(each.quotes), each.course.value, each.advice, each.reason, each.by)
        for each in reversed(few_quotes_decisions(commission))
    ]
    if few:
        heads = ("When", "Quotes", "Course", "Advice", "Reason", "By")
        blocks.append(Table("How it went on with few quotes", heads, few))
    quoted = [column.quote for column in view.columns]
    blocks += the_route(commission, {each.company.id: each.invitation_id for each in quoted})
    blocks += [_award(number, each, columns, people) for number, each in enumerate(made, 1)]
    if not made:
        blocks.append(Prose("Proposals", Said("No award has been proposed yet.")))
    return Part("award", "Award", blocks)


def _award(
    number: int, award: Award, columns: Mapping[int, Column], people: Mapping[int, Somebody]
) -> Table:
    column = columns.get(award.quote_id or 0)
    value = pounds(award.value_pence) if award.value_pence is not None else ""
    about = column.quote.invitation_id if column else None
    return facts(
        f"Proposal {number}",
        [
            ("For", column.quote.company.name if column else "No award"),
            ("Value without VAT", Said(value, Gives.TOTAL, about)),
            ("Reasons", award.reason),
            ("Proposed", f"{name_of(people, award.proposed_by_id)}, {at(award.proposed_at)}"),
            (
                "First approval",
                f"{name_of(people, award.first_approved_by_id)}, {at(award.first_approved_at)}"
                if award.first_approved_at
                else "",
            ),
            ("Reasons of the first approval", award.first_approval_reason),
            ("Outcome", award.outcome.value),
            (
                "Decided",
                f"{name_of(people, award.decided_by_id)}, {at(award.decided_at)}"
                if award.decided_at
                else "",
            ),
            ("Reasons of the decision", award.decision_reason),
            (
                "Taken back before anybody was told",
                f"{name_of(people, award.withdrawn_by_id)}, {at(award.withdrawn_at)}"
                if award.withdrawn_at
                else "",
            ),
            ("Why it was taken back", award.withdrawal_reason),
        ],
    )


def the_letters(
    commission: Commission, view: Comparison | None, people: Mapping[int, Somebody]
) -> Part:
    """Each letter as it left, when they were ordered and stopped, and feedback asked for later."""
    award = decided_award(commission)
    if view is None or award is None or award.told_at is None:
        return Part("letters", "Outcome letters", not_yet="Not yet: no letter has left.")
    of_quote = {column.quote.id: column.quote.invitation_id for column in view.columns}
    blocks: list[Block] = []
    ordered = [
        row(
            at(each.ordered_at),
            name_of(people, each.ordered_by_id),
            at(each.stopped_at),
            name_of(people, each.stopped_by_id),
            each.stop_reason,
        )
        for of in [*taken_back_awards(commission), award]
        for each in letters_orders(of.id)
    ]
    if ordered:
        heads = ("Ordered", "By", "Stopped", "By whom", "Reason")
        blocks.append(Table("Orders of the letters", heads, ordered))
    sent = [("Letters sent", at(award.told_at)), ("Sent by", name_of(people, award.told_by_id))]
    blocks.append(facts("Letters", sent))
    for letter in letters(commission, award):
        blocks += _letter(letter, of_quote.get(letter.quote_id))
    asked = [
        row(each.company, at(each.at), each.text, each.answer, at(each.answered_at))
        for each in feedback_asked(commission)
    ]
    if asked:
        heads = ("Company", "Asked", "What", "Answer", "Answered")
        blocks.append(Table("Feedback asked for later", heads, asked))
    return Part("letters", "Outcome letters", blocks)


def _letter(letter: Letter, about: int | None) -> Iterator[Block]:
    yield Heading(Said(f"Letter to {letter.company_name}"))
    yield facts(
        f"Letter to {letter.company_name}",
        [
            ("Sent to", ", ".join(letter.addresses)),
            ("Outcome", "Successful" if letter.is_winner else "Not successful"),
            ("Awarded to", letter.winner_name or "Nobody"),
            ("Quotes received", str(letter.quotes_received)),
            ("Own rank", str(letter.own_rank or "")),
            ("Why it was out", "; ".join(letter.why_out)),
            ("Reason for no award", letter.no_award_reason),
            ("Feedback", letter.feedback),
        ],
    )
    rows = [
        row(
            line.title,
            str(line.weight),
            _told(line.own, line.title, about),
            str(line.winner if line.winner is not None else ""),
        )
        for line in letter.lines
    ]
    if rows:
        total = Said(str(letter.own_total or ""), Gives.TOTAL, about)
        rows.append(row("Total", "100", total, str(letter.winner_total or "")))
        heads = ("Criterion", "Weight", "Own points", "Points of the winner")
        yield Table(f"Points told to {letter.company_name}", heads, rows)


def _told(points: Decimal | None, title: str, about: int | None) -> Said:
    words = "" if points is None else str(points)
    return Said(words, Gives.TOTAL, about) if title == "Price" else Said(words)
