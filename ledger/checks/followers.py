"""What follows from an entry: what was paid back for it, and what a shop gave back."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from ledger.accounts import is_claim, is_spending
from ledger.book import Book, Entry, asked
from ledger.book.chain import family, standing
from ledger.entries.directives import Kind, Transaction
from ledger.errors import Refusal
from ledger.money import NOTHING, Money

_Sums = dict[tuple[str, str], Money]


class PaidBackAlready(Refusal):
    """A claim that was paid back or given up cannot become less than that, or another fund's."""

    def __init__(self, number: str, repayments: str, paid: Money) -> None:
        """Name the repayments, and what they come to."""
        super().__init__(
            f"{paid} of entry no. {number} was paid back or given up by no. {repayments}.",
            f"Take back no. {repayments} first; then correct this, and record that anew.",
        )


class RefundedAlready(Refusal):
    """A purchase that a shop gave money back for cannot become less than that."""

    def __init__(self, number: str, refunds: str, came_back: Money) -> None:
        """Name the refunds, and what they come to."""
        super().__init__(
            f"{came_back} of entry no. {number} came back by no. {refunds}.",
            f"Take back no. {refunds} first; then correct this.",
        )


class RefundedTooMuch(Refusal):
    """A shop gives back no more than it was paid."""

    def __init__(self, number: str, left: Money) -> None:
        """Give what may still come back."""
        super().__init__(
            f"Of entry no. {number}, {left} could still come back for that, and this is more.",
            f"Record at most {left} as money back, and anything else as money in.",
            field="amount",
        )


class RefundTooEarly(Refusal):
    """Money comes back after it was paid, for a purchase that stands."""

    def __init__(self, number: str) -> None:
        """Name the purchase."""
        super().__init__(
            f"That is before entry no. {number} was paid, or that entry was taken back.",
            "Look at the day, and at the entry.",
            field="day",
        )


def followers_fit(book: Book, old: Entry, right: Iterable[Transaction]) -> None:
    """Decline a correction that leaves less than was already paid back or came back for it.

    Raises:
        PaidBackAlready: more was paid back out of a fund than it would claim now.
        RefundedAlready: more came back than it would cost now.
    """
    made = tuple(right)
    paid, numbers = _following(book, old.number, "pays")
    claimed = _sums(made, is_claim, (Kind.CLAIM, Kind.OPENING))
    if any(sum_ > -claimed.get(place, NOTHING) for place, sum_ in paid.items()):
        raise PaidBackAlready(old.number, numbers, Money.total(paid.values()))
    back, numbers = _following(book, old.number, "refunds")
    spent = _sums(made, is_spending, (Kind.EXPENSE, Kind.CLAIM))
    if any(-sum_ > spent.get(place, NOTHING) for place, sum_ in back.items()):
        raise RefundedAlready(old.number, numbers, -Money.total(back.values()))


def refunds_fit(book: Book, made: Iterable[Transaction]) -> None:
    """Decline money back for what was not paid, before it was paid, or beyond it.

    Raises:
        RefundTooEarly: the purchase is later, or was taken back.
        RefundedTooMuch: with what may still come back.
    """
    for each in made:
        if each.kind != Kind.REFUND:
            continue
        number = standing(book, each.said("refunds"))
        bought = book.entries.get(number)
        if bought is None or not bought.right or each.day < bought.day:
            raise RefundTooEarly(each.said("refunds"))
        back, _ = _following(book, number, "refunds")
        spent = _sums(bought.right, is_spending, (Kind.EXPENSE, Kind.CLAIM))
        for place, came in _sums([each], is_spending, (Kind.REFUND,)).items():
            left = spent.get(place, NOTHING) + back.get(place, NOTHING)
            if -came > left:
                raise RefundedTooMuch(number, max(left, NOTHING))


def _following(book: Book, number: str, fact: str) -> tuple[_Sums, str]:
    """Add up what follows an entry by fund and account, and name the entries that do."""
    counts = is_claim if fact == "pays" else is_spending
    named = asked(book).following(fact, family(book, number))
    found = [made for made in named if standing(book, made.said(fact)) == number]
    sums = {place: sum_ for place, sum_ in _sums(found, counts).items() if sum_}
    numbers = {each.entry for each in found if each.entry in book.entries}
    numbers = {number for number in numbers if book.entries[number].stands}
    return sums, ", ".join(sorted(numbers))


def _sums(
    made: Iterable[Transaction], counts: Callable[[str], bool], kinds: tuple[Kind, ...] = ()
) -> _Sums:
    sums: _Sums = defaultdict(Money)
    for each in made:
        for posting in each.postings:
            if counts(posting.account) and (not kinds or each.kind in kinds):
                sums[each.fund, posting.account] += posting.money
    return sums
