"""Opening funds, accounts and budgets, and changing what was agreed about them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger.accounts import Account, AccountName, AccountUnknown, is_name
from ledger.book import Book
from ledger.entries.directives import Fact, Facts, FactValue
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.funds import GENERAL, Fund, checked_terms, write_expected
from ledger.journal import Hand, Plan, add

LEGAL_FORMS = (
    "informal-group",
    "constituted-association",
    "charity-england-wales",
    "charity-scotland",
)
_CHARITY = "charity-"
_NUMBER = re.compile(r"[0-9]{6,7}(-[0-9]{1,3})?|SC[0-9]{5,6}")
_LONGEST_NAME = 120
_LONGEST_PURPOSE = 500


class NameTaken(Refusal):
    """Something of that name is in the book already."""

    def __init__(self, name: str, field: str) -> None:
        """Quote the name."""
        super().__init__(f"There is a “{name}” already.", "Choose another name.", field=field)


class LegalFormUnknown(Refusal):
    """A legal form that has no accounts here; a community interest company is one of them."""

    def __init__(self, form: str) -> None:
        """Quote it."""
        super().__init__(
            f"“{form[:40]}” is not a legal form that these accounts fit.",
            "Choose one of the four. A community interest company files other accounts.",
            field="legal_form",
        )


class CharityNumberUnclear(Refusal):
    """A charity's number is six or seven figures, in Scotland SC and five or six."""

    def __init__(self, typed: str) -> None:
        """Quote it."""
        super().__init__(
            f"“{typed.strip()[:20]}” does not look like the number of a charity.",
            "Write it as it is registered, like 1122334 or SC012345; or leave it empty.",
            field="charity_number",
        )


class ClassFixed(Refusal):
    """What a fund may be spent on does not change once there is money in it."""

    def __init__(self, fund: Fund) -> None:
        """Name the fund."""
        super().__init__(
            f"{fund.shown} has entries already, so what it may be spent on cannot be changed.",
            "Open another fund, and move the money there with the giver’s consent.",
            field="kind",
        )


def open_fund(shelf: Path, fund: Fund, hand: Hand) -> Fund:
    """Open a fund, or change the terms of one that is open, with the budget of a grant.

    Budget lines that are new or have another sum are written; lines left out stay as they are. An
    earlier first day is kept, a later one is not.

    Raises:
        ClassFixed: another class, for a fund that has entries.
        Refusal: the terms contradict each other, or a heading's account is not in the book.
    """
    kept = checked_fund(fund)

    def plan(book: Book) -> Plan:
        accounts_known(book, kept)
        _class_kept(book, kept)
        before = book.funds.get(kept.name)
        day = day_of_terms(book, kept, hand.today)
        line = terms_line(kept, day)
        if before and kept.opened < before.opened:
            line = replace(line, facts=(*line.facts, ("opened", kept.opened)))
        lines = [line]
        budget = before.budget if before else ()
        lines += [_budget_line(kept, day, at) for at in _new_lines(kept, budget)]
        done = f"terms of {kept.name}"
        return Plan(lines=tuple(lines), done=done, month=hand.today)

    return add(shelf, plan, hand).funds[kept.name]


def _class_kept(book: Book, fund: Fund) -> None:
    """Decline another class for a fund with entries: closed accounts would change with it."""
    before = book.funds.get(fund.name)
    if before is None or before.kind == fund.kind:
        return
    if fund.name == GENERAL or any(each.fund == fund.name for each in book.transactions):
        raise ClassFixed(before)


def checked_fund(fund: Fund) -> Fund:
    """Give back a fund whose terms make sense, with its words as they are kept.

    Raises:
        Refusal: the terms contradict each other, or a text is too long or cannot be read.
    """
    return checked_terms(
        replace(
            fund,
            title=plain(fund.title, _LONGEST_NAME, "title"),
            funder=plain(fund.funder, _LONGEST_NAME, "funder"),
            purpose=plain(fund.purpose, _LONGEST_PURPOSE, "purpose"),
            reference=plain(fund.reference, _LONGEST_NAME, "reference"),
            programme=plain(fund.programme, _LONGEST_NAME, "programme"),
            conditions=plain(fund.conditions, _LONGEST_PURPOSE, "conditions"),
        )
    )


def accounts_known(book: Book, fund: Fund) -> None:
    """Decline a budget that counts the spending of an account that is not in the book.

    Raises:
        AccountUnknown: it names the account.
    """
    named = (name for line in fund.budget for name in line.accounts)
    if unknown := next((name for name in named if name not in book.accounts), None):
        raise AccountUnknown(unknown, "budget")


def day_of_terms(book: Book, fund: Fund, today: date) -> date:
    """Give the day of a line about a fund: its first, or one that no earlier line comes after."""
    said = (each.day for each in book.facts if each.kind == "fund" and each.said(0) == fund.name)
    latest = max(said, default=None)
    return fund.opened if latest is None else max(latest, today)


def open_account(shelf: Path, account: Account, hand: Hand) -> Account:
    """Open an account: a kind of spending or income, a float, another bank account.

    Raises:
        NameTaken: the book has it already.
        Refusal: its name is not one that a book holds.
    """
    if not is_name(account.name):
        message = f"“{account.name[:40]}” cannot be the name of an account."
        raise Refusal(message, "Use letters, digits and spaces.", field="label")
    kept = replace(
        account,
        heading=plain(account.heading, _LONGEST_NAME, "heading"),
        label=plain(account.label, _LONGEST_NAME, "label"),
    )

    def plan(book: Book) -> Plan:
        if kept.name in book.accounts:
            raise NameTaken(kept.shown, "label")
        return Plan(lines=(kept,), done=f"opened {kept.name}", month=hand.today)

    return add(shelf, plan, hand).accounts[kept.name]


def change_group(shelf: Path, legal_form: str, hand: Hand, number: str = "") -> Book:
    """Change the legal form, which decides the words and columns of the accounts.

    `number` is that of a charity; any other group has none.

    Raises:
        LegalFormUnknown: there are no accounts of that form here.
        CharityNumberUnclear: that is not the number of a charity.
    """
    fact = checked_group(legal_form, number)
    return add(shelf, lambda _: Plan(lines=(fact,), done="legal form", month=hand.today), hand)


def checked_group(legal_form: str, number: str = "") -> Fact:
    """Give the line of a legal form, with the number of a charity.

    Raises:
        LegalFormUnknown: there are no accounts of that form here.
        CharityNumberUnclear: that is not the number of a charity.
    """
    fact = legal_form_line(legal_form)
    if number.strip() and legal_form.startswith(_CHARITY):
        return replace(fact, facts=(("number", checked_number(number)),))
    return fact


def checked_number(number: str) -> str:
    """Give back the number of a charity as it is registered: 1122334, 1122334-1 or SC012345.

    Raises:
        CharityNumberUnclear: it is none.
    """
    kept = "".join(number.split()).upper()
    if not _NUMBER.fullmatch(kept):
        raise CharityNumberUnclear(number)
    return kept


def legal_form_line(form: str, day: date = date(1970, 1, 1)) -> Fact:
    """Give the line of a book that names its legal form.

    Raises:
        LegalFormUnknown: there are no accounts of that form here.
    """
    if form not in LEGAL_FORMS:
        raise LegalFormUnknown(form)
    return Fact(day=day, kind="group", values=(form,))


def fund_lines(fund: Fund) -> list[Fact]:
    """Give the lines that open a fund with its budget."""
    budget = [_budget_line(fund, fund.opened, at) for at in range(len(fund.budget))]
    return [terms_line(fund, fund.opened), *budget]


def terms_line(fund: Fund, day: date) -> Fact:
    """Give the line that says what a fund is, and on what terms."""
    named: Facts = tuple(
        (key, value)
        for key, value in (
            ("name", fund.title),
            ("funder", fund.funder),
            ("purpose", fund.purpose),
            ("reference", fund.reference),
            ("programme", fund.programme),
            ("award", fund.award),
            ("awarded-on", fund.awarded_on),
            ("instalments", write_expected(fund.expected)),
            ("spend-from", fund.spend_from),
            ("spend-by", fund.spend_by),
            ("report-due", fund.report_due),
            ("conditions", fund.conditions),
            ("closed-on", fund.closed_on),
        )
        if value is not None and value != ""
    )
    return Fact(day=day, kind="fund", values=(fund.name, str(fund.kind)), facts=named)


def _budget_line(fund: Fund, day: date, at: int) -> Fact:
    line = fund.budget[at]
    accounts = tuple(AccountName(name) for name in line.accounts)
    heading = plain(line.heading, _LONGEST_NAME, "budget")
    values: tuple[FactValue, ...] = (fund.name, heading, line.amount, *accounts)
    return Fact(day=day, kind="grant-budget", values=values)


def _new_lines(fund: Fund, before: tuple[object, ...]) -> list[int]:
    return [at for at, line in enumerate(fund.budget) if line not in before]
