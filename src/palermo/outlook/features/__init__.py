"""What an estimate is made from: numbers about each place, in groups by source, so that a source can be left out.

Each group is a function of what could be read on the day before an edition. A number that is not known is NaN, never zero.
"""

from collections.abc import Callable, Mapping

from palermo.outlook.before import Before
from palermo.outlook.features.clock import clock
from palermo.outlook.features.findings import findings
from palermo.outlook.features.history import history
from palermo.outlook.features.outside import labour, reactions, reviews, treaties, votes
from palermo.outlook.features.region import region

Numbers = Mapping[str, float]
GROUPS: Mapping[str, Callable[[Before], Mapping[str, Numbers]]] = {
    "history": history,
    "clock": clock,
    "findings": findings,
    "treaties": treaties,
    "labour": labour,
    "reactions": reactions,
    "region": region,
    "reviews": reviews,
    "votes": votes,
}
