"""`make soak`: 300 kills of the real server, or as many as KILLS says, after the dice of SEED."""

from __future__ import annotations

import os
from pathlib import Path

from tests.soak.killing import Soak

KILLS = int(os.environ.get("KILLS", "300"))
SEED = int(os.environ.get("SEED", "2013"))


def test_whatever_is_killed_no_acknowledged_quote_is_lost(tmp_path: Path) -> None:
    figures = Soak(tmp_path, SEED).run(KILLS)
    print(f"\n{figures.lines(SEED)}")
    assert figures.total == KILLS
    assert figures.faults == []
