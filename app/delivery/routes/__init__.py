"""Pages of delivery: what is due, its dates, what was received."""

from app.delivery.routes import company, dates, receiving, recommending
from app.delivery.routes.blueprint import bp

__all__ = ["bp", "company", "dates", "receiving", "recommending"]
