"""Last year's figures where the books hold no such year: typed in from the former accounts."""

from ledger.accounts import OPENING
from ledger.book import Book
from ledger.entries.last_year import Figures, LastYear, last_year_in
from ledger.errors import Refusal
from ledger.funds import GENERAL
from ledger.money import Money
from ledger.statements.movements import Direction, Movement
from ledger.statements.periods import Period

_BY_DIRECTION = {Direction.IN: "Income:", Direction.OUT: "Expenses:"}


class LastYearDoesNotTie(Refusal):
    """What former accounts ended with is not what the books began with."""

    def __init__(self, closing: Money, began: Money) -> None:
        """Give both figures and what lies between them."""
        super().__init__(
            f"Last year's figures end with {closing}, and these books began with {began}: "
            f"{abs(closing - began)} lies between them.",
            "Look at last year's figures again, or put the opening right; they must be the same.",
            field="opening",
        )


def typed_last_year(book: Book, period: Period) -> LastYear | None:
    """Give the typed figures of the year before the books' first; none in any later year."""
    if book.first_day is None or book.first_day < period.first:
        return None
    return last_year_in(book.facts, period.eve)


def typed_movements(book: Book, typed: LastYear) -> tuple[Movement, ...]:
    """Give typed figures as if each were a movement; a heading of the chart is on its account."""
    return (
        _movement(typed, OPENING, "", Direction.OPENING, typed.opening),
        *_by_heading(book, typed, typed.money_in, Direction.IN),
        *_by_heading(book, typed, typed.money_out, Direction.OUT),
    )


def _by_heading(
    book: Book, typed: LastYear, figures: Figures, direction: Direction
) -> list[Movement]:
    root = _BY_DIRECTION[direction]
    known: dict[str, str] = {}
    for name, account in book.accounts.items():
        if name.startswith(root):
            known.setdefault(account.line, name)
    return [
        _movement(typed, known.get(heading, f"{root}Other"), heading, direction, sum_)
        for heading, sum_ in figures
    ]


def _movement(
    typed: LastYear, account: str, heading: str, direction: Direction, amount: Money
) -> Movement:
    return Movement(
        day=typed.last,
        entry="",
        fund=GENERAL,
        account=account,
        line=heading,
        heading=heading,
        direction=direction,
        amount=amount,
        about="",
        through="",
    )
