"""The words that the grammar knows. A word that stands in no table here is never read."""

from __future__ import annotations

from app.when.cursor import Phrasebook


def alike(meaning: str, *phrases: str) -> dict[str, str]:
    """Phrases that mean the same."""
    return dict.fromkeys(phrases, meaning)


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS = (
    {name.lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3].lower(): at for at, name in enumerate(MONTH_NAMES, 1)}
    | {"febr": 2, "sept": 9}
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
NUMBERS = {name: at for at, name in enumerate(NUMBER_NAMES) if at} | {
    "fifteen": 15, "eighteen": 18, "twenty": 20,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
LAST_WORDS = frozenset({"last", "final"})
QUARTER_WORDS = frozenset({"q", "qtr", "quarter"})
LENGTHS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "fortnight",
    "fortnights": "fortnight", "month": "month", "months": "month", "quarter": "quarter",
    "quarters": "quarter", "year": "year", "years": "year", "annum": "year", "term": "term",
}  # fmt: skip

PARTS = Phrasebook(
    {
        "early": "early", "early in": "early", "early part of": "early", "first part of": "early",
        "mid": "mid", "middle of": "mid", "middle": "mid", "mid part of": "mid",
        "late": "late", "late in": "late", "latter part of": "late", "last part of": "late",
        "year end": "end",
        "end": "end", "end of": "end", "start of": "start", "beginning of": "start",
        "first half of": "first half", "first half": "first half",
        "second half of": "second half", "second half": "second half",
        "latter half of": "second half", "last half of": "second half",
    }
)  # fmt: skip

FRAMES = Phrasebook(
    alike("in", "in", "on", "at", "for", "sometime in", "some time in", "by in", "to be held in")
    | alike(
        "during", "during", "throughout", "over", "across", "within", "all through",
        "in the course of", "during the course of", "over the course of"
    )
    | alike(
        "by", "by", "by latest", "on or before", "in or before", "no later than", "not later than",
        "by no later than", "due by", "latest by", "latest", "at the latest by", "by the latest",
        "by the very latest", "at the very latest", "not after", "start by", "starts by",
        "to start by", "starting by", "begin by", "to begin by", "beginning by", "commence by",
        "to commence by", "commencing by", "to be started by", "to be launched by",
        "aim to complete by", "aim by", "aiming for completion by"
    )
    | alike("before", "before", "prior to", "ahead of", "in advance of")
    | alike(
        "from", "from", "as from", "as of", "effective from", "with effect from", "on or after",
        "wef", "w e f", "effective",
        "starting", "starting from", "starting in", "starting on", "starts", "starts in",
        "starts on", "start in", "start on", "to start", "to start in", "to start on",
        "to begin in", "to begin on", "begins in", "begins on", "beginning in", "beginning on",
        "begin in", "begins", "commence in", "commence", "commencing", "commencing in",
        "commencing on", "commences", "commences in",
        "commences on", "to commence", "to commence in", "to commence on", "ongoing from",
        "on going from", "ongoing since", "since"
    )
    | alike("after", "after", "any time after", "post")
    | alike(
        "until", "until", "till", "til", "up to", "up until", "up till", "up to and including",
        "to", "until the", "through to", "ongoing to", "ongoing until", "ongoing till",
        "on going to", "on going until", "continuing until", "continues until", "lasting until"
    )
    | alike(
        "not before", "not before", "no earlier than", "not earlier than", "no sooner than",
        "not until", "not starting before", "not starting until", "not to start before",
        "no progress until", "no progress before", "no action until", "no action before",
        "on hold until", "paused until", "at the earliest in", "at the earliest", "earliest",
        "not start before", "not start until", "deferred until", "postponed until"
    )
)  # fmt: skip

ABOUT = Phrasebook(
    alike(
        "tentative", "tbc", "t b c", "probably", "possibly", "hopefully", "likely", "proposed",
        "proposed date", "to be confirmed but"
    )
    | alike(
        "approximate", "about", "around", "approx", "approximately", "circa", "c", "ca", "roughly",
        "estimated", "estimate", "est", "provisionally", "provisional", "in around", "in about",
        "on or around", "on or about", "at or around", "by around", "indicative",
        "estimated completion", "estimated completion date", "estimated date", "estimated delivery",
        "provisional date", "indicative date", "approximate date", "approx date"
    )
)  # fmt: skip
AFTERWORDS = Phrasebook(
    alike(
        "approximate", "estimate", "estimated", "est", "approx", "approximately", "approximate",
        "approx date", "provisional", "provisionally", "or thereabouts", "indicative", "approx"
    )
    | alike("revised", "revised", "revised date", "new date", "amended")
    | alike(
        "tentative", "tbc", "t b c", "to be confirmed", "date tbc", "date to be confirmed",
        "unconfirmed"
    )
    | alike(
        "by", "at the latest", "at latest", "latest", "at the very latest", "or earlier",
        "or sooner", "or before"
    )
    | alike("not before", "at the earliest", "at earliest", "earliest")
    | alike(
        "from", "onward", "onwards", "and onwards", "or later", "and ongoing thereafter",
        "and beyond"
    )
)  # fmt: skip

LEADS = Phrasebook(
    alike(
        "before a preposition", "in place", "to be in place", "all in place", "complete",
        "completed", "to be completed", "to complete", "to be complete", "completion", "delivered",
        "to be delivered", "delivery", "implemented", "to be implemented", "initial action",
        "initial actions", "first action", "achieved", "to be achieved", "finished",
        "to be finished", "published", "to be published", "agreed", "to be agreed", "signed off",
        "live", "operational"
    )
    | alike(
        "before a date", "due", "due date", "due on", "due in", "target", "target date", "deadline",
        "completion date", "delivery date", "expected", "planned", "planned for", "scheduled",
        "scheduled for", "anticipated", "date", "aim", "aim for", "aiming for", "aiming",
        "aim to complete", "aim to complete in", "target completion", "target completion date",
        "expected completion", "expected completion date", "planned completion",
        "anticipated completion", "timescale", "revised date", "new date", "revised deadline",
        "new deadline", "end date", "finish date"
    )
    | {"start date": "start"}
)  # fmt: skip
_TERM_SPANS = (
    "short", "medium", "long", "longer", "mid", "short to medium", "short medium",
    "medium to long", "medium long", "mid to long", "mid long", "medium to longer", "shorter",
)  # fmt: skip
TERMS = Phrasebook(
    {f"{span} term": f"{span.replace(' to ', '-').replace(' ', '-')} term" for span in _TERM_SPANS}
)
TERM_NOUNS = frozenset(
    {"activity", "activities", "action", "actions", "work", "priority", "priorities", "goal"}
)

LABELS = frozenset({"draft", "final", "interim", "initial", "phase", "stage", "part", "report"})
EVENTS = frozenset(
    {
        "update",
        "board",
        "meeting",
        "forum",
        "agm",
        "conference",
        "committee",
        "council",
        "assembly",
        "workshop",
        "event",
        "gathering",
    }
)
CONDITIONS = Phrasebook(
    alike(
        "condition", "after", "following", "once", "upon", "subject to", "dependent on",
        "dependent upon", "depending on", "depending upon", "pending", "on completion of",
        "upon completion of", "after completion of", "provided that", "provided", "when", "if",
        "as soon as", "on receipt of", "upon receipt of", "on approval of", "awaiting",
        "assuming", "assuming that", "contingent on", "contingent upon", "conditional on",
        "conditional upon", "depends on", "depends upon", "depend on", "depend upon",
        "to start once", "to start after", "starts after", "starts once", "start after",
        "start once", "to begin after", "to begin once", "to begin following",
        "to commence following", "to follow", "immediately after", "immediately following",
        "directly after", "straight after", "shortly after", "as a result of",
        "in light of", "in the light of"
    )
)  # fmt: skip

# A number after one of these names a thing of the plan, in words that a date waits for.
NUMBERED_WORDS = frozenset(
    {"milestone", "milestones", "action", "actions", "phase", "stage", "step", "objective",
     "outcome", "task", "priority", "item", "point", "part", "no", "number", "recommendation"}
)  # fmt: skip

PLAN_SPANS = Phrasebook(
    alike(
        "plan", "throughout the plan", "throughout plan", "throughout the plan period",
        "life of the plan", "life of plan", "the life of the plan", "duration of the plan",
        "the duration of the plan", "duration of plan", "for the life of the plan",
        "for the duration of the plan", "over the life of the plan", "plan period",
        "over the plan period", "during the plan period", "lifetime of the plan",
        "lifetime of plan",
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
    {"but", "not", "no", "unless", "or", "then", "until", "till", "before", "from", "was",
     "were", "now", "never", "previously", "originally", "formerly", "instead", "latest",
     "earliest", "next", "last", "cancelled", "delayed", "postponed", "deferred", "moved"}
)  # fmt: skip
