"""What companies consider confidential in their quotes: for officers, and for nobody else."""

from __future__ import annotations

from app.access import Person, Role
from app.quotes.marks import PRICES, Marked
from app.quotes.queries import UnpricedQuote


def marks_to_see(person: Person, quote: UnpricedQuote) -> dict[str, Marked]:
    """The marks of a quote that a person may see, by part; none but for officers.

    From whom the price is hidden, why it is confidential is hidden as well.
    """
    if Role.OFFICER not in person.roles:
        return {}
    return {each.part: each for each in quote.marks if quote.has_price or each.part != PRICES}
