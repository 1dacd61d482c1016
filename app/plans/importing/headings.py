"""The headings of a plan page, however they are marked up."""

import re
from dataclasses import dataclass
from enum import Enum


class Block(Enum):
    """What stands under a heading."""

    ACTION = "Action"
    WHO = "Who"
    WHEN = "When"
    PROGRESS = "Action Progress"
    SUCCESS = "Success against Outcome"
    OUTCOME = "Outcome"
    PERIOD = "Period"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, the action's number where it has one, and what follows on the same line."""

    block: Block
    number: int | None = None
    rest: str = ""


PHRASES: dict[Block, tuple[str, ...]] = {
    Block.ACTION: ("action", "action text"),
    Block.WHO: (
        "who", "who?", "by whom", "who is involved", "who will do it", "partners",
        "lead partner", "lead partners", "responsible", "responsibility",
    ),
    Block.WHEN: (
        "when", "when?", "by when", "timescale", "timescales", "milestones", "target date",
        "target dates", "dates",
    ),
    Block.PROGRESS: (
        "action progress", "progress", "progress to date", "progress update",
        "action progress to date", "action update",
    ),
    Block.SUCCESS: (
        "success against outcome", "success against outcomes", "success against the outcome",
        "success", "success measures", "measures of success", "outcome measures",
    ),
    Block.OUTCOME: ("outcome", "outcome statement", "our outcome", "the outcome"),
    Block.PERIOD: ("period", "plan period", "period of the plan"),
}  # fmt: skip
BLOCKS = {phrase: block for block, phrases in PHRASES.items() for phrase in phrases}
LONGEST_PHRASE = max(map(len, BLOCKS))

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
NUMBERED = re.compile(
    rf"action\s*(?:no\.?|number|point|\#)?\s*(?P<number>\d{{1,3}}|\b(?:{'|'.join(NUMBER_WORDS)}))"
    r"(?:(?P<joint>\s*(?:[:)|]|\.(?!\d))\s*|\s+[–—-]\s+|\s*$)|(?P<space>\s+))(?P<rest>.*)",
    re.IGNORECASE,
)
INLINE = re.compile(r"(?P<phrase>[A-Za-z][A-Za-z ?]{1,30}?)\s*(?:[:|]|\s[–—-]\s)\s*(?P<rest>.+)")
DRESSING = " \t|#*_:"


def heading_in(text: str, *, is_marked: bool = False) -> Heading | None:
    """Find the heading that a line is, or begins with. None for a line that is only words.

    `is_marked` says that the markup makes it a heading: then "Action 4 Open the path" needs
    nothing between number and words.
    """
    bare = text.strip(DRESSING)
    if len(bare) <= LONGEST_PHRASE and (block := BLOCKS.get(bare.lower())):
        return Heading(block)
    if numbered := NUMBERED.match(text.lstrip(DRESSING)):
        if numbered["joint"] is None and not is_marked:
            return None
        words = numbered["number"].lower()
        number = int(words) if words.isdigit() else NUMBER_WORDS[words]
        return Heading(Block.ACTION, number, numbered["rest"].strip(" |"))
    inline = INLINE.match(text.lstrip(DRESSING)[: LONGEST_PHRASE + 60])
    block = BLOCKS.get(inline["phrase"].lower()) if inline else None
    if inline is None or block is None or inline["phrase"].lower() == "action":
        return None
    rest = text.lstrip(DRESSING)[inline.start("rest") :]
    return Heading(block, None, rest.strip(" |"))


def is_only_a_heading(text: str) -> bool:
    """Say whether a cell or a bold run is a heading and nothing more."""
    heading = heading_in(text)
    return heading is not None and not heading.rest
