"""The keyholders' pages: who has a key, making one, and rehearsing two together."""

from app.keyholders.routes import keys, rehearsing
from app.keyholders.routes.room import bp

__all__ = ["bp", "keys", "rehearsing"]
