"""A file of one JSON value a line is JSON too; one that is cut off is not."""

from palermo.library.content import look


def test_one_value_a_line_is_read_as_rows():
    assert look(b'{"text": "one"}\n{"text": "two"}\n', "rows.jsonl").data == [{"text": "one"}, {"text": "two"}]


def test_a_line_that_is_cut_off_spoils_the_file():
    assert look(b'{"text": "one"}\n{"text": "tw', "rows.jsonl").data is None
