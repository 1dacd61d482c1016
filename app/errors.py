"""What is said to a person when something cannot be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EROFS
from traceback import extract_tb
from types import TracebackType

import structlog
from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import IntegerConverter, Map
from wtforms import Form

from app.access import SAFE_METHODS
from app.database import all_or_nothing
from app.fields import MOST_STORED

_MAY_PASS = frozenset({ENOSPC, EDQUOT, EIO, EROFS, EMFILE, ENFILE, ENOMEM})
"""What a disk says that is full or fails, or a machine that has no room. Nothing was written."""

PAGES = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503)


class RuleBroken(Exception):
    """An act that a rule forbids. `sentence` is shown to the user; `field` names the input.

    `beside` has what is wrong at further inputs, a sentence for each by its name.
    """

    def __init__(
        self, sentence: str, field: str | None = None, *, beside: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.beside = beside or {}


class RowNumber(IntegerConverter):
    """A number in an address that the database can hold; a larger one names no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MOST_STORED)


class NotFound(Exception):
    """There is no such thing for this person: shown as a 404, whether it exists or not."""


@contextmanager
def refused_at(form: Form) -> Iterator[None]:
    """Run an operation; if a rule refuses it, undo it and put the sentence at the form's field."""
    try:
        with all_or_nothing():
            yield
    except RuleBroken as broken:
        for name, sentence in [(broken.field, broken.sentence), *broken.beside.items()]:
            if name and name in form:
                form[name].errors = [*form[name].errors, sentence]
            else:
                form.form_errors = [*form.form_errors, sentence]


def set_up_errors(app: Flask) -> None:
    """A page in plain words for every HTTP error, for RuleBroken and for NotFound."""
    app.url_map.converters["int"] = RowNumber
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(NotFound, lambda _e: (render_template("errors/404.html"), 404))
    app.register_error_handler(InternalServerError, _server_error)
    app.log_exception = _log_where


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    name = code if code in PAGES else 400
    return render_template(f"errors/{name}.html", sentence=None), code


def _rule_broken(broken: RuleBroken) -> tuple[str, int]:
    return render_template("errors/409.html", sentence=broken.sentence), 409


def _server_error(error: InternalServerError) -> tuple[str, int]:
    cause = error.original_exception
    may_pass = isinstance(cause, OperationalError) or (
        isinstance(cause, OSError) and cause.errno in _MAY_PASS
    )
    if not may_pass:
        return _by_itself("500"), 500
    return _by_itself("503" if request.method in SAFE_METHODS else "not_stored"), 503


def _by_itself(name: str) -> str:
    """A page that asks nothing of the database: who is signed in may be what cannot be read."""
    return current_app.jinja_env.get_template(f"errors/{name}.html").render()


def _log_where(
    exc_info: tuple[type, BaseException, TracebackType | None] | tuple[None, None, None],
) -> None:
    """Log the kind of failure and where it happened: its message could quote what was typed."""
    kind, _, where = exc_info
    steps = [f"{step.filename}:{step.lineno} {step.name}" for step in extract_tb(where)]
    own = [step for step in steps if "site-packages" not in step]
    structlog.get_logger().error(
        "server error", kind=kind.__name__ if kind else "unknown", where=[*own, *steps[-1:]]
    )
