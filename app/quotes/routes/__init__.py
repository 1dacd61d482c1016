"""The company's pages from invitation to receipt, and the opening."""

from app.quotes.routes import (
    drafts,
    files,
    invitations,
    marking,
    opening,
    prices,
    rewrapping,
    sending,
    stopped,
    timetable,
    uploads,
)
from app.quotes.routes.room import bp

__all__ = [
    "bp",
    "drafts",
    "files",
    "invitations",
    "marking",
    "opening",
    "prices",
    "rewrapping",
    "sending",
    "stopped",
    "timetable",
    "uploads",
]
