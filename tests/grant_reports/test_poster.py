"""The poster for the noticeboard: one sheet, from the public summary alone."""

import io
import re
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from grant_reports.poster import Bar, Code, Part, bars_of, parts_of, poster_pdf
from ledger.money import Money
from ledger.reading import PublicLine, PublicSummary, public_summary
from tests.grant_reports.reading import on_one_line, words_of
from webapp.qr import squares

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
ADDRESS = "https://purse.example.org/open/elm-street-mutual-aid"


def code() -> Code:
    drawn = squares(ADDRESS)
    return Code(address=ADDRESS, side=drawn.side, path=drawn.path)


@pytest.fixture(scope="module")
def summary() -> PublicSummary:
    return public_summary(SAMPLE, date(2026, 4, 10))


@pytest.fixture(scope="module")
def document(summary: PublicSummary) -> bytes:
    return poster_pdf(summary, code())


def test_a_poster_is_one_sheet(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as opened:
        assert len(opened.pages) == 1


def test_every_figure_of_it_is_one_of_the_public_page(
    summary: PublicSummary, document: bytes
) -> None:
    words = on_one_line(document)
    year = summary.years[1]
    assert f"On 10 April 2026 we had {summary.total} in the bank and the tin." in words
    for part in parts_of(summary):
        assert part.name in words
        assert part.said in words
    for bar in (*bars_of(year.came), *bars_of(year.went)):
        assert bar.name in words
        assert bar.said in words
    assert str(year.came_total) in words
    assert str(year.went_total) in words
    assert ADDRESS in words


def test_it_is_read_from_what_there_is_to_where_to_see_more(document: bytes) -> None:
    words = on_one_line(document)
    order = (
        "Elm Street Mutual Aid",
        "On 10 April 2026 we had",
        "For anything we do",
        "Not ours, in our hands for somebody",
        "The year from 1 April 2025 to 31 March 2026",
        "came in",
        "went out",
        "See all of it, month by month:",
        ADDRESS,
    )
    places = [words.find(each) for each in order]
    assert -1 not in places
    assert places == sorted(places)


def test_it_names_nobody_and_has_no_place_for_a_person(document: bytes) -> None:
    words = on_one_line(document)
    assert "P00" not in words
    assert "Aldi" not in words
    for kind in (Bar, Code, Part):
        assert {each.type for each in fields(kind)} <= {str, int}


def test_bars_that_do_not_fit_stand_together_and_nothing_is_lost() -> None:
    lines = [PublicLine(heading=f"Heading {n}", amount=Money(100 * n)) for n in range(9, 0, -1)]
    bars = bars_of(lines)
    assert len(bars) == 5
    assert bars[-1].name == "Everything else"
    assert sum(each.size for each in bars) == sum(each.amount.pence for each in lines)
    assert [each.name for each in bars_of(lines[:5])] == [each.heading for each in lines[:5]]


def test_many_funds_stand_together_and_still_fit_on_the_sheet(summary: PublicSummary) -> None:
    one = summary.funds[0]
    many = tuple(
        replace(one, shown=f"Fund {n}", hue=n, cash=Money(100 * n + 100)) for n in range(14)
    )
    crowded = replace(summary, funds=many)
    parts = parts_of(crowded)
    assert [each.name for each in parts[-2:]] == ["8 other funds", "Not ours"]
    assert sum(each.size for each in parts[:-1]) == sum(each.cash.pence for each in many)
    with pikepdf.open(io.BytesIO(poster_pdf(crowded, code()))) as opened:
        assert len(opened.pages) == 1


@pytest.mark.parametrize(("count", "lacking", "long"), [(6, 3, False), (14, 9, True)])
def test_however_long_it_is_a_poster_stays_on_one_sheet_and_adds_up(
    summary: PublicSummary, count: int, lacking: int, *, long: bool
) -> None:
    """Funds that lack money in both parts take two lines each, and long names up to five."""
    words = "Wholesome Warm Meals With Neighbours " * 3 if long else ""
    short = [Money(-1_234_567_00 - n) for n in range(lacking)]
    cash = [*short, *(Money(100 * n + 100) for n in range(count - lacking))]
    funds = tuple(
        replace(
            summary.funds[1], shown=f"{words}Fund {n}", hue=n, cash=each, to_come=Money(234_500_00)
        )
        for n, each in enumerate(cash)
    )
    title = words + "Aid" if long else summary.title
    pdf = poster_pdf(replace(summary, title=title, funds=funds), code())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    said = " ".join(words_of(pdf, layout=False).split())
    assert ADDRESS in said
    alone = {n for n in range(count) if f"Fund {n}, set aside" in said}
    assert alone
    rest = [each for n, each in enumerate(cash) if n not in alone]
    sum_ = Money.total(rest)
    none_left = "short of money" not in said
    less = sum(1 for each in rest if each < Money(0))
    assert none_left or f"{len(rest)} other funds, {less} of them short of money" in said
    assert not rest or f"{'together short by ' if sum_ < Money(0) else ''}{abs(sum_)}" in said


def test_those_that_stand_together_are_not_said_to_have_enough_where_one_has_not(
    summary: PublicSummary,
) -> None:
    one = summary.funds[0]
    cash = [*(Money(1000 * n) for n in range(10, 2, -1)), Money(-5)]
    funds = tuple(replace(one, shown=f"Fund {n}", cash=each) for n, each in enumerate(cash))
    part = parts_of(replace(summary, funds=funds, not_ours=Money(0)))[-1]
    assert (part.name, part.note) == ("3 other funds", "1 of them short of money")
    assert part.said == str(Money(1000 * 4 + 1000 * 3 - 5))


def test_a_group_that_has_recorded_nothing_has_a_poster_too(summary: PublicSummary) -> None:
    empty = replace(
        summary, total=Money(0), not_ours=Money(0), funds=(), years=(), months=(), has_untold=False
    )
    words = on_one_line(poster_pdf(empty, code()))
    assert "we had £0.00 in the bank and the tin." in words
    assert "Nothing has come in or gone out yet" in words


@pytest.mark.parametrize(
    ("side", "says"), [("came", "Nothing came in"), ("went", "Nothing went out")]
)
def test_nothing_is_said_in_a_word(summary: PublicSummary, side: str, says: str) -> None:
    still = replace(summary.years[1], **{side: ()})
    words = on_one_line(poster_pdf(replace(summary, years=(still,)), code()))
    assert says in words
    assert "£0.00" not in words


def test_what_puts_a_closed_year_right_is_told_apart_from_what_came_and_went() -> None:
    book = SAMPLE.parent / "tests/golden/corrections.beancount"
    words = on_one_line(poster_pdf(public_summary(book, date(2025, 9, 1)), code()))
    assert "£30.00 came in" in words
    assert "£42.80 went out" in words
    assert "Corrections of earlier years made it £5.00 less." in words


def test_a_year_in_which_only_an_earlier_one_was_put_right_is_on_the_poster() -> None:
    book = SAMPLE.parent / "tests/golden/corrections.beancount"
    (year, *_) = public_summary(book, date(2025, 9, 1)).years
    still = replace(year, came=(), went=())
    made = replace(public_summary(book, date(2025, 9, 1)), years=(still,))
    words = on_one_line(poster_pdf(made, code()))
    assert "Nothing came in" in words
    assert "Corrections of earlier years made it £5.00 less." in words


@pytest.mark.parametrize("day", [date(2025, 11, 22), date(2026, 4, 10)])
def test_the_tin_never_stands_alone_on_a_line(day: date) -> None:
    pdf = poster_pdf(replace(public_summary(SAMPLE, day), title="Elm Street"), code())
    lines = [line.strip() for line in words_of(pdf, layout=False).splitlines()]
    assert "tin." not in lines
    assert any(line.endswith("and the tin.") for line in lines)


def test_a_fund_that_went_too_far_is_said_in_words_and_has_no_bar(summary: PublicSummary) -> None:
    over = replace(summary.funds[0], cash=Money(-1240))
    part = parts_of(replace(summary, funds=(over,), not_ours=Money(0)))[0]
    assert (part.said, part.size) == ("overspent by £12.40", 0)


def test_a_fund_that_waits_for_an_instalment_is_ahead_of_its_money_and_not_overspent() -> None:
    book = SAMPLE.parent / "tests/golden/a-deficit-and-an-instalment-in-arrears.beancount"
    words = " ".join(words_of(poster_pdf(public_summary(book, date(2026, 3, 31)), code())).split())
    assert "Warm hall, only for its purpose £330.00 ahead of its money" in words
    assert "Tools to borrow, only for its purpose overspent by £40.00" in words


@pytest.mark.parametrize(("cash", "to_come"), [(-5_00, 4_00), (-1_234_567_89, 234_500_00)])
def test_both_parts_of_what_a_fund_lacks_are_on_the_sheet(
    summary: PublicSummary, cash: int, to_come: int
) -> None:
    lacking = replace(summary.funds[1], cash=Money(cash), to_come=Money(to_come))
    funds = (summary.funds[0], lacking, *summary.funds[2:])
    pdf = poster_pdf(replace(summary, funds=funds), code())
    with closing(PdfDocument(pdf)) as opened:
        (page,) = opened
        words = page.get_textpage()
        ends = [words.get_charbox(at)[2] for at in range(words.count_chars())]
        # Of the margin of 16 mm, the roundness of a letter may take one.
        assert max(ends) <= page.get_width() - 15 / 25.4 * 72
    lines = words_of(pdf)
    assert lacking.lacks in " ".join(words_of(pdf, layout=False).split())
    assert all(amount in lines for amount in re.findall(r"£[\d,.]+", lacking.lacks))


def test_what_a_fund_lacks_is_divided_between_what_is_to_come_and_what_is_not(
    summary: PublicSummary,
) -> None:
    lacking = replace(summary.funds[0], cash=Money(-50_00), to_come=Money(20_00))
    assert lacking.lacks == "overspent by £30.00 and £20.00 ahead of its money"
    # Claims that are owed count towards what is to come, and not towards the cash.
    assert replace(lacking, to_come=Money(80_00)).lacks == "£50.00 ahead of its money"
    assert replace(lacking, cash=Money(1)).lacks == ""
