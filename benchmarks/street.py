"""The invented neighbourhood of the benchmarks' books: its accounts, its funds, its shops."""

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.accounts import GIVEN_UP, AccountName, starting_chart
from ledger.beans.writing import write
from ledger.entries.directives import Fact, Facts
from ledger.money import Money

TITLE = "Benchmark Street Mutual Aid"
TREASURER, SECOND = "P003", "P005"
BANK, SAVINGS = "Assets:Bank:Current", "Assets:Bank:Savings"
TIN, ONLINE = "Assets:Cash:Tin", "Assets:Online:PayPal"
PLACES = (BANK, SAVINGS, TIN, ONLINE)
VOLUNTEERS = tuple(f"P{number:03d}" for number in range(7, 27))
GIVERS = tuple(f"P{number:03d}" for number in range(30, 230))
GENERAL, RESERVE = "general", "winter-warmth"
GRANTS = 8
FUNDERS = ("Northgate Council", "Community Lottery Fund", "Canal Trust", "Hilltop Foundation")
LAST_DAY = date(2025, 12, 31)
TEN_YEARS = 120

SHOPS = (
    ("Aldi", "Expenses:Food", "Food parcels for the week"),
    ("Lidl", "Expenses:Food", "Food parcels, tins and rice"),
    ("Corner shop", "Expenses:Food", "Milk, tea and sugar for the kitchen"),
    ("Market stall", "Expenses:Food", "Vegetables for the street lunch"),
    ("Oak Road Print", "Expenses:Printing", "Leaflets for the doors"),
    ("Copy shop", "Expenses:Printing", "Posters for the notice board"),
    ("Green Line buses", "Expenses:Travel", "Tickets for the deliveries"),
    ("Petrol station", "Expenses:Travel", "Petrol for the borrowed van"),
    ("Tool hire", "Expenses:Equipment", "A cooker for the kitchen"),
    ("Kitchen supplies", "Expenses:Equipment", "Boxes, pans and ladles"),
    ("Elm Street Community Hall", "Expenses:Rent", "The hall for our meetings"),
    ("Web host", "Expenses:Software", "The web page, a month of it"),
    ("Harbour Community Bank", "Expenses:Bank-Charges", "Account fee"),
)
_BUDGET = (
    ("Food", "Expenses:Food", 60),
    ("Printing", "Expenses:Printing", 10),
    ("Travel", "Expenses:Travel", 15),
    ("Equipment", "Expenses:Equipment", 15),
)
GRANT_SHOPS = tuple(each for each in SHOPS if each[1] in {line[1] for line in _BUDGET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One restricted fund: what was promised in pence, and the days it is to be spent on."""

    name: str
    funder: str
    award: int
    first: date
    last: date


def month_start(first: date, months: int) -> date:
    """Give the first day of the month that lies some months after that of a day."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_end(first: date, months: int) -> date:
    """Give the last day of the month that lies some months after that of a day."""
    return month_start(first, months + 1) - timedelta(days=1)


def grants(first: date, months: int, award: int) -> tuple[Grant, ...]:
    """Give the grants of a book, one after the other and overlapping, over its months."""
    length = max(2, months // 5)
    # The last one is half spent when the book ends.
    latest = max(0, months - 1 - length // 2)
    starts = [number * latest // (GRANTS - 1) for number in range(GRANTS)]
    return tuple(
        Grant(
            name=f"grant-{number + 1}-{month_start(first, start):%Y}",
            funder=FUNDERS[number % len(FUNDERS)],
            award=award,
            first=month_start(first, start),
            last=month_end(first, start + length),
        )
        for number, start in enumerate(starts)
    )


def accounts_text(first: date) -> str:
    """Write the accounts of a book: the starting chart, savings, and volunteers' claims."""
    lines = [write(account) for account in starting_chart(first)]
    lines.append(f'{first} open {SAVINGS} GBP\n  heading: "Bank savings"\n  label: "Savings"\n')
    lines += [
        f'{first} open Liabilities:Claims:{number} GBP\n  heading: "Owed to volunteers"\n'
        for number in VOLUNTEERS
    ]
    lines.append(f'{first} open {GIVEN_UP} GBP\n  heading: "Claims given up"\n')
    return "; accounts\n\n" + "\n".join(lines)


def funds_text(first: date, promised: tuple[Grant, ...]) -> str:
    """Write the funds of a book: one for anything, one set aside, and the grants with budgets."""
    general: Facts = (("name", "For anything we do"),)
    reserve: Facts = (("name", "Winter warmth"), ("purpose", "Blankets and energy for the winter"))
    lines = [
        Fact(day=first, kind="fund", values=(GENERAL, "unrestricted"), facts=general),
        Fact(day=first, kind="fund", values=(RESERVE, "designated"), facts=reserve),
    ]
    for grant in promised:
        lines.append(
            Fact(day=grant.first, kind="fund", values=(grant.name, "restricted"), facts=_of(grant))
        )
        lines += _budget(grant)
    return "; funds\n\n" + "\n".join(map(write, lines))


def _of(grant: Grant) -> Facts:
    return (
        ("name", f"{grant.funder}, from {grant.first:%B %Y}"),
        ("funder", grant.funder),
        ("purpose", "Food parcels and a weekly kitchen"),
        ("reference", f"REF/{grant.first:%Y%m}"),
        ("award", Money(grant.award)),
        ("spend-from", grant.first),
        ("spend-by", grant.last),
        ("report-due", grant.last + timedelta(days=30)),
    )


def _budget(grant: Grant) -> list[Fact]:
    return [
        Fact(
            day=grant.first,
            kind="grant-budget",
            values=(grant.name, heading, Money(grant.award * share // 100), AccountName(account)),
        )
        for heading, account, share in _BUDGET
    ]
