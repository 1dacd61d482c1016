"""What every act of the evaluation asks first: is it legal at this stage?"""

from __future__ import annotations

from app import clock
from app.commissions.models import Commission
from app.commissions.rules import Act, stage_on, why_not
from app.errors import RuleBroken


def require(commission: Commission, act: Act) -> None:
    """Raise RuleBroken, in words, unless the act is legal at the commission's stage now."""
    if sentence := why_not(act, stage_on(commission, clock.now())):
        raise RuleBroken(sentence)
