"""Which way the arrows of a timeline take: through a gutter, each cause on a track of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.pictures.layout import Placed

GUTTER = 12.0
"""Width of one track."""
MOST_TRACKS = 5
_ASIDE = 3.0


@dataclass(frozen=True, slots=True)
class Way:
    """From one row at height `start` along a track to another at height `end`."""

    cause: str
    pushed: str
    track: int
    start: float
    end: float
    is_definite: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """All of them, and how many tracks they take."""

    all: tuple[Way, ...]
    tracks: int


def ways_between(rows: Sequence[Placed]) -> Ways:
    """The ways from each row that pushes to those it pushes directly, as far as both are drawn."""
    by_key = {each.row.key: each for each in rows}
    pushed: dict[str, list[Placed]] = defaultdict(list)
    for each in rows:
        push = each.row.pushed
        cause = by_key.get(push.by) if push else None
        if cause is not None and cause is not each and cause.last_bar and each.last_bar:
            pushed[cause.row.key].append(each)
    tracks = _tracks(by_key, pushed)
    found = [
        _way(by_key[cause], each, tracks[cause])
        for cause, all_pushed in pushed.items()
        for each in all_pushed
    ]
    return Ways(tuple(found), max(tracks.values(), default=-1) + 1)


def _way(cause: Placed, pushed: Placed, track: int) -> Way:
    start, end, push = cause.last_bar, pushed.last_bar, pushed.row.pushed
    return Way(
        cause=cause.row.key,
        pushed=pushed.row.key,
        track=track,
        start=(start.middle if start else cause.top) + _ASIDE,
        end=(end.middle if end else pushed.top) - _ASIDE,
        is_definite=push is not None and push.is_definite,
    )


def _tracks(by_key: Mapping[str, Placed], pushed: Mapping[str, Sequence[Placed]]) -> dict[str, int]:
    """The innermost track that is free on the whole way of a cause; the last where none is."""
    spans = sorted(
        (
            min(each.top for each in [by_key[cause], *all_pushed]),
            max(each.foot for each in [by_key[cause], *all_pushed]),
            cause,
        )
        for cause, all_pushed in pushed.items()
    )
    taken_to = [float("-inf")] * MOST_TRACKS
    found: dict[str, int] = {}
    for top, foot, cause in spans:
        track = next((n for n, to in enumerate(taken_to) if to < top), MOST_TRACKS - 1)
        found[cause] = track
        taken_to[track] = max(taken_to[track], foot)
    return found
