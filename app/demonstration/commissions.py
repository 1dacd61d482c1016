"""Commissions: one delivered nothing, one is compared, one quoted for, one waits to be opened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from app import clock, files, sealing
from app.commissions import operations as commissions
from app.commissions.models import Commission, Invitation
from app.commissions.queries import invited, issued_brief
from app.commissions.rules import OfferedDue, Reply
from app.database import db
from app.delivery import operations as delivery
from app.delivery.queries import offered_timetable
from app.delivery.rules.offered import CheckedDue
from app.demonstration import words
from app.demonstration.calendar import noon, on
from app.demonstration.people import Cast
from app.evaluation import operations as evaluation
from app.evaluation.queries import feedback_drafts
from app.evaluation.rules import (
    ENOUGH_QUOTES,
    Course,
    DoubtKind,
    Interest,
    InterestIn,
    InterestKind,
    Part,
)
from app.keyholders import operations as keyholders
from app.people.models import Person
from app.plans.models import Milestone
from app.quotes import operations as quotes
from app.quotes.marks import Marked, answer_part
from app.quotes.queries import opened_quotes
from app.quotes.rules import NOTHING_STATED, PricedLine
from app.sealed_files import store_sealed


def first_review(cast: Cast, milestone: Milestone) -> Commission:
    """The review as first commissioned: awarded, due end March 2013, and nothing received."""
    with on(2012, 11, 12):
        commission = _prepared(
            cast,
            milestone,
            "KM-2012-01",
            words.REVIEW_TITLE,
            {
                **words.REVIEW,
                "budget_pence": 1_000_000,
                "timetable": "Interim report by end February 2013, final report by end March 2013.",
                "quote_deadline": noon(2012, 12, 14),
                "delivery_written": "end March 2013",
            },
            ["Model Engagement Ltd", "Placeholder Consulting Ltd", "Specimen Studio"],
        )
        _issue(commission, cast)
    with on(2012, 12, 11):
        _decline(commission, cast, "Specimen Studio", "We have no time before the spring.")
    with on(2012, 12, 13):
        offer = words.FIRST_OFFER
        _quote(commission, cast, "Placeholder Consulting Ltd", 1_120_000, offer=offer)
        _quote(commission, cast, "Model Engagement Ltd", 940_000, offer=offer)
    with on(2012, 12, 17):
        _open(commission, cast)
        _score(commission, cast.member, {"Model Engagement Ltd": (3, 3)}, otherwise=(2, 3))
        _score(commission, cast.second_member, {"Model Engagement Ltd": (3, 2)}, otherwise=(2, 2))
        _declare_an_interest(commission, cast, "Placeholder Consulting Ltd")
    with on(2012, 12, 20):
        _moderate(commission, cast)
    with on(2013, 1, 8):
        _award(commission, cast, "Model Engagement Ltd")
    with on(2013, 1, 9):
        offer = offered_timetable(commission, cast.officer)
        kept = [CheckedDue(due.title, due.when, "", n) for n, due in enumerate(offer.dues)]
        delivery.make_deliverables(commission, kept, by=cast.officer)
    return commission


def end_first_review(commission: Commission, cast: Cast) -> None:
    """The first commission is given up, so that the review can be commissioned again."""
    with on(2013, 10, 31):
        commissions.cancel(
            commission,
            "Nothing was received by end March 2013, nor since. The review is commissioned again.",
            by=cast.officer,
        )


def second_review(cast: Cast, milestone: Milestone) -> Commission:
    """The review commissioned again: four quotes, opened, and being scored."""
    with on(2013, 11, 4):
        commission = _prepared(
            cast,
            milestone,
            "KM-2013-01",
            words.REVIEW_TITLE,
            {
                **words.REVIEW,
                "budget_pence": 1_000_000,
                "timetable": "Interim report by mid February 2014, final report in March 2014.",
                "quote_deadline": noon(2013, 11, 29),
                "delivery_written": "March 2014",
            },
            list(words.ANSWERS),
        )
        _issue(commission, cast)
    with on(2013, 11, 27):
        for name, unit_pence in words.UNIT_PENCE.items():
            _quote(commission, cast, name, unit_pence, with_file=True)
    with on(2013, 12, 2):
        _open(commission, cast)
        _score(commission, cast.member, words.SCORES, otherwise=(2, 2))
        evaluation.declare(commission, Interest.NONE, "", by=cast.second_member)
    with on(2013, 12, 3):
        _ask_about_quotes(commission, cast)
        _ask_about_sums(commission, cast, "Placeholder Consulting Ltd")
    return commission


def _ask_about_quotes(commission: Commission, cast: Cast) -> None:
    """Every company is asked the same of its quote; one has answered."""
    invitations = {each.id: each for each in invited(commission)}
    asked = evaluation.enquire(
        commission, set(invitations), words.ENQUIRY, noon(2013, 12, 6), by=cast.officer
    )
    first = _invitation(commission, "Example Research Ltd")
    contact = cast.contact("Example Research Ltd")
    evaluation.respond(first, asked.id, words.ENQUIRY_ANSWERED, by=contact)


def _ask_about_sums(commission: Commission, cast: Cast, company: str) -> None:
    """One company's own total forgets the VAT: it was asked, has answered, and nobody decided."""
    quote = next(one for one in opened_quotes(commission) if one.company.name == company)
    asked = evaluation.ask_about_doubt(
        commission, quote.id, DoubtKind.SUMS, words.SUMS_ASKED, noon(2013, 12, 6), by=cast.officer
    )
    invitation, contact = _invitation(commission, company), cast.contact(company)
    evaluation.respond(invitation, asked.id, words.SUMS_ANSWERED, by=contact)


def content_schedule(cast: Cast, milestone: Milestone) -> Commission:
    """A third commission: issued, one company has declined, one is writing its quote."""
    with on(2013, 11, 25):
        commission = _prepared(
            cast,
            milestone,
            "KM-2013-02",
            words.CONTENT_TITLE,
            {
                **words.CONTENT,
                "budget_withheld": True,
                "timetable": "The session in February 2014, all of it by March 2014.",
                "quote_deadline": noon(2013, 12, 13),
                "opening_written": "16 December 2013",
                "award_written": "by 10 January 2014",
                "start_written": "20 January 2014",
                "clarification_deadline": noon(2013, 12, 9),
                "delivery_written": "March 2014",
            },
            [
                "Example Research Ltd",
                "Sample Insight CIC",
                "Specimen Studio",
                "Placeholder Consulting Ltd",
            ],
            criteria=(50, words.CONTENT_CRITERIA),
            questions=words.CONTENT_QUESTIONS,
        )
        _issue(commission, cast)
    with on(2013, 11, 28):
        _decline(commission, cast, "Placeholder Consulting Ltd", "This is not our kind of work.")
        invitation = _invitation(commission, "Specimen Studio")
        contact = cast.contact("Specimen Studio")
        commissions.reply(invitation, Reply.WILL_QUOTE, "", by=contact)
        quotes.start_quote(invitation, by=contact)
        question = issued_brief(commission.id).questions[0]
        quotes.save_answer(invitation, question.id, "1. The harbour at seven …", by=contact)
        asked = commissions.ask(invitation, words.ASKED_FIRST, by=contact)
    with on(2013, 12, 2):
        commissions.draft_answer(asked, words.ASKED_FOR_ALL, words.ANSWER_FOR_ALL, by=cast.officer)
        stored = store_sealed(BytesIO(words.SPEAKERS.encode()), "Gaelic speakers by ward.txt")
        commissions.attach_to_answer(asked, stored, by=cast.officer)
        commissions.publish_answer(asked, clock.now(), by=cast.officer)
    with on(2013, 12, 3):
        other, stored = _invitation(commission, "Example Research Ltd"), _list_of_posts()
        asker = cast.contact("Example Research Ltd")
        commissions.ask(other, words.ASKED_SECOND, stored, by=asker)
    return commission


def _list_of_posts() -> files.StoredFile:
    return store_sealed(BytesIO(words.POSTS.encode()), "Posts we would count.csv")


def short_films(cast: Cast, milestone: Milestone) -> Commission:
    """A fourth commission: its deadline has passed, and two keyholders are to open the quotes."""
    with on(2013, 11, 18):
        commission = _prepared(
            cast,
            milestone,
            "KM-2013-03",
            words.FILMS_TITLE,
            {
                **words.FILMS,
                "budget_pence": 200_000,
                "timetable": "Filming in February and March 2014, both films by the end of April.",
                "quote_deadline": noon(2013, 12, 3),
                "opening_written": "4 December 2013",
                "award_written": "by 20 December 2013",
                "start_written": "January 2014",
                "delivery_written": "April 2014",
            },
            ["Specimen Studio", "Placeholder Consulting Ltd", "Model Engagement Ltd"],
            criteria=(40, words.FILMS_CRITERIA),
            questions=[],
        )
        _issue(commission, cast)
    with on(2013, 12, 2):
        for name, unit_pence in words.FILM_PENCE.items():
            _quote(commission, cast, name, unit_pence, offer=words.FILM_DATES.get(name, ()))
    return commission


def _prepared(
    cast: Cast,
    milestone: Milestone,
    reference: str,
    title: str,
    brief: commissions.BriefChanges,
    companies: Sequence[str],
    criteria: tuple[int, list[commissions.CriterionWords]] = (40, words.REVIEW_CRITERIA),
    questions: list[commissions.QuestionWords] = words.REVIEW_QUESTIONS,
) -> Commission:
    commission = commissions.create_commission(
        milestone, title, cast.officer, by=cast.officer, reference=reference
    )
    commissions.edit_brief(commission, brief, by=cast.officer)
    price_weight, quality = criteria
    commissions.set_criteria(commission, price_weight, quality, by=cast.officer)
    keys = {each.title: each.key for each in commission.briefs[-1].criteria}
    under = [keys.get(words.SCORED_UNDER.get(each.text, ""), "") for each in questions]
    placed = [each._replace(criterion_key=key) for each, key in zip(questions, under, strict=True)]
    commissions.set_questions(commission, placed, by=cast.officer)
    if reference in words.VALUES:
        worth, extensions = words.VALUES[reference]
        commissions.estimate_value(commission, worth, extensions, by=cast.officer)
    for name in companies:
        commissions.invite(commission, cast.companies[name], by=cast.officer)
    return commission


def _issue(commission: Commission, cast: Cast) -> None:
    """After a rehearsal, as before every first issue."""
    keyholders.begin_rehearsal(cast.key_of(cast.officer), by=cast.officer)
    keyholders.finish_rehearsal(cast.key_of(cast.member), by=cast.member)
    commissions.issue_brief(commission, clock.now(), by=cast.officer)
    db.session.flush()


def _invitation(commission: Commission, company: str) -> Invitation:
    return next(one for one in invited(commission) if one.company.name == company)


def _decline(commission: Commission, cast: Cast, company: str, reason: str) -> None:
    invitation = _invitation(commission, company)
    commissions.reply(invitation, Reply.DECLINED, reason, by=cast.contact(company))


def _quote(
    commission: Commission,
    cast: Cast,
    company: str,
    unit_pence: int,
    *,
    with_file: bool = False,
    offer: Sequence[OfferedDue] | None = None,
) -> None:
    """A quote that is in. `offer` is its timetable, else its usual one, where it has one."""
    invitation, contact = _invitation(commission, company), cast.contact(company)
    quotes.start_quote(invitation, by=contact)
    answers = words.ANSWERS.get(company, words.ANSWERS["Example Research Ltd"])
    for question, answer in zip(issued_brief(commission.id).questions, answers, strict=False):
        quotes.save_answer(invitation, question.id, answer, by=contact)
    if company in words.CONFIDENTIAL:
        key = issued_brief(commission.id).questions[0].key
        mark = Marked(answer_part(key), *words.CONFIDENTIAL[company])
        quotes.save_marks(invitation, [mark], by=contact)
    dues = words.TIMETABLES.get(company, ()) if offer is None else offer
    if dues:
        quotes.save_timetable(invitation, dues, by=contact)
    first, second = words.PRICE_LINES[commission.title]
    vat = words.VAT_PERCENT.get(company, 20)
    lines = [
        PricedLine(first, Decimal(1), unit_pence * 2 // 5, vat),
        PricedLine(second, Decimal(1), unit_pence - unit_pence * 2 // 5, vat),
    ]
    stated = words.STATED_TOTALS.get((commission.reference, company), NOTHING_STATED)
    quotes.save_prices(invitation, lines, stated, by=contact)
    if with_file:
        content = f"{company}: plan of work\n\nWeek 1: start\n".encode()
        checked = files.checked(BytesIO(content), f"Plan of work {company}.txt")
        quotes.add_file(invitation, checked, by=contact)
    # Each company would keep its reading key; here nobody does.
    quotes.submit(invitation, sealing.new_key().public, by=contact)


def _open(commission: Commission, cast: Cast) -> None:
    quotes.begin_opening(commission, cast.key_of(cast.officer), by=cast.officer)
    quotes.confirm_opening(commission, cast.key_of(cast.member), by=cast.member)


def _score(
    commission: Commission,
    member: Person,
    scores: dict[str, tuple[int, int]],
    *,
    otherwise: tuple[int, int],
) -> None:
    evaluation.declare(commission, Interest.NONE, "", by=member)
    criteria = issued_brief(commission.id).criteria
    for quote in opened_quotes(commission):
        values = scores.get(quote.company.name, otherwise)
        given: dict[tuple[int, int], tuple[int | None, str]] = {
            (quote.id, criterion.id): (value, words.COMMENTS[value])
            for criterion, value in zip(criteria, values, strict=True)
        }
        evaluation.save_scores(commission, given, by=member)
    evaluation.submit_scores(commission, by=member)


def _declare_an_interest(commission: Commission, cast: Cast, company: str) -> None:
    """The third member declares an interest, and the second officer records what follows."""
    sister = InterestIn(
        _invitation(commission, company).id, InterestKind.ACTUAL, "My sister works there."
    )
    declared = evaluation.declare(
        commission, Interest.DESCRIBED, "", by=cast.third_member, about=[sister]
    )
    evaluation.rule_on_declaration(
        commission, declared.id, Part.ASIDE, words.SISTER, by=cast.second_officer
    )


def _moderate(commission: Commission, cast: Cast) -> None:
    """A meeting agrees on the scores in which members differed, each with its reason."""
    members = f"{cast.member.name}, {cast.second_member.name}"
    meeting = evaluation.record_moderation(
        commission, clock.today(), members, words.MODERATION_NOTE, by=cast.officer
    )
    experience = issued_brief(commission.id).criteria[1].id
    for quote in opened_quotes(commission):
        value, reason = words.AGREED[quote.company.name]
        cell = (quote.id, experience)
        evaluation.agree_score(
            commission, cell, value, reason, meeting_id=meeting.id, by=cast.officer
        )


def _award(commission: Commission, cast: Cast, company: str) -> None:
    found = opened_quotes(commission)
    if len(found) < ENOUGH_QUOTES:
        few = "Both that quoted can do the work, and the better one is within the budget."
        evaluation.decide_few_quotes(commission, Course.GO_ON, "", few, by=cast.officer)
    best = next(one for one in found if one.company.name == company)
    evaluation.propose_award(commission, best.id, "First by method and by price.", by=cast.officer)
    evaluation.decide_award(commission, True, "", by=cast.second_officer)
    drafts = feedback_drafts(commission)
    feedback = {quote_id: draft.text for quote_id, draft in drafts.items()}
    evaluation.send_letters(commission, feedback, by=cast.officer)
