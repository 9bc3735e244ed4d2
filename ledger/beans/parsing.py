"""Text to values, by Beancount's own parser; what it cannot read is a problem, not a fault."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from beancount.core import account as bean_account
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import booking, lexer, parser

from ledger.accounts import Account, AccountName
from ledger.entries.directives import (
    Document,
    Fact,
    Facts,
    FactValue,
    FinalBalance,
    Posting,
    Price,
    Transaction,
)
from ledger.errors import Problem
from ledger.money import CURRENCY, Money

_HIDDEN = {"filename", "lineno", "__tolerances__", "__automatic__", "__residual__"}
# In bytes: what the lexer takes to read a line grows with their square.
_LONGEST_LINE = 8_000
# Whole strings, each on one line, and outside of them neither a slash nor a lone quotation mark. In
# such a text every line begins outside of a string, so that no slash can be a division.
_PLAIN = re.compile(r'(?:[^"/\\]|"(?:[^"\\\n]|\\[^\n])*")*+')
# What Beancount lets out where a text is odd enough, such as a figure of thirty digits.
_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed:
    """An account that takes nothing more from a day on."""

    day: date
    name: str


Directive = Transaction | Document | Fact | FinalBalance | Price | Account | AccountClosed


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one file says, in its own order, and what in it could not be read."""

    directives: tuple[Directive, ...]
    problems: tuple[Problem, ...]
    options: Mapping[str, Any]

    @property
    def includes(self) -> tuple[str, ...]:
        """The files that it names."""
        return tuple(self.options.get("include", ()))

    @property
    def plugins(self) -> tuple[str, ...]:
        """The plugins that it names; a book of ours has none."""
        return tuple(name for name, _ in self.options.get("plugin", ()))


def parse(text: str, name: str, first_line: int = 1) -> Parsed:
    """Read the text of one file; amounts left out by hand are worked out as Beancount does.

    A part of a file is read as such by saying which of its lines comes first.

    Text that would be dangerous to hand to Beancount's parser (a division, which can end the
    program, or an endless line) is not read at all, and is one problem.
    """
    danger = _danger(text)
    if danger:
        return Parsed(directives=(), problems=(_unreadable(name, danger),), options={})
    try:
        return _parsed(text, name, first_line)
    except _FAULTS:
        why = "Beancount stumbles over something in it"
        return Parsed(directives=(), problems=(_unreadable(name, why),), options={})


def _parsed(text: str, name: str, first_line: int) -> Parsed:
    entries, errors, options = parser.parse_string(
        text, report_filename=name, report_firstline=first_line
    )
    booked, more = entries, list[Any]()
    if not all(map(_is_whole, entries)):
        booked, more = booking.book(entries, options)  # type: ignore[no-untyped-call]  # Beancount's
    booked.sort(key=lambda entry: _place(entry.meta)[1])
    directives = tuple(each for each in map(_directive, booked) if each is not None)
    problems = tuple(_problem(name, error) for error in [*errors, *more])
    return Parsed(directives=directives, problems=problems, options=options)


def _is_whole(entry: object) -> bool:
    """Tell whether there is nothing to work out: every amount is there, and none has a price."""
    if not isinstance(entry, data.Transaction):
        return True
    return all(
        type(each.units) is Amount
        and type(each.units.number) is Decimal
        and type(each.units.currency) is str
        and each.cost is None
        and each.price is None
        for each in entry.postings
    )


def _danger(text: str) -> str:
    """Say what makes a text dangerous to parse; Beancount's lexer, which is safe, is asked."""
    if max(map(len, text.encode(errors="replace").split(b"\n"))) > _LONGEST_LINE:
        return "a line in it is longer than any that we write"
    if _PLAIN.fullmatch(text):
        return ""
    tokens = lexer.lex_iter_string(text)  # type: ignore[no-untyped-call]  # Beancount's
    if any(token[0] == "SLASH" for token in tokens):
        return "there is a division in it, which we do not calculate"
    return ""


def _unreadable(name: str, why: str, line: int = 0) -> Problem:
    where = f"{name}, line {line}" if line else name
    return Problem(
        rule="readable",
        sentence=f"{where} cannot be read: {why}.",
        remedy="Mend that line, or put back the last version of the file from the history.",
        about=where,
        is_grave=True,
    )


def _problem(name: str, error: Any) -> Problem:
    line = error.source.get("lineno", 0) if error.source else 0
    return _unreadable(name, str(error.message).strip().rstrip("."), line)


def value_of(entry: object) -> Directive | None:
    """Give what Beancount's own loader has read as the value that it is here; none for the rest."""
    return _directive(entry)


@singledispatch
def _directive(_entry: object) -> Directive | None:
    return None


@_directive.register
def _transaction(entry: data.Transaction) -> Transaction:
    return Transaction(
        day=entry.date,
        postings=tuple(_posting(each) for each in entry.postings),
        payee=entry.payee or "",
        narration=entry.narration or "",
        tags=tuple(sorted(entry.tags)),
        links=tuple(sorted(entry.links)),
        facts=_facts(entry.meta),
        place=_place(entry.meta),
    )


@_directive.register
def _document(entry: data.Document) -> Document:
    return Document(
        day=entry.date,
        account=entry.account,
        path=_beside(entry.filename, _place(entry.meta)[0]),
        tags=tuple(sorted(entry.tags or ())),
        links=tuple(sorted(entry.links or ())),
        facts=_facts(entry.meta),
        place=_place(entry.meta),
    )


@_directive.register
def _fact(entry: data.Custom) -> Fact:
    values = tuple(
        AccountName(each.value) if each.dtype == bean_account.TYPE else _value(each.value)
        for each in entry.values or ()
    )
    return Fact(
        day=entry.date,
        kind=entry.type,
        values=values,
        facts=_facts(entry.meta),
        place=_place(entry.meta),
    )


@_directive.register
def _open(entry: data.Open) -> Account:
    return Account(
        name=entry.account,
        opened=entry.date,
        heading=str(entry.meta.get("heading", "")),
        label=str(entry.meta.get("label", "")),
        section=str(entry.meta.get("section", "")),
    )


@_directive.register
def _close(entry: data.Close) -> AccountClosed:
    return AccountClosed(day=entry.date, name=entry.account)


@_directive.register
def _balance(entry: data.Balance) -> FinalBalance | None:
    if entry.amount.currency != CURRENCY:
        return None
    amount = Money.exact(_said(entry.amount))
    return FinalBalance(day=entry.date, account=entry.account, amount=amount)


@_directive.register
def _price(entry: data.Price) -> Price:
    return Price(day=entry.date, commodity=entry.currency, number=_said(entry.amount))


def _beside(paper: str, text: str) -> str:
    """Give the path of a paper as it was written: beside the text that names it."""
    return os.path.relpath(paper, os.path.dirname(os.path.abspath(text)))  # noqa: PTH100, PTH120 - text


def _said(amount: Amount) -> Decimal:
    return amount.number if amount.number is not None else Decimal(0)


def _posting(posting: Any) -> Posting:
    units = posting.units
    return Posting(account=posting.account, number=units.number, currency=units.currency)


def _facts(meta: Mapping[str, Any]) -> Facts:
    return tuple((key, _value(value)) for key, value in meta.items() if key not in _HIDDEN)


def _value(value: object) -> FactValue:
    if isinstance(value, Amount):
        return Money.exact(_said(value)) if value.currency == CURRENCY else str(value)
    return value if isinstance(value, str | date | Decimal) else str(value)


def _place(meta: Mapping[str, Any]) -> tuple[str, int]:
    line = meta.get("lineno", 0)
    return str(meta.get("filename", "")), line if isinstance(line, int) else 0
