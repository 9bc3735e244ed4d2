"""Whether an entry tells of help given, which not everybody may see as a line."""

from functools import lru_cache

from ledger.accounts import HELP
from ledger.book.chain import standing
from ledger.book.shelf import Book, Entry
from ledger.entries.directives import Kind, Transaction


def is_help(book: Book, entry: Entry) -> bool:
    """Tell whether an entry tells of help given.

    So does one that takes such an entry back, one that was put right as help later, and one that
    pays back what a volunteer gave.
    """
    return waits(book, book.entries.get(standing(book, entry.number), entry))


def waits(book: Book, entry: Entry) -> bool:
    """Tell whether an entry, or one that it puts right, gave help."""
    seen: set[str] = set()
    while not gives_help(book, entry):
        seen.add(entry.number)
        if not entry.corrects or entry.corrects in seen or entry.corrects not in book.entries:
            return False
        entry = book.entries[entry.corrects]
    return True


def gives_help(book: Book, entry: Entry) -> bool:
    """Tell whether an entry itself gave help, or paid back what a volunteer gave."""
    return any(names_help(made) or _pays_for_help(book, made) for made in entry.right)


def people_helped(count: str, *, is_taken_back: bool) -> int:
    """Read how many people or households a transaction says were helped; fewer, taken back."""
    people = int(count) if count.isdecimal() else 0
    return -people if is_taken_back else people


def names_help(made: Transaction) -> bool:
    """Tell whether a transaction is of help by its kind or by one of its accounts."""
    if made.kind == Kind.HELP:
        return True
    return any(map(is_for_help, (posting.account for posting in made.postings)))


@lru_cache(maxsize=4096)
def is_for_help(account: str) -> bool:
    """Tell whether it is the account of help given, or one below it."""
    return account == HELP or account.startswith(f"{HELP}:")


def _pays_for_help(book: Book, made: Transaction) -> bool:
    pays = made.said("pays")
    claim = book.entries.get(standing(book, pays)) if pays else None
    return claim is not None and any(map(names_help, claim.right))
