"""Fetching, politely and stubbornly.

One request at a time, with a pause between two to one host; what robots.txt forbids is left alone; `Retry-After` is obeyed, and a
refusal, a reset or half a body is answered by waiting longer and asking again. A host that goes on refusing is left in peace: its
documents are reported as not asked for, and the next run asks.
"""

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from palermo.library.answers import (
    LONGEST_WAIT,
    AgainError,
    Answer,
    HostTiredError,
    NoNetworkError,
    RefusedError,
    TooLargeError,
    UnfitError,
    UnreachableError,
    retry_after,
    same_site,
    unpacked,
)
from palermo.library.content import LARGEST

NAME = "palermo"  # as robots.txt may name us
# Some official sites refuse every reader whose name does not begin like this; the rest of it says who we are.
AGENT = f"Mozilla/5.0 (compatible; palermo/{version('palermo')}; reader of official reports on human trafficking)"
FEW = 3  # attempts where patience seldom helps: no host, no robots.txt, a body that is not what was asked for
LONGEST_FETCH = 600.0  # seconds for one body: a server that drips is given up
REDIRECTS = 5
TIRED = 3  # documents in a row that a host refuses before it is left in peace
_AGAIN = {403, 408, 425, 429, 500, 502, 503, 504}
_TIMEOUT = httpx.Timeout(30.0, connect=15.0)
Unfit = Callable[[bytes], str | None]


@dataclass
class Fetcher:
    """A polite reader of web servers. Close it, or use it with `with`.

    `pause`: least seconds between two requests to one host. `via`: a mirror that holds `VIA/<host>/<path>`, asked in place of the
    hosts themselves. `clock`, `sleep` and `now` are those of the machine unless a test brings its own.
    """

    pause: float = 1.5
    via: str | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    _client: httpx.Client = field(init=False, repr=False)
    _last: dict[str, float] = field(default_factory=dict, init=False)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict, init=False)
    _refusals: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        headers = {
            "User-Agent": AGENT,
            "Accept": "text/html,application/pdf,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        }
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=False, trust_env=self.via is None)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(
        self, address: str, unfit: Unfit = lambda _: None, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """Fetch a document. With `etag` or `last_modified` of an earlier answer, only if it has changed.

        `unfit` says why a body cannot be taken for what was asked (None when it can); such a body is asked for again.

        Raises RefusedError when it is not to be had, HostTiredError when its host is left in peace, NoNetworkError when that cannot be reached.
        """
        if urlsplit(address).scheme not in ("http", "https"):
            raise RefusedError("only http and https are fetched")
        host = urlsplit(address).netloc
        if self._refusals.get(host, 0) >= TIRED:
            raise HostTiredError(f"{host} has refused or was out of reach, and is left in peace; run this again later")
        if not self._rules(address).can_fetch(NAME, address):
            raise RefusedError(f"robots.txt of {host} asks not to fetch it")
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        answer = self._counted(host, address, {key: value for key, value in conditions.items() if value}, unfit)
        self._refusals[host] = 0
        return answer

    def _counted(self, host: str, address: str, headers: dict[str, str], unfit: Unfit) -> Answer:
        """One document, with patience; a host's refusals in a row are counted."""
        try:
            return self._stubborn(address, headers, unfit)
        except UnreachableError as last:
            raise self._out_of_reach(host, last) from None
        except UnfitError as last:
            raise RefusedError(f"{last} ({last.attempts} attempts)") from None
        except AgainError as last:
            self._refusals[host] = self._refusals.get(host, 0) + 1
            raise RefusedError(f"{last} ({last.attempts} attempts)") from None

    def _out_of_reach(self, host: str, last: UnreachableError) -> NoNetworkError:
        """The error to raise; such a host is not asked again in this run."""
        self._refusals[host] = TIRED
        return NoNetworkError(str(last))

    def _stubborn(self, address: str, headers: dict[str, str], unfit: Unfit, most: int = 6) -> Answer:
        def enough(state: RetryCallState) -> bool:
            fault = state.outcome.exception() if state.outcome else None
            return state.attempt_number >= min(most, fault.attempts if isinstance(fault, AgainError) else 1)

        retrying = Retrying(
            retry=retry_if_exception_type(AgainError), stop=enough, wait=self._wait, sleep=self.sleep, reraise=True
        )
        return retrying(self._follow, address, headers, unfit)

    def _wait(self, state: RetryCallState) -> float:
        """What the server asks for; else twice as long each time, with some chance so that readers do not come in step."""
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.wait if isinstance(fault, AgainError) else None
        grown = min(self.pause * 2.0**state.attempt_number, LONGEST_WAIT)
        return asked if asked is not None else grown * random.uniform(0.75, 1.25)

    def _follow(self, address: str, headers: dict[str, str], unfit: Unfit) -> Answer:
        here = address
        for _ in range(REDIRECTS + 1):
            answer = self._once(here, headers)
            if isinstance(answer, Answer):
                why = None if answer.content is None else unfit(answer.content)
                if why is not None:
                    raise UnfitError(why, attempts=FEW)
                return answer
            if urlsplit(answer).scheme not in ("http", "https"):
                raise RefusedError("it is redirected to what is neither http nor https")
            if not same_site(here, answer):
                raise RefusedError(f"it is redirected to another site ({urlsplit(answer).hostname})")
            if urlsplit(answer).path in ("", "/"):
                raise RefusedError("it is redirected to the front page: the site has it no more", gone=True)
            here = answer
        raise RefusedError(f"it is redirected more than {REDIRECTS} times")

    def _once(self, address: str, headers: dict[str, str]) -> Answer | str:
        """One request: the answer, or the address that it is redirected to."""
        self._keep_pause(urlsplit(address).netloc)
        try:
            with self._client.stream("GET", self._asked(address), headers=headers) as response:
                if response.has_redirect_location:
                    return self._unasked(urljoin(self._asked(address), response.headers["location"]), address)
                self._judge(response, conditional=bool(headers))
                return self._answer(address, response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise UnreachableError(f"{urlsplit(address).netloc} cannot be reached ({error})", attempts=FEW) from None
        except (httpx.InvalidURL, ValueError) as error:
            raise RefusedError(f"its address is none ({error})") from None
        except httpx.TransportError as error:
            raise AgainError(f"the connection broke ({str(error) or type(error).__name__})") from None

    def _judge(self, response: httpx.Response, conditional: bool) -> None:
        """Raise for every status that brings no document."""
        status = response.status_code
        if status == 200 or (status == 304 and conditional):
            return
        if status in _AGAIN or status in (206, 304) or status > 504:
            wait = retry_after(response.headers.get("retry-after"), self.now())
            raise AgainError(f"the server answered {status}", wait, status=status)
        raise RefusedError(f"the server answered {status}", gone=status in (404, 410))

    def _answer(self, address: str, response: httpx.Response) -> Answer:
        """Read the body, within limits of size and time, and no less than was announced."""
        kept = {"etag": response.headers.get("etag"), "last_modified": response.headers.get("last-modified")}
        if response.status_code == 304:
            return Answer(address, None, **kept)
        begun, size, parts = self.clock(), 0, []
        for part in unpacked(response.iter_raw(), response.headers.get("content-encoding", "")):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise TooLargeError(f"it is larger than {LARGEST // 1_000_000} MB")
            if self.clock() - begun > LONGEST_FETCH:
                raise AgainError(f"its body took longer than {LONGEST_FETCH:.0f} s")
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and response.num_bytes_downloaded != int(announced):
            raise AgainError(f"{response.num_bytes_downloaded} bytes came instead of {announced}")
        return Answer(address, b"".join(parts), **kept)

    def _keep_pause(self, host: str) -> None:
        rules = self._robots.get(host)
        delay = float(rules.crawl_delay(NAME) or 0) if rules and self.via is None else 0.0
        left = self._last.get(host, -1e9) + max(self.pause, min(delay, 30.0)) - self.clock()
        if left > 0:
            self.sleep(left)
        self._last[host] = self.clock()

    def _rules(self, address: str) -> RobotFileParser:
        """The host's robots.txt, asked for once; where there is none, everything is allowed, and where the server is ill, nothing (RFC 9309)."""
        parts = urlsplit(address)
        if parts.netloc not in self._robots:
            rules = RobotFileParser()
            try:
                answer = self._stubborn(f"{parts.scheme}://{parts.netloc}/robots.txt", {}, lambda _: None, most=FEW)
                rules.parse((answer.content or b"").decode("utf-8", "replace").splitlines())
            except TooLargeError as error:
                raise self._unruled(parts.netloc, error) from None
            except RefusedError:
                rules.parse([])
            except UnreachableError as last:
                raise self._out_of_reach(parts.netloc, last) from None
            except AgainError as last:
                if last.status is None or last.status >= 500:
                    raise self._unruled(parts.netloc, last) from None
                rules.parse([])  # the documents themselves will tell whether the host refuses us
            self._robots[parts.netloc] = rules
        return self._robots[parts.netloc]

    def _unruled(self, host: str, why: Exception) -> HostTiredError:
        """The error to raise where nobody knows what a host allows; it is not asked again in this run."""
        self._refusals[host] = TIRED
        return HostTiredError(f"robots.txt of {host} cannot be had ({why}), so nothing is asked of it; run this again later")

    # A mirror ----------------------------------------------------------------------------------------------------------------

    def _asked(self, address: str) -> str:
        """The address that is really asked: that of the mirror, where there is one."""
        if self.via is None:
            return address
        parts = urlsplit(address)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.via.rstrip('/')}/{parts.netloc}{parts.path}{query}"

    def _unasked(self, target: str, origin: str) -> str:
        """A redirection within the mirror, as the address that it stands for; others as they are."""
        prefix = f"{self.via.rstrip('/')}/" if self.via else None
        if prefix is None or not target.startswith(prefix):
            return target
        return f"{urlsplit(origin).scheme}://{target.removeprefix(prefix)}"
