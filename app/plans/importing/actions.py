"""One action's blocks read: text, who, milestones, progress, success and what they show."""

from dataclasses import dataclass, field

from app.plans.importing.first_dates import first_dates_in
from app.plans.importing.grammar import ActionLines
from app.plans.importing.headings import Block
from app.plans.importing.lines import Line
from app.plans.importing.measures import measures_in, sentences_of
from app.plans.importing.milestones import DatesContext, Milestones, read_milestones
from app.plans.importing.numbering import without_bullet
from app.plans.importing.own_form import entries_in, measure_rows, without_strikes
from app.plans.importing.paragraphs import joined, unwrapped
from app.plans.importing.partners import read_who
from app.plans.importing.parts import ReadAction, ReadFirstDate, UnreadLine

MOST_FIRST_DATES = 50
EXPECTED = (Block.WHO, Block.WHEN)


@dataclass(slots=True)
class Actions:
    """The actions read, in the page's order, and what is left over or to be asked."""

    found: list[ReadAction] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


def read_actions(drafts: list[ActionLines], dates: DatesContext) -> Actions:
    """Read every action. Numbers are kept as written, also where two actions share one."""
    result = Actions()
    told = {draft.number for draft in drafts if any(draft.blocks.values())}
    for draft in drafts:
        says_nothing = draft.read is None and not any(draft.blocks.values())
        if draft.number in told and draft.number is not None and says_nothing:
            why = "It names an action that stands elsewhere on the page, and says nothing of it."
            result.unread.append(UnreadLine(draft.line, f"Action {draft.number}", why))
            continue
        _read_action(draft, dates, result)
    return result


def _read_action(draft: ActionLines, dates: DatesContext, result: Actions) -> None:
    taken = [action.number for action in result.found]
    number = draft.number if draft.number is not None else max(taken, default=0) + 1
    text = "\n".join(_paragraphs(draft, Block.ACTION))
    who = read_who([line.text for line in unwrapped(draft.blocks.get(Block.WHO, []))])
    milestones = draft.read or read_milestones(draft.blocks.get(Block.WHEN, []), dates)
    rows, success = measure_rows(joined(draft.blocks.get(Block.SUCCESS, [])))
    progress, reported = entries_in(_paragraphs(draft, Block.PROGRESS))
    result.found.append(
        ReadAction(
            number=number,
            text=text,
            who_written=who.written,
            partners=who.partners,
            who_note=who.note,
            milestones=tuple(milestones.found),
            progress=progress,
            success="\n".join(_words_of(success)),
            measures=tuple(measures_in(success, dates.read) if rows is None else rows),
            first_dates=tuple(_first_dates(draft, milestones, dates)),
            line=draft.line,
            reported=reported,
        )
    )
    result.unread += milestones.unread
    asked = [*_questions(draft, number, taken, text), *who.questions, *milestones.questions]
    result.questions += [f"Action {number}: {question}" for question in asked]


def _paragraphs(draft: ActionLines, block: Block) -> list[str]:
    return _words_of(joined(draft.blocks.get(block, [])))


def _words_of(lines: list[Line]) -> list[str]:
    """The paragraphs without their bullets; a kept one as it stands."""
    bare = (
        line.text if line.is_kept else without_bullet(without_strikes(line.text)) for line in lines
    )
    return [words for words in bare if words]


def _first_dates(
    draft: ActionLines, milestones: Milestones, dates: DatesContext
) -> list[ReadFirstDate]:
    found = list(milestones.first_dates)
    for block in (Block.ACTION, Block.PROGRESS, Block.SUCCESS):
        for paragraph in _paragraphs(draft, block):
            for sentence in sentences_of(paragraph):
                if len(found) < MOST_FIRST_DATES:
                    found += first_dates_in(sentence, dates.read, milestones.found)
    return found


def _questions(draft: ActionLines, number: int, taken: list[int], text: str) -> list[str]:
    asked: list[str] = []
    if draft.number is None:
        asked.append(f"the page gives it no number. Is it action {number}?")
    if number in taken:
        asked.append("another action on the page has this number. Which number has this one?")
    if not text:
        asked.append("it has no text. What is to be done?")
    for block in EXPECTED:
        has_dates = block is Block.WHEN and draft.read is not None and draft.read.found
        if not (draft.blocks.get(block) or has_dates):
            asked.append(f"it has no “{block.value}”. Is that left out on purpose?")
    for block in dict.fromkeys(draft.repeated):
        asked.append(f"“{block.value}” comes more than once; its parts were put together.")
    return asked
