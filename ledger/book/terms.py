"""Later facts turned into what holds now: funds with their terms, agreements, closings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ledger.accounts import AccountName
from ledger.book.shelf import Agreement, Closing
from ledger.entries.directives import Fact
from ledger.funds import BudgetChange, BudgetLine, Fund, FundClass, read_expected
from ledger.money import Money

_WITHDRAWN = "withdrawn"


def funds(facts: Iterable[Fact]) -> dict[str, Fund]:
    """Give the funds of a book by name, in the order in which they were opened.

    A later line of the same name replaces the terms and keeps the first day, unless it names an
    earlier one; a class that is not one of the field's five is read as restricted, which promises
    the least.
    """
    known: dict[str, Fund] = {}
    first: dict[str, tuple[str, int]] = {}
    budgets: dict[str, tuple[BudgetLine, ...]] = {}
    for fact in facts:
        name = fact.said(0)
        if fact.kind == "fund":
            first[name] = min(fact.place, first.get(name, fact.place))
            known[name] = _fund(fact, known.get(name))
        elif fact.kind == "grant-budget" and name in known:
            budgets[name] = _budgeted(budgets.get(name, ()), fact)
        elif fact.kind == "grant-change" and name in known:
            budgets[name] = _changed(budgets.get(name, ()), fact)
    written = sorted(known, key=lambda name: first[name])
    return {
        name: replace(fund, row=written.index(name), budget=budgets.get(name, ()))
        for name, fund in known.items()
    }


def charity_number(facts: Iterable[Fact]) -> str:
    """Give the number of a charity as it was told last; empty where there is none."""
    said = [fact.fact("number") for fact in facts if fact.kind == "group"]
    return str(said[-1] or "") if said else ""


def agreements(facts: Iterable[Fact]) -> tuple[Agreement, ...]:
    """Give the agreements with the bank that hold, by account and day; a later line wins."""
    held: dict[tuple[str, date], Agreement] = {}
    for fact in facts:
        figure = fact.amount()
        if fact.kind != "agreed":
            continue
        place = (fact.said(0), fact.day)
        if fact.said(1) == _WITHDRAWN:
            held.pop(place, None)
        elif figure is not None:
            held[place] = Agreement(
                day=fact.day,
                account=fact.said(0),
                figure=figure,
                statement=fact.said(2),
                not_yet=tuple(str(fact.fact("not-yet") or "").split()),
            )
    return tuple(sorted(held.values(), key=lambda each: (each.day, each.account)))


def closings(facts: Iterable[Fact]) -> tuple[Closing, ...]:
    """Give the years that were closed, the earliest first."""
    found = [
        Closing(year_end=fact.values[0], recorded=fact.day, by=fact.said(1))
        for fact in facts
        if fact.kind == "closed" and fact.values and isinstance(fact.values[0], date)
    ]
    return tuple(sorted(found, key=lambda each: each.year_end))


def _fund(fact: Fact, before: Fund | None) -> Fund:
    said = fact.said(1)
    award = fact.fact("award")
    first = before.opened if before else fact.day
    return Fund(
        name=fact.said(0),
        kind=FundClass(said) if said in set(FundClass) else FundClass.RESTRICTED,
        opened=min(_day(fact, "opened") or first, first),
        title=str(fact.fact("name") or ""),
        funder=str(fact.fact("funder") or ""),
        purpose=str(fact.fact("purpose") or ""),
        reference=str(fact.fact("reference") or ""),
        award=award if isinstance(award, Money) else None,
        spend_from=_day(fact, "spend-from"),
        spend_by=_day(fact, "spend-by"),
        report_due=_day(fact, "report-due"),
        closed_on=_day(fact, "closed-on"),
        programme=str(fact.fact("programme") or ""),
        awarded_on=_day(fact, "awarded-on"),
        conditions=str(fact.fact("conditions") or ""),
        expected=read_expected(str(fact.fact("instalments") or "")),
    )


def _budgeted(budget: tuple[BudgetLine, ...], fact: Fact) -> tuple[BudgetLine, ...]:
    line = BudgetLine(
        heading=fact.said(1),
        amount=fact.amount() or Money(0),
        accounts=tuple(str(each) for each in fact.values if isinstance(each, AccountName)),
    )
    return (*(each for each in budget if each.heading != line.heading), line)


def _changed(budget: tuple[BudgetLine, ...], fact: Fact) -> tuple[BudgetLine, ...]:
    change = BudgetChange(day=fact.day, amount=fact.amount() or Money(0), evidence=fact.said(3))
    return tuple(
        replace(line, changes=(*line.changes, change)) if line.heading == fact.said(1) else line
        for line in budget
    )


def _day(fact: Fact, name: str) -> date | None:
    value = fact.fact(name)
    return value if isinstance(value, date) else None
