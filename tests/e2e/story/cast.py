"""Who takes part in the story, and the words that they type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.tracker import Tracker
from tests.e2e.visitor import Visitor

TITLE = "Setting up the partnership group"
MILESTONE = "Milestone 2, Partnership Group"

EXAMPLE, SAMPLE, PLACEHOLDER = (
    "Example Research Ltd",
    "Sample Insight CIC",
    "Placeholder Consulting Ltd",
)
UNA, TOM, ANN = "una@example.example", "tom@sample.example", "ann@placeholder.example"

UNA_SAYS = "We begin with a ceilidh in the Town Hall."
TOM_SAYS = "We ring every community council first."
UNA_FILE, TOM_FILE = "ceilidh-plan.txt", "telephone-list.txt"
UNA_PRICE, TOM_PRICE = "4,321.00", "6,543.00"
SEALED = (UNA_SAYS, TOM_SAYS, UNA_FILE, TOM_FILE, "4,321", "6,543")
"""What nobody but its own company may read before the opening."""

ASKED = "May the first meeting be held in the evening?"
ANSWERED = "Yes, if the hall is free."

SENTENCE = "The partnership group has not met: the report on how to set it up has not come."


@dataclass
class Story:
    """The people at their browsers, and what has come of it so far."""

    visit: Callable[..., Visitor]
    visit_as: Callable[..., Visitor]
    visit_as_company: Callable[..., Visitor]
    tracker: Tracker
    reference: str = ""
    plan: str = ""

    @property
    def commission(self) -> str:
        """The address of the commission's page."""
        return f"/commissions/{self.reference}"

    def ruth_moves_the_calendar_to(self, day: int, month: int, year: int) -> None:
        """The administrator moves the demonstration's day."""
        ruth = self.visit_as("ruth").go("/settings")
        ruth.type("Day", str(day)).type("Month", str(month)).type("Year", str(year))
        ruth.press("Move the calendar")
