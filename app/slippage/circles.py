"""Dependencies in an order in which each comes after what it waits for, or the circle in them."""

from collections.abc import Hashable, Iterable
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
    in_order(dependencies)


def in_order(dependencies: Iterable[Link[Key]]) -> list[Key]:
    """Every key, each after all that it depends on; time in line with the dependencies.

    Raises CircularDependency.
    """
    followers: dict[Key, list[Key]] = {}
    waits_for: dict[Key, int] = {}
    for link in dependencies:
        for key in (link.before, link.after):
            followers.setdefault(key, [])
            waits_for.setdefault(key, 0)
        followers[link.before].append(link.after)
        waits_for[link.after] += 1
    ready = [key for key, waiting in waits_for.items() if waiting == 0]
    for key in ready:  # grows as it goes: it is the queue and the answer
        for follower in followers[key]:
            waits_for[follower] -= 1
            if waits_for[follower] == 0:
                ready.append(follower)
    if len(ready) < len(waits_for):
        stuck = {key: None for key, waiting in waits_for.items() if waiting > 0}
        raise CircularDependency(_circle_among(stuck, followers))
    return ready


def _circle_among(stuck: dict[Key, None], followers: dict[Key, list[Key]]) -> tuple[Key, ...]:
    """A circle among keys that each wait for another of them, the first mentioned leading."""
    waits_on: dict[Key, Key] = {}
    for key in stuck:
        for follower in followers[key]:
            if follower in stuck:
                waits_on.setdefault(follower, key)
    key = next(iter(stuck))
    steps: dict[Key, int] = {}
    while key not in steps:  # walking back from one that waits must come round again
        steps[key] = len(steps)
        key = waits_on[key]
    walked = list(steps)[steps[key] :]
    walked.reverse()
    lead = {known: place for place, known in enumerate(stuck)}
    first = min(range(len(walked)), key=lambda place: lead[walked[place]])
    return tuple(walked[first:] + walked[:first])
