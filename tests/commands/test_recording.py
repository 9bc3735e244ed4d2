"""`purse record` and `correct`: the acts of the forms, and one sentence for what cannot be."""

import sqlite3
from pathlib import Path
from threading import Timer

import pytest

from ledger import index
from ledger.book import read
from ledger.entries.directives import Kind
from ledger.money import Money
from ledger.reading import EntryView, entry
from tests.commands.conftest import PAPER, SAMPLE, Type


def kept(book: Path, number: str) -> EntryView:
    return entry(book, number.strip(), sees_help=True)


def expense(*words: object) -> tuple[object, ...]:
    return ("expense", "--amount", "12.50", "--paid-to", "Aldi", "--account", "Food", *words)


def test_an_expense_is_recorded_with_its_paper(typed: Type, book: Path) -> None:
    said = typed("record", book, *expense("--for", "Tea", "--paper", PAPER, "--from", "tin"))
    view = kept(book, said.out)
    assert (view.line.kind, view.line.total, view.line.payee) == (Kind.EXPENSE, Money(1250), "Aldi")
    assert (view.place, view.line.narration, len(view.papers)) == ("Tin", "Tea", 1)


@pytest.mark.parametrize("name", ["Food", "food", "Expenses:Food", "expenses:food"])
def test_a_kind_goes_by_its_name_or_by_its_label(name: str, typed: Type, book: Path) -> None:
    words = ("--amount", "1", "--paid-to", "Aldi", "--account", name)
    view = kept(book, typed("record", book, "expense", *words).out)
    assert view.shares[0].account == "Expenses:Food"


def test_funds_share_an_expense(typed: Type, book: Path) -> None:
    shares = ("--share", "general:Printing=10.00", "--share", "winter-warmth=84.20")
    said = typed("record", book, "expense", "--paid-to", "Aldi", "--account", "Food", *shares)
    borne = [(each.fund.name, each.account, each.amount) for each in kept(book, said.out).shares]
    assert borne == [
        ("general", "Expenses:Printing", Money(1000)),
        ("winter-warmth", "Expenses:Food", Money(8420)),
    ]


def test_a_claim_is_owed_to_whose_money_it_was(typed: Type, book: Path) -> None:
    words = ("--amount", "6.80", "--paid-to", "Co-op", "--account", "Food", "--claimant", "P007")
    view = kept(book, typed("record", book, "claim", *words).out)
    assert (view.line.claimant, view.owed) == ("P007", Money(680))


def test_income_is_gross_and_keeps_its_fee(typed: Type, book: Path) -> None:
    words = ("--amount", "20", "--account", "Gift", "--into", "PayPal", "--fee", "0.70")
    view = kept(book, typed("record", book, "income", *words).out)
    assert (view.line.total, view.fee, view.place) == (Money(2000), Money(70), "PayPal")


def test_help_given_is_a_count_and_an_amount(typed: Type, book: Path) -> None:
    view = kept(book, typed("record", book, "help", "--amount", "40", "--count", "2").out)
    assert (view.line.kind, view.count, view.line.payee) == (Kind.HELP, 2, "")


def test_money_moves_between_places_and_between_funds(typed: Type, book: Path) -> None:
    tin = typed("record", book, "transfer", "--amount", "5", "--from", "bank", "--into", "tin")
    words = ("--from-fund", "general", "--to-fund", "winter-warmth")
    fund = typed("record", book, "transfer", "--amount", "5", *words)
    kinds = [kept(book, said.out).line.kind for said in (tin, fund)]
    assert kinds == [Kind.TRANSFER, Kind.FUND_TRANSFER]


def test_the_same_key_is_recorded_once(typed: Type, book: Path) -> None:
    first = typed("record", book, *expense("--key", "from-the-till-0001"))
    assert typed("record", book, *expense("--key", "from-the-till-0001")).out == first.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--amount", "12,5"), "not an amount"),
        (("--amount", "0"), "amount is nothing"),
        (("--account", "Fod"), "They have: Food"),
        (("--fund", "council"), "no open fund called “council”"),
        (("--from", "purse"), "They have: Bank, Tin"),
        (("--date", "yesterday"), "is not a day"),
        (("--date", "2020-01-01"), "These books begin on 1 October 2024"),
        (("--date", "2025-03-01"), "closed"),
        (("--by", "Priya"), "not the number of a person"),
        (("--paper", "nowhere.jpg"), "“nowhere.jpg” did not work"),
        (("--paper", SAMPLE), "neither a photo nor a PDF"),
        (("--share", "general"), "is not a share"),
        (("--share", "general=1.00"), "The shares come to £1.00"),
        (("--for", "a" * 501), "at most 500 are kept"),
        (("--colour", "green"), "No such option"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    words: tuple[object, ...], told: str, typed: Type, book: Path
) -> None:
    before = sorted(path.name for path in book.rglob("*.beancount"))
    said = typed("record", book, *expense(*words))
    assert said.code == 2
    assert told in said.sentence
    assert sorted(path.name for path in book.rglob("*.beancount")) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("expense", "--paid-to", "Aldi", "--account", "Food"), "The amount is missing"),
        (("expense", "--paid-to", "Aldi", "--amount", "1"), "--account"),
        (("expense", "--amount", "1", "--account", "Food"), "--paid-to"),
        (("claim", "--paid-to", "A", "--amount", "1", "--account", "Food"), "--claimant"),
        (("help", "--amount", "4", "--count", "Jo"), "people or households"),
        (("transfer", "--amount", "4", "--from", "bank"), "--into tin"),
        (("transfer", "--amount", "4", "--from-fund", "council-food-2025"), "no consent"),
        (("income", "--amount", "4", "--account", "Collection tin"), "counted by two people"),
        (("gift",), "No such command"),
    ],
)
def test_what_is_missing_is_asked_for(
    words: tuple[str, ...], told: str, typed: Type, book: Path
) -> None:
    said = typed("record", book, *words)
    assert (said.code, told in said.sentence) == (2, True)


def test_a_single_file_is_only_read(typed: Type) -> None:
    before = SAMPLE.read_bytes()
    assert "new-group --from" in typed("record", SAMPLE, *expense()).sentence
    assert SAMPLE.read_bytes() == before


@pytest.mark.parametrize(
    "words", [("record", expense()), ("correct", ("2026-0001", "--because", "another group’s"))]
)
def test_who_waits_while_the_books_are_read_anew_is_told_so(
    typed: Type, book: Path, words: tuple[str, tuple[object, ...]]
) -> None:
    """The index is missing, and is held up by another program for longer than a second."""
    where = index.index_of(book)
    assert where is not None
    index.take_away(where)
    where.parent.mkdir(exist_ok=True)
    other = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    Timer(1.6, other.close).start()
    verb, said = words
    told = typed(verb, book, *said)
    assert told.err == "Opening the books …\n"
    assert told.code == 0
    assert len(told.out.splitlines()) == 1


def test_a_book_that_is_not_there_is_named(typed: Type, tmp_path: Path) -> None:
    said = typed("record", tmp_path / "oak", *expense())
    assert "There is no book at “oak”" in said.sentence


def test_a_correction_keeps_what_was_right(typed: Type, book: Path) -> None:
    old = typed("record", book, *expense("--for", "Tea", "--from", "tin")).out.strip()
    because = ("--because", "the paper says 12.40")
    number = typed("correct", book, old, *because, "--amount", "12.40").out
    view = kept(book, number)
    assert (view.corrects, view.because) == (old, "the paper says 12.40")
    assert (view.line.total, view.line.narration, view.place) == (Money(1240), "Tea", "Tin")
    assert kept(book, old).corrected_by == number.strip()


@pytest.mark.parametrize("more", [(), ("--fund", "street-lunch-2025")])
def test_an_entry_of_a_closed_fund_is_corrected_within_it(
    typed: Type, book: Path, more: tuple[str, ...]
) -> None:
    words = ("2025-0082", "--because", "what it was", "--for", "Bread", *more)
    view = kept(book, typed("correct", book, *words).out)
    assert view.line.narration == "Bread"
    assert [each.name for each in view.line.funds] == ["street-lunch-2025"]


def test_the_figures_of_where_the_group_started_are_put_right_in_the_browser(
    typed: Type, book: Path
) -> None:
    said = typed("correct", book, "2024-0001", "--because", "miscounted", "--amount", "5")
    assert "Put its figures right on its page in the browser" in said.sentence


def test_a_move_of_which_nothing_is_said_says_from_where_to_where(typed: Type, book: Path) -> None:
    words = ("transfer", "--amount", "5", "--from", "bank", "--into", "tin")
    moved = typed("record", book, *words).out
    assert kept(book, moved).line.narration == "From the bank to the tin"
    said = ("correct", book, moved.strip(), "--because", "6", "--amount", "6")
    assert kept(book, typed(*said).out).line.narration == "From the bank to the tin"


def test_with_a_reason_alone_an_entry_is_only_taken_back(typed: Type, book: Path) -> None:
    old = typed("record", book, *expense()).out.strip()
    view = kept(book, typed("correct", book, old, "--because", "it was another group's").out)
    assert view.is_reversal_only


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026-9999", "--because", "x"), "There is no entry no. 2026-9999"),
        (("2026-0001", "--because", " "), "Why it is corrected is missing"),
        (("2026-0001",), "--because"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    words: tuple[str, ...], told: str, typed: Type, book: Path
) -> None:
    assert told in typed("correct", book, *words).sentence


def claimed(typed: Type, book: Path) -> str:
    words = ("--amount", "6.80", "--paid-to", "Co-op", "--account", "Food", "--claimant", "P005")
    return typed("record", book, "claim", *words).out.strip()


def test_a_volunteer_is_paid_back_in_part_and_then_in_full(typed: Type, book: Path) -> None:
    number = claimed(typed, book)
    back = ("repayment", "--to", "P005", "--claim", number)
    typed("record", book, *back, "--amount", "5")
    assert kept(book, number).owed == Money(180)
    view = kept(book, typed("record", book, *back).out)
    assert (view.line.kind, view.line.total) == (Kind.REPAYMENT, Money(180))
    assert kept(book, number).owed == Money(0)
    assert "Nothing like that is owed to P005" in typed("record", book, *back).sentence


def test_a_volunteer_gives_up_a_part_and_then_the_rest(typed: Type, book: Path) -> None:
    number = claimed(typed, book)
    gives = ("given-up", "--of", "P005", "--said", "told us in June", "--claim", number)
    view = kept(book, typed("record", book, *gives, "--amount", "5").out)
    assert (view.line.kind, view.line.total) == (Kind.GIVEN_UP, Money(500))
    assert kept(book, number).owed == Money(180)
    typed("record", book, *gives)
    assert (kept(book, number).owed, kept(book, number).given_up) == (Money(0), Money(680))


def test_a_shop_gives_money_back_for_what_was_bought(typed: Type, book: Path) -> None:
    bought = typed("record", book, *expense()).out.strip()
    words = ("refund", "--entry", bought, "--amount", "2.50", "--into", "tin")
    view = kept(book, typed("record", book, *words).out)
    assert (view.line.kind, view.line.total, view.place) == (Kind.REFUND, Money(250), "Tin")


def test_a_neighbours_money_comes_and_is_given_on(typed: Type, book: Path) -> None:
    words = ("--amount", "50", "--at", "tin")
    kinds = [
        kept(book, typed("record", book, "held", "--way", way, *words).out).line.kind
        for way in ("in", "out")
    ]
    assert kinds == [Kind.HELD_IN, Kind.HELD_OUT]


@pytest.mark.parametrize(
    ("words", "given"),
    [(("--hours", "2.5"), "2.5 hours"), (("--goods", "30"), "goods worth £30.00")],
)
def test_time_and_goods_are_given_in_kind(
    words: tuple[str, ...], given: str, typed: Type, book: Path
) -> None:
    view = kept(book, typed("record", book, "in-kind", *words, "--for", "Sorting").out)
    assert (view.line.kind, view.line.in_kind) == (Kind.IN_KIND, given)


def test_what_has_no_amount_of_money_is_not_corrected_by_one(typed: Type, book: Path) -> None:
    number = typed("record", book, "in-kind", "--hours", "3").out.strip()
    said = typed("correct", book, number, "--because", "four", "--amount", "4")
    assert "has no amount of money" in said.sentence


def test_words_are_blanked_by_two_people_and_the_older_prints_are_told_so(
    typed: Type, book: Path
) -> None:
    by = ("--by", "P003", "--and-by", "P005")
    entry = next(reversed(read(book).entries.values()))
    version, words = read(book).version, entry.transactions[0].narration
    because = ("--because", "somebody was named")
    said = typed("redact", book, entry.number, "--words", words, *because, *by)
    assert said.code == 0, said.err
    assert "Back-ups and copies taken before still hold it" in said.out
    assert read(book).entries[entry.number].transactions[0].narration == "[blanked]"
    told = typed("history", book, "--printed", version[:12])
    assert "can no longer be looked up" in told.sentence
    assert f"blanked words in entry no. {entry.number}" in typed("history", book).out
    alone = typed(
        "redact", book, entry.number, "--words", "x", *because, "--by", "P003", "--and-by", "P003"
    )
    assert "two people" in alone.sentence


def test_words_in_a_funds_terms_are_blanked_too(typed: Type, book: Path) -> None:
    way = ("--because", "somebody was named", "--by", "P003", "--and-by", "P005")
    said = typed("redact", book, "council-food-2025", "--words", "Northgate ward", *way)
    assert said.code == 0, said.err
    assert "Blanked in the terms of council-food-2025, and in all of the history." in said.out
    purpose = read(book).funds["council-food-2025"].purpose
    assert purpose == "Food parcels for households in the [blanked]"
    assert "blanked words in the terms of council-food-2025" in typed("history", book).out
    none = typed("redact", book, "council-food-2025", *way)
    assert "a fund has no papers of its own" in none.sentence


def test_a_paper_is_never_passed_over_where_a_fund_is_blanked(typed: Type, book: Path) -> None:
    way = ("--because", "somebody was named", "--by", "P003", "--and-by", "P005")
    asked = ("--words", "Northgate ward", "--paper", "2026-0001-0123456789ab.jpg")
    said = typed("redact", book, "council-food-2025", *asked, *way)
    assert said.code != 0
    assert "A fund has no papers of its own, and nothing was blanked." in said.sentence
    assert "the entry that the paper belongs to" in said.sentence
    assert "Northgate ward" in read(book).funds["council-food-2025"].purpose
