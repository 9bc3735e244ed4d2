"""The process that runs stock Fava on a book, and says how long it takes to show an append."""

import logging
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import fava.application
from werkzeug.test import Client

from benchmarks.helpers import answer

JOURNAL = "api/journal_page?page=1&order=desc"


@dataclass(slots=True)
class Stock:
    """Stock Fava, open on one book."""

    browser: Client | None = None
    slug: str = ""

    def open(self, main: str) -> bool:
        """Open a book, and show its journal once."""
        logging.disable(logging.INFO)
        # Its other watcher learns of a change a little later, and would sometimes show the old.
        app = fava.application.create_app([main], load=True, poll_watcher=True)
        self.browser = Client(app)
        (self.slug,) = app.config["LEDGERS"].ledgers_by_slug
        return bool(self._journal())

    def append(self, month: str, text: str, sought: str) -> float:
        """Append to a month's file, show the journal, and give how long that took."""
        began = perf_counter()
        with Path(month).open("a") as file:
            file.write(text)
        shown = self._journal()
        taken = perf_counter() - began
        assert sought in shown
        return taken

    def _journal(self) -> str:
        assert self.browser
        got = self.browser.get(f"/{self.slug}/{JOURNAL}")
        assert got.status_code == 200, got.text  # noqa: PLR2004 - found
        return got.text


if __name__ == "__main__":
    stock = Stock()
    answer({"open": stock.open, "append": stock.append})
