"""Whether work may go by Route 1, and what counts beside it, so that nobody splits it by accident.

Route 1 of the Scottish Government's Procurement Journey is for a total value of less than £50,000
over the whole life of the contract, without VAT and with every possible extension. Requirements
must not be split to stay below it. From £50,000 on the Procurement Reform (Scotland) Act 2014 holds
(section 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.formats import pounds


class RouteMoment(StrEnum):
    """When the route is checked."""

    ISSUE = "issue"
    AMENDMENT = "amendment"
    AWARD = "award"


SAID_FOR = {
    RouteMoment.ISSUE: (RouteMoment.ISSUE,),
    RouteMoment.AMENDMENT: (RouteMoment.ISSUE, RouteMoment.AMENDMENT),
    RouteMoment.AWARD: (RouteMoment.AWARD,),
}
"""At which moments a reason may have been given that holds at each."""

_WEIGH_ON_VALUE = frozenset(
    {
        "Work wanted",
        "Outputs",
        "Budget",
        "Terms",
        "Timetable",
        "Start of the work",
        "Delivery",
        "Price lines asked for",
    }
)


class Why(StrEnum):
    """Why another commission counts beside this one."""

    SAME_END = "the same action of the plan"
    SAME_COMPANY = "the same company"


@dataclass(frozen=True, slots=True)
class Worth:
    """A value over the whole life, in pence without VAT: the work, and its possible extensions.

    `work_pence` is None where nobody has estimated it.
    """

    work_pence: int | None
    extension_pence: int = 0

    @property
    def whole_pence(self) -> int | None:
        """Both together; None where the work was not estimated."""
        return None if self.work_pence is None else self.work_pence + self.extension_pence


@dataclass(frozen=True, slots=True)
class Other:
    """Another commission: what it is for, the company that it was awarded to, its day and worth.

    `day` is that of its award, else of its issue. `was_dropped`: nothing will be bought by it,
    since it was cancelled before an award, or no award was made.
    """

    reference: str
    title: str
    action_id: int
    company_id: int | None
    company: str
    day: date
    worth: Worth
    was_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """Another commission that counts, and why."""

    other: Other
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What comes together to one end or with one company; `of` says which.

    `is_whole` is False where the value of some of it is not known: then it is at least `pence`.
    """

    of: str
    pence: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class RouteCheck:
    """The value of a commission and what counts beside it; sums hold its own value too."""

    worth: Worth
    counted: tuple[Counted, ...]
    sums: tuple[Sum, ...]
    limit_pence: int

    @property
    def reasons(self) -> list[str]:
        """Why an officer must say in writing that this route is right; none where it is so."""
        found: list[str] = []
        whole = self.worth.whole_pence
        if whole is None:
            found.append("The whole-life value of this commission is not estimated.")
        elif whole >= self.limit_pence:
            found.append(f"The whole-life value is {pounds(whole)}.")
        for each in self.sums:
            least = "" if each.is_whole else "at least "
            if each.pence >= self.limit_pence:
                found.append(f"{each.of} it is {least}{pounds(each.pence)}.")
            elif not each.is_whole and whole is not None:
                found.append(f"{each.of} it is not known: a value is missing.")
        return found

    @property
    def in_short(self) -> str:
        """The reasons, and the limit that they are about."""
        limit = f"Route 1 is for less than {pounds(self.limit_pence)}."
        return " ".join([*self.reasons, limit])

    @property
    def most_pence(self) -> int:
        """The largest of the value and the sums, as far as they are known."""
        return max([self.worth.whole_pence or 0, *(each.pence for each in self.sums)])


def may_change_value(parts: Iterable[str]) -> bool:
    """Whether an amendment of these parts of a brief may change what the work costs or how long it
    lasts, so that its route is checked again."""
    return not _WEIGH_ON_VALUE.isdisjoint(parts)


def worth_as_amended(worth: Worth, budget_pence: int | None) -> Worth:
    """What a brief is worth with the budget of its amendment: the larger of it and the estimate."""
    if budget_pence is None or (worth.work_pence or 0) >= budget_pence:
        return worth
    return replace(worth, work_pence=budget_pence)


@dataclass(frozen=True, slots=True)
class Justified:
    """For which figures an officer has said that the route is right; pence, None if not known."""

    whole_pence: int | None
    most_pence: int
    counted: tuple[str, ...] = ()


def twelve_months_before(day: date) -> date:
    """The first day that counts: a year before, to the day; 29 February gives 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def check_route(
    worth: Worth,
    action_id: int,
    companies: Iterable[int],
    others: Sequence[Other],
    day: date,
    limit_pence: int,
) -> RouteCheck:
    """What counts beside a commission on a day: to the same end, or with one of its companies.

    The end is the action of the plan. The companies are those that are invited, at the award the
    winner. Others count from twelve months before, to the day, until the day itself, by the day of
    their award or else of their issue; those that bought nothing don't. One that was awarded and
    cancelled later counts: part of it may have been paid.
    """
    first, ours = twelve_months_before(day), set(companies)
    counted: list[Counted] = []
    for other in others:
        if other.was_dropped or not first <= other.day <= day:
            continue
        why = [Why.SAME_END] if other.action_id == action_id else []
        why += [Why.SAME_COMPANY] if other.company_id in ours else []
        if why:
            counted.append(Counted(other, tuple(why)))
    return RouteCheck(worth, tuple(counted), tuple(_sums(worth, counted)), limit_pence)


def covers(said: Justified, check: RouteCheck) -> bool:
    """Whether what an officer has said still holds: nothing has grown, and nothing is new."""
    whole = check.worth.whole_pence
    if (said.whole_pence is None) != (whole is None):
        return False
    if whole is not None and said.whole_pence is not None and whole > said.whole_pence:
        return False
    is_new = {each.other.reference for each in check.counted} - set(said.counted)
    return check.most_pence <= said.most_pence and not is_new


def _sums(worth: Worth, counted: Sequence[Counted]) -> list[Sum]:
    found: list[Sum] = []
    same_end = [each.other for each in counted if Why.SAME_END in each.why]
    if same_end:
        found.append(_sum("With other commissions for the same action", worth, same_end))
    names = {
        each.other.company_id: each.other.company
        for each in counted
        if Why.SAME_COMPANY in each.why
    }
    for company_id, name in sorted(names.items(), key=lambda item: item[1]):
        theirs = [each.other for each in counted if each.other.company_id == company_id]
        found.append(_sum(f"With other awards to {name}", worth, theirs))
    return found


def _sum(of: str, worth: Worth, others: Sequence[Other]) -> Sum:
    values = [worth.whole_pence, *(each.worth.whole_pence for each in others)]
    return Sum(of, sum(value or 0 for value in values), None not in values)
