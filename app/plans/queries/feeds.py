"""What has been published, the newest first, for feeds: of all plans or of one category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.plans.content import PlanContent, from_json
from app.plans.models import Edition
from app.plans.rules import slug_of

MOST_IN_A_FEED = 50


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """One edition with the content that was frozen for it."""

    edition: Edition
    content: PlanContent


@dataclass(frozen=True, slots=True)
class Feed:
    """Editions, the newest first. `category` is as written; empty where all are meant."""

    category: str
    editions: tuple[PublishedEdition, ...]


def category_slug(category: str) -> str:
    """A category as it stands in an address."""
    return slug_of(category, ()) if category else ""


def feed_of(on: date, category: str = "") -> Feed:
    """The editions published by a day, at most 50, of one category by its address. One query.

    Raises NotFound where nothing was ever published in that category.
    """
    rows = db.session.scalars(
        select(Edition)
        .where(Edition.day <= on)
        .order_by(Edition.day.desc(), Edition.published_at.desc(), Edition.id.desc())
    )
    found: list[PublishedEdition] = []
    for row in rows.yield_per(MOST_IN_A_FEED):
        content = from_json(row.content)
        if not category or category_slug(content.category) == category:
            found.append(PublishedEdition(row, content))
        if len(found) == MOST_IN_A_FEED:
            break
    if category and not found:
        raise NotFound
    return Feed(found[0].content.category if category else "", tuple(found))
