"""Text in our own hand, read as our formatter writes it: those forms, and nothing else.

Beancount's parser makes much of every line that nobody here asks for, and a book has a hundred
thousand of them. So the months are read by their plain forms. Whatever is not exactly one of them
(a price, a sum to work out, an option, a tab) leaves the whole file to Beancount. That both say the
same is a law, held by a property test. What was just written is proved by Beancount's parser alone,
and so is the whole book, by its loader, in `check`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from sys import intern

from ledger.accounts import AccountName
from ledger.beans.parsing import Directive, Parsed, parse
from ledger.beans.screening import KEYS_OF_BEANCOUNT
from ledger.entries.directives import (
    Document,
    Fact,
    Facts,
    FactValue,
    FinalBalance,
    Posting,
    Transaction,
)
from ledger.money import CURRENCY, Money

Place = tuple[str, int]
# Longer lines are Beancount's to judge. In letters, of which each is at most four bytes.
_LONGEST_LINE = 2_000
_DAY = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
# The formatter escapes these three and nothing else; a control character is not its own.
_TEXT = r'"(?:[^"\\\x00-\x1f\x7f]+|\\["\\n])*+"'
_LABEL = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_ACCOUNT = r"(?:Assets|Liabilities|Equity|Income|Expenses)(?::[A-Z0-9][A-Za-z0-9-]{0,39}){1,4}"
_NUMBER = r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?"
_VALUE = rf"{_TEXT}|{_DAY}|{_ACCOUNT}|{_NUMBER} GBP"
_MARKS = rf"((?: #{_LABEL})*+)((?: \^{_LABEL})*+)\n"
_FACTS = rf"((?:  [a-z][a-z0-9-]{{1,39}}: (?:{_VALUE}|{_NUMBER})\n)*+)"
_POSTINGS = rf"((?:  {_ACCOUNT} +{_NUMBER} (?:GBP|HOURS|GOODS)\n)++)"
# A paper's path is one that Beancount would not write in any other way.
_PATH = r'"((?:\.\./)?vouchers/(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*)"'

_BETWEEN = re.compile(r"(?:;[^\x00-\x1f\x7f]*\n|\n)++")
_HEAD = re.compile(rf"({_DAY}) (\*|document|custom|balance) ")
_TRANSACTION = re.compile(rf"(?:({_TEXT}) )?({_TEXT}){_MARKS}{_FACTS}{_POSTINGS}\n*+")
_DOCUMENT = re.compile(rf"({_ACCOUNT}) {_PATH}{_MARKS}{_FACTS}\n*+")
_CUSTOM = re.compile(rf"({_TEXT})((?: (?:{_VALUE}))*+)\n{_FACTS}\n*+")
_BALANCE = re.compile(rf"({_ACCOUNT}) ({_NUMBER}) ~ 0 GBP\n++")
_FACT = re.compile(rf"  ([a-z0-9-]+): (?:({_VALUE})|({_NUMBER}))\n")
_POSTING = re.compile(rf"  ({_ACCOUNT}) +({_NUMBER}) (GBP|HOURS|GOODS)\n")
_ONE_VALUE = re.compile(f" ({_VALUE})")
_ESCAPED = re.compile(r"\\(.)")


class _NotOurs(Exception):
    """Something in the text is not as our formatter writes it."""


def read(text: str, name: str, first_line: int = 1) -> Parsed:
    """Read the text of one file, or of its end: plainly if that can be, else by Beancount's parser.

    A file beside the months is always Beancount's to read, since it may hold options.
    """
    plain = read_plainly(text, name, first_line) if "/" in name else None
    if plain is None:
        return parse(text, name, first_line)
    return Parsed(directives=plain, problems=(), options={})


def read_plainly(text: str, name: str, first_line: int = 1) -> tuple[Directive, ...] | None:
    """Read a text that is all in our own hand; none where anything in it is not.

    `first_line` is the number of its first line in its file.
    """
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return None
    try:
        return tuple(_directives(text, name, first_line))
    except (_NotOurs, ValueError):
        # A day that is in no calendar is Beancount's to judge, too.
        return None


def _directives(text: str, name: str, line: int) -> Iterator[Directive]:
    at, end = 0, len(text)
    while at < end:
        head = _HEAD.match(text, at)
        form, value = _FORMS[head[2]] if head else (_BETWEEN, None)
        found = form.match(text, head.end() if head else at)
        if not found:
            raise _NotOurs
        if head and value:
            yield value(date.fromisoformat(head[1]), found, (name, line))
        line += text.count("\n", at, found.end())
        at = found.end()


def _transaction(day: date, found: re.Match[str], place: Place) -> Directive:
    payee, narration, tags, links, facts, postings = found.groups()
    return Transaction(
        day=day,
        payee=_said(payee) if payee else "",
        narration=_said(narration),
        tags=_marks(tags),
        links=_marks(links),
        facts=_facts(facts),
        postings=tuple(
            [
                Posting(account=intern(account), number=_number(number), currency=intern(currency))
                for account, number, currency in _POSTING.findall(postings)
            ]
        ),
        place=place,
    )


def _document(day: date, found: re.Match[str], place: Place) -> Directive:
    account, path, tags, links, facts = found.groups()
    return Document(
        day=day,
        account=intern(account),
        path=path,
        tags=_marks(tags),
        links=_marks(links),
        facts=_facts(facts),
        place=place,
    )


def _fact(day: date, found: re.Match[str], place: Place) -> Directive:
    kind, values, facts = found.groups()
    return Fact(
        day=day,
        kind=intern(_said(kind)),
        values=tuple(_value(each, AccountName) for each in _ONE_VALUE.findall(values)),
        facts=_facts(facts),
        place=place,
    )


def _balance(day: date, found: re.Match[str], _place: Place) -> Directive:
    account, number = found.groups()
    return FinalBalance(day=day, account=intern(account), amount=Money.exact(_number(number)))


_Read = Callable[[date, re.Match[str], Place], Directive]
_FORMS: dict[str, tuple[re.Pattern[str], _Read]] = {
    "*": (_TRANSACTION, _transaction),
    "document": (_DOCUMENT, _document),
    "custom": (_CUSTOM, _fact),
    "balance": (_BALANCE, _balance),
}


def _marks(text: str) -> tuple[str, ...]:
    """Give tags or links as Beancount has them: each once, in the order of their letters."""
    if text.count(" ") == 1:
        return (intern(text[2:]),)
    return tuple(sorted({mark[1:] for mark in text.split()}))


def _facts(text: str) -> Facts:
    found: dict[str, FactValue] = {}
    for key, value, number in _FACT.findall(text):
        if key in found or key in KEYS_OF_BEANCOUNT:
            raise _NotOurs
        found[intern(key)] = _value(value, str) if value else _number(number)
    return tuple(found.items())


def _value(text: str, named: Callable[[str], str]) -> FactValue:
    """Read a value by the letter that it begins with; `named` makes the name of an account."""
    if text[0] == '"':
        return _said(text)
    if text.endswith(CURRENCY):
        return Money.exact(_number(text[: -len(CURRENCY) - 1]))
    return named(text) if text[0].isalpha() else date.fromisoformat(text)


def _number(text: str) -> Decimal:
    # Beancount turns a positive number round, so that nothing is never a negative nothing.
    return -Decimal(text[1:]) if text[0] == "-" else Decimal(text)


def _said(text: str) -> str:
    said = text[1:-1]
    return _ESCAPED.sub(_unescaped, said) if "\\" in said else said


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]
