"""What a book's funds, kinds and places may be called on the command line: by name or by label."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.accounts import BANK, TIN, is_income, is_money, is_spending
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import Choices, FundChoice, FundMark, accounts_of_book, choices
from webapp.clock import today

_EVERYDAY = {"bank": BANK, "tin": TIN}


class NotInTheBooks(Refusal):
    """The books have nothing of that name, or more than one."""

    def __init__(self, what: str, typed: str, known: Iterable[str]) -> None:
        """Quote what was typed, and name what there is."""
        super().__init__(
            f"The books have no {what} called “{typed[:60]}”.",
            f"They have: {', '.join(known)}.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All that can be named in one book today, by what people call it."""

    offered: Choices
    shown: dict[str, str]

    def with_funds(self, marks: Iterable[FundMark]) -> "Names":
        """Give the same names and these funds, which may be closed: a correction stays in them."""
        known = {each.mark.name for each in self.offered.funds}
        more = tuple(
            FundChoice(mark=mark, left=Money(0), explained="")
            for mark in marks
            if mark.name not in known
        )
        offered = replace(self.offered, funds=(*self.offered.funds, *more))
        return replace(self, offered=offered)

    def fund(self, typed: str) -> str:
        """Give the short name of a fund, known by that or by what people call it."""
        marks = [each.mark for each in self.offered.funds]
        wanted = typed.strip().casefold()
        for mark in marks:
            if wanted in {mark.name.casefold(), mark.shown.casefold()}:
                return mark.name
        raise NotInTheBooks("open fund", typed, (mark.name for mark in marks))

    def place(self, typed: str) -> str:
        """Give the account where money lies: "bank", "tin", a label, or the whole name."""
        everyday = _EVERYDAY.get(typed.strip().casefold(), "")
        return everyday if everyday in self.shown else self._found("place", typed, is_money)

    def spending(self, typed: str) -> str:
        """Give a kind of spending."""
        return self._found("kind of spending", typed, is_spending)

    def income(self, typed: str) -> str:
        """Give a kind of income."""
        return self._found("kind of income", typed, is_income)

    def _found(self, what: str, typed: str, counts: Callable[[str], bool]) -> str:
        """Find it by its whole name first, then by its label, then by the last part of its name."""
        known = {name: shown for name, shown in self.shown.items() if counts(name)}
        wanted = typed.strip().casefold()
        ways: tuple[Callable[[str], str], ...] = (
            lambda name: name,
            lambda name: known[name],
            lambda name: name.rsplit(":", 1)[-1].replace("-", " "),
        )
        for way in ways:
            found = [name for name in known if way(name).casefold() == wanted]
            if len(found) == 1:
                return found[0]
        raise NotInTheBooks(what, typed, known.values())


def names_in(book: Path) -> Names:
    """Read what can be named in a book today.

    Raises:
        NoBookThere: the place holds no book.
    """
    return Names(offered=choices(book, today()), shown=accounts_of_book(book))
