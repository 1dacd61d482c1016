"""The words that the grammar knows. A word that stands in no table here is never read."""

from __future__ import annotations

from app.when.cursor import Phrasebook


def _all(meaning: str, *phrases: str) -> dict[str, str]:
    """Phrases that mean the same."""
    return dict.fromkeys(phrases, meaning)


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS = (
    {name.lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3].lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": 9}
)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = (
    {name.lower(): at for at, name in enumerate(DAY_NAMES)}
    | {name[:3].lower(): at for at, name in enumerate(DAY_NAMES)}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)
SEASON_NAMES = ("spring", "summer", "autumn", "winter")
SEASONS = {name: at for at, name in enumerate(SEASON_NAMES, 1)}

NUMBER_NAMES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
NUMBERS = {name: at for at, name in enumerate(NUMBER_NAMES) if at} | {"eighteen": 18}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
LAST_WORDS = frozenset({"last", "final"})
QUARTER_WORDS = frozenset({"q", "qtr", "quarter"})
LENGTHS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "fortnight",
    "month": "month", "months": "month", "quarter": "quarter", "quarters": "quarter",
    "year": "year", "years": "year", "term": "term",
}  # fmt: skip

PARTS = Phrasebook(
    {
        "early": "early", "early in": "early", "early part of": "early", "first part of": "early",
        "mid": "mid", "middle of": "mid", "middle": "mid", "mid part of": "mid",
        "late": "late", "late in": "late", "latter part of": "late",
        "end": "end", "end of": "end", "start of": "start", "beginning of": "start",
        "first half of": "first half", "first half": "first half",
        "second half of": "second half", "second half": "second half",
        "latter half of": "second half", "last half of": "second half",
    }
)  # fmt: skip

FRAMES = Phrasebook(
    _all("in", "in", "on", "at", "for", "sometime in", "some time in", "by in")
    | _all("during", "during", "throughout", "over", "across", "within", "all through")
    | _all(
        "by", "by", "by latest", "on or before", "in or before", "no later than", "not later than",
        "by no later than", "due by", "latest by", "latest", "at the latest by"
    )
    | _all("before", "before", "prior to", "ahead of")
    | _all(
        "from", "from", "as from", "as of", "effective from", "with effect from", "on or after",
        "starting", "starting from", "starting in", "starting on", "starts", "starts in",
        "starts on", "start in", "start on", "to start", "to start in", "to start on",
        "to begin in", "to begin on", "begins in", "begins on", "beginning in", "beginning on",
        "begin in", "commencing", "commencing in", "commencing on", "commences", "commences in",
        "commences on", "to commence", "to commence in", "to commence on", "ongoing from",
        "on going from", "ongoing since", "since"
    )
    | _all("after", "after", "any time after", "post")
    | _all(
        "until", "until", "till", "til", "up to", "up until", "up till", "up to and including",
        "to", "until the", "through to", "ongoing to", "ongoing until", "ongoing till",
        "on going to", "on going until", "continuing until", "continues until", "lasting until"
    )
    | _all(
        "not before", "not before", "no earlier than", "not earlier than", "no sooner than",
        "not until", "not starting before", "not starting until", "not to start before",
        "no progress until", "no progress before", "no action until", "no action before",
        "on hold until", "paused until", "at the earliest in"
    )
)  # fmt: skip

ABOUT = Phrasebook(
    _all(
        "approximate", "about", "around", "approx", "approximately", "circa", "c", "ca", "roughly",
        "estimated", "estimate", "provisionally", "provisional", "in around", "in about"
    )
)  # fmt: skip
AFTERWORDS = Phrasebook(
    _all(
        "approximate", "estimate", "estimated", "est", "approx", "approximately", "approximate",
        "approx date", "provisional", "provisionally", "or thereabouts", "indicative"
    )
    | _all(
        "tentative", "tbc", "t b c", "to be confirmed", "date tbc", "date to be confirmed",
        "unconfirmed"
    )
    | _all("by", "at the latest", "at latest", "or earlier", "or sooner", "or before")
    | _all("not before", "at the earliest", "at earliest")
    | _all(
        "from", "onward", "onwards", "and onwards", "or later", "and ongoing thereafter",
        "and beyond"
    )
)  # fmt: skip

LEADS = Phrasebook(
    _all(
        "before a preposition", "in place", "to be in place", "all in place", "complete",
        "completed", "to be completed", "to complete", "to be complete", "completion", "delivered",
        "to be delivered", "delivery", "implemented", "to be implemented", "initial action",
        "initial actions", "first action", "achieved", "to be achieved", "finished",
        "to be finished", "published", "to be published", "agreed", "to be agreed", "signed off",
        "live", "operational"
    )
    | _all(
        "before a date", "due", "due date", "due on", "due in", "target", "target date", "deadline",
        "completion date", "delivery date", "expected", "planned", "planned for", "scheduled",
        "scheduled for", "anticipated", "date"
    )
    | {"start date": "start"}
)  # fmt: skip
_TERM_SPANS = (
    "short", "medium", "long", "longer", "mid", "short to medium", "short medium",
    "medium to long", "medium long", "mid to long", "mid long", "medium to longer",
)  # fmt: skip
TERMS = Phrasebook(
    {f"{span} term": f"{span.replace(' to ', '-').replace(' ', '-')} term" for span in _TERM_SPANS}
)
TERM_NOUNS = frozenset(
    {"activity", "activities", "action", "actions", "work", "priority", "priorities", "goal"}
)

LABELS = frozenset({"draft", "final", "interim", "initial", "phase", "stage", "part", "report"})
EVENTS = frozenset(
    {"update", "board", "meeting", "forum", "agm", "conference", "committee", "council"}
)
CONDITIONS = Phrasebook(
    _all(
        "condition", "after", "following", "once", "upon", "subject to", "dependent on",
        "dependent upon", "depending on", "depending upon", "pending", "on completion of",
        "upon completion of", "after completion of", "provided that", "when", "if"
    )
)  # fmt: skip

UNDATED = Phrasebook(
    _all(
        "ongoing", "ongoing", "on going", "continuous", "continuously", "continuing", "continual",
        "continually", "rolling", "rolling programme", "permanent", "already ongoing",
        "currently ongoing", "ongoing work", "ongoing action", "ongoing process"
    )
    | _all(
        "asap", "asap", "a s a p", "as soon as possible", "as soon as practicable",
        "as soon as we can", "as early as possible", "soonest", "soon"
    )
    | _all("immediately", "immediate", "immediately", "with immediate effect", "now")
    | _all(
        "tbc", "tbc", "t b c", "to be confirmed", "date tbc", "dates tbc", "date to be confirmed",
        "dates to be confirmed", "tba", "t b a", "to be agreed", "to be announced",
        "to be arranged", "to be advised", "date to be agreed", "tbd", "t b d", "to be decided",
        "to be determined", "to be set", "date to be set"
    )
    | _all("in due course", "in due course", "in good time")
    | _all(
        "as required", "as required", "as needed", "as necessary", "as appropriate", "as and when",
        "as and when required", "as and when needed", "when required", "when needed", "if required",
        "on demand"
    )
    | _all(
        "no date", "n a", "not applicable", "none", "no date", "no date set", "not set",
        "date not set", "not yet agreed", "not yet known", "not known", "unknown", "undated"
    )
    | _all(
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
        "bimonthly": "bi-monthly", "bi monthly": "bi-monthly",
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
     "basis", "monitoring", "reporting"}
)  # fmt: skip
REPEATED = frozenset({"updated", "reviewed", "repeated", "reported", "refreshed", "monitored"})

PLAN_SPANS = Phrasebook(
    _all(
        "plan", "throughout the plan", "throughout plan", "throughout the plan period",
        "life of the plan", "life of plan", "the life of the plan", "duration of the plan",
        "the duration of the plan", "duration of plan", "for the life of the plan",
        "for the duration of the plan", "over the life of the plan", "plan period",
        "over the plan period", "during the plan period", "lifetime of the plan",
        "throughout the life of the plan"
    )
)  # fmt: skip

DATE_WORDS = frozenset(
    set(MONTHS) | set(WEEKDAYS) | set(SEASONS) | set(NUMBERS) | set(ORDINALS) | set(LENGTHS)
    | {"early", "mid", "late", "end", "easter", "christmas", "xmas", "pentecost", "whitsun",
       "today", "tomorrow", "yesterday", "weekend", "noon", "midnight", "q", "fy", "half",
       "daily", "weekly", "fortnightly", "monthly", "quarterly", "annually", "yearly",
       "fortnights", "hogmanay", "summertime", "ongoing", "tbc", "asap", "onwards"}
)  # fmt: skip
# Words that turn or bound a sentence: free text that holds one is not taken as understood.
TURNING_WORDS = frozenset(
    {"but", "not", "no", "unless", "or", "then", "by", "until", "till", "before", "from", "was",
     "were", "now", "never", "previously", "originally", "formerly", "instead", "latest",
     "earliest", "next", "last", "cancelled", "delayed", "postponed", "deferred", "moved"}
)  # fmt: skip
