"""Collecting from a server that misbehaves in every way it can: no document is lost, and none that is bad is kept."""

import gzip
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from palermo.cli.collect import command
from palermo.errors import PalermoError, UserError
from palermo.library import fetch
from palermo.library.collect import Summary, collect
from palermo.library.fetch import Fetcher
from palermo.library.series import named
from palermo.library.store import check, documents, read_bytes, writing

sys.path.insert(0, str(Path(__file__).parent))
from kills import KILLS, torture_kill
from server import HOST, PLACES, Reply, Site, folder, index, narrative, site, slug

CUBA = f"{folder(2024)}cuba/"
APOLOGY = b"<html><head><title>503 Service Unavailable</title></head><body>Sorry about trafficking.</body></html>"


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


class Waiting:
    """A clock that passes only by sleeping, and remembers how long each sleep was."""

    def __init__(self) -> None:
        self.time, self.slept = 0.0, []  # type: float, list[float]

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def clock(self) -> float:
        return self.time


def collected(web: Site, year: int = 2024, waiting: Waiting | None = None) -> Summary:
    waiting = waiting or Waiting()
    with writing() as writer, Fetcher(pause=1.5, via=web.url, clock=waiting.clock, sleep=waiting.sleep) as fetcher:
        return collect(named("tip"), year, fetcher, writer)


def of_cuba(summary: Summary) -> str:
    return next(f"{o.what}: {o.why}" for o in summary.outcomes if o.jurisdiction == "CUB")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


# A server as it should be ------------------------------------------------------------------------------------------------------


def test_an_edition_comes_into_the_library_with_its_places_and_hashes(web: Site, home: Path) -> None:
    web.edition()
    summary = collected(web)
    assert summary.counts == {"kept": len(PLACES)}
    cuba = next(held for held in documents() if held.jurisdiction == "CUB")
    assert (cuba.edition, cuba.series, cuba.origin, cuba.media_type) == (2024, "tip_report", "us_state_tip", "text/html")
    assert cuba.address == f"https://{HOST}/reports/2024-trafficking-in-persons-report/cuba/"
    assert b"Officials of Cuba" in read_bytes(cuba.sha256)
    assert check() == ()


def test_a_small_edition_is_said_to_be_incomplete(web: Site, home: Path) -> None:
    web.edition()
    assert collected(web).unexpected == "12 places are held, and a complete edition has 185 to 195"


def test_a_second_run_keeps_nothing_twice_though_scripts_of_the_pages_change(web: Site, home: Path) -> None:
    web.edition()
    collected(web)
    web.edition()  # the same words with another nonce in a script
    assert collected(web).counts == {"unchanged": len(PLACES)}
    assert len(documents(every_version=True)) == len(PLACES)


def test_a_page_that_is_marked_is_asked_for_only_if_it_has_changed(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    web.serve(CUBA, Reply(body=narrative("Cuba"), headers={"ETag": '"a"'}))
    collected(web)
    assert collected(web).counts == {"unchanged": 1}
    assert web.conditional[CUBA] == 1


def test_a_page_whose_words_have_changed_is_kept_beside_the_old_one_and_reported(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    collected(web)
    old = documents()[0]
    web.serve(CUBA, narrative("Cuba", extra="A correction was printed."))
    assert of_cuba(collected(web)) == f"changed: {old.sha256}"
    assert [held.jurisdiction for held in documents(every_version=True)] == ["CUB", "CUB"]
    assert documents()[0].sha256 != old.sha256
    assert b"correction" not in read_bytes(old.sha256)


def test_a_place_that_the_next_index_leaves_out_is_found_at_the_address_that_it_should_have(web: Site, home: Path) -> None:
    web.edition(2023, ("Cuba", "Peru"))
    web.edition(2024, ("Cuba", "Peru"))
    web.serve(folder(2024), index(2024, ("Peru",)))
    collected(web, 2023)
    assert {o.jurisdiction: o.what for o in collected(web, 2024).outcomes} == {"PER": "kept", "CUB": "kept"}


def test_a_place_of_the_edition_before_that_is_nowhere_is_named(web: Site, home: Path) -> None:
    web.edition(2023, ("Cuba", "Peru"))
    web.edition(2024, ("Peru",))
    collected(web, 2023)
    summary = collected(web, 2024)
    assert summary.lacking == ("CUB",)
    assert of_cuba(summary) == "missing: the server answered 404"


# A server that misbehaves ------------------------------------------------------------------------------------------------------

# What a server may send in place of a narrative, with status 200, no word of an error, and the name of the place.
NOTICE = "The pages on human trafficking in Cuba and other places are being put in order. Thank you for your patience. "
MOVED = f"<html><head><title>Cuba</title></head><body><h1>Cuba</h1><p>{NOTICE * 30}</p></body></html>".encode()
PARTNERS = (
    "We and our partners keep cookies for data protection, fraud prevention and a better visit to Cuba: human trafficking. "
)
WALL = f"<html><body><h2>Data protection</h2><h3>Protection</h3><p>{PARTNERS * 30}</p></body></html>".encode()
LINKS = "<li><a href='/a'>Cuba: Tier 2 Watch List, trafficking, minimum standards</a></li>" * 60
LIST = f"<html><body><h1>Narratives</h1><ul>{LINKS}</ul></body></html>".encode()
GZIP = {"Content-Encoding": "gzip"}
BOMB = gzip.compress(bytes(200_000_000))
ONCE_BAD = {
    "403": [Reply(403)],
    "429 without a time": [Reply(429)],
    "429 with seconds": [Reply(429, headers={"Retry-After": "7"})],
    "503": [Reply(503), Reply(503)],
    "502 and 500": [Reply(502), Reply(500)],
    "a reset": [Reply(reset=True), Reply(reset=True)],
    "a body cut off": [Reply(body=narrative("Cuba"), cut=700)],
    "a length too long": [Reply(body=narrative("Cuba"), length=90_000)],
    "a length too short": [Reply(body=narrative("Cuba"), length=900)],
    "an error page with status 200": [Reply(body=APOLOGY)],
    "an empty page": [Reply(body=b"")],
    "an unasked 304": [Reply(304)],
    "a notice of innocent words": [Reply(body=MOVED)],
    "a packed body without its end": [Reply(body=gzip.compress(narrative("Cuba"))[:-20], headers=GZIP)],
    "a packed body that is none": [Reply(body=b"not gzip", headers={"Content-Encoding": "gzip"})],
}


@pytest.mark.parametrize("name", ONCE_BAD)
def test_what_passes_is_waited_out_and_the_document_is_had(web: Site, home: Path, name: str) -> None:
    web.edition(places=("Cuba", "Peru"))
    web.serve(CUBA, *ONCE_BAD[name], narrative("Cuba"))
    assert collected(web).counts == {"kept": 2}
    assert all(b"Tier 2" in read_bytes(held.sha256) and b"</html>" in read_bytes(held.sha256) for held in documents())


ALWAYS_BAD = {
    "403": (Reply(403), "the server answered 403"),
    "429": (Reply(429, headers={"Retry-After": "5"}), "the server answered 429"),
    "a reset": (Reply(reset=True), "the connection broke"),
    "half a body": (Reply(body=narrative("Cuba"), cut=700), "the connection broke"),
    "a length too short": (Reply(body=narrative("Cuba"), length=900), "the page has no end"),
    "an error page": (Reply(body=APOLOGY), "it is a page of an error"),
    "another format": (Reply(body=b"\x89PNG\r\n\x1a\n\0\0"), "it is a picture"),
    "a page of something else": (Reply(body=b"<html><body>" + b"weather " * 400 + b"</body></html>"), "nowhere says 'traffick'"),
    "a page too short": (Reply(body=b"<html><body>trafficking</body></html>"), "it has 1 word outside its links"),
    "a notice of innocent words": (
        Reply(body=MOVED),
        "it has fewer than two of the headings of this series (prosecution, protection, pre",
    ),
    "a wall of consent": (Reply(body=WALL), "it has fewer than two of the headings"),
    "a list of pages": (Reply(body=LIST), "outside its links, and one of 2024 in this series has at least 250"),
    "a page of a search": (
        Reply(body=narrative("Cuba").replace(b"Trafficking in Persons Report: Cuba</t", b"Search results</t")),
        "'Search results': open its address in a browser",
    ),
    "a redirection to itself": (Reply(302, headers={"Location": CUBA}), "redirected more than 5 times"),
    "a redirection to another site": (Reply(302, headers={"Location": "https://example.org/"}), "redirected to another site"),
    "a redirection to a file": (Reply(302, headers={"Location": "file:///etc/hostname"}), "neither http nor https"),
    "a redirection to the front page": (Reply(302, headers={"Location": f"/{HOST}/"}), "redirected to the front page"),
    "the page of another place": (Reply(body=narrative("Bolivia")), "it nowhere names Cuba"),
    "nothing": (Reply(404), "the server answered 404"),
    "a bomb": (Reply(body=BOMB, headers=GZIP), "it is larger than 60 MB"),
    "a bomb in a bomb": (Reply(body=gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}), "which was not asked for"),
    "a packing that was not asked for": (Reply(body=b"x", headers={"Content-Encoding": "br"}), "packed as 'br'"),
}


@pytest.mark.parametrize("name", ALWAYS_BAD)
def test_what_does_not_pass_is_named_never_kept_and_had_by_a_later_run(web: Site, home: Path, name: str) -> None:
    web.edition(places=("Cuba", "Peru"))
    reply, why = ALWAYS_BAD[name]
    web.serve(CUBA, reply)
    summary = collected(web)
    assert why in of_cuba(summary)
    assert not summary.complete
    assert [held.jurisdiction for held in documents()] == ["PER"]
    web.serve(CUBA, narrative("Cuba"))
    assert of_cuba(collected(web)) == "kept: "
    assert check() == ()


def test_a_server_is_waited_for_as_long_as_it_asks_and_no_longer_than_five_minutes(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    far = format_datetime(fetch.dt.datetime.now(fetch.dt.UTC) + fetch.dt.timedelta(hours=5), usegmt=True)
    web.serve(CUBA, Reply(429, headers={"Retry-After": "42"}), Reply(429, headers={"Retry-After": far}), narrative("Cuba"))
    waiting = Waiting()
    collected(web, waiting=waiting)
    assert [s for s in waiting.slept if s > 10] == [42.0, 300.0]


def test_requests_to_one_host_keep_their_distance(web: Site, home: Path) -> None:
    web.edition(places=("Cuba", "Peru", "Chad"))
    times: list[float] = []
    waiting = Waiting()
    web.before = lambda _: times.append(waiting.time)
    collected(web, waiting=waiting)
    assert all(b - a >= 1.5 for a, b in itertools.pairwise(times))


def test_a_host_that_goes_on_refusing_is_left_in_peace_and_the_next_run_asks_again(web: Site, home: Path) -> None:
    web.edition()
    for place in PLACES[3:]:
        web.serve(f"{folder(2024)}{slug(place)}/", Reply(403))
    summary = collected(web)
    assert summary.counts == {"kept": 3, "refused": 3, "not_asked": 6}
    web.edition()
    web.asked.clear()
    assert collected(web).counts == {"unchanged": 3, "kept": 9}
    assert web.asked[CUBA] == 0  # what the first run had settled


def test_a_body_that_never_ends_is_given_up(web: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 100_000)
    web.edition(places=("Cuba", "Peru"))
    web.serve(CUBA, Reply(body=b"trafficking " * 100_000))
    assert "larger than" in of_cuba(collected(web))
    assert [held.jurisdiction for held in documents()] == ["PER"]


def test_a_server_that_drips_is_given_up(web: Site, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST_FETCH", 0.05)
    web.edition(places=("Cuba",))
    web.serve(CUBA, Reply(body=narrative("Cuba"), drip=0.02), narrative("Cuba"))
    waiting = Waiting()
    with writing() as writer, Fetcher(pause=0, via=web.url, sleep=waiting.sleep) as fetcher:
        summary = collect(named("tip"), 2024, fetcher, writer)
    assert of_cuba(summary) == "kept: "
    assert web.asked[CUBA] == 2


def test_what_robots_txt_forbids_is_left_alone(web: Site, home: Path) -> None:
    web.edition(places=("Cuba", "Peru"))
    web.serve(f"/{HOST}/robots.txt", b"User-agent: *\nDisallow: /reports/2024-trafficking-in-persons-report/cuba/\n")
    assert "robots.txt" in of_cuba(collected(web))
    assert web.asked[CUBA] == 0


@pytest.mark.parametrize(
    "reply", [Reply(503), Reply(500), Reply(reset=True), Reply(body=BOMB, headers=GZIP)], ids=["503", "500", "reset", "endless"]
)
def test_where_robots_txt_cannot_be_had_from_an_ill_server_nothing_is_asked(web: Site, home: Path, reply: Reply) -> None:
    web.edition(places=("Cuba",))
    web.serve(f"/{HOST}/robots.txt", reply)
    assert collected(web).counts == {"not_asked": 1}
    assert web.asked[folder(2024)] == web.asked[CUBA] == 0


@pytest.mark.parametrize("status", [403, 404, 429])
def test_where_robots_txt_is_refused_or_absent_all_is_allowed(web: Site, home: Path, status: int) -> None:
    web.edition(places=("Cuba",))
    web.serve(f"/{HOST}/robots.txt", Reply(status))
    assert collected(web).counts == {"kept": 1}


def test_a_packed_page_is_unpacked(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    web.serve(CUBA, Reply(body=gzip.compress(narrative("Cuba")[:500]) + gzip.compress(narrative("Cuba")[500:]), headers=GZIP))
    assert collected(web).counts == {"kept": 1}
    assert b"</html>" in read_bytes(documents()[0].sha256)


def test_a_page_in_sixteen_bit_letters_is_taken(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    web.serve(CUBA, narrative("Cuba").decode().encode("utf-16"))
    assert collected(web).counts == {"kept": 1}


def test_an_index_that_is_an_error_page_is_asked_for_again(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    web.serve(folder(2024), APOLOGY, index(2024, ("Cuba",)))
    assert collected(web).counts == {"kept": 1}


def test_an_edition_that_has_moved_is_found_at_the_archived_site(web: Site, home: Path) -> None:
    old = "/2017-2021.state.gov/reports/2019-trafficking-in-persons-report-2/"
    web.serve(old, index(2019, ("Cuba",)).replace(b"report/", b"report-2/"))
    web.serve(f"{old}cuba/", narrative("Cuba"))
    assert collected(web, 2019).counts == {"kept": 1}


def test_the_files_that_print_an_edition_again_come_on_request(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    link = b'<a href="/wp-content/uploads/2024/06/whole.pdf">Whole report</a><a href="/wp-content/uploads/2024/06/cut.pdf">Map</a></body>'
    web.serve(folder(2024), index(2024, ("Cuba",)).replace(b"</body>", link))
    web.serve(f"/{HOST}/wp-content/uploads/2024/06/whole.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    web.serve(f"/{HOST}/wp-content/uploads/2024/06/cut.pdf", b"%PDF-1.7\n1 0 ob")
    result = run("tip", "--year", "2024", "--pdf", "--via", web.url, "--pause", "0")
    assert "2 kept, 1 refused" in result.stdout
    assert "the PDF has no end" in result.stdout
    assert [held.media_type for held in documents()] == ["text/html", "application/pdf"]


def test_damaged_bytes_are_found_by_the_check_and_mended_by_the_next_run(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    web.serve(CUBA, Reply(body=narrative("Cuba"), headers={"ETag": '"a"'}))
    collected(web)
    digest = documents()[0].sha256
    path = home / "library" / "originals" / digest[:2] / digest
    path.write_bytes(b"rot")
    assert "damaged" in check()[0]
    with pytest.raises(PalermoError, match="damaged on disk"):
        read_bytes(digest)
    collected(web)
    assert check() == ()


# A kill at any moment ----------------------------------------------------------------------------------------------------------


def _start(web: Site) -> "subprocess.Popen[bytes]":
    code = "from palermo.cli.collect import command; command()"
    arguments = ["tip", "--year", "2024", "--via", web.url, "--pause", "0", "--format", "json"]
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def test_a_kill_at_random_moments_leaves_the_library_whole_and_the_next_run_completes(web: Site, home: Path) -> None:
    web.edition()
    web.before = lambda _: time.sleep(0.01)

    def start(number: int) -> "subprocess.Popen[bytes]":
        web.edition(extra=f"Printed for the {number}th time.")
        web.asked.clear()
        return _start(web)

    def whole() -> None:
        assert check() == ()

    assert torture_kill(KILLS, start, lambda: bool(web.asked), whole, seed=random.randrange(1 << 30)) >= KILLS // 2
    output, _ = _start(web).communicate(timeout=120)
    assert sum(json.loads(output)["runs"][0]["counts"].values()) == len(PLACES)
    assert {held.jurisdiction for held in documents()} >= {"CUB", "NER"}
    assert len(documents()) == len(PLACES)
    assert check() == ()
    assert list((home / "library" / "originals").glob("*/.part-*")) == []


# On the command line -----------------------------------------------------------------------------------------------------------


def test_the_command_says_what_was_kept_and_what_is_not_as_expected(web: Site, home: Path) -> None:
    web.edition()
    result = run("tip", "--year", "2024", "--via", web.url, "--pause", "0")
    assert result.exit_code == 0
    assert "tip_report 2024: 12 kept." in result.stdout
    assert "a complete edition has 185 to 195" in result.stdout
    listed = json.loads(run("--list", "--format", "json").stdout)
    assert len(listed["documents"]) == 12


def test_without_a_network_one_clear_sentence_says_so(home: Path) -> None:
    result = run("tip", "--year", "2024", "--via", "http://127.0.0.1:9", "--pause", "0")
    assert isinstance(result.exception, UserError)
    assert str(result.exception).startswith("Nothing was fetched: www.state.gov cannot be reached")
    assert "--from PATH" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Say which series"),
        (["tip", "--all"], "Say which series"),
        (["tipp"], "'tipp' is no series"),
        (["tip", "--year", "24"], "'24' is no year"),
        (["tip", "--year", "2024-2020"], "'2024-2020' is no year"),
        (["tip", "--pause", "0"], "at least 1 second"),
        (["tip", "--via", "ftp://x"], "'ftp://x' is no address of a mirror"),
        (["ilo"], "collect ilo_comments --from PATH"),
        (["ilo", "--from", "/nowhere/at/all"], "'/nowhere/at/all' does not exist"),
        (["--erase", "ab"], "--reason"),
        (["--list", "--erase", "ab", "--reason", "x"], "--list and --erase are two tasks"),
        (["tip", "--list"], "leave out 'tip'"),
        (["tip", "--from", "x", "--probe"], "--probe and --from are two tasks"),
        (["tip", "--pause", "nan"], "'nan' is no pause"),
        (["own", "--from", ".", "--published", "yesterday"], "'yesterday' is no day of the calendar. --published takes"),
        (["own", "--from", ".", "--published", "2020-13-01"], "is no day of the calendar"),
        (["own", "--from", ".", "--published", "0001-01-01"], "cannot be the day"),
        (["own", "--from", ".", "--published", "2999-01-01"], "cannot be the day"),
        (["own", "--from", "x" * 300], "File name too long"),
        (["tip", "--from", ""], "--from is empty"),
        (["tip", "--country", "Cuba"], "--country is of what is brought: give it with --from"),
        (["tip", "--year", "2024", "--title", "x"], "--title is of what is brought"),
        (["tip", "--from", ".", "--pdf"], "--pdf is of what is fetched: leave it out with --from"),
        (["tip", "--from", ".", "--pause", "0"], "--pause is of what is fetched"),
        (["own", "--from", "/dev/null"], "'null': it is a device, a pipe or a socket: bring a file"),
        (["--erase", "ab", "--reason", "asked"], "'ab' is no document"),
    ],
)
def test_a_command_that_can_be_mended_names_the_word(home: Path, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, UserError)
    assert words in str(result.exception)


def test_a_probe_of_which_no_layout_answers_is_a_failure(web: Site, home: Path) -> None:
    result = run("labor", "--probe", "--via", web.url, "--pause", "0")
    assert isinstance(result.exception, UserError)
    assert "no layout answered as it should" in str(result.exception)
    assert "404" in result.output


def test_a_probe_says_what_each_layout_answers_and_keeps_nothing(web: Site, home: Path) -> None:
    year = fetch.dt.datetime.now(fetch.dt.UTC).year
    web.edition(year)
    result = run("tip", "--probe", "--via", web.url, "--pause", "0", "--format", "json")
    layouts = json.loads(result.stdout)["layouts"]
    assert [bool(layout["fault"]) for layout in layouts] == [True, True, True, True, False]
    assert layouts[-1]["documents"] == 12
    assert documents() == ()


def test_an_erased_document_leaves_a_tombstone_and_does_not_come_back(web: Site, home: Path) -> None:
    web.edition(places=("Cuba", "Peru"))
    page = narrative("Cuba")
    web.serve(CUBA, page)
    collected(web)
    digest = next(held.sha256 for held in documents() if held.jurisdiction == "CUB")
    assert run("--erase", digest[:16], "--reason", "it named a survivor").exit_code == 0
    assert "cuba" not in (home / "library" / "manifest.jsonl").read_text().casefold()
    with pytest.raises(PalermoError, match="it named a survivor"):
        read_bytes(digest)
    assert "erased" in of_cuba(collected(web))
    assert check() == ()


def test_an_erasure_that_was_cut_short_is_finished_and_says_what_hinders_it(web: Site, home: Path) -> None:
    web.edition(places=("Cuba",))
    collected(web)
    (held,) = documents()
    log = home / "reviews" / "findings.jsonl"
    log.parent.mkdir()
    log.write_text(f'{{"document":"{held.sha256}","sentence":"words of a survivor"}}\n{{spoilt}}\n')
    first = run("--erase", held.sha256, "--reason", "it named a survivor")
    assert isinstance(first.exception, UserError)
    assert "line 2" in str(first.exception)
    assert "survivor" not in log.read_text()
    log.write_text(log.read_text().replace("{spoilt}\n", ""))
    assert run("--erase", held.sha256[:12], "--reason", "again").output.startswith(f"Erased {held.sha256}")
