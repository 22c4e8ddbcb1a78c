"""The mark of the rooms that make a kept answer: it changes whenever one of their files does, and with nothing else."""

import pytest

from palermo.record import derived
from palermo.record.derived import code_of


def rooms(folder, **files):
    """A package of made-up rooms, each file named by its room: `outlook__estimate.py`."""
    for name, text in files.items():
        room, file, kind = name.split("__")
        path = folder / room / f"{file}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def mark(tmp_path, monkeypatch):
    """The mark of one room, `outlook`, of a package with these files."""
    count = iter(range(100))

    def of(*names, **files):
        monkeypatch.setattr(derived, "PACKAGE", rooms(tmp_path / str(next(count)), **files))
        return code_of(*(names or ("outlook",)))

    return of


def test_a_number_changed_in_a_room_that_makes_the_answer_changes_the_mark(mark):
    before = mark(outlook__estimate__py="SHRINKAGE = 1.0", priorities__draws__py="x = 1")
    assert mark(outlook__estimate__py="SHRINKAGE = 2.0", priorities__draws__py="x = 1") != before
    assert mark(outlook__estimate__py="SHRINKAGE = 1.0", priorities__draws__py="x = 2") == before


@pytest.mark.parametrize("kind", ["py", "yml", "csv"])
def test_code_lists_and_tables_all_count_and_so_do_their_names(mark, kind):
    one = mark(**{f"outlook__a__{kind}": "1"})
    assert mark(**{f"outlook__a__{kind}": "2"}) != one
    assert mark(**{f"outlook__b__{kind}": "1"}) != one


def test_several_rooms_count_together_whatever_their_order(mark):
    files = {"outlook__a__py": "1", "assessment__a__py": "2"}
    both = mark("outlook", "assessment", **files)
    assert both == mark("assessment", "outlook", **files)
    assert both != mark("outlook", **files)
    assert both != mark("outlook", "assessment", **files | {"assessment__a__py": "3"})


def test_a_room_that_is_not_there_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="atlantis"):
        code_of("atlantis")
