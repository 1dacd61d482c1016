"""How long dates as written take to read, as ratios to reading "March 2014" in the same run.

Nothing is asserted on a clock: `tests/unit/when/test_when_hostile.py` holds the growth by counting.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from app.when import read_when, said_back, split_trailing_when
from tests.unit.when.wordings import PLAN, SAID_ON, wordings

ROUNDS = 15
LINE = "Develop a partnership administration group for the page – by end of June 2014"
HOSTILE = {
    "300 characters of commas": "May, " * 60,
    "300 characters of brackets": "(" * 300,
    "a megabyte of dates": "March 2014 " * 95_000,
    "a megabyte of digits": "1" * 1_000_000,
}


def test_reading_dates_as_written_beside_march_2014() -> None:
    every = wordings()
    plain = _time(lambda: read_when("March 2014"))
    each = sorted(
        _time(lambda words=one.words: read_when(words, said_on=SAID_ON, plan_period=PLAN), 3)
        for one in every
    )
    when = read_when("by Q2 2013/14")
    rows = {
        "“March 2014”": plain,
        f"{len(every)} wordings, the median": median(each),
        f"{len(every)} wordings, the 99th in 100": each[len(each) * 99 // 100],
        "said back in words": _time(lambda: said_back(when)),
        "a milestone’s line, cut": _time(lambda: split_trailing_when(LINE)),
        "a line of 2,000 characters": _time(lambda: split_trailing_when("to May, " * 250)),
    }
    rows |= {name: _time(lambda words=words: read_when(words)) for name, words in HOSTILE.items()}
    print(f"\n“March 2014” is read in {plain * 1e6:.0f} µs")
    for name, seconds in rows.items():
        print(f"{name:34} {seconds / plain:8.1f} × “March 2014” ({seconds * 1000:.3f} ms)")
    assert all(read_when(words).kind == "unread" for words in HOSTILE.values())


def _time(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several times, in seconds: what else the machine did is left out."""
    times: list[float] = []
    for _ in range(rounds):
        start = perf_counter()
        act()
        times.append(perf_counter() - start)
    return min(times)
