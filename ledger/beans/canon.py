"""What a screened book means, in text that our own formatter writes.

Call it only in a child process, and only after the screening: here Beancount's parser reads it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ledger.accounts import Account, AccountName, is_in_kind, is_name
from ledger.beans.leftover import left_unread
from ledger.beans.parsing import AccountClosed, Directive, Parsed, parse
from ledger.beans.proof import TextNotAsMeant, proved
from ledger.beans.screening import BookNotTaken, ForeignMoney, ReachesOut, Unclear
from ledger.beans.writing import NotForTheBook, write_option
from ledger.entries.directives import (
    IN_KIND,
    Document,
    Fact,
    Facts,
    FactValue,
    FinalBalance,
    Kind,
    Posting,
    Transaction,
    entry_number,
    is_entry_number,
    number_parts,
)
from ledger.entries.words import narration, payee, plain
from ledger.errors import Refusal
from ledger.funds import GENERAL, FundClass
from ledger.money import CURRENCY

_NAME = "book.beancount"
_KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")
_YEARS = range(1900, 2200)
_TEXT_LENGTH = 2_000
_TITLE_LENGTH = 120


def canonical(text: str) -> str:
    """Give a screened book as we would have written it.

    Raises:
        BookNotTaken: it holds money, names or words that are not taken over.
    """
    parsed = parse(text, _NAME)
    if parsed.problems:
        raise Unclear(0, f"cannot be read: {parsed.problems[0].sentence}", "Mend it")
    beside = left_unread(text, _NAME)
    kept = [*parsed.directives, *beside.notes]
    known = {each.said(0) for each in kept if isinstance(each, Fact) and each.kind == "fund"}
    taken = [_taken(each, beside.facts.get(_line(each), ()), known) for each in kept]
    whole = [*_missing_general(taken, known), *_numbered(taken)]
    try:
        return "\n".join([_options(parsed), proved(whole)])
    except TextNotAsMeant:
        raise Unclear(0, "would not read back as the same", "Look for odd characters") from None
    except NotForTheBook as refusal:
        raise Unclear(0, f"holds a name: {_bare(refusal.message)}", "Change it") from None


def _taken(directive: Directive, more: Facts, known: set[str]) -> Directive:
    """Give one directive in our conventions, and refuse it by its line where it cannot be."""
    _judge_days(directive)
    _judge_accounts(directive)
    try:
        match directive:
            case Transaction():
                return _transaction(directive, more, known)
            case Fact():
                return _fact(directive)
            case Document():
                return replace(directive, facts=_facts(directive.facts))
            case Account():
                heading, label = _words(directive.heading), _words(directive.label)
                section = _words(directive.section)
                return replace(directive, heading=heading, label=label, section=section)
    except BookNotTaken:
        raise
    except Refusal as refusal:
        why = f"holds something that is not kept: {_bare(refusal.message)}"
        raise Unclear(_line(directive), why, _bare(refusal.remedy)) from None
    return directive


def _transaction(made: Transaction, more: Facts, known: set[str]) -> Transaction:
    if not made.postings:
        raise Unclear(made.place[1], "moves no money", "Give it amounts, or take it out")
    for posting in made.postings:
        _judge_money(posting, made.place[1])
    numbers = tuple(link for link in made.links if is_entry_number(link))
    others = tuple(link for link in made.links if link not in numbers)
    funds = made.tags if known else tuple(tag for tag in made.tags if tag == GENERAL)
    words = tuple(tag for tag in made.tags if tag not in funds)
    facts = made.facts if made.said("kind") else (("kind", str(Kind.OTHER)), *made.facts)
    aside = (("tags", " ".join(words)), ("links", " ".join(others)))
    return replace(
        made,
        payee=payee(made.payee),
        narration=narration(made.narration),
        tags=funds or (GENERAL,),
        links=numbers,
        facts=_facts([*facts, *more, *(each for each in aside if each[1])]),
    )


def _fact(fact: Fact) -> Fact:
    if fact.kind.lower().startswith("fava"):
        is_year_end = fact.kind == "fava-option" and fact.said(0) == "fiscal_year_end"
        if not (is_year_end and _is_day_of_year(fact.said(1))):
            raise ReachesOut(fact.place[1], "holds a setting for Fava", "Take that line out")
    values = tuple(_value(each) for each in fact.values)
    return replace(fact, kind=_words(fact.kind), values=values, facts=_facts(fact.facts))


def _judge_days(directive: Directive) -> None:
    day = directive.opened if isinstance(directive, Account) else directive.day
    if day.year not in _YEARS:
        raise Unclear(_line(directive), f"lies in the year {day.year}", "Mend its date")


def _judge_accounts(directive: Directive) -> None:
    for name in _accounts(directive):
        if not is_name(name):
            why = f"names the account “{_shown(name)}”, which is not in plain letters"
            raise Unclear(_line(directive), why, "Name it with A to Z, figures and hyphens")


def _judge_money(posting: Posting, line: int) -> None:
    if posting.currency not in {CURRENCY, *IN_KIND}:
        raise ForeignMoney(line, f"counts in {posting.currency[:12]}", "Write it in pounds")
    if is_in_kind(posting.account) != (posting.currency in IN_KIND):
        why = f"puts {posting.currency} on {posting.account}"
        raise ForeignMoney(line, why, "Keep hours and goods on accounts called In-Kind")


def _is_day_of_year(text: str) -> bool:
    """Tell whether this is a month and a day of it, as in 03-31; Fava knows no 29 February."""
    try:
        return bool(re.fullmatch("[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(f"2023-{text}"))
    except ValueError:
        return False


def _accounts(directive: Directive) -> Iterator[str]:
    match directive:
        case Transaction():
            yield from (posting.account for posting in directive.postings)
        case Document() | FinalBalance():
            yield directive.account
        case Account() | AccountClosed():
            yield directive.name
        case Fact():
            yield from (str(each) for each in directive.values if isinstance(each, AccountName))


def _numbered(directives: Iterable[Directive]) -> list[Directive]:
    """Give each transaction without a number the next free one, in the order of their days."""
    kept = list(directives)
    last: dict[int, int] = {}
    for each in kept:
        for number in each.links if isinstance(each, Transaction) else ():
            year, count = number_parts(number)
            last[year] = max(count, last.get(year, 0))
    days = [(each.day, n) for n, each in enumerate(kept) if isinstance(each, Transaction)]
    for day, place in sorted(days):
        made = kept[place]
        if isinstance(made, Transaction) and not made.links:
            last[day.year] = last.get(day.year, 0) + 1
            kept[place] = replace(made, links=(entry_number(day.year, last[day.year]),))
    return kept


def _missing_general(directives: Iterable[Directive], known: set[str]) -> Iterator[Directive]:
    """Open the fund for anything, from the first day on, where it is used and not there."""
    made = (each for each in directives if isinstance(each, Transaction))
    days = [each.day for each in made if GENERAL in each.tags]
    if days and GENERAL not in known:
        values = (GENERAL, str(FundClass.UNRESTRICTED))
        facts: Facts = (("name", "For anything we do"),)
        yield Fact(day=min(days), kind="fund", values=values, facts=facts)


def _facts(facts: Iterable[tuple[str, FactValue]]) -> Facts:
    """Give facts with keys in our small letters; the first of a name wins."""
    kept: dict[str, FactValue] = {}
    for name, value in facts:
        key = name.lower().replace("_", "-")
        if not _KEY.fullmatch(key):
            raise NotForTheBook("a note", name)
        kept.setdefault(key, _value(value))
    return tuple(kept.items())


def _value(value: FactValue) -> FactValue:
    return _words(value) if type(value) is str else value


def _words(text: str) -> str:
    return plain(text, _TEXT_LENGTH, "file")


def _options(parsed: Parsed) -> str:
    title = plain(str(parsed.options.get("title") or ""), _TITLE_LENGTH, "file")
    return write_option("title", title) + write_option("operating_currency", CURRENCY)


def _shown(name: str) -> str:
    """Show a name with what is hidden in it made visible."""
    return name[:60].encode("ascii", "backslashreplace").decode("ascii")


def _bare(sentence: str) -> str:
    return sentence.rstrip(".")


def _line(directive: Directive) -> int:
    return directive.place[1] if isinstance(directive, Transaction | Document | Fact) else 0
