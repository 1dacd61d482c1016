"""The tracker for gunicorn and flask, with its records in the folder that INSTANCE names.

So that a browser test never meets the settings or records of whoever runs it.
"""

from __future__ import annotations

import os
from pathlib import Path

from app import create_app

app = create_app(os.environ, Path(os.environ["INSTANCE"]))
