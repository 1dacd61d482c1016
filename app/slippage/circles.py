"""Dependencies in an order in which each comes after what it waits for, or the circle in them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

Key = TypeVar("Key", bound=Hashable)
Known = TypeVar("Known", bound=Hashable, covariant=True)


class Link(Protocol[Known]):
    """Whatever says that one thing comes before another."""

    @property
    def before(self) -> Known: ...

    @property
    def after(self) -> Known: ...


class CircularDependency(ValueError, Generic[Key]):
    """A circle of dependencies, refused when it is made (rule 6).

    ``keys`` is the circle in order: each comes before the next, and the last before the first.
    """

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self.keys = keys
        named = " → ".join(str(key) for key in (*keys, keys[0]))
        super().__init__(f"These depend on each other in a circle: {named}")


def check_no_circle(dependencies: Iterable[Link[Key]]) -> None:
    """Raise CircularDependency, naming a circle, if there is one; a thing on itself is one."""
    waits_for: dict[Key, list[Link[Key]]] = {}
    for link in dependencies:
        waits_for.setdefault(link.after, []).append(link)
    in_order(waits_for)


def in_order(waits_for: Mapping[Key, Sequence[Link[Key]]]) -> list[Key]:
    """Every key of the links, each after all that it waits for; time in line with the links.

    Raises CircularDependency.
    """
    ordered: dict[Key, None] = {}
    for wanted in waits_for:
        if wanted in ordered:
            continue
        stack = [wanted]
        begun: dict[Key, None] = {}
        while stack:
            key = stack[-1]
            ahead: list[Key] = []
            for link in waits_for.get(key, ()):
                if link.before not in ordered:
                    ahead.append(link.before)
            if not ahead:
                ordered[stack.pop()] = None
                continue
            begun[key] = None
            if again := [each for each in ahead if each in begun]:
                path = [each for each in begun if each not in ordered]
                raise CircularDependency(_circle(path[path.index(again[0]) :], waits_for))
            stack += ahead
    return list(ordered)


def _circle(path: list[Key], waits_for: Mapping[Key, Sequence[Link[Key]]]) -> tuple[Key, ...]:
    """The circle of a path in which each waits for the next, and the last for the first.

    Told the other way round, from what comes first, and by the key that was mentioned first.
    """
    links = (link for each in waits_for.values() for link in each)
    mentioned = dict.fromkeys(key for link in links for key in (link.before, link.after))
    lead = next(key for key in mentioned if key in path)
    place = path.index(lead)
    return (lead, *reversed(path[:place]), *reversed(path[place + 1 :]))
