"""What the site keeps for all threads holds no record: two threads that ask one connection can wait for each other forever."""

import gc
import sqlite3
from collections import deque

from palermo.record.opened import Record
from palermo.register.jurisdictions import resolve


def _reaches(start: object, kinds: tuple[type, ...]) -> bool:
    """Whether an object of some kind can be reached from here; classes, modules and functions are not entered."""
    seen, queue = set(), deque([start])
    while queue:
        one = queue.popleft()
        if isinstance(one, kinds):
            return True
        if id(one) in seen or isinstance(one, (type, str, int)) or callable(one) or type(one).__name__ == "module":
            continue
        seen.add(id(one))
        queue.extend(gc.get_referents(one))
    return False


def test_the_page_of_a_country_is_kept_without_its_record(today_record, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "palermo.workspace.settings")
    from palermo.workspace.pages.country import country

    assert _reaches([today_record], (Record, sqlite3.Connection)), "the search itself finds what it looks for"
    for code in ("CUB", "NRU"):
        assert not _reaches(country(today_record, resolve(code), "own"), (Record, sqlite3.Connection))


def test_a_paper_that_is_kept_is_asked_with_the_record_of_whoever_asks(record_home):
    from palermo.record.opened import opened
    from palermo.workspace.pages.papers import paper_on

    with opened() as first:
        paper_on(first, "CUB", "USA", "own")
    with opened() as second:
        paper = paper_on(second, "CUB", "USA", "own")
        assert paper.case.record is second
        assert second.rows("SELECT 1")
