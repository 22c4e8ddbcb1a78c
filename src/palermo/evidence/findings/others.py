"""Whether a deed is one of others than the state: "NGOs assisted 85 children", not "officials and NGOs assisted 85 children"."""

import re

_STATE = r"(?:government|police|authorities|officials|courts?|ministry|prosecutors|judges|parliament)"
_NAMES = r"(?:ngos?(?: workers?| staff)?|(?:international |non-governmental )?organi[sz]ations?|iom|unhcr|unicef|civil society(?: groups?| organi[sz]ations?| actors?)?)"
_ALONE = re.compile(
    r"(?:^|[;(] |,? (?:but|while|although|whereas) )(?:in (?:(?:19|20)\d\d|addition)[^,;]{0,60}, |additionally, )?"
    rf"(?:(?:an?|one|another|the|local|several|other|two|three|some|foreign) )*{_NAMES}(?: and {_NAMES})*(?: in [\w ]{{2,30}}?)?"
    rf"(?: (?!{_STATE} (?:also |then )?(?:\w+ed|made|took|gave|held|found)\b)[\w'-]+,?){{0,25}} $"
    rf"|, (?:an? |the |several )?{_NAMES} $"
    rf"|\b(?:report(?:ed|s|ing)|said|noted|stated)(?: that)? (?:an? |the |several )?{_NAMES} (?:also |separately |\w+ly )?$"
    rf"|(?:\)|\b(?:victims|children|cases|women|men|girls|boys|persons|people|workers)(?: [\w-]+){{0,6}}), and {_NAMES} (?:also )?$"
)
_NAMED = re.compile(_NAMES)  # a quick look
_FAR = 220  # characters from a subject to its deed
_STATES_OWN = re.compile(rf"\b{_STATE} (?:also |then |\w+ly |has |have |had )*$")


def of_others(lower: str, at: int) -> bool:
    """Whether the subject of a deed at an offset of a levelled clause is somebody else than the state, alone."""
    if _STATES_OWN.search(lower, max(0, at - 60), at):
        return False
    start = max(0, at - _FAR)
    return _NAMED.search(lower, start, at) is not None and _ALONE.search(lower, start, at) is not None
