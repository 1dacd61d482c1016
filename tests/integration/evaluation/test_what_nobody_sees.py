"""Persons × pages × what must not be seen: every page that can be fetched, as each person.

The pages are those of the address map, so that a page made tomorrow is looked at too. What must
not be seen are words that stand nowhere else: in a quote, in its price, in a member's comment.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from flask import Flask

from app.access import Role
from app.commissions.models import Commission
from app.commissions.queries import invited, issued_brief
from app.database import db
from app.evaluation import operations
from app.evaluation.rules import Interest, Part
from app.people.models import Person
from app.quotes.queries import opened_quotes
from tests.browsing import Browser
from tests.factories.commissions import contact_of, make_commission
from tests.factories.evaluation import declare, declare_interest, propose, rule
from tests.factories.people import make_member, make_officer, make_person
from tests.factories.quotes import open_quotes, submit_quote
from tests.printed import words_of_pdf

SignIn = Callable[[Person], Browser]
ROOMS = ("commissions", "quotes", "evaluation", "delivery", "reports", "position")
FIRST, SECOND, THIRD = 0, 1, 2
PENCE = (713_579, 824_681, 935_793)


@dataclass
class World:
    """A commission with three quotes, who may come, and what is secret of each."""

    commission: Commission
    people: dict[str, Person | None] = field(default_factory=dict)
    secrets: dict[str, list[str]] = field(default_factory=dict)


def quoted(place: int) -> list[str]:
    """What is in one quote and nowhere else: an answer, a file's name and words, the price."""
    pounds = f"{PENCE[place] // 100:,}.{PENCE[place] % 100}"
    return [f"canary-answer-{place}", f"canary-file-{place}", pounds, pounds.replace(",", "")]


def make_world(stage: str) -> World:
    commission = make_commission("issued", companies=3)
    asked = invited(commission)
    for place, invitation in enumerate(asked):
        name = f"canary-file-{place}"
        submit_quote(
            invitation,
            PENCE[place],
            answers=[f"canary-answer-{place}"],
            files_given=[(f"{name}.txt", name.encode())],
        )
    world = World(commission)
    names = [invitation.company.name for invitation in asked]
    for place, number in enumerate(("first", "second", "third")):
        world.secrets[f"the {number} quote"] = quoted(place)
        world.secrets[f"the {number} company"] = [names[place]]
    world.secrets["a member's comment"] = ["canary-comment"]
    world.people = {
        "anybody": None,
        "first company": contact_of(asked[FIRST].company),
        "second company": contact_of(asked[SECOND].company),
        "officer": commission.officer,
        "keyholder": make_person(Role.KEYHOLDER),
        "administrator": make_person(Role.ADMINISTRATOR),
        "undeclared member": make_member(),
    }
    if stage != "sealed":
        _open(world)
    if stage == "told":
        _tell(world)
    return world


def _open(world: World) -> None:
    """Opened; one member has handed in, others have declared, each differently."""
    commission = world.commission
    open_quotes(commission)
    scored, free, aside, partial = (make_member() for _ in range(4))
    shut_out = make_officer()
    for person in (scored, free):
        declare(commission, person)
    for person in (aside, shut_out):
        declare(commission, person, Interest.CONFLICT)
    rule(commission, declare_interest(commission, partial), Part.ALL_BUT_ONE)
    given: dict[tuple[int, int], tuple[int | None, str]] = {
        (quote.id, criterion.id): (3, "canary-comment")
        for quote in opened_quotes(commission)
        for criterion in issued_brief(commission.id).criteria
    }
    operations.save_scores(commission, given, by=scored)
    operations.submit_scores(commission, by=scored)
    db.session.commit()
    world.people |= {
        "member who has not scored": free,
        "member in conflict": aside,
        "member kept out of the first": partial,
        "officer in conflict": shut_out,
    }


def _tell(world: World) -> None:
    """The second quote is awarded, and everybody told."""
    propose(world.commission, opened_quotes(world.commission)[SECOND])
    operations.decide_award(world.commission, True, "", by=make_officer())
    operations.send_letters(world.commission, {}, by=make_officer())
    db.session.commit()


QUOTES = ("the first quote", "the second quote", "the third quote")
COMMENT = "a member's comment"
OTHERS_OF_FIRST = ("the second quote", "the second company", "the third quote", "the third company")
OTHERS_OF_SECOND = ("the first quote", "the first company", "the third quote", "the third company")

NEVER: dict[str, dict[str, tuple[str, ...]]] = {
    "sealed": {
        "anybody": (*QUOTES, "the first company", "the second company", "the third company"),
        "first company": ("the first quote", *OTHERS_OF_FIRST),
        "second company": ("the second quote", *OTHERS_OF_SECOND),
        "officer": QUOTES,
        "keyholder": QUOTES,
        "administrator": QUOTES,
        "undeclared member": QUOTES,
    },
    "opened": {
        "anybody": (*QUOTES, COMMENT, "the first company", "the second company"),
        "first company": (*OTHERS_OF_FIRST, COMMENT),
        "second company": (*OTHERS_OF_SECOND, COMMENT),
        "officer": (COMMENT,),
        "keyholder": (*QUOTES, COMMENT),
        "administrator": (*QUOTES, COMMENT),
        "undeclared member": (*QUOTES, COMMENT),
        "member who has not scored": (COMMENT,),
        "member in conflict": (*QUOTES, COMMENT),
        "member kept out of the first": ("the first quote", COMMENT),
        "officer in conflict": (*QUOTES, COMMENT),
    },
    "told": {
        "anybody": ("the first quote", "the first company", "the third quote", COMMENT),
        "first company": ("the third quote", "the third company", COMMENT),
        "second company": (*OTHERS_OF_SECOND, COMMENT),
        "administrator": ("the first quote", "the third quote", COMMENT),
        "member in conflict": ("the first quote", "the third quote", COMMENT),
        "member kept out of the first": ("the first quote",),
        "officer in conflict": ("the first quote", "the third quote", COMMENT),
    },
}
"""At each stage: who, and what they find on no page and in no file."""

FINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "sealed": {"officer": ("the first company", "the third company")},
    "opened": {
        "officer": QUOTES,
        "member who has not scored": QUOTES,
        "member kept out of the first": ("the second quote", "the third quote"),
    },
    "told": {"officer": (*QUOTES, COMMENT), "first company": ("the second company",)},
}
"""What the same search does find, so that it is known to search."""


def addresses(app: Flask, world: World) -> Iterator[str]:
    """Every address of these rooms that can be fetched, with what belongs to this commission."""
    commission = world.commission
    invitation = invited(commission)
    brief = issued_brief(commission.id)
    values: dict[str, list[object]] = {
        "ref": [commission.reference],
        "invitation_id": [each.id for each in invitation],
        "quote_id": [1, 2, 3],
        "file_id": [1, 2, 3],
        "criterion_id": [brief.criteria[0].id],
        "number": [1],
        "question_id": [brief.questions[0].id],
    }
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for each in app.url_map.iter_rules():
            if each.endpoint.split(".")[0] not in ROOMS or "GET" not in (each.methods or ()):
                continue
            if not each.arguments <= values.keys():
                continue
            for filled in _filled(sorted(each.arguments), values):
                yield adapter.build(each.endpoint, filled)


def _filled(names: list[str], values: dict[str, list[object]]) -> Iterator[dict[str, object]]:
    if not names:
        yield {}
        return
    for value in values[names[0]]:
        for rest in _filled(names[1:], values):
            yield {names[0]: value, **rest}


def words_in(content: bytes) -> str:
    """What an answer says: of a PDF its words, of a workbook or archive what its parts say."""
    if content.startswith(b"%PDF"):
        return words_of_pdf(content)
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as book:
        names = book.namelist()
        parts = [words_in(book.read(name)) for name in names]
    return "\n".join([*names, *parts])


def found_by(browser: Browser, paths: list[str], secrets: dict[str, list[str]]) -> set[str]:
    """Which secrets stand on one of these pages, each with the first page that has it."""
    found: dict[str, str] = {}
    for path in paths:
        text = words_in(browser.get(path, check=False).data)
        for name, canaries in secrets.items():
            if name not in found and any(_has(text, canary) for canary in canaries):
                found[name] = path
    return set(found)


def _has(text: str, canary: str) -> bool:
    return re.search(rf"{re.escape(canary)}(?![0-9])", text) is not None


@pytest.mark.parametrize("stage", list(NEVER))
def test_on_no_page_anybody_finds_what_they_must_not_see(
    app: Flask, client_as: SignIn, stage: str
) -> None:
    world = make_world(stage)
    paths = list(addresses(app, world))
    assert len(paths) > 60
    for name, person in world.people.items():
        never = NEVER[stage].get(name, ())
        finds = FINDS[stage].get(name, ())
        if not never and not finds:
            continue
        browser = client_as(person) if person else app.test_client()
        assert isinstance(browser, Browser)
        found = found_by(browser, paths, world.secrets)
        assert not found & set(never), f"{stage}: {name} finds {found & set(never)}"
        assert set(finds) <= found, f"{stage}: {name} does not find {set(finds) - found}"
