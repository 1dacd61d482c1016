"""Every setting: from the environment, else from instance/settings.toml, else a default.

`SETTINGS` is the one list; the README's table is checked against it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import sys
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

FIRST_SAFE_SQLITE = (3, 51, 3)
"""SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode."""

KINDS_OF_RUN = ("production", "local", "demonstration", "test")
KINDS_OF_TLS = ("starttls", "tls", "none")
MOST_DAYS_AHEAD = 365
"""A reminder longer before a date than this is a slip of the hand."""
NEVER_TRY_AGAIN = 3
"""The exit status on which gunicorn stops, instead of starting its workers again and again."""


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message says which and what to do."""


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the environment, its default and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("TRACKER_ENV", "production", "kind of run: production, local, demonstration or test"),
    Setting(
        "SECRET_KEY", "", "signs cookies and forms; made once into instance/ outside production"
    ),
    Setting("DATABASE_URL", "", "database; default SQLite in instance/tracker.sqlite3"),
    Setting("TIME_ZONE", "Europe/London", "zone in which days and deadlines are shown"),
    Setting("SERVICE_NAME", "Commissioning tracker", "name of the service on every page"),
    Setting("GROUP_NAME", "", "public name of the group; an installation asks for it and keeps it"),
    Setting("BASE_URL", "http://127.0.0.1:5000", "address used for links in mails"),
    Setting("SMTP_HOST", "", "mail server; empty writes mails as .eml into the outbox folder"),
    Setting("SMTP_PORT", "587", "port of the mail server"),
    Setting("SMTP_USER", "", "user name at the mail server"),
    Setting("SMTP_PASSWORD", "", "password at the mail server"),
    Setting("SMTP_TLS", "starttls", "starttls, tls or none"),
    Setting("MAIL_FROM", "tracker@example.org", "sender of the tracker's mails"),
    Setting("OUTBOX_FOLDER", "", "where .eml files go; default instance/outbox"),
    Setting("UPLOAD_FOLDER", "", "where uploaded files are kept; default instance/uploads"),
    Setting(
        "AUDIT_KEY_FILE", "", "key that signs the audit; default instance/audit-key.pem, made once"
    ),
    Setting(
        "AUDITOR_EMAIL",
        "",
        "who is mailed the signed head of the audit of each day; nobody if empty",
    ),
    Setting(
        "SERVER_KEY_FILE",
        "",
        "key under which opened quotes are kept; default instance/server-key.txt, made once",
    ),
    Setting(
        "MEMORY_FOLDER",
        "",
        "folder in memory for the keys of drafts; default one of our own in /dev/shm",
    ),
    Setting("MAX_FILE_MB", "100", "largest accepted file, in megabytes (1,000,000 bytes)"),
    Setting("CLAMD", "", "virus scanner: the path of clamd's socket, or host:port; none if empty"),
    Setting("CLAMD_SECONDS", "60", "seconds that the virus scanner may take to answer"),
    Setting(
        "OUTAGE_HOURS",
        "24",
        "hours before a deadline in which an outage of ours suggests to extend it",
    ),
    Setting("GREEN_DAYS", "0", "days late that still rate green"),
    Setting("AMBER_DAYS", "31", "days late that still rate amber; more is red"),
    Setting(
        "REMINDER_DAYS",
        "14,7,1",
        "days before a date, and after something began to wait, on which people are reminded",
    ),
    Setting("OFFICER_APPROVES", "10000", "largest award that an officer may approve, in pounds"),
    Setting("MEMBER_APPROVES", "50000", "largest award that a member may approve, in pounds"),
    Setting("TWO_APPROVE_ABOVE", "25000", "awards above this need two approvals, in pounds"),
    Setting(
        "ROUTE_LIMIT",
        "50000",
        "whole-life value from which the route needs a reason, in pounds without VAT",
    ),
    Setting(
        "LOW_PRICE_PERCENT",
        "30",
        "percent below the median of the prices at which one is to be explained",
    ),
    Setting("LETTERS_WAIT", "60", "minutes in which outcome letters can still be stopped"),
    Setting("SESSION_HOURS", "12", "hours until a session ends by itself"),
    Setting(
        "TRUSTED_PROXIES", "0", "number of reverse proxies whose forwarded headers are believed"
    ),
)


def load_or_stop(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """`load` for a start: a missing or wrong setting ends it with its sentence, not a traceback."""
    try:
        return load(environ, instance)
    except ConfigurationError as fault:
        print(fault, file=sys.stderr, flush=True)
        raise SystemExit(NEVER_TRY_AGAIN) from None


def load(environ: Mapping[str, str], instance: Path) -> dict[str, Any]:
    """The Flask configuration. Raises ConfigurationError with a sentence for the operator."""
    instance.mkdir(parents=True, exist_ok=True)
    written = _read(environ, instance / "settings.toml")
    _check(written)
    kind = written["TRACKER_ENV"]
    url = written["DATABASE_URL"] or f"sqlite:///{instance / 'tracker.sqlite3'}"
    largest = _whole(written, "MAX_FILE_MB", least=1) * 1_000_000
    return {
        **written,
        "SECRET_KEY": _secret(kind, written["SECRET_KEY"], instance),
        "SQLALCHEMY_DATABASE_URI": _with_driver(url),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url),
        "OUTBOX_FOLDER": Path(written["OUTBOX_FOLDER"] or instance / "outbox"),
        "AUDIT_KEY_FILE": Path(written["AUDIT_KEY_FILE"] or instance / "audit-key.pem"),
        "UPLOAD_FOLDER": Path(written["UPLOAD_FOLDER"] or instance / "uploads"),
        "SERVER_KEY_FILE": Path(written["SERVER_KEY_FILE"] or instance / "server-key.txt"),
        "MEMORY_FOLDER": Path(written["MEMORY_FOLDER"] or _in_memory(instance)),
        "MAX_FILE_BYTES": largest,
        # Room for a file that is too large to reach the field and get its sentence there.
        "MAX_CONTENT_LENGTH": 2 * largest + 1_000_000,
        # Room for a published page of 2 MB that an officer pastes or confirms.
        "MAX_FORM_MEMORY_SIZE": 6_000_000,
        "CLAMD_SECONDS": _whole(written, "CLAMD_SECONDS", least=1),
        "OUTAGE_HOURS": _whole(written, "OUTAGE_HOURS", least=1),
        "GREEN_DAYS": _whole(written, "GREEN_DAYS"),
        "AMBER_DAYS": _whole(written, "AMBER_DAYS"),
        "REMINDER_DAYS": _days(written, "REMINDER_DAYS"),
        "OFFICER_APPROVES": _whole(written, "OFFICER_APPROVES"),
        "MEMBER_APPROVES": _whole(written, "MEMBER_APPROVES"),
        "TWO_APPROVE_ABOVE": _whole(written, "TWO_APPROVE_ABOVE"),
        "ROUTE_LIMIT": _whole(written, "ROUTE_LIMIT", least=1),
        "LOW_PRICE_PERCENT": _whole(written, "LOW_PRICE_PERCENT", least=1, most=100),
        "LETTERS_WAIT": _whole(written, "LETTERS_WAIT"),
        "SESSION_HOURS": _whole(written, "SESSION_HOURS", least=1),
        "TRUSTED_PROXIES": _whole(written, "TRUSTED_PROXIES"),
        "SMTP_PORT": _whole(written, "SMTP_PORT", least=1),
        "IS_DEMONSTRATION": kind == "demonstration",
        "TESTING": kind == "test",
        "SESSION_COOKIE_NAME": "tracker",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": kind == "production" or written["BASE_URL"].startswith("https:"),
        "WTF_CSRF_TIME_LIMIT": None,
    }


def engine_options(url: str) -> dict[str, Any]:
    """For SQLite: a driver whose library is safe in WAL mode, the system's if new enough."""
    # A failed statement is reported without its values: they could be a sealed quote's.
    always = {"hide_parameters": True}
    if not url.startswith("sqlite"):
        return {**always, "pool_pre_ping": True}
    if sqlite3.sqlite_version_info >= FIRST_SAFE_SQLITE:
        return {**always, "module": sqlite3}
    bundled: Any = import_module("pysqlite3")
    if bundled.sqlite_version_info < FIRST_SAFE_SQLITE:
        raise ConfigurationError(
            f"SQLite {bundled.sqlite_version} can corrupt a database in WAL mode. "
            "Install pysqlite3 0.6.1 or later."
        )
    return {**always, "module": bundled}


def _read(environ: Mapping[str, str], path: Path) -> dict[str, str]:
    try:
        kept: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigurationError(f"{path.name} cannot be read: {fault}.") from None
    known = {setting.name for setting in SETTINGS}
    if unknown := sorted(set(kept) - known):
        raise ConfigurationError(
            f"{path.name} has settings that do not exist: {', '.join(unknown)}."
        )
    return {s.name: environ.get(s.name) or str(kept.get(s.name, s.default)) for s in SETTINGS}


def _check(written: Mapping[str, str]) -> None:
    """Refuse what would else fail, or go unseen, later. Raises ConfigurationError."""
    _one_of(written, "TRACKER_ENV", KINDS_OF_RUN)
    _one_of(written, "SMTP_TLS", KINDS_OF_TLS)
    try:
        ZoneInfo(written["TIME_ZONE"])
    except (OSError, ValueError, LookupError):
        raise ConfigurationError(
            f"TIME_ZONE is “{written['TIME_ZONE']}”; it must be a zone like Europe/London."
        ) from None
    base = urlsplit(written["BASE_URL"])
    if base.scheme not in {"http", "https"} or not base.netloc:
        raise ConfigurationError(
            f"BASE_URL is “{written['BASE_URL']}”; it must be like https://tracker.example.org."
        )
    clamd = written["CLAMD"]
    if clamd and not clamd.startswith("/") and not clamd.rpartition(":")[2].isdecimal():
        raise ConfigurationError(
            f"CLAMD is “{clamd}”; it must be a path like /run/clamav/clamd.ctl, or host:port."
        )
    url = written["DATABASE_URL"]
    if url and not url.startswith(("sqlite:///", "postgres://", "postgresql")):
        raise ConfigurationError(
            "DATABASE_URL must begin with sqlite:/// or postgresql://."  # it may hold a password
        )
    if _whole(written, "AMBER_DAYS") < _whole(written, "GREEN_DAYS"):
        raise ConfigurationError("AMBER_DAYS must not be less than GREEN_DAYS.")


def _one_of(written: Mapping[str, str], name: str, choices: tuple[str, ...]) -> None:
    if written[name] not in choices:
        raise ConfigurationError(
            f"{name} is “{written[name]}”; it must be one of {', '.join(choices)}."
        )


def _secret(kind: str, given: str, instance: Path) -> str:
    if given:
        return given
    if kind == "production":
        raise ConfigurationError(
            "SECRET_KEY is not set. In production set it to at least 32 random characters, "
            "for example from: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    path = instance / "secret_key"
    if not path.is_file():
        _make_secret(path)
    return path.read_text("ascii")


def _in_memory(instance: Path) -> Path:
    """A folder in memory that is this installation's own; where there is no such place, a disk."""
    shared = Path("/dev/shm")
    if not shared.is_dir():
        return instance / "memory"
    mark = hashlib.sha256(str(instance.resolve()).encode()).hexdigest()[:16]
    return shared / f"tracker-{mark}"


def _make_secret(path: Path) -> None:
    """Make the key whole or not at all: another worker may be making it, or reading it, now."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(32))
    with suppress(FileExistsError):  # another worker was first
        os.link(part, path)
    part.unlink()


def _with_driver(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


def _days(written: Mapping[str, str], name: str) -> tuple[int, ...]:
    """Numbers of days, the most first. Raises ConfigurationError."""
    parts = [part.strip() for part in written[name].split(",")]
    if not all(part.isascii() and part.isdigit() and 1 <= len(part) <= 3 for part in parts):
        raise ConfigurationError(
            f"{name} is “{written[name]}”; it must be whole numbers of days with commas, "
            "like 14,7,1."
        )
    days = {int(part) for part in parts}
    if not all(1 <= each <= MOST_DAYS_AHEAD for each in days):
        raise ConfigurationError(
            f"{name} is “{written[name]}”; each number must be from 1 to {MOST_DAYS_AHEAD} days."
        )
    return tuple(sorted(days, reverse=True))


def _whole(written: Mapping[str, str], name: str, least: int = 0, most: int | None = None) -> int:
    try:
        value = int(written[name])
    except ValueError:
        value = least - 1
    if value < least or (most is not None and value > most):
        within = f"of {least} or more" if most is None else f"from {least} to {most}"
        raise ConfigurationError(
            f"{name} is “{written[name]}”; it must be a whole number {within}."
        )
    return value
