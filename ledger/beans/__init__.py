"""The customs house: the only rooms that know Beancount, its text and its shapes."""

from ledger.beans.parsing import Directive, Parsed, parse
from ledger.beans.plainly import read as read_text
from ledger.beans.proof import TextNotAsMeant, proved
from ledger.beans.writing import write, write_option

__all__ = [
    "Directive",
    "Parsed",
    "TextNotAsMeant",
    "parse",
    "proved",
    "read_text",
    "write",
    "write_option",
]
