"""Each act as it is written, numbered and refused, in a real folder that stock Beancount loads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ledger import balances, index
from ledger.checks import equal_to_beancount, problems
from ledger.entries.acts import (
    Act,
    Claim,
    ClaimPart,
    Correction,
    FundMove,
    HeldForOthers,
    HelpGiven,
    Income,
    InKind,
    Move,
    Opening,
    Refund,
    Repayment,
)
from ledger.errors import Refusal
from ledger.money import Money
from ledger.recording import Hand, approve, record, record_consent
from ledger.recording.again import FormRecorded
from tests.ledger.street import (
    BANK,
    COUNCIL,
    ONLINE,
    START,
    TIN,
    TODAY,
    attachment,
    begun,
    claimed,
    every_byte,
    granted,
    hand,
    share,
    spent,
    stock_errors,
    text_of,
)

GENERAL = "general"
NEW_YEAR = date(2027, 1, 4)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A begun book, which stock Beancount and we must still read alike when the test is over."""
    shelf = begun(tmp_path)
    yield shelf
    assert stock_errors(shelf) == []
    book = index.current(shelf)
    assert [*equal_to_beancount(book)] == []
    assert [str(each) for each in problems(book) if each.is_grave] == []


def income(pence: int, account: str, **more: object) -> Income:
    made = Income(
        day=TODAY,
        received_from="",
        what_for="Street party",
        shares=(share(pence, GENERAL, account),),
        paid_into=TIN,
    )
    return replace(made, **more)


def paid_back(*parts: tuple[str, str, int], claimant: str = "P007") -> Repayment:
    made = (ClaimPart(claim=claim, fund=fund, amount=Money(sum_)) for claim, fund, sum_ in parts)
    return Repayment(day=TODAY, claimant=claimant, parts=tuple(made), paid_from=TIN)


def helped(pence: int) -> HelpGiven:
    return HelpGiven(
        day=TODAY,
        what_for="Electricity",
        fund="winter",
        amount=Money(pence),
        paid_from=TIN,
        count=3,
    )


def held(pence: int, *, coming: bool) -> HeldForOthers:
    return HeldForOthers(
        day=TODAY, what_for="Deposit", amount=Money(pence), account=BANK, is_coming_in=coming
    )


def moved(pence: int, source: str = TIN, target: str = BANK) -> Move:
    return Move(day=TODAY, what_for="Paid in", amount=Money(pence), source=source, target=target)


def moved_between(pence: int, source: str, target: str, consent: str = "") -> FundMove:
    return FundMove(
        day=TODAY,
        what_for="Leaflets",
        amount=Money(pence),
        source=source,
        target=target,
        account=BANK,
        consent=consent,
    )


WRITTEN = [
    (
        spent(
            share(84_20, COUNCIL.name),
            share(10_00, GENERAL, "Expenses:Printing"),
            share(5_00, COUNCIL.name, "Expenses:Travel"),
            words=("Aldi", 'Parcels "and" \\ more\nfor 12'),
        ),
        """
2026-03-20 * "Aldi" "Parcels \\"and\\" \\\\ more\\nfor 12" #council-food ^2026-0001
  kind: "expense"
  recorded-by: "P003"
  Expenses:Food         84.20 GBP
  Expenses:Travel        5.00 GBP
  Assets:Bank:Current  -89.20 GBP

2026-03-20 * "Aldi" "Parcels \\"and\\" \\\\ more\\nfor 12" #general ^2026-0001
  kind: "expense"
  recorded-by: "P003"
  Expenses:Printing     10.00 GBP
  Assets:Bank:Current  -10.00 GBP
""",
    ),
    (
        claimed(share(8_00), share(2_00)),
        """
2026-03-20 * "Aldi" "Bread" #general ^2026-0001
  kind: "claim"
  recorded-by: "P003"
  Expenses:Food             10.00 GBP
  Liabilities:Claims:P007  -10.00 GBP
""",
    ),
    (
        income(20_00, "Income:Donations", paid_into=ONLINE, fee=Money(67)),
        """
2026-03-20 * "Street party" #general ^2026-0001
  kind: "income"
  recorded-by: "P003"
  Assets:Online:PayPal   19.33 GBP
  Expenses:Fees           0.67 GBP
  Income:Donations      -20.00 GBP
""",
    ),
    (
        income(61_30, "Income:Collections", counted_by=("P003", "P005")),
        """
2026-03-20 * "Street party" #general ^2026-0001
  kind: "income"
  recorded-by: "P003"
  counted-by: "P003 P005"
  Assets:Cash:Tin      61.30 GBP
  Income:Collections  -61.30 GBP
""",
    ),
    (
        helped(30_00),
        """
2026-03-20 * "Electricity" #winter ^2026-0001
  kind: "help"
  recorded-by: "P003"
  count: 3
  Expenses:Help-Given   30.00 GBP
  Assets:Cash:Tin      -30.00 GBP
""",
    ),
    (
        held(50_00, coming=True),
        """
2026-03-20 * "Deposit" #general ^2026-0001
  kind: "held-in"
  recorded-by: "P003"
  Assets:Bank:Current           50.00 GBP
  Liabilities:Held-For-Others  -50.00 GBP
""",
    ),
    (
        moved(60_00),
        """
2026-03-20 * "Paid in" #general ^2026-0001
  kind: "transfer"
  recorded-by: "P003"
  Assets:Bank:Current   60.00 GBP
  Assets:Cash:Tin      -60.00 GBP
""",
    ),
    (
        moved_between(10_00, GENERAL, "winter"),
        """
2026-03-20 * "Leaflets" #general ^2026-0001
  kind: "fund-transfer"
  recorded-by: "P003"
  Equity:Fund-Transfers   10.00 GBP
  Assets:Bank:Current    -10.00 GBP

2026-03-20 * "Leaflets" #winter ^2026-0001
  kind: "fund-transfer"
  recorded-by: "P003"
  Assets:Bank:Current     10.00 GBP
  Equity:Fund-Transfers  -10.00 GBP
""",
    ),
    (
        InKind(day=TODAY, given_by="", what_for="Sorting", fund=GENERAL, hours=Decimal("3.5")),
        """
2026-03-20 * "Sorting" #general ^2026-0001
  kind: "in-kind"
  recorded-by: "P003"
  Expenses:In-Kind:Time   3.50 HOURS
  Income:In-Kind:Time    -3.50 HOURS
""",
    ),
]


@pytest.mark.parametrize(("act", "text"), WRITTEN, ids=lambda each: type(each).__name__)
def test_an_act_is_written_as_the_conventions_say(shelf: Path, act: Act, text: str) -> None:
    assert record(shelf, act, hand()).number == "2026-0001"
    assert text_of(shelf, "2026-03") == text


def test_a_paper_is_named_after_its_number_and_its_hash(shelf: Path) -> None:
    entry = record(shelf, spent(), hand(key='k"1'), [attachment(total=Money(12_00))])
    (paper,) = entry.documents
    kept = shelf / "vouchers/2026" / paper.name
    assert kept.read_bytes() == attachment().paper.content
    assert text_of(shelf, "2026-03").endswith(
        f'2026-03-20 document Expenses:Food "../vouchers/2026/2026-0001-{paper.sha256[:8]}.jpg"'
        f' #general ^2026-0001\n  sha256: "{paper.sha256}"\n  total: 12.00 GBP\n'
    )


def test_a_correction_takes_back_and_puts_right_in_one_entry(shelf: Path) -> None:
    wrong = record(shelf, spent(share(12_50)), hand())
    right = spent(share(12_40, COUNCIL.name))
    made = record(
        shelf, Correction(corrects=wrong.number, because="says 12.40", right=right), hand()
    )
    assert text_of(shelf, "2026-03").split("\n\n", 1)[1] == (
        """\
2026-03-20 * "Aldi" "Food" #general ^2026-0002
  kind: "reversal"
  recorded-by: "P003"
  corrects: "2026-0001"
  because: "says 12.40"
  Assets:Bank:Current   12.50 GBP
  Expenses:Food        -12.50 GBP

2026-03-20 * "Aldi" "Food" #council-food ^2026-0002
  kind: "expense"
  recorded-by: "P003"
  corrects: "2026-0001"
  because: "says 12.40"
  Expenses:Food         12.40 GBP
  Assets:Bank:Current  -12.40 GBP
"""
    )
    book = index.current(shelf)
    assert (made.total, made.funds, made.stands) == (Money(12_40), (COUNCIL.name,), True)
    assert book.entries[wrong.number].corrected_by == made.number
    assert not book.entries[wrong.number].stands


def test_a_correction_with_nothing_right_leaves_nothing_but_its_reason(shelf: Path) -> None:
    before = balances.by_account(index.current(shelf))
    move = record(shelf, moved_between(30_00, GENERAL, "winter"), hand())
    back = record(shelf, Correction(corrects=move.number, because="twice"), hand())
    after = {name: sum_ for name, sum_ in balances.by_account(index.current(shelf)).items() if sum_}
    assert after == before
    assert (back.because, back.total, back.stands) == ("twice", Money(30_00), False)
    assert balances.cash_by_fund(index.current(shelf))["winter"] == Money(0)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (moved_between(800_00, GENERAL, "winter"), moved_between(700_00, GENERAL, "winter")),
        (held(50_00, coming=False), held(55_00, coming=False)),
        (
            moved_between(90_00, COUNCIL.name, GENERAL, "letter"),
            moved_between(80_00, COUNCIL.name, GENERAL, "letter"),
        ),
        (paid_back(("2026-0003", GENERAL, 9_00)), paid_back(("2026-0003", GENERAL, 10_00))),
    ],
    ids=["between funds", "given on", "with consent", "paid back"],
)
def test_what_is_right_is_judged_as_if_the_wrong_had_not_happened(
    shelf: Path, wrong: Act, right: Act
) -> None:
    for act in (held(60_00, coming=True), granted(100_00), claimed()):
        record(shelf, act, hand())
    old = record(shelf, wrong, hand())
    record(shelf, Correction(corrects=old.number, because="misread", right=right), hand())
    assert not [each for each in problems(index.current(shelf)) if "consent" in each.rule]


def test_the_right_of_a_correction_is_declined_like_any_other(shelf: Path) -> None:
    claim = record(shelf, claimed(), hand()).number
    paid = record(shelf, paid_back((claim, GENERAL, 10_00)), hand()).number
    before = every_byte(shelf)
    too_much = paid_back((claim, GENERAL, 10_01))
    for right in (too_much, replace(too_much, paid_from="Assets:Bank:Nowhere")):
        with pytest.raises(Refusal):
            record(shelf, Correction(corrects=paid, because="misread", right=right), hand())
    assert every_byte(shelf) == before


def test_a_claim_is_paid_back_in_part_and_several_together(shelf: Path) -> None:
    first = record(shelf, claimed(share(8_00), share(2_00, COUNCIL.name)), hand()).number
    second = record(shelf, claimed(share(5_00), claimant="P007"), hand()).number
    record(shelf, paid_back((first, GENERAL, 3_00)), hand())
    made = record(
        shelf,
        paid_back((first, GENERAL, 5_00), (first, COUNCIL.name, 2_00), (second, GENERAL, 1_00)),
        hand(),
    )
    assert [(each.fund, each.said("pays")) for each in made.transactions] == [
        (GENERAL, first),
        (COUNCIL.name, first),
        (GENERAL, second),
    ]
    (owed,) = balances.claims(index.current(shelf))
    assert (owed.claim, owed.owed, owed.claimed) == (second, Money(4_00), Money(5_00))


def test_a_first_claim_opens_its_account_once(shelf: Path) -> None:
    for _ in range(2):
        record(shelf, claimed(claimant="P012"), hand())
    assert (shelf / "accounts.beancount").read_text().count("Liabilities:Claims:P012") == 1


def test_what_was_owed_when_the_books_began_can_be_paid_back(shelf: Path) -> None:
    owed = (share(7_00, account="Liabilities:Claims:P007"),)
    begin = record(shelf, Opening(day=TODAY, held=(), owed=owed), hand()).number
    record(shelf, paid_back((begin, GENERAL, 7_00)), hand())
    assert balances.claims(index.current(shelf)) == ()


def test_a_refund_gives_back_to_the_fund_that_paid(shelf: Path) -> None:
    bought = record(shelf, spent(share(10_00, COUNCIL.name)), hand()).number
    back = Refund(
        day=TODAY,
        received_from="Aldi",
        what_for="Mouldy",
        shares=(share(2_00, COUNCIL.name),),
        paid_into=BANK,
        refunds=bought,
    )
    made = record(shelf, back, hand())
    assert (made.transactions[0].said("refunds"), made.total) == (bought, Money(2_00))
    assert balances.cash_by_fund(index.current(shelf))[COUNCIL.name] == Money(-8_00)
    with pytest.raises(Refusal) as refused:
        record(shelf, replace(back, refunds="2025-0001"), hand())
    assert refused.value.field == "entry"


def test_restricted_money_moves_with_the_consent_that_came_or_was_there(shelf: Path) -> None:
    record(shelf, granted(100_00), hand())
    record_consent(shelf, COUNCIL.name, Money(30_00), "e-mail of 1 March", hand())
    record(shelf, moved_between(20_00, COUNCIL.name, GENERAL), hand())
    record(shelf, moved_between(15_00, COUNCIL.name, GENERAL, "letter"), hand())
    book = index.current(shelf)
    given = [(fact.amount(), fact.said(2)) for fact in book.facts if fact.kind == "consent"]
    assert given == [(Money(30_00), "e-mail of 1 March"), (Money(5_00), "letter")]
    assert not [each for each in problems(book) if each.rule == "moved_without_consent"]
    with pytest.raises(Refusal) as refused:
        record(shelf, moved_between(1, COUNCIL.name, GENERAL), hand())
    assert refused.value.field == "consent"


REFUSED: list[tuple[Act, str]] = [
    (spent(share(0)), "amount"),
    (spent(share(1_00, "no-such-fund")), "fund"),
    (spent(share(1_00, account="Expenses:Nope")), "account"),
    (spent(share(1_00, account="Expenses:Food 1 GBP\n2026-01-01 close Expenses:Food")), "account"),
    (spent(share(1_00, account="Expenses:F\u043e\u043ed")), "account"),
    (spent(share(1_00, account="Income:Donations")), "account"),
    (spent(share(1_00, account="Expenses:In-Kind:Time")), "account"),
    (replace(spent(), paid_from="Liabilities:Held-For-Others"), "paid_from"),
    (spent(day=date(2025, 3, 31)), "day"),
    (spent(day=date(1989, 12, 31)), "day"),
    (spent(day=date(2026, 3, 22)), "day"),
    (spent(words=("x" * 121, "Food")), "paid_to"),
    (spent(words=("Aldi", "x" * 501)), "what_for"),
    (spent(words=("Aldi", "bell\x07")), "what_for"),
    (spent(words=("Aldi", "\ud83d")), "what_for"),
    (Claim(day=TODAY, paid_to="", what_for="", shares=(share(1_00),), claimant="Jo"), "person"),
    (paid_back(("2026-0001", GENERAL, 10_01)), "amount"),
    (paid_back(("2026-0001", COUNCIL.name, 1_00)), "amount"),
    (paid_back(("2026-0001", GENERAL, 1_00), claimant="P004"), "amount"),
    (paid_back(("2026-0001", GENERAL, 6_00), ("2026-0001", GENERAL, 6_00)), "amount"),
    (paid_back(("2099-0001", GENERAL, 1_00)), "amount"),
    (income(5_00, "Income:Donations", fee=Money(5_00)), "fee"),
    (income(5_00, "Income:Donations", counted_by=("Sam",)), "counted_by"),
    (income(5_00, "Expenses:Food"), "account"),
    (replace(helped(5_00), count=0), "count"),
    (replace(helped(5_00), count=10_000), "count"),
    (held(1, coming=False), "amount"),
    (moved(5_00, TIN, TIN), "target"),
    (moved(5_00, TIN, "Expenses:Food"), "source"),
    (moved_between(5_00, GENERAL, GENERAL), "target"),
    (moved_between(1100_01, GENERAL, "winter"), "amount"),
    (moved_between(1_00, "winter", GENERAL), "amount"),
    (replace(moved_between(1_00, COUNCIL.name, GENERAL), account="Expenses:Food"), "account"),
    (Opening(day=TODAY, held=()), "amount"),
    (Opening(day=TODAY, held=(share(1_00, account="Income:Donations"),)), "account"),
    (InKind(day=TODAY, given_by="", what_for="", fund=GENERAL), "amount"),
    (Correction(corrects="2099-0001", because="why"), "entry"),
    (Correction(corrects="2026-0001", because=" \u200b"), "because"),
    (Correction(corrects="2026-0001", because="why", right=spent(share(1_00, "no"))), "fund"),
]


@pytest.mark.parametrize(("act", "field"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_written(
    shelf: Path, act: Act, field: str
) -> None:
    record(shelf, claimed(), hand())
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, act, hand(), [attachment()])
    assert refused.value.field == field
    assert refused.value.message
    assert refused.value.remedy
    assert every_byte(shelf) == before


def test_a_paper_smaller_than_its_entry_is_refused(shelf: Path) -> None:
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, spent(), hand(), [attachment(total=Money(9_99))])
    assert refused.value.field == "total"
    assert "£10.00" in refused.value.message
    assert every_byte(shelf) == before


@pytest.mark.parametrize("name", ["", "P3", "P0000003", "Priya", "P003\n", "Ｐ003", "p003"])
def test_nobody_records_but_under_a_number(name: str) -> None:
    with pytest.raises(Refusal):
        Hand(by=name, today=TODAY)


@pytest.mark.parametrize("key", ["a\rb", "a\nb", "\x00", "\ud800", "\u202e", "é", "k" * 81])
def test_a_key_that_no_form_sends_is_refused(key: str) -> None:
    with pytest.raises(Refusal):
        hand(key=key)


def test_the_same_key_is_recorded_once_and_answered_alike(shelf: Path) -> None:
    first = record(shelf, spent(), hand(key="abc"), [attachment()])
    before = every_byte(shelf)
    again = record(shelf, spent(), hand(key="abc"), [attachment()])
    assert again == first
    assert every_byte(shelf) == before
    assert record(shelf, spent(), hand(key="abd")).number != first.number


def test_a_key_never_takes_another_act_or_another_hand_for_its_own(shelf: Path) -> None:
    first = record(shelf, spent(), hand(key="abc"))
    before = every_byte(shelf)
    with pytest.raises(FormRecorded, match=f"as entry no. {first.number}"):
        record(shelf, spent(share(99_00)), hand(key="abc"))
    with pytest.raises(FormRecorded) as told:
        record(shelf, spent(), Hand(by="P009", today=TODAY, key="abc"))
    assert first.number not in str(told.value)
    assert every_byte(shelf) == before


def test_numbers_run_in_the_year_of_the_day_without_gaps(shelf: Path) -> None:
    days = [date(2025, 12, 31), TODAY, date(2025, 5, 1), NEW_YEAR, date(2026, 1, 1)]
    made = [record(shelf, spent(day=day), hand(today=NEW_YEAR)).number for day in days]
    assert made == ["2025-0002", "2026-0001", "2025-0003", "2027-0001", "2026-0002"]


def test_after_9999_entries_comes_the_next_one(shelf: Path) -> None:
    """The number grows a digit; the last of four is written by hand, as a stand-in for them all."""
    file = shelf / "journal/2026-03.beancount"
    file.write_text(
        '2026-03-20 * "x" #general ^2026-9999\n  kind: "expense"\n'
        f"  Expenses:Food  0.01 GBP\n  {BANK}  -0.01 GBP\n"
    )
    assert record(shelf, spent(), hand()).number == "2026-10000"
    assert record(shelf, spent(), hand()).number == "2026-10001"
    file.unlink()


def test_an_act_is_in_the_history_under_its_number_and_its_hand(shelf: Path) -> None:
    entry = record(shelf, spent(), hand(by="P004"))
    approved = approve(shelf, entry.number, hand(by="P005"))
    assert [fact.said(1) for fact in approved.later] == ["P005"]
    assert text_of(shelf, "2026-03").endswith('\n2026-03-20 custom "approved" "2026-0001" "P005"\n')


@pytest.mark.parametrize(
    "money",
    [
        lambda: spent(share(7)),
        lambda: claimed(share(7)),
        lambda: income(7, "Income:Other"),
        lambda: moved(7),
    ],
)
def test_the_smallest_sums_are_kept_to_the_penny(shelf: Path, money: Callable[[], Act]) -> None:
    assert record(shelf, money(), hand()).total == Money(7)


def test_a_correction_to_more_keeps_its_paper_and_says_its_total_again(shelf: Path) -> None:
    """The paper adds up to what is right, since nobody ever said that it was for something else."""
    wrong = record(shelf, spent(share(10_00)), hand(), [attachment()])
    right = spent(share(12_40, COUNCIL.name))
    made = record(
        shelf, Correction(corrects=wrong.number, because="says 12.40", right=right), hand()
    )
    (again,) = made.documents
    assert (again.path, again.sha256) == (wrong.documents[0].path, wrong.documents[0].sha256)
    assert (again.total, again.tags, again.links) == (
        Money(12_40),
        (COUNCIL.name,),
        (made.number,),
    )
    less = spent(share(9_00))
    record(shelf, Correction(corrects=made.number, because="says 9.00", right=less), hand())


def test_a_correction_to_more_than_its_paper_was_said_to_be_is_refused(shelf: Path) -> None:
    wrong = record(shelf, spent(), hand(), [attachment(total=Money(11_00))]).number
    record(shelf, Correction(corrects=wrong, because="says 11", right=spent(share(11_00))), hand())
    other = record(shelf, spent(), hand(), [attachment(b"two", total=Money(11_00))]).number
    more = spent(share(11_01))
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, Correction(corrects=other, because="more", right=more), hand())
    assert refused.value.field == "total"
    assert every_byte(shelf) == before


def test_several_papers_add_up_together(shelf: Path) -> None:
    halves = [attachment(b"one", Money(6_00)), attachment(b"two", Money(4_00))]
    record(shelf, spent(), hand(), halves)
    record(shelf, spent(day=START), hand(), [attachment(b"three"), attachment(b"four")])


def test_help_to_as_many_as_one_entry_says_is_recorded(shelf: Path) -> None:
    record(shelf, replace(helped(5_00), count=9_999), hand())
    with pytest.raises(Refusal) as refused:
        record(shelf, replace(helped(5_00), count=99_999), hand())
    assert "99,999" in refused.value.message
    assert "9,999" in refused.value.remedy


def test_tomorrow_can_be_recorded_and_the_day_after_it_cannot(shelf: Path) -> None:
    record(shelf, spent(day=TODAY + timedelta(days=1)), hand())
    with pytest.raises(Refusal) as refused:
        record(shelf, spent(day=TODAY + timedelta(days=2)), hand())
    assert refused.value.field == "day"
