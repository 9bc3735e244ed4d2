"""The slowest pages while a long PDF is rendered in another process, against when none is."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from benchmarks import books
from benchmarks.browser import Browser, WrongAnswer, served
from benchmarks.figures import Figure, Pair, compared, percentile
from benchmarks.serving import address_of
from benchmarks.setting import Setting

TARGET = 2.0
_SIZE = 10_000
_PAGES, _QUICK_PAGES = 300, 100
_SLOWEST = 0.99
_PAUSE = 0.005
_PATIENCE = 120.0
# A grant that was spent to its end: some five hundred payments, half of them with a paper.
_GRANT = 3


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure at 10,000 transactions: the home while a funder's report is printed again and again.

    The report is asked for over HTTP, of the same server, as its members do. Each is taken away as
    soon as it is made, so that the next is printed, too.
    """
    size = setting.up_to(_SIZE)
    group = address_of(books.GROUP)
    report = f"/g/{group}/funds/{books.promised(size)[_GRANT].name}/report"
    pages = _QUICK_PAGES if setting.is_quick else _PAGES
    with setting.book(size) as made, served(made, (books.GROUP,)) as browsers:
        browser, other = browsers["treasurer"], browsers["other"]
        browser.get(f"/g/{group}/")
        pairs: list[Pair] = []
        for turn in range(setting.rounds):
            setting.say(f"pages of {size:,} while a report is printed, {turn + 1} …")
            idle = _slowest(browser, f"/g/{group}/", pages)
            with _printing(other, report, made.folder / "printed" / books.GROUP):
                pairs.append((_slowest(browser, f"/g/{group}/", pages), idle))
        yield compared(f"p99 of the home while a PDF is rendered, {size:,}", pairs, TARGET)


def _slowest(browser: Browser, address: str, pages: int) -> float:
    taken = []
    for _ in range(pages):
        began = perf_counter()
        browser.get(address)
        taken.append(perf_counter() - began)
        sleep(_PAUSE)
    return percentile(taken, _SLOWEST)


def _await_print(prints: Path) -> None:
    """Wait until the report is there.

    Raises:
        WrongAnswer: it was refused, or is not there for too long.
    """
    until = perf_counter() + _PATIENCE
    while not any(prints.glob("*.pdf")):
        if any(prints.glob("*.refused")) or perf_counter() > until:
            raise WrongAnswer(f"{prints.name}: no report was printed")
        sleep(_PAUSE)


@contextmanager
def _printing(browser: Browser, report: str, prints: Path) -> Iterator[None]:
    """Print one report after the other for as long as it is wanted."""
    enough = threading.Event()
    faults: list[Exception] = []

    def print_on() -> None:
        try:
            while not enough.is_set():
                shutil.rmtree(prints, ignore_errors=True)
                browser.get(report)
                _await_print(prints)
        except Exception as fault:  # noqa: BLE001 - told below, where it is noticed
            faults.append(fault)

    printer = threading.Thread(target=print_on)
    printer.start()
    try:
        yield
    finally:
        enough.set()
        printer.join()
    if faults:
        raise faults[0]
