"""The same questions from Python."""

import palermo


def test_the_api_answers_what_the_command_line_answers():
    with palermo.open_record("2017-02-22") as record:
        paper = palermo.brief(record, "cuba")
        assert paper.sections[0].claims[0].text.startswith("In the 2016 edition Cuba")
        assert palermo.check(paper) == []
        assert palermo.document(paper)["schema"] == "palermo.brief/1"
        assert palermo.country(record, "Swaziland").name == "Swaziland"


def test_every_name_that_is_offered_is_there():
    for name in palermo.__all__:
        assert getattr(palermo, name)
