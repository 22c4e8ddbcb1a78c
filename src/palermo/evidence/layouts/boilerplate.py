"""Lines that a site, a printer or a browser adds to a page: told by their words."""

import re

_LONGEST = 320
_LINE = re.compile(
    r"""[\W_]*(?:
    (?:back\ to|return\ to|go\ to)\b.{0,60} | top(?:\ of\ page)? | skip\ (?:to|navigation|links).{0,40}
  | (?:print|printer|e-?mail|share|tweet|text\ size|adjust\ font\ size)\b.{0,40} | (?:facebook|twitter|linkedin|x|rss|instagram|youtube)
  | home(?:\ *(?:>|»|::|\|).{0,200})? | you\ are\ (?:in|here)\s*:.{0,250} | on\ this\ page | in\ this\ section.{0,60} | contents
  | (?:previous|next)(?:\ (?:page|chapter|country|report))? | (?:download|view)\ (?:the\ |this\ )?(?:pdf|report|page|document)\b.{0,80}
  | tags? | related\ (?:links|documents|articles|reports).{0,80} | table\ of\ contents | search
  | (?:page\ )?last\ (?:updated|modified|reviewed)\b.{0,80} | (?:released|published|posted)\ (?:on|by)\b.{0,160}
  | an\ official\ website\ of.{0,80} | here.?s\ how\ you\ know | (?:official\ websites|secure\ \.gov)\b.{0,160}
  | (?:the|this)\ (?:site|web\s?site)\b.{0,40}\b(?:managed|maintained|hosted)\b.{0,200}
  | .{0,80}\bexternal\ links\b.{0,200} | (?:note:\ )?documents\ in\ portable\ document\ format.{0,200}
  | (?:privacy|copyright|accessibility|disclaimer|foia|terms\ of\ use|site\ map|contact\ us|about\ us|no\ fear\ act)\b.{0,120}
  | ©.{0,200} | all\ rights\ reserved.{0,60} | cookie.{0,80} | page\ \d+(?:\ (?:of|/)\ \d+)? | \d{1,4} | https?://\S+
  | \d{1,2}/\d{1,2}/\d{2,4},?(?:\ \d{1,2}:\d\d(?:\ ?[ap]m)?)?.{0,120}
  | (?:the\ )?office\ to\ monitor\ and\ combat\ trafficking\ in\ persons
  | this\ is\ a\ mobile\ copy\ of\b.{0,200}
  | archived\ content.{0,200} | information\ (?:released|in\ this)\b.{0,40}\b(?:archived|online)\b.{0,200}
    )[\W_]*""",
    re.IGNORECASE | re.VERBOSE,
)


def is_boilerplate(words: str) -> bool:
    """Whether a line or paragraph is nothing that the author of the document wrote."""
    return len(words) <= _LONGEST and _LINE.fullmatch(words) is not None
