"""What each milestone pushes, directly or through others, gathered from the knock-ons."""

from datetime import date
from time import process_time

from hypothesis import given

from app.slippage import Days, Dependency, Facts, KnockOn, PushTree, knock_ons
from tests.unit.slippage.test_engine_against_plain_rules import Web, webs
from tests.unit.slippage.test_slippage_properties import days_of_the_plan

ON = date(2014, 1, 1)


def by_walking_up(pushed: dict[int, KnockOn[int]], key: int) -> set[int]:
    """All whose chain of causes leads over a milestone, walked from each up to its root."""
    found: set[int] = set()
    for each, knock_on in pushed.items():
        cause = knock_on.cause
        over = [cause]
        while cause != knock_on.root and cause in pushed:
            cause = pushed[cause].cause
            over.append(cause)
        if key in over:
            found.add(each)
    return found


@given(webs, days_of_the_plan)
def test_a_milestone_pushes_all_whose_causes_lead_over_it(web: Web, on: date) -> None:
    facts, links = web
    pushed = knock_ons(facts, links, on)
    tree = PushTree(pushed)

    for key in facts:
        found = tree.pushed_by(key)
        assert len(found) == len(set(found))
        assert set(found) == by_walking_up(pushed, key)
        assert tree.totals.get(key, (0, 0)) == (
            len(found),
            sum(pushed[each].push.days for each in found),
        )


def chain(length: int) -> PushTree[int]:
    due = [Days(date.fromordinal(ON.toordinal() + n), None) for n in range(length)]
    days = [Days(each.earliest, each.earliest) for each in due]
    facts = {key: Facts(each, each) for key, each in enumerate(days)}
    late = date.fromordinal(ON.toordinal() + 9)
    facts[0] = Facts(days[0], days[0], Days(late, late))
    links = [Dependency(key, key + 1, 1) for key in range(length - 1)]
    return PushTree(knock_ons(facts, links, ON))


def test_the_nearest_comes_first() -> None:
    assert chain(10).pushed_by(0) == list(range(1, 10))
    assert chain(10).pushed_by(4) == list(range(5, 10))


def test_the_totals_of_a_chain_of_20_000_take_no_square_of_its_length() -> None:
    tree = chain(20_000)

    start = process_time()
    totals = tree.totals

    assert totals[0] == (19_999, 9 * 19_999)
    assert totals[19_998] == (1, 9)
    assert process_time() - start < 5, "the square would take minutes"
