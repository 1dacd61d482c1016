"""Names of companies in what is about to be published, before their outcome is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.people.rules import company_named_in
from app.plans.content import ActionContent, PlanContent


@dataclass(frozen=True)
class NamedIn:
    """A company that a text of the plan names, and where."""

    place: str
    name: str
    text: str


def named_in(
    content: PlanContent, published: PlanContent | None, names: Iterable[str]
) -> tuple[NamedIn, ...]:
    """What of a plan names one of these companies and is in no edition yet.

    A company that the plan names as a partner, in *who*, may be named.
    """
    partners = [action.who_written for action in content.actions]
    wanted = [name for name in names if not any(company_named_in(who, [name]) for who in partners)]
    held = frozenset(text for _, text in _texts(published)) if published else frozenset[str]()
    found: list[NamedIn] = []
    for place, text in _texts(content):
        name = company_named_in(text, wanted) if text and text not in held else None
        if name is not None:
            found.append(NamedIn(place, name, text))
    return tuple(found)


def _texts(content: PlanContent) -> Iterator[tuple[str, str]]:
    yield "The title", content.title
    yield "The outcome", content.outcome
    yield "The foot of the page", content.footer
    for action in content.actions:
        yield from _of_action(action)


def _of_action(action: ActionContent) -> Iterator[tuple[str, str]]:
    place = f"Action {action.number}"
    yield place, action.text
    yield f"{place}, success against outcome", action.success
    for each in action.milestones:
        yield f"{place}, milestone {each.number}", each.text
        yield f"{place}, date of milestone {each.number}", each.as_written
    for entry in action.progress:
        yield f"{place}, Action Progress", entry.text
        yield f"{place}, source in Action Progress", entry.source
    for measure in action.measures:
        yield f"{place}, a measure", f"{measure.name} {measure.note}"
