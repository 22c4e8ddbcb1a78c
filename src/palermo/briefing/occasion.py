"""What a paper is prepared for, in the words of whoever asked for it: data, never markup, and one line."""

import unicodedata

from palermo.errors import UserError

LABEL = "Prepared for"
LONGEST = 160  # characters: two lines on a cover
# Of all invisible characters only those that Arabic, Persian, Hebrew and Indic scripts are written with. None that turns the
# order of what follows: a line could read otherwise than it is stored.
_JOINERS_AND_MARKS = frozenset("\u061c\u200c\u200d\u200e\u200f")


def occasion(text: str | None) -> str | None:
    """The cover line in one line, composed (NFC), at most LONGEST characters; None where none was given.

    UserError for an empty or too long one, and for characters that control or turn what follows.
    """
    if text is None:
        return None
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if not said:
        raise UserError("'--for' is empty. Say what the paper is prepared for, or leave it out.")
    if len(said) > LONGEST:
        raise UserError(f"'--for' has {len(said)} characters. The cover has room for {LONGEST}.")
    odd = next((c for c in said if unicodedata.category(c)[0] == "C" and c not in _JOINERS_AND_MARKS), None)
    if odd is not None:
        raise UserError(f"'--for' holds a character that is no letter, sign or space (U+{ord(odd):04X}). Take it out.")
    return said
