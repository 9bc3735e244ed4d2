"""The accounts of each legal form as they are on paper, read back from the PDF."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from grant_reports.accounts import AccountsWords, accounts_pdf
from grant_reports.adding_up import adds_up_in_pounds
from grant_reports.figures import figure, money, rounded
from grant_reports.tables import accounts_tables
from ledger.book import Book, read
from ledger.money import Money
from ledger.statements import AnnualAccounts, DoesNotTie, annual_accounts
from ledger.statements.tables import Line
from tests.grant_reports.reading import on_one_line, out_of_order, words_of

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
LAST = date(2026, 3, 31)
MORE = """
2026-03-31 custom "asset" "Cargo bike" "own-use" "lottery-kitchen"
  cost: 1200.00 GBP
  value: 900.00 GBP
2026-03-31 custom "asset" "Community shares" "investment" "general"
  cost: 100.00 GBP
2026-03-31 custom "asset" "Deposit for the hall" "monetary" "general"
  value: 50.00 GBP
2026-03-31 custom "liability" "Hall rent for March" "general" 54.00 GBP
  due: 2026-04-30
1970-01-01 custom "group" "{form}"
  number: "1122334"
"""


def book_of(folder: Path, form: str, more: str = "") -> Book:
    file = folder / f"{form}.beancount"
    file.write_text(SAMPLE.read_text() + MORE.format(form=form) + more)
    return read(file)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AnnualAccounts]:
    """The sample's last year in each charity's form."""
    folder = tmp_path_factory.mktemp("forms")
    forms = ("charity-england-wales", "charity-scotland", "constituted-association")
    return {form: annual_accounts(book_of(folder, form), LAST) for form in forms}


@pytest.fixture(scope="module")
def printed(drawn: dict[str, AnnualAccounts]) -> dict[str, bytes]:
    return {form: accounts_pdf(each) for form, each in drawn.items()}


def row(name: str, line: Line) -> str:
    sums = [*line.amounts, line.total, *([] if line.last_year is None else [line.last_year])]
    return r"\s+".join([re.escape(name), *(re.escape(figure(each)) for each in sums)])


GUARANTEE = """
2026-03-31 custom "liability" "Guarantee for the hall" "general" 500.00 GBP
  only-if: "the trust that runs it cannot pay"
"""


@pytest.mark.parametrize(
    ("form", "title", "empty"),
    [
        ("charity-scotland", "B5 Contingent liabilities", "B5 Contingent liabilities None."),
        ("charity-england-wales", "Guarantees, and what may come to be owed", ""),
        ("constituted-association", "What the group may come to owe", ""),
    ],
)
def test_what_may_come_to_be_owed_stands_apart_and_scotland_says_none(
    form: str, title: str, empty: str, printed: dict[str, bytes], tmp_path: Path
) -> None:
    without = on_one_line(printed[form])
    assert (title in without) == bool(empty)
    assert empty in without
    with_it = annual_accounts(book_of(tmp_path, form, GUARANTEE), LAST)
    pages = " ".join(words_of(accounts_pdf(with_it)).split())
    told = pages[pages.index(title) :]
    assert re.search(r"Guarantee for the hall \S.* 500\.00", told)
    assert "only if the trust that runs it cannot pay" in told


CHANGED = """
1970-01-01 custom "fava-option" "fiscal_year_end" "12-31"
  since: 2025-04-01
"""


def test_a_changed_year_end_is_told_with_the_days_of_each_time(tmp_path: Path) -> None:
    book = book_of(tmp_path, "charity-england-wales", CHANGED)
    short = annual_accounts(book, date(2025, 12, 31))
    told = on_one_line(accounts_pdf(short))
    assert "For the time from 1 April 2025 to 31 December 2025" in told
    assert "The end of the charity’s year was changed, so these accounts are for the time" in told
    whole = annual_accounts(book, date(2026, 12, 31))
    assert whole.cash.opening.total == short.cash.closing.total
    after = on_one_line(accounts_pdf(whole))
    assert "For the year to 31 December 2026" in after
    assert (
        "Last year’s figures are for the time from 1 April 2025 to 31 December 2025, since the "
        "end of the year had been changed."
    ) in after
    assert "was changed, so" not in after


def test_accounts_so_far_say_so_on_every_page_and_have_nothing_to_sign(tmp_path: Path) -> None:
    """And the sentence below the table has some of the table on its page."""
    book = book_of(tmp_path, "charity-england-wales", CHANGED)
    made = annual_accounts(book, date(2026, 12, 31))
    document = accounts_pdf(made, with_examiner=True, as_of=date(2026, 4, 20))
    pages = words_of(document).rstrip("\f").split("\f")
    assert all("So far, to 20 April 2026; version of the books" in page for page in pages)
    assert "these are no accounts to sign" in on_one_line(document)
    assert "At 31 December 2026" not in words_of(document)
    assert not re.search(r"Signed|Independent examiner|asks for an independent", words_of(document))
    (told,) = [page for page in pages if "since the end of the year had been changed" in page]
    assert "From 1 January 2026 up to 20 April 2026" in on_one_line(document)
    assert "Cash funds on 20 April 2026" in told
    assert "this year end" not in words_of(document)


@pytest.mark.parametrize(
    ("form", "ends", "so_far"),
    [
        ("informal-group", "Cash funds at the end of this year", "Cash funds on 20 April 2026"),
        (
            "charity-scotland",
            "Cash and bank balances at the end of the period",
            "Cash and bank balances on 20 April 2026",
        ),
    ],
)
def test_what_there_is_so_far_is_no_years_end(
    tmp_path: Path, form: str, ends: str, so_far: str
) -> None:
    made = annual_accounts(book_of(tmp_path, form, CHANGED), date(2026, 12, 31))
    words = on_one_line(accounts_pdf(made, as_of=date(2026, 4, 20)))
    assert words.count(so_far) == 2
    assert ends not in words
    words = on_one_line(accounts_pdf(made, as_of=date(2027, 1, 20)))
    assert words.count(ends) == 2
    assert so_far not in words


def test_a_group_that_holds_nothing_says_so_in_words(tmp_path: Path) -> None:
    nothing = """
option "title" "Round"
1970-01-01 custom "group" "charity-scotland"
2026-01-01 open Assets:Bank:Current GBP
2026-01-01 custom "fund" "general" "unrestricted"
"""
    file = tmp_path / "nothing.beancount"
    file.write_text(nothing)
    told = on_one_line(accounts_pdf(annual_accounts(read(file), date(2026, 12, 31))))
    assert "At 31 December 2026 the charity held no money." in told
    assert "Nothing has been recorded in these books, so every figure is nothing." in told
    assert "Held in" not in told
    assert "£0.00" not in told


def test_england_has_its_letters_sub_totals_and_columns(
    drawn: dict[str, AnnualAccounts], printed: dict[str, bytes]
) -> None:
    form = "charity-england-wales"
    pages, cash = words_of(printed[form]), drawn[form].cash
    for title in ("A1 Receipts", "A2 Asset and investment sales", "A3 Payments", "B1 Cash funds"):
        assert title in pages
    lines = {line.heading: line for line in (*cash.money_in, *cash.money_out)}
    lines |= {
        "Sub-total (gross income)": cash.parts_in[0].total,
        "Total receipts": cash.total_in,
        "Total payments": cash.total_out,
        "Net of receipts/(payments)": cash.net,
        "A5 Transfers between funds": cash.transfers,
        "A6 Cash funds last year end": cash.opening,
        "Cash funds this year end": cash.closing,
        "Total cash funds": cash.closing,
    }
    for name, line in lines.items():
        assert re.search(row(name, line), pages), name
    assert re.search(r"Unrestricted\s+Restricted\s+Endowment\s+Total\s+Last", pages)
    assert re.search(r"Agrees with Section A(\s+OK){5}", pages)
    assert "Charity number 1122334" in pages
    assert "Approved by the trustees, with the notes that follow, and signed on their" in pages


def test_cash_by_account_stands_in_the_columns_and_says_how_it_was_checked(
    drawn: dict[str, AnnualAccounts], printed: dict[str, bytes]
) -> None:
    form = "charity-england-wales"
    pages = words_of(printed[form])
    for each in drawn[form].assets.cash:
        assert re.search(row(each.heading, each.line), pages), each.heading
    assert "agrees with the statement, 31 March 2026" in pages
    assert re.search(r"Less: held for others, not ours\s+\(50\.00\)\s+–\s+–\s+\(50\.00\)", pages)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (
            "charity-england-wales",
            (
                "B2 Other monetary assets",
                "B3 Investment assets",
                "B4 Assets retained for the charity’s own use",
                "B5 Liabilities",
            ),
        ),
        ("charity-scotland", ("B2 Investments", "B3 Other assets", "B4 Liabilities")),
        (
            "constituted-association",
            (
                "Owed to the group",
                "Investments",
                "Things that the group owns and uses",
                "Owed by the group",
            ),
        ),
    ],
)
def test_what_there_is_and_is_owed_has_its_fund_cost_value_and_day(
    printed: dict[str, bytes], form: str, parts: tuple[str, ...]
) -> None:
    pages = words_of(printed[form])
    places = [pages.index(f"\n{part}\n") for part in parts]
    assert places == sorted(places)
    assert re.search(r"Cargo bike\s+Street kitchen\s+1,200\.00\s+900\.00", pages)
    assert re.search(r"Community shares\s+For anything we do\s+100\.00\s+not valued", pages)
    assert re.search(r"Deposit for the hall\s+For anything we do\s+50\.00", pages)
    assert re.search(r"Hall rent for March\s+For anything we do\s+30 April 2026\s+54\.00", pages)


def test_scotland_has_its_categories_its_balances_and_its_notes(
    drawn: dict[str, AnnualAccounts], printed: dict[str, bytes]
) -> None:
    form = "charity-scotland"
    pages, cash = words_of(printed[form]), drawn[form].cash
    assert re.search(r"Expendable\s+Permanent\s+Total\s+Last", pages)
    for part in (*cash.parts_in, *cash.parts_out):
        assert re.search(row(part.part.subtotal, part.total), pages)
        for each in part.categories:
            title = " ".join(each.category.title.split()[:4])
            assert title in pages, title
    for heading in ("Surplus/(deficit) for the period", "Net receipts/(payments)"):
        line = cash.surplus if heading.startswith("Surplus") else cash.net
        assert re.search(row(heading, line), pages)
    marks = re.findall(r"^(C[1-6](?:\.[1-9])?) ", pages, re.MULTILINE)
    assert marks == ["C1", "C2", "C3", "C4", "C5", *(f"C6.{n}" for n in range(1, 10))]
    told = on_one_line(printed[form])
    assert "None: the books show no payment to a trustee for their work." in told
    assert "In Scotland the accounts of every charity are examined" in told


def test_a_form_over_pages_repeats_its_columns_and_is_read_row_by_row(
    drawn: dict[str, AnnualAccounts], printed: dict[str, bytes]
) -> None:
    for form in ("charity-england-wales", "charity-scotland"):
        names = ("receipts-and-payments", "cash-by-account", "liabilities", "funds")
        tables = [each for each in accounts_tables(drawn[form]) if each.name in names]
        assert out_of_order(printed[form], tables) == []
    pages = words_of(printed["charity-scotland"]).split("\f")
    account = [page for page in pages if "For the year to 31 March 2026" in page]
    assert len(account) == 2
    assert all(re.search(r"Expendable\s+Permanent\s+Total\s+Last", page) for page in account)


def test_each_section_of_england_is_on_one_page_and_signed_below_its_figures(
    printed: dict[str, bytes],
) -> None:
    first, *rest = words_of(printed["charity-england-wales"]).split("\f")
    assert "A1 Receipts" in first
    assert "Cash funds this year end" in first
    (signed,) = [page for page in rest if "Approved by the trustees" in page]
    assert "B5 Liabilities" in signed


def test_a_charity_in_scotland_has_its_number_or_a_line_to_write_it_on(
    drawn: dict[str, AnnualAccounts], printed: dict[str, bytes]
) -> None:
    made = drawn["charity-scotland"]
    assert "Scottish charity number 1122334" in words_of(printed["charity-scotland"])
    without = words_of(accounts_pdf(replace(made, number="")), page=1)
    assert re.search(r"Scottish charity number *\n", without)


def test_the_law_on_examination_is_told_with_the_gross_income(printed: dict[str, bytes]) -> None:
    told = on_one_line(printed["charity-england-wales"])
    assert "Gross income was £11,260.63." in told
    assert "asks for an independent examination above £25,000: none is needed" in told
    assert "examination" not in on_one_line(printed["constituted-association"]).lower()


def test_the_words_of_the_trustees_stand_in_their_notes(drawn: dict[str, AnnualAccounts]) -> None:
    texts = AccountsWords(
        deficits="The boiler broke.",
        pay="One trustee was paid £100 for the roof.",
        expenses="Two trustees, for travel.",
        dealings="The hall is a trustee’s sister’s.",
        reserves="Three months.",
        other="We moved.",
    )
    document = accounts_pdf(drawn["charity-scotland"], texts=texts, report=("We cooked.",))
    told = on_one_line(document)
    assert "Trustees’ annual report We cooked." in told
    for note, text in {
        "C3 Trustees’ pay": texts.pay,
        "C4 Trustees’ expenses": texts.expenses,
        "C5 Dealings with trustees and connected persons": texts.dealings,
        "Other notes": texts.other,
    }.items():
        assert f"{note} {text}" in told
    assert texts.reserves in told
    assert texts.deficits in told


def test_a_fund_in_deficit_is_named_and_covered_by_the_cash_of_others(tmp_path: Path) -> None:
    spent = """
2026-03-30 * "A shop" "Far too much" #council-food-2025 ^2026-9001
  kind: "expense"
  Expenses:Food        5000.00 GBP
  Assets:Bank:Current -5000.00 GBP
"""
    made = annual_accounts(book_of(tmp_path, "charity-england-wales", spent), LAST)
    told = on_one_line(accounts_pdf(made))
    assert "Spent by one fund out of another’s cash" in told
    assert "Council food grant 2025 is in deficit: £4,928.42 more was spent than it had." in told
    assert "The trustees have not written down yet how this came about" in told


def test_whole_pounds_are_rounded_each_and_say_whether_they_still_add_up(
    drawn: dict[str, AnnualAccounts],
) -> None:
    made = drawn["charity-england-wales"]
    document = accounts_pdf(made, whole=True)
    pages = words_of(document)
    assert re.search(r"Bank interest\s+9\s+–\s+–\s+9\s+2", pages)
    assert re.search(r"Cash funds this year end\s+726\s+2,909\s+–\s+3,635\s+762", pages)
    assert not re.search(r"\d\.\d\d\b", pages.split("Time and goods given")[0])
    assert not adds_up_in_pounds(made)
    assert "that is due to rounding" in on_one_line(document)
    assert "none is rounded" in on_one_line(accounts_pdf(made))


def test_figures_that_add_up_in_pounds_say_so(tmp_path: Path) -> None:
    whole = """
option "title" "Round"
2026-01-01 open Assets:Bank:Current GBP
2026-01-01 open Equity:Opening-Balances GBP
2026-01-01 custom "fund" "general" "unrestricted"
2026-01-01 * "Where we start" #general ^2026-0001
  kind: "opening"
  Assets:Bank:Current       100.00 GBP
  Equity:Opening-Balances  -100.00 GBP
"""
    file = tmp_path / "round.beancount"
    file.write_text(whole)
    made = annual_accounts(read(file), date(2026, 12, 31))
    assert adds_up_in_pounds(made)
    assert "every column still adds up" in on_one_line(accounts_pdf(made, whole=True))


@pytest.mark.parametrize(
    ("pence", "pounds", "shown"),
    [(149, 100, "1"), (150, 200, "2"), (-150, -200, "(2)"), (-49, 0, "0"), (0, 0, "–")],
)
def test_half_a_pound_goes_up_and_less_is_told_from_nothing(
    pence: int, pounds: int, shown: str
) -> None:
    assert rounded(Money(pence)) == Money(pounds)
    assert figure(Money(pence), whole=True) == shown


def test_pounds_in_a_sentence_have_commas_and_brackets() -> None:
    assert money(Money(1234_50), whole=True) == "£1,235"
    assert money(Money(-1234_50), whole=True) == "(£1,235)"
    assert money(Money(1234_50)) == "£1,234.50"


def test_accounts_by_column_that_do_not_tie_are_not_printed(
    drawn: dict[str, AnnualAccounts],
) -> None:
    made = drawn["charity-scotland"]
    first, *rest = made.assets.cash
    amounts = (first.amounts[0] + Money(1), *first.amounts[1:])
    wrong = replace(made.assets, cash=(replace(first, amounts=amounts), *rest))
    with pytest.raises(DoesNotTie, match="Bank in its columns"):
        accounts_pdf(replace(made, assets=wrong))
    less = replace(made.assets, claims_by_fund=())
    with pytest.raises(DoesNotTie, match="Claims owed by fund"):
        accounts_pdf(replace(made, assets=less))


def test_a_deficit_says_how_much_of_it_is_owed_to_volunteers(tmp_path: Path) -> None:
    claim = """
2026-03-31 * "Lidl" "Bread" #lottery-kitchen ^2026-0999
  kind: "claim"
  Expenses:Food              9000.00 GBP
  Liabilities:Claims:P004   -9000.00 GBP
"""
    made = annual_accounts(book_of(tmp_path, "constituted-association", claim), LAST)
    words = on_one_line(accounts_pdf(made))
    short = "Street kitchen is in deficit: £1,298.02 more was spent than it had."
    assert f"still to come from Community Lottery Fund. {short} That counts £9,035.00 that" in words
    assert words.count("That counts") == 1
