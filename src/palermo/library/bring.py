"""BRING: documents that a person already holds, into the library.

A folder is walked without following links, and without what a browser saved beside a page; every file is opened as what it is (a
device or a pipe is not read), within a limit of size. A file that cannot be taken is named, with the reason, and left where it is; the rest goes on.
"""

import datetime as dt
import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from palermo.errors import UserError
from palermo.home import home
from palermo.library import places
from palermo.library.addresses import slug_of
from palermo.library.collect import Outcome, Progress, Summary
from palermo.library.content import LARGEST, Seen, fault, look
from palermo.library.series import Series
from palermo.library.store import Held, Writer, documents, sha256, sound, tombstones
from palermo.register.jurisdictions import jurisdictions

T = TypeVar("T")

MOST_FILES = 200_000
# The public archive of the human rights reports keeps data/<year>/sections/<slug>.json beside lists and tables of its own.
_ARCHIVE = re.compile(r"(?:^|/)(?:data/)?(?P<year>\d{4})/sections/(?P<slug>[^/]+)\.json$")
_LINK = "it is a link, which may lead anywhere: bring what it leads to"
_SAVED = ("_files", "-Dateien", "_archivos", "_fichiers", "_arquivos")  # the folder of a page that a browser saved complete
_BESIDE = re.compile(r"(?:^|/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX/.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of what they bring. It wins over names of files and folders, never over what a document says of itself."""

    edition: int | None = None
    jurisdiction: str | None = None
    published: dt.date | None = None
    title: str | None = None


class _SetAsideError(Exception):
    """A file that is not taken; its words say why."""


def bring(series: Series, path: Path, said: Said, writer: Writer, progress: Progress = lambda *_: None) -> Summary:
    """Import a file, or all files of a folder, into a series. UserError when there is nothing at the path."""
    files, closed = _files(path)
    archive = {name for name, _ in files if _ARCHIVE.search(name)}
    if archive and series.id == "human_rights_report":
        files = [(name, file) for name, file in files if name in archive]  # the rest are its own extracts of the same pages
    last: dict[Any, Held] = {}
    for held in documents(series.id):
        last |= {held.place: held, held.file: held}
    buried = set(tombstones())
    outcomes = [Outcome("refused", name, None, None, "", why) for name, why in closed]
    for number, (name, file) in enumerate(files):
        progress(number, len(files), places.printable(name))
        outcomes.append(_one(series, name, file, said, len(files) > 1, writer, last, buried))
    progress(len(files), len(files), "")
    return Summary(series.id, said.edition, tuple(outcomes), held=len(documents(series.id)))


def _files(path: Path) -> tuple[list[tuple[str, Path]], list[tuple[str, str]]]:
    """Every file below a path, sorted, with its name below it, and the folders that cannot be read, with the reason.

    What an operating system leaves about is passed over. UserError where there is nothing, or nothing that can be read.
    """
    try:
        there, folder_is = path.exists(), path.is_dir()
    except OSError as error:
        raise UserError(f"'{path}' cannot be read ({error.strerror}). Check its permissions.") from error
    if not there and not path.is_symlink():
        raise UserError(f"'{path}' does not exist. Give --from a file or a folder.")
    if path.is_symlink():
        raise UserError(f"'{path}' is a link, which may lead anywhere. Give --from the folder or file itself.")
    if any(_is_home(folder) for folder in (path, *path.resolve().parents)):
        raise UserError(f"'{path}' is where palermo keeps what it holds. Give --from a file or folder outside {home()}.")
    if not folder_is:
        return [(path.name, path)], []
    found: list[tuple[str, Path]] = []
    closed: list[tuple[str, str]] = []

    def unreadable(error: OSError) -> None:
        below = Path(error.filename).relative_to(path).as_posix()
        closed.append((f"{below}/", f"the folder cannot be read ({error.strerror}): {_advice(error)}"))

    for folder, folders, names in os.walk(path, onerror=unreadable, followlinks=False):
        links = [name for name in folders if _is_link(Path(folder) / name)]
        closed += [((Path(folder) / name).relative_to(path).as_posix() + "/", _LINK) for name in sorted(links)]
        beside = {f"{Path(name).stem}{end}" for name in names if name.lower().endswith((".htm", ".html")) for end in _SAVED}
        folders[:] = sorted(
            name
            for name in folders
            if name not in links and name not in beside and not name.startswith(".") and not _is_home(Path(folder) / name)
        )
        for name in sorted(names):
            file = Path(folder) / name
            below = file.relative_to(path).as_posix()
            if not _BESIDE.search(below):
                found.append((below, file))
        if len(found) > MOST_FILES:
            raise UserError(f"'{path}' holds more than {MOST_FILES:,} files. Give the folder of one series.")
    if not found and closed:
        raise UserError(f"'{path}' cannot be read: of {closed[0][0]} {closed[0][1]}. Check its permissions.")
    if not found:
        raise UserError(f"'{path}' holds no files. Give --from a file or a folder of documents.")
    return found, closed


def _is_home(path: Path) -> bool:
    """Whether a folder is the one in which palermo keeps its library: nothing there is a document that a person brings."""
    try:
        return path.samefile(home())
    except OSError:
        return False


def _advice(error: OSError) -> str:
    return "move it to a shorter path" if error.errno == errno.ENAMETOOLONG else "check its permissions"


def _is_link(path: Path) -> bool:
    """Whether a path is a link; one of which that cannot be told fails where it is opened."""
    try:
        return path.is_symlink()
    except OSError:
        return False


def _one(
    series: Series,
    name: str,
    file: Path,
    said: Said,
    among_others: bool,
    writer: Writer,
    last: dict[Any, Held],
    buried: set[str],
) -> Outcome:
    try:
        content = _read(file)
        seen = look(content, name)
        entry = _entry(series, name, content, seen, said)
        if among_others:
            _named_alike(said.edition, _edition(name, seen), "--year", str)
            _named_alike(said.jurisdiction, _jurisdiction(series, name, seen), "--country", _named)
        _within_time(series, entry.edition)
        why = fault(content, seen, series, whole=False, edition=entry.edition)
        if why is not None:
            raise _SetAsideError(why)
        if entry.sha256 in buried:
            raise _SetAsideError("it was erased from this library")
    except _SetAsideError as reason:
        return Outcome("refused", name, None, None, "", str(reason))
    same = last.get(entry.file)
    entry = _as_said(entry, said, same) if same else entry
    before = same or last.get(entry.place)
    if before and _told(before) == _told(entry) and sound(entry.sha256):
        return _outcome("unchanged", entry)
    writer.keep(content, entry)
    last |= {entry.place: entry, entry.file: entry}
    if same and _told(same) != _told(entry):
        return _outcome("described", entry, _in_words(same))
    return _outcome("changed" if before and not same else "kept", entry, before.sha256 if before and not same else "")


def _told(held: Held) -> tuple[object, ...]:
    """What makes a second import of a file worth a line: other bytes, or another word on what they are."""
    return held.file, held.place, held.published, held.title


def _as_said(entry: Held, said: Said, before: Held) -> Held:
    """A file that is held already, as it is described now: what a person said before stands where they say nothing new."""
    return replace(
        entry,
        edition=said.edition or before.edition or entry.edition,
        jurisdiction=said.jurisdiction or before.jurisdiction or entry.jurisdiction,
        published=said.published or before.published,
        title=entry.title if said.title else before.title,
    )


def _in_words(held: Held) -> str:
    published = f", published {held.published}" if held.published else ""
    return f"{_named(held.jurisdiction) if held.jurisdiction else 'no country'}, {held.edition or 'no edition'}{published}, '{held.title}'"


def _outcome(what: Any, entry: Held, why: str = "") -> Outcome:
    return Outcome(what, entry.address, entry.edition, entry.jurisdiction, entry.title, why, entry.sha256)


def _read(file: Path) -> bytes:
    """The bytes of a regular file, never through a link and never from a device; _SetAsideError says why not."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        why = _LINK if _is_link(file) else f"it cannot be read ({error.strerror}): {_advice(error)}"
        raise _SetAsideError(why) from None
    with os.fdopen(descriptor, "rb", buffering=0) as opened:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise _SetAsideError("it is a device, a pipe or a socket: bring a file")
        if state.st_size > LARGEST:
            raise _SetAsideError(f"it is larger than {LARGEST // 1_000_000} MB: cut it into smaller files")
        try:
            return b"".join(iter(lambda: opened.read(1 << 20), b""))
        except OSError as error:
            raise _SetAsideError(f"it cannot be read ({error.strerror}): bring another copy") from None


# Which document it is ---------------------------------------------------------------------------------------------------------


def _entry(series: Series, name: str, content: bytes, seen: Seen, said: Said) -> Held:
    address = next((a for a in seen.own_addresses if _era_year(series, a)), None)
    title = said.title or seen.title or Path(name).stem
    return Held(
        series=series.id,
        address=address or name,
        retrieved_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        sha256=sha256(content),
        media_type=seen.media_type,
        size=len(content),
        edition=_agreed(said.edition, _own_edition(series, seen, address), "--year", str) or _edition(name, seen),
        jurisdiction=_agreed(said.jurisdiction, _own_place(series, seen, address), "--country", _named)
        or _jurisdiction(series, name, seen),
        published=said.published,
        origin=series.origin,
        title=" ".join(title.split())[:300],
        words=seen.fingerprint,
    )


def _agreed(said: T | None, own: T | None, option: str, spoken: Callable[[T], str]) -> T | None:
    """What a person says, or else the document itself. _SetAsideError where the two differ: one of them is wrong."""
    if said is not None and own is not None and said != own:
        raise _SetAsideError(
            f"it says itself that it is of {spoken(own)}, and not of {spoken(said)}: leave out {option}, or bring the right file"
        )
    return said if said is not None else own


def _named_alike(said: T | None, named: T | None, option: str, spoken: Callable[[T], str]) -> None:
    """Raise _SetAsideError for a file among others whose name differs from what is said of all of them."""
    if said is not None and named is not None and said != named:
        raise _SetAsideError(
            f"its name says {spoken(named)}, and {option} says {spoken(said)} of all: bring it alone, or leave out {option}"
        )


def _within_time(series: Series, edition: int | None) -> None:
    """Raise _SetAsideError for an edition that there cannot be."""
    last = dt.datetime.now(dt.UTC).year + 1
    first = series.since or 0
    if edition is not None and not first <= edition <= last:
        limits = f"begins in {first}" if edition < first else f"cannot have one after {last}"
        raise _SetAsideError(
            f"it seems to be of {edition}, and this series {limits}: say the edition with --year, or mend its name"
        )


def _named(code: str) -> str:
    place = jurisdictions().get(code)
    return place.name().text if place else code


def _era_year(series: Series, address: str) -> int | None:
    """The edition in whose layout an address stands, None where it stands in none. An archive's host has years of its own."""
    for year in places.years(address):
        era = series.era(year)
        if era and re.match(era.links.replace("{year}", str(year)), address):
            return year
    return None


def _own_edition(series: Series, seen: Seen, address: str | None) -> int | None:
    """The edition by the page's own address, or by the data itself."""
    return (_era_year(series, address) if address else None) or _year(_at(seen.data, series.edition_at))


def _own_place(series: Series, seen: Seen, address: str | None) -> str | None:
    """The place by the page's own address, or by the data itself. None where they name none, or several."""
    year = _era_year(series, address) if address else None
    era = series.era(year) if year else None
    slug = slug_of(era, year, address) if era and year and address else None
    country = _at(seen.data, series.country_at)
    named = places.jurisdiction(slug, series.slugs) if slug else None
    return named or (places.jurisdiction_within(country, series.slugs) if isinstance(country, str) else None)


def _edition(name: str, seen: Seen) -> int | None:
    """The edition by the archive's folder, the file's name, its folders, or the title."""
    archive = _ARCHIVE.search(name)
    if archive:
        return int(archive["year"])
    clues = (Path(name).name, Path(name).parent.as_posix(), seen.title)
    return next((year for clue in clues if (year := places.edition(clue))), None)


def _jurisdiction(series: Series, name: str, seen: Seen) -> str | None:
    """The place by the file's name, or the title. None where they name none, or several."""
    clues = (Path(name).stem, seen.title)
    return next((code for clue in clues if (code := places.jurisdiction_within(clue, series.slugs))), None)


def _at(data: Any, keys: tuple[str, ...]) -> Any:
    """What stands at a path of keys in JSON data, None where it leads nowhere."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if keys else None


def _year(value: Any) -> int | None:
    return places.edition(str(value)) if isinstance(value, (int, str)) else None
