"""What people do about slippage: write a sentence, approve it into the plan, or refuse it."""

from __future__ import annotations

from app import clock, mail
from app.access import Person, Role
from app.audit.operations import record
from app.database import db
from app.errors import RuleBroken
from app.formats import day_in_words
from app.plans.models import Agreement, Milestone
from app.plans.operations import add_progress
from app.position.models import SlippageSentence
from app.position.queries.flags import flag_to_answer
from app.position.queries.positions import all_positions
from app.position.queries.sentences import names_not_to_be_told, person_of, waiting_sentence
from app.position.rules import (
    LONGEST_SENTENCE,
    Sentence,
    company_named_in,
    why_not_decide,
    why_not_write,
)

STANDS_IN_PUBLIC = "the outcome of that commission is not public"


def write_sentence(
    milestone: Milestone, text: str, *, facts: str, by: Person, flag_id: int | None = None
) -> SlippageSentence:
    """Keep a sentence of a milestone for another person to decide on; one that waits is changed.

    `facts` is the draft as the rules made it. It answers the flag that is named, where that is the
    milestone's, else its newest open one, if there is one.
    Whoever changes a waiting sentence becomes its author. Raises RuleBroken where it is not an
    officer's, is empty or too long, or names a company whose commission has no public outcome.
    """
    if refusal := why_not_write(Role.OFFICER in by.roles):
        raise RuleBroken(refusal)
    kept = _checked(milestone.id, text)
    answers = flag_to_answer(milestone.id, milestone.action.plan_id, clock.today(), flag_id)
    stands_on = _rests_on(milestone)
    sentence = waiting_sentence(milestone.id)
    before = sentence.text if sentence else ""
    if sentence is None:
        sentence = SlippageSentence(milestone_id=milestone.id, outcome=Agreement.PROPOSED)
        db.session.add(sentence)
    sentence.text, sentence.facts = kept, facts
    sentence.rests_on = stands_on
    sentence.flag_id = answers
    sentence.written_by_id = by.id
    sentence.written_on, sentence.written_at = clock.today(), clock.now()
    act = "slippage sentence changed" if before else "slippage sentence written"
    _record(act, sentence, milestone, by=by, before=before, after=kept)
    return sentence


def approve_sentence(sentence: SlippageSentence, *, by: Person) -> None:
    """Put a sentence into *Action Progress*, dated today. Raises RuleBroken."""
    _check_may_decide(sentence, by)
    milestone = db.session.get_one(Milestone, sentence.milestone_id)
    _checked(milestone.id, sentence.text)
    today = clock.today()
    entry = add_progress(
        milestone.action,
        sentence.text,
        today,
        by=by,
        # Names of officers and members stay out of what the public reads.
        source=f"Approved by the group on {day_in_words(today)}",
        milestone_id=milestone.id,
        is_slippage=True,
        approved_by=by,
    )
    entry.by_id = sentence.written_by_id
    _decide(sentence, Agreement.APPROVED, by)
    sentence.progress_entry_id = entry.id
    _record("slippage sentence approved", sentence, milestone, by=by, after=sentence.text)
    _tell(sentence, milestone, by)


def refuse_sentence(sentence: SlippageSentence, reason: str, *, by: Person) -> None:
    """Refuse a sentence, with a reason for its author. Raises RuleBroken."""
    _check_may_decide(sentence, by)
    why = " ".join(reason.split())
    if not why:
        raise RuleBroken("Enter why you refuse the sentence", "reason")
    milestone = db.session.get_one(Milestone, sentence.milestone_id)
    _decide(sentence, Agreement.REFUSED, by)
    sentence.decision_reason = why
    _record("slippage sentence refused", sentence, milestone, by=by, before=sentence.text, why=why)
    _tell(sentence, milestone, by)


def _rests_on(milestone: Milestone) -> str:
    """The facts as they are now, to which those of a later day are held."""
    db.session.flush()
    stand = all_positions(clock.today(), milestone.action.plan_id)
    return next((each.rests_on for each in stand if each.milestone.id == milestone.id), "")


def _checked(milestone_id: int, text: str) -> str:
    kept = " ".join(text.split())
    if not kept:
        raise RuleBroken("Enter the sentence", "text")
    if len(kept) > LONGEST_SENTENCE:
        raise RuleBroken(f"The sentence must be {LONGEST_SENTENCE:,} characters or fewer", "text")
    if name := company_named_in(kept, names_not_to_be_told(milestone_id)):
        raise RuleBroken(
            f"The sentence names {name}. Everyone can read it, and {STANDS_IN_PUBLIC}: "
            "say “the company” instead",
            "text",
        )
    return kept


def _check_may_decide(sentence: SlippageSentence, by: Person) -> None:
    asked = Sentence(sentence.outcome is Agreement.PROPOSED, sentence.written_by_id)
    may = not by.roles.isdisjoint({Role.OFFICER, Role.MEMBER})
    if refusal := why_not_decide(by.id, may, asked):
        raise RuleBroken(refusal)


def _decide(sentence: SlippageSentence, outcome: Agreement, by: Person) -> None:
    sentence.outcome = outcome
    sentence.decided_by_id = by.id
    sentence.decided_on = clock.today()


def _tell(sentence: SlippageSentence, milestone: Milestone, by: Person) -> None:
    """A mail to the author."""
    author = person_of(sentence.written_by_id)
    is_approved = sentence.outcome is Agreement.APPROVED
    mail.post(
        author.email,
        f"Sentence {'approved' if is_approved else 'refused'}: {milestone.text}",
        "sentence_approved" if is_approved else "sentence_refused",
        author=author.name,
        decider=by.name,
        milestone=milestone,
        plan=milestone.action.plan,
        sentence=sentence,
    )


def _record(
    act: str,
    sentence: SlippageSentence,
    milestone: Milestone,
    *,
    by: Person,
    before: str = "",
    after: str = "",
    why: str = "",
) -> None:
    name = f"Action {milestone.action.number}, milestone {milestone.number}"
    record(
        act,
        sentence,
        name,
        by=by,
        before=before,
        after=after,
        why=why,
        plan_id=milestone.action.plan_id,
    )
