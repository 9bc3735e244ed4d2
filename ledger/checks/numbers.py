"""Rules about figures: exact, in whole pence, never mixed, and equal to what was agreed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from ledger.accounts import is_in_kind, is_money
from ledger.book import Agreement, Book
from ledger.checks.running import Course, courses
from ledger.checks.wording import grave, place, shown_day, subject, to_look_at
from ledger.entries.directives import IN_KIND, FinalBalance, Kind, Posting, Transaction
from ledger.errors import Problem
from ledger.money import CURRENCY, Money

Courses = Mapping[str, Course]
Dated = tuple[date, Problem]
_PENNY = Decimal("0.01")
_MOVES_NONE = (Kind.OPENING, Kind.IN_KIND, Kind.REVERSAL, Kind.OTHER)
_PUT_BACK = "Put that line back as it was, from the history."


def balances_exactly(book: Book) -> Iterator[Problem]:
    """What goes out of a transaction equals what comes in, exactly, in each commodity.

    Stock Beancount accepts 12.50 against 12.495; here nothing is let through.
    """
    for made in book.transactions:
        for commodity, rest in rests(made).items():
            if rest:
                over = _figure(abs(rest), commodity)
                said = f"{subject(made)} does not add up: {over} is left over."
                yield grave("balances_exactly", place(made), said, _PUT_BACK)


def something_moved(book: Book) -> Iterator[Problem]:
    """What moves money moves some: not every amount of it is nil."""
    for made in book.transactions:
        if made.kind not in _MOVES_NONE and is_nil(made):
            said = f"{subject(made)} comes to nothing: no amount is left in it."
            yield grave("something_moved", place(made), said, _PUT_BACK)


def whole_pence(book: Book) -> Iterator[Problem]:
    """Money is counted in whole pence."""
    remedy = "Correct the entry with an amount in pounds and pence."
    for made in book.transactions:
        for posting in made.postings:
            if posting.currency == CURRENCY and posting.number % _PENNY:
                figure = _figure(abs(posting.number), CURRENCY)
                said = f"{subject(made)} says {figure}, which is not in whole pence."
                yield grave("whole_pence", place(made), said, remedy)


def money_never_mixed(book: Book) -> Iterator[Problem]:
    """Gifts of time and goods are counted apart, and all money is in the one currency."""
    remedy = "Record money and gifts of time or goods as entries of their own."
    for made in book.transactions:
        kinds = {posting.currency for posting in made.postings}
        if foreign := sorted(kinds - {*IN_KIND, CURRENCY}):
            said = f"{subject(made)} counts in {', '.join(foreign)}."
            yield grave("money_never_mixed", place(made), said, "Write what it was in pounds.")
        elif len(kinds) > 1 or any(map(_is_misplaced, made.postings)):
            said = f"{subject(made)} mixes money with gifts of time or goods."
            yield grave("money_never_mixed", place(made), said, remedy)


def agreement_holds(book: Book) -> Iterator[Problem]:
    """Each figure agreed with the bank is still ours that day, but for what it had not yet."""
    return (problem for _, problem in agreements_broken(book, courses(book), date.min))


def final_balance_holds(book: Book) -> Iterator[Problem]:
    """What an account held when a year was closed is still what the books say, to the penny."""
    return (problem for _, problem in finals_broken(book, courses(book), date.min))


def tin_or_bank_below_nothing(book: Book) -> Iterator[Problem]:
    """No tin, bank or online account holds less than nothing at the end of a day."""
    return (problem for _, problem in spells_below(book, courses(book), date.min))


def rests(made: Transaction) -> dict[str, Decimal]:
    """Give what is left over of a transaction in each commodity; nil where it balances."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for posting in made.postings:
        found[posting.currency] += posting.number
    return found


def is_nil(made: Transaction) -> bool:
    """Tell whether a transaction has no amount other than nil."""
    return not any(posting.number for posting in made.postings)


def agreements_broken(book: Book, known: Courses, since: date) -> Iterator[Dated]:
    """Give the agreements from a day on that the books go against, each with its day."""
    for agreed in book.agreements:
        if agreed.day < since:
            continue
        ours = known[agreed.account].until(agreed.day) - _not_yet(book, agreed)
        if ours != agreed.figure:
            said = (
                f"{_label(book, agreed.account)} was agreed at {agreed.figure} on "
                f"{shown_day(agreed.day)}, and the books now say {ours}."
            )
            remedy = "Look for an entry changed by hand, or check against the bank again."
            yield agreed.day, grave("agreement_holds", agreed.account, said, remedy)


def finals_broken(book: Book, known: Courses, since: date) -> Iterator[Dated]:
    """Give the final balances from a day on that the books go against, each with its day."""
    for final in book.finals:
        before = final.day - timedelta(days=1)
        if before >= since and (wrong := _moved_since(book, known, final)):
            yield before, wrong


def spells_below(book: Book, known: Courses, since: date) -> Iterator[Dated]:
    """Give the spells below nothing that begin from a day on, each with its first day."""
    remedy = "Record the money that came in before that day, or correct what went out."
    for name in filter(is_money, book.accounts):
        for day, short in _spells_below(known[name]):
            if day >= since:
                said = f"{_label(book, name)} is short of {short} on {shown_day(day)}."
                yield day, to_look_at("tin_or_bank_below_nothing", name, said, remedy)


def _figure(number: Decimal, commodity: str) -> str:
    if commodity != CURRENCY:
        return f"{number} {commodity}"
    return f"£{number}" if number % _PENNY else str(Money.exact(number))


def _is_misplaced(posting: Posting) -> bool:
    return is_in_kind(posting.account) != (posting.currency in IN_KIND)


def _not_yet(book: Book, agreed: Agreement) -> Money:
    """Add up what the entries that were not yet on the statement did to the account by that day."""
    return Money.total(
        posting.money
        for number in agreed.not_yet
        if number in book.entries
        for made in book.entries[number].transactions
        if made.day <= agreed.day
        for posting in made.postings
        if posting.account == agreed.account
    )


def _moved_since(book: Book, known: Courses, final: FinalBalance) -> Problem | None:
    """Compare as Beancount does: at the start of the day, with the accounts below this one."""
    names = [name for name in known if f"{name}:".startswith(f"{final.account}:")]
    before = final.day - timedelta(days=1)
    ours = Money.total(known[name].until(before) for name in names)
    if ours == final.amount:
        return None
    said = (
        f"{_label(book, final.account)} was closed at {final.amount} on {shown_day(before)}, "
        f"and the books now say {ours}."
    )
    remedy = "An entry of a closed year was changed; put it back from the history."
    return grave("final_balance_holds", final.account, said, remedy)


def _spells_below(course: Course) -> Iterator[tuple[date, Money]]:
    """Give the first day of each spell below nothing, and by how much."""
    above = True
    for day, pence in zip(course.days, course.pence, strict=True):
        if pence < 0 and above:
            yield day, Money(-pence)
        above = pence >= 0


def _label(book: Book, name: str) -> str:
    account = book.accounts.get(name)
    return account.shown if account else name
