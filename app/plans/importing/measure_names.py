"""What a figure in prose counts: the words after it, or before it."""

import re
from dataclasses import dataclass

WORD = re.compile(r"\s*([A-Za-z][A-Za-z'’-]*)")
GAP = re.compile(r"\s")
STOP_WORDS = frozenset(
    "a an the of in on at to for from with by and or who that which was were are is has have had"
    " been be being per so as than this these those it its our their his her we they not but if"
    " when where while during since until into onto over under about across through after before"
    " including plus via between among within without now then also only already still always"
    " sometimes times some each every can could will would may might because us".split()
)
FILLERS = frozenset("more additional other different separate individual further extra".split())
PLURALS = frozenset("people children men women staff pupils media feet criteria".split())
# Plurals in form that describe the noun after them: "12 sports clubs".
DESCRIBING = frozenset("sports arts news communications services operations".split())
DURATIONS = frozenset(
    "second seconds minute minutes hour hours day days week weeks fortnight month months year"
    " years decades nights weekends seasons o'clock".split()
)
UNITS = {
    "km": "km", "kilometre": "km", "kilometres": "km", "mile": "miles", "miles": "miles",
    "metre": "metres", "metres": "metres", "m": "metres", "kg": "kg", "tonne": "tonnes",
    "tonnes": "tonnes", "hectare": "hectares", "hectares": "hectares", "litres": "litres",
}  # fmt: skip
CHANGES = frozenset(
    "increase rise fall decrease reduction drop growth turnout attendance response satisfaction"
    " uptake improvement".split()
)
SPENT_ON = re.compile(
    r"\b([A-Za-z]+ed|spent|grant|budget|income|cost|funding)(?:\s+of)?\s*:?\s*$", re.IGNORECASE
)
ENDS_IN_DEED = re.compile(r"(?:ed|built|laid|made|cut|spent)$", re.IGNORECASE)
PRICE = re.compile(r"\s+(?:each|per|a\s+head|an?\s+hour)\b", re.IGNORECASE)
QUALIFIED = re.compile(
    r"(?:^|[.;,:(]|\s[–—-]\s|\b(?:and|with|the|an?)\s)\s*(?P<how>average|mean|maximum|max\.?|peak"
    r"|highest)\s+(?P<label>[a-z][a-z ]{1,40}?)\s*(?::|=|–|\bis|\bwas|\bof|\bat)?\s*$"
    r"|(?:^|[.;,])\s*(?P<label2>[a-z][a-z ]{1,40}?)"
    r"\s*\((?P<how2>average|mean|maximum|max\.?|peak)\)\s*[:=–-]?\s*$",
    re.IGNORECASE,
)
NOT_A_SUBJECT = frozenset("number figure so far to date reached recorded".split())
MOST_WORDS = 5
LABEL = re.compile(
    r"(?:^|[.;,:•()\x00]|\s[–—-]\s)\s*(?P<label>[A-Za-z][A-Za-z '’&/-]{1,60}?)"
    r"(?P<joint>\s*[:=]|\s+[–—-]|(?:\s+(?:has|have|had|is|are|now|page|currently))*\s+(?:reached"
    r"|(?:rose|risen|increased|grew|grown|fell|fallen|gone up|went up)(?:\s+from\s+[\d,.]+)?\s+to"
    r"|stood\s+at|stands?(?:\s+now)?\s+at|totalled|total|numbered|is(?:\s+now)?|are(?:\s+now)?"
    r"|was|were))?\s*$",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:(?:the|our|its|a|an|each|total|overall|there|number|numbers|of|with|and|but|average"
    r"|mean)\s+)+",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"(?:\s+(?:is|was|were|are|has|have|had|been|of|at|with|and|attracts?|attracted|gets?|got"
    r"|now|currently|by|an?|the|so|far|about|around))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A measure's name and its unit; `length` is how many characters after the figure said it."""

    name: str
    unit: str = ""
    length: int = 0


def plain(name: str) -> str:
    """Give a name in small letters, with short forms such as CLD kept."""
    words = name.replace("’", "'").split()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)


def name_after(text: str, *, is_one: bool) -> Named | None:
    """Name what is counted by the words right after a figure, up to the first plural.

    None where no noun in the plural follows (or any word, for a figure of one), or where it is
    a length of time.
    """
    words, ends = _words(text)
    if not words:
        return None
    if words[0].lower() in UNITS:
        return _with_unit(words[0].lower(), text[ends[0] :], ends[0])
    kept: list[str] = []
    for word, end in zip(words, ends, strict=True):
        lower = word.lower()
        if not kept and lower in FILLERS:
            continue
        kept.append(word)
        if _is_plural(lower) or lower in DURATIONS:
            return None if lower in DURATIONS and not _is_given(kept) else Named(
                plain(" ".join(kept)), "", end
            )  # fmt: skip
    is_named = is_one and kept and kept[0].lower() not in CHANGES and len(kept) <= 3
    return Named(plain(" ".join(kept)), "", ends[-1]) if is_named else None


def _words(text: str) -> tuple[list[str], list[int]]:
    """The words in a row after a figure, up to punctuation or a word that ends the noun."""
    words: list[str] = []
    ends: list[int] = []
    position = 0
    while len(words) < MOST_WORDS and (found := WORD.match(text, position)):
        if found[1].lower() in STOP_WORDS or (words and not GAP.match(text, position)):
            break
        words.append(found[1])
        ends.append(found.end())
        position = found.end()
    return words, ends


def _is_plural(word: str) -> bool:
    if word in PLURALS:
        return True
    endings = ("ss", "us", "is", "'s", "’s")
    return len(word) > 3 and word.endswith("s") and not word.endswith(endings) and (
        word not in DESCRIBING
    )  # fmt: skip


def _is_given(words: list[str]) -> bool:
    """Hours that people gave are a measure ("120 volunteer hours"); a length of time is not."""
    return len(words) > 1 and words[-1].lower() == "hours" and words[-2].lower() != "working"


def _with_unit(unit: str, after: str, length: int) -> Named:
    of = re.match(r"\s+of\s+(?:the\s+|our\s+)?", after)
    words, ends = _words(after[of.end() :]) if of else ([], [])
    if of and words:
        participle = next((i for i, word in enumerate(words) if ENDS_IN_DEED.search(word)), 3)
        name = " ".join(words[: max(1, participle)])
        return Named(plain(name), UNITS[unit], length + of.end() + ends[-1])
    return Named(UNITS[unit], UNITS[unit], length)


def name_of_share(text: str) -> Named | None:
    """Name a percentage: "of respondents", "increase in visits", "turnout"."""
    of = re.match(r"\s+of\s+(?:the\s+|our\s+|all\s+|those\s+)*", text)
    words, ends = _words(text[of.end() if of else 0 :])
    if not words:
        return None
    if words[0].lower() in CHANGES:
        within = re.match(r"\s+in\s+(?:the\s+)?", text[ends[0] :])
        more = _words(text[ends[0] + within.end() :])[0][:3] if within else []
        return Named(plain(" ".join([words[0], *(["in", *more] if more else [])])), "%", ends[0])
    for count, word in enumerate(words, start=1):
        if _is_plural(word.lower()):
            return Named(plain(" ".join(words[:count])), "%", ends[count - 1])
    return Named(plain(words[0]), "%", ends[0]) if of else None


def name_of_money(before: str, text: str) -> Named | None:
    """Name a sum of pounds by what it was for or what was done with it. None for a price."""
    if PRICE.match(text):
        return None
    of = re.match(r"\s+(?:of|in|from)\s+(?:the\s+)?", text)
    words, ends = _words(text[of.end() if of else 0 :])
    if words:
        deed = next((i for i, word in enumerate(words) if ENDS_IN_DEED.search(word)), 2)
        return Named(plain(" ".join(words[: max(1, min(2, deed))])), "£", ends[0])
    passive = re.match(r"\s+(?:was|were|has been|have been|had been)\s+([a-z]+ed|spent)\b", text)
    active = SPENT_ON.search(before)
    found = passive or active
    return Named(plain(found[1]), "£", 0) if found else name_before(before, unit="£")


def name_before(text: str, *, unit: str = "") -> Named | None:
    """Name a figure by what stands before it: "Likes: 121", "page visits rose to 300"."""
    found = LABEL.search(text[-200:])
    if found is None:
        return None
    label = TRAILING.sub("", LEADING.sub("", found["label"].strip()).strip()).strip()
    words = label.lower().split()
    if not words or len(words) > MOST_WORDS - 1 or words[-1] in DURATIONS | STOP_WORDS:
        return None
    if found["joint"] is None or found["joint"].strip() in ("is", "are", "was", "were"):
        return Named(plain(label), unit) if _is_plural(words[-1]) else None
    return Named(plain(label), unit)


def qualified_name(text: str) -> tuple[str, str] | None:
    """Name and qualifier in "Average reach: 50" and "Reach (average): 50", else None."""
    found = QUALIFIED.search(text[-120:])
    label = plain(found["label"] or found["label2"]) if found else ""
    words = label.split()
    if found is None or len(words) >= MOST_WORDS or set(words) & (NOT_A_SUBJECT | STOP_WORDS):
        return None
    how = (found["how"] or found["how2"]).lower()
    return label, "average" if how in ("average", "mean") else "maximum"


def subject_of(text: str) -> str:
    """The few words that a clause is about, or "" where it has none or too many."""
    clause = re.split(r"[,;:()\x00]|\s[–—-]\s", text.rstrip(": "))[-1].strip()
    bare = TRAILING.sub("", f" {LEADING.sub('', f'{clause} ')}".rstrip()).strip()
    words = bare.split()
    if not words or len(words) > MOST_WORDS - 1 or words[-1].lower() in STOP_WORDS:
        return ""
    return plain(bare)
