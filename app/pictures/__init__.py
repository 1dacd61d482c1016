"""Pictures in plain values, drawn by `templates/components/pictures.html`. Pure."""

from app.pictures.facts import DatedRow, DateShown, PushedBack
from app.pictures.paged import timelines
from app.pictures.picture import Picture
from app.pictures.timeline import timeline
from app.pictures.trend import Said, TrendOf, trend

__all__ = [
    "DateShown",
    "DatedRow",
    "Picture",
    "PushedBack",
    "Said",
    "TrendOf",
    "timeline",
    "timelines",
    "trend",
]
