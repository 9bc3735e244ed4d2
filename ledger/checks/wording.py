"""How the rules speak: what a problem is about, in words and figures that a treasurer knows."""

from ledger.entries.directives import Transaction
from ledger.entries.words import shown_day
from ledger.errors import Problem

__all__ = ["grave", "place", "shown_day", "subject", "to_look_at"]


def place(made: Transaction) -> str:
    """Give the number of a transaction's entry, or where it stands if it has none."""
    return made.entry or f"{made.place[0]}, line {made.place[1]}"


def subject(made: Transaction) -> str:
    """Name a transaction at the beginning of a sentence."""
    if not made.entry:
        return f"What stands at {place(made)}"
    payee = f"{made.payee}, " if made.payee else ""
    return f"Entry no. {made.entry} ({payee}{shown_day(made.day)})"


def grave(rule: str, about: str, sentence: str, remedy: str) -> Problem:
    """Give a problem that makes the book itself unsound."""
    return Problem(rule=rule, about=about, sentence=sentence, remedy=remedy, is_grave=True)


def to_look_at(rule: str, about: str, sentence: str, remedy: str) -> Problem:
    """Give a problem of a sound book: something to look at."""
    return Problem(rule=rule, about=about, sentence=sentence, remedy=remedy)
