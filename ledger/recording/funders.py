"""What a funder agrees to later: more or less under a heading, and money for another purpose."""

from pathlib import Path

from ledger.book import Book
from ledger.entries.directives import Fact
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.funds import Fund
from ledger.journal import Hand, Plan, add
from ledger.money import Money

_LONGEST_PURPOSE = 500


class EvidenceMissing(Refusal):
    """Consent and changes are recorded with when and how they were given."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "How and when they agreed is missing.",
            "Write it in a few words, like “letter of 3 May 2026”.",
            field="consent",
        )


class HeadingUnknown(Refusal):
    """The budget of the fund has no heading of that name."""

    def __init__(self, heading: str) -> None:
        """Quote it, shortened."""
        super().__init__(
            f"The budget has no heading called “{heading[:60]}”.",
            "Choose one of those that are offered.",
            field="heading",
        )


class BudgetBelowNothing(Refusal):
    """A heading cannot be lowered by more than was agreed for it."""

    def __init__(self, heading: str, agreed: Money) -> None:
        """Give what was agreed."""
        super().__init__(
            f"“{heading}” has {agreed}, and cannot be lowered by more than that.",
            f"Lower it by at most {agreed}.",
            field="amount",
        )


def change_budget(
    shelf: Path, fund: str, heading: str, amount: Money, evidence: str, hand: Hand
) -> Fund:
    """Record that the funder agreed to more (or, with a negative amount, less) under a heading.

    The very same change, sent twice on one day, is recorded once.

    Raises:
        FundUnknown: the book has no such fund.
        HeadingUnknown: its budget has no such heading.
        BudgetBelowNothing: less would be left than nothing.
        EvidenceMissing: nothing says how they agreed.
    """
    why = plain(evidence, _LONGEST_PURPOSE, "consent")
    if not why:
        raise EvidenceMissing

    def plan(book: Book) -> Plan | None:
        book.fund(fund)
        line = next((each for each in book.funds[fund].budget if each.heading == heading), None)
        if line is None:
            raise HeadingUnknown(heading)
        if (line.agreed + amount).pence < 0:
            raise BudgetBelowNothing(heading, line.agreed)
        values = (fund, heading, amount, why)
        fact = Fact(day=hand.today, kind="grant-change", values=values)
        if fact in book.facts:
            return None
        return Plan(lines=(fact,), done=f"budget of {fund}", month=hand.today)

    return add(shelf, plan, hand).funds[fund]


def record_consent(shelf: Path, fund: str, amount: Money, words: str, hand: Hand) -> Fund:
    """Record the giver's consent to move money out of a restricted fund; once, if sent twice.

    Raises:
        FundUnknown: the book has no such fund.
        EvidenceMissing: nothing says how they agreed.
    """
    why = plain(words, _LONGEST_PURPOSE, "consent")
    if not why:
        raise EvidenceMissing

    def plan(book: Book) -> Plan | None:
        book.fund(fund)
        fact = Fact(day=hand.today, kind="consent", values=(fund, amount, why))
        if fact in book.facts:
            return None
        return Plan(lines=(fact,), done=f"consent for {fund}", month=hand.today)

    return add(shelf, plan, hand).funds[fund]
