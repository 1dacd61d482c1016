"""What a quote may hold, what it costs, and who may do what to it when. Plain values only."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from app.commissions.rules import Act, Stage, why_not
from app.formats import counted, pounds

MOST_UNIT_PENCE = 10_000_000_000
"""£100,000,000: a dearer unit is a slip of the hand."""

MOST_TOTAL_PENCE = 1_000_000_000_000_000
"""£10,000,000,000,000: what is more cannot be the total of a quote."""

WITHOUT_VAT, WITH_VAT = "total without VAT", "total with VAT"

MOST_QUANTITY = Decimal("1000000")
MOST_LINES = 500
LONGEST_DESCRIPTION = 300
LONGEST_ANSWER = 50_000
"""Characters. An answer's word limit is the question's; this guards the page and the database."""

MOST_FILES = 20
TOTAL_IN_FILES = 5
"""All files of a quote together may be as large as this many of the largest accepted file."""

CHECKSUMS = "sha256,sha1"
"""By which a part of an upload can be checked."""

TIME_TO_CONFIRM = timedelta(minutes=10)
"""The second person confirms an opening within this time, by the world's clock."""

RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is mistaken for something else when read out: no 0, O, 1, I, L or U."""

RECEIPT_LENGTH = 6

_QUANTITY = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,2})?")
_PENNY = Decimal(1)


@dataclass(frozen=True)
class PricedLine:
    """One line of a price: quantity of at most 2 decimals, unit price in pence without VAT."""

    description: str
    quantity: Decimal
    unit_pence: int
    vat_percent: int

    @cached_property
    def net_pence(self) -> int:
        """What the line costs without VAT, in pence."""
        return line_net(self.quantity, self.unit_pence)


@dataclass(frozen=True)
class VatGroup:
    """All lines of one VAT rate: their sum and its VAT, in pence."""

    percent: int
    net_pence: int
    vat_pence: int


@dataclass(frozen=True)
class Totals:
    """A quote's sums in pence: without VAT, the VAT, and with VAT; the VAT by rate."""

    net_pence: int
    vat_pence: int
    groups: tuple[VatGroup, ...]

    @property
    def gross_pence(self) -> int:
        """The total with VAT, in pence."""
        return self.net_pence + self.vat_pence


@dataclass(frozen=True)
class Stated:
    """The totals that a company states by itself, in pence; None where it states none."""

    net_pence: int | None = None
    gross_pence: int | None = None


NOTHING_STATED = Stated()


@dataclass(frozen=True)
class Difference:
    """A stated total that is not what the price lines come to; both in pence."""

    what: str
    stated_pence: int
    reckoned_pence: int

    @property
    def sentence(self) -> str:
        """What differs, for the company and for those who read its quote."""
        return (
            f"The {self.what} is stated as {pounds(self.stated_pence)}, and the price lines come "
            f"to {pounds(self.reckoned_pence)}"
        )


@dataclass(frozen=True)
class AnswerGiven:
    """A question of the brief and what a draft says to it. No limit is None."""

    number: int
    text: str
    word_limit: int | None


@dataclass(frozen=True)
class Missing:
    """What a draft still lacks: a sentence, and the number of the question to mend if any."""

    sentence: str
    question: int | None = None


def line_net(quantity: Decimal, unit_pence: int) -> int:
    """Quantity × unit price in whole pence; half a penny goes up. Rounded once, here."""
    return _whole_pence(quantity * unit_pence)


def totals(lines: Iterable[PricedLine]) -> Totals:
    """The sums of a quote. VAT is worked out once per rate, on that rate's sum, half a penny up."""
    by_rate: dict[int, int] = {}
    for line in lines:
        by_rate[line.vat_percent] = by_rate.get(line.vat_percent, 0) + line.net_pence
    groups = tuple(
        VatGroup(percent, net, _whole_pence(Decimal(net * percent) / 100))
        for percent, net in sorted(by_rate.items())
    )
    return Totals(
        sum(group.net_pence for group in groups), sum(group.vat_pence for group in groups), groups
    )


def differences(lines: Sequence[PricedLine], stated: Stated) -> list[Difference]:
    """Where stated totals are not what the lines come to.

    Without VAT they must agree to the penny. With VAT what rounding can make is left, and no more:
    the VAT of each line may have been rounded by itself, up or down, as well as once a rate.
    """
    if stated == NOTHING_STATED:
        return []
    reckoned = totals(lines)
    found: list[Difference] = []
    net, gross = stated.net_pence, stated.gross_pence
    if net is not None and net != reckoned.net_pence:
        found.append(Difference(WITHOUT_VAT, net, reckoned.net_pence))
    exact = [line.net_pence * line.vat_percent for line in lines]
    least, most = sum(each // 100 for each in exact), sum(-(-each // 100) for each in exact)
    if gross is not None and not least <= gross - reckoned.net_pence <= most:
        found.append(Difference(WITH_VAT, gross, reckoned.gross_pence))
    return found


def read_quantity(typed: str) -> Decimal:
    """The quantity that was typed. Raises ValueError with the end of a sentence ("must be …")."""
    words = typed.strip()
    if words.startswith(("-", "−", "–")) and _QUANTITY.fullmatch(words[1:].strip()):
        raise ValueError("must be more than 0")
    found = _QUANTITY.fullmatch(words)
    if found is None:
        raise ValueError("must be a number with at most 2 decimals, like 1 or 2.5")
    quantity = Decimal(found[0].replace(",", ""))
    if quantity == 0:
        raise ValueError("must be more than 0")
    if quantity > MOST_QUANTITY:
        raise ValueError(f"must be {MOST_QUANTITY:,} or less")
    return quantity


def read_vat(typed: str) -> int:
    """The VAT rate in percent. Raises ValueError with the end of a sentence ("must be …")."""
    words = typed.strip().removesuffix("%").strip()
    if not re.fullmatch(r"[0-9]{1,3}", words) or int(words) > 100:
        raise ValueError("must be a whole number from 0 to 100, like 20, 5 or 0")
    return int(words)


def lines_fault(lines: Sequence[PricedLine]) -> str | None:
    """The sentence about lines that no quote may hold; None where all are sound."""
    if len(lines) > MOST_LINES:
        return f"A quote can have {MOST_LINES} price lines at most"
    for number, line in enumerate(lines, 1):
        if not line.description.strip() or len(line.description) > LONGEST_DESCRIPTION:
            return f"Line {number} needs a description of {LONGEST_DESCRIPTION} characters or fewer"
        if not 0 < line.quantity <= MOST_QUANTITY or line.quantity != round(line.quantity, 2):
            return f"The quantity of line {number} must be more than 0, with at most 2 decimals"
        if not 0 <= line.unit_pence <= MOST_UNIT_PENCE:
            return f"The unit price of line {number} must be from £0 to £100,000,000"
        if not 0 <= line.vat_percent <= 100:
            return f"The VAT of line {number} must be a whole number from 0 to 100"
    return None


def same_words(description: str) -> str:
    """What is alike in two wordings of one line: letters and digits, whatever their case."""
    return " ".join(re.findall(r"\w+", description.casefold()))


def unpriced(asked: Iterable[str], lines: Iterable[PricedLine]) -> list[str]:
    """The asked lines for which there is no line of the same words."""
    priced = {same_words(line.description) for line in lines}
    return [words for words in asked if same_words(words) not in priced]


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def missing_from(answers: Iterable[AnswerGiven], count_of_lines: int) -> list[Missing]:
    """What stands between a draft and its submission, in the order of the brief."""
    found = [fault for answer in answers if (fault := _answer_fault(answer))]
    if count_of_lines == 0:
        found.append(Missing("Add at least one price line"))
    return found


def file_room_fault(count: int, total_bytes: int, new_bytes: int, largest: int) -> str | None:
    """The sentence about one more file than a quote has room for; sizes in bytes."""
    if count >= MOST_FILES:
        return f"You can add {MOST_FILES} files at most. Remove one first"
    if total_bytes + new_bytes > TOTAL_IN_FILES * largest:
        return f"All files together must be {TOTAL_IN_FILES * largest // 1_000_000} MB or less"
    return None


def receipt_number(year: int, pick: Callable[[str], str]) -> str:
    """A receipt like "R-2013-7K3M9Q"; `pick` chooses one letter at random."""
    return f"R-{year}-{''.join(pick(RECEIPT_LETTERS) for _ in range(RECEIPT_LENGTH))}"


def is_late(deadline: datetime, now: datetime) -> bool:
    """Whether an instant is too late for a deadline: its own instant is."""
    return now >= deadline


def can_quote(stage: Stage) -> bool:
    """Whether a company may write, send, replace or withdraw a quote at a stage."""
    return why_not(Act.QUOTE, stage) is None


def can_withdraw(stage: Stage, has_sent: bool) -> bool:
    """Whether there is a quote to withdraw, and time to."""
    return has_sent and can_quote(stage)


def can_take_part_in_opening(roles: Collection[str]) -> bool:
    """Whether somebody may help to open quotes: keyholders who are not also administrators."""
    return "keyholder" in roles and "administrator" not in roles and "company" not in roles


def can_begin_opening(roles: Collection[str], stage: Stage) -> bool:
    """Whether a person may be the first of an opening."""
    return can_take_part_in_opening(roles) and why_not(Act.OPEN, stage) is None


def can_confirm_opening(
    roles: Collection[str], person_id: int, first_id: int, begun_really_at: datetime, now: datetime
) -> bool:
    """Whether a person may be the second of an opening that another has begun (real time)."""
    return (
        can_take_part_in_opening(roles)
        and person_id != first_id
        and not has_lapsed(begun_really_at, now)
    )


def has_lapsed(begun_really_at: datetime, now: datetime) -> bool:
    """Whether the time in which the second person confirms is over (real time)."""
    return now > begun_really_at + TIME_TO_CONFIRM


def _whole_pence(sum_: Decimal) -> int:
    return int(sum_.quantize(_PENNY, rounding=ROUND_HALF_UP))


def _answer_fault(answer: AnswerGiven) -> Missing | None:
    count = words_in(answer.text)
    if count == 0:
        return Missing(f"Answer question {answer.number}", answer.number)
    if answer.word_limit is not None and count > answer.word_limit:
        too_many = counted(count - answer.word_limit, "word")
        sentence = f"Shorten your answer to question {answer.number} by {too_many}"
        return Missing(sentence, answer.number)
    return None
