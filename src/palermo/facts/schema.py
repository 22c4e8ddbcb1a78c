"""The shape of every fact table: its key, its columns with their types, and which columns were public later than the row.

A column is written `name:type`. Types: `text`, `int`, `real`, `date` (may be cut to a month or year), `place` (a code of the
register), `source` (ids of `sources`, joined by `|`), or a closed list `a/b/c`. A trailing `!` means that the cell may not be
empty. `later` names columns that became public after their row, with the rule (in `dating`) that says when.
"""

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Column:
    """One column: its name, type, whether it must be filled, and the values it may take (empty: any)."""

    name: str
    type: str
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One fact table. `key` names the columns that make a row's identity; `ids` the columns that hold source ids."""

    name: str
    key: tuple[str, ...]
    spec: str
    later: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the file."""
        return tuple(_column(word) for word in self.spec.split())

    @property
    def ids(self) -> tuple[str, ...]:
        """Columns that hold ids of sources."""
        return tuple(c.name for c in self.columns if c.type == "source")

    def key_of(self, row: dict[str, str]) -> str:
        """The row's key within the table, for example `CUB/2016`. Never depends on row order or build."""
        return "/".join(row[part] or "-" for part in self.key)


def _column(word: str) -> Column:
    required, word = word.endswith("!"), word.rstrip("!")
    name, _, kind = word.partition(":")
    if "/" in kind:
        return Column(name, "text", required, tuple(kind.split("/")))
    return Column(name, kind or "text", required)


BASIS = "basis:official/transcribed/coded/derived/inferred/machine"
SURE = "confidence:high/medium/low"
YES = "yes/no"
MISSION = (
    "ambassador/charge/vacant/accredited_elsewhere/interests_section/consulate/head_of_office/unofficial/closed/none/unknown"
)
_COUNTS = [
    "criminal_investigations",
    "criminal_violations",
    "criminal_prosecutions",
    "criminal_convictions",
    "labor_inspectors",
    "labor_inspections",
    "labor_violations",
    "labor_penalties_imposed",
    "labor_penalties_collected",
    "labor_funding",
]
_ANSWER = "yes/unknown/na/unavailable/by_territory/empty"
_MECHANISM = "yes/no/unknown/na/unavailable"
_FLAGS = [
    "negative",
    "us_arrogance",
    "moving_goal",
    "comparison_unfair",
    "anger",
    "public_face_saving",
    "disappointment",
    "embarrassment",
    "how_to_improve",
    "funding",
    "media_backlash",
    "objection",
    "appreciation",
    "bragging",
    "cooperative",
    "media_critical",
    "ignoring",
    "formal_no_response",
    "harming_relations",
]


def _ilab_assessments() -> str:
    counts = {name: f"{name}:real {name}_reported:{_ANSWER}" for name in _COUNTS}
    crime = " ".join(counts[n] for n in _COUNTS if n.startswith("criminal"))
    labor = " ".join(counts[n] for n in _COUNTS if n.startswith("labor"))
    ratified = " ".join(f"ratified_{t}:yes/no/na" for t in ("c138", "c182", "crc", "crc_opsc", "crc_opac", "palermo"))
    return (
        f"iso3:place! year:int! level level_rank:int reason reason_kind automatic_downgrade:{YES} {ratified} "
        f"multi_territory:{YES} {crime} criminal_referral_mechanism:{_MECHANISM} {labor} "
        f"labor_referral_mechanism:{_MECHANISM} labor_complaint_mechanism:{_MECHANISM} "
        f"labor_unannounced_inspections_permitted:{_MECHANISM} n_goods:int {BASIS}! source:source!"
    )


TIER = "1/2/2WL/3/SC"
EVENT = (
    "waiver/auto_downgrade/substantive_downgrade/upgraded_at_cliff/one_year_rule/one_year_rule_not_applied/special_case/"
    "policy_or_pattern/child_soldiers_list/child_soldiers_waiver/determination_restriction/determination_full_waiver/"
    "determination_multilateral/determination_subsequent_compliance/cliff/waiver_exhausted"
)
MEASURE = (
    "tier_1/tier_2/tier_2wl/tier_3/ranked/covered/special_watch_list/policy_or_pattern/child_soldiers_list/"
    "tier_3_with_waiver/tier_3_with_full_waiver"
)
TREATY = (
    "PALERMO/UNTOC/SMUGGLING/CRC/CRC_OPSC/CRC_OPAC/CEDAW/CEDAW_OP/ICRMW/ICCPR/ICCPR_OP1/ICCPR_OP2/ICESCR/CAT/CAT_OP/ICERD/"
    "CPED/CRPD/TRAFFIC_1949/SLAVERY_SUPP_1956/ILO_C138/ILO_C182"
)
ACT = (
    "signature/ratification/accession/succession/acceptance/approval/definitive_signature/formal_confirmation/"
    "became_party/none_seen"
)

TABLES: tuple[Table, ...] = (
    Table(
        "editions",
        ("report_year",),
        f"report_year:int! released_date:date! held:complete/nearly/incomplete! determination_id determination_date:date {BASIS} {SURE} source:source!",
        later={"determination": ("determination_id", "determination_date")},
    ),
    Table(
        "tier_placements",
        ("iso3", "report_year"),
        f"iso3:place! report_year:int! tier:{TIER}! {BASIS}! {SURE}! source:source! note",
        later={"note": ("note",)},
    ),
    Table(
        "tier_placements_conflicts",
        ("iso3", "report_year", "tier_other", "source_other"),
        f"iso3:place! report_year:int! tier_kept:{TIER} source_kept:source tier_other:{TIER}! source_other:source!",
    ),
    Table(
        "tier_placements_interpolated",
        ("iso3", "report_year"),
        f"iso3:place! report_year:int! tier:{TIER}! tier_before:{TIER}! tier_after:{TIER}! {BASIS}! source:source!",
    ),
    Table(
        "watch_list_events",
        ("iso3", "report_year", "event", "provision"),
        f"iso3:place! report_year:int! event:{EVENT}! provision detail fiscal_year:int tier:{TIER} evidence:A/B/C/D/E! {SURE} "
        f"{BASIS}! source:source!",
    ),
    Table(
        "published_counts",
        ("report_year", "measure"),
        f"report_year:int! measure:{MEASURE}! value:int! {SURE} source:source!",
    ),
    Table(
        "treaty_acts",
        ("iso3", "treaty", "act"),
        f"iso3:place! treaty:{TREATY}! act:{ACT}! date:date seen:date! {BASIS}! {SURE}! source:source!",
    ),
    Table(
        "criminalization",
        ("iso3", "year"),
        f"iso3:place! year:int! level:0/1/2 month:int {BASIS}! source:source!",
    ),
    Table("ilab_assessments", ("iso3", "year"), _ilab_assessments()),
    Table(
        "ilab_enforcement",
        ("iso3", "year", "territory", "measure"),
        "iso3:place! year:int! territory measure! status:reported/unknown/not_applicable/unavailable! value:real "
        f"flag:{YES} mark source:source!",
    ),
    Table(
        "ilab_legal_standards",
        ("iso3", "year", "territory", "standard"),
        "iso3:place! year:int! territory standard! exists age calculated_age conforms source:source!",
    ),
    Table(
        "ilab_goods",
        ("iso3", "year", "good"),
        f"iso3:place! year:int! good! child:{YES} forced:{YES} forced_child:{YES} derived:{YES} source:source!",
    ),
    Table(
        "upr_recommendations",
        ("id",),
        "id! session:int! year:int! sender_iso3:place! target_iso3:place! topic:persons/treaty/other/unclear! "
        f"issue_tag:{YES}! response:accepted/noted action_category:int {BASIS}! source:source!",
        later={"upr_response": ("response",), "upr_coding": ("action_category", "issue_tag")},
    ),
    Table(
        "upr_pairs",
        ("session", "sender_iso3", "target_iso3"),
        "session:int! year:int! sender_iso3:place! target_iso3:place! n:int! n_trafficking:int! n_accepted:int n_noted:int "
        "n_trafficking_accepted:int source:source!",
        later={"upr_response": ("n_accepted", "n_noted", "n_trafficking_accepted")},
    ),
    Table(
        "reactions",
        ("iso3", "report_year"),
        "iso3:place! report_year:int! total_reactions:int any_reaction:int no_information:int "
        + " ".join(f"{flag}:int" for flag in _FLAGS)
        + f" coded:{YES}! {BASIS}! source:source!",
    ),
    Table(
        "tip_grants",
        ("scope", "iso3", "region", "fiscal_year"),
        f"scope:country/region! iso3:place region! fiscal_year:int! listed:{YES}! n_grants:int n_with_amount:int usd:real "
        f"n_prevention:int n_protection:int n_prosecution:int n_research:int n_ngo:int n_igo:int n_government:int {BASIS}! "
        "source:source!",
    ),
    Table(
        "policy_index_3p",
        ("iso3", "year"),
        f"iso3:place! year:int! prosecution:int protection:int prevention:int overall:int {BASIS}! source:source!",
    ),
    Table(
        "unga_votes",
        ("iso3", "year"),
        "iso3:place! year:int! session:int! n_votes:int agree_n:int agree_same:real agree_near:real important_n:int "
        f"important_same:real ideal_point:real distance_to_us:real {BASIS}! source:source!",
        later={"unga_estimate": ("ideal_point", "distance_to_us")},
    ),
    Table(
        "us_trade_shares",
        ("iso3", "year"),
        f"iso3:place! year:int! export_share_pct:real export_data_year:int export_us_named:{YES} import_share_pct:real "
        f"import_data_year:int import_us_named:{YES} total_share_pct:real source:source!",
        later={"trade_total": ("total_share_pct",)},
    ),
    Table(
        "missions",
        ("iso3", "year"),
        f"iso3:place! year:int! us_mission:{MISSION} their_mission:{MISSION} us_ambassador:{YES} their_ambassador:{YES} "
        f"{BASIS}! source:source!",
    ),
    Table(
        "us_aid",
        ("iso3", "year"),
        "iso3:place! year:int! oda_all_donors_usd:real oda_us_usd:real us_share_of_oda_pct:real "
        "us_economic_assistance_musd:real us_military_police_usd:real source:source!",
    ),
    Table(
        "global_law_enforcement",
        ("data_year", "region", "edition", "source"),
        "data_year:int! region! region_name edition:int! prosecutions:int prosecutions_labor:int convictions:int "
        f"convictions_labor:int victims_identified:int victims_labor:int new_legislation:int {BASIS}! source:source!",
    ),
    Table(
        "instruments",
        ("id",),
        "id! sender_iso3:place! host_iso3:place! kind! title! signed:date in_force:date ended:date status! "
        f"{SURE}! source_id:source! url",
        later={"in_force": ("in_force",), "ended": ("ended",), "last_seen": ("status",)},
    ),
    Table(
        "instrument_sightings",
        ("instrument_id", "date", "event"),
        "instrument_id! date:date! event! ordinal:int place published:date! basis! source_id:source url",
    ),
    Table(
        "bank_membership",
        ("iso3", "institution"),
        "iso3:place! institution:IBRD/IDA/IFC/MIGA/IDB/ADB/AfDB/EBRD/IMF! "
        f"member:{YES}! since:int as_of:date! {BASIS}! {SURE} source_id:source!",
    ),
    Table(
        "reported_findings",
        ("id",),
        "id! iso3:place! report_year:int! factbook_edition:int! kind:gap/action/figure/flow/placement! code value qualifier "
        "other_iso3:place direction:in/out text_sha256! start:int! end:int! codings:int!",
    ),
    Table(
        "finding_details",
        ("finding_id",),
        "finding_id! form:labour/sex/both persons unit:cases/persons period_start:date period_end:date "
        f"period_code:calendar_year/fiscal_year/reporting_period/multi_year/other previous:{YES} state_programme:{YES} "
        f"subset:{YES} withheld",
    ),
    Table(
        "machine_findings",
        ("id",),
        "id! iso3:place! series:factbook_tip/sweat_and_toil/upr! edition:int! carrier_edition:int "
        "kind:placement/figure/gap/action/role/flow/judgment/ground/trend/recommendation! code! value:int qualifier other_iso3:place "
        "direction:in/out/increased/decreased/maintained/mixed/none/minimal text_sha256! start:int! end:int! reader! upper:int "
        f"unit:cases/persons form:labour/sex population period previous:{YES}",
    ),
    Table(
        "publication_dates",
        ("series", "edition"),
        f"series! edition! published:date! {BASIS}! source:source!",
    ),
)

BY_NAME = {table.name: table for table in TABLES}
