"""Pages of delivery: what is due, its dates, what was received and what it recommends."""

from app.delivery.routes import (
    checking,
    company,
    correcting,
    dates,
    receiving,
    recommending,
    taking_back,
)
from app.delivery.routes.blueprint import bp

__all__ = [
    "bp",
    "checking",
    "company",
    "correcting",
    "dates",
    "receiving",
    "recommending",
    "taking_back",
]
