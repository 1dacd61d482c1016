"""A backup of the database as the README says, by a process of its own.

Within this process it would be wrong: when SQLite closes a file, every lock of the process on it
is gone, those of another copy of the library too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import sqlite3, sys
live, kept = sqlite3.connect(sys.argv[1]), sqlite3.connect(sys.argv[2])
live.backup(kept)
"""


def back_up(database: str | Path, copy: Path) -> Path:
    """A copy of a database in use: what `sqlite3 DATABASE ".backup COPY"` makes."""
    copy.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-c", _PROGRAM, str(database), str(copy)], check=True)
    return copy
