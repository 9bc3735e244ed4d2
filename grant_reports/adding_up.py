"""Whether figures in whole pounds still add up, line by line and column by column."""

from collections.abc import Iterable, Iterator

from grant_reports.figures import rounded
from ledger.money import Money
from ledger.statements import AnnualAccounts
from ledger.statements.tables import Line

_Parts = tuple[tuple[Money, ...], Money]


def adds_up_in_pounds(accounts: AnnualAccounts) -> bool:
    """Tell whether every sum that is printed is the sum of its parts as they are printed."""
    cash, held = accounts.cash, accounts.assets
    parts = (*cash.parts_in, *cash.parts_out)
    surplus = (cash.net, cash.transfers, cash.corrections)
    rows = (each.line for each in held.cash)
    columns = (
        *((each.lines, each.total) for each in parts),
        (cash.money_in, cash.total_in),
        ((cash.total_in, -cash.total_out), cash.net),
        ((*surplus, cash.opening), cash.closing),
        ((*rows, held.lent, -held.held_by_column), cash.closing),
    )
    lines = [*cash.money_in, *cash.money_out, *surplus, cash.opening, cash.closing]
    lines += [each.total for each in parts] + [cash.total_in, cash.total_out, held.by_column]
    sums = [*_put_right(accounts), *_compared(accounts)]
    return (
        all(map(_across, lines))
        and all(_down(added, total) for added, total in columns)
        and all(_sum(parts) == rounded(total) for parts, total in sums)
    )


def _put_right(accounts: AnnualAccounts) -> Iterator[_Parts]:
    for each in accounts.notes.corrected:
        if each.was is not None and each.now is not None and each.difference is not None:
            yield (each.now, -each.was), each.difference


def _compared(accounts: AnnualAccounts) -> Iterator[_Parts]:
    for each in accounts.assets.cash:
        if found := each.compared:
            yield (found.figure, found.money_in, -found.money_out, -found.after), found.ours


def _across(line: Line) -> bool:
    return _sum(line.amounts) == rounded(line.total)


def _down(lines: Iterable[Line], total: Line) -> bool:
    columns = zip(*(_cells(each) for each in lines), strict=True)
    sums = [_sum(each) for each in columns] or [Money(0)] * len(_cells(total))
    return sums == [rounded(each) for each in _cells(total)]


def _cells(line: Line) -> list[Money]:
    return [*line.amounts, line.total, line.last_year or Money(0)]


def _sum(amounts: Iterable[Money]) -> Money:
    return Money.total(rounded(each) for each in amounts)
