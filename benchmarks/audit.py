"""The auditor's Fava after a record, against stock Fava's reload of the same append."""

from collections.abc import Iterator
from time import perf_counter

from benchmarks import books
from benchmarks.beside import beside
from benchmarks.browser import Browser, WrongAnswer, record, served
from benchmarks.figures import Figure, Pair, compared
from benchmarks.serving import address_of
from benchmarks.setting import Setting

TARGET = 1 / 5
_SIZE = 10_000
_FIRST_PENCE = 2_001
_JOURNAL = "audit/book/api/journal_page?page=1&order=desc"


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure at 10,000 transactions: the journal with what was recorded a moment ago."""
    size = setting.up_to(_SIZE)
    group = address_of(books.GROUP)
    with (
        setting.book(size) as made,
        served(made, (books.GROUP,)) as browsers,
        beside(setting, size) as fava,
    ):
        books.know_files(made)
        setting.say(f"the auditor's Fava in {size:,} after a record, and stock Fava …")
        browsers["auditor"].get(f"/g/{group}/{_JOURNAL}")
        pairs: list[Pair] = []
        for turn in range(setting.rounds + 1):
            words, pence = f"Benchmark audit {turn}", _FIRST_PENCE + turn
            record(browsers["treasurer"], group, words, pence)
            ours = _journal(browsers["auditor"], group, words)
            pairs.append((ours, fava.append(words, pence)))
        yield compared(f"auditor's Fava after a record, {size:,}", pairs[1:], TARGET)


def _journal(browser: Browser, group: str, sought: str) -> float:
    began = perf_counter()
    page = browser.get(f"/g/{group}/{_JOURNAL}")
    taken = perf_counter() - began
    if sought not in page:
        raise WrongAnswer("the auditor's Fava does not show what was recorded")
    return taken
