"""A month that was changed by hand costs what is other in it, and is right all the same."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.checks import known_problems
from ledger.index import current, edited_at
from ledger.reading.checked import is_changed_by_hand
from ledger.recording import Hand, rename_book
from tests.ledger.changing_books import spent, write_book
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import begun
from tests.ledger.test_known_problems import assert_known_is_right

MONTH = "journal/2026-02.beancount"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A book of four months, read into its index, and all of it judged."""
    (tmp_path / "books").mkdir()
    place = write_book(tmp_path / "books" / "elm")
    known_problems(current(place))
    return place


def rows(place: Path) -> dict[str, int]:
    """The row that each entry's transaction has in the index: another one if it was read anew."""
    where = index.index_of(place)
    assert where
    ask = sqlite3.connect(where)
    found = dict(ask.execute("SELECT entry, id FROM transactions").fetchall())
    ask.close()
    return found


def changed(place: Path, change: Callable[[str], str], name: str = MONTH) -> set[str]:
    """Change a month by hand, look at the book, and give the entries that were read anew."""
    before = rows(place)
    file = place / name
    text = change(file.read_text())
    assert text != file.read_text()
    file.write_text(text)
    assert_index_is_right(place)
    assert_known_is_right(place)
    after = rows(place)
    return {number for number in after if before.get(number) != after[number]}


def test_of_a_month_only_what_is_other_is_read_anew(place: Path) -> None:
    anew = changed(place, lambda text: text.replace("Shopping 207", "Soup for 207"))

    assert anew == {"2026-0207"}
    assert current(place).entries["2026-0207"].narration == "Soup for 207"
    assert edited_at(place)


@pytest.fixture
def founded(tmp_path: Path) -> Path:
    """A book with a history, read into its index."""
    place = begun(tmp_path)
    current(place)
    return place


def test_what_our_own_act_writes_anew_is_no_edit_by_hand(founded: Path) -> None:
    place = founded
    rename_book(place, "Oak Road", Hand(by="P003", today=date(2026, 5, 1)))
    assert current(place).title == "Oak Road"
    assert edited_at(place) is None
    assert not is_changed_by_hand(place)

    main = place / "book.beancount"
    main.write_text(main.read_text().replace("Oak Road", "Ash Lane"))
    assert current(place).title == "Ash Lane"
    assert edited_at(place)
    assert is_changed_by_hand(place)


def test_what_was_ours_once_is_an_edit_where_a_hand_writes_it_again(founded: Path) -> None:
    place = founded
    main = place / "book.beancount"
    rename_book(place, "Oak Road", Hand(by="P003", today=date(2026, 5, 1)))
    current(place)
    ours = main.read_text()
    main.write_text(ours.replace("Oak Road", "Ash Lane"))
    current(place)
    where = index.index_of(place)
    assert where
    with closing(sqlite3.connect(where)) as ask:
        # As if it had been looked at since.
        ask.execute("DELETE FROM said WHERE name = 'edited'")
        ask.commit()
    main.write_text(ours)
    assert current(place).title == "Oak Road"
    assert edited_at(place)


def test_what_a_hand_makes_of_our_own_writing_before_anybody_looked_is_its_edit(
    founded: Path,
) -> None:
    place = founded
    rename_book(place, "Oak Road", Hand(by="P003", today=date(2026, 5, 1)))
    main = place / "book.beancount"
    main.write_text(f"{main.read_text()}; a note\n")
    assert current(place).title == "Oak Road"
    assert edited_at(place)


def test_lines_that_only_stand_further_down_are_not_read_anew(place: Path) -> None:
    assert changed(place, lambda text: f"; a note\n\n{text}") == set()


def test_what_was_put_in_between_is_read_and_nothing_after_it(place: Path) -> None:
    more = spent("2026-02-10", 900, "3.50")

    anew = changed(place, lambda text: text.replace("2026-02-13 *", f"{more}2026-02-13 *"))

    assert anew == {"2026-0900"}


def test_what_was_taken_out_is_forgotten(place: Path) -> None:
    gone = spent("2026-02-10", 210)

    assert changed(place, lambda text: text.replace(gone, "")) == set()
    assert "2026-0210" not in current(place).entries


def test_an_amount_changed_by_hand_changes_every_sum_and_wakes_every_rule(place: Path) -> None:
    anew = changed(
        place,
        lambda text: text.replace("1.00 GBP", "99999.00 GBP", 2),
    )

    assert anew == {"2026-0201"}
    rules = {each.rule for each in known_problems(current(place))}
    assert "tin_or_bank_below_nothing" in rules


def test_an_entry_that_another_was_put_into_lies_apart(place: Path) -> None:
    second = (
        '2026-02-10 * "Aldi" "Leaflets" #council-2026 ^2026-0210\n  kind: "expense"\n'
        "  Expenses:Printing     1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n\n"
    )
    between = spent("2026-02-10", 901)
    changed(place, lambda text: text.replace("2026-02-13 *", f"{second}2026-02-13 *"))

    changed(place, lambda text: text.replace(second, between + second))

    apart = [each for each in known_problems(current(place)) if each.rule == "entry_lies_whole"]
    assert [each.about for each in apart] == ["2026-0210"]
    changed(place, lambda text: text.replace(between, ""))
    assert "entry_lies_whole" not in {each.rule for each in known_problems(current(place))}


def test_an_entry_without_a_number_is_named_by_where_it_stands_now(place: Path) -> None:
    changed(place, lambda text: text.replace(" ^2026-0216", ""))

    changed(place, lambda text: f"; one\n; more\n{text}")

    named = [each.about for each in known_problems(current(place)) if each.rule == "one_number"]
    line = (
        (place / MONTH)
        .read_text()
        .split("\n")
        .index('2026-02-16 * "Aldi 6" "Shopping 216" #general')
    )
    assert named == [f"{MONTH}, line {line + 1}"]


def test_lines_that_pass_one_of_another_file_on_the_same_day_stand_after_it_now(
    place: Path,
) -> None:
    stray = spent("2026-02-04", 902)
    changed(place, lambda text: f"{text}{stray}", "journal/2026-01.beancount")

    changed(place, lambda text: "; a note\n" * 90 + text)

    day = [each.entry for each in current(place).transactions if each.day.day == 4]
    assert day.index("2026-0902") < day.index("2026-0204")


def test_a_line_about_the_book_that_a_month_holds_is_followed(place: Path) -> None:
    agreed = '2026-02-28 custom "agreed" Assets:Bank:Current -99.00 GBP "page 2"\n'
    changed(place, lambda text: f"{text}{agreed}\n; the end\n")

    changed(place, lambda text: text.replace("-99.00", "-18.00"))

    assert [each.figure.pence for each in current(place).agreements] == [-18_00]
    assert "agreement_holds" not in {each.rule for each in known_problems(current(place))}


def test_a_month_that_cannot_be_read_and_is_mended_is_read_whole(place: Path) -> None:
    changed(place, lambda text: text.replace("2026-02-13 *", "2026-02-33 *"))

    changed(place, lambda text: text.replace("2026-02-33 *", "2026-02-13 *"))

    assert "readable" not in {each.rule for each in known_problems(current(place))}
