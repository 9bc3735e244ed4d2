"""The annual accounts of a group: money in and out, what there is, and the notes."""

from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import HELD
from ledger.book import Book, asked
from ledger.book.terms import charity_number
from ledger.entries.last_year import LastYear
from ledger.funds import FundClass
from ledger.money import NOTHING, Money
from ledger.statements import memos
from ledger.statements.asset_ties import asset_ties
from ledger.statements.assets import Assets, Before, assets, begun_with, year_before_of
from ledger.statements.cash import CashTable, cash_table, cash_ties
from ledger.statements.corrected import CorrectedEntry, corrected_entries
from ledger.statements.form import Form
from ledger.statements.forms import form_of
from ledger.statements.given_up import GivenUp, given_up
from ledger.statements.grants_paid import GrantsPaid, grants_paid
from ledger.statements.last_notes import LastNotes, last_notes
from ledger.statements.last_year import LastYearDoesNotTie, typed_last_year
from ledger.statements.memos import (
    FundMove,
    HelpGiven,
    InKindLine,
    PaidToMembers,
    PaperCount,
)
from ledger.statements.movements import Direction, flows
from ledger.statements.notes import FundLine, GrantLine, fund_lines, grant_lines
from ledger.statements.periods import Period, financial_year, year_before
from ledger.statements.tables import Line, of, same, spread
from ledger.statements.thresholds import Examination, examination
from ledger.statements.ties import Tie, prove


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What stands behind the figures of a year; none of it adds to the totals.

    `last` is what some of it was in the period before, where the form asks for it.
    """

    funds: tuple[FundLine, ...]
    grants: tuple[GrantLine, ...]
    fund_moves: tuple[FundMove, ...]
    help_given: HelpGiven
    paid_to_members: PaidToMembers
    held_before: Money
    held_in: Money
    held_out: Money
    in_kind: tuple[InKindLine, ...]
    corrected: tuple[CorrectedEntry, ...]
    papers: PaperCount
    given_up: GivenUp
    grants_paid: tuple[GrantsPaid, ...]
    last: LastNotes | None

    @property
    def set_aside(self) -> tuple[FundLine, ...]:
        """The designated funds, which stand in the column of unrestricted funds."""
        return tuple(each for each in self.funds if each.fund.kind == FundClass.DESIGNATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualAccounts:
    """Accounts on the cash basis for one financial year, in pounds and pence.

    `number` is that of a charity, where it was told. `books_begin` is the day of the first entry,
    on which a first year begins. `last_is_typed` tells that the books hold no year before, and that
    its figures come from the group's former accounts.
    """

    group: str
    legal_form: str
    number: str
    form: Form
    version: str
    books_begin: date | None
    period: Period
    last_period: Period | None
    last_is_typed: bool
    is_closed: bool
    cash: CashTable
    assets: Assets
    notes: Notes

    @property
    def examination(self) -> Examination | None:
        """Tell whether the law wants these accounts examined; none where no such law holds."""
        return examination(self.legal_form, self.period.last, self.cash.gross_income)


def annual_accounts(book: Book, year_end: date) -> AnnualAccounts:
    """Draw up the accounts of the financial year that ends on a day, and prove that they tie.

    Raises:
        NotAYearEnd: no year of this book ends on that day.
        BeforeTheBooks: that year was over before the first entry.
        LastYearDoesNotTie: what was typed of last year does not end with what the books began with.
        DoesNotTie: two ways to one figure end in different sums.
    """
    period = financial_year(book, year_end)
    last = year_before(book, period)
    form = form_of(book.legal_form, period.last)
    typed = typed_last_year(book, period)
    cash = cash_table(book, form, period, last, typed)
    made = AnnualAccounts(
        group=book.title,
        legal_form=book.legal_form,
        number=charity_number(book.facts),
        form=form,
        version=book.version,
        books_begin=book.first_day,
        period=period,
        last_period=Period(first=typed.first, last=typed.last) if typed else last,
        last_is_typed=typed is not None,
        is_closed=book.closed_until is not None and period.last <= book.closed_until,
        cash=cash,
        assets=assets(book, cash.columns, period.last, _before(book, period, last, typed)),
        notes=_notes(book, period, last_notes(book, form, last)),
    )
    prove_accounts(made)
    return made


def _before(
    book: Book, period: Period, last: Period | None, typed: LastYear | None
) -> Before | None:
    """What there was at the end of the year before, which typed figures have to end with."""
    if typed is None:
        return year_before_of(book, last) if last else None
    began = begun_with(book, period)
    if began.ours != typed.closing:
        raise LastYearDoesNotTie(typed.closing, began.ours)
    return began


def prove_accounts(made: AnnualAccounts) -> None:
    """Do nothing if every figure that is printed twice, or can be added up, agrees to the penny.

    Raises:
        DoesNotTie: the first figure that does not.
    """
    prove(accounts_ties(made))


def accounts_ties(made: AnnualAccounts) -> list[Tie]:
    """Give what must agree: the table in itself, with cash by account, and with the funds' note."""
    table, held = made.cash, made.assets
    added = Money.total(line.amount for line in held.cash)
    ties = cash_ties(table)
    ties += [
        Tie(figure="Cash by account", one=added, other=held.cash_total),
        Tie(figure="Cash less held for others", one=added - held.held, other=held.ours),
        Tie(figure="Closing cash and cash by account", one=table.closing.total, other=held.ours),
    ]
    ties += asset_ties(held, table.closing, table.columns)
    if held.ours_last_year is not None:
        last = held.ours_last_year
        ties += [
            Tie(
                figure="Last year's closing cash",
                one=table.closing.last_year or NOTHING,
                other=last,
            ),
            Tie(figure="Opening cash and last year's", one=table.opening.total, other=last),
        ]
    return ties + _fund_ties(made)


def _fund_ties(made: AnnualAccounts) -> list[Tie]:
    """Each fund in itself, and all funds together column by column."""
    ties = []
    for line in made.notes.funds:
        reached = line.opening + line.money_in - line.money_out + line.transfers + line.corrections
        name = f"What {line.fund.shown} holds at the end"
        ties.append(Tie(figure=name, one=reached, other=line.closing))
    for figure, total in _totals(made).items():
        added: dict[FundClass, Money] = {}
        for line in made.notes.funds:
            amount = getattr(line, figure)
            added[line.fund.kind] = added.get(line.fund.kind, NOTHING) + amount
        one = spread(made.cash.columns, added, total.last_year)
        ties += same(f"Note of funds, {figure.replace('_', ' ')}", one, total, made.cash.columns)
    return ties


def _totals(made: AnnualAccounts) -> dict[str, Line]:
    return {
        "opening": made.cash.opening,
        "money_in": made.cash.total_in,
        "money_out": made.cash.total_out,
        "transfers": made.cash.transfers,
        "corrections": made.cash.corrections,
        "closing": made.cash.closing,
    }


def _notes(book: Book, period: Period, last: LastNotes | None) -> Notes:
    this = flows(book, period)
    # What is put on the account was given back, since it is owed.
    given_back, taken_in = map(Money, asked(book).turnover(HELD, period.first, period.last))
    still = balances.held_for_others(book, period.last)
    return Notes(
        funds=fund_lines(book, period, this),
        grants=grant_lines(book, period.last),
        fund_moves=memos.fund_moves(book, period),
        help_given=memos.help_given(book, period, of(this, Direction.OUT)),
        paid_to_members=memos.paid_to_members(book, period),
        held_before=still + given_back - taken_in,
        held_in=taken_in,
        held_out=given_back,
        in_kind=memos.in_kind(book, period),
        corrected=corrected_entries(book, period),
        papers=memos.paper_count(book, period),
        given_up=given_up(book, period),
        grants_paid=grants_paid(book, period, this),
        last=last,
    )
