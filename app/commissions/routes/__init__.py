"""Commissions: preparing, issuing and amending a brief, inviting, replying, ending."""

from app.commissions.routes import (
    answering,
    asking,
    company,
    documents,
    ending,
    inviting,
    issuing,
    reminding,
    rows,
    starting,
    texts,
    versions,
)
from app.commissions.routes.room import bp

__all__ = [
    "answering",
    "asking",
    "bp",
    "company",
    "documents",
    "ending",
    "inviting",
    "issuing",
    "reminding",
    "rows",
    "starting",
    "texts",
    "versions",
]
