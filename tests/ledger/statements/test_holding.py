"""Cash by account divided into columns: rows tie, columns tie, no account shows what it is not."""

from hypothesis import example, given
from hypothesis import strategies as st

from ledger.money import Money
from ledger.statements.holding import divided

PENCE = st.integers(min_value=-500_000, max_value=500_000)


@st.composite
def books(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Accounts and columns of one sum, any of which may be below nothing."""
    accounts = draw(st.lists(PENCE, max_size=6))
    columns = draw(st.lists(PENCE, min_size=1, max_size=3))
    return accounts, [*columns, sum(accounts) - sum(columns)]


@given(books())
@example(([10_000], [15_000, -5_000]))
@example(([-2_000, 12_000], [15_000, -5_000]))
@example(([-5_000], [0, -5_000]))
@example(([], [5_000, -5_000]))
def test_rows_and_columns_tie_and_no_cell_denies_its_account(
    book: tuple[list[int], list[int]],
) -> None:
    accounts, columns = ([Money(each) for each in side] for side in book)
    made = divided(accounts, columns)
    assert [Money.total(row) for row in made.rows] == accounts
    for at, column in enumerate(columns):
        assert Money.total(row[at] for row in made.rows) + made.lent[at] == column
    assert not Money.total(made.lent)
    for account, row in zip(accounts, made.rows, strict=True):
        signs = {cell.pence > 0 for cell in row if cell}
        assert signs <= {account.pence > 0}


@given(books())
def test_nothing_is_lent_where_no_column_lacks_money(book: tuple[list[int], list[int]]) -> None:
    accounts, columns = ([Money(each) for each in side] for side in book)
    if all(each.pence >= 0 for each in columns):
        assert not any(divided(accounts, columns).lent)


def test_money_with_a_purpose_lies_in_the_first_account_and_free_money_in_the_tin() -> None:
    made = divided([Money(300_00), Money(50_00)], [Money(120_00), Money(230_00)])
    assert made.rows == ((Money(70_00), Money(230_00)), (Money(50_00), Money(0)))


def test_a_fund_in_deficit_was_covered_by_the_cash_of_the_others() -> None:
    made = divided([Money(100_00)], [Money(150_00), Money(-50_00)])
    assert made.rows == ((Money(100_00), Money(0)),)
    assert made.lent == (Money(50_00), Money(-50_00))
