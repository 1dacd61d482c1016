"""Numbers in prose that measure nothing: dates, times, telephone numbers, labels, ranges."""

import re

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY = (
    rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d{{2}})\b|\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b\.?(?:,?\s+\d{{4}}\b)?"
    rf"|\b{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+\d{{4}}\b)"
)
_YEAR = r"(?:19|20)\d\d"
_LABELS = (
    r"top|action|milestone|phase|stage|part|page|p|section|number|no|nos|room|step|version|round|year"
    r"|item|grade|point|priority|figure|fig|table|appendix|annex|paragraph|para|q|week|day"
    r"|chapter|unit|route|road|level|ref|reference|class|type|tier|zone|band|key stage|edition"
    r"|volume|issue|line|bus|covid|outcome|objective|target|question|box|house|flat|article|group"
)
PATTERNS = (
    r"https?://\S+|www\.\S+|\S+@\S+",
    rf"(?<!\w){DAY}",
    rf"\b{MONTH}(?:[\s.,‐-]*{_YEAR}|[\s.‐-]+\d{{1,2}})\b(?!,\d)",
    rf"\b{_YEAR}\s?[-–/]\s?(?:\d{{4}}|\d{{2}})\b",
    rf"(?<![\d,.£]){_YEAR}\b(?![,.]\d|\s?%)",
    r"\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:\.\d{2})?\s?(?:am|pm)\b|\b24/7\b",
    r"\b(?:tel|telephone|phone|mobile|mob|fax|call|ring|ext)\b[.:]?\s*\(?\+?\d[\d\s()-]*",
    r"(?<![\w£,.])\+\d[\d\s()-]{7,}\d|(?<![\w£,.])\(?0\d{2,5}\)?[\s-]*\d{3}[\s-]*\d{3,5}\b",
    r"(?<![\w£,.])0\d{3,}\b",
    rf"\b(?:{_LABELS})\.?\s*\#?\d[\d.,]*(?!\w)",
    r"(?<![\w£,.])\d[\d,]*\s?[-–]\s?\d[\d,]*(?!\w)",
    r"\b(?:between\s+£?\d[\d,.]*\s+and|(?<!from )(?<![\w£,.])\d[\d,]*\s+to)\s+£?\d[\d,]*",
    r"\b\d[\d,]*\s+(?:out\s+of|in|of)\s+(?:the\s+|our\s+|every\s+|all\s+)?\d[\d,]*(?:\s+[a-z]+)?",
    r"(?<![\w.,])\d+/\d+(?![\w/])",
    r"\b\d+(?:st|nd|rd|th)\b",
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b",
    r"\baged?\s+\d+(?:\s+(?:to|and|or)\s+(?:\d+|over|under))?\+?",
    r"\b(?:under|over)[-\s]?\d{1,2}s?\b(?=\s*(?:$|[.,;)]|s\b|and\b|to\b))|\b(?:under|over)-?\d+s\b",
    r"\b\d+[-\s]years?[-\s]olds?\b|\b\d+[-\s](?:day|week|month|year|hour|minute)\b",
    r"(?<![\w£])\d+(?:\.\d+){2,}",
    r"^\s*\(?\d{1,2}[.)]\s",
)
NOT_A_MEASURE = [re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS]
ROUND_COUNT = re.compile(
    r"(?:^|\b(?:over|about|around|than|nearly|almost|some|reached|delivered|printed|to)\s)"
    r"(?P<number>[12][0-9][05]0)\s+[a-z]+s\b",
    re.IGNORECASE,
)
HIDDEN = "\x00"


def masked(sentence: str) -> str:
    """Give the sentence with such numbers blanked out, every other character in its place."""
    text = sentence
    counts = [found.span("number") for found in ROUND_COUNT.finditer(sentence)]
    for pattern in NOT_A_MEASURE:
        text = pattern.sub(lambda found: _blank(found, counts), text)
    return text


def _blank(found: re.Match[str], counts: list[tuple[int, int]]) -> str:
    """ "2000 leaflets" is a count although 2000 could be a year."""
    if found.span() in counts:
        return found[0]
    return re.sub(r"\S", HIDDEN, found[0])
