"""What a slice makes again, beside what the whole book made."""

from grant_reports.tables import Table, accounts_tables, fund_tables
from ledger.reading.grants import as_reported
from ledger.slices import Recomputed
from ledger.statements import AnnualAccounts, FundStatement


def assert_same_accounts(made: AnnualAccounts, again: Recomputed) -> None:
    assert [each for each in again.ties if not each.holds] == []
    assert isinstance(again.statement, AnnualAccounts)
    assert_same(accounts_tables(made), accounts_tables(again.statement))


def assert_same_report(made: FundStatement, again: Recomputed) -> None:
    assert [each for each in again.ties if not each.holds] == []
    assert isinstance(again.statement, FundStatement)
    assert_same(fund_tables(as_reported(made)), fund_tables(again.statement))


def assert_same(made: tuple[Table, ...], again: tuple[Table, ...]) -> None:
    for one, other in zip(made, again, strict=True):
        pairs = zip(one.rows, other.rows, strict=False)
        assert [each for each in pairs if each[0] != each[1]] == [], one.name
        assert len(one.rows) == len(other.rows), one.name
