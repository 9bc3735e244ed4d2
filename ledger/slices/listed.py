"""What stands by itself in a slice, though it is told among help or in one entry with it."""

from collections.abc import Iterable, Iterator
from datetime import date

from ledger.accounts import is_in_kind, is_person, is_spending
from ledger.book import Book, Entry
from ledger.book.beside import help_and_rest, is_idle
from ledger.book.chain import standing
from ledger.book.helped import gives_help, is_for_help
from ledger.entries.directives import Kind, Transaction
from ledger.movements.corrections import late_for
from ledger.slices.subjects import Subject
from ledger.statements import Direction
from ledger.statements.sections import Section, section_named


def listed(book: Book, subject: Subject, told: Iterable[Transaction]) -> frozenset[tuple[str, int]]:
    """Give, of what was put down as help and put right as something else, what is listed as it is.

    Reports list whatever is no help in the end; accounts only what their notes count: gifts of time
    and goods, which are worth what the day of each says, what was paid to people known by number,
    and grants to other groups. What was taken back on the same side of the period as it was put
    down leaves no trace, and is added up with what took it back.
    """
    mine = (made for made in told if subject.is_of_a_fund or _is_counted(book, subject, made))
    return frozenset(made.place for made in mine if _is_listed(book, subject, made))


def divided(
    book: Book, subject: Subject, told: Iterable[Transaction]
) -> Iterator[tuple[Transaction | None, Transaction | None]]:
    """Divide what is told as help into what is added up, and what a document lists by itself.

    Accounts list a grant to another group: a note counts those.
    """
    for made in told:
        if is_idle(made):
            # It moved no cash, and would be taken to in a sum with what did.
            yield None, None
        elif _is_divided(book, subject, made):
            yield help_and_rest(book, made)
        else:
            yield made, None


def _is_divided(book: Book, subject: Subject, made: Transaction) -> bool:
    """Tell whether something of an entry stands on a line, if not all of it is help.

    What was no help, and is nothing but help in the end, stands on none, unless the report says
    that it came back: its line would be that of the help.
    """
    if not subject.is_of_a_fund and not (made.day in subject.period and _holds_a_grant(book, made)):
        return False
    entry = book.entries.get(made.entry)
    put_down = _put_down(book, made)
    if entry is None or put_down is None or _leaves_no_trace(book, subject, put_down, made.fund):
        return False
    if gives_help(book, put_down):
        return True
    last = subject.period.last
    newer = book.entries[standing(book, entry.number, last)]
    late = late_for(book, newer)
    if late is None or late >= subject.period.first:
        return True
    return any(help_and_rest(book, each)[1] for each in newer.right if each.fund == made.fund)


def _is_counted(book: Book, subject: Subject, made: Transaction) -> bool:
    if made.day not in subject.period:
        return False
    is_gift = all(is_in_kind(each.account) for each in made.postings)
    return is_gift or is_person(made.payee) or _holds_a_grant(book, made)


def _holds_a_grant(book: Book, made: Transaction) -> bool:
    """Tell whether a grant to another group is part of it."""
    others = (each.account for each in made.postings if not is_for_help(each.account))
    return any(
        is_spending(name) and section_named(book, name, Direction.OUT) == Section.GRANTS_PAID
        for name in others
    )


def _is_listed(book: Book, subject: Subject, made: Transaction) -> bool:
    entry = book.entries.get(made.entry)
    last = subject.period.last
    if entry is None or gives_help(book, book.entries[standing(book, entry.number, last)]):
        return False
    put_down = _put_down(book, made)
    if put_down is None or gives_help(book, put_down):
        return False
    return not _leaves_no_trace(book, subject, put_down, made.fund)


def _put_down(book: Book, made: Transaction) -> Entry | None:
    """Give the entry whose act it is: of what turns another round, that one."""
    entry = book.entries.get(made.entry)
    is_turned = entry is not None and made.kind == Kind.REVERSAL
    return book.entries.get(entry.corrects) if entry and is_turned else entry


def _leaves_no_trace(book: Book, subject: Subject, put_down: Entry, fund: str) -> bool:
    """Tell whether what an entry did in a fund was undone on the same side of the period.

    Who may not see help may be told of the one and not yet of the other.
    """
    newer = book.entries.get(put_down.corrected_by)
    turned = (t for t in (newer.transactions if newer else ()) if t.kind == Kind.REVERSAL)
    day = next((each.day for each in turned if each.fund == fund), None)
    return day is not None and _side(subject, put_down.day) == _side(subject, day)


def _side(subject: Subject, day: date) -> int:
    """Tell whether a day is before, within or after the period."""
    return (day >= subject.period.first) + (day > subject.period.last)
