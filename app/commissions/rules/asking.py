"""Questions of companies about the brief: until when they are asked, and what gives the asker away.

domain.md, "clarification": the answer goes to every invited company and never says who asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.commissions.rules.life import Act, Stage, why_not
from app.people.rules import company_named_in

LONGEST_QUESTION = 10_000
"""Characters of a question as a company asks it."""

LONGEST_REPLY = 20_000
"""Characters of an answer as it is published."""

MOST_WAITING = 30
"""Questions of one company that wait for an answer at a time."""

MOST_ANSWER_FILES = 10

_SHORTEST_JOINED = 8
_ANYBODYS = frozenset(
    {
        *(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "hotmail.co.uk",
            "live.co.uk",
        ),
        *("yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "btinternet.com", "aol.com"),
    }
)
"""Domains of mail that tell nothing of whose it is."""


class AskedState(StrEnum):
    """Where a company's question stands."""

    WAITING = "waiting for an answer"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Party:
    """An invited company by what its name, people and addresses could give away."""

    company: str
    people: Sequence[str]
    emails: Sequence[str]


def asked_until(asking: datetime | None, quotes: datetime | None) -> datetime | None:
    """The instant from which nothing is asked any more: its own, else that for quotes."""
    return asking or quotes


def why_not_ask(stage: Stage, until: datetime | None, now: datetime, told: str) -> str | None:
    """The sentence that refuses a question; None where it is free. `told` is `until` in words."""
    if refusal := why_not(Act.ASK, stage):
        return refusal
    if until is not None and now >= until:
        return f"Questions could be asked until {told}. After that none is accepted."
    return None


def asking_deadline_fault(asking: datetime | None, quotes: datetime | None) -> str | None:
    """The sentence about a deadline for questions that leaves no time to quote; else None."""
    if asking is None or quotes is None or asking < quotes:
        return None
    return "The deadline for asking questions must be before the deadline for quotes."


def given_away(texts: Iterable[str], parties: Iterable[Party]) -> list[str]:
    """What in these texts and file names tells of an invited company, each in a sentence.

    Looked for are names of companies (also written as one word), of their contacts, and the
    domains and addresses of their mail. It finds names, not styles: a person must still read.
    """
    found: list[str] = []
    whole = "\n".join(text.replace("_", " ") for text in texts)
    plain = unicodedata.normalize("NFKC", whole).casefold()
    for party in parties:
        if company_named_in(whole, [party.company]) or _is_joined_in(party.company, plain):
            found.append(f"It names the company {party.company}.")
        for name in party.people:
            if company_named_in(whole, [name, *name.split()[1:][-1:]]):
                found.append(f"It names {name}, of {party.company}.")
        for domain in sorted({domain for email in party.emails if (domain := _domain_of(email))}):
            if re.search(rf"(?<![\w-]){re.escape(domain)}(?![\w-])", plain):
                found.append(f"It has “{domain}”, of {party.company}.")
        for email in party.emails:
            if not _domain_of(email) and email.casefold() in plain:
                found.append(f"It has the address {email}, of {party.company}.")
    return found


def _domain_of(email: str) -> str:
    domain = email.casefold().rpartition("@")[2]
    return "" if domain in _ANYBODYS else domain


def _is_joined_in(name: str, plain: str) -> bool:
    """Whether a name stands in a text as one word, as in “examplereview.pdf”."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    joined = "".join(words[:2])
    return len(words) > 1 and len(joined) >= _SHORTEST_JOINED and joined in plain
