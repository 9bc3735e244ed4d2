"""Whether a book is sound: every rule asked, Beancount's own reading and the index compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ledger import index
from ledger.checks.proving import Proven, proven
from ledger.errors import Problem

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What was found in a book: `grave` makes it unsound, `to_look_at` does not.

    `made_anew` is what its index had said otherwise than the text; it was thrown away for that, and
    made again. It is empty where the index was right, or there is none.
    """

    title: str
    version: str
    entries: int
    papers: int
    grave: tuple[Problem, ...]
    to_look_at: tuple[Problem, ...]
    made_anew: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing must be mended."""
        return not self.grave


def soundness(place: Path, say: Say, *, gently: bool = False) -> Soundness:
    """Look at a whole book, and load it with Beancount too; `say` hears each step as it begins.

    Costly: it takes as long as Beancount's own loader, and then some, in a process of its own;
    `gently` lets that wait for whatever else the machine does. An index that is found wrong is made
    again.

    Raises:
        NoBookThere: the place holds no book.
        Refusal: it could not be looked at to the end; the sentence says why.
    """
    say("Reading the books …")
    index.latest(place)
    say("Looking at them rule by rule, and comparing them with Beancount's own reading …")
    found = proven(place, gently=gently)
    wrong = found.index
    if wrong:
        say("The index was wrong; making it anew and looking again …")
        index.forget_of(place)
        index.latest(place)
        found = proven(place, gently=gently)
    if not found.is_known:
        index.doubt(place)
    return _soundness(found, wrong)


def _soundness(found: Proven, wrong: tuple[Problem, ...]) -> Soundness:
    every = (*found.problems, *found.index)
    return Soundness(
        title=found.title,
        version=found.version,
        entries=found.entries,
        papers=found.papers,
        grave=tuple(each for each in every if each.is_grave),
        to_look_at=tuple(each for each in every if not each.is_grave),
        made_anew=wrong,
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
    if found.made_anew:
        wrong = _counted(len(found.made_anew), "thing")
        yield f"The index had {wrong} otherwise than the text, and was made anew:"
        yield from (f"  {each}" for each in found.made_anew)
    if found.to_look_at:
        yield f"{_counted(len(found.to_look_at), 'thing')} to look at:"
        yield from (f"  {each}" for each in found.to_look_at)


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"
