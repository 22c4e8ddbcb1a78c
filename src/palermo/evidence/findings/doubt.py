"""Whether a sentence says that something did not happen, or only that nobody says whether it did. In doubt it says nothing.

A zero needs a plain statement. What is not reported, not known, not recorded, wished for, feared, denied or set under a condition
is a silence, and a silence that is shown as a zero is the worst that this reader can do: so each of these frames takes it away.
"""

import re

_REPORTED = r"(?:report|known?|record|count|confirm|disclos|publish|shar|releas|verif|available|document|announc|track|quantif|determin|ascertain|compil)\w*"
# After the deed: "convictions data", "convictions could be counted", "convictions are known".
_DATA = re.compile(
    r"(?:(?:,| or| and|/)* ?[\w-]+){0,4}? (?:data|statistics|figures|numbers|information|records?)\b|"
    rf"(?: of \w+(?: \w+)?)? (?:(?:can|could|may|might) (?:not )?be|(?:are|were|is|was|have been|has been|had been)(?: \w+ly)?) {_REPORTED}\b"
)
_PARTLY = re.compile(
    r"(?: (?:them|these|those|such \w+|it))? (?:as (?!(?:\w+ )?victims?\b|a result\b)|without\b|unless\b|until\b|separately\b)"
)
# Between the denial and the deed: "no indication that", "none of the agencies reported how many", "did not record convictions".
_WHETHER = re.compile(
    rf"\b(?:that|whether|if|how|what|why|which)\b|\b(?:sa(?:id|ys?)|knew|knows?|tells?|told)\b|\b(?:indicat|suggest|prove[ns]?|proving|show)\w*\b|"
    rf"\b(?:data|statistics|information|numbers?|figures|(?!known\b){_REPORTED}) (?:\w+ ){{0,3}}$|^ (?!known\b)(?:{_REPORTED})\b"
)
# Before the denial, in its sentence: nobody knows, somebody denies, wishes, fears, or sets a condition.
_FRAME = re.compile(
    r"\b(?:true|wrong|right|fair|possible|impossible|false|misleading|claim\w*|denie[sd]|deny|alleg\w+|fear\w*|hop(?:e|es|ed|ing)|doubt\w*|unclear|unknown|uncertain|rumou?r\w*|not known"
    r"|nobody knows|no one (?:knows|could say))\b[^;]{0,40}\b(?:that|whether|if|how)\b[^;]*$|\b(?:if|unless|until|whether|lest)\b[^,;]*$"
    r"|\b(?:should|must|shall|would|will|may|might)\b[^,;]*$|\b(?:draft|proposed|proposal)\b[^,;]*$|\b(?:lack|absence|loss) of (?:\w+ )?(?:data|records?|information|statistics)\b"
    r"|\bnot a (?:single )?(?:year|month|week|day)\b|\b(?:archives?|records) (?:burned|were (?:lost|destroyed))"
)
_NONE_TOLD = re.compile(rf" (?:\w+ )?(?:(?:was|were|is|are|have been|had been) )?(?:\w+ly )?{_REPORTED}\b")
_ON_RECORD = re.compile(r" (?:on (?:record|file)|\w+\?)")
_OF_OTHERS = re.compile(
    r" of (?:the|its|their|these|those) (?!(?:[\w-]+ ){0,2}(?:traffick\w*|offend\w*|suspect\w*|defendant\w*|accused|perpetrat\w*|victim\w*|survivor\w*|case\w*|investigation\w*|prosecution\w*))"
)
_NEXT_FALSE = re.compile(r"[^.]{0,80}\b(?:is|was|are|were) (?:false|untrue|wrong|mistaken|denied|disputed|contested)\b")


def doubted(sentence: str, denial: int, denial_end: int, deed: int, deed_end: int) -> bool:
    """Whether a denied deed of a sentence is no plain zero. Offsets are into the sentence, which is levelled.

    The deed may stand before the denial ("convicted no traffickers", "convictions: none reported").
    """
    before, after = sentence[:denial], sentence[max(denial_end, deed_end) :]
    between = sentence[denial_end:deed] if deed >= denial_end else sentence[deed_end:denial]
    return bool(
        _DATA.match(sentence, deed_end)
        or _PARTLY.match(sentence, deed_end)
        or _WHETHER.search(between)
        or _FRAME.search(before)
        or (deed < denial and (_NONE_TOLD.match(after) or _ON_RECORD.match(after)))
        or (sentence[denial:denial_end] == "none" and _OF_OTHERS.match(sentence, denial_end))
        or _NEXT_FALSE.match(after)
    )
