"""Accounts: their names, what they are for, and the small chart that a new book starts with."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ledger.errors import Refusal

BANK = "Assets:Bank:Current"
TIN = "Assets:Cash:Tin"
CLAIMS = "Liabilities:Claims"
HELD = "Liabilities:Held-For-Others"
OPENING = "Equity:Opening-Balances"
FUND_TRANSFERS = "Equity:Fund-Transfers"
GIVEN_UP = "Equity:Claims-Given-Up"
FEES = "Expenses:Fees"
HELP = "Expenses:Help-Given"
OTHER_SPENDING = "Expenses:Other"
COLLECTIONS = "Income:Collections"
GRANTS = "Income:Grants"
GRANTS_RETURNED = "Expenses:Grants-Returned"
BANK_CHARGES = "Expenses:Bank-Charges"

_MONEY_ROOTS = ("Assets:Bank:", "Assets:Cash:", "Assets:Online:")
_NAME = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]{0,39}){1,4}")
_PERSON = re.compile(r"\bP[0-9]{3,6}\b")
# A book names few accounts, and asks of each line what its account is.
_remembered = lru_cache(maxsize=4096)


class AccountName(str):
    """The name of an account where a book writes it bare, among texts in quotation marks."""

    __slots__ = ()


class AccountUnknown(Refusal):
    """The account is not open in this book."""

    def __init__(self, name: str, field: str = "account") -> None:
        """Name the account, shortened."""
        super().__init__(
            f"The books have no account called “{name[:60]}”.",
            "Choose one of those that are offered.",
            field=field,
        )


class PersonNumberUnclear(Refusal):
    """In the book a person is a number such as P007, and nothing else."""

    def __init__(self, typed: str, field: str = "person") -> None:
        """Quote what was typed, shortened."""
        super().__init__(
            f"“{typed[:20]}” is not the number of a person.",
            "Choose the person from the list; their number looks like P007.",
            field=field,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a book: `heading` is its line of the accounts, `label` its word on screen.

    `section` is the part of the accounts where this line stands, if not that of its name.
    """

    name: str
    opened: date
    closed: date | None = None
    heading: str = ""
    label: str = ""
    section: str = ""

    @property
    def shown(self) -> str:
        """What a neighbour reads: the label, else the last part of the name in plain words."""
        return self.label or self.name.rsplit(":", 1)[-1].replace("-", " ")

    @property
    def line(self) -> str:
        """The line of the accounts that it adds up into."""
        return self.heading or self.shown


def is_name(name: str) -> bool:
    """Tell whether this is an account name that we write: ASCII, five roots, full match."""
    return _NAME.fullmatch(name) is not None


def is_person(word: str) -> bool:
    """Tell whether a word is the number that a person has in a book."""
    return _PERSON.fullmatch(word) is not None


def names_person(text: str) -> bool:
    """Tell whether the number of a person stands anywhere in a text, as a word of its own."""
    return _PERSON.search(text) is not None


def with_persons_as(text: str, said: Callable[[str], str]) -> str:
    """Give a text with the number of each person in it as `said` says it."""
    return _PERSON.sub(lambda found: said(found[0]), text)


@_remembered
def is_money(name: str) -> bool:
    """Tell whether money lies in it: bank, cash (tin and floats) or online."""
    return name.startswith(_MONEY_ROOTS)


@_remembered
def is_ours(name: str) -> bool:
    """Tell whether an account counts into cash: money, and money held for others against it."""
    return is_money(name) or name == HELD


def is_online(name: str) -> bool:
    """Tell whether money lies there that was paid over the net: PayPal, SumUp."""
    return name.startswith("Assets:Online:")


def is_paid_by_the_group_alone(name: str) -> bool:
    """Tell whether no volunteer ever pays it: the bank takes it, or a funder gets it back."""
    return name in {BANK_CHARGES, GRANTS_RETURNED}


def is_cash_in_hand(name: str) -> bool:
    """Tell whether it is notes and coins: the tin, or a float."""
    return name.startswith("Assets:Cash:")


@_remembered
def is_spending(name: str) -> bool:
    """Tell whether it is a kind of spending in money, not a gift in kind."""
    return name.startswith("Expenses:") and not is_in_kind(name)


def is_income(name: str) -> bool:
    """Tell whether it is a kind of income in money, not a gift in kind."""
    return name.startswith("Income:") and not is_in_kind(name)


@_remembered
def is_grant_money(name: str) -> bool:
    """Tell whether what a funder pays of a grant is booked on an account."""
    return name == GRANTS or name.startswith(f"{GRANTS}:")


@_remembered
def is_in_kind(name: str) -> bool:
    """Tell whether it counts gifts of time or goods, which never mix with money."""
    return name.split(":", 2)[1:2] == ["In-Kind"]


@_remembered
def is_claim(name: str) -> bool:
    """Tell whether it is what the group owes to a volunteer."""
    return name.startswith(f"{CLAIMS}:")


def claims_of(person: str) -> str:
    """Give the account of what is owed to one volunteer, known by number.

    Raises:
        PersonNumberUnclear: that is not the number of a person.
    """
    return f"{CLAIMS}:{checked_person(person)}"


def checked_person(person: str, field: str = "person") -> str:
    """Give back a person's number as it is written in a book.

    Raises:
        PersonNumberUnclear: that is not one.
    """
    if not is_person(person):
        raise PersonNumberUnclear(person, field)
    return person


def starting_chart(day: date) -> tuple[Account, ...]:
    """Give the accounts that a new book opens with, all on one day."""
    return tuple(
        Account(name=name, opened=day, heading=heading, label=label)
        for name, heading, label in _CHART
    )


_CHART = (
    (BANK, "Bank current account", "Bank"),
    (TIN, "Cash tin", "Tin"),
    ("Assets:Online:PayPal", "PayPal", "PayPal"),
    ("Assets:Owed-To-Us:Other", "Owed to the group", "Owed to us"),
    (HELD, "Held for others", "Not ours"),
    (OPENING, "", "Where we started"),
    (FUND_TRANSFERS, "Transfers between funds", "Between funds"),
    ("Income:Donations", "Donations", "Donation"),
    ("Income:Subs", "Subscriptions", "Subs"),
    (COLLECTIONS, "Collections", "Collection"),
    ("Income:Sponsorship", "Sponsorship", "Sponsorship"),
    (GRANTS, "Grants", "Grant money arriving"),
    ("Income:Bank-Interest", "Bank interest", "Bank interest"),
    ("Income:Other", "Other income", "Something else"),
    ("Expenses:Food", "Food and shopping", "Food and shopping"),
    ("Expenses:Printing", "Printing and leaflets", "Printing and leaflets"),
    ("Expenses:Rent", "Room hire", "Room hire"),
    ("Expenses:Travel", "Travel", "Travel"),
    ("Expenses:Equipment", "Equipment", "Equipment"),
    ("Expenses:Software", "Software and telephone", "Software and phone"),
    (BANK_CHARGES, "Bank charges", "Bank charge"),
    (FEES, "Fees on online gifts", "Fee on an online gift"),
    (HELP, "Help given", "Help given"),
    (GRANTS_RETURNED, "Grants returned", "Grant money given back"),
    (OTHER_SPENDING, "Other costs", "Something else"),
    ("Income:In-Kind:Time", "Volunteer hours", "Volunteer hours"),
    ("Expenses:In-Kind:Time", "Volunteer hours", "Volunteer hours"),
    ("Income:In-Kind:Goods", "Gifts of goods", "Gifts of goods"),
    ("Expenses:In-Kind:Goods", "Gifts of goods", "Gifts of goods"),
)
