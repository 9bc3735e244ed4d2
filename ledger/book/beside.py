"""Help given beside something else in one transaction, which only a text by hand can hold.

What is listed by itself is told from the help. What helped stands nowhere as a line; the rest moved
money as if there had been no help.
"""

from dataclasses import replace

from ledger.accounts import (
    is_claim,
    is_in_kind,
    is_income,
    is_money,
    is_ours,
    is_spending,
)
from ledger.book.chain import standing
from ledger.book.helped import gives_help, is_for_help, waits
from ledger.book.shelf import Book, Entry
from ledger.entries.directives import Kind, Posting, Transaction
from ledger.money import CURRENCY, Money


def help_and_rest(book: Book, made: Transaction) -> tuple[Transaction | None, Transaction | None]:
    """Divide a transaction into the help that it gave and all else; none where there is no such.

    Each balances. The money is taken from the largest sum of it, so that what turns the transaction
    round is divided alike; it may leave a nil there, or the other sign.
    """
    counts = is_spending if is_act_of_help(book, _source(book, made), made.fund) else is_for_help
    helped = [p for p in made.postings if p.currency == CURRENCY and counts(p.account)]
    left = [each for each in made.postings if each not in helped]
    if not helped or not any(map(_is_line, left)):
        return (made, None) if helped else (None, made)
    sum_ = sum((each.number for each in helped), start=Money(0).number)
    source = max(left, key=lambda each: (*_order(each), abs(each.number), each.account))
    paid = replace(source, number=-sum_)
    place = left.index(source)
    left[place] = replace(source, number=source.number + sum_)
    kind = str(Kind.OTHER if made.kind == Kind.HELP else made.kind)
    facts = tuple((key, kind if key == "kind" else value) for key, value in made.facts)
    rest = replace(made, postings=tuple(left), facts=facts)
    return replace(made, postings=(*helped, paid)), rest


def is_idle(made: Transaction) -> bool:
    """Tell whether no cash was moved: something was given and spent at once, or spent otherwise."""
    return all(is_spending(each.account) or is_income(each.account) for each in made.postings)


def is_act_of_help(book: Book, number: str, fund: str) -> bool:
    """Tell whether all that an entry spent in a fund is help, since its kind says so."""
    entry = book.entries.get(number)
    kinds = {each.kind for each in entry.right if each.fund == fund} if entry else set[Kind]()
    return kinds == {Kind.HELP}


def is_silent(book: Book, entry: Entry) -> bool:
    """Tell whether an entry gave help, turned out to be help, or only takes such a one back.

    No words of it are told where help is not told as lines: they may name who was helped.
    """
    if gives_help(book, entry) or (not entry.right and waits(book, entry)):
        return True
    newer = book.entries.get(standing(book, entry.number))
    return newer is not None and gives_help(book, newer)


def is_told_in_silence(book: Book, made: Transaction) -> bool:
    """Tell whether no words of a transaction are told."""
    found = (book.entries.get(each) for each in (_source(book, made), made.entry))
    return any(entry is not None and is_silent(book, entry) for entry in found)


def told_total(book: Book, entry: Entry, fund: str) -> Money:
    """Give what an entry that gave help came to without it, in one fund."""
    parts = [each for each in entry.right or entry.transactions if each.fund == fund]
    divided = (help_and_rest(book, each) for each in parts if not is_idle(each))
    left = [rest for _, rest in divided if rest is not None]
    return replace(entry, transactions=tuple(left)).total if left else Money(0)


def _source(book: Book, made: Transaction) -> str:
    """Give the entry whose act it is: of what turns another round, that one."""
    is_turned = made.kind == Kind.REVERSAL and made.entry in book.entries
    return book.entries[made.entry].corrects if is_turned else made.entry


def _is_line(each: Posting) -> bool:
    return not (is_ours(each.account) or is_claim(each.account) or is_in_kind(each.account))


def _order(each: Posting) -> tuple[bool, bool, bool]:
    name = each.account
    return is_money(name), is_ours(name), is_claim(name)
