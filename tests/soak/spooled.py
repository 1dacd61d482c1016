"""The tracker as it would be if uploads were taken as Flask takes them: a control for searches.

Flask writes what is larger than 500 kB to the temporary folder, in plain, into a nameless file.
"""

from __future__ import annotations

from flask import Request

from tests.soak.served import app

app.request_class = Request
