"""One fund in a period: what came in, what it went on, against what was promised, with proof."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ledger import balances
from ledger.balances import OwedClaim
from ledger.book import Book
from ledger.book.beside import is_silent
from ledger.book.chain import standing
from ledger.entries.directives import Document
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements import is_from_funder
from ledger.statements import memos
from ledger.statements.budget import BudgetFigures, budget_figures
from ledger.statements.instalments import Instalment, instalments
from ledger.statements.memos import FundMove, HelpGiven, InKindLine
from ledger.statements.movements import Direction, Movement, every_movement, within
from ledger.statements.notes import GrantLine, grant_line, is_cost
from ledger.statements.payments import (
    NumberedPaper,
    Payment,
    claimed_twice,
    is_help,
    numbered_papers,
    payments_of,
)
from ledger.statements.periods import Period
from ledger.statements.tables import in_chart_order
from ledger.statements.ties import Tie, prove
from ledger.vouchers import PaperState, papers_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A heading and its sum in a period."""

    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FundStatement:
    """One fund in a period, on the cash basis. Money out is positive, net of refunds.

    `grant`, `instalments` and the budget's "spent" count from the fund's first day to the end of
    the period; so does `other_income`, neither the grant nor our own contribution. All else is of
    the period, but for `moved_in` and `moved_out`: what came from our other funds and went to them,
    from the first day on, without what was taken back. `claims_owed` is owed and not yet paid, so
    in no sum. `help_papers` prove help given and belong to no numbered payment: they are printed
    only where the treasurer chooses so.
    Counting it as spent, `to_come` is how far the fund is ahead of its money, and `overspent` what
    nothing covers.
    """

    group: str
    legal_form: str
    version: str
    fund: Fund
    period: Period
    opening: Money
    money_in: tuple[Amount, ...]
    total_in: Money
    money_out: tuple[Amount, ...]
    total_out: Money
    transfers: Money
    fund_moves: tuple[FundMove, ...]
    corrections: Money
    closing: Money
    to_come: Money
    overspent: Money
    grant: GrantLine
    moved_in: Money
    moved_out: Money
    instalments: tuple[Instalment, ...]
    budget: tuple[BudgetFigures, ...]
    other_income: tuple[Amount, ...]
    claims_owed: tuple[OwedClaim, ...]
    payments: tuple[Payment, ...]
    help_given: HelpGiven
    papers: tuple[NumberedPaper, ...]
    help_papers: tuple[Document, ...]
    claimed_twice: tuple[Document, ...]
    in_kind: tuple[InKindLine, ...]

    @property
    def arrived(self) -> Money:
        """What came from the funder; other income is not from them."""
        return self.grant.received - Money.total(each.amount for each in self.other_income)

    @property
    def brought(self) -> Money:
        """What of it had come before these books began, and was in hand then."""
        return self.grant.brought

    @property
    def own_contribution(self) -> Money:
        """What our other funds put into this work, beyond what went from here to them."""
        return max(Money(0), self.grant.moved)

    @property
    def of_award(self) -> Money:
        """What was spent of the award itself: without our own contribution and other income."""
        others = self.own_contribution + Money.total(each.amount for each in self.other_income)
        return max(Money(0), self.grant.spent - others)

    @property
    def owed(self) -> Money:
        """What is owed to volunteers and not yet paid; it is in no other figure."""
        return Money.total(each.owed for each in self.claims_owed)

    @property
    def lost(self) -> tuple[Payment, ...]:
        """The payments whose paper was declared lost, once for each entry."""
        return self._in_state(PaperState.LOST)

    @property
    def missing(self) -> tuple[Payment, ...]:
        """The payments whose paper is missing, once for each entry."""
        return self._in_state(PaperState.MISSING)

    def _in_state(self, state: PaperState) -> tuple[Payment, ...]:
        found = {each.entry: each for each in reversed(self.payments) if each.paper == state}
        return tuple(reversed(found.values()))


def fund_statement(book: Book, name: str, period: Period | None = None) -> FundStatement:
    """Set out one fund in a period; with none given, from its first day to the last entry's.

    Raises:
        FundUnknown: the book has no fund of that name.
        DoesNotTie: two ways to one figure end in different sums.
    """
    fund = book.fund(name)
    every = list(every_movement(book, name))
    made = _set_out(book, fund, period or _whole(book, fund, every), every)
    prove_fund(made)
    return made


def prove_fund(made: FundStatement) -> None:
    """Do nothing if every figure that is printed twice, or can be added up, agrees to the penny.

    Raises:
        DoesNotTie: the first figure that does not.
    """
    prove(fund_ties(made))


def fund_ties(made: FundStatement) -> list[Tie]:
    """Give what must agree: from opening to closing, by heading, by payment, against the budget."""
    grant = made.grant
    reached = made.opening + made.total_in - made.total_out + made.transfers + made.corrections
    charged = Money.total(each.share for each in made.payments) + made.help_given.total
    unspent = grant.received + grant.moved - grant.spent - grant.returned
    arrived = Money.total(each.amount for each in made.instalments)
    ties = [
        _added("Money in", made.money_in, made.total_in),
        _added("Money out", made.money_out, made.total_out),
        Tie(figure="Held at the end", one=reached, other=made.closing),
        Tie(figure="Numbered payments and help given", one=charged, other=made.total_out),
        Tie(figure="Unspent", one=unspent, other=made.closing),
        Tie(
            figure="Between funds",
            one=grant.began + made.moved_in - made.moved_out,
            other=grant.moved,
        ),
        Tie(figure="How the grant arrived", one=arrived + made.brought, other=made.arrived),
    ]
    if made.budget:
        spent = Money.total(each.spent for each in made.budget)
        ties.append(Tie(figure="Spent by heading of the budget", one=spent, other=grant.spent))
    return ties


def _added(figure: str, parts: Iterable[Amount], total: Money) -> Tie:
    return Tie(figure=figure, one=Money.total(each.amount for each in parts), other=total)


def _set_out(book: Book, fund: Fund, period: Period, every: list[Movement]) -> FundStatement:
    past = [each for each in every if each.day <= period.last]
    plain, late = _parted(every, period)
    costs = [each for each in plain if is_cost(each)]
    income = [each for each in plain if each.direction == Direction.IN and not is_cost(each)]
    closing = balances.cash_by_fund(book, period.last)[fund.name]
    to_come, overspent = balances.shortfall(book, fund, period.last)
    payments = payments_of(book, costs, period.last)
    moved_in, moved_out = _moved(past)
    return FundStatement(
        group=book.title,
        legal_form=book.legal_form,
        version=book.version,
        fund=fund,
        period=period,
        opening=balances.cash_by_fund(book, period.eve)[fund.name] + _sum(plain, Direction.OPENING),
        money_in=_amounts(book, income, 1),
        total_in=Money.total(each.effect for each in income),
        money_out=_amounts(book, costs, -1),
        total_out=-Money.total(each.effect for each in costs),
        transfers=_sum(plain, Direction.TRANSFER),
        fund_moves=_moves(book, fund, period),
        corrections=Money.total(each.effect for each in late),
        closing=closing,
        to_come=to_come,
        overspent=overspent,
        grant=grant_line(fund, past, closing),
        moved_in=moved_in,
        moved_out=moved_out,
        instalments=instalments(book, fund, past),
        budget=budget_figures(fund, period, every),
        other_income=_other_income(book, fund, past),
        claims_owed=tuple(_claims_owed(book, fund, period)),
        payments=payments,
        help_given=_help(book, fund, period, costs),
        papers=numbered_papers(payments),
        help_papers=_help_papers(book, costs, payments),
        claimed_twice=claimed_twice(book, payments),
        in_kind=memos.in_kind(book, period, fund.name),
    )


def _parted(every: list[Movement], period: Period) -> tuple[list[Movement], list[Movement]]:
    """Part what moved in a period from what only puts right a time before it."""
    this = within(tuple(every), period)
    late = [each for each in this if each.late_for and each.late_for < period.first]
    return [each for each in this if each not in late], late


def _other_income(book: Book, fund: Fund, past: list[Movement]) -> tuple[Amount, ...]:
    income = [each for each in past if each.direction == Direction.IN and not is_cost(each)]
    return _amounts(book, [each for each in income if not is_from_funder(book, fund, each)], 1)


def _help_papers(
    book: Book, costs: Iterable[Movement], payments: Iterable[Payment]
) -> tuple[Document, ...]:
    """Give the papers behind help given, each once, without those of numbered payments."""
    known = {paper.sha256 for each in payments for paper in each.papers}
    numbers = dict.fromkeys(each.about for each in costs if is_help(book, each))
    found = (
        paper
        for number in numbers
        if number in book.entries
        for paper in papers_of(book, book.entries[standing(book, number)])
        if paper.sha256 not in known
    )
    return tuple({paper.sha256: paper for paper in found}.values())


def _sum(moved: Iterable[Movement], direction: Direction) -> Money:
    return Money.total(each.effect for each in moved if each.direction == direction)


def _moved(past: Iterable[Movement]) -> tuple[Money, Money]:
    """Give what other funds put in and what they got, entry by entry, so less what was undone."""
    sums: dict[str, Money] = {}
    for each in past:
        if each.direction == Direction.TRANSFER:
            sums[each.about] = sums.get(each.about, NOTHING) + each.effect
    came = Money.total(each for each in sums.values() if each > NOTHING)
    return came, came - Money.total(sums.values())


def _amounts(book: Book, moved: list[Movement], sign: int) -> tuple[Amount, ...]:
    """Add up by the account's own line, so that a refund lowers its heading in whatever year."""
    sums: dict[str, int] = {}
    for each in moved:
        sums[each.line] = sums.get(each.line, 0) + sign * each.effect.pence
    ordered = in_chart_order(book, sums)
    return tuple(Amount(heading=name, amount=Money(sums[name])) for name in ordered if sums[name])


def _moves(book: Book, fund: Fund, period: Period) -> tuple[FundMove, ...]:
    return tuple(
        replace(each, narration="") if is_silent(book, book.entries[each.entry]) else each
        for each in memos.fund_moves(book, period)
        if fund.name in {each.source.name, each.to.name}
    )


def _claims_owed(book: Book, fund: Fund, period: Period) -> Iterator[OwedClaim]:
    for each in balances.claims(book, period.last):
        if each.fund == fund.name:
            silent = each.claim in book.entries and is_silent(book, book.entries[each.claim])
            yield replace(each, payee="", narration="") if silent else each


def _help(book: Book, fund: Fund, period: Period, costs: list[Movement]) -> HelpGiven:
    given = memos.help_given(book, period, (), fund.name)
    return replace(given, total=-Money.total(each.effect for each in costs if is_help(book, each)))


def _whole(book: Book, fund: Fund, every: list[Movement]) -> Period:
    """From the first day of a fund to the day of the book's last entry."""
    first = min([fund.opened, *(each.day for each in every)])
    last = max([first, *(made.day for made in book.transactions[-1:])])
    return Period(first=first, last=last)
