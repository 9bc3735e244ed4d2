"""Whether a book is sound: every rule asked, and Beancount's own reading compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger import index
from ledger.checks import equal_to_beancount, problems
from ledger.errors import Problem

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What was found in a book: `grave` makes it unsound, `to_look_at` does not."""

    title: str
    version: str
    entries: int
    papers: int
    grave: tuple[Problem, ...]
    to_look_at: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing must be mended."""
        return not self.grave


def soundness(place: Path, say: Say) -> Soundness:
    """Look at a whole book, and load it with Beancount too; `say` hears each step as it begins.

    Costly: it takes as long as Beancount's own loader, and then some.
    """
    say("Reading the books …")
    book = index.current(place)
    say("Looking at them, rule by rule …")
    found = [*problems(book)]
    say("Comparing them with Beancount's own reading …")
    found += equal_to_beancount(book)
    return Soundness(
        title=book.title,
        version=book.version,
        entries=len(book.entries),
        papers=len(book.documents),
        grave=tuple(each for each in found if each.is_grave),
        to_look_at=tuple(each for each in found if not each.is_grave),
    )


def sentences(found: Soundness) -> Iterator[str]:
    """Tell what was found, a line for each thing, the gravest first."""
    counted = f"{_counted(found.entries, 'entry', 'entries')}, {_counted(found.papers, 'paper')}"
    yield f"{found.title}: {counted}, version {found.version[:12]}."
    if found.is_sound:
        yield "The books are sound: every rule holds, and Beancount reads them to the same penny."
    else:
        yield f"The books are not sound. {_counted(len(found.grave), 'thing')} to mend:"
        yield from (f"  {each}" for each in found.grave)
    if found.to_look_at:
        yield f"{_counted(len(found.to_look_at), 'thing')} to look at:"
        yield from (f"  {each}" for each in found.to_look_at)


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"
