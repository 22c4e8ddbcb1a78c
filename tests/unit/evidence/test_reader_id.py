"""What a reader is named by."""

import pytest

from palermo.evidence.reader_id import reader_files

NAMES = {path.name for path in reader_files()}


@pytest.mark.parametrize("name", ["reviews.py", "refound.py", "figures.py", "gap_rules.yml", "actions.yml", "demonyms.csv"])
def test_what_decides_what_is_found_is_part_of_the_readers_id(name: str) -> None:
    assert name in NAMES


@pytest.mark.parametrize("name", ["files.py", "run.py", "review_log.py", "engines.py", "accuracy.yml"])
def test_what_only_keeps_or_runs_is_no_part_of_it(name: str) -> None:
    assert name not in NAMES
