"""What the route check found of a commission, and why its route was held to be right."""

from __future__ import annotations

from collections.abc import Mapping

from app.commissions.models import Commission
from app.commissions.queries import route_reasons, value_of
from app.formats import pounds
from app.reports.wholefile.model import Gives, Said, Table, facts, row
from app.reports.wholefile.preparing import at


def the_route(commission: Commission, invitations: Mapping[int, int]) -> list[Table]:
    """The value over the whole life, and each reason; `invitations` are by their company.

    What was found at an award tells the price of the company that it was for.
    """
    valued = value_of(commission)
    whole, extension = valued.worth.whole_pence, valued.worth.extension_pence
    told = "" if whole is None else f"{pounds(whole)} without VAT, {valued.source}"
    winner = invitations.get(valued.company_id) if valued.company_id else None
    value = facts(
        "Value over the whole life",
        [
            ("Value", Said(told, Gives.TOTAL if winner else Gives.NOTHING, winner)),
            ("Of it extensions", pounds(extension) if extension else ""),
            ("Possible extensions", valued.extensions),
        ],
    )
    said = [
        row(
            f"At the {each.moment.value}, {at(each.at)}",
            Said(each.found, Gives.TOTAL, invitations.get(each.company_id))
            if each.company_id
            else each.found,
            each.reason,
            each.by,
        )
        for each in route_reasons(commission)
    ]
    heads = ("When", "What the check found", "Why this route is right", "By")
    reasons = [Table("Why the route is right", heads, said)] if said else []
    return [value, *reasons] if value.rows or reasons else []
