"""What a form of accounts is made of: columns, parts with their lines, and its own words."""

from dataclasses import dataclass

from ledger.entries.belongings import AssetSort
from ledger.funds import FundClass
from ledger.statements.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the accounts and the classes of funds that add up into it.

    One that is not `always` there is left out where the book has no fund of its classes.
    """

    title: str
    kinds: frozenset[FundClass]
    always: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Lines that a form gathers under one name; without a name they stand by themselves.

    One that is `always` there is printed where nothing is in it, too. An `open` one shows each of
    its lines, however few there are.
    """

    sections: frozenset[Section]
    title: str = ""
    always: bool = True
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the account: its letter, its title, what its sum is called, what is in it."""

    title: str
    categories: tuple[Category, ...]
    mark: str = ""
    subtotal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a form calls the lines that are sums, or stand by themselves.

    `surplus` is net, transfers and corrections together; a form without that line says nothing.
    `closing_on` and a day is what `closing` is called before the year is over.
    """

    total_in: str = "Total receipts"
    total_out: str = "Total payments"
    net: str = "Net of receipts and payments"
    transfers: str = "Transfers between funds"
    corrections: str = "Corrections of earlier years"
    surplus: str = ""
    opening: str = "Cash funds at the end of last year"
    first_opening: str = "Cash funds when these books begin"
    closing: str = "Cash funds at the end of this year"
    closing_on: str = "Cash funds on"
    last_year: str = "Last year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """A part of the statement of assets and liabilities that lists what is no cash.

    `has_cost` shows what each thing cost beside what it is worth.
    """

    title: str
    sorts: frozenset[AssetSort]
    mark: str = ""
    has_cost: bool = True
    none: str = "None."


@dataclass(frozen=True, slots=True, kw_only=True)
class Owings:
    """What a part of liabilities is called; one that says nothing of `none` is left out then."""

    title: str
    mark: str = ""
    none: str = "The group owed nothing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of accounts.

    `by_column` divides cash by account into the form's columns; `from_opening` leads from opening
    to closing cash once more above that.
    """

    name: str
    account: str
    assets: str
    cash: str
    columns: tuple[Column, ...]
    parts_in: tuple[Part, ...]
    parts_out: tuple[Part, ...]
    belongings: tuple[Belongings, ...]
    owings: Owings
    contingent: Owings
    labels: Labels = Labels()
    by_column: bool = True
    from_opening: bool = False
