"""Who: the partners of an action, taken apart at commas and never inside a name."""

import re
from dataclasses import dataclass

from app.plans.importing.numbering import MARKER, without_bullet

# Words that say when partners join in; they are not part of the last partner's name.
TAIL = re.compile(
    r"(?:^|[\s,;(]+)(?P<note>(?:as|where|when|if)\s+(?:and\s+(?:when|where)\s+)?(?:appropriate|"
    r"required|needed|necessary|relevant|available|applicable|possible)|etc|tbc|to be confirmed)"
    r"\)?\.?\s*$",
    re.IGNORECASE,
)
LEAD = re.compile(r"\s*\((?P<role>lead[^()]{0,40})\)\s*$", re.IGNORECASE)
LONGEST_WHO = 5_000
BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}


@dataclass(frozen=True, slots=True)
class Who:
    """The partners named, what is said of them, and what can't be told."""

    written: str
    partners: tuple[str, ...]
    note: str | None
    questions: tuple[str, ...]


def read_who(lines: list[str]) -> Who:
    """Split who into partners. "/" and "&" join words inside one partner's name."""
    parts = _once_each([part for line in lines if (part := without_bullet(_without_number(line)))])
    ends = ["" if part.endswith((",", ";")) else "," for part in parts[:-1]]
    written = " ".join(part + end for part, end in zip(parts, [*ends, ""], strict=False))
    words, notes = _without_tail(written)
    partners: dict[str, str] = {}
    for name in _split(words[:LONGEST_WHO]):
        lead = LEAD.search(name)
        if lead:
            notes.append(f"{name[: lead.start()]}: {lead['role']}")
        bare = name[: lead.start()] if lead else name
        partners.setdefault(bare.lower(), bare)
    names = tuple(partners.values())
    questions = [f"is “{name}” one partner or two?" for name in names[1:] if _may_be_two(name)]
    if len(words) > LONGEST_WHO:
        questions.append("who is very long; only its beginning was taken apart. Who is meant?")
    return Who(written, names, "; ".join(notes) or None, tuple(questions))


def _once_each(parts: list[str]) -> list[str]:
    """The lines without the partners that a line above names: rows of a table name them again."""
    said: set[str] = set()
    found: list[str] = []
    for part in parts:
        names = _split(part)
        new = [name for name in names if name.lower() not in said]
        said.update(name.lower() for name in names)
        if len(new) == len(names):
            found.append(part)
        elif new:
            found.append(", ".join(new))
    return found


def _without_number(line: str) -> str:
    marker = MARKER.match(line)
    return line[marker.end() :] if marker else line


def _without_tail(written: str) -> tuple[str, list[str]]:
    tail = TAIL.search(written)
    if tail is None:
        return written, []
    return written[: tail.start()], [tail["note"]]


def _split(words: str) -> list[str]:
    """Split at commas and semicolons outside brackets, and at "and" between short forms."""
    names: list[str] = [""]
    depth = 0
    for character in words:
        depth = max(0, depth + BRACKETS.get(character, 0))
        if depth == 0 and character in ",;|":
            names.append("")
        else:
            names[-1] += character
    found: list[str] = []
    for name in names:
        bare = re.sub(r"^\s*and\s+", "", name).strip(" .\t")
        sides = re.split(r"\s+and\s+|\s+&\s+", bare)
        found += sides if len(sides) == 2 and all(map(str.isupper, sides)) else [bare]
    return [name for name in found if name]


def _may_be_two(name: str) -> bool:
    sides = re.split(r"\s+and\s+", name)
    return len(sides) == 2 and all(side[:1].isupper() for side in sides)
