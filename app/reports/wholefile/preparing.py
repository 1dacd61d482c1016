"""The first parts: the commission, its brief in every version, invitations, clarifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app import clock
from app.access import Person
from app.commissions.differences import brief_in_words, differences
from app.commissions.models import Brief, ClarificationFile, Commission, Invitation
from app.commissions.queries import asked_questions, published_answers
from app.formats import day_in_words, instant_to_the_second
from app.reports.wholefile.model import (
    Block,
    FileIn,
    Files,
    Gives,
    Heading,
    Part,
    Said,
    Table,
    facts,
    row,
)
from app.reports.wholefile.rows import (
    Somebody,
    briefs_of,
    reminders_of,
    replies_to,
    secret_of,
)


def at(instant: datetime | None) -> str:
    """An instant to the second, in the group's zone; empty where there is none."""
    return instant_to_the_second(instant, clock.zone()) if instant else ""


def name_of(people: Mapping[int, Somebody], person_id: int | None) -> str:
    """A person's name; empty for nobody and for whoever is not known."""
    known = people.get(person_id or 0)
    return known.name if known else ""


def the_commission(commission: Commission) -> Part:
    """What it is, for which milestone, and the instants from which its stage follows."""
    milestone = commission.milestone
    stages = [
        ("Begun", day_in_words(commission.since)),
        ("Brief issued", at(commission.issued_at)),
        ("Deadline for quotes", at(commission.quote_deadline)),
        ("Quotes opened", at(commission.opened_at)),
        ("Scores opened to one another", at(commission.scores_opened_at)),
        ("Award proposed", at(commission.recommended_at)),
        ("Awarded", at(commission.awarded_at)),
        ("Not awarded", at(commission.not_awarded_at)),
        ("Companies told", at(commission.told_at)),
        ("Delivered", at(commission.delivered_at)),
        ("Completed", at(commission.completed_at)),
        ("Cancelled", at(commission.cancelled_at)),
        ("Reason for cancelling", commission.cancelled_reason),
    ]
    about = [
        ("Reference", commission.reference),
        ("Title", commission.title),
        ("Officer", commission.officer.name),
        ("Milestone", f"Action {milestone.action.number}, {milestone.number}: {milestone.text}"),
        ("Plan", milestone.action.plan.title),
        ("Few companies invited because", commission.few_invited_reason),
    ]
    return Part("commission", "The commission", [facts("What it is", about), facts("When", stages)])


def the_brief(commission: Commission, people: Mapping[int, Somebody]) -> Part:
    """Every version of the brief, what each changed, and its documents."""
    blocks: list[Block] = []
    before: Brief | None = None
    for brief in briefs_of(commission):
        blocks += _version(brief, before, people)
        before = brief
    return Part("brief", "The brief and its versions", blocks)


def _version(brief: Brief, before: Brief | None, people: Mapping[int, Somebody]) -> Iterator[Block]:
    yield Heading(Said(f"Version {brief.number}"))
    issued = at(brief.issued_at) or "Not issued"
    by = name_of(people, brief.issued_by_id)
    yield facts(
        f"Issue of version {brief.number}",
        [("Issued", issued), ("By", by), ("Reason for the change", brief.amendment_reason)],
    )
    said = brief_in_words(brief, clock.zone())
    yield facts(f"What version {brief.number} says", list(said.items()))
    if before is not None:
        changed = [
            row(each.part, each.before, each.after)
            for each in differences(before, brief, clock.zone())
        ]
        yield Table(
            f"What changed from version {before.number}", ("Part", "Before", "After"), changed
        )
    if brief.criteria:
        weights = [
            row(
                each.title,
                each.guidance,
                "pass or fail" if each.is_pass_fail else f"{each.weight}%",
                str(each.minimum or ""),
            )
            for each in brief.criteria
        ]
        heads = ("Criterion", "Guidance", "Weight", "Minimum score")
        yield Table(f"Criteria of version {brief.number}", heads, weights)
    if brief.questions:
        asked = [row(str(each.number), each.text, each.topic.value) for each in brief.questions]
        heads = ("Number", "Question", "About")
        yield Table(f"Questions of version {brief.number}", heads, asked, ("w-date",))
    if brief.documents:
        documents = [
            FileIn(
                f"brief-{each.id}",
                f"Version {brief.number}",
                each.typed_name,
                each.size,
                each.sha256,
                each.stored_as,
            )
            for each in brief.documents
        ]
        yield Files(f"Documents of version {brief.number}", documents)


def the_invitations(invitations: Sequence[Invitation], people: Mapping[int, Somebody]) -> Part:
    """Who was invited, how, what each replied, and when it was reminded."""
    ids = [each.id for each in invitations]
    replies, reminders = replies_to(ids), reminders_of(ids)
    invited = [
        row(
            each.company.name,
            each.sent_to,
            at(each.invited_at),
            name_of(people, each.invited_by_id),
        )
        for each in invitations
    ]
    replied = [
        row(
            each.company.name,
            at(said.at),
            said.reply.value,
            said.reason,
            name_of(people, said.by_id),
        )
        for each in invitations
        for said in replies[each.id]
    ]
    reminded = [row(each.company.name, at(on)) for each in invitations for on in reminders[each.id]]
    blocks: list[Block] = [
        Table("Invitations", ("Company", "Sent to", "Invited", "Invited by"), invited)
    ]
    if replied:
        heads = ("Company", "When", "Reply", "Reason", "By")
        blocks.append(Table("Replies", heads, replied))
    if reminded:
        blocks.append(Table("Reminders", ("Company", "When"), reminded))
    nobody = "" if invitations else "No company has been invited."
    return Part("invitations", "Invitations", blocks if invitations else (), nobody)


def the_clarifications(
    commission: Commission, person: Person, invitations: Sequence[Invitation]
) -> Part:
    """What companies asked about the brief, and what every one was answered."""
    of_company = {each.company.name: each.id for each in invitations}
    asked, answered = asked_questions(commission, person), published_answers(commission.id)
    blocks: list[Block] = []
    for each in answered:
        blocks.append(Heading(Said(f"Answer {each.number}")))
        blocks.append(
            facts(
                f"Answer {each.number}, as every company read it",
                [
                    ("Published", at(each.published_at)),
                    ("Question", each.question),
                    ("Answer", each.answer),
                    ("With version of the brief", str(each.brief_number or "")),
                ],
            )
        )
        if each.files:
            blocks.append(Files(f"Files with answer {each.number}", _files(each.files, "answer")))
    if asked:
        rows = [
            row(
                each.company,
                each.person,
                at(each.asked_at),
                Said(each.text, Gives.CONTENTS, of_company.get(each.company)),
                each.state.value,
                str(each.number or ""),
            )
            for each in asked
        ]
        heads = ("Company", "Who", "When", "Question", "State", "Answer")
        blocks.append(Table("Questions as they were asked", heads, rows))
        for each in asked:
            if each.files:
                files = _files(each.files, "question", of_company.get(each.company), each.company)
                blocks.append(Files(f"Files with a question of {each.company}", files))
    nothing = "" if blocks else "No company has asked about the brief."
    return Part("clarifications", "Clarifications", blocks, nothing)


def _files(
    files: Sequence[ClarificationFile],
    what: str,
    invitation_id: int | None = None,
    folder: str = "",
) -> list[FileIn]:
    return [
        FileIn(
            f"{what}-{each.id}",
            folder,
            each.typed_name,
            each.size,
            each.sha256,
            each.stored_as,
            secret_of(each),
            invitation_id,
        )
        for each in files
    ]
