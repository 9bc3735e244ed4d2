"""What a run of the benchmarks is told: where its books are, which sizes, how many rounds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import books
from benchmarks.books import Made

ROUNDS, QUICK_ROUNDS = 7, 3
GROUPS, QUICK_GROUPS = 4_300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One run: the folder that keeps the books, the sizes in transactions, and who is told.

    A quick run has fewer rounds and groups, to see that all of it works; its figures are no proof.
    """

    keep: Path
    sizes: tuple[int, ...]
    is_quick: bool
    say: Callable[[str], None]

    @property
    def rounds(self) -> int:
        """How many pairs are measured for a figure that takes long."""
        return QUICK_ROUNDS if self.is_quick else ROUNDS

    @property
    def groups(self) -> int:
        """How many groups there are on one machine."""
        return QUICK_GROUPS if self.is_quick else GROUPS

    def up_to(self, most: int) -> int:
        """Give the largest of the sizes that is not above one."""
        return max((size for size in self.sizes if size <= most), default=self.sizes[0])

    @contextmanager
    def book(self, count: int) -> Iterator[Made]:
        """Give a copy of the book of a size, to be read and written in; it is gone afterwards."""
        self.say(f"a book of {count:,} transactions …")
        made = books.at_hand(self.keep, count)
        with TemporaryDirectory(prefix="work-", dir=self.keep) as folder:
            yield books.copied(made, Path(folder, "data"))
