"""The position's tables, by subject."""

from app.position.models.sentences import SlippageSentence

__all__ = ["SlippageSentence"]
