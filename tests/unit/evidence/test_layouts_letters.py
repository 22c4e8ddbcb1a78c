"""A file of the UN's rapporteurs: what they allege and what the State answers are texts of two origins, or the file is refused."""

from pathlib import Path

import pytest
import ways_back

from palermo.evidence.layouts import Unreadable, parts
from palermo.evidence.model import Part

PAGES = Path(__file__).parent.parent.parent / "fixtures" / "pages"
BOTH = (PAGES / "letter_and_reply.txt").read_text(encoding="utf-8")
LETTER, _, REPLY = BOTH.partition("PERMANENT MISSION OF NORVALE")
TOLD, ANSWERED = "had their passports taken", "convicted three traffickers"


def opened(text: str | bytes, media_type: str = "text/plain", series: str = "special_procedures") -> tuple[Part, ...]:
    data = text.encode() if isinstance(text, str) else text
    return parts(data, media_type=media_type, series=series, edition=2021, jurisdiction="NOR", title="AL QMA 1/2021")


def sides(found: tuple[Part, ...]) -> list[str | None]:
    return [part.origin for part in found]


def test_letter_and_reply_of_one_file_are_two_texts_of_two_origins() -> None:
    letter, reply = opened(BOTH)
    assert (letter.origin, letter.title) == (None, "AL QMA 1/2021: letter")
    assert (reply.origin, reply.title) == ("own_government", "AL QMA 1/2021: reply of the State")
    assert (letter.jurisdiction, reply.jurisdiction, reply.edition) == ("NOR", "NOR", 2021)
    assert TOLD in letter.text.text
    assert ANSWERED not in letter.text.text
    assert ANSWERED in reply.text.text
    assert TOLD not in reply.text.text
    for part in (letter, reply):
        ways_back.check(part.text, {"": BOTH})


def test_each_alone_is_a_text_of_its_own_origin() -> None:
    assert sides(opened(LETTER)) == [None]
    (reply,) = opened(REPLY)
    assert (reply.origin, reply.title) == ("own_government", "AL QMA 1/2021")


@pytest.mark.parametrize(
    "heading",
    [
        "Reply of the Government of Norvale",
        "ANNEX II. RESPONSE FROM THE STATE",
        "2. The Government's reply:",
        "Observations of the Government of Norvale, 3 May 2021",
        "NOTE VERBALE",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["paragraphs", "lines"])
def test_a_heading_that_says_so_begins_the_reply(heading: str, between: str) -> None:
    letter, reply = opened(f"{LETTER.strip()}{between}{heading}{between}The courts {ANSWERED}, and one official was dismissed.")
    assert (TOLD in letter.text.text, ANSWERED in letter.text.text) == (True, False)
    assert (reply.origin, ANSWERED in reply.text.text) == ("own_government", True)


def test_a_reply_that_stands_before_its_letter_is_parted_too() -> None:
    assert sides(opened(f"{REPLY}\n\nLetter of the Special Rapporteur\n\n{LETTER}")) == ["own_government", None]


def test_words_about_a_reply_in_a_letter_are_no_reply() -> None:
    thanks = "We thank your Excellency's Government for the kind words in the official\nReply of the Government of 3 May.\n"
    assert sides(opened(f"{LETTER}\n\n{thanks}")) == [None]


@pytest.mark.parametrize("quoted", ["In your letter you wrote:\n\n{}", "“{}”"])
def test_what_a_reply_quotes_of_the_letter_is_of_the_reply(quoted: str) -> None:
    words = quoted.format("We have the honour to address you in our capacity as Special Rapporteur.")
    *_, reply = found = opened(f"{BOTH}\n\n{words}\n\nThe Government denies this.")
    assert sides(found) == [None, "own_government"]
    assert reply.text.text.endswith("The Government denies this.")


@pytest.mark.parametrize(
    "turned",
    [
        f"{LETTER}\n\nObservations by the Government\n\nThe Government opened a case. We remain concerned about the workers.",
        f"{REPLY}\n\nLetter of allegation of 3 May 2021\n\nThe Government has studied it, and denies it.",
    ],
)
def test_a_heading_under_which_the_other_side_speaks_parts_nothing(turned: str) -> None:
    with pytest.raises(Unreadable, match="bring them as two files"):
        opened(turned)


def test_an_embassy_in_the_letter_is_no_reply() -> None:
    told = "The embassy of Norvale took their passports. The ambassador, who has the honour to be its head, did not answer."
    assert sides(opened(f"{LETTER}\n\n{told}")) == [None]


def test_pages_and_pdf_are_parted_as_text_is() -> None:
    page = "".join(f"<p>{paragraph}</p>" for paragraph in BOTH.split("\n\n"))
    assert sides(opened(f"<html><body>{page}</body></html>", "text/html")) == [None, "own_government"]


def test_a_file_of_both_without_a_seam_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match="where one ends cannot be told: bring them as two files"):
        opened(" ".join(BOTH.split()))


def test_a_table_with_a_column_of_replies_gives_them_their_origin() -> None:
    table = f"country,text,reply\nNorvale,Workers are said to have {TOLD} there.,The courts {ANSWERED} in that year.\n"
    letter, reply = opened(table, "text/csv")
    assert sides((letter, reply)) == [None, "own_government"]
    assert (TOLD in letter.text.text, ANSWERED in reply.text.text) == (True, True)


def test_other_series_are_not_parted() -> None:
    assert sides(opened(BOTH, series="own_report")) == [None]
