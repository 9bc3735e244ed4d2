"""What pages are given: figures that stock Beancount adds up to, and nothing that is not theirs."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.book import read
from ledger.entries.acts import Correction, HelpGiven, Income
from ledger.entries.directives import Kind
from ledger.errors import Refusal
from ledger.funds import Fund, FundClass
from ledger.money import Money
from ledger.reading import (
    Direction,
    Wanted,
    bank_check,
    choices,
    entries,
    entry,
    fund_marks,
    home,
    missing_papers,
    owed_claims,
    paper_file,
    same_before,
)
from ledger.reading.entries import PAGE
from ledger.reading.opened import papers_at_hand
from ledger.recording import approve, bring_in, open_fund, record
from tests.ledger.sample_book import LAST, MONEY, SAMPLE
from tests.ledger.sample_book import Book as StockBook
from tests.ledger.sample_book import fund as fund_of
from tests.ledger.sample_book import number as number_of
from tests.ledger.street import (
    BANK,
    ONLINE,
    TIN,
    TODAY,
    attachment,
    begun,
    claimed,
    hand,
    share,
    spent,
)

NOTHING = Decimal(0)
ONE_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = tmp_path_factory.mktemp("sample") / "book"
    bring_in(shelf, "", SAMPLE.read_text(), papers_at_hand(SAMPLE), hand())
    return shelf


@pytest.fixture(scope="module")
def stock() -> StockBook:
    return StockBook()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def helped(pence: int = 30_00, day: date = TODAY) -> HelpGiven:
    return HelpGiven(
        day=day,
        what_for="Electricity",
        fund="general",
        amount=Money(pence),
        paid_from=TIN,
        count=1,
    )


def test_the_home_of_the_sample_is_what_stock_adds_up(sample: Path, stock: StockBook) -> None:
    made = home(sample, LAST, sees_help=True)
    assert {each.name: each.holds.number for each in made.accounts} == {
        name: stock.held(name, LAST) for name in MONEY
    }
    assert made.total.number == sum((stock.held(name, LAST) for name in MONEY), NOTHING)
    assert made.not_ours.number == -stock.held("Liabilities:Held-For-Others", LAST)
    claims = [f"Liabilities:Claims:{who}" for who in ("P004", "P007")]
    assert made.owed.number == -sum((stock.held(name, LAST) for name in claims), NOTHING)
    ours = {*MONEY, "Liabilities:Held-For-Others"}
    for line in made.funds:
        parts = (
            posting.units.number
            for act in stock.acts
            if fund_of(act) == line.mark.name
            for posting in act.postings
            if posting.account in ours
        )
        assert line.cash.number == sum(parts, NOTHING)
    assert made.papers_missing == 3
    assert made.entries == len([e for e in read(sample).entries.values() if e.stands])
    assert not [problem for problem in made.problems if problem.is_grave]


def test_what_is_in_hand_divides_into_ours_promised_and_not_ours(sample: Path) -> None:
    made = home(sample, LAST, sees_help=False)
    assert made.total == made.divided.total + made.not_ours
    assert made.total == Money.total(each.holds for each in made.accounts)
    assert made.total - made.not_ours == Money.total(each.cash for each in made.funds)
    assert made.owed == Money.total(each.cash - each.left for each in made.funds)
    free = [each.cash for each in made.funds if each.kind is FundClass.UNRESTRICTED]
    assert made.divided.free == Money.total(free)


def test_what_is_owed_is_owed_claim_by_claim(sample: Path) -> None:
    owed = owed_claims(sample)
    assert Money.total(each.owed for each in owed) == home(sample, LAST, sees_help=True).owed
    assert [each.day for each in owed] == sorted(each.day for each in owed)


def test_pages_hold_every_entry_once_the_newest_first(sample: Path) -> None:
    first = entries(sample, Wanted(), sees_help=True)
    pages = [
        entries(sample, Wanted(page=n), sees_help=True).lines for n in range(1, first.pages + 1)
    ]
    assert all(len(page) == PAGE for page in pages[:-1])
    lines = [line for page in pages for line in page]
    assert len({line.number for line in lines}) == len(lines) == first.count
    assert [line.day for line in lines] == sorted((line.day for line in lines), reverse=True)
    assert {line.number for line in lines} == {
        number for number, each in read(sample).entries.items() if each.stands
    }
    out = Money.total(line.total for line in lines if line.direction is Direction.OUT)
    assert (first.total_out, first.count) == (out, len(lines))
    claims = {number for number, each in read(sample).entries.items() if each.kind == Kind.CLAIM}
    assert claims
    own = {line.number for line in lines if line.direction is Direction.OWN}
    assert own == claims & {line.number for line in lines}


@pytest.mark.parametrize("page", [-1, 0, 999, 10**9])
def test_a_page_beyond_the_ends_is_the_first_or_the_last(sample: Path, page: int) -> None:
    pages = entries(sample, Wanted(), sees_help=True).pages
    nearest = 1 if page < 1 else pages
    assert (
        entries(sample, Wanted(page=page), sees_help=True).lines
        == entries(sample, Wanted(page=nearest), sees_help=True).lines
    )


def test_a_list_is_filtered_by_all_that_is_asked_for(sample: Path, stock: StockBook) -> None:
    corrected = {act.meta["corrects"] for act in stock.of("reversal")}
    food = entries(sample, Wanted(fund="council-food-2025", direction="in"), sees_help=True)
    assert {line.number for line in food.lines} == {
        number_of(act)
        for act in stock.of("income", "refund", "opening", "held-in")
        if fund_of(act) == "council-food-2025" and number_of(act) not in corrected
    }
    assert food.total_out == Money(0)
    mine = entries(sample, Wanted(person="P007"), sees_help=True)
    assert mine.lines
    assert all("P007" in {line.by, line.claimant} for line in mine.lines)
    missing = entries(sample, Wanted(only_missing=True), sees_help=True)
    assert {line.number for line in missing.lines} == {
        line.number for line in missing_papers(sample)
    }
    assert missing.count == 3
    assert entries(sample, Wanted(fund="no-such-fund"), sees_help=True).lines == ()


def test_words_are_sought_in_all_that_a_line_shows(shelf: Path) -> None:
    record(shelf, spent(share(1234_50), words=("Aldi High Road", "Rice & beans")), hand())
    record(shelf, spent(words=("Lidl", "Bread")), hand())
    for words in ("ALDI", "beans aldi", "1,234.50", "1234.5", "£1,234", "2026-0001", "2026-03-20"):
        found = entries(shelf, Wanted(words=words), sees_help=True)
        assert "2026-0001" in {line.number for line in found.lines}, words
    for words in ("aldi bread", "999", "%", "_ldi", "' or 1=1", "*"):
        assert entries(shelf, Wanted(words=words), sees_help=True).lines == (), words


def test_help_given_is_no_dated_line_for_members(shelf: Path) -> None:
    """Nor is the entry that takes it back, its paper, its problem, or the entry of its number."""
    record(shelf, helped(), hand(), [attachment()])
    record(shelf, helped(40_00), hand(), [attachment(b"two")])
    taken = record(shelf, Correction(corrects="2026-0002", because="never happened"), hand())
    right = helped(50_00)
    record(shelf, Correction(corrects="2026-0001", because="misread", right=right), hand())
    record(shelf, spent(), hand())
    names = [paper.name for paper in read(shelf).documents]
    kept = {"2026-0005", "2025-0001"}
    page = entries(shelf, Wanted(), sees_help=False)
    assert {line.number for line in page.lines} == kept
    assert page.total_out == Money(10_00)
    assert {line.number for line in home(shelf, TODAY, sees_help=False).latest} == kept
    for number in ("2026-0001", "2026-0002", taken.number, "2026-0004"):
        with pytest.raises(Refusal):
            entry(shelf, number, sees_help=False)
        assert entry(shelf, number, sees_help=True).line.number == number
    for name in names:
        with pytest.raises(Refusal):
            paper_file(shelf, name, sees_help=False)
        assert paper_file(shelf, name, sees_help=True).is_file()


def test_what_is_wrong_with_help_is_for_treasurers(shelf: Path) -> None:
    record(shelf, helped(), hand())
    file = shelf / "journal/2026-03.beancount"
    file.write_text(file.read_text().replace('* "Electricity"', '* "Jo Smith" "Electricity"'))
    seen = [problem.about for problem in home(shelf, TODAY, sees_help=True).problems]
    assert "2026-0001" in seen
    assert "Smith" not in repr(home(shelf, TODAY, sees_help=False))


def test_the_same_again_is_a_question_for_whoever_was_named(shelf: Path) -> None:
    record(shelf, spent(), hand())
    wrong = record(shelf, spent(words=("Lidl", "Bread")), hand()).number
    record(shelf, Correction(corrects=wrong, because="twice"), hand())
    record(shelf, helped(10_00), hand())
    found = same_before(shelf, " aldi", TODAY, Money(10_00))
    assert [line.number for line in found] == ["2026-0001"]
    assert same_before(shelf, "Aldi", TODAY, Money(10_01)) == ()
    assert same_before(shelf, "Lidl", TODAY, Money(10_00)) == (), "it was taken back"
    assert same_before(shelf, "", TODAY, Money(10_00)) == (), "nobody is nobody in particular"


def test_an_entry_tells_its_shares_its_people_and_its_history(shelf: Path) -> None:
    gift = Income(
        day=TODAY,
        received_from="",
        what_for="Online gift",
        shares=(
            share(20_00, "general", "Income:Donations"),
            share(10_00, "winter", "Income:Other"),
        ),
        paid_into=ONLINE,
        fee=Money(91),
    )
    number = record(shelf, gift, hand(by="P004"), [attachment()]).number
    approve(shelf, number, hand(by="P005"))
    seen = entry(shelf, number, sees_help=False)
    assert (seen.line.total, seen.line.direction) == (Money(30_00), Direction.IN)
    assert (seen.fee, seen.place) == (Money(91), "PayPal")
    assert [who for _, who in seen.approved_by] == ["P005"]
    assert [act.what for act in seen.history] == [f"recorded {number}", f"approved {number}"]
    assert [(mark.name, left) for mark, left in seen.left] == [
        ("general", Money(1119_40)),
        ("winter", Money(9_69)),
    ]
    assert len(seen.papers) == 1
    with pytest.raises(Refusal):
        entry(shelf, "2099-0001", sees_help=True)


def test_a_claim_tells_what_is_still_owed_for_it(shelf: Path) -> None:
    number = record(shelf, claimed(share(8_00), share(2_00, "winter")), hand()).number
    seen = entry(shelf, number, sees_help=False)
    assert (seen.owed, seen.line.claimant, seen.place) == (Money(10_00), "P007", "")
    assert [each.number for each in missing_papers(shelf)] == [number]


@pytest.mark.parametrize(
    "name", ["", "..", "../book.beancount", "book.beancount", "2026-0001-00000000.jpg", "\x00"]
)
def test_no_file_is_answered_but_a_paper_that_the_book_names(shelf: Path, name: str) -> None:
    record(shelf, spent(), hand(), [attachment()])
    with pytest.raises(Refusal):
        paper_file(shelf, name)


def test_a_paper_that_leads_out_of_the_book_is_not_answered(shelf: Path) -> None:
    secret = shelf.parent / "secret.jpg"
    secret.write_bytes(b"not ours to show")
    kept = record(shelf, spent(), hand(), [attachment()]).documents[0].name
    (shelf / "vouchers/2026" / kept).unlink()
    (shelf / "vouchers/2026" / kept).symlink_to(secret)
    with pytest.raises(Refusal):
        paper_file(shelf, kept)
    with (shelf / "journal/2026-03.beancount").open("a") as text:
        text.write('\n2026-03-20 document Expenses:Food "../../secret.jpg" #general ^2026-0001\n')
    with pytest.raises(Refusal):
        paper_file(shelf, "secret.jpg")


def test_a_form_offers_what_is_open_and_the_most_used_first(shelf: Path) -> None:
    for account in ("Expenses:Rent", "Expenses:Rent", "Expenses:Food"):
        record(shelf, spent(share(1_00, "winter", account)), hand())
    offered = choices(shelf, TODAY)
    assert [each.name for each in offered.spending][:2] == ["Expenses:Rent", "Expenses:Food"]
    assert {"Expenses:Help-Given", "Expenses:Fees"}.isdisjoint(e.name for e in offered.spending)
    assert not any("In-Kind" in each.name for each in (*offered.spending, *offered.income))
    assert offered.last_fund == "winter"
    assert {each.mark.name: each.left for each in offered.funds} == {
        "general": Money(1100_00),
        "council-food": Money(0),
        "winter": Money(-3_00),
    }
    assert choices(shelf, date(2025, 3, 31)).funds == ()


def test_the_bank_is_compared_at_the_end_of_a_day(shelf: Path) -> None:
    record(shelf, spent(day=date(2026, 3, 1)), hand())
    record(shelf, spent(share(5_00)), hand())
    check = bank_check(shelf, BANK, date(2026, 3, 1))
    assert check.ours == Money(990_00)
    assert [(each.line.number, each.effect) for each in check.lately] == [
        ("2026-0001", Money(-10_00))
    ]
    for name in ("Expenses:Food", "Assets:Bank:Nowhere", ""):
        with pytest.raises(Refusal):
            bank_check(shelf, name, TODAY)


def test_a_fund_of_an_earlier_day_takes_no_other_fund_its_colour(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    first = {name: mark.hue for name, mark in fund_marks(shelf).items()}
    earlier = min(read(shelf).funds[name].opened for name in first if name != "general")
    hall = Fund(name="hall", kind=FundClass.DESIGNATED, opened=earlier - ONE_DAY, title="Hall")
    open_fund(shelf, hall, hand())
    after = {name: mark.hue for name, mark in fund_marks(shelf).items()}
    assert [*after].index("hall") < len(first)
    assert after == {**first, "hall": len(first)}
