"""Which rows of a document's tables stand on its pages, and which amounts stand there beside them.

Pages are read as plain text. A row stands there where its words come one after the other and its
sums of money follow in their order. An amount is written with pence, or as whole pounds after £;
in accounts that are rounded to whole pounds, a column holds bare numbers.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grant_reports.figures_csv import Lines

_CELL = re.compile(r"-?[0-9]+\.[0-9]{2}")
# What can name a row: words, and neither a day nor a paper's hash.
_NAME = re.compile(r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}$)(?![0-9a-f]{64}$).*[^\W\d_].*", re.DOTALL)
_WORDS = re.compile(
    r"(?P<pence>(?<![\w.,/-])(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})\.[0-9]{2}(?![\w,/%-]))"
    r"|£(?P<pounds>[0-9][0-9,]*)(?![\w.,])"
    r"|(?P<bare>(?<![\w.,/£-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?![\w.,/%-]))"
    r"|\w+"
)
# What is read on a page that is set as it was written: no letters from right to left, none that
# are joined or unseen, and no word that may be longer than a line.
_PLAINLY = re.compile(
    r"(?!.*\w{17})[\s -\xac\xae-\u024f\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*",
    re.DOTALL,
)
_UNSEEN = re.compile(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ANYWHERE = re.compile(r"[0-9][0-9,]{,15}\.[0-9]{2}")
# Where numbers stand in a text, and which.
_Stand = tuple[list[int], list[Decimal]]
# How far behind its words the sums of a row may stand: what it was for stands in between, and on
# pages that are set the margins of two of them, which were not there when it was looked for.
_REACH, _MARGINS = 600, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table by its place, the words that name it, and its sums, nils left out."""

    table: str
    place: int
    words: str
    sums: tuple[Decimal, ...]


class Reading:
    """A text read once: its words with single spaces between, and where each amount stands."""

    def __init__(self, text: str, *, is_set: bool = False) -> None:
        """Read it; signs and brackets are left out, since words say which way money went."""
        self._reach = _REACH + _MARGINS if is_set else _REACH
        words: list[str] = []
        self._exact: _Stand = ([], [])
        self._rounded: _Stand = ([], [])
        length = 1
        for found in _WORDS.finditer(text):
            word, amount = _read(found)
            if amount is not None:
                stand = self._rounded if found["bare"] or found["pounds"] else self._exact
                stand[0].append(length)
                stand[1].append(amount)
            words.append(word)
            length += len(word) + 1
        self._text = f" {' '.join(words)} "

    @property
    def amounts(self) -> dict[Decimal, None]:
        """The amounts with pence that stand in it, once each, in their order."""
        return dict.fromkeys(self._exact[1])

    def says(self, row: Row) -> bool:
        """Tell whether a row stands in it: its words, and then its sums in order."""
        words = plain(row.words)
        place = self._text.find(words)
        while place >= 0:
            begin = place + len(words)
            pounds = [_in_pounds(each) for each in row.sums]
            ends = begin + self._reach
            if _follow(row.sums, self._exact, begin, ends):
                return True
            if _follow(pounds, self._rounded, begin, ends):
                return True
            place = self._text.find(words, place + 1)
        return False


def _follow(sums: Sequence[Decimal], stand: _Stand, begin: int, ends: int) -> bool:
    """Tell whether sums stand between two places, in their order."""
    places, amounts = stand
    found = iter(amounts[bisect_left(places, begin - 1) : bisect_left(places, ends)])
    return all(any(abs(sum_) == each for each in found) for sum_ in sums)


def _in_pounds(amount: Decimal) -> Decimal:
    return abs(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def plain(text: str) -> str:
    """Give the words of a text as they stand in a reading."""
    return f" {' '.join(_read(found)[0] for found in _WORDS.finditer(text))} "


def is_read_as_written(words: str) -> bool:
    """Tell whether words are sure to be read on a page that is set just as they were written."""
    return _PLAINLY.fullmatch(words) is not None


def amounts_within(text: str) -> set[Decimal]:
    """Give every amount that may be read once a text is set, also within what is no amount here.

    A line may end before it, and what is not seen may stand in the middle of it.
    """
    return {Decimal(each.replace(",", "")) for each in _ANYWHERE.findall(_UNSEEN.sub("", text))}


def rows_of(tables: Iterable[Lines]) -> Iterator[Row]:
    """Give the rows that hold money and are named by words."""
    for table in tables:
        for place, cells in enumerate(table.rows, start=1):
            sums = tuple(Decimal(each) for each in cells if _CELL.fullmatch(each))
            words = max(filter(_NAME.fullmatch, cells), key=len, default="")
            if words and any(sums):
                named = tuple(each for each in sums if each)
                yield Row(table=table.name, place=place, words=words, sums=named)


def amounts_of(tables: Iterable[Lines]) -> set[Decimal]:
    """Give every amount that stands in some tables, also within a text, whatever its sign."""
    cells = [cell for table in tables for row in table.rows for cell in row]
    known = {abs(Decimal(each)) for each in cells if _CELL.fullmatch(each)}
    return known | set(Reading("\n".join(cells)).amounts)


def _read(found: re.Match[str]) -> tuple[str, Decimal | None]:
    said = found["pence"] or found["pounds"] or found["bare"]
    if said is None:
        return found.group(), None
    bare = said.replace(",", "")
    return bare, Decimal(bare)
