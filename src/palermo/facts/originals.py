"""Sources that established a fact but were not themselves read: the edition, the determination, the depositary.

The bundled register lists what was read. The body that decided is often another one: a page from which a placement was copied
decided nothing. These sources are named here once, so that a citation can name the original and add where it was transcribed.
"""

from palermo.facts.read import Row, raw, sources

STATE = "US Department of State"
_FIXED: dict[str, tuple[str, str]] = {
    "un_treaty_depositary": ("Multilateral treaties deposited with the Secretary-General", "United Nations"),
    "ilo_ratifications": (
        "Ratifications of International Labour Conventions",
        "International Labour Organization",
    ),
    "tip_grant_lists": ("Yearly lists of anti-trafficking projects funded by the United States", STATE),
    "us_foreign_aid_accounts": (
        "Aid accounts as compiled by AidData, USAID and the Security Assistance Monitor",
        "AidData; USAID; Security Assistance Monitor",
    ),
    "parties_to_instrument": (
        "Instrument or meeting, as its parties made it public",
        "The parties to it",
    ),
    "presidential_determinations": ("Presidential determinations under 22 USC 7107(c), all on record", "The White House"),
    "interim_assessment": ("Interim assessment under 22 USC 7107(b)(2)(B)", STATE),
}
BANKS = {
    "IBRD": "International Bank for Reconstruction and Development",
    "IDA": "International Development Association",
    "IFC": "International Finance Corporation",
    "MIGA": "Multilateral Investment Guarantee Agency",
    "IDB": "Inter-American Development Bank",
    "ADB": "Asian Development Bank",
    "AfDB": "African Development Bank",
    "EBRD": "European Bank for Reconstruction and Development",
    "IMF": "International Monetary Fund",
}
# Addresses of the editions that the register of sources gives, by report year.
_EDITION_PAGES = {
    "2002": "state_gov_2002",
    "2003": "state_gov_2003",
    "2004": "state_gov_2004",
    "2005": "state_gov_2005",
    "2007": "state_gov_2007",
    "2018": "state_gov_tip2018",
    "2019": "state_gov_tip2019",
    "2022": "state_gov_tip2022",
}


def _source(slug: str, title: str, publisher: str, published: str = "", url: str = "", licence: str = "") -> Row:
    return {
        "id": slug,
        "title": title,
        "publisher": publisher,
        "url": url,
        "licence": licence or "facts",
        "kind": "original",
        "published": published,
        "covers": "",
        "caveats": "not read here: the facts were transcribed by the carrier named beside it",
    }


def _editions() -> list[Row]:
    found = []
    for row in raw("editions"):
        year = row["report_year"]
        page = sources().get(_EDITION_PAGES.get(year, ""), {"url": ""})
        title = f"Trafficking in Persons Report, {year} edition"
        found.append(_source(f"tip_report_{year}", title, STATE, row["released_date"], page["url"], "US Government work"))
        number = row["determination_id"]
        title = f"Presidential determination on the {year} report" + (f" ({number})" if number else "")
        found.append(
            _source(
                f"presidential_determination_{year}",
                title,
                "The White House",
                row["determination_date"],
                licence="US Government work",
            )
        )
    return found


def _series() -> list[Row]:
    found = []
    for row in raw("publication_dates"):
        edition = row["edition"]
        if row["series"] == "ilab_findings":
            title = f"Findings on the Worst Forms of Child Labor, {edition}"
            publisher = "US Department of Labor, Bureau of International Labor Affairs"
            found.append(
                _source(
                    f"ilab_findings_{edition}",
                    title,
                    publisher,
                    row["published"],
                    licence="US Government work",
                )
            )
        elif row["series"] == "upr_session":
            title = f"Universal Periodic Review, session {edition}"
            found.append(_source(f"upr_session_{edition}", title, "Human Rights Council, United Nations", row["published"]))
    return found


def _factbook() -> list[Row]:
    years = {row["factbook_edition"] for row in raw("reported_findings")}
    years |= {row["year"] for name in ("missions", "us_trade_shares") for row in raw(name)}
    found = []
    for year in sorted(years):
        slug, title = f"factbook_{year}", f"The World Factbook, {year} edition"
        found.append(_source(slug, title, "Central Intelligence Agency", year, licence="public domain"))
        found[-1]["caveats"] = "read in a copy"
    return found


def originals() -> list[Row]:
    """Every original that the rules of `dating` can name beyond the register of sources, in the form of its rows."""
    banks = [_source(f"members_{b.lower()}", f"Members of the {name}", name) for b, name in BANKS.items()]
    fixed = [_source(slug, title, publisher) for slug, (title, publisher) in _FIXED.items()]
    return [*_editions(), *_series(), *_factbook(), *banks, *fixed]
