"""Makes the books of the benchmarks: sound, of any size, and the same again for the same seed."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pygit2

from benchmarks import bare
from benchmarks.keeper import Keeper
from benchmarks.street import (
    LAST_DAY,
    TEN_YEARS,
    TITLE,
    Grant,
    accounts_text,
    funds_text,
    grants,
    month_start,
)
from benchmarks.writing import Month, Writer
from ledger.recording import Hand, new_book

GROUP = "benchmarks01"
SEED = 2016
# A change of what is generated, so that older books in a kept folder are not taken for it.
_EDITION = 3
_WHOLE = "whole"
_SHARED_BY_NAME = ("vouchers", "objects")
# Of the acts of a month a fifth is paid out of each open grant, a little under £40 at a time.
_PENCE_A_TRANSACTION = 3_900
_GRANTS_SHARE = 0.17


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A book that was made: the data folder it lies in, and the same as a bare SQLite table."""

    folder: Path
    count: int

    @property
    def place(self) -> Path:
        """The book's own folder."""
        return self.folder / "books" / GROUP

    @property
    def bare(self) -> Path:
        """The bare table."""
        return self.folder / "bare.sqlite"

    @property
    def main(self) -> Path:
        """The file that stock tools open."""
        return self.place / "book.beancount"

    @property
    def latest_month(self) -> Path:
        """The file of the last month, to which a record of its days is added."""
        return self.place / "journal" / f"{LAST_DAY:%Y-%m}.beancount"

    @property
    def latest_grant(self) -> str:
        """The grant that is still being spent when the book ends."""
        return promised(self.count)[-1].name


def promised(count: int, months: int = TEN_YEARS) -> tuple[Grant, ...]:
    """Give the grants of a book of so many transactions, each enough for what is spent of it."""
    first = month_start(LAST_DAY, 1 - months)
    a_month = count / months * _GRANTS_SHARE * _PENCE_A_TRANSACTION
    award = 20_000 + round(a_month * max(2, months // 5) / 10_000) * 10_000
    return grants(first, months, award)


def at_hand(keep: Path, count: int) -> Made:
    """Give the book of so many transactions, made unless the folder has it from an earlier run."""
    made = Made(folder=keep / f"book-{count}-{_EDITION}", count=count)
    if not (made.folder / _WHOLE).exists():
        shutil.rmtree(made.folder, ignore_errors=True)
        _make(made)
        (made.folder / _WHOLE).touch()
    return made


def months_of(
    count: int, months: int = TEN_YEARS, seed: int = SEED, *, with_papers: bool = True
) -> Iterator[Month]:
    """Give the months of a book of so many transactions, the last of them December 2025."""
    first = month_start(LAST_DAY, 1 - months)
    keeper = Keeper(seed=seed, promised=promised(count, months))
    writer = Writer(keeper=keeper, first=first, months=months, count=count, with_papers=with_papers)
    return writer.write_all()


def copied(made: Made, to: Path) -> Made:
    """Copy a book to be written in; what is never changed is shared, for speed."""
    for folder, _, names in os.walk(made.place):
        target = to / Path(folder).relative_to(made.folder)
        target.mkdir(parents=True)
        is_shared = any(name in Path(folder).parts for name in _SHARED_BY_NAME)
        for name in names:
            lay = os.link if is_shared else shutil.copyfile
            lay(Path(folder, name), target / name)
    os.link(made.bare, to / made.bare.name)
    return Made(folder=to, count=made.count)


def know_files(made: Made) -> None:
    """Let a copy's history know its own files, which it would else read through at every act."""
    repository = pygit2.Repository(str(made.place))
    for path in [entry.path for entry in repository.index]:
        repository.index.add(path)
    repository.index.write()


def _make(made: Made) -> None:
    first = month_start(LAST_DAY, 1 - TEN_YEARS)
    hand = Hand(by="P003", today=LAST_DAY)
    new_book(made.place, TITLE, "informal-group", (12, 31), first, hand)
    (made.place / "accounts.beancount").write_text(accounts_text(first))
    (made.place / "funds.beancount").write_text(funds_text(first, promised(made.count)))
    bare.make(made.bare, _laid(made.place, months_of(made.count)))
    _keep_history(made.place)


def _laid(place: Path, months: Iterable[Month]) -> Iterator[Month]:
    """Lay months in a book's folder as they pass by."""
    for month in months:
        (place / "journal" / f"{month.day:%Y-%m}.beancount").write_text(month.text)
        for name, content in month.papers.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        yield month


def _keep_history(place: Path) -> None:
    """Commit all of it at once, as a book that was brought in."""
    repository = pygit2.Repository(str(place))
    repository.index.add_all()
    repository.index.write()
    who = pygit2.Signature("P003", "P003@book.invalid", 0, 0)
    parent = repository.head.target
    tree = repository.index.write_tree()
    repository.create_commit("HEAD", who, who, "recorded ten years", tree, [parent])
