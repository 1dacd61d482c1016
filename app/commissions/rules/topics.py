"""What a question asks about, so that answers to it stand together when quotes are compared."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What a question of the brief is about."""

    WORK = "the work"
    RISKS = "risks"
    SOCIAL_VALUE = "social value"
    DELIVERY = "delivery dates offered"
