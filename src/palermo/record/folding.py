"""Stand-in."""

INDEX_DDL = (
    """CREATE VIRTUAL TABLE passage_index USING fts5(words, tags, content='', tokenize="porter unicode61 remove_diacritics 2")"""
)


def words(text: str) -> str:
    """Words."""
    return text.lower()


def tags(series: str, edition: int | None, iso3: str | None, section: str) -> str:
    """Tags."""
    return f"series_{series} year_{edition} iso3_{iso3} section_{section}"
