"""The placements of the report in words, by code: a person reads these, and never `2WL`.

`2WL` stands in data for the Tier 2 Watch List, `SC` for a special case, which is placed on no tier.
"""

TIERS = {"1": "Tier 1", "2": "Tier 2", "2WL": "Tier 2 Watch List", "3": "Tier 3", "SC": "special case"}
IN_PROSE = TIERS | {"2WL": "the Tier 2 Watch List", "SC": "no tier, as a special case"}
