"""The group's home against a bare Flask page of fifty rows, on the same server."""

from collections.abc import Iterator
from functools import partial

from benchmarks import books
from benchmarks.browser import Browser, served
from benchmarks.figures import Figure, compared
from benchmarks.serving import address_of
from benchmarks.setting import Setting
from benchmarks.timing import by_turns, seconds

TARGET = 2.0
_A_BURST, _BURSTS = 10, 3
BARE = "/bare/"


def figures(setting: Setting) -> Iterator[Figure]:
    """Measure at every size: ten pages of each by turns, on one kept connection."""
    home = f"/g/{address_of(books.GROUP)}/"
    for size in setting.sizes:
        with setting.book(size) as made, served(made, (books.GROUP,)) as browsers:
            setting.say(f"the home of {size:,}, and a bare page …")
            browser = browsers["treasurer"]
            for address in (home, BARE, home, BARE):
                browser.get(address)
            ours, anchor = partial(_a_page, browser, home), partial(_a_page, browser, BARE)
            pairs = by_turns(setting.rounds * _BURSTS, ours, anchor)
            yield compared(f"home, {size:,}", pairs, TARGET)


def _a_page(browser: Browser, address: str) -> float:
    """Get a page some times, and give how long one of them took."""
    return seconds(lambda: [browser.get(address) for _ in range(_A_BURST)]) / _A_BURST
