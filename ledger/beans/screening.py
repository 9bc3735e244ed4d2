"""A stranger's book looked at word by word, before anything reads it as a book.

Only Beancount's lexer sees the text here: its parser calculates, and a division by nothing ends
the program. What could run code, reach another file, or mean what we do not keep is refused.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from beancount.parser import lexer

from ledger.errors import Refusal
from ledger.money import CURRENCY

_LONGEST_LINE = 8_000  # bytes
_LONGEST_FIGURE = 15
_OPTIONS = {"title", "operating_currency", "documents"}
KEYS_OF_BEANCOUNT = {"filename", "lineno"}
_SIGNS = {"PLUS", "MINUS"}
_SUM = ("holds a calculation", "Write its result")
_LOTS = ("counts in lots at a cost", "Write what each was in pounds")
_RATE = ("converts at a price", "Write what it was in pounds")
_REACHING = {
    "PLUGIN": ("asks for a program (plugin)", "Take that line out"),
    "INCLUDE": ("names another file (include)", "Put everything into one file"),
    "QUERY": ("holds a query", "Take that line out"),
}
_LEFT_OPEN = {
    **dict.fromkeys(("SLASH", "LPAREN", "RPAREN"), _SUM),
    **dict.fromkeys(("LCURL", "LCURLCURL"), _LOTS),
    **dict.fromkeys(("AT", "ATAT"), _RATE),
    **dict.fromkeys(("PUSHTAG", "POPTAG"), ("tags what follows", "Write the tag on each line")),
    **dict.fromkeys(("PUSHMETA", "POPMETA"), ("adds to what follows", "Write it on each line")),
    "PAD": ("fills in a figure by itself (pad)", "Write the figure that it stands for"),
}


class BookNotTaken(Refusal):
    """A book from outside holds something that is not taken over, on a line that is named."""

    def __init__(self, line: int, why: str, remedy: str) -> None:
        """Name the line, say what is on it, and what to do before trying again."""
        where = f"Line {line} of this file" if line else "This file"
        super().__init__(f"{where} {why}.", f"{remedy}, and bring the file in again.", field="file")


class ReachesOut(BookNotTaken):
    """It names a program, a setting or a file that does not belong into a book."""


class Calculates(BookNotTaken):
    """It leaves something to be worked out, where a book of ours says it outright."""


class ForeignMoney(BookNotTaken):
    """It counts in something else than pounds, hours and goods."""


class Unclear(BookNotTaken):
    """It cannot be read in just one way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """One word of the text, as the lexer sees it."""

    sort: str
    line: int
    text: bytes
    value: object


def screen(text: str) -> None:
    """Look at every word of a stranger's book.

    Raises:
        BookNotTaken: one of them is not taken over; its line is named.
    """
    for line, words in enumerate(text.split("\n"), start=1):
        if len(words.encode()) > _LONGEST_LINE:
            raise Unclear(line, "is longer than any line of a book", "Break it up")
    before = [_Token(sort="EOL", line=0, text=b"", value=None)] * 2
    for token in _tokens(text):
        _judge(before[0], before[1], token)
        before = [before[1], token]


def is_elsewhere(path: str) -> bool:
    """Tell whether a path leads out of the folder that it starts from."""
    plain = posixpath.normpath(path.replace("\\", "/"))
    return posixpath.isabs(plain) or plain.split("/")[0] == ".." or plain[1:2] == ":"


def _tokens(text: str) -> Iterator[_Token]:
    """Give the words of a text; the lexer counts a line's end to the next line."""
    untyped: Any = lexer.lex_iter_string
    for sort, line, raw, value in untyped(text):
        yield _Token(sort=sort, line=line - (sort == "EOL"), text=raw, value=value)


def _judge(first: _Token, second: _Token, token: _Token) -> None:
    if token.sort in _REACHING:
        raise ReachesOut(token.line, *_REACHING[token.sort])
    if token.sort in _LEFT_OPEN:
        raise Calculates(token.line, *_LEFT_OPEN[token.sort])
    if token.sort == "error":
        shown = token.text[:40].decode("utf-8", "replace")
        raise Unclear(token.line, f"holds “{shown}”, which cannot be read", "Mend it")
    _judge_figures(second, token)
    _judge_names(first, second, token)


def _judge_figures(before: _Token, token: _Token) -> None:
    is_sign = token.sort in _SIGNS and before.sort in {"NUMBER", *_SIGNS}
    if is_sign or (token.sort == "ASTERISK" and before.sort not in {"DATE", "INDENT"}):
        raise Calculates(token.line, *_SUM)
    if token.sort == "NUMBER" and len(token.text) > _LONGEST_FIGURE:
        raise Unclear(token.line, "holds a figure that is too long", "Shorten it")


def _judge_names(first: _Token, second: _Token, token: _Token) -> None:
    """Judge a text by the words before it: the name and value of an option, a paper's path."""
    value = str(token.value)
    if second.sort == "OPTION" and value not in _OPTIONS:
        raise ReachesOut(token.line, f"sets the option “{value[:40]}”", "Take that line out")
    if first.sort == "OPTION" and second.value == "operating_currency" and value != CURRENCY:
        raise ForeignMoney(token.line, f"counts in {value[:12]}", "Write its figures in pounds")
    is_folder = first.sort == "OPTION" and second.value == "documents"
    if (is_folder or first.sort == "DOCUMENT") and is_elsewhere(value):
        raise ReachesOut(token.line, "names a paper elsewhere", "Put papers beside the file")
    if token.sort == "KEY" and value in KEYS_OF_BEANCOUNT:
        raise Unclear(token.line, f"holds a note called “{value}”", "Call it something else")
