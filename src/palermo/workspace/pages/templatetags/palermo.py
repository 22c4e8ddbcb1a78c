"""Tags of the pages: links that keep the day, tiers told by shape and label, sentences with their sources."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.register.dates import in_words
from palermo.workspace.pages import labels, links

register = template.Library()
SHAPES = {"1": "●", "2": "■", "2WL": "◆", "3": "▲", "SC": "✳"}
TIER_NAMES = labels.TIERS
CLOCK_WORDS = {
    "barred": gettext_lazy("barred from the Watch List"),
    "used_up": gettext_lazy("third-year limit, downgrade waivers used up"),
    "limit": gettext_lazy("third-year limit"),
    "uncertain": gettext_lazy("depends on a placement that this record lacks"),
}


@register.filter
def clock_word(state: str) -> str:
    """Where a place is on the Watch List clock, in words; empty where nothing bears on it."""
    return str(CLOCK_WORDS.get(state, ""))


@register.filter
def percent(share: float) -> str:
    """A chance as a whole percentage; never nought or a hundred for what is merely unlikely or likely."""
    if share <= 0:
        return "0"
    return "<1" if share < 0.005 else ">99" if 0.995 < share < 1 else f"{share:.0%}".rstrip("%")


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], name: str, *parts: Any, **query: Any) -> str:
    """The address of a page at the day of this one."""
    return links.to(context["request"], name, *parts, **query)


@register.simple_tag(takes_context=True)
def source(context: dict[str, Any], locator: str) -> str:
    """Where a citation leads."""
    return links.to_source(context["request"], locator)


@register.simple_tag(takes_context=True)
def sentence(context: dict[str, Any], claim: Any) -> SafeString:
    """A claim with its values linked, and the numbers of its sources."""
    return links.linked(context["request"], claim, context.get("numbers"))


@register.simple_tag
def marks(numbers: list[int]) -> SafeString:
    """The numbers of sources after a sentence, in order and in ranges."""
    return links.marks(numbers)


@register.simple_tag
def tier(code: str | None, short: bool = False) -> SafeString:
    """A placement: shape, label and colour; None is what this record does not hold. The clock adds `+waiver` to some."""
    if code is None:
        return format_html('<span class="tier t-none"><span aria-hidden="true">?</span> {}</span>', _("not in this record"))
    plain, _plus, waiver = code.partition("+")
    label = plain if short else TIER_NAMES[plain]
    condition = format_html(" ({})", _("with a downgrade waiver only")) if waiver else ""
    mark = format_html('<span class="tier t-{}"><span aria-hidden="true">{}</span> ', plain.lower(), SHAPES[plain])
    return format_html("{}{}{}</span>", mark, label, condition)


@register.filter
def words(day: str | None) -> str:
    """A date in words, as precise as it is known."""
    return in_words(day) if day else _("date not known")


@register.filter
def shape(code: str) -> str:
    """The shape that stands for a placement."""
    return SHAPES.get(code, "?")


@register.filter
def tier_name(code: str) -> str:
    """The name of a placement."""
    return str(TIER_NAMES.get(code, _("not in this record")))


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """The entry of a mapping, or None."""
    return mapping.get(key)


@register.filter
def text_of(locator: str) -> str:
    """The hash of the text in a `text:` locator."""
    return locator.removeprefix("text:").partition("#")[0]


@register.filter
def span_of(locator: str) -> str:
    """The span in a `text:` locator."""
    return locator.partition("#")[2]


@register.filter
def hundred(share: float) -> int:
    """A share in hundredths."""
    return round(share * 100)


@register.simple_tag
def at(rank: int, last: int) -> str:
    """Where a rank lies on a line of 200 units that ends at the last one."""
    return f"{4 + 192 * (rank - 1) / max(1, last - 1):.1f}"


LIST_NAMES = {"movable": gettext_lazy("Most movable"), "worst": gettext_lazy("Worst as reported")}


@register.filter
def list_name(name: str) -> str:
    """The title of a list."""
    return str(LIST_NAMES.get(name, name.replace("_", " ")))


MEASURES = {
    "investigations": gettext_lazy("investigations"),
    "prosecutions": gettext_lazy("prosecutions"),
    "convictions": gettext_lazy("convictions"),
    "victims_identified": gettext_lazy("victims identified"),
    "victims_assisted": gettext_lazy("victims assisted"),
}
SILENCES = {
    "not_reported": gettext_lazy("the source says that it was not reported"),
    "silent": gettext_lazy("the summary, read in full, says nothing"),
    "not_held": gettext_lazy("not in this record"),
}


@register.filter
def measure(code: str) -> str:
    """The name of a measure; one that the small multiples lack is printed without its underscores."""
    return str(MEASURES.get(code, code.replace("_", " ")))


@register.filter
def silence(state: str) -> str:
    """One of the three silences that are no value, in a sentence of its own."""
    return str(SILENCES[state])


register.filter("word", labels.word)


@register.filter
def audience(code: str) -> str:
    """For whom a paper is written."""
    return str(labels.AUDIENCES[code])


@register.filter
def finding(found: Any) -> str:
    """What a finding says, in a few words: the name of its gap, placement, measure or place, and its number."""
    return labels.finding(found.kind, found.code, found.value)


@register.filter
def basis(code: str) -> str:
    """How a row came about, in words."""
    return labels.basis(code)


@register.filter
def span_locator(at: Any) -> str:
    """The locator of words of a narrative."""
    return f"text:{at.narrative.text_sha256}#{at.start}-{at.end}"


@register.filter
def elsewhere(locator: str) -> bool:
    """Whether a source is no part of the record, so that only its own address can be given."""
    return locator.startswith("press:")


@register.simple_tag
def cites(item: dict[str, Any]) -> SafeString:
    """The numbers of an item's sources, each a link to its entry in the list at the end of the page."""
    marks = format_html_join(" ", '<a href="#source-{}">{}</a>', ((n, n) for n in item["citations"]))
    return format_html('<sup class="cites">{}</sup>', marks) if item["citations"] else marks


@register.simple_tag
def placed(line: dict[str, Any], edition: int) -> SafeString:
    """Where a line of a comparison stands in one edition; a placement that was concluded and not read says so."""
    found = next((t for t in line["tiers"] if t["edition"] == edition), None)
    if found is None:
        return tier(None)
    concluded = found["basis"] in ("derived", "inferred")
    return (
        format_html('{} <span class="small">({})</span>', tier(found["tier"]), _("concluded"))
        if concluded
        else tier(found["tier"])
    )
