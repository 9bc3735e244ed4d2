"""Small books and, worked out by hand, what their accounts must say: read off the printed page."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from grant_reports.accounts import accounts_pdf
from ledger import statements
from ledger.book import read
from ledger.reading import annual_accounts
from tests.golden.by_query import assert_as_queried
from tests.grant_reports.reading import words_of
from webapp.typed import parse_day

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample.beancount"
BOOKS = sorted(each.stem for each in HERE.glob("*.beancount"))
AMOUNT = re.compile(r"\(?[\d,]+\.\d\d\)?|–")


def expected(name: str) -> tuple[str, dict[str, list[str]]]:
    """Read the table beside a book: the year's last day, and the lines of each section."""
    head, *rest = (HERE / f"{name}.txt").read_text().split("\n== ")
    found = re.search(r"\d{4}-\d\d-\d\d", head)
    assert found, "the table names the year's last day"
    sections = {}
    for part in rest:
        title, *lines = part.splitlines()
        sections[title] = [line for line in lines if line.strip()]
    return found[0], sections


@cache
def printed(name: str, day: str) -> bytes:
    """Print the accounts of one of the books, for the year that ends on a day."""
    last = parse_day(day, "year_end")
    return accounts_pdf(annual_accounts(HERE / f"{name}.beancount", last))


def printed_sections(pdf: bytes, titles: list[str]) -> Iterator[tuple[str, str]]:
    """Cut what the PDF says where a section begins that the table knows."""
    text = words_of(pdf).replace("’", "'")
    places = [text.index(f"\n{title}\n") for title in titles]
    assert places == sorted(places), "the sections stand in the order of the table"
    for title, first, last in zip(titles, places, [*places[1:], len(text)], strict=True):
        yield title, text[first:last]


def said(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.parametrize("name", BOOKS)
def test_the_printed_accounts_say_what_was_worked_out_by_hand(name: str) -> None:
    day, sections = expected(name)
    assert sections
    for title, text in printed_sections(printed(name, day), list(sections)):
        lines = [said(line) for line in text.splitlines()]
        place = 0
        for line in sections[title]:
            wanted = said(line.replace("|", " "))
            if " | " in line:
                assert wanted in lines[place:], f"{title}: {line}"
                place += lines[place:].index(wanted) + 1
            else:
                assert wanted in said(text), f"{title}: {line}"


@pytest.mark.parametrize("name", BOOKS)
def test_the_table_worked_out_by_hand_leaves_out_no_amount_of_the_account(name: str) -> None:
    """Else a line too many, or one that moved into another section, would go unseen."""
    day, sections = expected(name)
    title = next(iter(sections))
    text = dict(printed_sections(printed(name, day), list(sections)))[title]
    rows = [said(line) for line in text.splitlines() if len(AMOUNT.findall(line)) > 1]
    told = {said(line.replace("|", " ")) for line in sections[title]}
    nil = {"Transfers between funds"}
    untold = [row for row in rows if row not in told and AMOUNT.split(row)[0].strip() not in nil]
    assert not untold


@pytest.mark.parametrize("place", [*(HERE / f"{each}.beancount" for each in BOOKS), SAMPLE])
def test_the_figures_are_those_that_queries_find(place: Path) -> None:
    book = read(place)
    ends = dict.fromkeys(book.year_of(made.day)[1] for made in book.transactions)
    assert ends
    for end in ends:
        assert_as_queried(book, statements.annual_accounts(book, end), place)


def test_each_book_has_its_table_and_each_table_its_book() -> None:
    tables = sorted(each.stem for each in HERE.glob("*.txt"))
    assert tables == BOOKS
