"""What a line of a book says, as a row of the index and back: text that anybody can read."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.accounts import Account, AccountName
from ledger.beans import Directive
from ledger.beans.parsing import AccountClosed
from ledger.book.reaching import Reach
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

_parse = json.JSONDecoder().raw_decode
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# A value is kept with a letter that says of which sort it is.
_READ: dict[str, Callable[[str], FactValue]] = {
    "s": str,
    "a": AccountName,
    "d": date.fromisoformat,
    "n": Decimal,
    "m": lambda text: Money(int(text)),
}


def transaction_body(made: Transaction) -> str:
    """Write a transaction, but for its day and place."""
    postings = [(each.account, str(each.number), each.currency) for each in made.postings]
    return _write((made.payee, made.narration, made.tags, made.links, _facts(made.facts), postings))


def transaction_of(day: int, file: str, line: int, body: str) -> Transaction:
    """Read a transaction."""
    payee, narration, tags, links, facts, postings = _parse(body)[0]
    return Transaction(
        day=date.fromordinal(day),
        payee=payee,
        narration=narration,
        tags=tuple(tags),
        links=tuple(links),
        facts=_facts_of(facts),
        postings=tuple(
            Posting(account=account, number=Decimal(number), currency=currency)
            for account, number, currency in postings
        ),
        place=(file, line),
    )


def fact_in(body: str, name: str) -> str:
    """Read one fact out of a transaction, as `Transaction.said` gives it."""
    said = _parse(body)[0][4]
    return next((str(_READ[sort](text)) for key, sort, text in said if key == name), "")


def in_kind_in(body: str) -> Iterator[tuple[str, str, Decimal]]:
    """Read what is no money out of the postings of a transaction: account, unit and number."""
    for account, number, currency in _parse(body)[0][5]:
        if currency != CURRENCY:
            yield account, currency, Decimal(number)


def document_body(paper: Document) -> str:
    """Write a paper's line, but for its day and place."""
    return _write((paper.account, paper.path, paper.tags, paper.links, _facts(paper.facts)))


def document_of(day: int, file: str, line: int, body: str) -> Document:
    """Read a paper's line."""
    account, path, tags, links, facts = _parse(body)[0]
    return Document(
        day=date.fromordinal(day),
        account=account,
        path=path,
        tags=tuple(tags),
        links=tuple(links),
        facts=_facts_of(facts),
        place=(file, line),
    )


def fact_body(fact: Fact) -> str:
    """Write a later fact, but for its day, kind and place."""
    return _write(([_value(each) for each in fact.values], _facts(fact.facts)))


def fact_of(day: int, kind: str, file: str, line: int, body: str) -> Fact:
    """Read a later fact."""
    values, facts = _parse(body)[0]
    return Fact(
        day=date.fromordinal(day),
        kind=kind,
        values=tuple(_READ[sort](text) for sort, text in values),
        facts=_facts_of(facts),
        place=(file, line),
    )


def outline_body(each: Directive) -> str:
    """Write a line about the book itself, whole."""
    if isinstance(each, Fact):
        return _write(("fact", each.day.toordinal(), each.kind, each.place[1], fact_body(each)))
    if isinstance(each, Account):
        closed = each.closed.isoformat() if each.closed else ""
        said = (each.heading, each.label, each.section)
        return _write(("open", each.name, each.opened.isoformat(), closed, *said))
    if isinstance(each, AccountClosed):
        return _write(("close", each.day.isoformat(), each.name))
    if isinstance(each, FinalBalance):
        return _write(("final", each.day.isoformat(), each.account, each.amount.pence))
    if isinstance(each, Price):
        return _write(("price", each.day.isoformat(), each.commodity, str(each.number)))
    message = f"{type(each).__name__} is no line about a book"
    raise TypeError(message)


def outline_of(file: str, body: str) -> Directive:
    """Read a line about the book itself."""
    sort, *said = _parse(body)[0]
    return _OUTLINE[sort](file, *said)


def problem_body(problem: Problem) -> str:
    """Write a problem."""
    return _write((problem.rule, problem.sentence, problem.remedy, problem.about, problem.is_grave))


def problem_of(body: str) -> Problem:
    """Read a problem."""
    rule, sentence, remedy, about, is_grave = _parse(body)[0]
    return Problem(rule=rule, sentence=sentence, remedy=remedy, about=about, is_grave=is_grave)


def reach_body(reach: Reach) -> str:
    """Write what a file reaches for; empty where that is nothing."""
    return "" if reach.is_nothing else _write((reach.plugins, reach.includes, reach.options))


def reach_from(name: str, body: str) -> Reach:
    """Read what a file reaches for."""
    plugins, includes, options = map(tuple, json.loads(body))
    return Reach(name=name, plugins=plugins, includes=includes, options=options)


def _fact_line(file: str, day: int, kind: str, line: int, body: str) -> Fact:
    return fact_of(day, kind, file, line, body)


def _open_line(_file: str, name: str, opened: str, closed: str, *said: str) -> Account:
    heading, label, section = said
    return Account(
        name=name,
        opened=date.fromisoformat(opened),
        closed=date.fromisoformat(closed) if closed else None,
        heading=heading,
        label=label,
        section=section,
    )


def _close_line(_file: str, day: str, name: str) -> AccountClosed:
    return AccountClosed(day=date.fromisoformat(day), name=name)


def _final_line(_file: str, day: str, account: str, pence: int) -> FinalBalance:
    return FinalBalance(day=date.fromisoformat(day), account=account, amount=Money(pence))


def _price_line(_file: str, day: str, commodity: str, number: str) -> Price:
    return Price(day=date.fromisoformat(day), commodity=commodity, number=Decimal(number))


_OUTLINE: dict[str, Callable[..., Directive]] = {
    "fact": _fact_line,
    "open": _open_line,
    "close": _close_line,
    "final": _final_line,
    "price": _price_line,
}


def _facts(facts: Facts) -> list[tuple[str, str, str]]:
    return [(key, *_value(value)) for key, value in facts]


def _facts_of(facts: list[tuple[str, str, str]]) -> Facts:
    return tuple((key, _READ[sort](text)) for key, sort, text in facts)


def _value(value: FactValue | Any) -> tuple[str, str]:  # noqa: ANN401 - as a text may hold it
    if type(value) is str:
        return "s", value
    if isinstance(value, Money):
        return "m", str(value.pence)
    if isinstance(value, AccountName):
        return "a", str(value)
    if isinstance(value, date):
        return "d", value.isoformat()
    if isinstance(value, Decimal):
        return "n", str(value)
    return "s", str(value)
