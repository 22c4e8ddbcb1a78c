"""The legal clock: whether the limits of the Watch List bear on a place, as practised; they lower a chance and forbid nothing."""

from palermo.law.clock import ClockAnswer, tier_clock
from palermo.outlook.before import Before


def clock(before: Before) -> dict[str, dict[str, float]]:
    """Numbers from the tier clock of each place, by code."""
    return {code: _numbers(_practice(before, code)) for code in before.asked}


def _practice(before: Before, code: str) -> ClockAnswer:
    place = before.standings[code]
    return tier_clock(place.history, before.report_year, law=before.record.law, as_of=before.record.as_of)


def _numbers(answer: ClockAnswer) -> dict[str, float]:
    open_ = set(answer.allowed)
    used = answer.waivers_used if isinstance(answer.waivers_used, int) else max(answer.waivers_used)
    return {
        "at_limit": float(answer.at_limit),
        "first_at_limit": float(answer.at_limit and used == 0),
        "waiver_needed": float("2WL" not in open_ and "2WL+waiver" in open_),
        "list_closed": float(answer.report_year >= 2004 and not open_ & {"2WL", "2WL+waiver"}),
        "waivers_used": float(used),
    }
