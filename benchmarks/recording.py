"""Recording over HTTP and seeing it, against stock Fava's reload of the same append."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks import books
from benchmarks.beside import StockFava, beside
from benchmarks.browser import Browser, record, served
from benchmarks.figures import Figure, Pair, compared
from benchmarks.serving import address_of
from benchmarks.setting import Setting

# A hundredth at 10,000 and a thousandth at 100,000: Fava's reload grows with the book, ours not.
_OF_SIZE = 100
_GROWTH = 1.5
_FIRST_PENCE = 1_001


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One size: who records in it, and stock Fava on a copy of the same book."""

    browser: Browser
    fava: StockFava


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure all sizes by turns, and how the cost grows from the smallest to the largest."""
    with ExitStack() as opened:
        desks = {size: _opened(setting, size, opened) for size in setting.sizes}
        pairs: dict[int, list[Pair]] = {size: [] for size in setting.sizes}
        for turn in range(setting.rounds + 1):
            for size, desk in desks.items():
                setting.say(f"recording in a book of {size:,}, and Fava's reload …")
                pair = _pair(desk, turn)
                # The first of each is for warming up.
                if turn:
                    pairs[size].append(pair)
    for size in setting.sizes:
        yield compared(f"record and show, {size:,}", pairs[size], _OF_SIZE / size)
    least, most = min(setting.sizes), max(setting.sizes)
    if least < most:
        grown = [
            (large, small) for (large, _), (small, _) in zip(pairs[most], pairs[least], strict=True)
        ]
        yield compared(f"record and show, {most:,} against {least:,}", grown, _GROWTH)


def _opened(setting: Setting, size: int, opened: ExitStack) -> _Desk:
    made = opened.enter_context(setting.book(size))
    books.know_files(made)
    browsers = opened.enter_context(served(made, (books.GROUP,)))
    fava = opened.enter_context(beside(setting, size))
    return _Desk(browser=browsers["treasurer"], fava=fava)


def _pair(desk: _Desk, turn: int) -> Pair:
    words, pence = f"Benchmark shopping {turn}", _FIRST_PENCE + turn
    ours = record(desk.browser, address_of(books.GROUP), words, pence)
    return ours, desk.fava.append(words, pence)
