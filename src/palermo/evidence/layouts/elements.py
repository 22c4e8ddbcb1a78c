"""What an element of a page says of the text in it: that it is left out, contents, bold, a link, a footnote."""

import re
from functools import lru_cache

SKIP, SKIP_NAMED, CONTENT, ARTICLE, MAIN, BOLD, LINK, MARK, NOTE = (1 << n for n in range(9))

# fmt: off
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
WALLS = frozenset(("table", "td", "th", "body", "html", "article", "main"))  # an end tag of something else does not close these
CLOSED_BY = {"li": ("li", "p"), "dt": ("dd", "dt", "p"), "dd": ("dd", "dt", "p"), "td": ("td", "th", "p"), "th": ("td", "th", "p"),
             "tr": ("td", "th", "tr", "p"), "option": ("option",)}
_SKIPPED = frozenset((
    "script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "noscript", "template", "head", "nav", "footer", "aside",
    "form", "button", "select", "svg", "object", "audio", "video", "canvas", "math", "map", "datalist", "dialog",
))
_SKIPPED_NAMES = frozenset((
    "nav", "navbar", "navigation", "menu", "menus", "submenu", "leftnav", "rightnav", "topnav", "breadcrumb", "breadcrumbs", "footer",
    "sidebar", "masthead", "banner", "share", "sharing", "social", "cookie", "cookies", "skip", "skiplink", "skiplinks", "search",
    "searchbox", "toolbar", "pagination", "pager", "related", "tags", "taglist", "toc", "modal", "popup", "noprint", "printfriendly",
    "wm", "copyright", "disclaimer", "addthis", "sharethis", "promo", "advert", "newsletter", "subscribe", "contentinfo", "complementary",
))
_OF_ELEMENT = {"article": ARTICLE, "main": MAIN, "b": BOLD, "strong": BOLD, "sup": MARK}
# fmt: on
_CONTENT_NAMES = re.compile(
    r"\b(?:entry-content|report__content|report-content|article-content|article-body|post-content|main-content|maincontent|"
    r"content-main|centerblock|center-block|field-name-body|document-content|tiprpt)\b"
)
_NOTE_NAMES = re.compile(r"\b(?:foot-?notes?|end-?notes?|ftn\d+|edn\d+|fn-?\d+|footnote-\d+)\b")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_ATTRIBUTE = re.compile(
    r"\b(class|id|role|href|style|hidden|aria-hidden)\b(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")


@lru_cache(4_096)
def traits(name: str, attributes: str) -> int:
    """The flags of an element by its name and its attributes as written."""
    flags = (SKIP if name in _SKIPPED else 0) | _OF_ELEMENT.get(name, 0)
    if not attributes:
        return flags
    said = {m[1].lower(): (m[2] or "").strip("\"'").lower() for m in _ATTRIBUTE.finditer(attributes)}
    if name == "a":
        return flags | (LINK if said.get("href") else 0) | (MARK if "#" in said.get("href", "") else 0)
    if ("hidden" in said and name != "html") or said.get("aria-hidden") == "true" or _HIDDEN.search(said.get("style", "")):
        flags |= SKIP_NAMED
    names = f"{said.get('class', '')} {said.get('id', '')}"
    if _NOTE_NAMES.search(names):
        flags |= NOTE
    if said.get("role") == "main":
        flags |= MAIN
    if _CONTENT_NAMES.search(names):
        return flags | CONTENT
    named = _WORD.findall(f"{names} {said.get('role', '')}")
    if name not in ("html", "body", "main", "article") and not _SKIPPED_NAMES.isdisjoint(named):
        flags |= SKIP_NAMED
    return flags
