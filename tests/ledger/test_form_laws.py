"""Laws of accounts, whatever the form: the same money, sorted otherwise, to the penny."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.book import Book, read
from ledger.money import Money
from ledger.statements import AnnualAccounts, annual_accounts
from ledger.statements.forms import FORMS
from ledger.statements.sections import SECTIONS
from ledger.statements.tables import Line

FUNDS = {
    "general": "unrestricted",
    "aside": "designated",
    "council": "restricted",
    "capital": "expendable-endowment",
    "legacy": "permanent-endowment",
}
PLACES = ("Assets:Bank:Current", "Assets:Bank:Savings", "Assets:Cash:Tin")
KINDS = sorted({*SECTIONS, "Income:Other", "Expenses:Food", "Assets:Owed-To-Us:Other"})
OTHERS = ("Liabilities:Held-For-Others", "Equity:Opening-Balances", "Equity:Fund-Transfers")
BEGINS, LAST = date(2024, 4, 1), date(2026, 3, 31)


@st.composite
def books(draw: st.DrawFn) -> str:
    """A book of two years: any kind of money in and out of any fund, held for others, a claim."""
    lines = ['1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"']
    lines += [f"{BEGINS} open {name}" for name in (*PLACES, *KINDS, *OTHERS)]
    lines.append(f"{BEGINS} open Liabilities:Claims:P007")
    lines += [f'{BEGINS} custom "fund" "{name}" "{kind}"' for name, kind in FUNDS.items()]
    for at in range(1, draw(st.integers(1, 12)) + 1):
        day = BEGINS + timedelta(days=draw(st.integers(0, 729)))
        fund, place = draw(st.sampled_from(sorted(FUNDS))), draw(st.sampled_from(PLACES))
        pence = draw(st.integers(1, 99_999))
        other = draw(st.sampled_from([*KINDS, *OTHERS[:2], "Liabilities:Claims:P007"]))
        sign = -1 if other.startswith("Expenses:") or draw(st.booleans()) else 1
        if other.startswith("Income:"):
            sign = 1
        sum_ = Money(sign * pence).number
        kind = "opening" if other == OTHERS[1] else "other"
        lines.append(f'{day} * "An act" #{fund} ^{day.year}-{at:04d}\n  kind: "{kind}"')
        lines.append(f"  {place}  {sum_} GBP\n  {other}  {-sum_} GBP")
    return "\n".join(lines) + "\n"


def accounts_in_every_form(text: str, last: date) -> dict[str, AnnualAccounts]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.beancount"
        made = {}
        for form in FORMS:
            file.write_text(f'1970-01-01 custom "group" "{form}"\n{text}')
            book: Book = read(file)
            if book.first_day is None or book.first_day > last:
                return {}
            made[form] = annual_accounts(book, last)
        return made


def sums(line: Line) -> tuple[Money, Money | None]:
    return line.total, line.last_year


@settings(max_examples=60, deadline=None)
@given(books(), st.sampled_from([date(2025, 3, 31), LAST]))
def test_every_form_tells_of_the_same_money(text: str, last: date) -> None:
    """That each of them was made at all says that every tie of it holds."""
    made = accounts_in_every_form(text, last)
    told = {
        tuple(
            sums(line)
            for line in (
                each.cash.total_in,
                each.cash.total_out,
                each.cash.net,
                each.cash.transfers,
                each.cash.corrections,
                each.cash.opening,
                each.cash.closing,
            )
        )
        for each in made.values()
    }
    assert len(told) <= 1
    gross = {each.cash.gross_income for form, each in made.items() if form.startswith("charity")}
    assert len(gross) <= 1


@settings(max_examples=60, deadline=None)
@given(books())
def test_no_account_shows_what_it_is_not_in_any_column_of_any_form(text: str) -> None:
    for each in accounts_in_every_form(text, LAST).values():
        for line in each.assets.cash:
            assert {cell.pence > 0 for cell in line.amounts if cell} <= {line.amount.pence > 0}
        held = [line.line for line in each.assets.cash]
        for at, closing in enumerate(each.cash.closing.amounts):
            cells = Money.total(line.amounts[at] for line in held)
            ours = cells + each.assets.lent.amounts[at] - each.assets.held_by_column.amounts[at]
            assert ours == closing


@settings(max_examples=40, deadline=None)
@given(books())
def test_a_year_begins_with_what_the_one_before_it_ended_with_in_every_column(text: str) -> None:
    before = accounts_in_every_form(text, date(2025, 3, 31))
    after = accounts_in_every_form(text, LAST)
    for form, each in before.items():
        assert each.cash.closing.amounts == after[form].cash.opening.amounts
        assert each.cash.closing.total == after[form].cash.closing.last_year
