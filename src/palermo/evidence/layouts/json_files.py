"""JSON as narratives: the Factbook's field, sections of the human rights reports, the Labor Department's findings, rows, anything."""

from collections.abc import Iterator
from typing import Any

from palermo.evidence.layouts import rows
from palermo.evidence.layouts.limits import Unreadable
from palermo.evidence.layouts.mapped import Block, text_of
from palermo.evidence.layouts.narratives import code_of, parts_of
from palermo.evidence.layouts.values import blocks_of, folded, label, loaded, pointer, strings, year_in
from palermo.evidence.model import Part

_FIELD = "trafficking in persons"
_FEWEST = 5  # words of a string that is prose, in a file of a form not known
_SECTION_LEVEL, _SUBSECTION_LEVEL = 3, 4
_ACTION_KEYS = ("action", "actions", "suggested action", "suggested actions", "name", "text")
_ASIDE = ("description", "summary", "finding", "findings", "area", "year", "years", "id")
_STOPS = (".", "!", "?", '."', ".”", ".)")


def parts(text: str, *, series: str, edition: int | None, jurisdiction: str | None, title: str = "") -> tuple[Part, ...]:
    """The narratives of a JSON file. Unreadable when it is no JSON or holds no prose."""
    return parts_of_data(loaded(text), series=series, edition=edition, jurisdiction=jurisdiction, title=title)


def parts_of_data(data: Any, *, series: str, edition: int | None, jurisdiction: str | None, title: str = "") -> tuple[Part, ...]:
    """The narratives of data as JSON has it, whatever file it came from. Unreadable when it holds no prose."""
    field = _factbook(data)
    if field:
        code = jurisdiction or code_of(_short_name(data) or title)
        return (Part(code, edition, _short_name(data) or title, text_of(_labelled(*field))),)
    if isinstance(data, dict) and isinstance(data.get("blocks"), list):
        return _sections(data, edition, jurisdiction, title)
    countries = list(_countries(data))
    if countries:
        return _told_of(countries, edition, jurisdiction)
    table = _table(data)
    if table:
        return rows.parts(table[0], table[1], series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    found = [
        block for words, path in strings(data) if len(words.split()) >= _FEWEST for block in blocks_of(words, pointer(*path))
    ]
    if not found:
        raise Unreadable("it is data without prose")
    return parts_of(found, series=series, edition=edition, jurisdiction=jurisdiction, title=title)


# The World Factbook ---------------------------------------------------------------------------------------------------------


def _factbook(data: Any) -> tuple[Any, tuple[object, ...]] | None:
    """The field on trafficking with the steps to it, None in any other file."""
    if not isinstance(data, dict):
        return None
    for chapter, fields in data.items():
        if folded(chapter) == _FIELD:
            return fields, (chapter,)
        for key in fields if isinstance(fields, dict) else ():
            if folded(key) == _FIELD:
                return fields[key], (chapter, key)
    return None


def _labelled(value: Any, steps: tuple[object, ...]) -> list[Block]:
    """Each text of the field; the key that names it stands before it as a label ("tier rating: ")."""
    found = []
    for words, path in strings(value, *steps):
        place = pointer(*path)
        blocks = blocks_of(words, place)
        keys = [n for n in range(len(steps), len(path)) if isinstance(path[n], str) and folded(path[n]) not in ("text", "note")]
        if keys and blocks:
            named = path[: keys[-1] + 1]
            blocks[0].runs = [*label(str(named[-1]), pointer(*named), end=": ").runs, *blocks[0].runs]
        found += blocks
    if not found:
        raise Unreadable("its field on trafficking in persons is empty")
    return found


def _short_name(data: Any) -> str | None:
    for step in ("Government", "Country name", "conventional short form", "text"):
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, str) else None


# Human rights reports, as sections ------------------------------------------------------------------------------------------


def _sections(data: dict[str, Any], edition: int | None, jurisdiction: str | None, title: str) -> tuple[Part, ...]:
    """`blocks` of section, subsection and text: a heading stands where either changes."""
    found: list[Block] = []
    before = {"section": "", "subsection": ""}
    for number, row in enumerate(data["blocks"]):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            continue
        for key, level in (("section", _SECTION_LEVEL), ("subsection", _SUBSECTION_LEVEL)):
            words = row.get(key)
            if isinstance(words, str) and words.strip() and words != before[key]:
                found += [Block(block.runs, level) for block in blocks_of(words, pointer("blocks", number, key))[:1]]
            if words != before[key] and key == "section":
                before["subsection"] = ""
            before[key] = words if isinstance(words, str) else ""
        found += [Block(block.runs) for block in blocks_of(row["text"], pointer("blocks", number, "text"))]
    if not found:
        raise Unreadable("its blocks hold no text")
    name = next((str(data[key]) for key in ("title", "country", "name") if data.get(key)), title)
    code = jurisdiction or code_of(str(data.get("country") or data.get("name") or ""))
    year = edition or next((year for key in ("year", "edition") if (year := year_in(data.get(key)))), None)
    return (Part(code, year, name, text_of(found)),)


# Sweat & Toil ---------------------------------------------------------------------------------------------------------------


def _countries(data: Any) -> Iterator[tuple[dict[str, Any], tuple[object, ...]]]:
    """Objects with suggested actions, be there none, with the steps to each; at most three lists or objects deep."""
    waiting: list[tuple[Any, tuple[object, ...]]] = [(data, ())]
    while waiting:
        one, path = waiting.pop(0)
        if isinstance(one, dict) and any(_suggests(key) and (isinstance(one[key], dict | list) or not one[key]) for key in one):
            yield one, path
        elif len(path) < 3 and isinstance(one, dict):
            waiting += [(value, (*path, key)) for key, value in one.items() if isinstance(value, dict | list)]
        elif len(path) < 3 and isinstance(one, list):
            waiting += [(value, (*path, number)) for number, value in enumerate(one) if isinstance(value, dict | list)]


def _suggests(key: object) -> bool:
    return folded(key).startswith("suggested")


def _told_of(
    countries: list[tuple[dict[str, Any], tuple[object, ...]]], edition: int | None, jurisdiction: str | None
) -> tuple[Part, ...]:
    """The countries of which anything is told."""
    found = [_country(one, path, edition, jurisdiction if len(countries) == 1 else None) for one, path in countries]
    if not any(part.text.text for part in found):
        raise Unreadable("it is data without prose")
    return tuple(part for part in found if part.text.text)


def _country(data: dict[str, Any], path: tuple[object, ...], edition: int | None, jurisdiction: str | None) -> Part:
    """What is told of a country, and then what is suggested to it, each area under a heading of its own."""
    told = [block for key, value in data.items() for block in _told(key, value, path)]
    asked = [block for key, value in data.items() if _suggests(key) for block in _asked(key, value, path)]
    name = next((str(data[key]) for key in data if folded(key) in ("name", "country", "country name")), "")
    year = edition or next((year for key in data if folded(key) == "year" and (year := year_in(data[key]))), None)
    return Part(jurisdiction or code_of(name), year, name, text_of([*told, *asked]))


def _told(key: str, value: Any, path: tuple[object, ...]) -> Iterator[Block]:
    """The sentences under a key of a country that are no suggested actions, though they may stand among those."""
    headed = _suggests(key) or folded(key) in ("description", "summary", "text")
    for words, steps in strings(value, *path, key):
        if (_suggests(key) and _is_action(steps[len(path) + 1 :])) or not (headed or words.rstrip().endswith(_STOPS)):
            continue
        if len(words.split()) >= _FEWEST and not headed:
            headed = True
            yield label(key, pointer(*path, key), _SECTION_LEVEL)
        if len(words.split()) >= _FEWEST:
            yield from (Block(block.runs) for block in blocks_of(words, pointer(*steps)))


def _asked(key: str, value: Any, path: tuple[object, ...]) -> Iterator[Block]:
    """The suggested actions under a key. The name of their area stands in the heading, so that it is not read as one of them."""
    before: str | None = None
    for words, steps in strings(value, *path, key):
        inside = steps[len(path) + 1 :]
        if not words.strip() or not _is_action(inside):
            continue
        area = str(inside[0]) if len(inside) > 1 and isinstance(inside[0], str) and folded(inside[0]) not in _ACTION_KEYS else ""
        if area != before:
            heading = label(key, pointer(*path, key), _SECTION_LEVEL, ": " if area else "")
            heading.runs += label(area, pointer(*path, key, inside[0])).runs if area else []
            yield heading
        before = area
        yield from (Block(block.runs) for block in blocks_of(words, pointer(*steps)))


def _is_action(inside: tuple[object, ...]) -> bool:
    """Whether the steps from the suggested actions on lead to an action, and not to what is said of its area or its year."""
    keys = [folded(step) for step in inside if isinstance(step, str)]
    return (
        not keys or keys[-1] in _ACTION_KEYS or (len(keys) == 1 and keys[0] not in _ASIDE and isinstance(inside[-1], int | str))
    )


# Rows -----------------------------------------------------------------------------------------------------------------------


def _table(data: Any) -> tuple[list[dict[str, Any]], list[str]] | None:
    """A list of flat objects and the place of each, None where the file is no such list."""
    steps: tuple[object, ...] = ()
    if isinstance(data, dict):
        lists = [key for key, value in data.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if len(lists) != 1:
            return None
        steps, data = (lists[0],), data[lists[0]]
    if not isinstance(data, list) or not data or not all(isinstance(row, dict) for row in data) or not rows.text_column(data[0]):
        return None
    return data, [pointer(*steps, number) for number in range(len(data))]
