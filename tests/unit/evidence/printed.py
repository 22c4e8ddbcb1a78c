"""The printed pages among the fixtures, set in two columns and in one. Run it to make the files again."""

from pathlib import Path

from typeset import Line, pdf

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "pages"
_LEADING = 12


def _column(x: float, top: float, lines: list[str | tuple[str, float]]) -> list[Line]:
    """Lines one below another; a pair is a heading of that size in bold; words between tildes are bold; an empty line is a gap."""
    found, y = [], top
    for line in lines:
        words, size = (line, 9.0) if isinstance(line, str) else line
        if words.startswith("~"):
            _, bold, words = words.split("~")
            found.append(Line(x, y, bold, True, size))
            found.append(Line(x + 4.9 * len(bold), y, words, False, size))
        elif words:
            found.append(Line(x, y, words, not isinstance(line, str), size))
        y -= _LEADING * (1.5 if size > 9 else 1)
    return found


_LETTERS: list[tuple[str, list[str | tuple[str, float]], list[str | tuple[str, float]]]] = [
    (
        "NORVALE",
        [
            ("NORVALE (Tier 2)", 14.0),
            "Norvale is a source country for men subjected to",
            "forced labor, and for women in sex trafficking. Anti-",
            "trafficking police are few, and the anti-trafficking",
            "unit has no car.",
            "",
            "The Government of Norvale does not fully comply",
            "with the minimum standards for the elimination of traf-",
            "ficking; however, it is making significant efforts to do",
            "so. It opened a shelter.",
            "",
            "~Recommendations for Norvale:~ Enact the draft",
            "law; train police to find victims; and open a shel-",
            "ter for men.",
        ],
        [
            ("Prosecution", 9.0),
            "The government increased its efforts. Police inves-",
            "tigated 54 cases, and courts convicted 12 persons",
            "under the law of 2009.",
            "",
            ("Protection", 9.0),
            "The government made modest efforts. It identified",
            "120 victims and gave shelter to 44 of them, with a",
        ],
    ),
    (
        "NORVALE",
        [
            "budget that was half of the one before.",
            "",
            ("Prevention", 9.0),
            "The government made some efforts. A campaign was",
            "held in the north.",
            "",
            ("SUDMARK (Tier 3)", 14.0),
            "Sudmark is a destination for men from Norvale. They",
            "are held by debt in quarries and on farms.",
        ],
        [
            "The Government of Sudmark does not fully comply",
            "with the minimum standards and is not making signi-",
            "ficant efforts to do so.",
            "",
            ("Prosecution", 9.0),
            "The government made no efforts. No one was tried",
            "or convicted.",
        ],
    ),
]


def letters(footer: str = "Report of the Department", interleaved: bool = False) -> bytes:
    """An edition's pages of two narratives, in two columns, with running heads, page numbers and a footnote."""
    pages = []
    for number, (head, left, right) in enumerate(_LETTERS, start=118):
        body = _column(60, 690, left) + _column(320, 690, right)
        if interleaved:
            body.sort(key=lambda line: (-line.y, line.x))
        note = [Line(320, 90, "1 The law was published in 2010.", size=6)] if number == 118 else []
        frame = [Line(60, 755, head, size=8), Line(60, 40, footer, size=8), Line(540, 40, str(number), size=8)]
        pages.append([*frame[:1], *body, *note, *frame[1:]])
    return pdf(pages)


def committee() -> bytes:
    """Observations of a committee, in one column of numbered paragraphs."""
    lines: list[str | tuple[str, float]] = [
        ("Concluding observations on the report of Norvale", 13.0),
        "",
        ("Trafficking in persons", 9.0),
        "21. The Committee welcomes the law of 2014. It is concerned, however, that only three persons were convicted",
        "in the period under review, and that victims were held in custody for breaches of the rules on migration.",
        "22. The Committee recommends that the State party:",
        "(a) Investigate all reports of forced labour in quarries;",
        "(b) Open shelters for men.",
    ]
    return pdf(
        [
            [*_column(72, 700, lines), Line(300, 40, "3", size=8)],
            [Line(300, 40, "4", size=8), *_column(72, 700, ["23. It asks for a report within a year."])],
        ]
    )


if __name__ == "__main__":
    (FOLDER / "tip_letters.pdf").write_bytes(letters())
    (FOLDER / "committee.pdf").write_bytes(committee())
