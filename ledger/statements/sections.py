"""The sections of accounts: what a receipt of money is from, and what a payment is on.

Every form of accounts is cut out of the same sections. Which one an account belongs to follows from
its name, by one table; `section:` on the line that opens the account says otherwise.
"""

from enum import StrEnum

from ledger.accounts import GRANTS, GRANTS_RETURNED, HELP
from ledger.book import Book
from ledger.statements.movements import Direction, Movement

OTHER_COSTS = "Other costs, and any help given"


class Section(StrEnum):
    """What money came from or went on; the words of a book's `section:`."""

    DONATIONS = "donations"
    LEGACIES = "legacies"
    GRANTS = "grants"
    FUNDRAISING = "fundraising"
    TRADING = "trading"
    INVESTMENT_INCOME = "investment-income"
    RENTS = "rents"
    ACTIVITIES = "activities"
    ASSET_SALES = "asset-sales"
    INVESTMENT_SALES = "investment-sales"
    FUNDRAISING_COSTS = "fundraising-costs"
    TRADING_COSTS = "trading-costs"
    INVESTMENT_COSTS = "investment-costs"
    ACTIVITY_COSTS = "activity-costs"
    GRANTS_PAID = "grants-paid"
    GOVERNANCE = "governance"
    ASSET_PURCHASES = "asset-purchases"
    INVESTMENT_PURCHASES = "investment-purchases"

    @property
    def direction(self) -> Direction:
        """Tell whether it is a section of money in or of money out."""
        return Direction.OUT if self in COSTS else Direction.IN


COSTS = frozenset(
    {
        Section.FUNDRAISING_COSTS,
        Section.TRADING_COSTS,
        Section.INVESTMENT_COSTS,
        Section.ACTIVITY_COSTS,
        Section.GRANTS_PAID,
        Section.GOVERNANCE,
        Section.ASSET_PURCHASES,
        Section.INVESTMENT_PURCHASES,
    }
)
SALES = frozenset({Section.ASSET_SALES, Section.INVESTMENT_SALES})
PURCHASES = frozenset({Section.ASSET_PURCHASES, Section.INVESTMENT_PURCHASES})
INCOME = frozenset(Section) - COSTS

# An account belongs where its own name stands, else where the longest beginning of it does. What is
# named nowhere belongs to the group's activities.
SECTIONS: dict[str, tuple[Section, ...]] = {
    "Income:Donations": (Section.DONATIONS,),
    "Income:Subs": (Section.DONATIONS,),
    "Income:Collections": (Section.DONATIONS,),
    "Income:Legacies": (Section.LEGACIES,),
    GRANTS: (Section.GRANTS,),
    "Income:Sponsorship": (Section.FUNDRAISING,),
    "Income:Fundraising": (Section.FUNDRAISING,),
    "Income:Trading": (Section.TRADING,),
    "Income:Bank-Interest": (Section.INVESTMENT_INCOME,),
    "Income:Investments": (Section.INVESTMENT_INCOME,),
    "Income:Rents": (Section.RENTS,),
    "Income:Asset-Sales": (Section.ASSET_SALES,),
    "Income:Investment-Sales": (Section.INVESTMENT_SALES,),
    "Expenses:Fees": (Section.FUNDRAISING_COSTS,),
    "Expenses:Fundraising": (Section.FUNDRAISING_COSTS,),
    "Expenses:Trading": (Section.TRADING_COSTS,),
    "Expenses:Investments": (Section.INVESTMENT_COSTS,),
    HELP: (Section.GRANTS_PAID,),
    "Expenses:Grants-Paid": (Section.GRANTS_PAID,),
    GRANTS_RETURNED: (Section.ACTIVITY_COSTS,),
    "Expenses:Governance": (Section.GOVERNANCE,),
    "Expenses:Examination": (Section.GOVERNANCE,),
    "Expenses:Asset-Purchases": (Section.ASSET_PURCHASES,),
    "Expenses:Investment-Purchases": (Section.INVESTMENT_PURCHASES,),
    "Assets:Investments": (Section.INVESTMENT_SALES, Section.INVESTMENT_PURCHASES),
    "Assets:Equipment": (Section.ASSET_SALES, Section.ASSET_PURCHASES),
    "Assets:Property": (Section.ASSET_SALES, Section.ASSET_PURCHASES),
}
_KNOWN = {str(each): each for each in Section}


def section_of(book: Book, moved: Movement) -> Section:
    """Give the section that a movement of money in or out stands in.

    A section that is none of ours, or of the other direction, is passed over.
    """
    # The same heading in one place, whatever was added to it so that few are not told apart.
    if moved.heading == OTHER_COSTS:
        return Section.ACTIVITY_COSTS
    return section_named(book, moved.account, moved.direction)


def section_named(book: Book, account: str, direction: Direction) -> Section:
    """Give the section that an account belongs to, for money in or for money out."""
    opened = book.accounts.get(account)
    said = _KNOWN.get(opened.section) if opened else None
    offered = (*((said,) if said else ()), *_by_name(account))
    otherwise = Section.ACTIVITY_COSTS if direction == Direction.OUT else Section.ACTIVITIES
    return next((each for each in offered if each.direction == direction), otherwise)


def _by_name(account: str) -> tuple[Section, ...]:
    """Give what the table says of an account, or of the nearest one above it."""
    name = account
    while name and name not in SECTIONS:
        name = name.rpartition(":")[0]
    return SECTIONS.get(name, ())
