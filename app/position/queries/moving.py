"""Whether the facts that a slippage sentence rests on have moved since it was written."""

from __future__ import annotations

from datetime import date

from app.position.models import SlippageSentence
from app.position.queries.positions import all_positions
from app.position.queries.sentences import milestone_of
from app.position.rules import what_moved


def moved_since(sentence: SlippageSentence, on: date) -> str:
    """How the facts have moved since a sentence was written; empty where they have not."""
    plan_id = milestone_of(sentence.milestone_id).action.plan_id
    stand = {each.milestone.id: each for each in all_positions(on, plan_id)}
    found = stand.get(sentence.milestone_id)
    return what_moved(sentence.rests_on, found.rests_on) if found else ""
