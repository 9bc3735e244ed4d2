"""Printing against WeasyPrint alone, the second request against the first, a year's figures."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter, sleep

from benchmarks import books
from benchmarks.browser import Browser, served
from benchmarks.figures import Figure, Pair, compared
from benchmarks.helpers import once
from benchmarks.serving import address_of
from benchmarks.setting import Setting
from benchmarks.street import LAST_DAY, TITLE, accounts_text, funds_text, month_start
from ledger.recording import Hand, new_book

PRINTING, AGAIN, FIGURES = 1.15, 1 / 20, 1 / 50
_SIZE = 10_000
_MONTHS = 12
# A grant that was spent to its end: some hundred payments for each year of a small book.
_GRANT = 3
_LOOK = 0.05


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure at 10,000 transactions: a report printed, asked for again, and a year's figures."""
    size = setting.up_to(_SIZE)
    fund = books.promised(size)[_GRANT].name
    with setting.book(size) as made:
        yield _printed(setting, made, fund)
        yield _asked_again(setting, made, fund)
    yield _drawn(setting, size)


def _printed(setting: Setting, made: books.Made, fund: str) -> Figure:
    setting.say(f"a report of {made.count:,} printed, and WeasyPrint alone …")
    day = LAST_DAY.isoformat()
    found = once(
        "printing_once",
        "printing",
        place=str(made.place),
        fund=fund,
        day=day,
        rounds=setting.rounds,
    )
    pairs: list[Pair] = [(one, other) for one, other in found]
    return compared(f"a report printed and proved, {made.count:,}", pairs, PRINTING)


def _asked_again(setting: Setting, made: books.Made, fund: str) -> Figure:
    group = address_of(books.GROUP)
    report = f"/g/{group}/funds/{fund}/report?papers=none"
    pairs: list[Pair] = []
    with served(made, (books.GROUP,)) as browsers:
        browser = browsers["treasurer"]
        browser.get(f"/g/{group}/")
        for turn in range(setting.rounds):
            setting.say(f"a report of {made.count:,} asked for twice, {turn + 1} …")
            shutil.rmtree(made.folder / "printed", ignore_errors=True)
            first = _until_there(browser, report)
            pairs.append((_until_there(browser, report), first))
    return compared(f"the same report asked for again, {made.count:,}", pairs, AGAIN)


def _until_there(browser: Browser, address: str) -> float:
    """Give the seconds until a document is there; a page says meanwhile that it is being made."""
    began = perf_counter()
    while True:
        if browser.get(address).startswith("%PDF-"):
            return perf_counter() - began
        sleep(_LOOK)


def _drawn(setting: Setting, size: int) -> Figure:
    """Draw up a year that holds all of the entries, against Beancount's load of it."""
    pairs: list[Pair] = []
    place = one_year(setting.keep / f"year-{size}" / "books" / books.GROUP, size)
    main, day = str(place / "book.beancount"), LAST_DAY.isoformat()
    once("loading", "first_look", place=str(place), day=day)
    for turn in range(setting.rounds):
        setting.say(f"the figures of a year of {size:,}, full load, {turn + 1} …")
        anchor = float(once("loading", "beancount_load", main=main))
        pairs.append((float(once("printing_once", "year", place=str(place), day=day)), anchor))
    return compared(f"figures of a year of {size:,}", pairs, FIGURES)


def one_year(place: Path, count: int) -> Path:
    """Give a book that has all of its transactions in one year, made unless it is there."""
    if not place.is_dir():
        first = month_start(date(LAST_DAY.year, LAST_DAY.month, 1), 1 - _MONTHS)
        promised = books.promised(count, _MONTHS)
        new_book(place, TITLE, "informal-group", (12, 31), first, Hand(by="P003", today=LAST_DAY))
        (place / "accounts.beancount").write_text(accounts_text(first))
        (place / "funds.beancount").write_text(funds_text(first, promised))
        for month in books.months_of(count, _MONTHS, with_papers=False):
            text = place / "journal" / f"{month.day:%Y-%m}.beancount"
            text.write_text(month.text)
    return place
