"""Asks: at most three, ranked. One sentence (by when, authority, act, object) and four lines: basis, shown by, offer, caution.

At the Watch List limit the first ask is the written plan with its three tests. Then come the gaps of the newest summary, in the
order of the minimum standards. A fact older than three editions makes a question, never an ask.
"""

from palermo.briefing.asks.gaps import gap_asks
from palermo.briefing.asks.model import Ask
from palermo.briefing.asks.plan import written_plan
from palermo.briefing.asks.protocol import join_the_protocol
from palermo.briefing.case import Case

__all__ = ["MOST", "Ask", "asks"]

MOST = 3


def asks(case: Case) -> list[Ask]:
    """At most three asks, or questions where nothing on record is recent enough."""
    if case.edition is None or case.place == case.sender or case.standing.ended:
        return []
    return [*written_plan(case), *gap_asks(case), *join_the_protocol(case)][:MOST]
