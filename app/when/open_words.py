"""The words of cells that name no day: undated ones, and how often something recurs."""

from __future__ import annotations

from app.when.cursor import Phrasebook
from app.when.vocabulary import alike

UNDATED = Phrasebook(
    alike(
        "ongoing", "ongoing", "on going", "continuous", "continuously", "continuing", "continual",
        "continually", "rolling", "rolling programme", "permanent", "already ongoing",
        "currently ongoing", "ongoing work", "ongoing action", "ongoing process", "throughout",
        "throughout the year", "throughout year", "all year", "all year round", "year round",
        "open ended", "indefinite", "indefinitely", "immediate and ongoing",
        "immediately and ongoing", "now and ongoing"
    )
    | alike(
        "in progress", "in progress", "in progress and ongoing", "under way", "underway",
        "started", "work in progress", "has started"
    )
    | alike("on hold", "on hold", "paused", "deferred", "postponed", "suspended")
    | alike(
        "asap", "asap", "a s a p", "as soon as possible", "as soon as practicable",
        "as soon as we can", "as early as possible", "soonest", "soon"
    )
    | alike(
        "immediately", "immediate", "immediately", "with immediate effect", "now", "straight away"
    )
    | alike(
        "tbc", "tbc", "t b c", "to be confirmed", "date tbc", "dates tbc", "date to be confirmed",
        "dates to be confirmed", "tba", "t b a", "to be agreed", "to be announced",
        "to be arranged", "to be advised", "date to be agreed", "tbd", "t b d", "to be decided",
        "to be determined", "to be set", "date to be set", "dates to be set",
        "dates to be agreed", "date to follow", "dates to follow", "date tba", "dates tba",
        "timescale tbc", "timescales tbc", "timescale to be confirmed", "timescale to be agreed",
        "pending", "awaited", "date awaited"
    )
    | alike("in due course", "in due course", "in good time", "in the fullness of time")
    | alike(
        "as required", "as required", "as needed", "as necessary", "as appropriate", "as and when",
        "when possible", "where possible", "if possible", "when available", "as available",
        "ad hoc", "where required", "where needed", "where appropriate", "when appropriate",
        "if needed", "if necessary", "when necessary", "as opportunities arise",
        "when opportunities arise", "as resources allow", "as the opportunity arises",
        "as and when required", "as and when needed", "when required", "when needed", "if required",
        "on demand"
    )
    | alike(
        "no date", "n a", "not applicable", "none", "no date", "no date set", "not set",
        "date not set", "not yet agreed", "not yet known", "not known", "unknown", "undated",
        "no fixed date", "no set date", "no deadline", "nil", "not yet set"
    )
    | alike(
        "later", "later", "at a later date", "in the future", "future", "in future", "some time",
        "sometime", "eventually"
    )
)  # fmt: skip

RATES = Phrasebook(
    {
        "daily": "daily", "weekly": "weekly", "fortnightly": "fortnightly",
        "monthly": "monthly", "once monthly": "monthly", "quarterly": "quarterly",
        "annually": "annually", "annual": "annually", "yearly": "annually",
        "once yearly": "annually", "termly": "every term", "biennially": "every 2 years",
        "biannually": "twice a year", "bi annually": "twice a year",
        "twice yearly": "twice a year", "half yearly": "twice a year",
        "twice weekly": "twice a week", "twice monthly": "twice a month",
        "biannual": "twice a year", "bi annual": "twice a year", "biennial": "every 2 years",
        "alternate months": "every 2 months",
        "alternate weeks": "fortnightly", "alternate years": "every 2 years",
        "regularly": "regularly", "regular": "regularly", "on a regular basis": "regularly",
        "at regular intervals": "regularly", "periodically": "periodically",
        "periodic": "periodically", "from time to time": "from time to time",
        "at each meeting": "at every meeting", "at every meeting": "at every meeting",
        "each meeting": "at every meeting", "every meeting": "at every meeting",
        "at each board meeting": "at every board meeting",
        "at every board meeting": "at every board meeting",
        "every board meeting": "at every board meeting", "per annum": "annually",
        "once per annum": "annually", "bimonthly": "bi-monthly", "bi monthly": "bi-monthly",
        "biweekly": "bi-weekly", "bi weekly": "bi-weekly",
    }
)  # fmt: skip
DOUBTFUL_RATES = {
    "bi-monthly": "twice a month or every two months",
    "bi-weekly": "twice a week or every two weeks",
}
RATE_OF_LENGTH = {
    "day": "daily", "week": "weekly", "fortnight": "fortnightly", "month": "monthly",
    "quarter": "quarterly", "year": "annually", "term": "every term",
}  # fmt: skip
RATE_NOUNS = frozenset(
    {"update", "updates", "meeting", "meetings", "report", "reports", "review", "reviews",
     "basis", "monitoring", "reporting", "event", "events", "newsletter", "newsletters"}
)  # fmt: skip
REPEATED = frozenset(
    {"updated", "reviewed", "repeated", "reported", "refreshed", "monitored", "review", "update",
     "with", "monitor", "report", "reporting", "meeting", "meet", "meets"}
)  # fmt: skip
