"""Pictures in plain values, drawn by `templates/components/pictures.html`. Pure."""

from app.pictures.bars import Earned, stacked
from app.pictures.facts import DatedRow, DateShown, PushedBack
from app.pictures.paged import timelines
from app.pictures.picture import Picture
from app.pictures.plane import Placed, price_against_quality
from app.pictures.ranks import Standing, ranks_against_weight
from app.pictures.timeline import timeline
from app.pictures.trend import Said, TrendOf, trend

__all__ = [
    "DateShown",
    "DatedRow",
    "Earned",
    "Picture",
    "Placed",
    "PushedBack",
    "Said",
    "Standing",
    "TrendOf",
    "price_against_quality",
    "ranks_against_weight",
    "stacked",
    "timeline",
    "timelines",
    "trend",
]
