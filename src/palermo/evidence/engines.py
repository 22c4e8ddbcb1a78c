"""Work on many items over any `concurrent.futures.Executor`: here, in processes of this machine, or on a Dask cluster.

The work is a pure function, so its results are the same whatever runs it. What a document may cost is bounded by counts (`layouts.limits`);
the seconds here grow with an item's size, and end only what a parser never would. An item at which the work fails, takes too long or brings
its process down is named with the reason; the others go on. A process that dies takes the items under way with it: those are tried
again one at a time at the end, so that only the one that is to blame is set aside.
"""

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from palermo.errors import PalermoError, UserError

LONGEST = 60.0  # seconds that one item may take, and as many again
PER = 1_000_000  # for each so many bytes of it: twenty times what they take on a slow machine
_BYTES, _MOST = 500_000, 256  # an errand carries so much of payload, and no more items than this

_GRACE = 5.0  # seconds that a process has to end itself before its sender gives it up
_REACH = 10.0  # seconds within which a scheduler must answer

Item = TypeVar("Item")
Result = TypeVar("Result")
Errand = list[tuple[int, Any, float]]  # number, item, seconds that it may take


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that gave no result, and why. `alone`: nothing else was under way that can be to blame."""

    why: str
    alone: bool = False


class Here(Executor):
    """Runs each call at once, in this process: for little work, and for tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Call, and return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, the future carries it to the caller
            future.set_exception(error)
        return future


class Engine:
    """An executor, how many errands it is given at a time, and how to get another one when its processes have died."""

    def __init__(self, make: Callable[[], Executor], width: int) -> None:
        self._make, self.width = make, width
        self.executor = make()

    def renew(self) -> None:
        """Leave an executor that is broken or hangs, and make another."""
        self.close()
        self.executor = self._make()

    def close(self, wait: bool = False) -> None:
        """Let go of the executor; what it has not begun is left undone. `wait` until its processes have ended."""
        self.executor.shutdown(wait=wait)


@contextmanager
def engine(address: str | None = None, workers: int | None = None) -> Iterator[Engine]:
    """An engine, shut down afterwards. `address` None: `workers` processes of this machine, by default one a core; 0: this process.

    `address` dask://HOST:PORT: the workers of that Dask scheduler. UserError when it cannot be reached, is no such address, or
    the extra is not installed.
    """
    if address is not None:
        with _dask(address) as running:
            yield running
        return
    count = os.cpu_count() or 1 if workers is None else workers
    running = Engine(lambda: _processes(count), 2 * count) if count else Engine(Here, 1)
    done = False
    try:
        yield running
        done = True
    finally:
        running.close(wait=done)  # processes that end while Python does make it complain of closed pipes


def _processes(count: int) -> Executor:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["palermo.evidence.reader"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_enlist)
    with _without_interrupts():
        pool.submit(os.getpid)  # starts all processes, which a Ctrl-C would reach before they know that it is not for them
    return pool


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C from this thread, and for good from the processes that it starts meanwhile: they inherit what is held back."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _enlist() -> None:
    """Make a process one of ours: Ctrl-C is its parent's to answer, and it does not outlive its parent.

    A page is thousands of small tuples in no circle, so that the collector of circles need not look at them all the time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


@contextmanager
def _dask(address: str) -> Iterator[Engine]:
    kind, _, place = address.partition("://")
    if kind != "dask" or not place:
        raise UserError(f"'{address}' is no engine. Give --engine dask://HOST:PORT, the address of a Dask scheduler.")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UserError("--engine dask://… needs the extra 'scale': pip install 'palermo[scale]'.") from None
    try:
        client = distributed.Client(f"tcp://{place}", timeout=_REACH, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(f"The Dask scheduler at '{place}' cannot be reached ({error}). Is it running there?") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise UserError(f"The Dask scheduler at '{place}' has no workers. Start some: dask worker tcp://{place}")
        yield Engine(lambda: client.get_executor(retries=0, pure=False), 2 * threads)


# The work ---------------------------------------------------------------------------------------------------------------------


def over(
    running: Engine, work: Callable[[Item], Result], items: Iterable[Item], size: Callable[[Item], int], longest: float = LONGEST
) -> Iterator[tuple[int, Result | Failed]]:
    """Do the work on every item: the number of the item and its result, as they come, in any order.

    `work` is a function of a module, which other processes can import. `size`: roughly the bytes of an item. `longest`: seconds for
    a small one.
    """
    suspects: Errand = []
    for errand, outcome in _sent(running, work, _errands(items, size, longest), running.width):
        if isinstance(outcome, Failed) and not outcome.alone:
            suspects += errand
        else:
            yield from _each(errand, outcome)
    for errand, outcome in _sent(running, work, ([one] for one in suspects), width=1):
        yield from _each(errand, outcome)


def _each(errand: Errand, outcome: Any) -> Iterator[tuple[int, Any]]:
    yield from ((number, outcome) for number, _, _ in errand) if isinstance(outcome, Failed) else outcome


def _errands(items: Iterable[Item], size: Callable[[Item], int], longest: float) -> Iterator[Errand]:
    """Items in groups that are worth sending."""
    errand: Errand = []
    weight = 0
    for number, item in enumerate(items):
        errand.append((number, item, longest * (1 + size(item) / PER)))
        weight += size(item)
        if weight >= _BYTES or len(errand) >= _MOST:
            yield errand
            errand, weight = [], 0
    if errand:
        yield errand


def _sent(running: Engine, work: Callable[[Any], Any], errands: Iterable[Errand], width: int) -> Iterator[tuple[Errand, Any]]:
    """Each errand with its list of results, or with `Failed` when it brought down, or hung, what it ran on."""
    waiting = iter(errands)
    under_way: dict[Future[Any], Errand] = {}
    while True:
        while len(under_way) < width and (errand := next(waiting, None)) is not None:
            under_way[running.executor.submit(_do, work, errand)] = errand
        if not under_way:
            return
        alone = len(under_way) == 1  # then nothing else can have brought the process down
        longest = max(seconds for errand in under_way.values() for _, _, seconds in errand)
        # An errand of several slow items may outlast this, too: they are then tried again one at a time.
        done, _ = wait(under_way, timeout=_GRACE + 2 * longest, return_when=FIRST_COMPLETED)
        broken = not done
        for future in done or list(under_way):
            errand = under_way.pop(future)
            failed = _failure(future, longest, alone and len(errand) == 1)
            broken = broken or failed is not None
            yield errand, failed or future.result()
        if broken:
            yield from ((errand, Failed("the process ended that read it")) for errand in under_way.values())
            under_way.clear()
            running.renew()


def _failure(future: "Future[Any]", longest: float, alone: bool) -> Failed | None:
    if not future.done():
        future.cancel()
        return Failed(f"nothing came back of it, after more than {2 * longest:.0f} seconds", alone)
    if future.cancelled():
        return Failed("the process ended that was to read it")
    error = future.exception()
    if isinstance(error, PalermoError):
        raise error
    return Failed(f"it brought down the process that read it, or took more than {longest:.0f} seconds", alone) if error else None


# In the process that works ----------------------------------------------------------------------------------------------------


def _do(work: Callable[[Any], Any], errand: Errand) -> list[tuple[int, Any]]:
    return [(number, _one(work, item, seconds)) for number, item, seconds in errand]


def _one(work: Callable[[Any], Any], item: Any, longest: float) -> Any:
    try:
        with _limited(longest):
            return work(item)
    except TimeoutError:
        return Failed(f"it took more than {longest:.0f} seconds")
    except PalermoError as error:
        return Failed(str(error))
    except Exception as error:  # noqa: BLE001 - one document's fault must not stop the others
        return Failed(f"a fault of palermo: {type(error).__name__}: {error}")


@contextmanager
def _limited(longest: float) -> Iterator[None]:
    """TimeoutError after so many seconds; where no signal gets through (in C), the process ends a little later.

    A thread of a Dask worker has no such clock: there the sender's patience is the limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, longest)
    ours = multiprocessing.parent_process() is not None
    with contextlib.ExitStack() as stack:
        if ours:
            nowhere = stack.enter_context(Path(os.devnull).open("w"))
            faulthandler.dump_traceback_later(longest * 1.2 + 1, exit=True, file=nowhere)
            stack.callback(faulthandler.cancel_dump_traceback_later)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
