"""Pages: where everything stands on a day, and the sentences that go back into the plan."""

from app.position.routes import (
    commissions,
    correspondence,
    flags,
    home,
    knock_ons,
    plans,
    position,
    publishing,
    sentences,
)
from app.position.routes.room import bp

__all__ = [
    "bp",
    "commissions",
    "correspondence",
    "flags",
    "home",
    "knock_ons",
    "plans",
    "position",
    "publishing",
    "sentences",
]
