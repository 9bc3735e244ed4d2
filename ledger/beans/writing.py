"""Values to text, by one formatter of our own: every field is checked or quoted, none is raw.

Beancount's own printer escapes only some fields and rounds money, so it is not used.
"""

import re
from datetime import date
from decimal import Decimal
from functools import singledispatch

from ledger.accounts import Account, AccountName, is_name
from ledger.beans.parsing import AccountClosed, Directive
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
from ledger.errors import Refusal
from ledger.money import CURRENCY, Money

_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")
_COMMODITY = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_GAP = 2


class NotForTheBook(Refusal):
    """A name that cannot stand bare in a line of the book."""

    def __init__(self, sort: str, text: str) -> None:
        """Say which sort of name, and quote it shortened."""
        super().__init__(
            f"“{text[:60]}” cannot be {sort} in the books.", "Choose one that is offered."
        )


@singledispatch
def write(directive: Directive) -> str:
    """Write one directive as it stands in a book, ending with a newline.

    Raises:
        NotForTheBook: an account, tag, link, key or commodity is not plain ASCII of its form.
    """
    raise NotImplementedError(type(directive).__name__)


@write.register
def _transaction(made: Transaction) -> str:
    words = f"{quoted(made.payee)} " if made.payee else ""
    head = f"{made.day} * {words}{quoted(made.narration)}{_marks(made.tags, made.links)}"
    width = max(len(posting.account) for posting in made.postings)
    numbers = [_number(posting) for posting in made.postings]
    figures = max(len(number) for number in numbers)
    lines = [
        f"  {_account(posting.account):{width + _GAP}}{number:>{figures}} "
        f"{_checked(_COMMODITY, posting.currency, 'a commodity')}"
        for posting, number in zip(made.postings, numbers, strict=True)
    ]
    return "\n".join([head, *_facts(made.facts), *lines]) + "\n"


@write.register
def _document(paper: Document) -> str:
    head = f"{paper.day} document {_account(paper.account)} {quoted(paper.path)}"
    return "\n".join([head + _marks(paper.tags, paper.links), *_facts(paper.facts)]) + "\n"


@write.register
def _fact(fact: Fact) -> str:
    values = "".join(f" {_value(value)}" for value in fact.values)
    return "\n".join([f"{fact.day} custom {quoted(fact.kind)}{values}", *_facts(fact.facts)]) + "\n"


@write.register
def _account_opened(account: Account) -> str:
    named = (
        ("heading", account.heading),
        ("label", account.label),
        ("section", account.section),
    )
    facts: Facts = tuple((key, value) for key, value in named if value)
    currency = "" if ":In-Kind:" in account.name else f" {CURRENCY}"
    head = f"{account.opened} open {_account(account.name)}{currency}"
    return "\n".join([head, *_facts(facts)]) + "\n"


@write.register
def _account_closed(closed: AccountClosed) -> str:
    return f"{closed.day} close {_account(closed.name)}\n"


@write.register
def _final_balance(balance: FinalBalance) -> str:
    return f"{balance.day} balance {_account(balance.account)} {balance.amount.number} ~ 0 GBP\n"


@write.register
def _price(price: Price) -> str:
    commodity = _checked(_COMMODITY, price.commodity, "a commodity")
    return f"{price.day} price {commodity} {price.number} {CURRENCY}\n"


def write_option(name: str, value: str) -> str:
    """Write one option of a book."""
    return f"option {quoted(name)} {quoted(value)}\n"


def _facts(facts: Facts) -> list[str]:
    return [f"  {_checked(_KEY, key, 'a key')}: {_value(value)}" for key, value in facts]


def _value(value: FactValue) -> str:
    if isinstance(value, AccountName):
        return _account(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return f"{value.number} {CURRENCY}"
    return f"{value:f}"


def _number(posting: Posting) -> str:
    exact: Decimal = posting.number
    return f"{exact:.2f}" if exact == round(exact, 2) else f"{exact:f}"


def quoted(text: str) -> str:
    """Write a text as it stands in a book, in quotation marks."""
    return f'"{text.translate(_ESCAPES)}"'


def _marks(tags: tuple[str, ...], links: tuple[str, ...]) -> str:
    named = [f" #{_checked(_LABEL, tag, 'a fund')}" for tag in tags]
    numbers = [f" ^{_checked(_LABEL, link, 'a number')}" for link in links]
    return "".join(named + numbers)


def _account(name: str) -> str:
    if not is_name(name):
        sort = "an account"
        raise NotForTheBook(sort, name)
    return name


def _checked(form: re.Pattern[str], text: str, sort: str) -> str:
    if not form.fullmatch(text):
        raise NotForTheBook(sort, text)
    return text
