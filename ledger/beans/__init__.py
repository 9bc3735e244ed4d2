"""The customs house: the only rooms that know Beancount, its text and its shapes."""

from ledger.beans.parsing import Directive, Parsed, parse
from ledger.beans.proof import TextNotAsMeant, proved
from ledger.beans.writing import write, write_option

__all__ = ["Directive", "Parsed", "TextNotAsMeant", "parse", "proved", "write", "write_option"]
